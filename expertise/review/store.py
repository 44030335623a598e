"""The store: one folder with a SQLite database and the files that were opened, each under its SHA-256.

Everything a person does is an entry of the journal and on the disk before it is answered.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, insert, select, text
from sqlalchemy.exc import OperationalError

from expertise.errors import UnreadableFile, WrongUse
from expertise.review import schema
from expertise.review.journal import GENESIS, Entry, canonical, digest

Said = Mapping[str, Any]
#: What an entry says, or how to tell it from the entries before.
Payload = Said | Callable[[list[Entry]], Said]
DATABASE, FILES, ARCHIVE = "expertise.db", "files", "archive"


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a draft as it was opened: ``version`` counts from 1, ``summary`` is for the work list."""

    id: str
    draft: str
    version: int
    language: str
    file: str
    sha256: str
    lexicon: str
    created: str
    summary: Mapping[str, Any]


def now() -> str:
    """Return this moment as UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_id() -> str:
    """Return a name no other draft or document has."""
    return uuid.uuid4().hex[:12]


class Store:
    """The drafts and decisions of one person (or one office) in ``folder``; made where it is not there.

    Raises WrongUse: ``home-unwritable``, ``store-damaged``, ``store-newer``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            for name in (FILES, ARCHIVE):
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            detail = error.strerror or str(error)
            raise WrongUse("home-unwritable", folder=str(folder), detail=detail) from error
        self._engine: Engine = schema.open_engine(folder / DATABASE)

    def close(self) -> None:
        """Let go of the database file."""
        self._engine.dispose()

    # Drafts and documents

    def add_draft(self, person: str, client: str = "") -> str:
        """Begin a draft and return its id."""
        name = new_id()
        with self._writing() as connection:
            connection.execute(insert(schema.draft).values(id=name, created=now()))
            self._append(connection, name, client, person, "created", {})
        return name

    def drafts(self) -> list[tuple[str, str]]:
        """Return (id, created) of all drafts, newest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(schema.draft).order_by(schema.draft.c.created.desc()))
            return [(row.id, row.created) for row in rows]

    def add_documents(
        self, draft: str, person: str, documents: Sequence[tuple[Document, bytes]], note: str = ""
    ) -> int:
        """Add documents as the next version of a draft and return that version.

        Each document comes with its examination (bytes); id, version and time are given here.
        """
        self.require(draft)
        with self._writing() as connection:
            version = max((d.version for d in self._documents(connection, draft)), default=0) + 1
            for each, examination in documents:
                values = {
                    "id": new_id(), "draft": draft, "version": version, "language": each.language,
                    "file": each.file, "sha256": each.sha256, "lexicon": each.lexicon, "created": now(),
                    "summary": canonical(each.summary), "examination": examination,
                }  # fmt: skip
                connection.execute(insert(schema.document).values(values))
            files = [{"language": d.language, "file": d.file, "sha256": d.sha256} for d, _ in documents]
            self._append(
                connection, draft, "", person, "version",
                {"version": version, "files": files, "lexicon": documents[0][0].lexicon, "note": note},
            )  # fmt: skip
        return version

    def documents(self, draft: str = "") -> list[Document]:
        """Return the documents of a draft, of all drafts without one: by version, Kyrgyz before Russian."""
        with self._engine.connect() as connection:
            return self._documents(connection, draft)

    def document(self, name: str) -> Document:
        """Return a document by its id. Raises WrongUse ``unknown-document``."""
        with self._engine.connect() as connection:
            query = _document_columns().where(schema.document.c.id == name)
            row = connection.execute(query).first()
        if row is None:
            raise WrongUse("unknown-document", document=name)
        return _document(row)

    def examination(self, document: str) -> bytes:
        """Return what was stored with a document. Raises WrongUse ``unknown-document``."""
        with self._engine.connect() as connection:
            query = select(schema.document.c.examination).where(schema.document.c.id == document)
            found = connection.execute(query).scalar()
        if found is None:
            raise WrongUse("unknown-document", document=document)
        return bytes(found)

    def _documents(self, connection: Connection, draft: str) -> list[Document]:
        columns = schema.document.c
        query = _document_columns().order_by(columns.version, columns.language, columns.created)
        rows = connection.execute(query.where(columns.draft == draft) if draft else query)
        return [_document(row) for row in rows]

    def require(self, draft: str) -> None:
        """Raise WrongUse ``unknown-draft`` where there is no such draft."""
        with self._engine.connect() as connection:
            if (
                connection.execute(select(schema.draft.c.id).where(schema.draft.c.id == draft)).first()
                is None
            ):
                raise WrongUse("unknown-draft", draft=draft)

    # The journal

    def enter(self, draft: str, person: str, kind: str, payload: Payload, client: str = "") -> Entry:
        """Add an entry to the journal and return it; it is on the disk then.

        ``client`` that is already there returns the entry of that time, and nothing is added. A callable
        ``payload`` is given the draft's entries while nobody else can write; what it raises stops the entry.
        """
        self.require(draft)
        with self._writing() as connection:
            if client and (held := self._by_client(connection, client)):
                return held
            said = payload(self._entries(connection, draft)) if callable(payload) else payload
            return self._append(connection, draft, client, person, kind, said)

    def entries(self, draft: str = "") -> list[Entry]:
        """Return the entries of a draft in order, the whole journal without one."""
        with self._engine.connect() as connection:
            return self._entries(connection, draft)

    def _entries(self, connection: Connection, draft: str) -> list[Entry]:
        query = select(schema.entry).order_by(schema.entry.c.seq)
        rows = connection.execute(query.where(schema.entry.c.draft == draft) if draft else query)
        return [_entry(row) for row in rows]

    def _by_client(self, connection: Connection, client: str) -> Entry | None:
        row = connection.execute(select(schema.entry).where(schema.entry.c.client == client)).first()
        return _entry(row) if row else None

    def _append(
        self,
        connection: Connection,
        draft: str,
        client: str,
        person: str,
        kind: str,
        payload: Said,
    ) -> Entry:
        last = connection.execute(select(schema.entry.c.hash).order_by(schema.entry.c.seq.desc()).limit(1))
        previous = last.scalar() or GENESIS
        client, at = client or uuid.uuid4().hex, now()
        text_of = canonical(payload)
        own = digest(previous, draft, client, at, person, kind, json.loads(text_of))
        values = {
            "draft": draft, "client": client, "at": at, "person": person, "kind": kind, "payload": text_of,
            "previous": previous, "hash": own,
        }  # fmt: skip
        done = connection.execute(insert(schema.entry).values(values))
        seq = int((done.inserted_primary_key or (0,))[0])
        return Entry(seq, draft, client, at, person, kind, json.loads(text_of), previous, own)

    # Files

    def keep(self, data: bytes) -> str:
        """Store the bytes of a file under their SHA-256 and return it; a second time changes nothing."""
        name = hashlib.sha256(data).hexdigest()
        path = self.file_path(name)
        if not path.exists():
            _write(path, data)
        return name

    def file_path(self, sha256: str) -> Path:
        """Return where the file with this digest lies."""
        return self.folder / FILES / sha256[:2] / sha256

    def file(self, sha256: str) -> bytes:
        """Return a stored file. Raises UnreadableFile: ``file-lost``, ``file-altered``."""
        path = self.file_path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableFile("file-lost", file=str(path)) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise UnreadableFile("file-altered", file=str(path))
        return data

    def archive_path(self, name: str) -> Path:
        """Return where the archive of a signed conclusion lies."""
        return self.folder / ARCHIVE / name

    def archive(self, name: str, data: bytes) -> Path:
        """Store the archive of a signed conclusion. Raises WrongUse ``output-unwritable``."""
        path = self.archive_path(name)
        _write(path, data)
        return path

    # Settings

    def settings(self) -> dict[str, str]:
        """Return what the person set: name, post, language ..."""
        with self._engine.connect() as connection:
            return {row.key: row.value for row in connection.execute(select(schema.setting))}

    def set(self, values: Mapping[str, str]) -> None:
        """Keep settings; those not named stay."""
        with self._writing() as connection:
            for key, value in values.items():
                connection.execute(
                    text(
                        "INSERT INTO setting (key, value) VALUES (:key, :value) "
                        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                    ),
                    {"key": key, "value": value},
                )

    def _writing(self) -> _Writing:
        return _Writing(self._engine)

    def backup_to(self, path: Path) -> None:
        """Copy the database as of this moment to ``path``, while it may be in use."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))


