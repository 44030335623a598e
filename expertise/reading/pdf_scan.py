"""Pages without text: a picture of the page goes through tesseract, and its words become rows of print.

What is recognised is a guess and must be marked so. Works with the models ``kir`` and ``rus`` together:
``rus`` alone loses every ң ү ө.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from statistics import median

from expertise.errors import UnreadableFile
from expertise.reading import confined
from expertise.reading.pdf_page import Page
from expertise.reading.pdf_row import Row

LANGUAGES = ("kir", "rus")
_DPI = 240  # 300 takes twice as long and finds the same words
_MOST_PIXELS = 20_000_000  # A3 at 300 dots an inch has 17 million
_MEGABYTES = 1024
_RASTER_SECONDS = 20
_PAGE_SECONDS = 60
_POINTS_WIDE = 595.0  # a picture without a page is taken as wide as A4
_SURE = 30  # per cent: words tesseract is less sure of than that are dirt, unless they are letters

_FIGURES = {"З": "3", "П": "II", "Ш": "III"}
_TAKEN_FOR_3 = re.compile(r"З[.)](?![А-ЯЁӨҮҢ])")
_HANGING = frozenset("рудцщфүQ,;()[]")  # what goes below the baseline


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG: ``width`` and ``height`` in points, ``box`` the part of the page that is shown."""

    png: bytes
    width: float
    height: float
    scale: float
    rotation: int = 0
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def missing() -> str:
    """Return what must be installed before scans can be read, empty where all is there."""
    known = _known()
    if known is None:
        return "tesseract"
    return ", ".join(f"tesseract-ocr-{name}" for name in LANGUAGES if name not in known)


@cache
def _known() -> frozenset[str] | None:
    """Return the models that tesseract has, None where there is no tesseract."""
    if shutil.which("tesseract") is None:
        return None
    with tempfile.TemporaryDirectory(prefix="expertise-", ignore_cleanup_errors=True) as folder:
        try:
            told = confined.run(
                ["tesseract", "--list-langs"], file="tesseract", seconds=20, megabytes=_MEGABYTES,
                folder=Path(folder),
            )  # fmt: skip
        except UnreadableFile:
            return None
    return frozenset(told.decode("utf-8", "replace").split())


def scanned(data: bytes, file: str, number: int) -> Page:
    """Return page ``number`` (0-based) of a PDF as recognised from its picture.

    Raises UnreadableFile: ``damaged``, ``too-slow``, ``too-much-memory``, ``conversion-failed``.
    """
    picture = confined.call(
        page_picture, data, file, number, file=file, seconds=_RASTER_SECONDS, megabytes=_MEGABYTES
    )
    return _recognised(picture, file, number)


def scanned_pictures(data: bytes, file: str, most: int) -> list[Page]:
    """Return the frames of a picture file (.png, .jpg, .tiff) as recognised pages; raises as ``scanned``."""
    pages: list[Page] = []
    count = 1
    while len(pages) < count:
        count, picture = confined.call(
            frame_picture, data, file, len(pages), most,
            file=file, seconds=_RASTER_SECONDS, megabytes=_MEGABYTES,
        )  # fmt: skip
        pages.append(_recognised(picture, file, len(pages)))
    return pages


