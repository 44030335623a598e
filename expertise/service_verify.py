"""Verify: is anything altered or lost in a store, an archive, a backup, a released record, a site."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from expertise.conclusion.archive import faults, unpack
from expertise.errors import UnreadableFile, WrongUse
from expertise.publish.envelope import Signature, is_sound
from expertise.publish.manifest import MANIFEST, record_faults, site_faults
from expertise.publish.shelf import altered
from expertise.review.audit import Fault, audit, sound_entries
from expertise.review.backup import LIST, inspected
from expertise.review.journal import GENESIS, Entry
from expertise.review.releases import RELEASE, Release, releases
from expertise.review.store import ARCHIVE, Store


def verify_store(store: Store) -> list[Fault]:
    """Return what in the store was altered, cut off or lost; none for a sound one.

    Looked at are the journal against its head, documents against their seals, source files, signed archives
    against the journal and the journal against them, released files and the signatures of their records,
    cleaned copies against their sources. Raises WrongUse ``store-damaged``.
    """
    entries = sound_entries(store)
    heads = {entry.hash for entry in entries}
    found = audit(store)
    signed = [e for e in entries if e.kind == "sign" and isinstance(e.payload.get("archive"), str)]
    for entry in signed:
        found += _signed(store, entry, heads)
    recorded = {str(entry.payload["archive"]) for entry in signed}
    found += _released(store, entries)
    found += [Fault("altered", name) for name in altered(store.folder, store.file)]
    lying = (store.folder / ARCHIVE).glob("*.zip")
    found += [Fault("archive-unrecorded", p.name) for p in sorted(lying) if p.name not in recorded]
    return found


def _signed(store: Store, entry: Entry, heads: set[str]) -> list[Fault]:
    name = str(entry.payload["archive"])
    try:
        data = store.archive(name)
        manifest, files = unpack(data, name)
    except UnreadableFile as error:
        return [Fault("not-found" if error.code == "file-lost" else error.code, name)]
    found = faults(manifest, files)
    if sha256(data).hexdigest() != entry.payload.get("sha256"):
        found.append(Fault("altered", name))
    elif manifest.get("journal_head") not in heads:
        found.append(Fault("journal-behind", name))
    return found


def _released(store: Store, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield the releases whose kept files are altered or lost, or whose signature does not hold."""
    for draft in dict.fromkeys(entry.draft for entry in entries if entry.kind == RELEASE):
        try:
            found = releases([entry for entry in entries if entry.draft == draft])
        except WrongUse as error:
            yield Fault(error.code, str(error.parameters["entry"]))
            continue
        for release in found:
            yield from _release(store, draft, release)


def _release(store: Store, draft: str, release: Release) -> Iterator[Fault]:
    kept = {**release.files, **{each.name: each.sha256 for each in release.outside}}
    for name, digest in kept.items():
        try:
            store.file(digest)
        except UnreadableFile as error:
            yield Fault(error.code, f"{draft}: {name}")
    name = f"{draft}: {release.version}"
    try:
        record = json.loads(store.file(release.record))
    except (UnreadableFile, ValueError):
        yield Fault("file-lost", name)
        return
    if not is_sound(record, Signature(release.public, release.signature)):
        yield Fault("signature", name)


@dataclass(frozen=True, slots=True)
class Public:
    """A released record or a site after verifying: its faults, how many files of it were looked at.

    ``key`` is the fingerprint it is signed with, empty for an unsigned site; ``ours`` tells that the store
    knows that key, None where there is no store to ask.
    """

    faults: list[Fault]
    files: int
    key: str
    ours: bool | None


def is_public(path: Path) -> bool:
    """Tell whether a path is a site or a released record rather than an archive or a backup."""
    return path.is_dir() or path.suffix.lower() == ".json"


def verify_public(path: Path, ring: Sequence[str] | None = None, key: str = "") -> Public:
    """Return what does not fit in a site (a folder, or its manifest.json) or in a released record.

    ``ring`` are the fingerprints that the reader's own store knows, ``key`` the beginning of the one that
    it has to be: another is a fault. Without both, what holds together is signed by whoever made it. Raises
    UnreadableFile: ``not-found``, ``not-a-site``, ``not-a-record``.
    """
    if path.name == MANIFEST:
        path = path.parent
    found, signed_by, files = site_faults(path) if path.is_dir() else record_faults(path)
    if key and not signed_by.startswith(key.lower()):
        found = [Fault("other-key", signed_by[:16] or "-"), *found]
    return Public(found, files, signed_by, None if ring is None else signed_by in ring)


def verify_file(path: Path, store: Store | None = None) -> tuple[list[Fault], int]:
    """Return what does not fit in an archive or a backup, and how many files it holds.

    With a ``store`` that should know it, the journal must still hold what it held when the file was written:
    an archive of a draft the store has, any backup. Raises UnreadableFile: ``not-found``,
    ``not-an-archive``, ``not-a-backup``.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-found", file=str(path)) from error
    if _is_backup(path):
        head, count = inspected(path)
        return _behind(store, head, path.name), count
    manifest, files = unpack(data, str(path))
    known = store is not None and any(name == manifest.get("draft") for name, _ in store.drafts())
    behind = _behind(store, str(manifest.get("journal_head", "")), path.name) if known else []
    return faults(manifest, files) + behind, len(files)


def _is_backup(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return LIST in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def _behind(store: Store | None, head: str, name: str) -> list[Fault]:
    """Return a fault where the journal does not hold the entry that ``head`` names."""
    if store is None or head in ("", GENESIS) or any(e.hash == head for e in sound_entries(store)):
        return []
    return [Fault("journal-behind", name)]
