"""From an address to the unit of the act that has it, as drafters count units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from expertise.act import Act, Kind, Role, Unit
from expertise.norms.references.reference import AMBIGUOUS, DEAD, MISSING_UNIT, REPEALED_UNIT, RESOLVED

_HEADS = frozenset({Kind.ANNEX, Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER})
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an address came to: the smallest unit found (-1: none), the state and its reason."""

    unit: int
    state: str
    reason: str = ""


def arabic(number: str) -> str:
    """Return a Roman number in figures, any other text as it is."""
    if not number or set(number) - set(_ROMAN):
        return number
    values = [_ROMAN[sign] for sign in number]
    return str(sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)))


def _emptied(act: Act) -> frozenset[int]:
    """Return the units in which nothing but words of repeal stands: «Утратила силу» under a heading."""
    roles: dict[int, set[Role]] = defaultdict(set)
    for line in act.lines:
        unit = line.unit
        while line.role not in (Role.HEADING, Role.EDITORIAL) and unit > 0:
            roles[unit].add(line.role)
            unit = act.units[unit].parent
    return frozenset(unit for unit, found in roles.items() if found == {Role.REPEALED})


class Units:
    """The units of one act by parent and by kind; units quoted in an amending act are left out."""

    def __init__(
        self, units: Sequence[Unit], *, cut: bool = False, emptied: frozenset[int] = frozenset()
    ) -> None:
        """Take the units of an act; ``cut`` tells that its end may lie in another file.

        ``emptied`` are those in which nothing but words of repeal stands.
        """
        self.units = units
        self._cut = cut
        self._emptied = emptied
        self._children: dict[int, list[int]] = defaultdict(list)
        for index, unit in enumerate(units):
            if index and not unit.target and unit.role not in (Role.QUOTED, Role.CURRENT):
                self._children[unit.parent].append(index)

    @classmethod
    def of(cls, act: Act) -> Units:
        """Return the units of an act; a code may go on in another file, which only its number tells."""
        return cls(act.units, cut=act.requisites.type == "code", emptied=_emptied(act))

    @cached_property
    def by_kind(self) -> dict[tuple[Kind, str], list[int]]:
        """The units of the act by kind and number in figures."""
        found: dict[tuple[Kind, str], list[int]] = defaultdict(list)
        for children in self._children.values():
            for index in children:
                unit = self.units[index]
                found[(unit.kind, arabic(unit.number))].append(index)
        return found

    def ancestor(self, unit: int, kind: Kind) -> int:
        """Return the nearest unit of a kind around ``unit`` (itself too), -1 for none."""
        while unit > 0:
            if self.units[unit].kind is kind:
                return unit
            unit = self.units[unit].parent
        return -1

    def named(self, address: Sequence[tuple[Kind, str]], near: int = -1) -> Outcome:
        """Return what an address, largest unit first, names in the whole act; no address names the act.

        ``near`` is the unit whose words name it: where two units fit, its own surroundings are meant.
        """
        first, *rest = address or ((Kind.ACT, ""),)
        if first[0] is Kind.ACT:
            return Outcome(0, RESOLVED)
        starts = self._starts(*first)
        if not starts:
            return (
                Outcome(-1, DEAD, MISSING_UNIT)
                if self._counts(first[0], arabic(first[1]))
                else Outcome(-1, AMBIGUOUS)
            )
        if len(starts) > 1:
            deep = [done for s in starts if (done := self.below(s, rest, near)).state == RESOLVED]
            return deep[0] if len(deep) == 1 else Outcome(starts[0], AMBIGUOUS)
        return self.below(starts[0], rest, near)

    def _starts(self, kind: Kind, number: str) -> list[int]:
        """Return the units an address may begin with; points only where they lie in no article."""
        found = self.by_kind.get((kind, arabic(number)), []) or self._flattened(kind, number)
        if kind in _HEADS or kind is Kind.ARTICLE:
            return found
        return [i for i in found if self.ancestor(i, Kind.ARTICLE) < 0 and self._is_top(i)]

    def _flattened(self, kind: Kind, number: str) -> list[int]:
        """Return the unit whose raised figure older texts write on the line: «23311» is 233¹¹."""
        cuts = (f"{number[:cut]}-{number[cut:]}" for cut in range(1, len(number)))
        found = [i for name in cuts for i in self.by_kind.get((kind, name), [])] if number.isdigit() else []
        return found if len(found) == 1 else []

    def _is_top(self, index: int) -> bool:
        parent = self.units[self.units[index].parent].kind
        return parent in _HEADS or parent is Kind.ACT

    def _counts(self, kind: Kind, number: str) -> bool:
        """Tell whether the act would hold a unit itself: it has others of its kind, from the first on.

        A text that begins with a later article is one piece of several, and a code may go on in another file.
        """
        numbers = [int(n) for k, n in self.by_kind if k is kind and n.isdigit()]
        if not numbers or not number.isdigit():
            return bool(numbers)
        return min(numbers) <= 1 and not (self._cut and int(number) > max(numbers))

    def below(self, unit: int, rest: Sequence[tuple[Kind, str]], near: int = -1) -> Outcome:
        """Return what the rest of an address names inside ``unit``; ``near`` as for ``named``."""
        for place, (kind, number) in enumerate(rest):
            if self.repealed(unit):
                break
            nested = place + 1 < len(rest) and rest[place + 1][0] is Kind.SUBPOINT
            found = self.child(unit, kind, number, -1 if nested else near)
            if found.state != RESOLVED:
                return found
            unit = found.unit
        if self.repealed(unit):
            return Outcome(unit, DEAD, REPEALED_UNIT)
        return Outcome(unit, RESOLVED)

    def repealed(self, unit: int) -> bool:
        """Tell whether a unit, or one around it, is marked as repealed."""
        while unit > 0:
            if self.units[unit].role is Role.REPEALED or unit in self._emptied:
                return True
            unit = self.units[unit].parent
        return False

    def child(self, unit: int, kind: Kind, number: str, near: int = -1) -> Outcome:
        """Return the unit of a kind and number inside another, as drafters count.

        A part is a numbered part, else a paragraph of an article without numbered parts. A point lies in the
        unit itself or in one of its parts or paragraphs; where an article names its parts points («пункт 2
        статьи 283») it is that part. The first paragraph is the unit's own text.
        """
        if kind is Kind.PARAGRAPH:
            return self._paragraph(unit, number)
        if kind is Kind.PART:
            return self._part(unit, number)
        if kind is Kind.POINT and self._parts_are_points(unit):
            return self._part_or_point(unit, number, near)
        kinds = (Kind.SUBPOINT, Kind.POINT) if kind is Kind.SUBPOINT else (kind,)
        for wanted in kinds:
            found = self._inside(unit, wanted, number)
            if found:
                return Outcome(found[0], RESOLVED) if len(found) == 1 else Outcome(unit, AMBIGUOUS)
        return self._missing(unit, kind)

    def _parts_are_points(self, unit: int) -> bool:
        """Tell whether an article has numbered parts and no points of its own: old acts call them points."""
        kinds = {self.units[i].kind for i in self._children.get(unit, []) if self.units[i].number}
        return self.units[unit].kind is Kind.ARTICLE and Kind.PART in kinds and Kind.POINT not in kinds

    def _part_or_point(self, unit: int, number: str, near: int) -> Outcome:
        """Return a point of the part around ``near``, else the part of this number, else any point."""
        points = self._inside(unit, Kind.POINT, number)
        around = self.ancestor(near, Kind.PART)
        own = [i for i in points if self.units[i].parent == around >= 0]
        part = self._part(unit, number)
        if len(own) == 1:
            return Outcome(own[0], RESOLVED)
        if part.state == RESOLVED or not points:
            return part
        return Outcome(points[0], RESOLVED) if len(points) == 1 else Outcome(unit, AMBIGUOUS)

    def _inside(self, unit: int, kind: Kind, number: str) -> list[int]:
        """Return the units of a kind and number below ``unit``, the nearest level that has one."""
        level = self._children.get(unit, [])
        while level:
            found = [i for i in level if self.units[i].kind is kind and self._bears(i, number)]
            if found:
                return found
            through = _HEADS if kind in _HEADS or kind is Kind.ARTICLE else (Kind.PART, Kind.PARAGRAPH)
            passed = [i for i in level if self.units[i].kind in through]
            level = [child for i in passed for child in self._children.get(i, [])]
        return []

    def _bears(self, unit: int, number: str) -> bool:
        return arabic(self.units[unit].number) == arabic(number)

    def _part(self, unit: int, number: str) -> Outcome:
        parts = [i for i in self._children.get(unit, []) if self.units[i].kind is Kind.PART]
        for index in parts:
            if self.units[index].number == number:
                return Outcome(index, RESOLVED)
        if parts:
            return self._gone(unit, parts)
        return self._counted(unit, list(self._paragraphs(unit)), number)

    def _paragraphs(self, unit: int) -> Iterator[int]:
        return (i for i in self._children.get(unit, []) if self.units[i].kind is Kind.PARAGRAPH)

    def _counted(self, unit: int, paragraphs: Sequence[int], number: str) -> Outcome:
        """Return the paragraph with this place; in a unit of one paragraph the first is the unit itself."""
        if not number.isdigit():
            return Outcome(unit, DEAD, MISSING_UNIT)
        place = int(number)
        if place <= len(paragraphs):
            return Outcome(paragraphs[place - 1], RESOLVED)
        if place == 1:
            return Outcome(unit, RESOLVED)
        # Lists and tables may count as paragraphs or not: only beyond all of them nothing can be meant.
        lines = sum(1 for _ in self._all_below(unit)) + 1
        return Outcome(unit, DEAD, MISSING_UNIT) if place > lines else Outcome(unit, AMBIGUOUS)

    def _paragraph(self, unit: int, number: str) -> Outcome:
        for index in self._paragraphs(unit):
            if self.units[index].number == number:
                return Outcome(index, RESOLVED)
        return Outcome(unit, RESOLVED) if number == "1" else self._counted(unit, [], number)

    def _all_below(self, unit: int) -> Iterator[int]:
        for child in self._children.get(unit, []):
            yield child
            yield from self._all_below(child)

    def _gone(self, unit: int, siblings: Sequence[int]) -> Outcome:
        """Return that a number is missing; where two units bear one number a misprint may be all there is."""
        doubled = any("~" in self.units[i].eid.rsplit("__", 1)[-1] for i in siblings)
        return Outcome(unit, AMBIGUOUS) if doubled else Outcome(unit, DEAD, MISSING_UNIT)

    def _missing(self, unit: int, kind: Kind) -> Outcome:
        """Return that a unit is missing, where others of its kind or nothing at all stand in its place.

        A list that is told by dashes alone may be what is meant: nothing is said of it.
        """
        below = list(self._all_below(unit))
        same = [i for i in below if self.units[i].kind is kind and self.units[i].number]
        return self._gone(unit, same) if same or not below else Outcome(unit, AMBIGUOUS)
