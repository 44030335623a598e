"""Where the current and the proposed wording stand in the tables of a document.

A table is comparative when one of its first rows names both columns; a table without such a row goes on with
the columns of the one before it (a page break in Word often parts one table into two). Columns of numbers and
reasons may stand beside them, the header may come again, a cell may run over both columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from expertise.act import Cell
from expertise.reading.words import document, either

#: One line of a document: its words and its cell.
Placed = tuple[str, Cell | None]
_HEADER_ROWS = 4
_LONGEST_HEADER = 200
_FIGURES = re.compile(r"[\dIVX\s.()№-]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparative table: places of its lines; ``shared`` ones stand in both columns at once.

    ``table`` and ``row`` are those of the cells, see act.Cell.
    """

    table: int
    row: int
    current: tuple[int, ...]
    proposed: tuple[int, ...]
    shared: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of all comparative tables, and the places of the lines of their headers."""

    rows: tuple[Row, ...]
    headers: tuple[int, ...]

    @property
    def current(self) -> list[int]:
        """The lines of the current wording alone."""
        return [n for row in self.rows for n in row.current]

    @property
    def proposed(self) -> list[int]:
        """The lines of the proposed wording with those of both columns, row by row."""
        return [n for row in self.rows for n in (*row.shared, *row.proposed)]


@dataclass(frozen=True, slots=True)
class _Columns:
    current: range
    proposed: range
    width: int


def layout(lines: Sequence[Placed]) -> Layout:
    """Find the comparative tables among the lines of a document; none gives no rows."""
    rows: list[Row] = []
    headers: list[int] = []
    known: _Columns | None = None
    for table, cells in _tables(lines).items():
        width = max(cell.column + cell.columns for cell in cells)
        found, first = _header(lines, cells, width)
        columns = found or (known if known and known.width == width else None)
        known = columns
        if columns is None:
            continue
        head = {_words(lines, cells[c]) for c in cells if c.row == first and found}
        for number, own in _by_row(cells):
            if (found and number <= first) or _is_header(lines, own, head):
                headers += [n for places in own.values() for n in places]
            else:
                rows.append(_row(table, number, own, columns))
    return Layout(tuple(rows), tuple(headers))


def _tables(lines: Sequence[Placed]) -> dict[int, dict[Cell, list[int]]]:
    """Return the outermost cells of every table with the places of their lines."""
    found: dict[int, dict[Cell, list[int]]] = {}
    for place, (_, cell) in enumerate(lines):
        if cell is not None:
            while cell.outer is not None:
                cell = cell.outer
            found.setdefault(cell.table, {}).setdefault(cell, []).append(place)
    return dict(sorted(found.items()))


def _by_row(cells: Mapping[Cell, list[int]]) -> Iterator[tuple[int, dict[Cell, list[int]]]]:
    """Yield the rows of a table in order, each with its cells."""
    found: dict[int, dict[Cell, list[int]]] = {}
    for cell, places in cells.items():
        found.setdefault(cell.row, {})[cell] = places
    yield from sorted(found.items(), key=itemgetter(0))


def _words(lines: Sequence[Placed], places: Sequence[int]) -> str:
    return " ".join(lines[n][0] for n in places)


def _header(
    lines: Sequence[Placed], cells: Mapping[Cell, Sequence[int]], width: int
) -> tuple[_Columns | None, int]:
    """Return the columns that the first rows name, and the last of those rows."""
    named: dict[str, Cell] = {}
    for cell, places in cells.items():
        if cell.row < _HEADER_ROWS and (kind := _kind(_words(lines, places))):
            named.setdefault(kind, cell)
    if len(named) < 2:
        return None, -1
    current, proposed = (
        range(cell.column, cell.column + cell.columns) for cell in (named["current"], named["proposed"])
    )
    apart = not set(current) & set(proposed)
    last = max(cell.row for cell in named.values())
    return (_Columns(current, proposed, width), last) if apart else (None, -1)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(either(document("tables")[kind]), re.IGNORECASE)


def _kind(text: str) -> str:
    """Tell which column a header names; «предлагаемая» wins where both words stand in one header."""
    if len(text) > _LONGEST_HEADER:
        return ""
    return next((kind for kind in ("proposed", "current") if _pattern(kind).search(text)), "")


def _is_header(lines: Sequence[Placed], row: Mapping[Cell, Sequence[int]], head: set[str]) -> bool:
    """Tell a header that comes again, and the row that numbers the columns, from a row of norms."""
    texts = [_words(lines, places) for places in row.values()]
    if all(_FIGURES.fullmatch(text) for text in texts):
        return True
    return bool(head) and len(texts) > 1 and set(texts) <= head


def _row(table: int, number: int, cells: Mapping[Cell, Sequence[int]], columns: _Columns) -> Row:
    def of(wanted: bool, proposed: bool) -> tuple[int, ...]:
        return tuple(sorted(n for n in _in(cells, columns, wanted, proposed)))

    return Row(table, number, of(True, False), of(False, True), of(True, True))


def _in(
    cells: Mapping[Cell, Sequence[int]], columns: _Columns, current: bool, proposed: bool
) -> Iterator[int]:
    for cell, places in cells.items():
        covered = range(cell.column, cell.column + cell.columns)
        touches = [any(n in covered for n in side) for side in (columns.current, columns.proposed)]
        if touches == [current, proposed]:
            yield from places
