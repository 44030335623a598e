"""Notes take their place in a read act: behind the line that refers to them, with a role of their own.

They come in when the structure is known, so that no note breaks a list, a heading or a quotation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from expertise.act import Act, Line, Piece, Role, Span, Unit
from expertise.reading.source import Paragraph, Source, assemble


@dataclass(frozen=True, slots=True)
class Note:
    """A foot- or endnote: behind which paragraph of the text (-1: before all), and its own paragraphs.

    ``label`` is the length of the generated number that the first of them begins with.
    """

    paragraph: int
    paragraphs: tuple[Paragraph, ...]
    label: int


def placed(notes: Iterable[Note], source: Source) -> list[tuple[int, Note]]:
    """Return each note with the end of the line of ``source`` it hangs on: of the last one not behind it."""
    lines = sorted((origin, line) for line, origin in enumerate(source.origins))
    found = []
    for note in notes:
        place = bisect_right(lines, note.paragraph, key=itemgetter(0))
        found.append((source.spans[lines[place - 1][1] if place else 0].end, note))
    return found


def weave(act: Act, notes: Sequence[tuple[int, Note]]) -> Act:
    """Return ``act`` with ``notes`` as lines behind the lines that hold their offsets, in the given order.

    A note's lines belong to the unit of the line before them, which ends with them. A heading of several
    lines is not parted: its notes follow it.
    """
    held: dict[int, list[Note]] = {}
    headings = _headings(act) if notes else {}
    for offset, note in notes:
        line = act.line_at(offset)
        held.setdefault(headings.get(line, line), []).append(note)
    return _Weaver(act, held).woven() if held else act


def _headings(act: Act) -> dict[int, int]:
    """Return for each line of a heading the last line of that heading."""
    ends: dict[int, int] = {}
    for unit in act.units:
        if unit.heading is not None:
            first, last = act.line_at(unit.heading.start), act.line_at(unit.heading.end)
            ends.update(dict.fromkeys(range(first, last), last))
    return ends


class _Weaver:
    def __init__(self, act: Act, notes: dict[int, list[Note]]) -> None:
        self._act, self._notes = act, notes
        self._texts: list[str] = []
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._shifts: list[int] = []  # one an old line: by how much it moves
        self._ends: list[int] = []  # one an old line: where it ends with its notes
        self._at = 0

    def woven(self) -> Act:
        """Write all lines anew and move what names places of the text."""
        for index, line in enumerate(self._act.lines):
            shift = self._at - line.span.start
            self._shifts.append(shift)
            self._add(line.span.of(self._act.text), _moved(line, shift))
            for note in self._notes.get(index, ()):
                self._note(note, line)
            self._ends.append(self._at - 1)
        for piece in self._act.pieces:
            shift = self._shifts[self._act.line_at(piece.start)]
            self._pieces.append(replace(piece, start=piece.start + shift, end=piece.end + shift))
        return replace(
            self._act,
            text="\n".join(self._texts),
            lines=tuple(self._lines),
            units=tuple(map(self._unit, self._act.units)),
            pieces=tuple(sorted(self._pieces, key=lambda piece: piece.start)),
        )

    def _add(self, text: str, line: Line) -> None:
        self._texts.append(text)
        self._lines.append(line)
        self._at += len(text) + 1

    def _note(self, note: Note, behind: Line) -> None:
        source = assemble(note.paragraphs)
        start, label = self._at, note.label
        self._pieces += (replace(p, start=p.start + start, end=p.end + start) for p in source.pieces)
        for text, span, cell in zip(source.lines(), source.spans, source.cells, strict=True):
            own = Span(span.start + start, span.end + start)
            body = own.start + min(label, len(text))
            role = Role.CURRENT if behind.role is Role.CURRENT else Role.FOOTNOTE
            self._add(text, Line(own, behind.unit, role, body, cell or behind.cell))
            label = 0

    def _unit(self, unit: Unit) -> Unit:
        first, last = self._act.line_at(unit.span.start), self._act.line_at(unit.span.end)
        whole = unit.span.end == self._act.lines[last].span.end
        end = self._ends[last] if whole else unit.span.end + self._shifts[last]
        heading = unit.heading
        if heading is not None:
            opens, closes = (self._shifts[self._act.line_at(at)] for at in (heading.start, heading.end))
            heading = Span(heading.start + opens, heading.end + closes)
        return replace(unit, span=Span(unit.span.start + self._shifts[first], end), heading=heading)


def _moved(line: Line, shift: int) -> Line:
    span = Span(line.span.start + shift, line.span.end + shift)
    return replace(line, span=span, body=line.body + shift)
