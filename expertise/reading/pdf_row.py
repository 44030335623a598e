"""Rows of print: glyphs with their places become rows of text, each character with its edges.

Places are points from the upper left corner of the page as it is shown. Rows are found by the baseline,
never by the height of letters: a fallback font for ң ү ө has other heights but the same baseline.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Signs of symbol fonts that stand before list items (Symbol and Wingdings of Word).
_SYMBOLS = {0xF02D: "-", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "•", 0xF0FC: "•", 0xF076: "•"}
_SIGNS = {**_LIGATURES, **_SYMBOLS}
_MARKS = {"˘": "\u0306", "¨": "\u0308"}  # spacing forms of what stands above й and ё


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed sign: ``base`` is its baseline, ``size`` of its font in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of print: ``edges`` hold left and right of every code point of ``text``.

    ``left`` and ``right`` are the edges of all that is printed, with words struck out, which are no text.
    ``node`` counts the rows of the file in reading order, -1 until they are put in order.
    """

    text: str
    edges: tuple[tuple[float, float], ...]
    page: int
    base: float
    size: float
    left: float
    right: float
    bold: bool = False
    node: int = -1

    @property
    def top(self) -> float:
        """The upper edge of capital letters, with a little air."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of letters that hang below the baseline."""
        return self.base + 0.24 * self.size


def rows(glyphs: Iterable[Glyph], page: int) -> list[Row]:
    """Return the rows of the glyphs of one column from top to bottom; rows of spaces alone are left out."""
    found = [made for group in _attached(_groups(glyphs)) if (made := _row(group, page))]
    return sorted(found, key=lambda row: row.base)


def _groups(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Group glyphs by baseline; what differs by a fifth of the letter size stands on another one."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.left)):
        if groups and glyph.base - groups[-1][-1].base <= 0.1 * glyph.size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return groups


def _attached(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join groups of raised or lowered signs to the row they belong to."""
    done: list[list[Glyph]] = []
    place = 0
    while place < len(groups):
        group = groups[place]
        following = groups[place + 1] if place + 1 < len(groups) else []
        if following and _belongs(group, following):
            groups[place + 1] = [*group, *following]
        elif done and _belongs(group, done[-1]):
            done[-1] = [*done[-1], *group]
        else:
            done.append(group)
        place += 1
    return done


def _belongs(small: list[Glyph], main: list[Glyph]) -> bool:
    """Tell whether all of ``small`` are signs raised or lowered beside the letters of ``main``."""
    inked = [g for g in small if g.text.strip()]
    letters = [g for g in main if g.text.strip()]
    if not inked or not letters or len(inked) > len(letters):
        return False
    size = max(g.size for g in letters)
    if max(g.size for g in inked) > 0.85 * size and len(inked) > 3:
        return False
    if abs(inked[0].base - letters[-1].base) > 0.6 * size:
        return False
    return all(any(_beside(g, other, 0.4 * size) for other in letters) for g in _ends(inked, size))


def _ends(signs: list[Glyph], size: float) -> Iterator[Glyph]:
    """Yield the first sign of every run of signs that touch each other."""
    ordered = sorted(signs, key=lambda g: g.left)
    for place, sign in enumerate(ordered):
        if not place or sign.left - ordered[place - 1].right > 0.4 * size:
            yield sign


def _beside(sign: Glyph, letter: Glyph, reach: float) -> bool:
    return sign.left - reach <= letter.right and letter.left <= sign.right + reach


def _row(group: list[Glyph], page: int) -> Row | None:
    glyphs = _distinct(_composed(sorted(group, key=lambda g: g.left)))
    printed = [g for g in glyphs if g.text.strip()]
    glyphs = [g for g in glyphs if not g.struck]
    inked = [g for g in glyphs if g.text.strip()]
    if not inked:
        return None
    size = median(sorted(g.size for g in inked))
    base = median(sorted(g.base for g in inked if g.size >= 0.85 * size))
    text, edges = [], []
    for sign, left, right in _signs(glyphs, base, size):
        text.append(sign)
        edges.append((left, right))
    _settle_hyphens(text)
    start = next(i for i, sign in enumerate(text) if sign.strip())
    end = max(i for i, sign in enumerate(text) if sign.strip()) + 1
    bold = sum(g.bold for g in inked) > 0.6 * len(inked)
    left, right = printed[0].left, max(g.right for g in printed)
    return Row("".join(text[start:end]), tuple(edges[start:end]), page, base, size, left, right, bold)


def _settle_hyphens(text: list[str]) -> None:
    """Let a printed soft hyphen be a hyphen, save after a letter at the end of a row."""
    last = max(i for i, sign in enumerate(text) if sign.strip())
    for place, sign in enumerate(text):
        if sign == "\u00ad" and not (place == last and place and text[place - 1].isalpha()):
            text[place] = "-"


def _distinct(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop glyphs printed twice on the same place to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        twins = (g.text == glyph.text and abs(g.left - glyph.left) < 0.12 * g.size for g in kept[-2:])
        if not (glyph.text.strip() and any(twins)):
            kept.append(glyph)
    return kept


def _composed(glyphs: list[Glyph]) -> list[Glyph]:
    """Put marks printed above a letter and the letter into one sign (и and a breve are й)."""
    marks = [g for g in glyphs if _mark(g.text)]
    if not marks:
        return glyphs
    kept = [g for g in glyphs if not _mark(g.text)]
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        near = [i for i, g in enumerate(kept) if g.text.strip() and g.left - 1 <= middle <= g.right + 1]
        whole = [(i, unicodedata.normalize("NFC", kept[i].text + _mark(mark.text))) for i in near]
        for i, text in whole:
            if len(text) == 1:
                kept[i] = replace(kept[i], text=text)
                break
    return kept


def _mark(text: str) -> str:
    """Return the combining mark that a sign stands for, empty for others."""
    return _MARKS.get(text) or (text if len(text) == 1 and unicodedata.combining(text) else "")


def _signs(glyphs: Sequence[Glyph], base: float, size: float) -> Iterator[tuple[str, float, float]]:
    """Yield the characters of a row with their edges; a gap that no space fills gives a space."""
    threshold = _gap(glyphs, size)
    before: Glyph | None = None
    for glyph in glyphs:
        gap = glyph.left - before.right if before else 0.0
        if before and gap > threshold and before.text.strip() and glyph.text.strip():
            yield " ", before.right, glyph.left
        text = unicodedata.normalize("NFC", glyph.text.translate(_SIGNS))
        if glyph.size < 0.85 * size and base - glyph.base > 0.12 * size:
            text = text.translate(_SUPERSCRIPTS)
        step = (glyph.right - glyph.left) / max(1, len(text))
        for place, sign in enumerate(text):
            yield sign, glyph.left + place * step, glyph.left + (place + 1) * step
        before = glyph


def _gap(glyphs: Sequence[Glyph], size: float) -> float:
    """Return how wide a gap parts words; letters of a spread word stand farther apart than usual."""
    gaps = [b.left - a.right for a, b in pairwise(glyphs) if a.text.strip() and b.text.strip()]
    usual = median(gaps) if len(gaps) > 3 else 0.0
    return 0.18 * size + max(0.0, usual)
