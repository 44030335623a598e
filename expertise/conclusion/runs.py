"""Comments and highlights on the runs of a Word document: the text nodes keep their text and order.

Works on the XML, because a finding may lie in a hyperlink, a tracked insertion, a table cell, a content
control, a text box or a note, where python-docx shows no runs. A run is split so that a mark covers exactly
its words; every part keeps the properties of the whole. A note takes no comment, since a comments part
belongs to the main document alone (ECMA-376 part 1, 11.3.2), and none is put into a text box: there the words
are highlighted, and the comment hangs on the run that holds the box or the reference to the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _PROPERTIES, _PARAGRAPH = f"{W}r", f"{W}t", f"{W}rPr", f"{W}p"
_BOX = f"{W}txbxContent"
_COLOUR = "yellow"
# Elements that may hold a range mark beside their runs (ECMA-376, EG_PContent).
_HOLDERS = frozenset(
    f"{W}{name}"
    for name in (
        "p", "hyperlink", "ins", "moveTo", "sdtContent", "smartTag", "fldSimple", "customXml", "dir", "bdo",
    )
)  # fmt: skip
# Content controls of one unbroken text: a range mark stands beside them.
_UNBROKEN = ("text", "dropDownList", "comboBox", "date")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_NOTES = {f"{W}footnote": f"{W}footnoteReference", f"{W}endnote": f"{W}endnoteReference"}
_LEFT_OUT = (
    f"{W}del",
    f"{W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
Place = Literal["", "box", "note"]
# What stands behind w:highlight in w:rPr: the schema fixes the order.
_BEHIND_HIGHLIGHT = frozenset(
    f"{W}{name}"
    for name in (
        "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
        "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of one text node to be marked: ``[start, end)`` in the node's own text."""

    node: int
    start: int
    end: int


class Marker:
    """Marks stretches of the text nodes of one document; comments must come with ids of their own."""

    def __init__(
        self,
        document: etree._Element,
        nodes: Sequence[etree._Element],
        marks: Iterable[Sequence[Stretch]],
    ) -> None:
        """Split the runs at every edge of ``marks`` and highlight what they cover, each run once."""
        self._references = _references(document)
        stretches = [stretch for mark in marks for stretch in mark]
        edges: dict[int, set[int]] = {}
        for stretch in stretches:
            edges.setdefault(stretch.node, set()).update((stretch.start, stretch.end))
        self._parts = {node: _split(nodes[node], sorted(cuts)) for node, cuts in edges.items()}
        for stretch in stretches:
            for start, end, run in self._parts[stretch.node]:
                if stretch.start <= start and end <= stretch.end and run.tag == _RUN:
                    _highlight(run)

    def comment(self, mark: Sequence[Stretch], number: str) -> None:
        """Anchor comment ``number`` on ``mark``, which must be among the marks given at the start."""
        first = self._anchor(self._run_at(mark[0].node, mark[0].start))
        last = self._anchor(self._run_ending(mark[-1].node, mark[-1].end))
        first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": number}))
        end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": number})
        _add_behind(last, end)
        reference = etree.Element(_RUN)
        etree.SubElement(reference, f"{W}commentReference", {f"{W}id": number})
        # Outside of insertions and links: rejecting an insertion must not take the comment along.
        _add_behind(_below(end, frozenset({_PARAGRAPH})), reference)

    def _anchor(self, run: etree._Element) -> etree._Element:
        """Return the element of the main document beside which a range mark may stand."""
        note = next(run.iterancestors(*_NOTES), None)
        if note is not None:
            run = self._references[_NOTES[str(note.tag)], note.get(f"{W}id")]
        return _anchor(run)

    def _run_at(self, node: int, start: int) -> etree._Element:
        return next(run for begin, _, run in self._parts[node] if begin == start)

    def _run_ending(self, node: int, end: int) -> etree._Element:
        return next(run for _, stop, run in self._parts[node] if stop == end)


Part = tuple[int, int, etree._Element]


