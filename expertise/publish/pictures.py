"""Pictures without what cameras and programs write into them: place, owner, time."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
#: Chunks of a PNG that hold words or times; the others make the picture.
_REMARKS = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
_JPEG = b"\xff\xd8"
#: APP1 (EXIF, XMP), APP13 (IPTC) and comments; APP2 (colours) and APP14 (Adobe) make the picture.
_SEGMENTS = frozenset((0xE1, 0xED, 0xFE))
_SCAN = 0xDA


def without_remarks(data: bytes) -> bytes:
    """Return a JPEG or PNG without metadata, its image byte for byte; anything else is returned as it is."""
    if data.startswith(_PNG):
        return _PNG + b"".join(_chunks(data))
    if data.startswith(_JPEG):
        return _JPEG + b"".join(_kept(data))
    return data


def _chunks(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        whole = data[at : at + 12 + size]
        if kind not in _REMARKS:
            yield whole
        at += len(whole)
        if kind == b"IEND":
            return  # what hangs on behind the picture is no picture


def _kept(data: bytes) -> Iterator[bytes]:
    at = len(_JPEG)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == _SCAN:
            break
        if marker not in _SEGMENTS:
            yield data[at : at + 2 + size]
        at += 2 + size
    yield data[at:]
