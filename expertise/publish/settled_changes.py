"""Tracked changes accepted in the XML of a Word part: what was inserted stays, what was deleted is gone."""

from __future__ import annotations

from lxml import etree

from expertise.reading.numbering import W

_TAKEN = frozenset(f"{W}{name}" for name in ("ins", "moveTo"))
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_BOUNDS = frozenset(
    f"{W}{name}"
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for name in (f"{kind}RangeStart", f"{kind}RangeEnd")
)
#: Where an «ins» or «del» is a mark on a paragraph, a row or a cell and holds nothing itself.
_PROPERTIES = frozenset(f"{W}{name}" for name in ("rPr", "trPr", "tcPr", "numPr"))


def settle(root: etree._Element) -> None:
    """Accept every tracked change in the tree, in place."""
    _rows(root)
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str) or element.getparent() is None:
            continue
        if tag in _BOUNDS or tag.endswith("PrChange") or tag == f"{W}tblGridChange":
            element.getparent().remove(element)  # type: ignore[union-attr]
        elif _is_mark(element):
            continue
        elif tag in _GONE:
            _remove(element)
        elif tag in _TAKEN:
            unwrap(element)
    _paragraph_ends(root)
    for element in list(root.iter(*_TAKEN, *_GONE, f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge")):
        if _is_mark(element):
            element.getparent().remove(element)  # type: ignore[union-attr]


def _is_mark(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in _PROPERTIES


def _rows(root: etree._Element) -> None:
    """Take out deleted rows and cells, and a table of which nothing is left."""
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            _out(row)
    for cell in list(root.iter(f"{W}tc")):
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            _out(cell)


def _out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if (
        parent.tag in (f"{W}tbl", f"{W}tr")
        and parent.find(f"{W}tr") is None
        and parent.find(f"{W}tc") is None
    ):
        _out(parent)


def _paragraph_ends(root: etree._Element) -> None:
    """Join a paragraph whose end was deleted with the next one, as the reader does."""
    for paragraph in list(root.iter(f"{W}p")):
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        if marks is None or not any(mark.tag in _GONE for mark in marks):
            continue
        following = paragraph.getnext()
        if following is None or following.tag != f"{W}p":
            continue
        own = following.find(f"{W}pPr")
        place = 0 if own is None else 1
        for child in reversed([each for each in paragraph if each.tag != f"{W}pPr"]):
            following.insert(place, child)
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]


def unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place + 1, child)
    _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
