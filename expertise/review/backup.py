"""Backup and restore: the whole store in one zip, and back.

A restore never destroys: what lay there before is moved aside first.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from expertise.errors import UnreadableFile, WrongUse
from expertise.review.store import ARCHIVE, DATABASE, FILES, Store

_LIST = "backup.json"


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
            digests = {}
            for name, source in ((DATABASE, copy), *_kept(store.folder)):
                archive.write(source, name)
                digests[name] = sha256(source.read_bytes()).hexdigest()
            archive.writestr(_LIST, json.dumps(digests, sort_keys=True))
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WrongUse("output-unwritable", file=str(path), detail=error.strerror or str(error)) from error
    return len(digests)


def _kept(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in (FILES, ARCHIVE):
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
            digests = json.loads(archive.read(_LIST))
            for name, digest in digests.items():
                data = archive.read(name)
                if sha256(data).hexdigest() != digest or not _is_ours(name):
                    raise UnreadableFile("not-a-backup", file=str(path), detail=name)
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, AttributeError) as error:
        raise UnreadableFile("not-a-backup", file=str(path), detail=str(error)) from error
    if not (folder / DATABASE).is_file():
        raise UnreadableFile("not-a-backup", file=str(path), detail=DATABASE)


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name == DATABASE or (parts[0] in (FILES, ARCHIVE) and ".." not in parts and "\\" not in name)


def _move_aside(folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = folder.with_name(f"{folder.name}.{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = folder.with_name(f"{folder.name}.{stamp}-{number}")
    folder.rename(aside)
    return aside
