"""Cleaned copies of published files, kept beside the store: a site is made again without cleaning all anew.

A copy is known by the SHA-256 of its source and lies in a folder named after the cleaner, so one of another
cleaner is never served. Nothing rests on the copies: without them files are cleaned again; no backup has
them.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import uuid
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path, PurePosixPath

from expertise.errors import UnreadableFile, WrongUse
from expertise.publish.hidden import cleaned
from expertise.publish.hidden_pdf import cleaned_pdf

FOLDER = "clean"
_CLEANERS: dict[str, Callable[[bytes, str], bytes]] = {".docx": cleaned, ".pdf": cleaned_pdf}
_LIBRARIES = ("lxml", "pypdf")
_VERSION = re.compile(r"[0-9a-f]{16}")
_DIGEST = 32  # bytes of SHA-256 that stand before a copy


@cache
def cleaner() -> str:
    """Return the name of the cleaner: any other program or library under it has another.

    All of the program counts: the proof that a copy says the same is made by the readers.
    """
    total = sha256(f"{sys.version}\0{zlib.ZLIB_RUNTIME_VERSION}".encode())
    for name in _LIBRARIES:
        total.update(f"\0{installed(name)}".encode())
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.rglob("*.py")):
        total.update(b"\0" + path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def clean(home: Path, data: bytes, name: str) -> bytes:
    """Return a .docx or .pdf without hidden data: the copy kept in ``home``, or one made now and kept.

    A copy that is damaged is made again; where it cannot be written nothing is kept. Raises as ``cleaned``
    and ``cleaned_pdf``; a file that cannot be cleaned is tried again each time.
    """
    ending = PurePosixPath(name).suffix.lower()
    path = home / FOLDER / cleaner() / f"{sha256(data).hexdigest()}{ending}"
    held = _held(path)
    if held is None:
        held = _CLEANERS[ending](data, name)
        with suppress(OSError):
            _keep(path, held)
    return held


def _held(path: Path) -> bytes | None:
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    digest, data = whole[:_DIGEST], whole[_DIGEST:]
    return data if sha256(data).digest() == digest else None


def _keep(path: Path, data: bytes) -> None:
    """Write a copy whole or not at all, and forget those of other cleaners."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        part.write_bytes(sha256(data).digest() + data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    for other in path.parent.parent.iterdir():
        if other != path.parent and _VERSION.fullmatch(other.name):
            shutil.rmtree(other, ignore_errors=True)


def altered(home: Path, source: Callable[[str], bytes]) -> Iterator[str]:
    """Yield the copies that would be served and are not what cleaning their source gives, by name.

    ``source`` returns a stored file by its SHA-256 and raises UnreadableFile for one that is not there.
    """
    for path in sorted((home / FOLDER / cleaner()).glob("*")):
        held = _held(path)
        if path.suffix in _CLEANERS and held is not None and held != _anew(path, source):
            yield f"{FOLDER}/{path.name}"


def _anew(path: Path, source: Callable[[str], bytes]) -> bytes | None:
    try:
        return _CLEANERS[path.suffix](source(path.stem), path.name)
    except (UnreadableFile, WrongUse):
        return None
