"""Highlights with notes in the user's own PDF: annotations over exactly the printed words.

The pages keep their contents: annotations lie beside them, with an appearance of their own, so that every
viewer shows the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from expertise.conclusion.runs import Stretch
from expertise.errors import UnreadableFile, WrongUse
from expertise.reading import confined, pdf

_SECONDS = 60
_MEGABYTES = 1024
_YELLOW = (1.0, 1.0, 0.0)  # multiplied by itself it stays the same: findings may overlap


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the words in ``boxes``, all on ``page`` (from 0)."""

    page: int
    boxes: tuple[pdf.Box, ...]
    text: str
    author: str


def lengths(read: pdf.Read) -> list[int]:
    """Return how many characters each row of print has, by node."""
    return [len(row.text) for row in read.flow.nodes]


def notes(read: pdf.Read, mark: Sequence[Stretch], text: str, author: str) -> list[Note]:
    """Return the notes on one mark, one a page that it runs over; each says the whole ``text``."""
    boxes = [pdf.box(read, s.node, s.start, s.end) for s in mark]
    pages = groupby(boxes, key=lambda box: box.page)
    return [Note(page, tuple(group), text, author) for page, group in pages]


def annotated(data: bytes, file: str, made: Sequence[Note]) -> bytes:
    """Return a copy of a PDF with the notes; annotations that were there stay, equal input gives equal bytes.

    Raises WrongUse ``not-writable-pdf`` for a file that can be read but not written anew.
    """
    try:
        return confined.call(
            written, data, tuple(made), file=file, seconds=_SECONDS, megabytes=_MEGABYTES
        )  # fmt: skip
    except UnreadableFile as error:
        raise WrongUse("not-writable-pdf", file=file, detail=error.parameters["detail"]) from error


def written(data: bytes, made: Sequence[Note]) -> bytes:
    """Write the notes into the file; for a process of its own, as the file is not to be trusted."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, NameObject

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")  # a file that opens without a password may still forbid changes
    writer = PdfWriter(clone_from=reader)
    for number, note in enumerate(made):
        page = writer.pages[note.page]
        held: Any = page.get("/Annots")
        found = held.get_object() if held is not None else None
        if not isinstance(found, ArrayObject):
            found = ArrayObject()
            page[NameObject("/Annots")] = found
        found.append(writer._add_object(_highlight(writer, note, page, number)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _highlight(writer: Any, note: Note, page: Any, number: int) -> Any:
    """Return the annotation (ISO 32000-1, 12.5.6.10); the order of corners is that of the usual programs."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject
    from pypdf.generic import TextStringObject as Text

    corners = [
        edge
        for box in note.boxes
        for edge in (box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom)
    ]
    colour = ArrayObject([FloatObject(part) for part in _YELLOW])
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Highlight"),
            NameObject("/Rect"): _floats(_around(note.boxes)),
            NameObject("/QuadPoints"): _floats(corners),
            NameObject("/C"): colour,
            NameObject("/F"): NumberObject(4),  # printed with the page
            NameObject("/NM"): Text(f"expertise-{number}"),
            NameObject("/P"): page.indirect_reference,
            NameObject("/T"): Text(note.author),
            NameObject("/Contents"): Text(note.text),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(_look(note.boxes))}),
        }
    )


def _look(boxes: Sequence[pdf.Box]) -> Any:
    """Return the appearance: rectangles through which the print shows."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    stream = DecodedStreamObject()
    red, green, blue = _YELLOW
    fills = [f"{b.left:.2f} {b.bottom:.2f} {b.right - b.left:.2f} {b.top - b.bottom:.2f} re" for b in boxes]
    stream.set_data("\n".join(["/G gs", f"{red} {green} {blue} rg", *fills, "f"]).encode("ascii"))
    multiply = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
    states = DictionaryObject({NameObject("/G"): multiply})
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _floats(_around(boxes)),
            NameObject("/Resources"): DictionaryObject({NameObject("/ExtGState"): states}),
            NameObject("/Group"): DictionaryObject({NameObject("/S"): NameObject("/Transparency")}),
        }
    )
    return stream


def _around(boxes: Sequence[pdf.Box]) -> tuple[float, float, float, float]:
    return (
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def _floats(numbers: Iterable[float]) -> Any:
    from pypdf.generic import ArrayObject, FloatObject

    return ArrayObject([FloatObject(f"{number:.2f}") for number in numbers])
