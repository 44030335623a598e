"""Tracked changes of a Word document: what is read in the final view and what in the original one."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from expertise.reading.numbering import W

View = Literal["final", "original"]
"""``final`` takes every change for accepted, ``original`` for rejected."""

_GONE = {"final": ("del", "moveFrom"), "original": ("ins", "moveTo")}
_REMOVED = {view: frozenset(f"{W}{name}" for name in names) for view, names in _GONE.items()}
_CELLS = {"final": f"{W}cellDel", "original": f"{W}cellIns"}
_CHANGES = frozenset(name for names in _REMOVED.values() for name in names) | frozenset(_CELLS.values())


def removed(view: View) -> frozenset[str]:
    """Return the elements that are left out of ``view`` with all they hold."""
    return _REMOVED[view]


def row_removed(row: etree._Element, view: View) -> bool:
    """Tell whether a table row is left out of ``view``."""
    return _marked(row.find(f"{W}trPr"), view)


def cell_removed(cell: etree._Element, view: View) -> bool:
    """Tell whether a table cell alone is left out of ``view``."""
    properties = cell.find(f"{W}tcPr")
    return properties is not None and properties.find(_CELLS[view]) is not None


def mark_removed(paragraph: etree._Element | None, view: View) -> bool:
    """Tell by its ``w:pPr`` whether a paragraph has no end in ``view`` and runs on in the next one."""
    return paragraph is not None and _marked(paragraph.find(f"{W}rPr"), view)


def paragraph_properties(paragraph: etree._Element, view: View) -> etree._Element | None:
    """Return the ``w:pPr`` that holds in ``view``; None where there is none."""
    return _properties(paragraph.find(f"{W}pPr"), "pPr", view)


def run_properties(run: etree._Element, view: View) -> etree._Element | None:
    """Return the ``w:rPr`` that holds in ``view``; None where there is none."""
    return _properties(run.find(f"{W}rPr"), "rPr", view)


def tracked(root: etree._Element) -> bool:
    """Tell whether a document holds insertions, deletions or moves."""
    return next(root.iter(*_CHANGES), None) is not None


def changes(root: etree._Element) -> list[tuple[str, str, str, str]]:
    """Return tag, author, date and text of every insertion, deletion and move, in the order of the file."""
    return [
        (
            str(each.tag),
            each.get(f"{W}author") or "",
            each.get(f"{W}date") or "",
            "".join(t.text or "" for t in each.iter(f"{W}t", f"{W}delText")),
        )
        for each in root.iter(*_CHANGES)
    ]


def _marked(properties: etree._Element | None, view: View) -> bool:
    return properties is not None and any(properties.find(tag) is not None for tag in _REMOVED[view])


def _properties(own: etree._Element | None, name: str, view: View) -> etree._Element | None:
    if view == "original" and own is not None:
        change = own.find(f"{W}{name}Change")
        if change is not None:
            return change.find(f"{W}{name}")
    return own
