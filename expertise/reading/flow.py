"""Text with signs for the ends of lines, cells and rows, as the readers of .rtf and .doc gain it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from expertise.reading.source import Paragraph, Segment
from expertise.reading.walker import ITEM

PAR, LINE, ROW, TABLE_PAR, CELL = "\n", "\x0b", "\x1d", "\x1e", "\x1f"
_LINES = re.compile(f"([^{PAR}{ROW}{TABLE_PAR}{CELL}]*)([{PAR}{ROW}{TABLE_PAR}{CELL}]|$)")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the lines of ``text`` with the numbers of their tables; a single column is only a frame."""
    number, rows = 0, _Rows()
    for found in _LINES.finditer(text):
        if found[2] in (ROW, TABLE_PAR, CELL):
            rows.add(found[1], found[2])
            continue
        table = number if rows.columns > 1 else -1
        yield from (_paragraph(line, table) for cell in rows.lines for line in _at_breaks(cell))
        number += rows.columns > 1
        rows = _Rows()
        yield from (_paragraph(line, -1) for line in _at_breaks(found[1]))


class _Rows:
    """The lines of one table and its columns."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.columns = 0
        self._cells = 0

    def add(self, line: str, end: str) -> None:
        """Take the line that ``end`` closes."""
        self.lines.append(line)
        self._cells += end == CELL
        self.columns = max(self.columns, self._cells)
        if end == ROW:
            self._cells = 0


def _paragraph(line: str, table: int) -> Paragraph:
    return Paragraph((Segment(line),), table)


def _at_breaks(text: str) -> Iterator[str]:
    """Part a paragraph at its line breaks as in a .docx: after an ended sentence and before a list item."""
    parts: list[str] = []
    for part in text.split(LINE):
        if not part.strip():
            continue
        if parts and (parts[-1].rstrip().endswith((".", ";", ":")) or ITEM.match(part)):
            yield " ".join(parts)
            parts = []
        parts.append(part)
    yield " ".join(parts)
