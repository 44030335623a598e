"""Word documents: paragraphs in reading order with the text nodes they come from.

Tracked insertions are kept and deletions left out (the text as it will be), ``mc:Fallback`` doubles are
skipped, list numbers that Word generates are written out, text boxes follow the paragraph they hang on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from expertise.act import Cell
from expertise.reading.archive import MAIN
from expertise.reading.numbering import Numbering, W, on
from expertise.reading.source import GENERATED, Paragraph, Segment
from expertise.reading.tables import Grid, within

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _T = f"{W}p", f"{W}tbl", f"{W}t"
_BOX = f"{W}txbxContent"
# Left out with all they hold: deletions, doubles, properties, readings above the line.
_SKIPPED = frozenset(
    {
        f"{W}{name}"
        for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "rt")
    }
    | {f"{_MC}Fallback"}
)
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FIGURES = re.compile(r"[\d\s]*\d[\d\s]*")
# A line break parts paragraphs only where a list item follows or a sentence has ended.
_ENDED = re.compile(r"[.;:]\s*$")
ITEM = re.compile(r"\s*(?:\d+(?:[-.]\d+)*[.)]|[а-яa-z]\)|[-–—•]\s)")


class Walker:
    """Walks a body once; ``paragraphs`` and ``nodes`` are in reading order afterwards."""

    def __init__(self, numbering: Numbering | None = None, raised: frozenset[str] = frozenset()) -> None:
        self.paragraphs: list[Paragraph] = []
        self.nodes: list[etree._Element] = []
        self.hidden = False
        self._numbering = numbering
        self._raised = raised
        self._table = -1
        self._units = 0
        self._cell: Cell | None = None
        self._tables = 0
        self._segments: list[Segment] = []
        self._boxes: list[etree._Element] = []

    def blocks(self, parent: etree._Element) -> None:
        """Walk the paragraphs and tables below ``parent``, in whatever they are wrapped."""
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                self._in_table(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self.blocks(child)

    def _in_table(self, table: etree._Element) -> None:
        """Give the lines of a table its number and their cells; a single column only frames text."""
        self._close()
        unit, outer = self._table, self._cell
        rows = [row for row in within(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        if unit < 0 and any(len(list(within(row, "tc"))) > 1 for row in rows):
            self._table = self._units
            self._units += 1
        grid = Grid(self._tables, outer)
        self._tables += 1
        for row in rows:
            for self._cell, cell in grid.row(row):
                self.blocks(cell)
                self._close()
        self._table, self._cell = unit, outer

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        label = self._numbering.label(properties) if self._numbering else ""
        labelled = bool(label) and not self._segments
        if labelled:
            self._segments.append(Segment(label + " "))
        self._inline(paragraph)
        if labelled and len(self._segments) == 1:
            self._segments.clear()  # a number without text is no line
        mark_deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        if not mark_deleted:
            self._close()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            kept, self._segments = self._segments, []
            self.blocks(box)
            self._close()
            self._segments = kept

    def _close(self) -> None:
        if self._segments:
            self.paragraphs.append(Paragraph(tuple(self._segments), self._table, self._cell))
            self._segments = []

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag == _BOX:
                self._boxes.append(child)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                self._inline(child)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        raised = properties is not None and self._is_raised(properties)
        hidden = properties is not None and on(properties.find(f"{W}vanish"))
        for child in run:
            self._content(child, raised, hidden)

    def _content(self, child: etree._Element, raised: bool, hidden: bool) -> None:
        tag = child.tag
        if tag == _T:
            self._text(child, raised, hidden)
        elif tag in _BREAKS:
            self._break()
        elif tag in _SIGNS:
            self._segments.append(Segment(_SIGNS[tag]))
        elif tag == _BOX:
            self._boxes.append(child)
        elif isinstance(tag, str) and tag not in _SKIPPED and len(child):
            for inner in child:
                self._content(inner, raised, hidden)

    def _text(self, node: etree._Element, raised: bool, hidden: bool) -> None:
        """Count the node always, so that its number does not hang on styles; keep its text if shown."""
        self.nodes.append(node)
        text = node.text or ""
        if hidden:
            self.hidden = self.hidden or bool(text.strip())
        elif text:
            if raised and FIGURES.fullmatch(text):
                text = text.translate(SUPERSCRIPTS)
            self._segments.append(Segment(text, len(self.nodes) - 1))

    def _is_raised(self, properties: etree._Element) -> bool:
        own = properties.find(f"{W}vertAlign")
        if own is not None:
            return own.get(f"{W}val") == "superscript"
        style = properties.find(f"{W}rStyle")
        return style is not None and style.get(f"{W}val") in self._raised

    def _break(self) -> None:
        """Mark a line break; whether it parts paragraphs is seen when the next text is known."""
        self._segments.append(Segment("\n", GENERATED))


def _at_breaks(paragraph: Paragraph) -> list[Paragraph]:
    """Part a paragraph at those of its line breaks that stand for ends of paragraphs."""
    segments = paragraph.segments
    places = [i for i, s in enumerate(segments) if s.node == GENERATED and s.text == "\n"]
    if not places:
        return [paragraph]
    out, start = [], 0
    for place in places:
        before = "".join(s.text for s in segments[start:place])
        after = "".join(s.text for s in segments[place + 1 :])
        if before.strip() and (_ENDED.search(before) or ITEM.match(after)):
            out.append(replace(paragraph, segments=segments[start:place]))
            start = place + 1
    return [*out, replace(paragraph, segments=segments[start:])]


def _raised_styles(styles: etree._Element | None) -> frozenset[str]:
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{W}styleId") or ""
        for style in styles.findall(f"{W}style")
        if (align := style.find(f"{W}rPr/{W}vertAlign")) is not None and align.get(f"{W}val") == "superscript"
    )


def _body(root: etree._Element) -> etree._Element:
    body = root.find(f"{W}body")
    return root if body is None else body


def _has_footnotes(footnotes: etree._Element | None) -> bool:
    if footnotes is None:
        return False
    notes = (n for n in footnotes.findall(f"{W}footnote") if n.get(f"{W}type") in (None, "normal"))
    return any((t.text or "").strip() for note in notes for t in note.iter(_T))


def walk(parts: dict[str, etree._Element]) -> tuple[list[Paragraph], tuple[str, ...]]:
    """Return the paragraphs of a document and codes of warnings: ``footnotes``, ``hidden-text`` left out."""
    styles = parts.get("word/styles.xml")
    walker = Walker(Numbering(parts.get("word/numbering.xml"), styles), _raised_styles(styles))
    walker.blocks(_body(parts[MAIN]))
    walker._close()
    warnings = []
    if _has_footnotes(parts.get("word/footnotes.xml")):
        warnings.append("footnotes")
    if walker.hidden:
        warnings.append("hidden-text")
    return [part for p in walker.paragraphs for part in _at_breaks(p)], tuple(warnings)


def docx_nodes(document_root: etree._Element) -> list[etree._Element]:
    """Return the ``w:t`` elements of a ``w:document`` in the order that ``Piece.node`` counts.

    Tabs, line breaks and generated list numbers are no nodes: they lie in no piece. Elements of
    deletions and of ``mc:Fallback`` are left out; empty and hidden ``w:t`` are counted.
    """
    walker = Walker()
    walker.blocks(_body(document_root))
    return walker.nodes
