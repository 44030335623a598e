"""Places in an act as formulas name them: units by kind and number, headings, sentences, several at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from expertise.act import Kind, Steps
from expertise.reading.amendment import RANK


class Part(StrEnum):
    """What of a unit a formula speaks of."""

    UNIT = "unit"
    HEADING = "heading"  # of a unit, or the title of the act
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Place:
    """One place: ``steps`` from the largest unit named to the smallest; none mean the whole act.

    ``number`` counts the sentence (from 1, «last» for the last one); empty for other parts.
    """

    steps: Steps = ()
    part: Part = Part.UNIT
    number: str = ""


@dataclass(slots=True)
class Term:
    """One link of an address: a kind with its numbers, or a part of a unit (``kind`` is None)."""

    kind: Kind | None
    numbers: list[str]
    part: Part = Part.UNIT
    joined: bool = False  # a comma or «и» stands before it

    @property
    def rank(self) -> int:
        """Return the rank of the unit, larger units first; parts are smaller than any unit."""
        return len(RANK) if self.kind is None else RANK.get(self.kind, -1)


Chain = list[Term]


def chains(terms: Sequence[Term], *, small_first: bool) -> list[Chain]:
    """Part terms into addresses, large units first; each gets its larger units from its neighbour.

    Russian names the small unit first («пункт 2 части 1, пункт 3 части 4 статьи 5») and may put the place
    before it («в статье 5 часть 3»); Kyrgyz names the large one first.
    """
    found = _small_first(terms) if small_first else _large_first(terms)
    return [chain for chain in found if chain]


def _large_first(terms: Sequence[Term]) -> list[Chain]:
    found: list[Chain] = []
    for term in terms:
        last = found[-1] if found else []
        if last and not term.joined and term.rank > last[-1].rank:
            last.append(term)
        else:
            found.append([*_above(last[:-1] if term.joined else last, term), term])
    return found


def _small_first(terms: Sequence[Term]) -> list[Chain]:
    """Read «пункт 2 части 1 статьи 5»; a larger unit behind which a smaller one starts anew is its place."""
    found: list[Chain] = []
    around: Chain = []  # «в статье 5 часть 3 и часть 4»: holds for all that follow
    for term in terms:
        if found and not term.joined and term.rank < found[-1][0].rank:
            found[-1].insert(0, term)
        elif found and not term.joined:
            around = found.pop()
            found.append([term])
        else:
            found.append([term])
    for place in range(len(found) - 2, -1, -1):
        found[place] = [*_above(found[place + 1][:-1], found[place][0]), *found[place]]
    return [[*_above(around, chain[0]), *chain] for chain in found]


def _above(chain: Chain, term: Term) -> Chain:
    return [other for other in chain if other.rank < term.rank]


def places(chain: Chain) -> Iterable[Place]:
    """Yield a place for every number of a chain: «части 1 и 3 статьи 5» names two."""
    units = [term for term in chain if term.kind is not None]
    part = next((term for term in chain if term.kind is None), None)
    for numbers in product(*(term.numbers for term in units)):
        steps = tuple((term.kind, number) for term, number in zip(units, numbers, strict=True) if term.kind)
        if part is None:
            yield Place(steps)
        else:
            yield from (Place(steps, part.part, number) for number in part.numbers)


def under(context: Place, own: Place) -> Place:
    """Return ``own`` completed by the larger units of the place its formula stands under."""
    if not own.steps:
        return replace(own, steps=context.steps) if own.part is not Part.UNIT else context
    top = RANK.get(own.steps[0][0], -1)
    above = tuple(step for step in context.steps if RANK.get(step[0], -1) < top)
    return replace(own, steps=(*above, *own.steps))
