"""The act as it will read: its text, what in it is new, what was taken out, what did not fit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from expertise.act import Act, Span
from expertise.amending.document import Node, Origin, Row, Run
from expertise.amending.operations import Parsed
from expertise.reading import structure
from expertise.reading.source import Paragraph, Segment, assemble

_UNTIDY = re.compile(r"^ +|(?<= ) +| +$")


@dataclass(frozen=True, slots=True)
class Mark:
    """New words in the consolidated text; ``source`` are the same words in the amending act, if any."""

    span: Span
    operation: int
    source: Span | None


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the base that are gone: ``at`` is in the consolidated text, ``span`` in the base."""

    text: str
    at: int
    span: Span
    operation: int


@dataclass(frozen=True, slots=True)
class Misfit:
    """An operation that does not fit the base.

    ``reason`` is a key of the messages (``misfit-...``). ``draft`` is its place in the amending act, ``base``
    and ``eid`` the nearest place in the base (None and empty where even the base is not there). ``words``
    are those that failed. ``applied`` tells that the operation was carried out all the same.
    """

    operation: int
    reason: str
    draft: Span
    base: Span | None = None
    eid: str = ""
    words: str = ""
    applied: bool = False


@dataclass(frozen=True)
class Piece:
    """A run of the consolidated text; ``source`` is where it begins in the text it comes from."""

    start: int
    end: int
    origin: Origin
    source: int


@dataclass(frozen=True)
class Consolidation:
    """The outcome for one act: ``act`` is read like any other, ``repealed`` tells that it is void as a whole.

    ``operations`` are the indexes of those that speak of this act (see ``Parsed.operations``).
    """

    base: Act
    draft: Act
    parsed: Parsed
    act: Act
    operations: tuple[int, ...]
    marks: tuple[Mark, ...]
    removed: tuple[Removed, ...]
    misfits: tuple[Misfit, ...]
    pieces: tuple[Piece, ...]
    repealed: bool = False

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def in_draft(self, span: Span) -> Span | None:
        """Return the first words of ``span`` that come from the amending act, as they stand there."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found: Span | None = None
        for piece in self.pieces[first:]:
            if piece.start >= span.end:
                break
            start, end = max(piece.start, span.start), min(piece.end, span.end)
            if piece.origin is Origin.DRAFT and start < end:
                shift = piece.source - piece.start
                if found is not None and found.end != start + shift:
                    break
                found = Span(found.start if found else start + shift, end + shift)
        return found


def consolidated(
    root: Node, base: Act, excerpt: bool
) -> tuple[Act, tuple[Mark, ...], tuple[Removed, ...], tuple[Piece, ...]]:
    """Read the edited tree as an act, with what is new and what is gone by its offsets.

    Raises UnreadableFile where nothing that is an act is left.
    """
    rows = [row for row in root.rows() if _tidied(row).text]
    paragraphs = [Paragraph((Segment(row.text),), row.table, row.cell) for row in rows]
    read = structure.act(assemble(paragraphs), base.file, excerpt)
    digest = sha256(read.text.encode("utf-8", errors="surrogatepass")).hexdigest()
    act = replace(read, sha256=digest, warnings=base.warnings)
    marks: list[Mark] = []
    removed: list[Removed] = []
    pieces: list[Piece] = []
    start = 0
    for row in rows:
        pieces += _pieces(row.runs, start)
        own = pieces[-len(row.runs) :]
        for first, last, operation in sorted(row.marks):
            span = Span(start + first, start + last)
            marks.append(Mark(span, operation, _source(own, span)))
        for cut in row.cuts:
            gone = Span(cut.run.start, cut.run.start + len(cut.run.text))
            removed.append(Removed(cut.run.text, start + cut.at, gone, cut.operation))
        start += len(row.text) + 1
    return act, tuple(marks), tuple(sorted(removed, key=lambda r: (r.at, r.span))), tuple(pieces)


def _tidied(row: Row) -> Row:
    """Settle the spaces of a row as reading does, so that its offsets stay true."""
    while (found := _UNTIDY.search(row.text)) is not None:
        row.replace(*found.span(), [], -1)
    return row


def _pieces(runs: Sequence[Run], start: int) -> list[Piece]:
    found = []
    for run in runs:
        found.append(Piece(start, start + len(run.text), run.origin, run.start))
        start += len(run.text)
    return found


def _source(pieces: Sequence[Piece], span: Span) -> Span | None:
    for piece in pieces:
        start, end = max(piece.start, span.start), min(piece.end, span.end)
        if piece.origin is Origin.DRAFT and start < end:
            return Span(piece.source + start - piece.start, piece.source + end - piece.start)
    return None
