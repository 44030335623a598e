"""What lies in what: «пунктами 1 и 2 части 3 статьи 54 настоящего Кодекса» is two addresses in one act.

Russian names the smallest unit first, so a line is read from its end; Kyrgyz names the largest first. Members
of a list share the larger units named with one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from expertise.act import Kind, Language, Span
from expertise.norms.references.naming import BARE, PAPER, ActMark
from expertise.norms.references.places import Place
from expertise.norms.references.vocabulary import vocabulary

#: From large to small: a unit can lie only in one that stands before it.
ORDER = (
    Kind.ANNEX, Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER, Kind.ARTICLE, Kind.PART,
    Kind.POINT, Kind.SUBPOINT, Kind.PARAGRAPH,
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(ORDER)}
_BETWEEN = 45  # signs that may stand between a Kyrgyz genitive and what it owns
_GENITIVE = re.compile("[нтд][ыиуү]н$", re.IGNORECASE)
Mark = Place | ActMark


@dataclass(frozen=True, slots=True)
class Chain:
    """A place with the larger places it lies in, smallest first, and the words that name the act, if any."""

    places: tuple[Place, ...]
    act: ActMark | None

    @property
    def span(self) -> Span:
        """All words of the chain."""
        spans = [place.span for place in self.places] + ([self.act.span] if self.act else [])
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Linked:
    """The chains of a line, and the names of acts that no chain needs."""

    chains: tuple[Chain, ...]
    alone: tuple[ActMark, ...]


def linked(text: str, marks: Sequence[Mark], language: Language) -> Linked:
    """Link the places and the names of acts of one line, given in reading order."""
    telling = [m for at, m in enumerate(marks) if _tells(text, marks, at, language)]
    ordered = telling if language == "ky" else list(reversed(telling))
    chains: list[Chain] = []
    owners: set[int] = set()  # marks that something lies in: no references of their own
    last: Mark | None = None
    before: Chain | None = None
    for mark in ordered:
        chain = None
        if isinstance(mark, Place):
            chain, owner = _chain(text, mark, last, before, language)
            if owner is not None:
                owners.add(id(owner))
            chains.append(chain)
        before, last = chain, mark
    kept = []
    for chain in (c for c in chains if id(c.places[0]) not in owners):
        before_bracket = None if chain.act else _before_bracket(text, chain, telling)
        if before_bracket:
            owners.add(id(before_bracket))
        kept.append(Chain(chain.places, chain.act or before_bracket))
    named = [m for m in telling if isinstance(m, ActMark) and id(m) not in owners]
    return Linked(tuple(sorted(kept, key=lambda c: c.places[0].span.start)), tuple(named))


def _before_bracket(text: str, chain: Chain, marks: Sequence[Mark]) -> ActMark | None:
    """Return the act whose units stand in brackets behind its name: «Кодексом о детях (статьи 42 и 52)»."""
    start = chain.span.start
    for mark in marks:
        if (
            isinstance(mark, ActMark)
            and mark.span.end < start
            and text[mark.span.end : start].strip(" ") == "("
        ):
            return mark
    return None


def _tells(text: str, marks: Sequence[Mark], at: int, language: Language) -> bool:
    """Tell whether a mark counts: a noun without a name only right beside a place with a number."""
    mark = marks[at]
    if isinstance(mark, Place) or mark.how not in (BARE, PAPER):
        return True
    beside = at + 1 if language == "ky" else at - 1
    if not 0 <= beside < len(marks):
        return False
    place = marks[beside]
    first, second = (mark, place) if language == "ky" else (place, mark)
    adjacent = not text[first.span.end : second.span.start].strip(" ")
    return adjacent and isinstance(place, Place) and bool(place.numbers)


def _chain(
    text: str, place: Place, last: Mark | None, before: Chain | None, language: Language
) -> tuple[Chain, Mark | None]:
    """Return the chain of a place, and the mark it lies in; ``last`` is the mark read before it."""
    if last is None:
        return Chain((place,), None), None
    first, second = (last, place) if language == "ky" else (place, last)
    gap = text[first.span.end : second.span.start]
    if isinstance(last, ActMark):
        owned = _owned(gap, text, last, place, language)
        return Chain((place,), last if owned else None), last if owned else None
    assert before is not None
    if _lies_in(gap, text, last, place, language):
        return Chain((place, *before.places), before.act), last
    if _joint(language).fullmatch(gap):
        shared = tuple(p for p in before.places if _RANK[p.kind] < _RANK[place.kind])
        return Chain((place, *shared), before.act), None
    return Chain((place,), None), None


def _owned(gap: str, text: str, act: ActMark, place: Place, language: Language) -> bool:
    """Tell whether a place lies in the act named beside it."""
    if language == "ky":
        return _near(gap) and bool(_GENITIVE.search(act.span.of(text)))
    if place.kind is Kind.ANNEX and gap.strip() == "к":
        return True
    return not gap.strip(" ") and not (act.how == BARE and act.many)


def _lies_in(gap: str, text: str, owner: Place, place: Place, language: Language) -> bool:
    if _RANK[owner.kind] >= _RANK[place.kind]:
        return False
    if not gap.strip(" "):
        return True
    if language == "ru":
        return gap.strip() == "к" and place.kind is Kind.ANNEX
    return _near(gap) and bool(_GENITIVE.search(owner.span.of(text)))


def _near(gap: str) -> bool:
    """Tell whether a Kyrgyz genitive still reaches over these words: «бөлүгүнүн сотто каралуучу 2-пункту»."""
    return len(gap) <= _BETWEEN and not re.search(r"[,.;:()«»\"]", gap)


@cache
def _joint(language: Language) -> re.Pattern[str]:
    joints = vocabulary(language).words["joints"]
    return re.compile(rf"\s*,?\s*(?:{joints})?\s*(?:в\s+|с\s+|со\s+|по\s+)?", re.IGNORECASE)
