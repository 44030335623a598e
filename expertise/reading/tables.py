"""The grid of a Word table: which rows and cells are read, and where each cell stands."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from expertise.act import Cell
from expertise.reading.numbering import W, value, whole

_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag"))
_WIDEST = 1_000  # columns; a wider span is a damaged file


def within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows (``tr``) or cells (``tc``) of a table or row, also those in content controls."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from within(child, name)


class Grid:
    """Gives the cells of one table their places; rows are to be asked for in order, read ones only."""

    def __init__(self, table: int, outer: Cell | None) -> None:
        self._table, self._outer = table, outer
        self._row = -1
        self._merged: dict[int, Cell] = {}  # by column: the cell that a vertical merge began

    def row(self, row: etree._Element) -> Iterator[tuple[Cell, etree._Element, bool]]:
        """Yield the places and elements of the cells of the next row, left to right.

        True says that a merged cell from above covers this one: Word does not show what it holds.
        """
        self._row += 1
        column = _span(value(row, f"{W}trPr/{W}gridBefore"), 0)
        for element in within(row, "tc"):
            columns = max(1, _span(value(element, f"{W}tcPr/{W}gridSpan"), 1))
            place = self._place(element, column, columns)
            yield place, element, place.row < self._row
            column += columns

    def _place(self, element: etree._Element, column: int, columns: int) -> Cell:
        """Return the place of a cell; a cell that goes on with one above has the place of that one."""
        merge = element.find(f"{W}tcPr/{W}vMerge")
        begun = self._merged.get(column)
        if merge is not None and merge.get(f"{W}val") != "restart" and begun is not None:
            return begun
        cell = Cell(self._table, self._row, column, columns, self._outer)
        self._merged.pop(column, None)
        if merge is not None:
            self._merged[column] = cell
        return cell


def _span(text: str | None, otherwise: int) -> int:
    return min(max(whole(text, otherwise), 0), _WIDEST)
