"""Reading: a file or pasted text becomes an ``Act`` with its units, roles and the way back to the source."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from expertise.act import Act
from expertise.errors import UnreadableFile
from expertise.reading import archive, docx, html, legacy, letters, odt, pdf, plain, rtf, structure
from expertise.reading.compound import SIGN as OLE
from expertise.reading.docx import docx_nodes
from expertise.reading.formats import Asked, Format, Found, begins, text
from expertise.reading.html import html_nodes
from expertise.reading.revisions import View
from expertise.reading.source import assemble

__all__ = ["SUFFIXES", "View", "docx_nodes", "html_nodes", "of_office", "read", "read_text"]

MAX_BYTES = 64 * 1024 * 1024
_BLANK = b"\xef\xbb\xbf \t\r\n"
_PACKED = begins(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")


def _refused(data: bytes, asked: Asked) -> Act:
    raise UnreadableFile("unsupported", file=asked.file, detail=repr(data[:8]))


def _printed(data: bytes, file: str) -> Found:
    """Read a PDF or a scanned picture; a piece leads back to a row of print on a page."""
    return Found(*pdf.paragraphs(data, file))


def _docx(data: bytes, asked: Asked) -> Act:
    return docx.act(archive.parts(data, asked.file), asked.file, asked.view, excerpt=asked.excerpt)


# The first that fits reads the file; what no sign tells is plain text or nothing.
FORMATS = (
    Format("odt", (".odt",), odt.fits, legacy.odt),
    Format("docx", (".docx",), begins(*archive.SIGNS), _docx),
    Format("doc", (".doc",), begins(OLE), legacy.doc),
    Format("rtf", (".rtf",), lambda data: data[:64].lstrip(_BLANK).startswith(rtf.SIGN), legacy.rtf),
    Format("pdf", (".pdf",), pdf.is_pdf, text(_printed)),
    Format("picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), pdf.is_picture, text(_printed)),
    Format("", (), begins(b"GIF8"), _refused),
    Format("", (), _PACKED, _refused),
    Format("html", (".html", ".htm", ".mht", ".mhtml"), html.fits, text(html.read)),
    Format("", (), lambda data: data[:512].lstrip(_BLANK).startswith(b"<?xml"), _refused),
    Format("txt", (".txt",), lambda _: True, text(plain.read)),
)
SUFFIXES = tuple(suffix for form in FORMATS for suffix in form.suffixes)


def read(path: Path, view: View = "final", *, excerpt: bool = False) -> Act:
    """Read a file as an act; its format is told by its content, see FORMATS and docs/formats.md.

    ``view`` takes the tracked changes of a .docx for accepted (``final``) or rejected (``original``). A
    document that is a comparative table is read column by column (see ``comparative``). ``excerpt`` takes any
    text, even one sentence without a number.

    Raises UnreadableFile with ``file`` and ``detail``: ``not-found``, ``empty``, ``too-large``,
    ``damaged``, ``encrypted``, ``macros``, ``old-doc`` (Word before 1997), ``unsupported``, ``not-an-act``,
    and what confined programs end with: ``too-slow``, ``too-much-memory``, ``conversion-failed``.
    """
    file = str(path)
    data = _bytes(path, file)
    form = next(form for form in FORMATS if form.fits(data))
    try:
        act = form.read(data, Asked(file, view, excerpt))
    except RecursionError as error:
        raise UnreadableFile("damaged", file=file, detail="nesting") from error
    warnings = (*act.warnings, *letters.warnings(act.text, act.language))
    return replace(act, format=form.name, warnings=warnings, sha256=sha256(data).hexdigest())


def read_text(text: str, file: str = "", *, excerpt: bool = False) -> Act:
    """Read pasted text as an act; ``excerpt`` takes any text, even one sentence without a number.

    Raises UnreadableFile: ``empty`` for blank text, ``not-an-act`` where no structure is found.
    """
    act = structure.act(assemble(plain.paragraphs(text)), file, excerpt)
    return replace(act, sha256=sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest())


def of_office(path: Path) -> tuple[str, bytes] | None:
    """Return form and bytes of a file for LibreOffice to convert, None for every other one, bad ones too."""
    try:
        data = _bytes(path, str(path))
        form = next(form.name for form in FORMATS if form.fits(data))
        return (form, legacy.judged(data, form, str(path))) if form in legacy.FORMS else None
    except (UnreadableFile, RecursionError):
        return None


def _bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile("too-large", file=file, detail=f"{size} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-found", file=file, detail=error.strerror or str(error)) from error
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("empty", file=file, detail="no bytes")
    return data
