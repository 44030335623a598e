"""Verify: is anything altered, cut off or lost in a store, in a signed archive, in a backup."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path

from expertise.conclusion.archive import faults, unpack
from expertise.errors import UnreadableFile
from expertise.review.audit import Fault, audit, sound_entries
from expertise.review.backup import LIST, inspected
from expertise.review.journal import GENESIS, Entry
from expertise.review.store import ARCHIVE, Store


def verify_store(store: Store) -> list[Fault]:
    """Return what in the store was altered, cut off or lost; none for a sound one.

    Looked at are the journal against its head, documents against their seals, source files, signed archives
    against the journal and the journal against them. Raises WrongUse ``store-damaged``.
    """
    entries = sound_entries(store)
    heads = {entry.hash for entry in entries}
    found = audit(store)
    signed = [e for e in entries if e.kind == "sign" and isinstance(e.payload.get("archive"), str)]
    for entry in signed:
        found += _signed(store, entry, heads)
    recorded = {str(entry.payload["archive"]) for entry in signed}
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
