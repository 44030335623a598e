"""Walks a Word document: its paragraphs in reading order, with the text nodes they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from expertise.act import Cell
from expertise.reading import equations
from expertise.reading.fields import Fields, chosen
from expertise.reading.numbering import Numbering, W, on, value
from expertise.reading.revisions import (
    View,
    cell_removed,
    mark_removed,
    paragraph_properties,
    removed,
    row_removed,
    run_properties,
)
from expertise.reading.source import GENERATED, Paragraph, Segment
from expertise.reading.styles import Styles
from expertise.reading.symbols import UNKNOWN, symbol, unicoded
from expertise.reading.tables import Grid, within

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARTS_OF_DRAWINGS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    f"{W}altChunk",
    f"{W}subDoc",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
)
_P, _TBL, _T, _RUN = f"{W}p", f"{W}tbl", f"{W}t", f"{W}r"
_RUNS = frozenset({_RUN, equations.RUN})
# Left out with all they hold: properties, readings above the line.
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in ("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rt")
)
_RANGES = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FIGURES = re.compile(r"\s*\d[\d\s]*")
# A line break parts paragraphs only where a list item follows or a sentence has ended.
_ENDS = (".", ";", ":")
_LONGEST_ITEM = 64  # signs of what follows a line break that are looked at
ITEM = re.compile(r"\s*(?:\d+(?:[-.]\d+)*[.)]|[а-яa-z]\)|[-–—•]\s)")


@dataclass(frozen=True, slots=True)
class NoteAt:
    """A reference to a note behind the paragraph of this index (-1: before the first)."""

    paragraph: int
    tag: str  # of the reference: footnoteReference or endnoteReference, with its namespace
    number: str
    own_mark: bool  # the author wrote the mark herself, Word counts none


@dataclass(slots=True)
class _Open:
    """A paragraph being read; deleted paragraph ends make several paragraphs of the file one."""

    segments: list[Segment] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str, bool]] = field(default_factory=list)
    properties: etree._Element | None = None
    begun: bool = False
    kept: bool = False  # its end is only hidden: it keeps its own properties


@dataclass(frozen=True, slots=True)
class _Look:
    raised: bool = False
    hidden: bool = False
    font: str = ""


class Walker:
    """Walks stories; ``paragraphs``, ``nodes``, ``notes`` are in reading order afterwards.

    ``ranges`` holds for each comment the count of nodes before its start and before its end, ``lost`` the
    codes of warnings. The nodes depend on the document alone, not on its styles or numbering.
    """

    def __init__(
        self, view: View = "final", numbering: Numbering | None = None, styles: Styles | None = None
    ) -> None:
        self.paragraphs: list[Paragraph] = []
        self.nodes: list[etree._Element] = []
        self.notes: list[NoteAt] = []
        self.ranges: dict[str, list[int]] = {}
        self.lost: set[str] = set()
        self._view = view
        self._removed = removed(view)
        self._texts = frozenset({_T, equations.TEXT} | ({f"{W}delText"} if view == "original" else set()))
        self._numbering = numbering
        self._styles = styles or Styles(None)
        self._table, self._units, self._tables = -1, 0, 0
        self._cell: Cell | None = None
        self._open = _Open()
        self._paragraph_hidden = False
        self._covered = False  # by a merged cell
        self._handlers = self._handled()

    def story(self, root: etree._Element) -> None:
        """Walk a body or a note as a whole."""
        self._fields = Fields(root, self._removed)
        self._blocks(root)
        self._close()

    def aside(self, root: etree._Element) -> list[Paragraph]:
        """Walk a story whose paragraphs are returned and do not come among ``paragraphs``."""
        kept, self.paragraphs = self.paragraphs, []
        self.story(root)
        found, self.paragraphs = self.paragraphs, kept
        return found

    def _handled(self) -> dict[str, Callable[[etree._Element, _Look], None]]:
        """Return what is done with the elements inside paragraphs that are more than their content."""
        return {
            **dict.fromkeys(_SIGNS, lambda e, look: self._add(_SIGNS[str(e.tag)], look)),
            **dict.fromkeys(_RANGES, lambda e, look: self._range(e)),
            **dict.fromkeys(self._removed, lambda e, look: self._leave_out(e)),
            **dict.fromkeys(_SKIPPED, lambda e, look: None),
            **dict.fromkeys(_PARTS_OF_DRAWINGS, lambda e, look: self._lose("embedded")),
            f"{W}txbxContent": lambda e, look: self._open.boxes.append(e),
            f"{W}sdt": lambda e, look: self._control(e, lambda content: self._inline(content, look)),
            f"{_MC}AlternateContent": lambda e, look: self._choice(e, lambda c: self._inline(c, look)),
            f"{W}fldChar": self._field,
            f"{W}sym": self._symbol,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
        }

    def _blocks(self, parent: etree._Element) -> None:
        """Walk the paragraphs and tables below ``parent``, in whatever they are wrapped."""
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TBL:
                self._in_table(child)
            elif tag == f"{W}sdt":
                self._control(child, self._blocks)
            elif tag == f"{_MC}AlternateContent":
                self._choice(child, self._blocks)
            elif tag in self._handlers:
                self._handlers[tag](child, _Look())
            elif isinstance(tag, str):
                self._blocks(child)

    def _in_table(self, table: etree._Element) -> None:
        """Give the lines of a table its number and their cells; a single column only frames text."""
        self._close()
        unit, outer = self._table, self._cell
        rows = []
        for row in within(table, "tr"):
            if row_removed(row, self._view):
                self._leave_out(row)
            else:
                rows.append(row)
        if unit < 0 and any(len(list(within(row, "tc"))) > 1 for row in rows):
            self._table = self._units
            self._units += 1
        grid = Grid(self._tables, outer)
        self._tables += 1
        for row in rows:
            for self._cell, cell, covered in grid.row(row):
                self._in_cell(cell, covered)
        self._table, self._cell = unit, outer

    def _in_cell(self, cell: etree._Element, covered: bool) -> None:
        if cell_removed(cell, self._view):
            self._leave_out(cell)
            return
        around, self._covered = self._covered, self._covered or covered
        self._blocks(cell)
        self._close()
        self._covered = around

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph_properties(paragraph, self._view)
        own = self._open
        if not own.kept:
            own.properties = properties
        own.begun = True
        self._paragraph_hidden = self._styles.hidden(value(properties, f"{W}pStyle"))
        self._inline(paragraph, _Look(hidden=self._paragraph_hidden))
        written = paragraph.find(f"{W}pPr")
        if mark_removed(written, self._view):
            return
        if written is not None and on(written.find(f"{W}rPr/{W}specVanish")):
            own.kept = True  # a separator of styles: the next paragraph runs on in this line
            return
        self._close()

    def _close(self) -> None:
        """End the open paragraph: its number, its parts, then the text boxes that hang on it."""
        own, self._open = self._open, _Open()
        if not own.begun:
            return
        label = (
            self._numbering.label(own.properties, original=self._view == "original")
            if self._numbering
            else ""
        )
        words = "".join(segment.text for segment in own.segments)
        if words.strip():
            segments = ([Segment(_gapped(label, words))] if label else []) + own.segments
            self.paragraphs += at_breaks(Paragraph(tuple(segments), self._table, self._cell))
        self.notes += [NoteAt(len(self.paragraphs) - 1, *note) for note in own.notes]
        for box in own.boxes:
            around = self._fields.aside()
            self._blocks(box)
            self._close()
            self._fields.back(around)

    def _inline(self, parent: etree._Element, look: _Look) -> None:
        for child in parent:
            tag = child.tag
            if tag in self._texts:
                self._text(child, look)
            elif tag in _RUNS:
                self._inline(child, self._look(child))
            elif tag in self._handlers:
                self._handlers[tag](child, look)
            elif not isinstance(tag, str):
                continue
            elif equations.built(child):
                self._equation(child, look)
            elif len(child):
                self._inline(child, look)

    def _look(self, run: etree._Element) -> _Look:
        properties = run_properties(run, self._view)
        if properties is None:
            return _Look(hidden=self._paragraph_hidden)
        style = value(properties, f"{W}rStyle")
        align, vanish = properties.find(f"{W}vertAlign"), properties.find(f"{W}vanish")
        fonts = properties.find(f"{W}rFonts")
        return _Look(
            raised=self._styles.raised(style) if align is None else align.get(f"{W}val") == "superscript",
            hidden=self._styles.hidden(style) or self._paragraph_hidden if vanish is None else on(vanish),
            font="" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "",
        )

    def _text(self, node: etree._Element, look: _Look) -> None:
        """Count the node always, so that its number does not hang on styles; keep its text if shown."""
        self.nodes.append(node)
        text = unicoded(node.text or "", look.font)
        if UNKNOWN in text and UNKNOWN not in (node.text or ""):
            self._lose("symbols")
        if look.raised and FIGURES.fullmatch(text):
            text = text.translate(SUPERSCRIPTS)
        self._add(text, look, len(self.nodes) - 1)

    def _add(self, text: str, look: _Look, node: int = GENERATED) -> None:
        if not text or self._fields.instructing:
            return
        if not (look.hidden or self._covered):
            self._open.segments.append(Segment(text, node))
        elif text.strip():
            self._lose("hidden-text")

    def _lose(self, warning: str) -> None:
        self.lost.add(warning)

    def _field(self, sign: etree._Element, look: _Look) -> None:
        self._add(chosen(sign), look)
        self._fields.sign(sign)

    def _symbol(self, element: etree._Element, look: _Look) -> None:
        sign = symbol(element.get(f"{W}font") or "", element.get(f"{W}char"))
        if sign == UNKNOWN:
            self._lose("symbols")
        self._add(sign, look)

    def _equation(self, element: etree._Element, look: _Look) -> None:
        """Read a formula whose parts stand above and below each other as one line."""
        self._lose("formulas")
        for part in equations.parts(element):
            if isinstance(part, str):
                self._add(part, look)
            else:
                self._inline(part, look)

    def _control(self, control: etree._Element, walk: Callable[[etree._Element], None]) -> None:
        """Read a content control; what Word shows in an empty one is a prompt and no text."""
        for content in control.findall(f"{W}sdtContent"):
            if on(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
                self._leave_out(content)
            else:
                walk(content)

    def _choice(self, alternate: etree._Element, walk: Callable[[etree._Element], None]) -> None:
        """Read one of several forms of the same content: the first, the fallback where it is the only."""
        for name in ("Choice", "Fallback"):
            form = alternate.find(f"{_MC}{name}")
            if form is not None:
                walk(form)
                return

    def _note(self, reference: etree._Element, look: _Look) -> None:
        if not (self._fields.instructing or look.hidden or self._covered):
            own_mark = reference.get(f"{W}customMarkFollows") in ("1", "true", "on")
            number = reference.get(f"{W}id") or ""
            self._open.notes.append((str(reference.tag), number, own_mark))

    def _range(self, element: etree._Element) -> None:
        number, here = element.get(f"{W}id") or "", len(self.nodes)
        found = self.ranges.setdefault(number, [here, here])
        if element.tag == f"{W}commentRangeEnd":
            found[1] = here

    def _leave_out(self, element: etree._Element) -> None:
        """Pass over an element, but for the ends of comments: these hold where they stood."""
        for mark in element.iter(*_RANGES):
            self._range(mark)


def _gapped(label: str, words: str) -> str:
    """Part a label from the words where the list has no gap, unless a sign goes on: «Статья 1» «. О»."""
    return f"{label} " if label[-1] != " " and words[0].isalnum() else label


def at_breaks(paragraph: Paragraph) -> list[Paragraph]:
    """Part a paragraph at those of its line breaks that stand for ends of paragraphs."""
    segments = paragraph.segments
    if not any(_is_break(segment) for segment in segments):
        return [paragraph]
    following = _following(segments)
    out, start, said = [], 0, ""
    for place, segment in enumerate(segments):
        if _is_break(segment) and said and (said.endswith(_ENDS) or ITEM.match(following[place])):
            out.append(replace(paragraph, segments=segments[start:place]))
            start, said = place + 1, ""
        said = segment.text.rstrip()[-1:] or said
    return [*out, replace(paragraph, segments=segments[start:])]


def _is_break(segment: Segment) -> bool:
    return segment.node == GENERATED and segment.text == "\n"


def _following(segments: Sequence[Segment]) -> list[str]:
    """Return for each segment the first signs behind it; spaces that lead them are one."""
    out, behind = [], ""
    for segment in reversed(segments):
        out.append(behind)
        words = segment.text.lstrip()
        lead = " " if words != segment.text else ""
        behind = lead + (words[:_LONGEST_ITEM] + behind if words else behind.lstrip())[:_LONGEST_ITEM]
    return out[::-1]
