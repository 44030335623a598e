"""From pages to the paragraphs of an act: rows numbered in reading order, joined, tables cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from expertise.act import Cell
from expertise.reading.pdf_joining import Column, Hyphens, column, ends, usual_step
from expertise.reading.pdf_margins import without_footnotes, without_margins
from expertise.reading.pdf_page import Grid, Page
from expertise.reading.pdf_row import Row
from expertise.reading.source import Paragraph, Segment

_FEW = 8  # rows of a column from which its edges cannot be told
_SAME_LINE = 4.0  # points


@dataclass(slots=True)
class _Table:
    """A table, gathered over pages: rows of print by row and column."""

    lines: tuple[float, ...]
    cells: dict[tuple[int, int], list[Row]] = field(default_factory=dict)
    widths: dict[tuple[int, int], int] = field(default_factory=dict)
    depth: int = 0


_Item = Row | _Table


@dataclass(frozen=True, slots=True)
class Flow:
    """The text in reading order: ``nodes`` are the rows that ``Segment.node`` counts."""

    paragraphs: tuple[Paragraph, ...]
    nodes: tuple[Row, ...]
    footnotes: bool


def flow(pages: Sequence[Page]) -> Flow:
    """Return the paragraphs of the pages without running heads, page numbers and footnotes."""
    cleaned, footnotes = without_footnotes(without_margins(pages))
    items, nodes = _numbered(_items(cleaned))
    free = [item for item in items if isinstance(item, Row)]
    step = usual_step(free or nodes)
    hyphens = Hyphens(nodes)
    places = _columns(free, step, min((page.width for page in pages), default=0.0))
    paragraphs: list[Paragraph] = []
    tables = 0
    for is_row, group in groupby(items, key=lambda item: isinstance(item, Row)):
        if is_row:
            rows = [item for item in group if isinstance(item, Row)]
            paragraphs += _paragraphs(rows, [places[row.node] for row in rows], hyphens)
            continue
        for item in group:
            if isinstance(item, _Table):
                paragraphs += _cells(item, tables, step, hyphens)
                tables += 1
    return Flow(tuple(paragraphs), tuple(nodes), footnotes)


def _items(pages: Sequence[Page]) -> list[_Item]:
    """Return rows and tables in reading order; a table that goes on on the next page is one table."""
    items: list[_Item] = []
    for page in pages:
        pending = sorted(page.grids, key=lambda grid: grid.top)
        for row in page.rows:
            while pending and pending[0].top < row.base:
                _add(items, pending.pop(0))
            items.append(row)
        for grid in pending:
            _add(items, grid)
    return items


def _add(items: list[_Item], grid: Grid) -> None:
    last = items[-1] if items else None
    if isinstance(last, _Table) and _same_lines(last.lines, grid.lines):
        _extend(last, grid)
    else:
        table = _Table(grid.lines)
        _extend(table, grid)
        items.append(table)


def _same_lines(one: Sequence[float], other: Sequence[float]) -> bool:
    if len(one) != len(other):
        return False
    return all(abs(a - b) < _SAME_LINE for a, b in zip(one, other, strict=True))


def _extend(table: _Table, grid: Grid) -> None:
    """Add the rows of a page to a table: its head, printed again, is dropped, a row cut in two is joined."""
    by_row = {n: list(cells) for n, cells in groupby(grid.cells, key=lambda cell: cell.row)}
    numbers = sorted(by_row)
    if table.depth and numbers and _is_head(table, {c.column: list(c.rows) for c in by_row[numbers[0]]}):
        numbers = numbers[1:]
    for place, number in enumerate(numbers):
        fresh = {cell.column: list(cell.rows) for cell in by_row[number]}
        at = table.depth
        if place == 0 and table.depth and _goes_on(table, fresh):
            at = table.depth - 1
        for cell in by_row[number]:
            table.cells.setdefault((at, cell.column), []).extend(cell.rows)
            table.widths[at, cell.column] = cell.columns
        table.depth = at + 1


def _words(rows: Sequence[Row]) -> str:
    return " ".join(row.text for row in rows)


def _is_head(table: _Table, fresh: dict[int, list[Row]]) -> bool:
    first = {column: rows for (row, column), rows in table.cells.items() if row == 0}
    return any(fresh.values()) and {c: _words(r) for c, r in first.items()} == {
        c: _words(r) for c, r in fresh.items()
    }


def _goes_on(table: _Table, fresh: dict[int, list[Row]]) -> bool:
    """Tell whether a row of the table was cut by the end of the page: words of a cell go on small."""
    for place, rows in fresh.items():
        before = table.cells.get((table.depth - 1, place), [])
        if before and rows and rows[0].text[:1].islower() and not before[-1].text.endswith((".", ";", ":")):
            return True
    return False


def _numbered(items: list[_Item]) -> tuple[list[_Item], list[Row]]:
    """Give every row its number in reading order."""
    nodes: list[Row] = []

    def counted(row: Row) -> Row:
        nodes.append(replace(row, node=len(nodes)))
        return nodes[-1]

    done: list[_Item] = []
    for item in items:
        if isinstance(item, Row):
            done.append(counted(item))
        else:
            item.cells = {place: [counted(row) for row in item.cells[place]] for place in sorted(item.cells)}
            done.append(item)
    return done, nodes


def _columns(rows: Sequence[Row], step: float, width: float) -> dict[int, Column]:
    """Return the column of every row outside tables, by node; ``width`` is that of the page."""
    groups = list(_runs(rows))
    runs = Counter(group[0].page for group in groups)
    known = [column(group, step) for group in groups if len(group) >= _FEW]
    places: dict[int, Column] = {}
    for group in groups:
        own = column(group, step)
        around = [c for c in known if own.left >= c.left - 2 and own.right <= c.right + 2]
        if len(group) < _FEW and around:
            own = max(around, key=lambda c: c.right - c.left)
        elif runs[group[0].page] == 1 and _is_ragged(group, own):
            # No row may be full: the right margin is taken to be as wide as the left one.
            own = replace(own, right=max(own.right, width - own.left))
        places.update((row.node, own) for row in group)
    return places


def _is_ragged(rows: Sequence[Row], place: Column) -> bool:
    """Tell whether fewer than three rows end at the right edge: justified rows end at the same point."""
    return sum(row.right > place.right - 1 for row in rows) < 3


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each column of each page: a column ends where the print jumps up."""
    run: list[Row] = []
    for row in rows:
        if run and (row.page != run[-1].page or row.base < run[-1].base - row.size):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _paragraphs(
    rows: Sequence[Row], places: Sequence[Column], hyphens: Hyphens, table: int = -1, cell: Cell | None = None
) -> Iterator[Paragraph]:
    segments: list[Segment] = []
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        if following is not None and places[number + 1] != places[number]:
            following = _moved(following, places[number].left - places[number + 1].left)
        if following is None or ends(row, following, places[number]):
            yield Paragraph((*segments, Segment(row.text, row.node)), table, cell)
            segments = []
        else:
            segments += hyphens.glue(row, following)


def _moved(row: Row, shift: float) -> Row:
    """Return a row as if its column stood where that of the row before does."""
    edges = tuple((left + shift, right + shift) for left, right in row.edges)
    return replace(row, left=row.left + shift, right=row.right + shift, edges=edges)


def _cells(table: _Table, number: int, step: float, hyphens: Hyphens) -> Iterator[Paragraph]:
    for (row, place), rows in sorted(table.cells.items()):
        if not rows:
            continue
        wide = table.widths[row, place]
        end = table.lines[min(place + wide, len(table.lines) - 1)]
        air = max(2.0, min(8.0, min(r.left for r in rows) - table.lines[place]))
        bounds = Column(table.lines[place] + air, end - air, step, narrow=True)
        cell = Cell(number, row, place, wide)
        yield from _paragraphs(rows, [bounds] * len(rows), hyphens, number, cell)
