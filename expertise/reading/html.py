"""Web pages (.html, .mht): the act of a saved page of a legal database, without what serves the page.

Every text node of the page has a number in document order, also those that are left out, so that a piece
leads back to its node.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator

from lxml import etree

from expertise.act import Cell
from expertise.errors import UnreadableFile
from expertise.reading import encoding
from expertise.reading.formats import Found
from expertise.reading.html_blocks import BREAK, EMPTY_LINE, Items, grid, is_frame, parted
from expertise.reading.html_page import SILENT, Weight, is_furniture, is_hidden, weigh
from expertise.reading.source import Paragraph, Segment
from expertise.reading.walker import FIGURES, SUPERSCRIPTS

WARNINGS = ("hidden-text",)
MAX_TEXT = 16_000_000  # signs with their marks
MAX_MARKS = 400_000  # lines, elements and their values; a code of 450 articles has 10 thousand

_SIGNS = re.compile(
    rb"(?:<\?xml[^>]*>|(?><!--.*?-->)|\s)*+<(?:!doctype html|html|head|body|meta|title)\b", re.I | re.S
)
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = re.compile(rb"</(?:p|div|h[1-6]|a|table|td|article|span|li)\s*>|<br\s*/?>", re.IGNORECASE)
_FEWEST = 8  # marks that make a page of a text without a head
_MOST_PARTS, _MOST_INNER = 4_000, 20  # parts of a saved page: pictures, frames; parts of parts
_SAMPLE = 65_536  # bytes; an even number, for UTF-16
_HEAD = 4_096  # bytes in which a page says its encoding
_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "th", "blockquote", "pre", "center",
     "section", "article", "header", "main", "dl", "dt", "dd", "table", "address", "figure", "figcaption",
     "form", "fieldset", "legend", "hr", "ul", "ol", "body", "caption", "aside", "details", "summary")
)  # fmt: skip
_NUMBERED = re.compile(r"\s*(?:\d+[.)\s-]|[^\W\d_]{1,2}\)|[-–—•])")
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_NEWLINE = re.compile(r"\r?\n")
_EMPTY_LINE = re.compile(r"(?<=\S)[ \t\r]*\n[ \t\r]*\n\s*(?=\S)")
_C1 = {code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))}
_NOTABLE = 80  # signs of hidden text that are more than a button or a menu
_FEW = 2  # a page with so many times more line breaks than paragraphs breaks paragraphs by them


def fits(data: bytes) -> bool:
    """Tell whether bytes are a web page or an archive of one (.mht)."""
    sample = encoding.decode(data[:_SAMPLE]).text.encode("utf-8", "replace")
    return bool(_SIGNS.match(sample)) or len(_MARKS.findall(sample)) >= _FEWEST or is_mail(data)


def is_mail(data: bytes) -> bool:
    """Tell whether bytes are a message whose parts are a saved page and its pictures."""
    start = data[:_HEAD].lstrip()
    return bool(_MAIL.match(start)) and b"multipart/related" in start.lower()


def read(data: bytes, file: str) -> Found:
    """Return the paragraphs of a page and codes of warnings; a guessed encoding is one of them.

    Raises UnreadableFile: ``damaged``, ``too-large``, ``unsupported`` for a message without a page.
    """
    root, guessed = page(data, file)
    walker = _Walker(root)
    try:
        walker.walk()
    except RecursionError as error:
        raise UnreadableFile("damaged", file=file, detail="HTML: nesting") from error
    lost = tuple(code for code in WARNINGS if code in walker.lost)
    return Found(list(walker.parted()), (*((f"encoding-{guessed}",) if guessed else ()), *lost))


def html_nodes(data: bytes) -> list[str]:
    """Return the text nodes of a page in the order that ``Piece.node`` counts."""
    root, _ = page(data, "")
    return [text for _, _, text in _nodes(root)]


def page(data: bytes, file: str) -> tuple[etree._Element, str]:
    """Return the root of a page, and its encoding where that was guessed, else empty."""
    declared = ""
    if is_mail(data):
        data, declared = _from_mail(data, file)
    found = _DECLARED.search(data[:_HEAD])
    decoded = encoding.decode(data, declared or (found[1].decode("ascii") if found else ""))
    text = decoded.text.replace("\x00", "")
    if len(text) > MAX_TEXT or sum(map(text.count, "<=\n")) > MAX_MARKS:
        raise UnreadableFile("too-large", file=file, detail=f"HTML: {len(text)}")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged", file=file, detail=f"HTML: {str(error)[:200]}") from error
    if fatal := next((entry.message for entry in parser.error_log if entry.level_name == "FATAL"), ""):
        raise UnreadableFile("damaged", file=file, detail=f"HTML: {fatal[:200]}")  # the rest would be lost
    if root is None:
        raise UnreadableFile("empty", file=file, detail="HTML")
    return root, decoded.encoding if decoded.guessed else ""


def _from_mail(data: bytes, file: str) -> tuple[bytes, str]:
    parts, inner = data.count(b"\n--"), data.lower().count(b"multipart/")
    if parts > _MOST_PARTS or inner > _MOST_INNER:
        raise UnreadableFile("too-large", file=file, detail=f"MHTML: {parts}, {inner}")
    # The older policy: the parser of the newer one takes the square of a header's length.
    message = email.message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content, part.get_content_charset() or ""
    raise UnreadableFile("unsupported", file=file, detail="MHTML without a page")


def _nodes(root: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """Yield the text nodes in document order: element, whether it stands behind the element, text."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.text:
            yield element, False, element.text
        elif event == "end" and element.tail and element is not root:
            yield element, True, element.tail


