"""Tables of a corpus, and how one of an earlier version is brought up to date.

SQLite alone, by its own module: the full text lives in FTS5, which no other database has, and a corpus is a
file that is made again from its sources, not a journal. ``PRAGMA user_version`` counts the steps taken.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from expertise.errors import WrongUse

#: Marks the file as a corpus, so that no other database is ever written into.
_MARK = 0x6B676C77
_BUSY_SECONDS = 10
_TOKENS = "tokenize=\"unicode61 remove_diacritics 0 tokenchars '-'\""
_FIRST = f"""
CREATE TABLE work (
    id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, number TEXT NOT NULL,
    date TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX work_number ON work (number, date);
CREATE TABLE title (
    id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES work, language TEXT NOT NULL,
    title TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (work, language)
);
CREATE INDEX title_key ON title (key);
CREATE TABLE edition (
    id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES work, language TEXT NOT NULL,
    date TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, articles INTEGER NOT NULL,
    units INTEGER NOT NULL, current INTEGER NOT NULL, text BLOB NOT NULL, frame BLOB NOT NULL
);
CREATE INDEX edition_work ON edition (work, language);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, edition INTEGER NOT NULL REFERENCES edition, eid TEXT NOT NULL,
    label TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL
);
CREATE INDEX unit_edition ON unit (edition);
CREATE TABLE citation (
    edition INTEGER NOT NULL REFERENCES edition, eid TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    number TEXT NOT NULL, date TEXT NOT NULL, address TEXT NOT NULL, words TEXT NOT NULL,
    ended INTEGER NOT NULL
);
CREATE INDEX citation_edition ON citation (edition);
CREATE TABLE claim (
    edition INTEGER NOT NULL REFERENCES edition, kind TEXT NOT NULL, number TEXT NOT NULL, date TEXT NOT NULL,
    key TEXT NOT NULL, since TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX claim_number ON claim (number, date);
CREATE INDEX claim_key ON claim (key);
CREATE TABLE standing (
    id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES work, state TEXT NOT NULL, since TEXT NOT NULL,
    basis TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX standing_work ON standing (work);
CREATE TABLE failure (
    file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, code TEXT NOT NULL, parameters TEXT NOT NULL
);
CREATE VIRTUAL TABLE words_ru USING fts5 (folded, stems, content='', {_TOKENS});
CREATE VIRTUAL TABLE words_ky USING fts5 (folded, stems, content='', {_TOKENS});
CREATE VIRTUAL TABLE titles USING fts5 (stems, content='', {_TOKENS});
"""
_STEPS = (_FIRST,)


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the corpus at ``path``; with ``write`` it is made where it is not there, and brought up to date.

    Raises WrongUse: ``corpus-missing``, ``corpus-damaged`` for a file that is no corpus, ``corpus-newer``,
    ``corpus-unwritable``.
    """
    if not write and not path.is_file():
        raise WrongUse("corpus-missing", file=str(path))
    with _told(path):
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
        mode = "rwc" if write else "ro"
        name = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(name, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system refuse into errors of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise WrongUse("corpus-unwritable", file=str(path), detail=str(error)) from error
    except sqlite3.DatabaseError as error:
        raise WrongUse("corpus-damaged", file=str(path)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise WrongUse("corpus-unwritable", file=str(path), detail=detail) from error


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    connection.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA cache_size=-65536")
    held, mark = _number(connection, "user_version"), _number(connection, "application_id")
    if mark != _MARK and (held or not write or _has_tables(connection)):
        raise WrongUse("corpus-damaged", file=str(path))
    if held > len(_STEPS):
        raise WrongUse("corpus-newer", file=str(path), version=held)
    if write:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")  # a kill loses at most the last batch, never the file
        connection.execute("PRAGMA foreign_keys=ON")
        _upgrade(connection)


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _upgrade(connection: sqlite3.Connection) -> None:
    """Take the missing steps in one transaction, all or none; whoever comes second finds them done."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in _STEPS[_number(connection, "user_version") :]:
            for statement in filter(str.strip, step.split(";\n")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id={_MARK}")
        connection.execute(f"PRAGMA user_version={len(_STEPS)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def settle(connection: sqlite3.Connection) -> None:
    """Close a connection that wrote: the corpus is one file again, which needs no right to write to be read.

    While others read it stays as it is, with its log beside it.
    """
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Hold one writing transaction: all of it is kept or nothing. Raises WrongUse as ``connect`` does."""
    with _told(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
