"""Reading: a file or pasted text becomes an ``Act`` with its units, roles and the way back to the source."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from expertise.act import Act
from expertise.errors import UnreadableFile
from expertise.reading import archive, docx, plain, rtf, structure
from expertise.reading.docx import docx_nodes
from expertise.reading.revisions import View
from expertise.reading.source import assemble

__all__ = ["View", "docx_nodes", "read", "read_text"]

MAX_BYTES = 64 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FORMATS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml")
_CONTROL = frozenset(range(9)) | frozenset(range(14, 32)) - {0x1B}
_BLANK = b"\xef\xbb\xbf \t\r\n"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(path: Path, view: View = "final", *, excerpt: bool = False) -> Act:
    """Read a .docx, .rtf or plain text file as an act; what it is, is told by its content.

    ``view`` takes the tracked changes of a .docx for accepted (``final``) or rejected (``original``). A
    document that is a comparative table is read column by column (see ``comparative``). ``excerpt`` takes any
    text, even one sentence without a number.

    Raises UnreadableFile with ``file`` and ``detail``: ``not-found``, ``empty``, ``too-large``,
    ``damaged``, ``encrypted``, ``old-doc`` (Word before 2007), ``unsupported``, ``not-an-act``.
    """
    file = str(path)
    data = _bytes(path, file)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        act = docx.act(archive.parts(data, file), file, view, excerpt=excerpt)
    elif data.lstrip(_BLANK).startswith(rtf.SIGN):
        act = _rtf(data, file, excerpt)
    else:
        act = _plain(data, file, excerpt)
    return replace(act, sha256=sha256(data).hexdigest())


def read_text(text: str, file: str = "", *, excerpt: bool = False) -> Act:
    """Read pasted text as an act; ``excerpt`` takes any text, even one sentence without a number.

    Raises UnreadableFile: ``empty`` for blank text, ``not-an-act`` where no structure is found.
    """
    act = structure.act(assemble(plain.paragraphs(text)), file, excerpt)
    return replace(act, sha256=sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest())


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


def _rtf(data: bytes, file: str, excerpt: bool) -> Act:
    """Read the text alone: no piece leads back into the source of an .rtf."""
    paragraphs, warnings = rtf.paragraphs(data, file)
    return replace(structure.act(assemble(paragraphs), file, excerpt), format="rtf", warnings=warnings)


def _plain(data: bytes, file: str, excerpt: bool) -> Act:
    if data.startswith(_OLE):
        raise UnreadableFile(*_ole(data), file=file, detail="OLE file")
    low = data[:512].lstrip(_BLANK).lower()
    if data.startswith(_OTHER_FORMATS) or low.startswith(_MARKUP):
        raise UnreadableFile("unsupported", file=file, detail=repr(data[:8]))
    if not data.startswith(_UTF16) and any(byte in _CONTROL for byte in data[:65536]):
        raise UnreadableFile("not-an-act", file=file, detail="binary data")
    return structure.act(assemble(plain.paragraphs(plain.decode(data))), file, excerpt)


def _ole(data: bytes) -> tuple[str]:
    """Tell an encrypted .docx from an old .doc by the names in the directory of the OLE file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ("encrypted",)
    return ("old-doc",) if "WordDocument".encode("utf-16-le") in data else ("unsupported",)
