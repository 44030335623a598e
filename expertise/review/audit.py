"""The audit of a store: what in the database and the kept files was altered, cut off or lost.

Whoever can write the database file can write all of it: an entry, all hashes behind it, the head. What then
still tells is what lies elsewhere: signed archives and backups carry the head of their day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.errors import UnreadableFile
from expertise.review.journal import GENESIS, Entry, broken, seal
from expertise.review.store import DATABASE, Store


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit: ``code`` is a message (verify-<code>), ``what`` the file or entry."""

    code: str
    what: str


def audit(store: Store) -> list[Fault]:
    """Return the faults of journal, documents and source files; none for a sound store.

    An entry that cannot be read is named and stops nothing. Raises WrongUse ``store-damaged`` where SQLite
    cannot read its own file.
    """
    rows = store.rows()
    held = [_entry(row) for row in rows]
    spoiled = {row["seq"] for row, entry in zip(rows, held, strict=True) if entry.payload is _SPOILED}
    found = [Fault("database", DATABASE)] if store.is_damaged() else []
    found += [
        Fault("entry-spoiled" if seq in spoiled else "journal", str(seq))
        for seq in sorted({*broken(held), *spoiled})
    ]
    count, last = store.head()
    if (count, last) != (len(held), held[-1].hash if held else GENESIS):
        found.append(Fault("journal-cut", f"{len(held)} / {count}"))
    return [*found, *_documents(store, held)]


#: Stands for a payload that cannot be read.
_SPOILED: Mapping[str, Any] = {}


def sound_entries(store: Store) -> list[Entry]:
    """Return the entries that can be read, in order, whatever the others hold."""
    return [entry for row in store.rows() if (entry := _entry(row)).payload is not _SPOILED]


def _entry(row: Mapping[str, Any]) -> Entry:
    """Return a row as an entry; one that cannot be read keeps its number and its place in the chain."""
    said = {name: bytes(value or b"") for name, value in row.items() if name != "seq"}
    try:
        payload = json.loads(said.pop("payload").decode())
        texts = {name: value.decode() for name, value in said.items()}
    except ValueError:
        payload, texts = None, {name: value.decode(errors="replace") for name, value in said.items()}
    return Entry(row["seq"], payload=payload if isinstance(payload, dict) else _SPOILED, **texts)


def _documents(store: Store, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield the documents that are not as the journal sealed them, and source files altered or lost."""
    sealed = _sealed(entries)
    for row in store.document_rows():
        name, expected = str(row["file"]), sealed.pop(row["id"], None)
        try:
            if expected is None or seal(row) != expected:
                yield Fault("document-altered" if expected else "document-added", name)
            store.file(str(row["sha256"]))
        except UnreadableFile as error:
            yield Fault(error.code, name)
        except (TypeError, ValueError):  # a column of another kind than was ever written
            yield Fault("document-altered", name)
    yield from (Fault("document-lost", name) for name in sealed)


def _sealed(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the seal of each document by its id, as far as the journal can be read."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.kind == "version":
            files = entry.payload.get("files") or []
            found |= {f["document"]: f["seal"] for f in files if isinstance(f, dict) and "seal" in f}
        elif entry.kind == "sealed":
            found |= entry.payload.get("documents") or {}
    return found
