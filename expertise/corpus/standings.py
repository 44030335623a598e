"""Whether an act is in force: as told by hand, by an index, by its own text, by other acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from expertise.corpus.work import IN_FORCE, REPEALED, Standing

#: Kinds that are all called laws.
LAWS = frozenset({"law", "constitutional-law", "code"})
#: Who is believed first.
_ORDER = {"hand": 0, "index": 1, "text": 2}
_CLAIMS = (
    "SELECT c.kind, c.since, c.words, w.uri FROM claim c JOIN edition e ON e.id = c.edition "
    "JOIN work w ON w.id = e.work "
)
Rows = Callable[..., list[Any]]


def standing_of(rows: Rows, work: int, named: tuple[str, str, str], newest: date | None) -> Standing:
    """Return the standing of a work; ``named`` are its kind, number and date, ``newest`` the corpus's day.

    A person's word goes before that of an index, an index before texts. An act that says it is not yet in
    force is so until the newest date that the corpus knows.
    """
    query = "SELECT state, since, basis, note FROM standing WHERE work = ? ORDER BY id DESC"
    told = [Standing(state, _day(since), basis, note) for state, since, basis, note in rows(query, work)]
    told.sort(key=lambda each: _ORDER[each.basis])
    if told and (told[0].basis != "text" or told[0].state == REPEALED):
        return told[0]
    ended = _ended(rows, work, *named)
    if ended or not told:
        return ended or Standing()
    waiting = told[0]
    over = waiting.since is not None and newest is not None and waiting.since <= newest
    return Standing(IN_FORCE, waiting.since, waiting.basis, waiting.note) if over else waiting


def _ended(rows: Rows, work: int, kind: str, number: str, day: str) -> Standing | None:
    """Return that another act ended this one: it names number and date, or a title of an older act."""
    claims: list[Any] = []
    if number and day:
        where = "WHERE c.number = ? AND c.date = ? AND w.id != ? ORDER BY c.since, w.uri"
        claims = rows(_CLAIMS + where, number, day, work)
    if not claims:
        where = (
            "JOIN title t ON t.key = c.key WHERE t.work = ? AND c.number = '' AND c.date = '' "
            "AND c.since > ? AND w.id != ? ORDER BY c.since, w.uri"
        )
        claims = rows(_CLAIMS + where, work, day, work)
    for claimed, since, words, uri in claims:
        if claimed == kind or (claimed == "law" and kind in LAWS):
            return Standing(REPEALED, _day(since), uri, " ".join(words.split()))
    return None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
