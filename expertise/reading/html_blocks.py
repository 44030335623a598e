"""Lists, tables and line breaks of a web page: the numbers, cells and paragraphs that a browser shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from expertise.reading.numbering import figure, whole
from expertise.reading.source import GENERATED, Paragraph, Segment
from expertise.reading.walker import at_breaks

BREAK, EMPTY_LINE = "\x0b", "\x0c"  # a line break of the page, an empty line of its source
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "upper-roman": "upperRoman", "none": "none",
    "lower-russian": "russianLower", "upper-russian": "russianUpper",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z]+(?:-[a-z]+)?)", re.IGNORECASE)
_ENDS = (".", ";", ":", "!", "?")
_WIDEST, _TALLEST = 100, 1_000  # columns, rows
_LONG, _MOSTLY = 2_000, 0.8  # signs of a table and share of its largest cell that tell a frame


class Items:
    """Numbers the items of one list as a browser does."""

    def __init__(self, element: etree._Element) -> None:
        found = _STYLE.search(element.get("style") or "")
        self._bullets = element.tag == "ul"
        form = _FORMS.get(element.get("type") or "1", "decimal")
        self._form = _STYLES.get(found[1].lower(), form) if found else form
        items = sum(child.tag == "li" for child in element)
        self._step = -1 if element.get("reversed") is not None else 1
        self._next = whole(element.get("start"), items if self._step < 0 else 1)

    def label(self, item: etree._Element) -> str:
        """Return the label of the next item, empty where the page asks for none."""
        number = whole(item.get("value"), self._next)
        self._next = number + self._step
        if self._form == "none":
            return ""
        return "•" if self._bullets else f"{figure(number, self._form)}."


Rows = list[list[tuple[int, int, etree._Element]]]


def grid(table: etree._Element) -> Rows:
    """Return the rows of a table: column, width in columns and element of every cell, left to right."""
    taken: dict[int, int] = {}  # by column: rows below that a cell of several rows still covers
    return [_cells(row, taken) for row in _rows(table)]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def _cells(row: etree._Element, taken: dict[int, int]) -> list[tuple[int, int, etree._Element]]:
    found, column = [], 0
    below: dict[int, int] = {}
    for cell in row:
        if cell.tag not in ("td", "th"):
            continue
        while column in taken:
            column += 1
        columns = max(min(whole(cell.get("colspan"), 1), _WIDEST - column), 1)
        more = min(max(whole(cell.get("rowspan"), 1), 1), _TALLEST) - 1
        if more and column < _WIDEST:
            below |= dict.fromkeys(range(column, column + columns), more)
        found.append((column, columns, cell))
        column += columns
    for place in list(taken):
        taken[place] -= 1
        if not taken[place]:
            del taken[place]
    taken |= below
    return found


def is_frame(table: etree._Element, rows: Rows, weight: int, largest: int) -> bool:
    """Tell a table that only arranges the page: one column, tables within, one cell with nearly all text."""
    if (table.get("role") or "") == "presentation" or not any(len(cells) > 1 for cells in rows):
        return True
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return len(rows) < 3 and weight > _LONG and largest > _MOSTLY * weight


def parted(paragraph: Paragraph, by_breaks: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs that line breaks part.

    Two breaks always do. One does where a sentence has ended or an item follows; on a page that has no
    paragraphs but breaks (``by_breaks``) also elsewhere, unless a sentence goes on in a small letter. An
    empty line of the source does so too: a browser takes it for a space, but those who write it do not.
    """
    kept: list[Segment] = []
    said = ""  # the last sign of them
    broken, ends = 0, by_breaks  # breaks since the last text; whether one of them ends a paragraph
    for segment in paragraph.segments:
        if segment.node == GENERATED and segment.text in (BREAK, EMPTY_LINE):
            broken += 1
            ends = ends or segment.text == EMPTY_LINE
            continue
        if broken and segment.text.strip():
            goes_on = segment.text.lstrip()[0].islower() and not said.endswith(_ENDS)
            if (ends or broken > 1) and not (goes_on and broken == 1):
                yield from at_breaks(replace(paragraph, segments=tuple(kept)))
                kept, said = [], ""
            elif kept:
                kept.append(Segment("\n"))
            broken, ends = 0, by_breaks
        kept.append(segment)
        said = segment.text.rstrip()[-1:] or said
    yield from at_breaks(replace(paragraph, segments=tuple(kept)))