def _split(node: etree._Element, cuts: list[int]) -> list[Part]:
    """Part a text node at ``cuts``; each part stands in a run of its own. Offsets are of the old text."""
    text = node.text or ""
    run = node.getparent()
    if run is None or run.tag != _RUN:
        # Text of an alternative form inside a run: the whole of it is marked, nothing is split.
        whole = next(node.iterancestors(_RUN, _MATH, _PARAGRAPH))
        return [(cut, end, whole) for cut in cuts for end in cuts if cut < end]
    _isolate(node, run)
    edges = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    parts: list[Part] = []
    for start, end in pairwise(edges):
        if start == 0:
            part = run
        else:
            part = _twin(run)
            parts[-1][2].addnext(part)
            etree.SubElement(part, _TEXT)
        words = part[-1]
        words.text = text[start:end]
        words.set(_SPACE, "preserve")
        parts.append((start, end, part))
    return parts


def _isolate(node: etree._Element, run: etree._Element) -> None:
    """Leave ``node`` alone in its run; what stands before and behind moves into runs of its own."""
    children = [child for child in run if child.tag != _PROPERTIES]
    place = children.index(node)
    if children[:place]:
        before = _twin(run)
        run.addprevious(before)
        before.extend(children[:place])
    if children[place + 1 :]:
        behind = _twin(run)
        _add_behind(run, behind)
        behind.extend(children[place + 1 :])


def _twin(run: etree._Element) -> etree._Element:
    """Return an empty run with the attributes and properties of ``run``."""
    twin = etree.Element(_RUN, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(_PROPERTIES)
    if properties is not None:
        twin.append(deepcopy(properties))
    return twin


def _highlight(run: etree._Element) -> None:
    """Highlight a run; a highlight the author put there herself stays as it is."""
    properties = run.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        run.insert(0, properties)
    if properties.find(f"{W}highlight") is not None:
        return
    place = next((i for i, child in enumerate(properties) if child.tag in _BEHIND_HIGHLIGHT), len(properties))
    properties.insert(place, etree.Element(f"{W}highlight", {f"{W}val": _COLOUR}))


def place(node: etree._Element) -> Place:
    """Tell where a text node stands that can be highlighted but not commented; empty for all others."""
    if next(node.iterancestors(*_NOTES), None) is not None:
        return "note"
    return "box" if next(node.iterancestors(_BOX), None) is not None else ""


def _references(document: etree._Element) -> dict[tuple[str, str | None], etree._Element]:
    """Return the runs that refer to notes, by kind and number; of two references the first."""
    found: dict[tuple[str, str | None], etree._Element] = {}
    for reference in document.iter(*_NOTES.values()):
        if next(reference.iterancestors(*_LEFT_OUT), None) is None:
            run = next(reference.iterancestors(_RUN), reference)
            found.setdefault((str(reference.tag), reference.get(f"{W}id")), run)
    return found


def _anchor(run: etree._Element) -> etree._Element:
    """Return the element beside which a range mark may stand: outside boxes, ruby text and plain controls."""
    outside = [each for each in run.iterancestors() if each.tag == _BOX or _is_unbroken(each)]
    return _below(outside[-1] if outside else run, _HOLDERS)


def _below(element: etree._Element, holders: frozenset[str]) -> etree._Element:
    """Return ``element`` or the nearest element around it that stands in a holder; itself without one."""
    at: etree._Element | None = element
    while at is not None and (parent := at.getparent()) is not None:
        if parent.tag in holders:
            return at
        at = parent
    return element


def _is_unbroken(element: etree._Element) -> bool:
    """Tell whether an element is a content control inside a paragraph that holds nothing but text."""
    if element.tag != f"{W}sdt" or next(element.iter(_PARAGRAPH), None) is not None:
        return False
    properties = element.find(f"{W}sdtPr")
    return properties is not None and any(properties.find(f"{W}{name}") is not None for name in _UNBROKEN)


def _add_behind(element: etree._Element, new: etree._Element) -> None:
    """Put ``new`` behind ``element`` and what already ends there, so that comments keep their order."""
    while (following := element.getnext()) is not None and following.tag == f"{W}commentRangeEnd":
        element = following
    element.addnext(new)
