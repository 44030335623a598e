"""The list of a site: every file with its SHA-256, signed; and what of a site does not fit it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from expertise.errors import UnreadableFile
from expertise.publish.envelope import Signature, is_sound, opened, sealed, signed
from expertise.publish.keys import Ring, Signer, is_chained, ring_of
from expertise.review.audit import Fault

MANIFEST, KEYS = "manifest.json", "keys.json"
RECORD = "conclusion.json"
_SCHEMA = "expertise-site-1"


def manifest(files: Mapping[str, bytes], moment: str, signer: Signer | None) -> bytes:
    """Return the list of ``files`` by path, signed where there is a key; ``moment`` is the site's own."""
    digests = {path: sha256(data).hexdigest() for path, data in sorted(files.items())}
    record = {"schema": _SCHEMA, "updated": moment, "files": digests}
    return sealed(record, signed(record, signer) if signer else Signature("", ""))


def listed(data: bytes, file: str) -> tuple[dict[str, Any], Signature]:
    """Return the list of a site and its signature. Raises UnreadableFile ``not-a-site``."""
    try:
        record, signature = opened(data, file)
    except UnreadableFile as error:
        raise UnreadableFile("not-a-site", file=file) from error
    if record.get("schema") != _SCHEMA or not isinstance(record.get("files"), dict):
        raise UnreadableFile("not-a-site", file=file)
    return record, signature


def is_site(folder: Path) -> bool:
    """Tell whether a folder holds a site of ours."""
    try:
        listed((folder / MANIFEST).read_bytes(), MANIFEST)
    except (OSError, UnreadableFile):
        return False
    return True


def site_faults(folder: Path) -> tuple[list[Fault], str, int]:
    """Return what in a site does not fit, the fingerprint that signs it, how many files it lists.

    Looked at are files altered, missing and added, and every signed record.

    Raises UnreadableFile: ``not-found``, ``not-a-site``.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-a-site" if folder.is_dir() else "not-found", file=str(folder)) from error
    record, signature = listed(data, str(path))
    named = {str(name): str(digest) for name, digest in record["files"].items()}
    found = list(_signature(record, signature, folder))
    found += _contents(folder, named)
    return found, signature.fingerprint, len(named)


def _signature(record: Mapping[str, Any], signature: Signature, folder: Path) -> Iterator[Fault]:
    if not signature.public:
        yield Fault("unsigned", MANIFEST)
    elif not is_sound(record, signature):
        yield Fault("signature", MANIFEST)
    try:
        ring = ring_of(json.loads((folder / KEYS).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        yield Fault("keys", KEYS)
        return
    if not is_chained(ring):
        yield Fault("keys", KEYS)
    if signature.public and signature.public not in [key.public for key in ring]:
        yield Fault("stranger", MANIFEST)
    yield from _records(folder, ring)


def _records(folder: Path, ring: Ring) -> Iterator[Fault]:
    """Yield the signed records that do not hold, or that a key outside the ring signed."""
    known = {key.public for key in ring}
    for path in sorted(folder.glob(f"files/**/{RECORD}")):
        name = path.relative_to(folder).as_posix()
        try:
            record, signature = opened(path.read_bytes(), name)
        except (OSError, UnreadableFile):
            yield Fault("signature", name)
            continue
        if not is_sound(record, signature):
            yield Fault("signature", name)
        elif signature.public not in known:
            yield Fault("stranger", name)


def _contents(folder: Path, named: Mapping[str, str]) -> Iterator[Fault]:
    there = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    there.pop(MANIFEST, None)
    for name in sorted(there.keys() | named.keys()):
        if name not in there:
            yield Fault("missing", name)
        elif name not in named:
            yield Fault("added", name)
        elif _digest(there[name]) != named[name]:
            yield Fault("altered", name)


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def record_faults(path: Path) -> tuple[list[Fault], str, int]:
    """Return what does not fit in a released record, its key, how many of its files lie beside it.

    Those are held against it. Files that were not downloaded with it are no fault.

    Raises UnreadableFile: ``not-found``,
    ``not-a-record``.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-found", file=str(path)) from error
    record, signature = opened(data, str(path))
    found = [] if is_sound(record, signature) else [Fault("signature", path.name)]
    named = record.get("files")
    beside = 0
    for name, digest in named.items() if isinstance(named, dict) else ():
        file = path.parent / Path(str(name)).name
        if file.is_file():
            beside += 1
            found += [] if _digest(file) == digest else [Fault("altered", file.name)]
    return found, signature.fingerprint, beside
