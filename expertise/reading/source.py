"""What a format gives to the reader, and how it becomes the one unchanging text of an act.

A format yields paragraphs made of segments, each with its place in the source. ``assemble`` settles
spaces, soft hyphens and composed letters once and keeps the way back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from expertise.act import Cell, Piece, Span

GENERATED = -1


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of one text node from ``offset`` on; ``node`` is GENERATED where no source holds them."""

    text: str
    node: int = GENERATED
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the source; ``table`` numbers the table unit it lies in, -1 outside tables.

    A table within a table, or of one column only, makes no unit of its own; ``cell`` tells all tables apart.
    """

    segments: tuple[Segment, ...]
    table: int = -1
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The settled text: ``spans``, ``tables``, ``cells`` hold one entry a line, ``pieces`` the way back.

    ``origins`` holds for each line the index of the paragraph it comes from.
    """

    text: str
    spans: tuple[Span, ...]
    tables: tuple[int, ...]
    pieces: tuple[Piece, ...]
    cells: tuple[Cell | None, ...]
    origins: tuple[int, ...]

    def lines(self) -> list[str]:
        """Return the lines as strings."""
        return self.text.split("\n") if self.spans else []


_SPACES = (
    "\t\n\r\x0b\x0c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_SAME_LENGTH = str.maketrans({**dict.fromkeys(_SPACES, " "), "\u2011": "-", "\u2010": "-"})
_DROPPED = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f"
    "\ud800-\udfff\ufffe\uffff]"  # no XML may hold them, so no annotated copy could
)
# More marks over one letter than any script has: sorting them takes the square of their number.
_MOST_MARKS = 30
_PILED = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS},}}")


def _cuts(paragraph: Paragraph) -> list[Segment]:
    """Trim the paragraph and put plain spaces and hyphens; lengths stay as they are in the source."""
    kept = [Segment(s.text.translate(_SAME_LENGTH), s.node, s.offset) for s in paragraph.segments]
    while kept and not (left := kept[0].text.lstrip()):
        kept.pop(0)
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        first = kept[0]
        left = first.text.lstrip()
        kept[0] = Segment(left, first.node, first.offset + len(first.text) - len(left))
        kept[-1] = Segment(kept[-1].text.rstrip(), kept[-1].node, kept[-1].offset)
    return kept


def _clusters(segments: list[Segment]) -> Iterator[tuple[str, int, int]]:
    """Yield settled characters with node and offset; a newly composed letter has no source."""
    pending: list[tuple[str, int, int]] = []
    for segment in segments:
        for place, sign in enumerate(segment.text):
            if _DROPPED.match(sign):
                continue
            if pending and not unicodedata.combining(sign):
                yield from _composed(pending)
                pending = []
            if len(pending) > _MOST_MARKS:
                continue
            pending.append((sign, segment.node, segment.offset + place))
    yield from _composed(pending)


def _composed(cluster: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    raw = "".join(sign for sign, _, _ in cluster)
    settled = unicodedata.normalize("NFC", raw)
    if settled == raw:
        yield from cluster
    else:
        for sign in settled:
            yield sign, GENERATED, 0


def _settled(segments: list[Segment]) -> list[Segment]:
    """Settle character by character: single spaces, nothing invisible, composed letters."""
    out: list[Segment] = []
    run: list[str] = []
    node, start, follow, last = GENERATED, 0, 0, " "
    for sign, at, offset in _clusters(segments):
        if sign == " " and last == " ":
            continue
        last = sign
        if run and (at != node or (at != GENERATED and offset != follow)):
            out.append(Segment("".join(run), node, start))
            run = []
        if not run:
            node, start = at, offset
        run.append(sign)
        follow = offset + 1
    if run:
        out.append(Segment("".join(run), node, start))
    if out and out[-1].text.endswith(" "):
        out[-1] = Segment(out[-1].text.rstrip(), out[-1].node, out[-1].offset)
    return [segment for segment in out if segment.text]


def _line(paragraph: Paragraph) -> list[Segment]:
    segments = _cuts(paragraph)
    whole = "".join(segment.text for segment in segments)
    strange = "  " in whole or _DROPPED.search(whole) or _PILED.search(whole)
    return _settled(segments) if strange or not unicodedata.is_normalized("NFC", whole) else segments


def assemble(paragraphs: Iterable[Paragraph]) -> Source:
    """Join the non-empty paragraphs into the text of an act, one line each; none gives an empty text."""
    lines: list[str] = []
    spans: list[Span] = []
    tables: list[int] = []
    cells: list[Cell | None] = []
    origins: list[int] = []
    pieces: list[Piece] = []
    start = 0
    for index, paragraph in enumerate(paragraphs):
        segments = _line(paragraph)
        at = start
        for segment in segments:
            if segment.node != GENERATED and segment.text:
                pieces.append(Piece(at, at + len(segment.text), segment.node, segment.offset))
            at += len(segment.text)
        if at == start:
            continue
        lines.append("".join(segment.text for segment in segments))
        spans.append(Span(start, at))
        tables.append(paragraph.table)
        cells.append(paragraph.cell)
        origins.append(index)
        start = at + 1
    return Source("\n".join(lines), tuple(spans), tuple(tables), tuple(pieces), tuple(cells), tuple(origins))


def split_lines(source: Source, cuts: dict[int, int]) -> Source:
    """Cut lines in two: ``cuts`` maps a line to the place of the space that becomes its newline.

    Offsets of the text stay as they are, since one space gives way to one newline.
    """
    if not cuts:
        return source
    signs = list(source.text)
    spans: list[Span] = []
    tables: list[int] = []
    cells: list[Cell | None] = []
    origins: list[int] = []
    breaks = set(cuts.values())
    for place in breaks:
        signs[place] = "\n"
    for index, span in enumerate(source.spans):
        at = cuts.get(index)
        parts = [span] if at is None else [Span(span.start, at), Span(at + 1, span.end)]
        spans.extend(parts)
        tables.extend([source.tables[index]] * len(parts))
        cells.extend([source.cells[index]] * len(parts))
        origins.extend([source.origins[index]] * len(parts))
    ordered = sorted(breaks)
    pieces = [part for piece in source.pieces for part in _without(piece, ordered)]
    return Source("".join(signs), tuple(spans), tuple(tables), tuple(pieces), tuple(cells), tuple(origins))


def _without(piece: Piece, breaks: list[int]) -> Iterator[Piece]:
    start = piece.start
    for place in breaks[bisect_left(breaks, start) : bisect_left(breaks, piece.end)]:
        if place > start:
            yield Piece(start, place, piece.node, piece.offset + start - piece.start)
        start = place + 1
    if start < piece.end:
        yield Piece(start, piece.end, piece.node, piece.offset + start - piece.start)
