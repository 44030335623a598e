"""The files of a package: a folder or a .zip as it came from a ministry, each file by its name inside.

One file that cannot be taken out never hides the others: it keeps its place with its error. Archives within
archives are not opened.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from expertise.errors import UnreadableFile
from expertise.reading.unpacking import (
    FAULTS,
    MAX_PART,
    MAX_TOTAL,
    check,
    damaged,
    leads_elsewhere,
    opened,
    unpacked,
)  # fmt: skip

#: More files than any package has; a folder of more is somebody's disk.
MAX_FILES = 300
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar")
#: What Word, Windows and macOS leave beside the files of a person.
_LEFT = re.compile(r"~\$.*|\..*|thumbs\.db|desktop\.ini|__macosx", re.IGNORECASE)
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})  # .docx and .odt are archives themselves
_UTF8_FLAG = 0x800


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a package: ``name`` with ``/`` between folders; either ``data`` or the ``error``."""

    name: str
    data: bytes = b""
    error: UnreadableFile | None = None


def entries(path: Path) -> list[Entry]:
    """Return the files of a folder or .zip, sorted by name; an empty one gives none.

    Raises UnreadableFile for the whole: ``not-found``, ``damaged`` (no archive), ``too-large`` (more files
    than MAX_FILES), ``unsupported`` (a file that is no .zip), ``not-a-package`` (a .docx or .odt).
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
    with opened(data, file) as archive:
        if not _DOCUMENTS.isdisjoint(archive.namelist()):
            raise UnreadableFile("not-a-package", file=file, detail="a document")
        files = [m for m in archive.infolist() if not m.filename.endswith("/")]
        wanted = [m for m in files if not _is_left(_name(m))]
        if len(wanted) > MAX_FILES:
            raise UnreadableFile("too-large", file=file, detail=f"members: {len(wanted)}")
        return sorted(_unpacked(archive, wanted), key=lambda entry: entry.name)


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
        size = path.stat().st_size
        if size > MAX_PART:
            return Entry(name, error=UnreadableFile("too-large", file=name, detail=f"{size} bytes"))
        return _checked(name, path.read_bytes())
    except OSError as error:
        detail = error.strerror or str(error)
        return Entry(name, error=UnreadableFile("file-access", file=name, detail=detail))


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    left = MAX_TOTAL
    seen: set[str] = set()
    for member in members:
        name = _name(member)
        shown = PurePosixPath(name).name or name if leads_elsewhere(name) else name
        try:
            check(member, name, shown)
            if name in seen:
                raise UnreadableFile("damaged", file=shown, detail=f"twice: {name}")
            data = unpacked(archive, member, shown, min(MAX_PART, left))
        except UnreadableFile as error:
            yield Entry(shown, error=error)
        except FAULTS as fault:
            yield Entry(shown, error=damaged(fault, shown))
        else:
            left -= len(data)
            yield _checked(name, data)
        seen.add(name)


def _checked(name: str, data: bytes) -> Entry:
    """Leave archives closed; an empty file is read as what it is later."""
    if name.lower().endswith(_ARCHIVES):
        return Entry(name, error=UnreadableFile("nested-archive", file=name, detail=name))
    return Entry(name, data)


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
