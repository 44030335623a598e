"""Adding acts to a corpus: what is known is passed over, batches are kept whole, bad files are listed.

A kill leaves the corpus as it was after the last batch; adding the same files again goes on from there. Files
are taken in the order of their names, and written in that order whatever workers read them: the same files
always give the same corpus.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from expertise.corpus.prepare import Prepared, digest, failure, prepare
from expertise.corpus.schema import connect, settle, transaction
from expertise.corpus.work import Failure, Standing, Told
from expertise.errors import UnreadableFile, WrongUse

#: Acts that are written together; a kill loses at most so many.
BATCH = 50
_SHARE = 8  # files a worker takes at a time


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: the act's ``uri``, or ``failure``; neither for one the corpus has already."""

    file: str
    uri: str = ""
    failure: Failure | None = None


def add(
    path: Path, files: Sequence[str], told: Mapping[str, Told] | None = None, *, workers: int = 1
) -> Iterator[Added]:
    """Add files to the corpus at ``path`` and yield what became of each, in order, once it is kept.

    ``told`` says of some files what their text does not. Raises WrongUse as ``schema.connect`` does.
    """
    said = told or {}
    connection = connect(path, write=True)
    with ExitStack() as stack:
        stack.callback(settle, connection)
        ordered = sorted(dict.fromkeys(files))
        reader = _Workers(workers) if workers > 1 else None
        if reader:
            stack.callback(reader.close)
        for share in _shares(ordered, BATCH):
            known, fresh = _known(connection, share)
            jobs = [(file, sha, said.get(file, Told())) for file, sha in fresh]
            done = reader.prepared(jobs) if reader else [prepare(*job) for job in jobs]
            with transaction(connection, path):
                kept = {each.file: _keep(connection, each) for each in done}
            yield from (kept.get(file, Added(file)) for file in share if file in known or file in kept)


