"""What is printed around the text of every page: running heads, page numbers, footnotes.

Heads and feet are known by standing at the same height with the same words on many pages, page numbers by
growing with the pages, footnotes by small print under a line at the foot of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from expertise.reading.markers import marker
from expertise.reading.pdf_page import Page
from expertise.reading.pdf_row import Row
from expertise.reading.words import listed

_DEEP = 4  # rows from the edge of the print that may be a running head or foot
_NEAR = 4.0  # points: heights that are one
_WORDS = "|".join(listed("page_words"))
_PAGE_NUMBER = re.compile(
    rf"[-–—\s]*(?:(?:{_WORDS})\.?\s*)?(\d{{1,4}})(?:\s*(?:/|(?:{_WORDS})\.?)\s*(?:\d{{1,4}})?)?[-–—.\s]*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*(?:([⁰¹²³⁴-⁹]+)|(\*+)|(\d{1,2})(?=\s))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK_IN_TEXT = re.compile(r"(?<=[^\W\d_]|[»\")”.,;])[⁰¹²³⁴-⁹]+")


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without running heads and feet and without page numbers."""
    numbers = _page_numbers(pages)
    cleaned = [_without(page, numbers) for page in pages]
    for at_top in (True, False):
        repeated = _repeated(cleaned, at_top)
        cleaned = [_without(page, repeated) for page in cleaned]
    return cleaned


def _without(page: Page, rows: set[int]) -> Page:
    return replace(page, rows=tuple(row for row in page.rows if id(row) not in rows))


def _edge(page: Page, at_top: bool) -> list[Row]:
    """Return the rows nearest to an edge of the page, the outermost first, up to the first table."""
    ordered = sorted(page.rows, key=lambda row: row.base, reverse=not at_top)[:_DEEP]
    if at_top:
        limit = min((grid.top for grid in page.grids), default=page.height)
        return [row for row in ordered if row.base <= limit]
    limit = max((grid.bottom for grid in page.grids), default=0.0)
    return [row for row in ordered if row.base >= limit]


def _page_numbers(pages: Sequence[Page]) -> set[int]:
    """Return the identities of the rows that hold nothing but the number of their page."""
    found: list[tuple[Row, int]] = []
    for page in pages:
        for row in (*_edge(page, True)[:2], *_edge(page, False)[:2]):
            number = _PAGE_NUMBER.fullmatch(row.text)
            if number:
                found.append((row, int(number[1]) - page.number))
    shifts = Counter(shift for _, shift in found)
    apart = {id(row) for page in pages for row in _detached(page)}
    return {id(row) for row, shift in found if shifts[shift] >= 2 or (shift == 1 and id(row) in apart)}


def _detached(page: Page) -> list[Row]:
    """Return the first and the last row of a page, where two rows of space part them from the others."""
    ordered = sorted(page.rows, key=lambda row: row.base)
    pairs = ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])) if len(ordered) > 1 else ()
    return [row for row, other in pairs if abs(row.base - other.base) > 2.5 * row.size]


def _repeated(pages: Sequence[Page], at_top: bool) -> set[int]:
    """Return the identities of the rows that come back at the same height, from the edge inwards."""
    edges = [_edge(page, at_top) for page in pages]
    filled = sum(bool(edge) for edge in edges)
    heights: dict[str, list[float]] = {}
    for edge in edges:
        for row in edge:
            heights.setdefault(_key(row), []).append(row.base)
    found: set[int] = set()
    for edge in edges:
        for row in edge:
            same = sum(abs(base - row.base) <= _NEAR for base in heights[_key(row)])
            # Heads of even and odd pages differ, so half of the pages are enough; of two pages both.
            if same < 2 or same < 0.45 * filled:
                break
            found.add(id(row))
    return found


def _key(row: Row) -> str:
    """Return the words of a row by which it is known again; only numbers of pages may change."""
    text = "".join(row.text.casefold().split())
    return text if marker(row.text) else re.sub(r"\d+", "#", text)


def body_size(pages: Iterable[Page]) -> float:
    """Return the usual letter size, 12 where there is no print."""
    return median([row.size for page in pages for row in page.rows for _ in row.text[::8]] or [12.0])


def without_footnotes(pages: Sequence[Page]) -> tuple[list[Page], bool]:
    """Return the pages without footnotes and their marks in the text, and whether there were any."""
    size = body_size(pages)
    done: list[Page] = []
    noted = False
    for page in pages:
        notes = [] if page.scanned else _footnotes(page, size)
        if notes:
            noted = True
            apart = {id(row) for row in notes}
            marks = {
                found[1].translate(_RAISED) for row in notes if (found := _NOTE.match(row.text)) and found[1]
            }
            marks |= {found[3] for row in notes if (found := _NOTE.match(row.text)) and found[3]}
            page = replace(page, rows=tuple(_unmarked(r, marks) for r in page.rows if id(r) not in apart))
        done.append(page)
    return done, noted


def _footnotes(page: Page, size: float) -> list[Row]:
    """Return the small rows at the foot of a page, if they begin with a mark under a line or a gap."""
    small: list[Row] = []
    ordered = sorted(page.rows, key=lambda row: row.base)
    while ordered and ordered[-1].size <= 0.92 * size:
        small.insert(0, ordered.pop())
    while small and not _NOTE.match(small[0].text):
        small.pop(0)
    if not small or not ordered:
        return []
    above = ordered[-1].base
    ruled = any(above - 1 <= rule <= small[0].base for rule in page.rules)
    return small if ruled or small[0].base - above > 2.5 * small[0].size else []


def _unmarked(row: Row, marks: set[str]) -> Row:
    """Return the row without the raised numbers of footnotes; «21¹» keeps its own."""
    for found in reversed(list(_MARK_IN_TEXT.finditer(row.text))):
        if found[0].translate(_RAISED) in marks and found.end() - found.start() < len(row.text):
            start, end = found.span()
            row = replace(
                row, text=row.text[:start] + row.text[end:], edges=row.edges[:start] + row.edges[end:]
            )
    return row
