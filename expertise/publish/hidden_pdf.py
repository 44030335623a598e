"""PDF files without author, program, attachments, notes and scripts; a clean one keeps its very bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from io import BytesIO
from typing import Any

from expertise.errors import UnreadableFile, WrongUse
from expertise.reading import confined

_SECONDS = 60
_MEGABYTES = 1024
#: What a document may say of itself: nothing of it names a person.
_HARMLESS = frozenset(("/Title", "/CreationDate", "/ModDate", "/Trapped", "/Creator", "/Producer"))
_NAMES = ("/EmbeddedFiles", "/JavaScript")
_CATALOG = ("/OpenAction", "/AA", "/AcroForm", "/PieceInfo", "/Collection", "/AF")
_LINK = "/Link"
_AUTHOR = "/Author"
_CREATOR = re.compile(r"<dc:creator>(.*?)</dc:creator>", re.DOTALL)
_ITEM = re.compile(r"<rdf:li[^>]*>([^<]*)</rdf:li>")


def cleaned_pdf(data: bytes, file: str) -> bytes:
    """Return a PDF without hidden data; one that holds none is returned as it is (PDF/A stays PDF/A).
    Raises WrongUse ``hidden-left`` for a file that cannot be read or not be cleaned.
    """
    try:
        if not pdf_traces(data, file):
            return data
        made = confined.call(written, data, file=file, seconds=_SECONDS, megabytes=_MEGABYTES)
        left = pdf_traces(made, file)
    except UnreadableFile as error:
        raise WrongUse("hidden-left", file=file, detail=error.code) from error
    if left:
        raise WrongUse("hidden-left", file=file, detail=", ".join(left[:5]))
    return made


def pdf_traces(data: bytes, file: str) -> list[str]:
    """Return what a PDF holds that no reader of the page sees, by name; none for a clean one.

    Raises UnreadableFile where the file cannot be read.
    """
    return confined.call(found, data, file=file, seconds=_SECONDS, megabytes=_MEGABYTES)


def found(data: bytes, authors: Sequence[str] = ()) -> list[str]:
    """Look a PDF through: for a process of its own, but for a file that we made ourselves.

    ``authors`` may be named in it: the authority that issues the document.
    """
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    said: Any = reader.metadata or {}
    held = [name for name in said if name not in _HARMLESS and (name != _AUTHOR or said[name] not in authors)]
    root: Any = reader.trailer["/Root"]
    held += [name for name in _CATALOG if name in root]
    names: Any = root.get("/Names", {})
    held += [name for name in _NAMES if name in names.get_object()] if names else []
    if _people(reader, authors):
        held.append("/Metadata")
    if data.count(b"startxref") > 1 and b"/Prev" in data:
        held.append("/Prev")  # earlier states of the file lie before the last one
    for page in reader.pages:
        held += [f"/Annots {kind}" for kind in _notes(page)]
        held += ["/PieceInfo"] if "/PieceInfo" in page else []
    return sorted(set(held))


def _people(reader: Any, authors: Sequence[str]) -> bool:
    """Tell whether the XMP of a document names an author who may not be named."""
    stream = reader.trailer["/Root"].get("/Metadata")
    text = stream.get_object().get_data().decode("utf-8", "replace") if stream is not None else ""
    named = _CREATOR.search(text)
    people = _ITEM.findall(named[1]) if named else []
    return any(unescape(name) not in authors for name in people)


def _notes(page: Any) -> Iterator[str]:
    held = page.get("/Annots")
    for each in held.get_object() if held is not None else ():
        kind = str(each.get_object().get("/Subtype", ""))
        if kind != _LINK:
            yield kind


def written(data: bytes) -> bytes:
    """Write a PDF anew without its hidden data; for a process of its own."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, NameObject

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    writer = PdfWriter()
    for page in reader.pages:  # pages only: catalogue, names and information of the old file stay behind
        held: Any = page.get("/Annots")
        if held is not None:  # before the page is taken over: what was taken stays in the file
            links = [each for each in held.get_object() if each.get_object().get("/Subtype") == _LINK]
            page[NameObject("/Annots")] = ArrayObject(links)
        page.pop("/PieceInfo", None)
        writer.add_page(page)
    writer.metadata = None
    writer.compress_identical_objects(remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
