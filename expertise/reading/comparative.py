"""A comparative table as an act: the proposed column is its norm text, the current one stands before it.

The text is put in the order: what stands before the rows, the current column, the proposed column, all else.
So each column reads as a piece of an act with the addresses its own cells name. Lines of the current column
have the role CURRENT and carry no findings; ``current`` reads them as the piece of an act they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from expertise.act import Act, Kind, Line, Piece, Requisites, Role, Span, Unit
from expertise.reading import structure
from expertise.reading.columns import Layout, Row, layout
from expertise.reading.source import Source
from expertise.reading.tongue import language

_CURRENT = "current"  # eId of the unit that holds the current column
_LEAST_SHARE = 0.5  # of the document's letters that lie in the rows: else the table is only a part of it
_LONGEST_TITLE = 300


def ordered(source: Source) -> Source:
    """Return a document with the lines of a comparative table column by column, any other as it is."""
    found = _found(source)
    if found is None:
        return source
    before, after = _outside(source, found)
    return _picked(source, [*before, *found.current, *found.proposed, *after])


def act(source: Source, file: str = "", excerpt: bool = False) -> Act:
    """Return the act of a document: column by column where it is a comparative table.

    Raises UnreadableFile as ``structure.act`` does, which reads every other document.
    """
    structure.limited(source, file)
    source = ordered(source)
    found = _found(source)
    if found is None:
        return structure.act(source, file, excerpt)
    before, after = _outside(source, found)
    lines = source.lines()
    title = " ".join(lines[n] for n in before if source.cells[n] is None)[:_LONGEST_TITLE]
    joined = _Joined(source)
    joined.plain(len(before), Role.FRONT if found.current else Role.CURRENT)
    if found.current:
        joined.column(len(found.current), current=True)
    joined.column(len(found.proposed), current=False)
    joined.plain(len(after), Role.FRONT)
    return joined.act(file, title)


def _found(source: Source) -> Layout | None:
    lines = list(zip(source.lines(), source.cells, strict=True))
    found = layout(lines)
    inside = sum(len(lines[n][0]) for n in (*found.current, *found.proposed, *found.headers))
    whole = sum(len(text) for text, _ in lines)
    return found if found.proposed and inside >= _LEAST_SHARE * whole else None


def is_comparative(act: Act) -> bool:
    """Tell whether an act was read from a comparative table."""
    return any(line.role is Role.CURRENT for line in act.lines)


def rows(act: Act) -> tuple[Row, ...]:
    """Return the rows of a comparative table with the places of their lines in ``act``; none for others."""
    if not is_comparative(act):
        return ()
    return layout([(line.span.of(act.text), line.cell) for line in act.lines]).rows


def current(act: Act) -> Act | None:
    """Return the current column of a comparative table as a piece of an act, None where it is empty."""
    found = rows(act)
    if not any(row.current for row in found):
        return None
    places = [n for row in found for n in (*row.shared, *row.current)]
    return structure.act(_picked(_source(act), places), act.file, excerpt=True)


def _source(act: Act) -> Source:
    lines = act.lines
    return Source(
        act.text, tuple(n.span for n in lines), (-1,) * len(lines), (), tuple(n.cell for n in lines),
        tuple(range(len(lines))),
    )  # fmt: skip


def _outside(source: Source, found: Layout) -> tuple[list[int], list[int]]:
    """Return the lines that belong to no column: those up to the first header, and the others."""
    inside = {*found.current, *found.proposed}
    others = [n for n in range(len(source.spans)) if n not in inside]
    first = min(inside)
    headers = set(found.headers)
    before = [n for n in others if n < first or n in headers]
    return before, [n for n in others if n >= first and n not in headers]


def _picked(source: Source, order: Sequence[int]) -> Source:
    """Return the chosen lines of a source in the given order; tables are dropped, cells kept."""
    texts, spans, pieces, at = [], [], [], 0
    by_line = _pieces_by_line(source)
    for place in order:
        span = source.spans[place]
        shift = at - span.start
        texts.append(span.of(source.text))
        spans.append(Span(at, span.end + shift))
        pieces += [replace(p, start=p.start + shift, end=p.end + shift) for p in by_line[place]]
        at += len(span) + 1
    cells = tuple(source.cells[n] for n in order)
    origins = tuple(source.origins[n] for n in order)
    return Source("\n".join(texts), tuple(spans), (-1,) * len(order), tuple(pieces), cells, origins)


def _pieces_by_line(source: Source) -> list[list[Piece]]:
    found: list[list[Piece]] = [[] for _ in source.spans]
    place = 0
    for piece in source.pieces:
        while piece.start >= source.spans[place].end:
            place += 1
        found[place].append(piece)
    return found


class _Joined:
    """An act put together from blocks of lines; every block takes the next lines of ``whole``."""

    def __init__(self, whole: Source) -> None:
        self._whole = whole
        self._next = 0
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._lines: list[Line] = []
        self._units = [Unit("act", Kind.ACT, "", Span(0, len(whole.text)), None, -1)]

    def plain(self, count: int, role: Role) -> None:
        """Add lines that belong to no column."""
        block, shift = self._block(count)
        if count:
            self._texts.append(block.text)
            self._pieces += _shifted(block.pieces, shift)
        for span, cell in zip(block.spans, block.cells, strict=True):
            moved = Span(span.start + shift, span.end + shift)
            self._lines.append(Line(moved, 0, role, moved.start, cell))

    def column(self, count: int, *, current: bool) -> None:
        """Add a column, read by itself; the current one lies in a unit of its own and carries no findings."""
        block, shift = self._block(count)
        own = structure.act(block, excerpt=True)
        if current:
            span = Span(shift, shift + len(own.text))
            self._units.append(Unit(_CURRENT, Kind.TABLE, "", span, None, 0, Role.CURRENT))
        top = len(self._units) - 1
        self._texts.append(own.text)
        self._pieces += _shifted(own.pieces, shift)
        self._units += [_unit(each, shift, top, current) for each in own.units[1:]]
        for line in own.lines:
            span = Span(line.span.start + shift, line.span.end + shift)
            unit = line.unit + top if line.unit or current else 0
            role = Role.CURRENT if current else line.role
            self._lines.append(Line(span, unit, role, line.body + shift, line.cell))

    def _block(self, count: int) -> tuple[Source, int]:
        places = range(self._next, self._next + count)
        self._next += count
        shift = self._whole.spans[places[0]].start if count else 0
        return _picked(self._whole, places), shift

    def act(self, file: str, title: str) -> Act:
        """Return what was put together."""
        text = "\n".join(self._texts)
        return Act(
            text,
            language(text),
            Requisites(title=title),
            tuple(self._units),
            tuple(self._lines),
            file,
            pieces=tuple(self._pieces),
        )


def _shifted(pieces: Sequence[Piece], shift: int) -> list[Piece]:
    return [replace(p, start=p.start + shift, end=p.end + shift) for p in pieces]


def _unit(unit: Unit, shift: int, top: int, current: bool) -> Unit:
    """Return a unit of a column as one of the whole; its parents lie below ``top``, or below the act."""

    def moved(span: Span) -> Span:
        return Span(span.start + shift, span.end + shift)

    return replace(
        unit,
        eid=f"{_CURRENT}__{unit.eid}" if current else unit.eid,
        span=moved(unit.span),
        heading=moved(unit.heading) if unit.heading else None,
        parent=unit.parent + top if unit.parent or current else 0,
        role=Role.CURRENT if current else unit.role,
    )
