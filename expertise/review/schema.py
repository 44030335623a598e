"""Tables of the store, and how a store of an earlier version is brought up to date.

SQLite by default. The journal takes rows and gives them back; the database itself refuses to change or delete
one (triggers of the first migration).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from expertise.errors import WrongUse

#: The newest migration; a store that stands here needs no work at opening.
HEAD = "0002"
_BUSY_MS = 5000
_PAUSE = 0.02  # seconds between two tries to switch to WAL
#: Alembic keeps what it works on in globals of its own: one thread at a time.
_ONE_AT_A_TIME = threading.Lock()

metadata = MetaData()
draft = Table(
    "draft", metadata,
    Column("id", String, primary_key=True),
    Column("created", String, nullable=False),
)  # fmt: skip
document = Table(
    "document", metadata,
    Column("id", String, primary_key=True),
    Column("draft", String, ForeignKey("draft.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("language", String, nullable=False),
    Column("file", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("lexicon", String, nullable=False),
    Column("created", String, nullable=False),
    Column("summary", Text, nullable=False),  # JSON: what the work list shows without opening the act
    Column("examination", LargeBinary, nullable=False),  # zlib of review.examination's JSON
)  # fmt: skip
entry = Table(
    "entry", metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("draft", String, ForeignKey("draft.id"), nullable=False, index=True),
    Column("client", String, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip
setting = Table(
    "setting", metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
#: What the journal has to end with: kept in the same transaction as each entry.
head = Table(
    "head", metadata,
    Column("id", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("hash", String, nullable=False),
    CheckConstraint("id = 1", name="one_head"),
)  # fmt: skip
#: Archives that are signed but not yet known to lie in their folder.
pending = Table(
    "pending", metadata,
    Column("name", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip


def open_engine(path: Path) -> Engine:
    """Return the database at ``path``, made or brought up to date; any number may do so at once.

    Raises WrongUse: ``store-damaged`` where the file is no database of ours, ``store-newer`` where a later
    version of the program wrote it.
    """
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    try:
        if (held := _version(engine)) != HEAD:
            _upgrade(engine)
            held = _version(engine)
    except DatabaseError as error:
        engine.dispose()
        raise WrongUse("store-damaged", file=str(path)) from error
    if held != HEAD:
        engine.dispose()
        raise WrongUse("store-newer", file=str(path), version=held)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    _write_ahead(cursor)
    # FULL: an entry that was answered is on the disk, whatever happens to the process or the power.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Switch to WAL; SQLite does not wait by itself where several switch a new file at once."""
    until = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _version(engine: Engine) -> str | None:
    """Return the migration a store stands at, None for a new or half-made one."""
    with engine.connect() as connection:
        return _version_on(connection)


def _version_on(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    query = select(text("version_num")).select_from(text("alembic_version"))
    return connection.execute(query).scalar()


def _upgrade(engine: Engine) -> None:
    """Run the migrations in one transaction, all or none: a kill leaves the store as it was before.

    Whoever comes second waits and finds the work done; a store of a later program is left alone.
    """
    # Imported here: a store that is up to date opens without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with _ONE_AT_A_TIME, engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        held = _version_on(connection)
        if held is None or held < HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        connection.commit()