class _Walker:
    """Walks a page once; ``lost`` holds codes of WARNINGS afterwards."""

    def __init__(self, root: etree._Element) -> None:
        self.lost: set[str] = set()
        self._root = root
        self._weights = weigh(root)
        self._numbers = {(e, behind): number for number, (e, behind, _) in enumerate(_nodes(root))}
        self._paragraphs: list[Paragraph] = []
        self._segments: list[Segment] = []
        self._label = ""
        self._cell: Cell | None = None
        self._unit = -1
        self._units = self._tables = self._breaks = 0

    def walk(self) -> None:
        """Walk the whole page."""
        self._element(self._root, False, False)
        self._close()

    def parted(self) -> Iterator[Paragraph]:
        """Yield the paragraphs, parted at line breaks that stand for ends of paragraphs."""
        by_breaks = self._breaks > _FEW * len(self._paragraphs)
        for paragraph in self._paragraphs:
            yield from parted(paragraph, by_breaks)

    def _element(self, element: etree._Element, raised: bool, pre: bool) -> None:
        tag = element.tag
        if tag == "br":
            self._breaks += 1
            self._segments.append(Segment(BREAK))
        elif not self._left_out(element):
            block = tag in _BLOCKS
            if block:
                self._close()
            self._below(element, raised or self._is_raised(element), pre or tag == "pre")
            if block:
                self._close()

    def _left_out(self, element: etree._Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in SILENT:
            return True
        weight = self._weights.get(element, Weight())
        if is_hidden(element):
            if weight.text > _NOTABLE and weight.linked * 2 < weight.text:
                self.lost.add("hidden-text")
            return True
        return is_furniture(element, weight)

    @staticmethod
    def _is_raised(element: etree._Element) -> bool:
        return element.tag == "sup" or bool(_RAISED.search(element.get("style") or ""))

    def _below(self, element: etree._Element, raised: bool, pre: bool) -> None:
        if element.tag == "table":
            self._table(element, raised, pre)
            return
        items = Items(element) if element.tag in ("ol", "ul") else None
        self._text(element, False, raised, pre)
        for child in element:
            if items is not None and child.tag == "li":
                self._close()
                self._label = items.label(child)
            self._element(child, raised, pre)
            self._text(child, True, raised, pre)

    def _text(self, element: etree._Element, behind: bool, raised: bool, pre: bool) -> None:
        text = element.tail if behind else element.text
        if not text or (behind and element is self._root):
            return
        node = self._numbers[element, behind]
        text = text.translate(_C1)
        if raised and FIGURES.fullmatch(text):
            text = text.translate(SUPERSCRIPTS)
        if self._label and text.strip():
            label, self._label = self._label, ""
            if not _NUMBERED.match(text):
                self._segments.append(Segment(label + " "))
        start = 0
        for gap in (_NEWLINE if pre else _EMPTY_LINE).finditer(text):
            self._segments.append(Segment(text[start : gap.start()], node, start))
            self._segments.append(Segment(BREAK if pre else EMPTY_LINE))
            start = gap.end()
        self._segments.append(Segment(text[start:], node, start))

    def _close(self) -> None:
        if any(segment.text.strip() for segment in self._segments):
            self._paragraphs.append(Paragraph(tuple(self._segments), self._unit, self._cell))
        self._segments = []

    def _table(self, table: etree._Element, raised: bool, pre: bool) -> None:
        """Give the lines of a table its number and their cells; a frame of the page is no table."""
        unit, outer = self._unit, self._cell
        rows = grid(table)
        sizes = (self._weights[cell].text for cells in rows for *_, cell in cells)
        frame = is_frame(table, rows, self._weights[table].text, max(sizes, default=0))
        if unit < 0 and not frame:
            self._unit = self._units
            self._units += 1
        number = self._tables
        self._tables += not frame
        self._loose(table, raised, pre)
        for line, cells in enumerate(rows):
            for column, columns, cell in cells:
                self._cell = outer if frame else Cell(number, line, column, columns, outer)
                self._element(cell, raised, pre)
        self._unit, self._cell = unit, outer

    def _loose(self, table: etree._Element, raised: bool, pre: bool) -> None:
        """Read what stands in a table beside its rows: a caption, or what the page put there by mistake."""
        self._text(table, False, raised, pre)
        for child in table:
            if child.tag not in ("tr", "thead", "tbody", "tfoot"):
                self._element(child, raised, pre)
            self._text(child, True, raised, pre)
        self._close()
