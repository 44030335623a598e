"""Compound files (OLE 2), in which Word before 2007 keeps its documents: streams by name.

Written after [MS-CFB]. Every chain of sectors is followed no further than the file is long.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from expertise.errors import UnreadableFile

SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LAST = 0xFFFFFFFA  # numbers from here on are no sectors
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_MINI_LIMIT = 4096
_MINI_SECTOR = 64


class Compound:
    """The streams of a compound file; raises UnreadableFile ``damaged`` where its tables lead nowhere."""

    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        if len(data) < _HEADER or not data.startswith(SIGN):
            raise self._damaged("header")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise self._damaged("sector size")
        self._size = 1 << shift
        self._fat = self._table(self._fat_sectors())
        self._entries = {name: found for name, *found in self._directory()}
        self._mini_fat = self._table(self._chain(self._word(60)))
        root = self._entries.get("", [_LAST, 0])
        self._mini = self._content(root[0], root[1])

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream. Raises UnreadableFile ``damaged`` if it is not there or not whole."""
        if name not in self._entries:
            raise self._damaged(f"no {name}")
        start, size = self._entries[name]
        if size >= _MINI_LIMIT:
            return self._content(start, size)
        parts, at, left = [], start, size
        while left > 0:
            if at >= len(self._mini_fat):
                raise self._damaged(name)
            parts.append(self._mini[at * _MINI_SECTOR : (at + 1) * _MINI_SECTOR])
            at, left = self._mini_fat[at], left - _MINI_SECTOR
        return b"".join(parts)[:size]

    def _damaged(self, what: str) -> UnreadableFile:
        return UnreadableFile("damaged", file=self._file, detail=f"OLE: {what}")

    def _word(self, place: int) -> int:
        return int(struct.unpack_from("<L", self._data, place)[0])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise self._damaged(f"sector {number}")
        return found.ljust(self._size, b"\x00")

    def _fat_sectors(self) -> Iterator[int]:
        """Yield the sectors of the allocation table: 109 are named in the header, others in a chain."""
        yield from (number for number in struct.unpack_from("<109L", self._data, 76) if number < _LAST)
        at, names = self._word(68), self._size // 4 - 1
        for _ in range(len(self._data) // self._size + 1):
            if at >= _LAST:
                return
            *found, at = struct.unpack(f"<{names + 1}L", self._sector(at))
            yield from (number for number in found if number < _LAST)
        raise self._damaged("endless table")

    def _table(self, sectors: Iterator[int]) -> list[int]:
        found: list[int] = []
        for number in sectors:
            found.extend(struct.unpack(f"<{self._size // 4}L", self._sector(number)))
            if len(found) > len(self._data) // _MINI_SECTOR + self._size:  # one entry a sector, and the rest
                raise self._damaged("endless table")
        return found

    def _chain(self, start: int) -> Iterator[int]:
        for _ in range(len(self._data) // self._size + 1):
            if start >= _LAST:
                return
            if start >= len(self._fat):
                raise self._damaged(f"sector {start}")
            yield start
            start = self._fat[start]
        raise self._damaged("endless chain")

    def _content(self, start: int, size: int) -> bytes:
        if size > len(self._data):
            raise self._damaged("size of a stream")
        return b"".join(map(self._sector, self._chain(start)))[:size] if size else b""

    def _directory(self) -> Iterator[tuple[str, int, int]]:
        """Yield name, first sector and size of the streams; the root, which holds the small ones, is ""."""
        whole = b"".join(map(self._sector, self._chain(self._word(48))))
        for place in range(0, len(whole), _ENTRY):
            length, kind = struct.unpack_from("<HB", whole, place + 64)
            name = whole[place : place + min(max(length - 2, 0), 62)].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<LL", whole, place + 116)
            if kind in (_STREAM, _ROOT):
                yield ("" if kind == _ROOT else name), start, size
