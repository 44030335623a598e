"""The files of a package: a folder or a .zip as it came from a ministry, each file by its name inside.

One file that cannot be taken out never hides the others: it keeps its place with its error. Archives within
archives are not opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from expertise.errors import UnreadableFile
from expertise.reading.archive import MAX_PART, MAX_RATIO, MAX_TOTAL, RATIO_FLOOR

#: More files than any package has; a folder of more is somebody's disk.
MAX_FILES = 300
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar")
#: What Word, Windows and macOS leave beside the files of a person.
_LEFT = re.compile(r"~\$.*|\..*|thumbs\.db|desktop\.ini|__macosx", re.IGNORECASE)
_ASTRAY = re.compile(r"\x00|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_ENCRYPTED_FLAG, _UTF8_FLAG = 0x1, 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are unpacked without a limit
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a package: ``name`` with ``/`` between folders; either ``data`` or the ``error``."""

    name: str
    data: bytes = b""
    error: UnreadableFile | None = None


def entries(path: Path) -> list[Entry]:
    """Return the files of a folder or .zip, sorted by name; an empty one gives none.

    Raises UnreadableFile for the whole: ``not-found``, ``damaged`` (no archive), ``too-large`` (more files
    than MAX_FILES), ``unsupported`` (a file that is no .zip).
    """
    if path.is_dir():
        return _folder(path)
    try:
        if path.stat().st_size > MAX_TOTAL:
            raise UnreadableFile("too-large", file=str(path), detail=f"{path.stat().st_size} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-found", file=str(path), detail=error.strerror or str(error)) from error
    return zipped(data, str(path))


def zipped(data: bytes, file: str) -> list[Entry]:
    """Return the files of a .zip, sorted by name; raises UnreadableFile as ``entries`` does."""
    if not data.startswith(b"PK"):
        raise UnreadableFile("unsupported", file=file, detail=repr(data[:8]))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [m for m in archive.infolist() if not m.is_dir() and not _is_left(_name(m))]
            if len(wanted) > MAX_FILES:
                raise UnreadableFile("too-large", file=file, detail=f"members: {len(wanted)}")
            return sorted(_unpacked(archive, wanted), key=lambda entry: entry.name)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError) as error:
        raise UnreadableFile("damaged", file=file, detail=str(error)) from error


def _folder(path: Path) -> list[Entry]:
    """Read the files below a folder; links are not followed out of it."""
    found = []
    for each in sorted(path.rglob("*")):
        name = each.relative_to(path).as_posix()
        if not _is_left(name) and each.is_file() and not each.is_symlink():
            found.append((name, each))
            if len(found) > MAX_FILES:
                raise UnreadableFile("too-large", file=str(path), detail=f"> {MAX_FILES}")
    return [_read(name, each) for name, each in found]


def _read(name: str, path: Path) -> Entry:
    try:
        if path.stat().st_size > MAX_PART:
            return _bad(name, "too-large", f"{path.stat().st_size} bytes")
        return _checked(name, path.read_bytes())
    except OSError as error:
        return _bad(name, "file-access", error.strerror or str(error))


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    left = MAX_TOTAL
    seen: set[str] = set()
    for member in members:
        name = _name(member)
        error = _refused(member, name) or ("damaged" if name in seen else "")
        seen.add(name)
        if error:
            yield _bad(PurePosixPath(name).name or name, error, name)
            continue
        try:
            data = _bytes(archive, member, min(MAX_PART, left))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as fault:
            yield _bad(name, "damaged", str(fault))
            continue
        if data is None:
            yield _bad(name, "too-large", "unpacked size")
        else:
            left -= len(data)
            yield _checked(name, data)


def _bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes | None:
    """Unpack a member, no more of it than is allowed whatever its header says; None where it is more."""
    parts, size = [], 0
    with archive.open(member) as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            if size > limit:
                return None
            parts.append(part)
    return b"".join(parts)


def _refused(member: zipfile.ZipInfo, name: str) -> str:
    """Return the code of what is wrong with a member, empty for nothing."""
    if member.flag_bits & _ENCRYPTED_FLAG:
        return "encrypted"
    if _ASTRAY.search(name) or (member.external_attr >> 28) == 0xA:  # a path or a link that leads elsewhere
        return "path-astray"
    if member.compress_type not in _METHODS:
        return "damaged"
    ratio = member.file_size / max(1, member.compress_size)
    return "too-large" if member.file_size > RATIO_FLOOR and ratio > MAX_RATIO else ""


def _checked(name: str, data: bytes) -> Entry:
    """Leave archives closed; an empty file is read as what it is later."""
    if name.lower().endswith(_ARCHIVES):
        return _bad(name, "nested-archive", name)
    return Entry(name, data)


def _bad(name: str, code: str, detail: str) -> Entry:
    return Entry(name, error=UnreadableFile(code, file=name, detail=detail))


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; one that does not say its encoding is in UTF-8 or cp866 here, not in cp437."""
    name = member.filename
    if not member.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866")
    return name.replace("\\", "/")


def _is_left(name: str) -> bool:
    return any(_LEFT.fullmatch(part) for part in PurePosixPath(name).parts if part not in ("..", "/"))
