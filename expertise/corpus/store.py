"""The corpus as it is read: works by URI and by name, their texts, their standing, its state."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from expertise.act import Act, Language
from expertise.corpus.prepare import key_of
from expertise.corpus.schema import connect
from expertise.corpus.standings import LAWS, standing_of
from expertise.corpus.work import IN_FORCE, NOT_YET, REPEALED, Edition, Failure, State, Stock, Work
from expertise.errors import WrongUse
from expertise.lexicon.hierarchy import load_hierarchy
from expertise.norms.references import Named, Units
from expertise.packing import act_of
from expertise.settings import lexicons


class Corpus:
    """A corpus that is open for reading; it is meant to stay as it is while it is open.

    Several processes may read one file, each with a Corpus of its own, while one adds to it.
    """

    def __init__(self, path: Path, state: State | None = None) -> None:
        """Open as ``open`` does; ``state`` is the present one where it is known already."""
        self.path = path
        if state is not None:
            self.state = state
        self._connection = connect(path)
        self._works: dict[str, Work] = {}
        self._named: dict[Named, tuple[Work, ...]] = {}
        self._units: dict[tuple[str, Language], Units | None] = {}

    @classmethod
    def open(cls, path: Path) -> Corpus:
        """Open a corpus. Raises WrongUse: ``corpus-missing``, ``corpus-damaged``, ``corpus-newer``."""
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
        except sqlite3.DatabaseError as error:
            raise WrongUse("corpus-damaged", file=str(self.path)) from error

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return the rows of a query. Raises WrongUse ``corpus-damaged``."""
        with self._reading() as connection:
            return connection.execute(query, values).fetchall()

    # What it holds

    @cached_property
    def state(self) -> State:
        """The state that findings name; it is read once."""
        acts = self.rows("SELECT count(DISTINCT work) FROM edition")[0][0]
        days = [_day(row[0]) for row in self.rows("SELECT date FROM edition UNION SELECT date FROM work")]
        return State(acts, max(filter(None, days), default=None), self._digest())

    def _digest(self) -> str:
        total = hashlib.sha256()
        queries = (
            "SELECT w.uri, e.language, e.date, e.sha256 FROM edition e JOIN work w ON w.id = e.work",
            "SELECT w.uri, s.state, s.since, s.basis FROM standing s JOIN work w ON w.id = s.work",
        )
        for query in queries:
            for row in sorted(self.rows(query)):
                total.update("\0".join(map(str, row)).encode() + b"\n")
        return total.hexdigest()

    @property
    def stock(self) -> Stock:
        """Counts of what the corpus holds."""
        works = list(self.works())
        by_language = dict(self.rows("SELECT language, count(DISTINCT work) FROM edition GROUP BY language"))
        kinds = dict(self.rows("SELECT kind, count(*) FROM work GROUP BY kind ORDER BY 2 DESC, 1"))
        standings = {s: sum(w.state == s for w in works) for s in (IN_FORCE, REPEALED, NOT_YET)}
        one = ("SELECT count(*) FROM edition", "SELECT count(*) FROM unit", "SELECT count(*) FROM failure")
        editions, units, failures = (int(self.rows(query)[0][0]) for query in one)
        oldest = min((w.date for w in works if w.date), default=None)
        return Stock(self.state, by_language, kinds, standings, oldest, editions, units, failures)

    def failures(self) -> list[Failure]:
        """Return the files that could not be added, by name."""
        query = "SELECT file, sha256, code, parameters FROM failure ORDER BY file"
        return [Failure(file, sha, code, json.loads(known)) for file, sha, code, known in self.rows(query)]

    def works(self) -> Iterator[Work]:
        """Yield all acts by URI."""
        for (uri,) in self.rows("SELECT uri FROM work ORDER BY uri"):
            yield self.work(uri)

    def work(self, uri: str) -> Work:
        """Return an act by its URI. Raises WrongUse ``corpus-unknown-act``."""
        if uri not in self._works:
            rows = self.rows("SELECT id, kind, number, date, body FROM work WHERE uri = ?", uri)
            if not rows:
                raise WrongUse("corpus-unknown-act", uri=uri)
            self._works[uri] = self._work(uri, *rows[0])
        return self._works[uri]

    def _work(self, uri: str, row: int, kind: str, number: str, day: str, body: str) -> Work:
        titles = self.rows("SELECT language, title FROM title WHERE work = ? ORDER BY language", row)
        query = "SELECT language, date, file, sha256, articles FROM edition WHERE work = ? ORDER BY date, id"
        editions = self.rows(query, row)
        held = tuple(Edition(lang, _day(at), file, sha, count) for lang, at, file, sha, count in editions)
        force = load_hierarchy(lexicons() / "hierarchy").rank(kind, body)
        standing = standing_of(self.rows, row, (kind, number, day), self.state.newest)
        return Work(uri, kind, number, _day(day), body, dict(titles), force, standing, held)

    # Texts

    def act(self, uri: str, language: Language | None = None) -> Act | None:
        """Return the newest text of an act in a language (in any without one), None where it is not held."""
        rows = self.rows(
            "SELECT e.text, e.frame, e.language FROM edition e JOIN work w ON w.id = e.work "
            "WHERE w.uri = ? AND e.current = 1 ORDER BY e.language",
            uri,
        )
        chosen = [row for row in rows if row[2] == language] or ([] if language else rows)
        if not chosen:
            return None
        text, frame, _ = chosen[0]
        return act_of(json.loads(zlib.decompress(frame)) | {"text": zlib.decompress(text).decode()})

    def units(self, uri: str, language: Language) -> Units | None:
        """Return the units of an act's newest text in a language, else in the other one; None for no text."""
        key = (uri, language)
        if key not in self._units:
            found = self.act(uri, language) or self.act(uri)
            self._units[key] = Units.of(found) if found else None
        return self._units[key]

    # Names

    def find(self, named: Named) -> tuple[Work, ...]:
        """Return the acts that words can mean: none is unknown, several are not told apart.

        Number and date come first, then the title. Of acts with one title those in force are meant, the
        newest first.
        """
        if named not in self._named:
            self._named[named] = self._find(named)
        return self._named[named]

    def _find(self, named: Named) -> tuple[Work, ...]:
        found: list[Work] = []
        if named.number:
            found = self._by_number(named)
        if not found and (named.title or named.kind == "constitution"):
            found = self._by_title(named)
        if len(found) > 1:
            found = [work for work in found if work.state != REPEALED] or found
        if named.kind == "constitution":
            found = sorted(found, key=_age)[:1]
        return tuple(sorted(found, key=_age))

    def _by_number(self, named: Named) -> list[Work]:
        day = named.date.isoformat() if named.date else ""
        query = "SELECT uri, kind FROM work WHERE number = ? AND (date = ? OR ? = '') ORDER BY uri"
        rows = self.rows(query, named.number, day, day)
        found = [self.work(uri) for uri, kind in rows if _fits(named.kind, kind)]
        if not day and named.title:
            found = [work for work in found if self._has_title(work, named.title)]
        return found if day or named.title else []

    def _by_title(self, named: Named) -> list[Work]:
        if named.kind == "constitution":
            rows = self.rows("SELECT uri, kind FROM work WHERE kind = 'constitution' ORDER BY uri")
        else:
            keys = [key_of(named.title, language) for language in ("ru", "ky")]
            query = (
                "SELECT DISTINCT w.uri, w.kind FROM title t JOIN work w ON w.id = t.work "
                "WHERE t.key IN (?, ?) ORDER BY w.uri"
            )
            rows = self.rows(query, *keys)
        found = [self.work(uri) for uri, kind in rows if _fits(named.kind, kind)]
        return [w for w in found if named.date is None or w.date is None or w.date == named.date]

    @staticmethod
    def _has_title(work: Work, title: str) -> bool:
        keys = {key_of(own, language) for language, own in work.titles.items()}
        return any(key_of(title, language) in keys for language in cast("tuple[Language, ...]", ("ru", "ky")))


def _age(work: Work) -> tuple[int, str]:
    return (-work.date.toordinal() if work.date else 0, work.uri)


def _fits(named: str, kind: str) -> bool:
    """Tell whether an act of a kind can be called by a noun: a code or a constitutional law is a law too."""
    return named == kind or (named == "law" and kind in LAWS)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
