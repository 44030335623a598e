"""The store: one folder with a SQLite database and the files that were opened, each under its SHA-256.

Everything a person does is an entry of the journal and on the disk before it is answered.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, text, update

from expertise.errors import UnreadableFile, WrongUse
from expertise.review import schema
from expertise.review.journal import GENESIS, Entry, canonical, digest, seal
from expertise.review.transactions import reading, writing
from expertise.review.typed import one_line

Said = Mapping[str, Any]
#: What an entry says, or how to tell it from the entries before; the entry that says it already.
Payload = Said | Callable[[list[Entry]], Said | Entry]
#: Key in ``about`` of a draft that is a journal of its own (a campaign, judgements) and not on the work list.
BOOK = "book"
DATABASE, FILES, ARCHIVE, TEMPLATES = "expertise.db", "files", "archive", "templates"


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

    @property
    def kept(self) -> bool:
        """Tell an act of the corpus, kept as values (bases.kept), from a text that has a file."""
        return bool(self.summary.get("kept"))


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
        with suppress(WrongUse):  # a full disk: the archives stay in the database until there is room
            self._hand_over()

    def close(self) -> None:
        """Let go of the database file."""
        self._engine.dispose()

    # Drafts and documents

    def add_draft(self, person: str, client: str = "", about: Said | None = None) -> str:
        """Begin a draft and return its id; a ``client`` that is already there returns the draft of that time.

        ``about`` is kept with it: what is no draft but needs a journal of its own says so there (BOOK).
        """
        name = new_id()
        with self._writing() as connection:
            if client and (held := self._by_client(connection, client)):
                return held.draft
            connection.execute(insert(schema.draft).values(id=name, created=now()))
            self._append(connection, name, client, person, "created", about or {})
        return name

    def drafts(self) -> list[tuple[str, str]]:
        """Return (id, created) of all drafts, newest first."""
        with self._reading() as connection:
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
            files = []
            for each, examination in documents:
                values = {
                    "id": new_id(), "draft": draft, "version": version, "language": each.language,
                    "file": each.file, "sha256": each.sha256, "lexicon": each.lexicon, "created": now(),
                    "summary": canonical(each.summary), "examination": examination,
                }  # fmt: skip
                connection.execute(insert(schema.document).values(values))
                named = {name: values[name] for name in ("language", "file", "sha256")}
                files.append({**named, "document": values["id"], "seal": seal(values)})
            self._append(
                connection, draft, "", person, "version",
                {"version": version, "files": files, "lexicon": documents[0][0].lexicon, "note": note},
            )  # fmt: skip
        return version

    def documents(self, draft: str = "") -> list[Document]:
        """Return the documents of a draft, of all drafts without one: by version, Kyrgyz before Russian."""
        with self._reading() as connection:
            return self._documents(connection, draft)

    def document(self, name: str) -> Document:
        """Return a document by its id. Raises WrongUse ``unknown-document``."""
        with self._reading() as connection:
            query = _document_columns().where(schema.document.c.id == name)
            row = connection.execute(query).first()
        if row is None:
            raise WrongUse("unknown-document", document=name)
        return _document(row)

    def examination(self, document: str) -> bytes:
        """Return what was stored with a document. Raises WrongUse ``unknown-document``."""
        with self._reading() as connection:
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
        with self._reading() as connection:
            if (
                connection.execute(select(schema.draft.c.id).where(schema.draft.c.id == draft)).first()
                is None
            ):
                raise WrongUse("unknown-draft", draft=draft)

    # The journal

    def enter(
        self,
        draft: str,
        person: str,
        kind: str,
        payload: Payload,
        client: str = "",
        archive: tuple[str, bytes] | None = None,
    ) -> Entry:
        """Add an entry to the journal and return it; it is on the disk then.

        ``client`` that is already there returns the entry of that time, and nothing is added. A callable
        ``payload`` is given the draft's entries while nobody else can write; what it raises stops the entry,
        an entry it returns says the same already, and nothing is added. ``archive`` (name, bytes) of a signed
        conclusion is entered with it or not at all. Raises WrongUse: ``unknown-draft``, ``bad-request`` for a
        ``client`` of another draft, ``store-unwritable``, ``output-unwritable`` where the entry is made and
        the archive waits in the database for room in its folder.
        """
        self.require(draft)
        with self._writing() as connection:
            if client and (held := self._by_client(connection, client)):
                if (held.draft, held.kind) != (draft, kind):
                    raise WrongUse("bad-request", detail="client")
                return held
            said = payload(self._entries(connection, draft)) if callable(payload) else payload
            if isinstance(said, Entry):
                return said
            made = self._append(connection, draft, client, person, kind, said)
            if archive:
                connection.execute(insert(schema.pending).values(name=archive[0], data=archive[1]))
        self._hand_over()
        return made

    def entries(self, draft: str = "") -> list[Entry]:
        """Return the entries of a draft in order, the whole journal without one.

        Raises WrongUse ``entry-spoiled`` where one cannot be read; review.audit names them all.
        """
        with self._reading() as connection:
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
        count = schema.head.c["count"] + 1
        connection.execute(update(schema.head).values(count=count, hash=own))
        return Entry(seq, draft, client, at, person, kind, json.loads(text_of), previous, own)

    # What review.audit looks at: everything as it lies there, whether it can be read or not

    def rows(self) -> list[Mapping[str, Any]]:
        """Return the journal row by row: ``seq``, all other columns as bytes (None for NULL)."""
        columns = ", ".join(
            f"CAST({column.name} AS BLOB) AS {column.name}"
            for column in schema.entry.c
            if column.name != "seq"
        )
        with self._reading() as connection:
            found = connection.exec_driver_sql(f"SELECT seq, {columns} FROM entry ORDER BY seq")
            return [dict(row) for row in found.mappings()]

    def document_rows(self) -> Iterator[Mapping[str, Any]]:
        """Yield the documents row by row, examinations included."""
        with self._reading() as connection:
            for row in connection.execute(select(schema.document)):
                yield row._asdict()

    def head(self) -> tuple[int, str]:
        """Return how many entries the journal has to have, and the hash of the last one."""
        with self._reading() as connection:
            row = connection.execute(select(schema.head.c["count"], schema.head.c.hash)).first()
        return (int(row[0]), str(row[1])) if row else (0, "")

    def is_damaged(self) -> bool:
        """Tell whether SQLite finds its own file damaged."""
        with self._reading() as connection:
            return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok"

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

    def archive(self, name: str) -> bytes:
        """Return the archive of a signed conclusion. Raises UnreadableFile ``file-lost``."""
        with self._reading() as connection:
            query = select(schema.pending.c.data).where(schema.pending.c.name == name)
            waiting = connection.execute(query).scalar()
        try:
            return waiting if waiting is not None else self.archive_path(name).read_bytes()
        except OSError as error:
            raise UnreadableFile("file-lost", file=str(self.archive_path(name))) from error

    def _hand_over(self) -> None:
        """Put signed archives from the database into their folder; after a kill the next opening goes on."""
        with self._reading() as connection:
            waiting = list(connection.execute(select(schema.pending)))
        for row in waiting:
            _write(self.archive_path(row.name), row.data)
            with self._writing() as connection:
                connection.execute(delete(schema.pending).where(schema.pending.c.name == row.name))

    # Settings

    def settings(self) -> dict[str, str]:
        """Return what the person set: name, post, language ..."""
        with self._reading() as connection:
            return {row.key: row.value for row in connection.execute(select(schema.setting))}

    def set(self, values: Mapping[str, str]) -> None:
        """Keep settings; those not named stay."""
        with self._writing() as connection:
            for key, value in values.items():
                # One line of printable signs: they are printed under conclusions.
                connection.execute(
                    text(
                        "INSERT INTO setting (key, value) VALUES (:key, :value) "
                        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                    ),
                    {"key": key, "value": one_line(value)},
                )

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine, self.folder / DATABASE)

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self._engine, self.folder / DATABASE)

    def backup_to(self, path: Path) -> None:
        """Copy the database as of this moment to ``path``, while it may be in use."""
        with self._reading() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))


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
    try:
        payload = json.loads(row.payload)
    except ValueError as error:
        raise WrongUse("entry-spoiled", entry=row.seq) from error
    return Entry(
        row.seq, row.draft, row.client, row.at, row.person, row.kind, payload, row.previous, row.hash
    )  # fmt: skip


def latest(documents: Sequence[Document]) -> list[Document]:
    """Return the documents of the newest version of each language, Kyrgyz before Russian."""
    newest: dict[str, Document] = {}
    for each in sorted(documents, key=lambda d: d.version):
        newest[each.language] = each
    return [newest[language] for language in sorted(newest)]
