"""Backup and restore: the whole store in one zip, and back.

A restore never destroys: what lay there before is moved aside first.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from expertise.errors import UnreadableFile, WrongUse
from expertise.review.audit import sound_entries
from expertise.review.journal import GENESIS
from expertise.review.store import ARCHIVE, DATABASE, FILES, TEMPLATES, Store

#: The list of a backup: SHA-256 of each file, and the head of the journal it holds.
LIST = "backup.json"
_FOLDERS = (FILES, ARCHIVE, TEMPLATES)


def backup(store: Store, path: Path) -> int:
    """Write the store as of this moment to ``path`` (a zip) and return the number of its files.

    The store may be in use. Nothing is left at ``path`` when it fails. Raises WrongUse ``output-unwritable``.
    """
    part = path.with_name(path.name + ".part")
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            copy = Path(folder) / DATABASE
            store.backup_to(copy)
            seq, head = _end_of(copy)
            digests = {}
            for name, source in ((DATABASE, copy), *_kept_until(store, seq)):
                data = source.read_bytes()
                archive.writestr(name, data)
                digests[name] = sha256(data).hexdigest()
            listed = {"files": digests, "journal_head": head}
            archive.writestr(LIST, json.dumps(listed, sort_keys=True))
        os.replace(part, path)
    except OSError as error:
        raise WrongUse("output-unwritable", file=str(path), detail=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return len(digests)


def _end_of(copy: Path) -> tuple[int, str]:
    """Return ``seq`` and hash of the last entry of a copied database; 0 and GENESIS without one."""
    # Read as a plain file: a Store would begin to work in the copy.
    with closing(sqlite3.connect(copy)) as raw:
        last = raw.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(last[0]), str(last[1])) if last else (0, GENESIS)


def _kept_until(store: Store, seq: int) -> list[tuple[str, Path]]:
    """Return the files beside the database without archives that were signed after ``seq``."""
    kept = list(_kept(store.folder))
    later = {e.payload.get("archive") for e in sound_entries(store) if e.kind == "sign" and e.seq > seq}
    return [(name, path) for name, path in kept if not (name.startswith(ARCHIVE) and path.name in later)]


def _kept(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in _FOLDERS:
        for path in sorted((folder / part).rglob("*")):
            if path.is_file() and path.suffix != ".part":
                yield path.relative_to(folder).as_posix(), path


def restore(path: Path, folder: Path, *, replace: bool) -> Path | None:
    """Put a backup back into ``folder``; return where the store that lay there went, None without one.

    Everything is read and checked before anything is touched. Raises UnreadableFile: ``not-found``,
    ``not-a-backup``; WrongUse: ``store-there`` where a store lies there and ``replace`` is not said,
    ``home-unwritable``.
    """
    if not path.is_file():
        raise UnreadableFile("not-found", file=str(path))
    there = (folder / DATABASE).exists()
    if there and not replace:
        raise WrongUse("store-there", folder=str(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as staging:
            fresh = Path(staging) / "store"
            _unpack(path, fresh)
            Store(fresh).close()
            aside = _move_aside(folder) if there else None
            if folder.exists():
                folder.rmdir() if not any(folder.iterdir()) else _move_aside(folder)
            shutil.move(fresh, folder)
    except OSError as error:
        detail = error.strerror or str(error)
        raise WrongUse("home-unwritable", folder=str(folder), detail=detail) from error
    return aside


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            for name, data in _checked(archive, path):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    except _BROKEN as error:
        raise UnreadableFile("not-a-backup", file=str(path)) from error
    if not (folder / DATABASE).is_file():
        raise UnreadableFile("not-a-backup", file=str(path))


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    EOFError,
    AttributeError,
    NotImplementedError,
)


def _listed(archive: zipfile.ZipFile) -> tuple[Mapping[str, str], str]:
    """Return digests by name and the journal's head, empty in backups that did not carry it yet."""
    listed = json.loads(archive.read(LIST))
    if "journal_head" in listed:
        return listed["files"], str(listed["journal_head"])
    return listed, ""


def _checked(archive: zipfile.ZipFile, path: Path) -> Iterator[tuple[str, bytes]]:
    for name, digest in _listed(archive)[0].items():
        data = archive.read(name)
        if sha256(data).hexdigest() != digest or not _is_ours(name):
            raise UnreadableFile("not-a-backup", file=str(path))
        yield name, data


def inspected(path: Path) -> tuple[str, int]:
    """Read a whole backup; return the head of its journal (empty in old ones) and the number of its files.

    Raises UnreadableFile ``not-a-backup`` for one that could not be restored.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            count = sum(1 for _ in _checked(archive, path))
            return _listed(archive)[1], count
    except _BROKEN as error:
        raise UnreadableFile("not-a-backup", file=str(path)) from error


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name == DATABASE or (parts[0] in _FOLDERS and ".." not in parts and "\\" not in name)


def _move_aside(folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = folder.with_name(f"{folder.name}.{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = folder.with_name(f"{folder.name}.{stamp}-{number}")
    folder.rename(aside)
    return aside