def page_picture(data: bytes, file: str, number: int) -> Picture:
    """Draw one page of a PDF; for a process of its own. Raises UnreadableFile ``damaged``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        page = document[number]
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        image = page.render(scale=scale, grayscale=True).to_pil()
        png = BytesIO()
        image.save(png, "PNG")
        box = page.get_cropbox()
        return Picture(png.getvalue(), width, height, scale, page.get_rotation(), box)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("damaged", file=file, detail=str(error)) from error


def frame_picture(data: bytes, file: str, number: int, most: int) -> tuple[int, Picture]:
    """Return how many frames a picture file has and frame ``number``; for a process of its own.

    Raises UnreadableFile: ``damaged``, ``too-large`` for more than ``most`` frames or too many dots.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = 4 * _MOST_PIXELS
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as opened:
            count = getattr(opened, "n_frames", 1)
            if count > most:
                raise UnreadableFile("too-large", file=file, detail=f"{count} pages")
            opened.seek(number)
            if opened.width * opened.height > 4 * _MOST_PIXELS:
                raise UnreadableFile("too-large", file=file, detail=f"{opened.width} x {opened.height}")
            opened.draft("L", None)
            image = ImageOps.exif_transpose(opened).convert("L")
    except Image.DecompressionBombError as error:
        raise UnreadableFile("too-large", file=file, detail=str(error)[:200]) from error
    except UnidentifiedImageError as error:  # its words are about an object of the program, not the file
        raise UnreadableFile("damaged", file=file, detail="PNG, JPEG, TIFF") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableFile("damaged", file=file, detail=str(error)[:200]) from error
    less = (_MOST_PIXELS / (image.width * image.height)) ** 0.5
    if less < 1:
        image = image.resize((int(image.width * less), int(image.height * less)))
    png = BytesIO()
    image.save(png, "PNG")
    scale = image.width / _POINTS_WIDE
    return count, Picture(png.getvalue(), _POINTS_WIDE, image.height / scale, scale)


def _recognised(picture: Picture, file: str, number: int) -> Page:
    with tempfile.TemporaryDirectory(prefix="expertise-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.png").write_bytes(picture.png)
        dots = str(round(72 * picture.scale))
        told = confined.run(
            ["tesseract", "page.png", "-", "-l", "+".join(LANGUAGES), "--dpi", dots, "--psm", "3", "tsv"],
            file=file, seconds=_PAGE_SECONDS, megabytes=_MEGABYTES, folder=folder,
            environment={"OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    found = list(_rows(told.decode("utf-8", "replace"), number, picture.scale))
    return Page(
        number, picture.width, picture.height, tuple(found), scanned=True, rotation=picture.rotation,
        box=picture.box,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Word:
    """A recognised word: places in points; ``line`` tells the lines of tesseract apart."""

    line: tuple[str, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float


def _words(table: str, scale: float) -> Iterator[_Word]:
    """Yield the words of the table that tesseract writes (level 5 is a word)."""
    for line in table.splitlines()[1:]:
        fields = line.split("\t")
        if len(fields) != 12 or fields[0] != "5" or not fields[11].strip():
            continue
        text, sure = unicodedata.normalize("NFC", fields[11].strip()), float(fields[10])
        if not any(sign.isalnum() for sign in text) and (sure < _SURE or not text.strip("|_")):
            continue  # dirt, lines of tables
        left, top, wide, high = (int(field) / scale for field in fields[6:10])
        yield _Word(tuple(fields[1:5]), text, left, top, left + wide, top + high)


def _numbered(line: list[_Word]) -> Iterator[_Word]:
    """Put figures for the letters they are taken for, where a letter cannot stand alone: «З.» is «3.»."""
    for place, word in enumerate(line):
        if word.text in _FIGURES or (place == 0 and _TAKEN_FOR_3.match(word.text)):
            word = replace(word, text=_FIGURES[word.text[0]] + word.text[1:])
        yield word


def _rows(table: str, page: int, scale: float) -> Iterator[Row]:
    """Yield the rows: the usual letter size stands for all sizes near it, as boxes of words vary."""
    lines = [list(group) for _, group in groupby(_words(table, scale), key=lambda word: word.line)]
    if not lines:
        return
    heights = [median(word.bottom - word.top for word in line) for line in lines]
    usual = median(heights) / 0.72
    for line, high in zip(lines, heights, strict=True):
        size = usual if 0.7 * usual < high / 0.72 < 1.4 * usual else high / 0.72
        base = median(word.bottom - 0.21 * size * bool(_HANGING.intersection(word.text)) for word in line)
        text = ""
        edges: list[tuple[float, float]] = []
        for word in _numbered(line):
            if text:
                text += " "
                edges.append((edges[-1][1], word.left))
            step = (word.right - word.left) / len(word.text)
            edges += [(word.left + i * step, word.left + (i + 1) * step) for i in range(len(word.text))]
            text += word.text
        yield Row(text, tuple(edges), page, base, size, edges[0][0], edges[-1][1])
