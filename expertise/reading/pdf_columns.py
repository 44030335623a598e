"""Two columns of print: a gutter that most rows leave free parts a page into left and right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from expertise.reading.pdf_row import Glyph, Row, rows

_FEWEST = 8  # rows with a gutter that make two columns
_WIDE = 0.9  # of the letter size: a gap that may be a gutter


def in_columns(found: list[Row], glyphs: Sequence[Glyph], page: int) -> list[Row]:
    """Return the rows in reading order: of two columns the left one first, between rows across the page.

    A page of one column comes back as it is.
    """
    gutter = _gutter(found)
    if gutter is None:
        return found
    ordered: list[Row] = []
    start = 0.0
    for across in [*(row for row in found if _crosses(row, gutter)), None]:
        end = across.base - 0.5 * across.size if across else float("inf")
        block = [g for g in glyphs if start <= g.base < end]
        ordered += rows([g for g in block if g.left < gutter], page)
        ordered += rows([g for g in block if g.left >= gutter], page)
        if across:
            ordered.append(across)
            start = across.base + 0.3 * across.size
    return ordered


def _gutter(found: Sequence[Row]) -> float | None:
    """Return the middle of the gap that most of the rows share, None where they share none."""
    if len(found) < _FEWEST:
        return None
    left, right = min(row.left for row in found), max(row.right for row in found)
    gaps = [gap for row in found for gap in _gaps(row)]
    best, most = None, 0
    for place in range(30, 71, 2):
        at = left + (right - left) * place / 100
        sharing = sum(start + 1 < at < end - 1 for start, end in gaps)
        if sharing > most:
            best, most = at, sharing
    if best is None or most < _FEWEST or not _parts(found, best, most):
        return None
    shared = [(start, end) for start, end in gaps if start < best < end]
    return (max(start for start, _ in shared) + min(end for _, end in shared)) / 2


def _parts(found: Sequence[Row], at: float, sharing: int) -> bool:
    """Tell whether rows of both sides outnumber those across, and both sides hold much print."""
    crossing = sum(_crosses(row, at) for row in found)
    if crossing > 0.5 * sharing:
        return False
    inked = [sum(edge[1] <= at for edge in row.edges) for row in found]
    left, whole = sum(inked), sum(len(row.edges) for row in found)
    return 0.25 * whole < left < 0.75 * whole


def _gaps(row: Row) -> list[tuple[float, float]]:
    """Return the wide gaps of a row, spaces taken as gaps."""
    inked = [edge for sign, edge in zip(row.text, row.edges, strict=True) if sign.strip()]
    return [(a[1], b[0]) for a, b in pairwise(inked) if b[0] - a[1] > _WIDE * row.size]


def _crosses(row: Row, at: float) -> bool:
    if not row.left < at < row.right:
        return False
    return not any(start < at < end for start, end in _gaps(row))
