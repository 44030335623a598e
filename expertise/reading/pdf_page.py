"""One page of a PDF: rows of print outside tables, tables as cells of rows, what else was seen there.

Runs in a process of its own: the file is not to be trusted, and the library raises errors of all kinds.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from expertise.errors import UnreadableFile
from expertise.reading.pdf_columns import in_columns
from expertise.reading.pdf_row import Glyph, Row, rows

_MAX_GLYPHS = 60_000  # a page of dense print has some 6,000
_MAX_EDGES = 1_500  # lines of a page beyond which it holds a drawing, no table
_NARROW = 3.0  # points: a rectangle this thin is a line


@dataclass(frozen=True, slots=True)
class CellRows:
    """The rows of one cell; ``row`` and ``column`` from 0, ``columns`` of the grid it covers."""

    row: int
    column: int
    columns: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page: ``lines`` are its vertical lines, ``top`` and ``bottom`` its outer edges."""

    lines: tuple[float, ...]
    top: float
    bottom: float
    cells: tuple[CellRows, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: ``box`` and ``rotation`` lead back to the space of the file.

    ``rules`` are the heights of short lines at the left, as they stand above footnotes; ``turned`` counts
    signs that do not stand upright, ``struck`` tells of words struck out (both are left out), ``unread``
    that the page must be recognised from its picture, ``scanned`` that it was.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...] = ()
    grids: tuple[Grid, ...] = ()
    rules: tuple[float, ...] = ()
    turned: int = 0
    struck: bool = False
    unread: bool = False
    scanned: bool = False
    rotation: int = 0
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def read_pages(data: bytes, file: str, first: int, most: int, seconds: float) -> tuple[int, list[Page]]:
    """Return how many pages the file has, and those from ``first`` (0-based) on that ``seconds`` suffice for.

    At least one page is read; ``seconds`` stop between pages only. Raises UnreadableFile: ``too-large`` for
    more than ``most`` pages, ``encrypted``, ``damaged``, ``empty`` for no pages.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    end = time.monotonic() + seconds
    logging.disable(logging.WARNING)  # the library warns of every oddity of a font
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = document.pages
            found: list[Page] = []
            for page in pages[first:] if len(pages) <= most else ():
                found.append(_page(page))
                if time.monotonic() > end:
                    break
    except Exception as error:  # the library lets through KeyError, struct.error, RecursionError and more
        kinds = (PDFEncryptionError, PDFPasswordIncorrect)
        locked = isinstance(error, kinds) or any(isinstance(arg, kinds) for arg in error.args)
        detail = f"{type(error).__name__}: {error}"[:200]
        raise UnreadableFile("encrypted" if locked else "damaged", file=file, detail=detail) from error
    if len(pages) > most:
        raise UnreadableFile("too-large", file=file, detail=f"{len(pages)} pages")
    if not pages:
        raise UnreadableFile("damaged", file=file, detail="no pages")
    return len(pages), found


def _page(page: Any) -> Page:
    number = page.page_number - 1
    shift, drop = page.mediabox[0], page.mediabox[1]
    signs = page.chars[:_MAX_GLYPHS]
    upright = _struck(list(_glyphs(signs, shift, drop)), page, shift, drop)
    turned = sum(not _is_upright(sign) for sign in signs if sign["text"].strip())
    grids, left = _grids(page, upright, number)
    made = in_columns(rows(left, number), left, number)
    pictures = [i for i in page.images if _share(i, page) > 0.5]
    inked = sum(bool(g.text.strip()) for g in upright)
    drawn = bool(page.images or len(page.curves) > 50)
    unread = (drawn and inked == 0 and turned < 20) or (bool(pictures) and inked < 150)
    result = Page(
        number,
        float(page.width),
        float(page.height),
        tuple(made),
        tuple(grids),
        tuple(_rules(page, drop)),
        turned,
        struck=any(g.struck for g in upright),
        unread=unread or _is_garbage(upright),
        rotation=int(page.rotation),
        box=_box(page),
    )
    page.close()
    return result


def _box(page: Any) -> tuple[float, float, float, float]:
    """Return the media box as the file has it."""
    from pdfminer.pdftypes import resolve_all

    a, b, c, d = (float(edge) for edge in resolve_all(page.page_obj.attrs["MediaBox"]))
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _is_upright(sign: dict[str, Any]) -> bool:
    a, b, _, d, _, _ = sign["matrix"]
    return bool(a > 0 and d > 0 and abs(b) < 0.02 * a)


def _glyphs(signs: list[dict[str, Any]], shift: float, drop: float) -> Iterator[Glyph]:
    """Yield the upright signs; what is too small to be read or outside of the page is left out."""
    for sign in signs:
        size = sign["size"]
        if not _is_upright(sign) or size < 2 or sign["x1"] - shift < 0:
            continue
        base = sign["top"] - drop + sign["y1"] - sign["matrix"][5]
        if base < 0:
            continue
        bold = "bold" in sign["fontname"].lower()
        yield Glyph(sign["text"], sign["x0"] - shift, sign["x1"] - shift, base, size, bold)


def _struck(glyphs: list[Glyph], page: Any, shift: float, drop: float) -> list[Glyph]:
    """Mark what a line strikes through: deletions of a draft printed with its tracked changes."""
    strokes = [
        (line["x0"] - shift, line["x1"] - shift, (line["top"] + line["bottom"]) / 2 - drop)
        for line in [*page.lines, *page.rects][:_MAX_EDGES]
        if line["bottom"] - line["top"] < 1.5 and line["x1"] > line["x0"]
    ]
    if not strokes:
        return glyphs

    def is_struck(glyph: Glyph) -> bool:
        middle, high, low = (glyph.left + glyph.right) / 2, glyph.base - 0.45 * glyph.size, glyph.base
        return any(a <= middle <= b and high < y < low - 0.12 * glyph.size for a, b, y in strokes)

    return [replace(glyph, struck=True) if is_struck(glyph) else glyph for glyph in glyphs]


def _share(image: dict[str, Any], page: Any) -> float:
    """Return which share of the page an image covers."""
    area = abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]))
    return float(area / max(1.0, page.width * page.height))


def _rules(page: Any, drop: float) -> Iterator[float]:
    """Yield the heights of short horizontal lines that begin in the left half of the page."""
    for line in [*page.lines, *page.rects][:_MAX_EDGES]:
        wide, high = line["x1"] - line["x0"], line["bottom"] - line["top"]
        if high < _NARROW and 0.1 * page.width < wide < 0.5 * page.width and line["x0"] < 0.4 * page.width:
            yield float(line["top"] - drop)


def _grids(page: Any, glyphs: list[Glyph], number: int) -> tuple[list[Grid], list[Glyph]]:
    """Return the ruled tables of more than one column, and the glyphs outside of them."""
    ruled = len(page.lines) + len(page.rects) + len(page.curves)
    if not 2 <= ruled <= _MAX_EDGES:
        return [], glyphs
    grids = []
    for table in page.find_tables():
        columns = sorted({round(cell[0], 1) for cell in table.cells})
        grid, rest = _grid(table, glyphs, page, number)
        if len(columns) > 1 and len({round(cell[1], 1) for cell in table.cells}) >= 1 and grid.cells:
            grids.append(grid)
            glyphs = rest
    return grids, glyphs


def _grid(table: Any, glyphs: list[Glyph], page: Any, number: int) -> tuple[Grid, list[Glyph]]:
    shift, drop = page.mediabox[0], page.mediabox[1]
    lines = _merged(edge - shift for cell in table.cells for edge in (cell[0], cell[2]))
    cells, rest = [], glyphs
    for row, group in enumerate(table.rows):
        for box in group.cells:
            if box is None:
                continue
            left, right = _nearest(lines, box[0] - shift), _nearest(lines, box[2] - shift)
            inside, rest = _parted(rest, lines[left], box[1] - drop, lines[right], box[3] - drop)
            cells.append(CellRows(row, left, max(1, right - left), tuple(rows(inside, number))))
    top, bottom = table.bbox[1] - drop, table.bbox[3] - drop
    return Grid(tuple(lines), top, bottom, tuple(cells)), rest


def _merged(edges: Iterator[float]) -> list[float]:
    """Return the distinct vertical lines; those less than 3 points apart are one."""
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > _NARROW:
            kept.append(edge)
    return kept


def _nearest(lines: list[float], edge: float) -> int:
    return min(range(len(lines)), key=lambda i: abs(lines[i] - edge))


def _parted(
    glyphs: list[Glyph], left: float, top: float, right: float, bottom: float
) -> tuple[list[Glyph], list[Glyph]]:
    """Return the glyphs whose middle lies in a box, and the others."""
    inside: list[Glyph] = []
    others: list[Glyph] = []
    for glyph in glyphs:
        middle, height = (glyph.left + glyph.right) / 2, glyph.base - 0.3 * glyph.size
        (inside if left <= middle < right and top <= height < bottom else others).append(glyph)
    return inside, others


_VOWELS = frozenset("аеёиоуүыөэюяіАЕЁИОУҮЫӨЭЮЯІ")


def _is_garbage(glyphs: list[Glyph]) -> bool:
    """Tell whether the text of a page is no text: glyphs without letters, or torn and foreign ones.

    A font without its table of letters gives «(cid:12)» or private signs, one with a wrong table gives
    Latin letters with accents for Cyrillic ones; letters torn out of words leave words without vowels.
    """
    inked = [g.text for g in glyphs if g.text.strip()]
    if len(inked) < 20:
        return False
    strange = sum(text.startswith("(cid:") or any(_is_strange(sign) for sign in text) for text in inked)
    return strange > 0.08 * len(inked) or _is_torn(glyphs)


def _is_strange(sign: str) -> bool:
    private = "\ue000" <= sign <= "\uf8ff" and not 0xF000 <= ord(sign) <= 0xF0FF
    return private or sign == "\ufffd" or ("\u00c0" <= sign <= "\u00ff") or "\x00" < sign < "\x09"


def _is_torn(glyphs: list[Glyph]) -> bool:
    """Tell whether a fifth of the words in small Cyrillic letters have no vowel: whole text has 1 in 12."""
    words = [w for row in rows(glyphs, 0) for w in row.text.split() if w.isalpha() and w.islower()]
    cyrillic = [w for w in words if "\u0400" <= w[0] <= "\u052f"]
    bare = sum(not _VOWELS.intersection(word) and len(word) > 1 for word in cyrillic)
    return len(cyrillic) >= 20 and bare > 0.2 * len(cyrillic)
