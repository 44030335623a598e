"""Firm terms: words both texts use alike everywhere, of which one line has one and its partner has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from expertise.analysis.compare.contrast import Contrast, Side, facts_of
from expertise.lexicon.translation import Concept

_DEFINITION = re.compile(r"[^-–—:;]{3,90}\s[-–—]\s(?!\d)")  # «5) угодья - участки, ...»
_SHOWN_KINDS = {"body": "body", "condition": "condition"}


def lost(ru: Side, ky: Side, concepts: Mapping[str, Concept]) -> Iterator[Contrast]:
    """Yield terms whose translation never varies and which the other side does not have at all."""
    kinds = ("term", "body", "condition")
    left, right = facts_of(ru, *kinds), facts_of(ky, *kinds)
    names_ru, names_ky = {(f.kind, f.value) for f in left}, {(f.kind, f.value) for f in right}
    defines = any(_DEFINITION.match(s.span.of(s.text)) for s in ru)
    seen: set[tuple[str, str]] = set()
    for own, others, in_ru in ((left, names_ky, True), (right, names_ru, False)):
        for fact in own:
            key = (fact.kind, fact.value)
            if key in others or key in seen or not concepts[f"{fact.kind}:{fact.value}"].firm:
                continue
            seen.add(key)
            kind = "definition" if defines else _SHOWN_KINDS.get(fact.kind, "other")
            yield Contrast(
                kind, f"{fact.kind}-lost", fact.span if in_ru else None, None if in_ru else fact.span,
                fact.value if in_ru else "", "" if in_ru else fact.value, ru, ky,
            )  # fmt: skip
