"""One power in the lists of two bodies of an act, with nothing that tells their parts of it apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from expertise.analysis.collisions.claim import Claim
from expertise.analysis.collisions.clash import Clash

_FEWEST = 3  # keys of a power; shorter ones («участие в работе») are no power of their own


def shared_powers(claims: Sequence[Claim]) -> Iterator[Clash]:
    """Yield a power that an act gives to two bodies in their lists of competence, the later place first.

    Bodies of territories share powers by their borders; a body named in general may be either of the two.
    """
    powers: dict[frozenset[str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if len(claim.lead_bodies) == 1 and "competence" in claim.marks and len(claim.own_matter) >= _FEWEST:
            powers[claim.own_matter].append(claim)
    for group in powers.values():
        first = group[0]
        for claim in group[1:]:
            bounded = any({"territorial", "generic"} & c.marks for c in (first, claim))
            if not (bounded or claim.lead_bodies & first.lead_bodies):
                yield Clash("power", claim, first, claim.span, first.span)
