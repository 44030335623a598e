"""Operations on units: add, give a new wording, strike out, repeal, renumber."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from expertise.act import Kind, Language, Role
from expertise.amending.document import Cut, Node, Origin, Row, Run
from expertise.amending.locate import named, paragraphs, siblings
from expertise.amending.vocabulary import vocabulary
from expertise.reading.lists import continues, first_of

Refuse = Callable[..., None]
_NUMBER = re.compile(r"\d+(?:[-–.]\d+)*[⁰¹²³⁴-⁹]*|^[\"«“„]?[^\W\d_](?=[⁰¹²³⁴-⁹]*\))")
_FEMININE = frozenset({Kind.ARTICLE, Kind.PART, Kind.CHAPTER, Kind.DIVISION})
_NEUTER = frozenset({Kind.ANNEX})
_ALIKE = {Kind.PART: Kind.POINT, Kind.POINT: Kind.PART, Kind.SUBPOINT: Kind.POINT}
_LATE = frozenset({Role.EDITORIAL, Role.SIGNATURE})


def order_of(number: str) -> tuple[tuple[int, int], ...]:
    """Return what numbers of units are sorted by: 5, 5-1, 6; letters by the alphabet."""
    parts = re.split(r"[-.]", number)
    return tuple((1, int(part)) if part.isdigit() else (0, ord(part[:1] or " ")) for part in parts)


class Restructuring:
    """Changes units of one act; ``refuse`` is told what does not fit."""

    def __init__(self, language: Language, refuse: Refuse) -> None:
        self._language, self._refuse = language, refuse

    # --- add -------------------------------------------------------------------------------------------

    def add(self, index: int, home: Node, new: Node) -> bool:
        """Put a new numbered unit where its number belongs; tell whether it went in."""
        if named(home, new.kind, new.number):
            self._refuse(index, "unit-exists", named(home, new.kind, new.number)[0], new.number)
            return False
        known = siblings(home, new.kind)
        if not known and (other := _ALIKE.get(new.kind)) and siblings(home, other):
            new.kind, known = other, siblings(home, other)
        before = [each for each in known if order_of(each.number) < order_of(new.number)]
        if before:
            _behind(before[-1], new)
        elif known:
            _before(known[0], new)
        else:
            _at_end(home, new)
        follows = continues(new.number, before[-1].number) if before else first_of(new.number)
        if not follows:
            self._refuse(index, "number-gap", before[-1] if before else home, new.number, applied=True)
        return True

    def add_paragraph(self, index: int, home: Node, new: Node, number: str) -> None:
        """Put a new paragraph at its place among those of a unit, or behind them all."""
        known = paragraphs(home)
        place = int(number) if number.isdigit() else len(known) + 1
        if place <= len(known) and known[place - 1] is not home:
            _before(known[place - 1], new)
            return
        if place == len(known) and known[-1] is home:
            self._refuse(index, "unit-exists", home, number)
            return
        _at_end(home, new)
        if place > len(known) + 1:
            self._refuse(index, "number-gap", home, number, applied=True)

    # --- new wording -----------------------------------------------------------------------------------

    def reword(self, index: int, targets: Sequence[Node], new: list[Node]) -> None:
        """Put new units in the place of old ones; plain paragraphs become the text of the one old unit."""
        plain = all(node.kind in (Kind.PARAGRAPH, Kind.TABLE) for node in new)
        if plain and targets[0].kind is not Kind.PARAGRAPH:
            for target in targets[1:]:
                self.delete(index, target)
            _refill(index, targets[0], new)
            return
        if {n.number for n in new} != {t.number for t in targets} and not plain:
            self._refuse(index, "wording-number", targets[0], ", ".join(n.number for n in new), applied=True)
        for node in new:
            node.kind = targets[0].kind
        parent = targets[0].parent
        if parent is None:
            self._refuse(index, "whole-act", targets[0])
            return
        at = parent.content.index(targets[0])
        for node in new:
            node.parent = parent
        parent.content[at:at] = new
        gone = [row for target in targets for row in target.rows()]
        for target in targets:
            _unhook(target)
        _bury(index, gone, next(new[0].rows(), None), 0)

    # --- strike out, repeal, renumber --------------------------------------------------------------------

    def delete(self, index: int, target: Node) -> None:
        """Strike a unit out; its words are kept with the row before it."""
        if target.parent is None:
            self._refuse(index, "whole-act", target)
            return
        above = _row_before(target)
        gone = list(target.rows())
        _unhook(target)
        _bury(index, gone, above, len(above.text) if above else 0)

    def repeal(self, index: int, target: Node) -> None:
        """Leave of a unit its number and the words that it is void."""
        said = vocabulary(self._language).repealed[_gender(target.kind)]
        rows = list(target.rows())
        row = rows[0]
        row.replace(row.body, len(row.text), [Run(said, Origin.MADE, -1)], index)
        _space_behind_number(row)
        target.content = [row]
        row.role = Role.REPEALED
        _bury(index, rows[1:], row, len(row.text))

    def renumber(self, index: int, targets: Sequence[Node], numbers: Sequence[str]) -> None:
        """Give units new numbers, all at once."""
        for target, number in zip(targets, numbers, strict=True):
            for other in siblings(target.parent, target.kind) if target.parent else ():
                if other.number == number and other not in targets:
                    self._refuse(index, "unit-exists", other, number)
                    return
        for target, number in zip(targets, numbers, strict=True):
            row = next(target.rows(), None)
            if target.kind is Kind.PARAGRAPH or row is None:
                continue
            found = _NUMBER.search(row.text[: row.body] or row.text)
            if found is None:
                self._refuse(index, "number-missing", target, number)
                continue
            row.replace(*found.span(), [Run(number, Origin.MADE, -1)], index)
            target.number = number


def _gender(kind: Kind) -> str:
    if kind in _FEMININE:
        return "feminine"
    return "neuter" if kind in _NEUTER else "masculine"


def _behind(before: Node, new: Node) -> None:
    assert before.parent is not None
    _put(before.parent, before.parent.content.index(before) + 1, new)


def _before(behind: Node, new: Node) -> None:
    assert behind.parent is not None
    _put(behind.parent, behind.parent.content.index(behind), new)


def _at_end(home: Node, new: Node) -> None:
    """Put a unit at the end of another, before notes and signatures."""
    at = len(home.content)
    while at and isinstance(last := home.content[at - 1], Row) and last.role in _LATE:
        at -= 1
    _put(home, at, new)


def _put(parent: Node, at: int, new: Node) -> None:
    new.parent = parent
    parent.content.insert(at, new)


def _unhook(node: Node) -> None:
    assert node.parent is not None
    node.parent.content.remove(node)


def _row_before(node: Node) -> Row | None:
    """Return the row that stands before a unit in reading order."""
    root = node
    while root.parent is not None:
        root = root.parent
    last: Row | None = None
    first = next(node.rows(), None)
    for row in root.rows():
        if row is first:
            return last
        last = row
    return last


def _bury(index: int, gone: Sequence[Row], row: Row | None, at: int) -> None:
    """Keep the words of rows that are gone with a row that stays; words gone before stay known too."""
    if row is None:
        return
    for old in gone:
        row.cuts += [Cut(at, run, index) for run in old.runs if run.origin is Origin.BASE]
        row.cuts += [Cut(at, cut.run, cut.operation) for cut in old.cuts]


def _refill(index: int, target: Node, new: list[Node]) -> None:
    """Let plain paragraphs be the text of a unit: the first goes behind its number."""
    rows = [row for node in new for row in node.rows()]
    kept = [row for row in target.own if row.role is Role.HEADING]
    others = [row for row in target.rows() if row not in kept]
    if kept or not others or not others[0].body:
        target.content = [*kept, *new]
        for node in new:
            node.parent = target
        _bury(index, others, rows[0], 0)
        return
    first = others[0]
    first.replace(first.body, len(first.text), rows[0].runs, index)
    target.content = [first, *(node for node in new if rows[0] not in node.own)]
    for node in target.nodes:
        node.parent = target
    _bury(index, others[1:], first, len(first.text))


def _space_behind_number(row: Row) -> None:
    if row.body and row.text[row.body - 1] != " ":
        row.replace(row.body, row.body, [Run(" ", Origin.MADE, -1)], -1)
