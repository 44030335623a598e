"""The ledger of a run: one SQLite file in which every settled file is on the disk, so that nothing is lost.

A kill costs what was not yet committed (at most a second of work); it is done again. The operating system
lets go of the lock when the process ends, however it ends.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expertise.batch.plan import Planned
from expertise.batch.task import Answer, Task
from expertise.errors import WrongUse

FOLDER, DATABASE = "state", "run.sqlite"
_FORM = 1  # of the tables below; another one is another program's
_COMMIT_SECONDS, _PLAN_ROWS, _PAGE = 1.0, 5_000, 500
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (
    file TEXT PRIMARY KEY, name TEXT NOT NULL, path BLOB NOT NULL, size INTEGER NOT NULL, error TEXT NOT NULL,
    seen INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT, release TEXT NOT NULL DEFAULT '', again INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answer (
    file TEXT PRIMARY KEY REFERENCES file, data BLOB NOT NULL, sketch BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS work ON file (size, file);
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """A file and what became of it, as it goes into the result tables; ``data`` and ``sketch`` are packed."""

    file: str
    name: str
    sha256: str | None
    again: bool
    data: bytes
    sketch: bytes


class Ledger:
    """The ledger in the results' ``folder``; made where it is not there, and held by one process alone.

    Raises WrongUse: ``run-busy`` where another run holds it, ``run-damaged``, ``output-not-a-run`` for a
    folder with anything else in it, ``output-unwritable``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._since = time.monotonic()
        try:
            if folder.exists() and not (folder / FOLDER / DATABASE).exists() and any(folder.iterdir()):
                raise WrongUse("output-not-a-run", folder=str(folder))
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            detail = error.strerror or str(error)
            raise WrongUse("output-unwritable", file=str(folder), detail=detail) from error
        self._connection = _opened(folder / FOLDER / DATABASE)
        if self.said("form", "") not in ("", str(_FORM)):
            raise WrongUse("run-damaged", file=str(folder / FOLDER / DATABASE), detail="form")
        self.say(form=str(_FORM))

    def close(self) -> None:
        """Commit and let go of the file."""
        self.commit()
        self._connection.close()

    # What the run is about

    def said(self, key: str, default: Any = None) -> Any:
        """Return what ``say`` kept under a key."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else default

    def say(self, **values: Any) -> None:
        """Keep values (JSON) and commit."""
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)
        self.commit()

    def holds(self, folder: str) -> bool:
        """Return whether files of this folder, named as it was then, are in the plan of the last run."""
        inside = _text(os.path.join(os.path.normpath(folder), ""))
        query = "SELECT 1 FROM file WHERE substr(file, 1, ?) = ? LIMIT 1"
        return self._connection.execute(query, (len(inside), inside)).fetchone() is not None

    def plan(self, files: Iterable[Planned], run: int) -> None:
        """Take in the files of run number ``run``; what earlier runs had and this one has not is forgotten.

        A kill in between leaves a plan to be made again (``planned`` is not yet ``run``).
        """
        for place, each in enumerate(files, start=1):
            self._connection.execute(
                "INSERT INTO file (file, name, path, size, error, seen) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (file) DO UPDATE SET name = excluded.name, path = excluded.path, "
                "size = excluded.size, error = excluded.error, seen = excluded.seen",
                (_text(each.file), _text(each.name), os.fsencode(each.path), each.size, each.error, run),
            )
            if place % _PLAN_ROWS == 0:
                self.commit()
        gone = self._connection.execute("DELETE FROM file WHERE seen <> ?", (run,)).rowcount
        self._connection.execute("DELETE FROM answer WHERE file NOT IN (SELECT file FROM file)")
        if gone:
            self._alter()
        self.say(planned=run)

    def counts(self, run: int) -> tuple[int, int]:
        """Return how many files the plan has, and how many of them are settled."""
        query = "SELECT count(*), coalesce(sum(done = ?), 0) FROM file"
        total, done = self._connection.execute(query, (run,)).fetchone()
        return int(total), int(done)

    def unlisted(self, run: int) -> Iterator[tuple[Task, str]]:
        """Yield what stands in the plan because it could not be listed, with the reason."""
        query = "SELECT file, path, error FROM file WHERE error <> '' AND done <> ?"
        for file, path, error in self._connection.execute(query, (run,)).fetchall():
            yield Task(file, os.fsdecode(path)), error

    def pending(self, run: int, release: str) -> Iterator[list[Task]]:
        """Yield batches of what is not settled in this run, slow formats first: none is left alone last.

        Rows may be settled meanwhile: it goes by pages, from where the last one ended.
        """
        size, file = 0, ""
        while True:
            rows = self._connection.execute(
                "SELECT size, file, path, CASE WHEN release = ? AND NOT again THEN sha256 END FROM file "
                "WHERE (size, file) > (?, ?) AND done <> ? ORDER BY size, file LIMIT ?",
                (release, size, file, run, _PAGE),
            ).fetchall()
            if not rows:
                return
            size, file = rows[-1][0], rows[-1][1]
            yield from _batches(rows)

    # What became of it

    def settle(self, answer: Answer, run: int, release: str) -> None:
        """Enter an answer; it is on the disk within a second. The same answer twice changes nothing."""
        update = "UPDATE file SET done = ?, sha256 = ?, release = ?, again = ? WHERE file = ?"
        values = (run, answer.sha256, release, answer.again, answer.file)
        self._connection.execute(update, values)
        if answer.data and self._is_new(answer):
            insert = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)"
            self._connection.execute(insert, (answer.file, answer.data, answer.sketch))
            self._alter()
        if time.monotonic() - self._since > _COMMIT_SECONDS:
            self.commit()

    def _is_new(self, answer: Answer) -> bool:
        query = "SELECT data, sketch FROM answer WHERE file = ?"
        held = self._connection.execute(query, (answer.file,)).fetchone()
        return held is None or (held[0], held[1]) != (answer.data, answer.sketch)

    def _alter(self) -> None:
        self._connection.execute("DELETE FROM meta WHERE key = 'exported'")

    def commit(self) -> None:
        """Put on the disk what was entered."""
        self._connection.commit()
        self._since = time.monotonic()

    def settled(self) -> Iterator[Settled]:
        """Yield every file that has an answer, in the order of their names (code points)."""
        query = (
            "SELECT file.file, name, sha256, again, data, sketch FROM file JOIN answer USING (file) "
            "ORDER BY file.file"
        )
        for file, name, sha256, again, data, sketch in self._connection.execute(query):
            yield Settled(file, name, sha256, bool(again), data, sketch)


def _opened(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=0.5)
        # Exclusive: two runs in one folder would undo each other; the lock dies with its process.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_TABLES)
        connection.commit()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise WrongUse("run-busy", folder=str(path.parents[1])) from error
        raise WrongUse("run-damaged", file=str(path), detail=str(error)) from error
    except sqlite3.DatabaseError as error:
        raise WrongUse("run-damaged", file=str(path), detail=str(error)) from error
    return connection


def _text(name: str) -> str:
    """Return a file name as text: bytes of no encoding, which Linux allows, are shown as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _batches(rows: Iterable[tuple[int, str, bytes, str | None]]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for wanted, file, path, known in rows:
        if batch and (wanted != size or len(batch) >= size):
            yield batch
            batch = []
        size = wanted
        batch.append(Task(file, os.fsdecode(path), known or ""))
    if batch:
        yield batch
