"""OpenDocument text (.odt) without LibreOffice: paragraphs with their list numbers, tables, raised figures.

Deleted and hidden text is left out; text boxes follow the paragraph they hang on; notes are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from expertise.act import Cell
from expertise.errors import UnreadableFile
from expertise.reading import archive
from expertise.reading.formats import Found
from expertise.reading.numbering import whole
from expertise.reading.odt_lists import STYLE, TEXT, Lists
from expertise.reading.source import Paragraph, Segment
from expertise.reading.walker import FIGURES, SUPERSCRIPTS, at_breaks

WARNINGS = ("footnotes", "hidden-text")
CONTENT, STYLES = "content.xml", "styles.xml"
MANIFEST = "META-INF/manifest.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_SKIPPED = frozenset(
    {
        f"{TEXT}{name}"
        for name in ("tracked-changes", "sequence-decls", "note", "ruby-text", "table-of-content")
    }
    | {f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")}
)
_SIGNS = {f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}
_MOST_SPACES = 100
_WIDEST = 1_000  # columns


def read(data: bytes, file: str) -> Found:
    """Return the paragraphs of an .odt and codes of WARNINGS. Raises UnreadableFile as ``parts`` does."""
    roots = parts(data, file)
    walker = _Walker(roots)
    for body in roots[0].iter(f"{_OFFICE}text"):
        walker.blocks(body)
    paragraphs = [part for paragraph in walker.paragraphs for part in at_breaks(paragraph)]
    return Found(paragraphs, tuple(code for code in WARNINGS if code in walker.lost))


def fits(data: bytes) -> bool:
    """Tell whether an archive is an OpenDocument by the names of its members."""
    names = (CONTENT.encode(), MANIFEST.encode())
    return (
        data.startswith(archive.SIGNS) and archive.MAIN.encode() not in data and all(n in data for n in names)
    )


def parts(data: bytes, file: str) -> list[etree._Element]:
    """Return the roots of the content and, where it has any, the styles of an .odt.

    Raises UnreadableFile as ``archive`` does, ``encrypted`` for a file with a password, ``unsupported``
    for a table or a presentation.
    """
    found = archive.members(data, file, (CONTENT, STYLES, MANIFEST), CONTENT)
    if b"encryption-data" in found.get(MANIFEST, b""):
        raise UnreadableFile("encrypted", file=file, detail=CONTENT)
    roots = [archive.parse(found[name], file, name) for name in (CONTENT, STYLES) if name in found]
    if next(roots[0].iter(f"{_OFFICE}text"), None) is None:
        raise UnreadableFile("unsupported", file=file, detail="OpenDocument without text")
    return roots


class _Walker:
    """Walks the body once; ``paragraphs`` are in reading order afterwards, ``lost`` holds codes."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.lost: set[str] = set()
        self._lists = Lists(roots)
        self._raised, self._hidden = _styles(roots)
        self._label = ""
        self._segments: list[Segment] = []
        self._boxes: list[etree._Element] = []
        self._cell: Cell | None = None
        self._unit = -1
        self._units = self._tables = 0

    def blocks(self, parent: etree._Element) -> None:
        """Walk the paragraphs, lists and tables below ``parent``, in whatever they are wrapped."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                self._paragraph(child)
            elif child.tag == f"{TEXT}list":
                self._list(child)
            elif child.tag == f"{_TABLE}table":
                self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.blocks(child)

    def _list(self, element: etree._Element) -> None:
        self._lists.enter(element)
        for item in element:
            if item.tag == f"{TEXT}list-item":
                self._label = self._lists.label(item)
            self.blocks(item)
            self._label = ""
        self._lists.leave()

    def _table(self, element: etree._Element) -> None:
        """Give the lines of a table its number and their cells; a single column only frames text."""
        unit, outer = self._unit, self._cell
        rows = [list(_cells(row)) for row in _rows(element)]
        if unit < 0 and any(len(cells) > 1 for cells in rows):
            self._unit = self._units
            self._units += 1
        table = self._tables
        self._tables += 1
        for number, cells in enumerate(rows):
            for column, columns, cell in cells:
                self._cell = Cell(table, number, column, columns, outer)
                self.blocks(cell)
        self._unit, self._cell = unit, outer

    def _paragraph(self, element: etree._Element) -> None:
        self._inline(element, "")
        label, self._label = self._label, ""
        if any(segment.text.strip() for segment in self._segments):
            first = (Segment(label + " "),) if label else ()
            self.paragraphs.append(Paragraph((*first, *self._segments), self._unit, self._cell))
        self._segments = []
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _inline(self, parent: etree._Element, style: str) -> None:
        self._text(parent.text, style)
        for child in parent:
            tag = child.tag
            if tag == f"{TEXT}s":
                self._text(" " * min(whole(child.get(f"{TEXT}c"), 1), _MOST_SPACES), style)
            elif tag in _SIGNS:
                self._segments.append(Segment(_SIGNS[tag]))
            elif tag == f"{_DRAW}text-box":
                self._boxes.append(child)
            elif tag == f"{TEXT}note":
                self.lost.add("footnotes")
            elif isinstance(tag, str) and tag not in _SKIPPED:
                self._inline(
                    child, child.get(f"{TEXT}style-name") or style if tag == f"{TEXT}span" else style
                )
            self._text(child.tail, style)

    def _text(self, text: str | None, style: str) -> None:
        if not text:
            return
        if style in self._hidden:
            if text.strip():
                self.lost.add("hidden-text")
            return
        if style in self._raised and FIGURES.fullmatch(text):
            text = text.translate(SUPERSCRIPTS)
        self._segments.append(Segment(text.replace("\n", " ")))


def _styles(roots: list[etree._Element]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the styles that raise text and those that hide it."""
    raised, hidden = set(), set()
    for root in roots:
        for style in root.iter(f"{STYLE}style"):
            properties = style.find(f"{STYLE}text-properties")
            name = style.get(f"{STYLE}name") or ""
            if properties is not None:
                if (properties.get(f"{STYLE}text-position") or "").startswith("super"):
                    raised.add(name)
                if properties.get(f"{TEXT}display") == "none":
                    hidden.add(name)
    return frozenset(raised), frozenset(hidden)


def _within(name: str, wrappers: frozenset[str], parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in wrappers:
            yield from _within(name, wrappers, child)


_rows = partial(
    _within,
    f"{_TABLE}table-row",
    frozenset(f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")),
)


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield column, width in columns and element of the cells of a row; covered cells only take place."""
    column = 0
    for child in row:
        if child.tag == f"{_TABLE}table-cell":
            columns = min(max(whole(child.get(f"{_TABLE}number-columns-spanned"), 1), 1), _WIDEST)
            yield column, columns, child
            column += 1
        elif child.tag == f"{_TABLE}covered-table-cell":
            column += min(max(whole(child.get(f"{_TABLE}number-columns-repeated"), 1), 1), _WIDEST)
