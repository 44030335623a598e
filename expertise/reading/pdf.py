"""PDF and pictures of pages: the text of a PDF by its print, of a scan by recognition.

A row of print is a node of the source: ``Piece.node`` counts the rows in reading order.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

from expertise.errors import UnreadableFile
from expertise.reading import confined, pdf_scan, structure
from expertise.reading.pdf_flow import Flow, flow
from expertise.reading.pdf_page import Page, read_pages
from expertise.reading.source import Paragraph

SIGN = b"%PDF-"
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
MAX_PAGES = 2_000
MAX_SCANS = 300
_MEGABYTES = 1024
_CHUNK_SECONDS = 4.0  # of work in one process, between pages
_KILL_SECONDS = 8.0  # for one process, whatever it does
_SECONDS_A_PAGE = 0.5
_AT_ONCE = 2  # pages recognised at the same time; each keeps one core busy


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page: ``page`` from 0, edges in points of the space of the file, as annotations want."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Read:
    """A PDF as read: paragraphs of a text, its pages, codes of what was lost or guessed."""

    flow: Flow
    pages: tuple[Page, ...]
    warnings: tuple[str, ...]


def is_pdf(data: bytes) -> bool:
    """Tell whether the bytes are of a PDF: its sign stands within the first 1,024 (ISO 32000-1, 7.5.2)."""
    return SIGN in data[:1024]


def is_picture(data: bytes) -> bool:
    """Tell whether the bytes are of a picture that may be a scan: PNG, JPEG, TIFF."""
    return data.startswith(PICTURES)


def paragraphs(data: bytes, file: str) -> tuple[tuple[Paragraph, ...], tuple[str, ...]]:
    """Return the paragraphs of a PDF or a picture, and codes of warnings.

    Warnings: ``scan`` (recognised text, to be compared), ``scan-unread`` (pages without text left out, no
    tesseract), ``footnotes``, ``rotated-text``, ``struck-out`` left out. Raises UnreadableFile:
    ``encrypted``, ``damaged``, ``too-large``, ``too-slow``, ``too-much-memory``, ``scan-no-ocr``,
    ``conversion-failed``.
    """
    made = read(data, file)
    return made.flow.paragraphs, made.warnings


@lru_cache(maxsize=4)
def read(data: bytes, file: str) -> Read:
    """Return a PDF or a picture as read; the same bytes are not read twice in a row. Raises as above."""
    pages = _pages(data, file) if is_pdf(data) else _pictures(data, file)
    warnings = []
    if any(page.scanned for page in pages):
        warnings.append("scan")
    if any(page.unread for page in pages):
        warnings.append("scan-unread")
    made = flow(pages)
    if made.footnotes:
        warnings.append("footnotes")
    if any(page.turned for page in pages):
        warnings.append("rotated-text")
    if any(page.struck for page in pages):
        warnings.append("struck-out")
    return Read(made, tuple(pages), tuple(warnings))


def _pages(data: bytes, file: str) -> list[Page]:
    begun = time.monotonic()
    pages: list[Page] = []
    count, signs = 1, 0
    while len(pages) < count:
        left = _KILL_SECONDS + _SECONDS_A_PAGE * (len(pages) + 1) - (time.monotonic() - begun)
        if left <= 0:
            raise UnreadableFile("too-slow", file=file, detail=f"{len(pages)} / {count}")
        count, more = confined.call(
            read_pages, data, file, len(pages), MAX_PAGES, _CHUNK_SECONDS,
            file=file, seconds=min(_KILL_SECONDS, left), megabytes=_MEGABYTES,
        )  # fmt: skip
        pages += more
        signs += sum(len(row.text) for page in more for row in page.rows)
        if signs > structure.MAX_TEXT:
            raise UnreadableFile("too-large", file=file, detail=f"text: {signs}")
    return _with_scans(pages, data, file)


def _with_scans(pages: list[Page], data: bytes, file: str) -> list[Page]:
    """Recognise the pages without text; without tesseract they stay unread, if others have text."""
    unread = [page.number for page in pages if page.unread]
    if not unread:
        return pages
    lacking = pdf_scan.missing()
    if lacking and len(unread) == len(pages):
        raise UnreadableFile("scan-no-ocr", file=file, detail=lacking)
    if len(unread) > MAX_SCANS:
        raise UnreadableFile("too-large", file=file, detail=f"{len(unread)} scanned pages")
    if lacking:
        return [Page(p.number, p.width, p.height, unread=True) if p.unread else p for p in pages]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        made = pool.map(partial(pdf_scan.scanned, data, file), unread)
        recognised = dict(zip(unread, made, strict=True))
    return [recognised.get(page.number, page) for page in pages]


def _pictures(data: bytes, file: str) -> list[Page]:
    lacking = pdf_scan.missing()
    if lacking:
        raise UnreadableFile("scan-no-ocr", file=file, detail=lacking)
    return pdf_scan.scanned_pictures(data, file, MAX_SCANS)


def box(made: Read, node: int, start: int, end: int) -> Box:
    """Return where characters ``start`` to ``end`` of row ``node`` stand on their page (not empty)."""
    row = made.flow.nodes[node]
    page = made.pages[row.page]
    edges = row.edges[start:end]
    left, right = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    one, other = _in_file(page, left, row.top), _in_file(page, right, row.bottom)
    (a, c), (b, d) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Box(row.page, a, b, c, d)


def _in_file(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return a point of the shown page in the space of the file, which the page may turn (/Rotate)."""
    left, bottom, right, top = page.box
    turned = {90: (left + y, bottom + x), 180: (right - x, bottom + y), 270: (right - y, top - x)}
    return turned.get(page.rotation, (left + x, top - y))
