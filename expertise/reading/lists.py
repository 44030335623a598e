"""Numbers in lists: what follows what, and what kind of unit a number stands for."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.act import Kind, Role
from expertise.reading.draft import Draft
from expertise.reading.markers import Style

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_SKIPPED = {"ё", "й", "ъ", "ы", "ь"}  # letters that a list may leave out


def first_of(number: str) -> bool:
    """Tell whether ``number`` begins a list."""
    return number in ("1", "а")


def continues(number: str, before: str) -> bool:
    """Tell whether ``number`` comes next after ``before``: 3 or 2-1 after 2, «г» after «в»."""
    own, _, suffix = number.partition("-")
    last, _, last_suffix = before.partition("-")
    if own == last:
        return suffix.isdigit() and int(suffix) == int(last_suffix or 0) + 1
    if suffix:
        return False
    if own.isdigit() and last.isdigit():
        return int(own) == int(last) + 1
    if len(own) == len(last) == 1 and own in _RUSSIAN and last in _RUSSIAN:
        between = _RUSSIAN[_RUSSIAN.index(last) + 1 : _RUSSIAN.index(own)]
        return _RUSSIAN.index(own) > _RUSSIAN.index(last) and set(between) <= _SKIPPED
    return False


def child_kind(style: Style, above: Sequence[Kind]) -> Kind:
    """Return what a number of ``style`` stands for below units of the kinds ``above`` (largest first).

    «1.» is a part in an article and a point elsewhere; «1)» a point, or a subpoint below a point.
    """
    numbered = next((k for k in reversed(above) if k in (Kind.PART, Kind.POINT, Kind.SUBPOINT)), None)
    if style in (Style.DOT, Style.WEAK):
        return Kind.PART if Kind.ARTICLE in above else Kind.POINT
    if style is Style.LETTER:
        return Kind.SUBPOINT
    if style is Style.MULTI and numbered is None:
        return Kind.PART if Kind.ARTICLE in above else Kind.POINT
    return Kind.SUBPOINT if numbered in (Kind.POINT, Kind.SUBPOINT) else Kind.POINT


class Paragraphs:
    """Counts unnumbered paragraphs under the unit that addresses them."""

    def __init__(self) -> None:
        self._counts: dict[tuple[int, int], int] = {}

    def number(self, drafts: Sequence[Draft], parent: int, block: int) -> str:
        """Return the number of the next paragraph below ``parent``, as a lawyer counts it.

        Lead-in paragraphs do not nest in the count. In a part, a point or the preamble its own line
        is the first paragraph, so those that follow begin at 2; elsewhere, and in each quotation (``block``)
        below its formula, they begin at 1.
        """
        while drafts[parent].kind is Kind.PARAGRAPH and not drafts[parent].quote:
            if block and drafts[parent].role is not Role.QUOTED:
                break
            parent = drafts[parent].parent
        own = drafts[parent]
        opens = bool(block) and own.role is not Role.QUOTED
        begun = own.kind in (Kind.PART, Kind.POINT, Kind.SUBPOINT, Kind.PREAMBLE) and not opens
        key = (parent, block if opens else 0)
        self._counts[key] = self._counts.get(key, int(begun)) + 1
        return str(self._counts[key])
