"""Word 97-2003 (.doc) without LibreOffice: the words of an act by the piece table of the document.

Written after [MS-DOC]. Deleted and hidden text is left out, raised figures and tables are kept as the
reader of .docx keeps them; list numbers that Word makes are lost, and so is the text of notes and boxes.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from expertise.errors import UnreadableFile
from expertise.reading import flow, structure
from expertise.reading.compound import Compound
from expertise.reading.formats import Found
from expertise.reading.walker import FIGURES, SUPERSCRIPTS

WARNINGS = ("footnotes", "hidden-text", "text-boxes", "doc-lists")

_WORD_97 = 0xC1  # older documents have other tables
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX, _CHPX, _PAPX, _LISTS = 0x1A2, 0x0FA, 0x102, 0x2EA  # where place and length of each table stand
_TEXT, _NOTES, _ENDNOTES, _BOXES = 0x4C, 0x50, 0x60, 0x64  # lengths of the parts of the text
_DELETED, _HIDDEN, _RAISED, _IN_TABLE, _ROW_END = 0x0800, 0x083C, 0x2A48, 0x2416, 0x2417
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of a property's value by the upper bits of its code
_LONG = 0xD608  # the definition of a table, whose length takes two bytes
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SIGNS = {
    "\x07": flow.CELL, "\x0b": flow.LINE, "\x0c": flow.PAR, "\x0d": flow.PAR, "\x0e": flow.LINE,
    "\x1e": "-", "\x09": "\t",
}  # fmt: skip
_PARTS = re.compile("[\x00-\x1f]|[^\x00-\x1f]+")


class _Run(NamedTuple):
    """Bytes ``[start, end)`` of the document with the properties that are set there."""

    start: int
    end: int
    properties: dict[int, int]


def read(data: bytes, file: str) -> Found:
    """Return the paragraphs of a .doc and codes of WARNINGS.

    Raises UnreadableFile: ``damaged``, ``too-large``, ``old-doc`` for Word 6 and 95.
    """
    compound = Compound(data, file)
    try:
        document = _Document(compound, file)
        text = "".join(document.text())
    except (struct.error, IndexError) as error:
        raise UnreadableFile("damaged", file=file, detail=f"Word: {error}") from error
    return Found(flow.paragraphs(text), tuple(w for w in WARNINGS if w in document.lost))


def is_encrypted(compound: Compound) -> bool:
    """Tell whether a Word document has a password."""
    (flags,) = struct.unpack_from("<H", compound.stream("WordDocument").ljust(12, b"\x00"), 10)
    return bool(flags & _ENCRYPTED)


class _Document:
    """The main text of a document; ``lost`` holds codes of WARNINGS once it was read."""

    def __init__(self, compound: Compound, file: str) -> None:
        self._main = compound.stream("WordDocument")
        sign, version = struct.unpack_from("<HH", self._main, 0)
        (flags,) = struct.unpack_from("<H", self._main, 10)
        if sign != 0xA5EC or version < _WORD_97:
            raise UnreadableFile("old-doc", file=file, detail=f"Word, version {version}")
        self._table = compound.stream("1Table" if flags & _TABLE_1 else "0Table")
        self._length = self._long(_TEXT)
        if self._length > structure.MAX_TEXT:
            raise UnreadableFile("too-large", file=file, detail=f"text: {self._length}")
        self.lost = {code for code, place in (
            ("footnotes", _NOTES), ("footnotes", _ENDNOTES), ("text-boxes", _BOXES),
        ) if self._long(place) > 0}  # fmt: skip
        lists = self._plc(_LISTS)
        if len(lists) >= 4 and struct.unpack_from("<L", lists, 0)[0]:
            self.lost.add("doc-lists")
        self._characters = _Runs(self._main, self._plc(_CHPX), 1)
        self._paragraphs = _Runs(self._main, self._plc(_PAPX), 13)
        self._fields: list[bool] = []  # for every open field: is its result read already
        self._waiting = 0  # open fields whose result has not begun

    def _long(self, place: int) -> int:
        return int(struct.unpack_from("<l", self._main, place)[0])

    def _plc(self, place: int) -> bytes:
        start, size = struct.unpack_from("<LL", self._main, place)
        return self._table[start : start + size]

    def text(self) -> Iterator[str]:
        """Yield the text in parts, ends of lines as the signs of ``flow``."""
        for start, end, width in self._pieces():
            for run in self._characters.within(start, end):
                # UTF-16 of the text, or its first page alone, which Word packs to single bytes
                raw = self._main[run.start : run.end]
                words = raw.decode("cp1252" if width == 1 else "utf-16-le", errors="replace")
                yield from self._run(words, run, width)

    def _pieces(self) -> Iterator[tuple[int, int, int]]:
        """Yield the bytes of the main text in reading order, with the width of a sign."""
        clx, at = self._plc(_CLX), 0
        while clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        (size,) = struct.unpack_from("<L", clx, at + 1)
        count = (min(size, len(clx) - at - 5) - 4) // 12
        places = struct.unpack_from(f"<{count + 1}L", clx, at + 5)
        left = self._length  # pieces that lie over each other would make a text without end
        for number in range(count):
            (code,) = struct.unpack_from("<L", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
            length = min(places[number + 1] - places[number], left)
            width = 1 if code & 0x40000000 else 2
            start = (code & 0x3FFFFFFF) // (3 - width)
            if length > 0:
                left -= length
                yield start, start + length * width, width

    def _run(self, words: str, run: _Run, width: int) -> Iterator[str]:
        if run.properties.get(_DELETED):
            return
        hidden, raised = bool(run.properties.get(_HIDDEN)), run.properties.get(_RAISED) == 1
        for part in _PARTS.finditer(words):
            if part[0] in _SIGNS or part[0] < " ":
                yield self._sign(part[0], run.start + part.start() * width)
            elif hidden:
                self.lost.add("hidden-text")
            elif not self._waiting:
                yield part[0].translate(SUPERSCRIPTS) if raised and FIGURES.fullmatch(part[0]) else part[0]

    def _sign(self, sign: str, place: int) -> str:
        """Return what a control sign stands for; the instructions of fields are left out."""
        if sign == _FIELD_BEGIN:
            self._fields.append(False)
            self._waiting += 1
        elif sign == _FIELD_RESULT and self._fields:
            self._waiting -= not self._fields[-1]
            self._fields[-1] = True
        elif sign == _FIELD_END and self._fields:
            self._waiting -= not self._fields.pop()
        if self._waiting:
            return ""
        if sign in "\x07\r":
            properties = self._paragraphs.at(place)
            if properties.get(_ROW_END):
                return flow.ROW
            if sign == "\r" and properties.get(_IN_TABLE):
                return flow.TABLE_PAR
        return _SIGNS.get(sign, "")


class _Runs:
    """Runs of one kind (``width`` 1: characters, 13: paragraphs) of pages of 512 bytes in the document."""

    def __init__(self, main: bytes, plc: bytes, width: int) -> None:
        count = max(0, (len(plc) - 4) // 8)
        pages = struct.unpack_from(f"<{count}L", plc, 4 * (count + 1)) if count else ()
        numbers = dict.fromkeys(page & 0x3FFFFF for page in pages)  # each page once, however often named
        runs = {run.start: run for page in numbers for run in self._page(main, page, width)}
        self._runs = [runs[start] for start in sorted(runs)]
        self._starts = [run.start for run in self._runs]

    @staticmethod
    def _page(main: bytes, number: int, width: int) -> Iterator[_Run]:
        page = main[number * 512 : number * 512 + 512]
        if len(page) < 512:
            return
        count = min(page[511], 101)
        places = struct.unpack_from(f"<{count + 1}L", page, 0)
        for index in range(count):
            at = page[4 * (count + 1) + index * width] * 2
            yield _Run(places[index], places[index + 1], _properties(page, at, width) if at else {})

    def at(self, place: int) -> dict[int, int]:
        """Return the properties of the byte ``place``."""
        index = bisect_right(self._starts, place) - 1
        return self._runs[index].properties if index >= 0 and place < self._runs[index].end else {}

    def within(self, start: int, end: int) -> Iterator[_Run]:
        """Yield the bytes ``[start, end)`` cut into runs; bytes without one have no properties."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while start < end:
            while index < len(self._runs) and self._runs[index].end <= start:
                index += 1
            known = self._runs[index] if index < len(self._runs) else _Run(end, end, {})
            if known.start > start:
                known = _Run(start, known.start, {})
            stop = min(known.end, end)
            yield _Run(start, stop, known.properties)
            start = stop


def _properties(page: bytes, at: int, width: int) -> dict[int, int]:
    """Return the properties by code with the first byte of their values."""
    if width == 1:
        at, end = at + 1, at + 1 + page[at]
    else:
        size = page[at]
        start, length = (at + 1, 2 * size - 1) if size else (at + 2, 2 * page[at + 1])
        at, end = start + 2, start + length  # the number of the style comes first
    found: dict[int, int] = {}
    end = min(end, 511)
    while at + 3 <= end:
        (code,) = struct.unpack_from("<H", page, at)
        size = _SIZES[code >> 13]
        found[code] = page[at + 2]
        if code == _LONG:
            size = struct.unpack_from("<H", page, at + 2)[0] + 1
        at += 2 + (size or page[at + 2] + 1)
    return found
