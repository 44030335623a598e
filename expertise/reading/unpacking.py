"""The one guard before every .zip: its list of members, each member, how much of it is unpacked.

Limits hold before anything is unpacked, and again while it is, since an archive may lie.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from expertise.errors import UnreadableFile

MAX_MEMBERS = 2_000
MAX_DIRECTORY = 1024 * 1024  # bytes of the list of members
MAX_TOTAL = 256 * 1024 * 1024  # bytes, all members unpacked
MAX_PART = 64 * 1024 * 1024  # bytes, one member unpacked
MAX_RATIO = 80  # unpacked to packed; real acts stay under 20
RATIO_FLOOR = 1024 * 1024  # small members may be packed as tightly as they like
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are unpacked without a limit
_ASTRAY = re.compile(r"\x00|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
#: What zipfile raises on damaged archives, besides its own error.
FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, OverflowError,
)  # fmt: skip


@contextmanager
def opened(data: bytes, file: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose list of members keeps to the limits.

    Raises UnreadableFile: ``damaged`` for what goes wrong while it is open, ``too-large``.
    """
    _check_directory(data, file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise UnreadableFile("too-large", file=file, detail=f"members: {len(archive.infolist())}")
            yield archive
    except FAULTS as error:
        raise damaged(error, file) from error


def damaged(fault: Exception, file: str) -> UnreadableFile:
    """Return the error for one of FAULTS."""
    return UnreadableFile("damaged", file=file, detail=str(fault) or type(fault).__name__)


def _check_directory(data: bytes, file: str) -> None:
    """Refuse a long list of members before it is read: each becomes an object, and their number may lie."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22:
        raise UnreadableFile("damaged", file=file, detail="ZIP: no directory")
    (size,) = struct.unpack_from("<L", data, end + 12)
    wide = end - 20 - 56  # a ZIP64 record, which overrules, lies before its locator
    if wide >= 0 and data[end - 20 : end - 16] == b"PK\x06\x07":
        (size,) = struct.unpack_from("<Q", data, wide + 40)
    if size > MAX_DIRECTORY:
        raise UnreadableFile("too-large", file=file, detail=f"directory: {size} bytes")


def check(member: zipfile.ZipInfo, name: str, file: str, *, ratio: float = MAX_RATIO) -> None:
    """Refuse a member that is not to be unpacked; ``name`` is its name in the right encoding.

    ``ratio`` is the largest of unpacked to packed bytes, for members that are not small. Raises
    UnreadableFile: ``encrypted``, ``path-astray`` (leads elsewhere, or is a link), ``damaged`` (no name, a
    method without a limit), ``too-large`` (its ratio).
    """
    if not name:
        raise UnreadableFile("damaged", file=file, detail="a member without a name")
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableFile("encrypted", file=file, detail=name)
    link = stat.S_ISLNK(member.external_attr >> 16)
    if link or "\x00" in member.orig_filename or _ASTRAY.search(name):
        raise UnreadableFile("path-astray", file=file, detail=f"path: {name[:80]!r}")
    if member.compress_type not in _METHODS:
        raise UnreadableFile("damaged", file=file, detail=f"packed by method {member.compress_type}: {name}")
    own = member.file_size / max(1, member.compress_size)
    if member.file_size > RATIO_FLOOR and own > ratio:
        raise UnreadableFile("too-large", file=file, detail=f"ratio {own:.0f}: {name}")


def leads_elsewhere(name: str) -> bool:
    """Tell whether the name of a member is a path out of its archive."""
    return _ASTRAY.search(name) is not None


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str, most: int = MAX_PART) -> bytes:
    """Unpack a member, no more of it than ``most`` bytes whatever its header says.

    Raises UnreadableFile ``too-large``, and FAULTS.
    """
    too_large = UnreadableFile("too-large", file=file, detail=f"{member.filename}: > {most} bytes")
    if member.file_size > most:
        raise too_large
    with archive.open(member) as stream:
        parts, left = [], most + 1
        while left > 0 and (part := stream.read(min(left, RATIO_FLOOR))):
            parts.append(part)
            left -= len(part)
    if left <= 0:
        raise too_large
    return b"".join(parts)
