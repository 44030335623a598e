"""Which claims speak of the same matter: found by hash and inverted index, never all pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from expertise.analysis.collisions.claims import Claim

#: A wording that stands in more articles than this is a formula of the act, no matter of its own.
_FORMULA = 3
_SMALLEST = 2  # keys and bodies of a matter in one act
#: Two acts: matters of this size may differ in some words, if each is the other's best match.
_LONG, _ALIKE = 5, 0.75
_COMMON = 60  # places of a key from which on it leads to no candidates

Pair = tuple[Claim, Claim]


def within(claims: Sequence[Claim]) -> Iterator[Pair]:
    """Yield pairs of one act in reading order: the same matter in two sentences.

    Sentences that lean on their neighbours («указанный срок») know their matter only within an article.
    """
    for group in _groups(claims).values():
        if len({c.norm.passage.article for c in group}) > _FORMULA:
            continue
        for one, other in combinations(group, 2):
            if one.norm.passage is not other.norm.passage and _together(one, other):
                yield other, one


def _groups(claims: Sequence[Claim]) -> Mapping[frozenset[str], list[Claim]]:
    groups: dict[frozenset[str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.matter and len(claim.matter) + len(claim.bodies) >= _SMALLEST:
            groups[claim.matter].append(claim)
    return {matter: group for matter, group in groups.items() if len(group) > 1}


def _together(one: Claim, other: Claim) -> bool:
    near = one.norm.passage.article == other.norm.passage.article
    leaning = "anaphora" in one.marks or "anaphora" in other.marks
    return (near or not leaning) and one.cites == other.cites


def across(claims: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Pair]:
    """Yield pairs of two acts: the same matter, or nearly the same where each is the other's best match."""
    exact: dict[frozenset[str], list[Claim]] = defaultdict(list)
    for other in others:
        if len(other.matter) + len(other.bodies) > _SMALLEST or len(other.matter) >= _SMALLEST:
            exact[other.matter].append(other)
    unmatched = []
    for claim in claims:
        found = [o for o in exact.get(claim.matter, ()) if not _leaning(claim, o)]
        if 0 < len(found) <= _FORMULA:
            yield from ((claim, other) for other in found)
        elif len(claim.matter) >= _LONG:
            unmatched.append(claim)
    yield from _nearest(unmatched, [o for o in others if len(o.matter) >= _LONG])


def _leaning(one: Claim, other: Claim) -> bool:
    return len(one.matter) < _LONG and bool({"anaphora"} & (one.marks | other.marks))


def _nearest(claims: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Pair]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, other in enumerate(others):
        for key in other.matter:
            places[key].append(at)
    best: dict[int, tuple[float, int]] = {}
    chosen: list[tuple[int, int, float]] = []
    for at, claim in enumerate(claims):
        shared: Counter[int] = Counter()
        for key in sorted(claim.matter):
            if len(places.get(key, ())) <= _COMMON:
                shared.update(places.get(key, ()))
        ranked = sorted(((_alike(claim, others[o]), -o) for o in shared), reverse=True)
        if ranked and ranked[0][0] >= _ALIKE:
            score, other = ranked[0][0], -ranked[0][1]
            chosen.append((at, other, score))
            best[other] = max(best.get(other, (0.0, 0)), (score, -at))
    for at, other, score in chosen:
        if best[other] == (score, -at):
            yield claims[at], others[other]


def _alike(one: Claim, other: Claim) -> float:
    return 2 * len(one.matter & other.matter) / (len(one.matter) + len(other.matter))
