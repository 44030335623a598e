"""Tables of the store, and how a store of an earlier version is brought up to date.

SQLite by default. The journal takes rows and gives them back; the database itself refuses to change or delete
one (triggers of the first migration).
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Column,
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
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from expertise.errors import WrongUse

#: The newest migration; a store that stands here needs no work at opening.
HEAD = "0001"
_BUSY_MS = 5000

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


def open_engine(path: Path) -> Engine:
    """Return the database at ``path``, made or brought up to date.

    Raises WrongUse: ``store-damaged`` where the file is no database of ours, ``store-newer`` where a later
    version of the program wrote it.
    """
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    try:
        _upgrade(engine, path)
    except DatabaseError as error:
        engine.dispose()
        raise WrongUse("store-damaged", file=str(path), detail=str(error.orig)) from error
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # FULL: an entry that was answered is on the disk, whatever happens to the process or the power.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_MS}", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _upgrade(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        held = None
        if inspect(connection).has_table("alembic_version"):
            held = connection.execute(
                select(text("version_num")).select_from(text("alembic_version"))
            ).scalar()
    if held == HEAD:
        return
    if held is not None and held > HEAD:
        raise WrongUse("store-newer", file=str(path), version=held)
    # Imported here: a store that is up to date opens without it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