def _shares(files: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(files)
    while share := list(islice(rest, size)):
        yield share


def _known(connection: sqlite3.Connection, files: Sequence[str]) -> tuple[set[str], list[tuple[str, str]]]:
    """Return the files whose bytes the corpus has, and the others with their digest, each digest once."""
    known, fresh, seen = set[str](), list[tuple[str, str]](), set[str]()
    for file in files:
        sha = digest(Path(file))
        held = connection.execute("SELECT 1 FROM edition WHERE sha256 = ?", (sha,)).fetchone()
        if sha and (held or sha in seen):
            known.add(file)
        else:
            fresh.append((file, sha))
            seen.add(sha)
    return known, fresh


class _Workers:
    """Worker processes that read files; one that dies takes only the file it was reading with it."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._count, mp_context=get_context("spawn"))

    def prepared(self, jobs: Sequence[tuple[str, str, Told]]) -> list[Prepared | Failure]:
        """Return what became of files, in order."""
        try:
            return list(self._pool.map(_prepare, jobs, chunksize=_SHARE))
        except BrokenProcessPool:
            return [self._alone(job) for job in jobs]

    def _alone(self, job: tuple[str, str, Told]) -> Prepared | Failure:
        """Read one file in a fresh process of its own."""
        self.close()
        self._pool = self._made()
        try:
            return self._pool.submit(_prepare, job).result()
        except BrokenProcessPool:
            return failure(UnreadableFile("corpus-reader-died", file=job[0]), job[0], job[1])

    def close(self) -> None:
        """End the workers."""
        self._pool.shutdown(cancel_futures=True)


def _prepare(job: tuple[str, str, Told]) -> Prepared | Failure:
    return prepare(*job)


def _keep(connection: sqlite3.Connection, done: Prepared | Failure) -> Added:
    if isinstance(done, Failure):
        values = (done.file, done.sha256, done.code, json.dumps(dict(done.parameters), ensure_ascii=False))
        connection.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)", values)
        return Added(done.file, failure=done)
    connection.execute("DELETE FROM failure WHERE file = ?", (done.file,))
    work = _work(connection, done)
    edition = _edition(connection, done, work)
    _pieces(connection, done, edition)
    _naming(connection, done, edition)
    return Added(done.file, done.uri)


def _naming(connection: sqlite3.Connection, done: Prepared, edition: int) -> None:
    """Write which other acts a text names, and whose force it ends."""
    cited = [
        (
            edition, c.eid, c.named.kind, c.named.title, c.named.number, _iso(c.named.date), c.address,
            c.words, c.ended,
        )
        for c in done.citations
    ]  # fmt: skip
    connection.executemany("INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", cited)
    since = _iso(done.requisites.date)
    ended = [
        (edition, named.kind, named.number, _iso(named.date), key, since, words)
        for named, key, words in done.claims
    ]
    connection.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?)", ended)


def _work(connection: sqlite3.Connection, done: Prepared) -> int:
    """Return the row of the act, made where it is new, with its title in the language of the text."""
    named = done.requisites
    values = (done.uri, named.type, named.number, _iso(named.date), named.body)
    into = "INSERT OR IGNORE INTO"
    connection.execute(f"{into} work (uri, kind, number, date, body) VALUES (?, ?, ?, ?, ?)", values)
    work = int(connection.execute("SELECT id FROM work WHERE uri = ?", (done.uri,)).fetchone()[0])
    fresh = connection.execute(
        f"{into} title (work, language, title, key) VALUES (?, ?, ?, ?)",
        (work, done.language, named.title, done.key),
    )
    if fresh.rowcount:
        connection.execute(
            "INSERT INTO titles (rowid, stems) VALUES (?, ?)", (fresh.lastrowid, done.title_stems)
        )
    if done.standing:
        _stand(connection, work, done.standing)
    return work


def _edition(connection: sqlite3.Connection, done: Prepared, work: int) -> int:
    """Write a text and return its row; of the texts of an act in a language the newest is the current one."""
    made = connection.execute(
        "INSERT INTO edition (work, language, date, file, sha256, articles, units, current, text, frame) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
        (
            work, done.language, _iso(done.edition), done.file, done.sha256, done.articles, done.units,
            done.text, done.frame,
        ),
    )  # fmt: skip
    same = "work = ? AND language = ?"
    connection.execute(f"UPDATE edition SET current = 0 WHERE {same}", (work, done.language))
    newest = f"SELECT id FROM edition WHERE {same} ORDER BY date DESC, sha256 LIMIT 1"
    connection.execute(f"UPDATE edition SET current = 1 WHERE id = ({newest})", (work, done.language))
    return int(made.lastrowid or 0)


def _pieces(connection: sqlite3.Connection, done: Prepared, edition: int) -> None:
    for piece in done.pieces:
        made = connection.execute(
            "INSERT INTO unit (edition, eid, label, start, stop) VALUES (?, ?, ?, ?, ?)",
            (edition, piece.eid, piece.label, piece.start, piece.stop),
        )
        connection.execute(
            f"INSERT INTO words_{done.language} (rowid, folded, stems) VALUES (?, ?, ?)",
            (made.lastrowid, piece.folded, piece.stems),
        )


def _stand(connection: sqlite3.Connection, work: int, said: Standing) -> None:
    values = (work, said.state, _iso(said.since), said.basis, said.note)
    columns = "work, state, since, basis, note"
    held = connection.execute(f"SELECT {columns} FROM standing WHERE work = ?", (work,)).fetchall()
    if values not in held:
        connection.execute(f"INSERT INTO standing ({columns}) VALUES (?, ?, ?, ?, ?)", values)


def mark(path: Path, uri: str, said: Standing) -> None:
    """Enter by hand whether an act is in force. Raises WrongUse ``corpus-unknown-act`` and as ``connect``."""
    connection = connect(path, write=True)
    try:
        with transaction(connection, path):
            row = connection.execute("SELECT id FROM work WHERE uri = ?", (uri,)).fetchone()
            if row is None:
                raise WrongUse("corpus-unknown-act", uri=uri)
            _stand(connection, int(row[0]), said)
    finally:
        settle(connection)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
