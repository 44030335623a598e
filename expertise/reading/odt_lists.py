"""The list numbers of an OpenDocument text: styles of lists and the counters that run through a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from expertise.reading.numbering import figure, whole

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_PLACE = re.compile(r"%(\d+)%")
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list style; ``pattern`` holds %1%, %2% ... for the numbers of levels."""

    pattern: str = ""
    form: str = "none"
    start: int = 1
    bullet: str = ""


@dataclass
class _Counters:
    """Where the items of one list stand."""

    style: str
    numbers: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Lists:
    """Gives the labels of list items; ``enter`` and ``leave`` are to be called in reading order."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles = {
            style.get(f"{STYLE}name") or "": _levels(style)
            for root in roots
            for style in root.iter(f"{TEXT}list-style")
        }
        self._open: list[_Counters] = []
        self._by_id: dict[str, _Counters] = {}
        self._by_style: dict[str, _Counters] = {}

    def enter(self, element: etree._Element) -> None:
        """Begin a ``text:list``: within another one it is the next level, else it counts anew or goes on."""
        if self._open:
            outer = self._open[-1]
            style = element.get(f"{TEXT}style-name")
            if style and style != outer.style and style in self._styles:
                self._open.append(_Counters(style))
            else:
                self._open.append(outer)
            for deeper in range(len(self._open) - 1, _LEVELS):
                self._open[-1].numbers[deeper] = None
            return
        style = element.get(f"{TEXT}style-name") or ""
        known = self._by_id.get(element.get(f"{TEXT}continue-list") or "")
        if known is None and element.get(f"{TEXT}continue-numbering") == "true":
            known = self._by_style.get(style)
        counters = known or _Counters(style)
        self._by_style[style] = counters
        self._by_id[element.get(_XML_ID) or ""] = counters
        self._open.append(counters)

    def leave(self) -> None:
        """End the innermost list."""
        self._open.pop()

    def label(self, item: etree._Element) -> str:
        """Return the label of the next ``text:list-item`` of the innermost list, empty for none."""
        counters, depth = self._open[-1], len(self._open) - 1
        if depth >= _LEVELS:
            return ""
        levels = self._styles.get(counters.style, {})
        level = levels.get(depth, _Level())
        before = counters.numbers[depth]
        own = whole(item.get(f"{TEXT}start-value"), -1)
        counters.numbers[depth] = own if own >= 0 else level.start if before is None else before + 1
        counters.numbers[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.bullet:
            return "•" if any("\ue000" <= sign <= "\uf8ff" for sign in level.bullet) else level.bullet
        if level.form == "none":
            return ""

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            if not 0 <= at < _LEVELS:
                return ""
            known = levels.get(at, _Level())
            return figure(counters.numbers[at] or known.start, known.form)

        return _PLACE.sub(written, level.pattern)


def _levels(style: etree._Element) -> dict[int, _Level]:
    found = {}
    for child in style:
        at = whole(child.get(f"{TEXT}level"), 0) - 1
        if child.tag == f"{TEXT}list-level-style-bullet":
            found[at] = _Level(bullet=child.get(f"{TEXT}bullet-char") or "•")
        elif child.tag == f"{TEXT}list-level-style-number":
            found[at] = _numbered(child, at)
    return found


def _numbered(child: etree._Element, at: int) -> _Level:
    shown = min(max(whole(child.get(f"{TEXT}display-levels"), 1), 1), at + 1)
    numbers = ".".join(f"%{place + 1}%" for place in range(at + 1 - shown, at + 1))
    plain = f"{child.get(f'{STYLE}num-prefix') or ''}{numbers}{child.get(f'{STYLE}num-suffix') or ''}"
    pattern = child.get(f"{_LO}num-list-format") or plain
    return _Level(
        pattern, _form(child.get(f"{STYLE}num-format") or ""), whole(child.get(f"{TEXT}start-value"), 1)
    )


def _form(name: str) -> str:
    if name.startswith(("а,", "А,")):  # Cyrillic, as LibreOffice names it by its first letters
        return "russianLower" if name[0] == "а" else "russianUpper"
    return _FORMS.get(name, "decimal" if name else "none")