class _Writing:
    """A transaction that holds the right to write from its beginning, so that the chain has one tail."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Connection:
        self._connection = self._engine.connect()
        try:
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            self._connection.close()
            raise WrongUse("store-unwritable", detail=str(error.orig)) from error
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        try:
            self._connection.rollback() if kind else self._connection.commit()
        except OperationalError as fault:
            raise WrongUse("store-unwritable", detail=str(fault.orig)) from fault
        finally:
            self._connection.close()
        if isinstance(error, OperationalError):
            raise WrongUse("store-unwritable", detail=str(error.orig)) from error


def _write(path: Path, data: bytes) -> None:
    """Write a whole file or nothing, and have it on the disk."""
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WrongUse("output-unwritable", file=str(path), detail=error.strerror or str(error)) from error


def _document_columns() -> Select[Any]:
    return select(*(column for column in schema.document.c if column.name != "examination"))


def _document(row: Row[Any]) -> Document:
    return Document(
        row.id, row.draft, row.version, row.language, row.file, row.sha256, row.lexicon, row.created,
        json.loads(row.summary),
    )  # fmt: skip


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.seq, row.draft, row.client, row.at, row.person, row.kind, json.loads(row.payload), row.previous,
        row.hash,
    )  # fmt: skip


def latest(documents: Sequence[Document]) -> list[Document]:
    """Return the documents of the newest version of each language, Kyrgyz before Russian."""
    newest: dict[str, Document] = {}
    for each in sorted(documents, key=lambda d: d.version):
        newest[each.language] = each
    return [newest[language] for language in sorted(newest)]
