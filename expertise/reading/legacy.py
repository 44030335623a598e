"""Formats that LibreOffice turns into .docx where it is there, each with a reader of text: .doc, .rtf, .odt.

A file read through LibreOffice has the way back into its .docx; a file read without it is text only and
carries a warning.
"""

from __future__ import annotations

from expertise.act import Act
from expertise.errors import UnreadableFile
from expertise.reading import archive, docx, office, together
from expertise.reading import doc as word
from expertise.reading import odt as open_document
from expertise.reading import rtf as rich
from expertise.reading.compound import Compound
from expertise.reading.formats import Asked, Found, settled

WITHOUT_OFFICE, OFFICE_FAILED = "without-office", "office-failed"
WARNINGS = (WITHOUT_OFFICE, OFFICE_FAILED)
FORMS = ("doc", "rtf", "odt")
_READERS = {"doc": word.read, "rtf": rich.read, "odt": open_document.read}


def doc(data: bytes, asked: Asked) -> Act:
    """Read a .doc."""
    return _read(judged(data, "doc", asked.file), "doc", asked)


def rtf(data: bytes, asked: Asked) -> Act:
    """Read an .rtf."""
    return _read(judged(data, "rtf", asked.file), "rtf", asked)


def odt(data: bytes, asked: Asked) -> Act:
    """Read an .odt."""
    return _read(judged(data, "odt", asked.file), "odt", asked)


def judged(data: bytes, form: str, file: str) -> bytes:
    """Return the bytes that LibreOffice may see of a file of FORMS.

    A .doc is told from an encrypted .docx, which is such a file too, and from other compound files; an
    .rtf that breaks off is refused, since LibreOffice would pass its rest over in silence; the archive of an
    .odt is judged. Raises UnreadableFile: ``encrypted``, ``unsupported``, ``damaged``, ``old-doc``.
    """
    if form == "rtf":
        return rich.whole(data, file)
    if form == "odt":
        open_document.parts(data, file)
        return data
    compound = Compound(data, file)
    if "EncryptedPackage" in compound:
        raise UnreadableFile("encrypted", file=file, detail="EncryptedPackage")
    if "WordDocument" not in compound:
        raise UnreadableFile("unsupported", file=file, detail="OLE file")
    if word.is_encrypted(compound):
        raise UnreadableFile("encrypted", file=file, detail="Word 97")
    return data


def _read(data: bytes, form: str, asked: Asked) -> Act:
    if not office.available():
        return _text_only(data, form, asked, WITHOUT_OFFICE)
    try:
        parts = archive.parts(as_docx(data, form, asked.file), asked.file)
        return docx.act(parts, asked.file, asked.view, excerpt=asked.excerpt)
    except UnreadableFile as error:
        if error.code != "conversion-failed":
            raise
        return _text_only(data, form, asked, OFFICE_FAILED)


def as_docx(data: bytes, form: str, file: str) -> bytes:
    """Return the .docx that LibreOffice makes of a file; raises what ``office.to_docx`` raises."""
    return together.held(form, data) or office.to_docx([data], form, file)[0]


def _text_only(data: bytes, form: str, asked: Asked, why: str) -> Act:
    found = _READERS[form](data, asked.file)
    return settled(Found(found.paragraphs, (why, *found.warnings)), asked)
