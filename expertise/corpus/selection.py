"""Which acts of a corpus a query means: words of their text, kinds, bodies, years, standing, languages."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from expertise.act import Language
from expertise.corpus.store import Corpus
from expertise.corpus.wordforms import question
from expertise.corpus.work import IN_FORCE, NOT_YET, REPEALED, Work
from expertise.errors import WrongUse
from expertise.lexicon.terms import LANGUAGES

_ANY = "any"
_STATES = frozenset({IN_FORCE, REPEALED, NOT_YET, _ANY})


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: empty parts ask for nothing; acts in force are meant unless it says otherwise."""

    words: str = ""
    kinds: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset({IN_FORCE})
    languages: tuple[Language, ...] = LANGUAGES
    bodies: tuple[str, ...] = ()
    since: int = 0
    until: int = 9999


def query(asked: str) -> Query:
    """Take a query apart: words, and ``kind:law,code state:any lang:ky body:"..." since:2015 until:2020``.

    Raises WrongUse ``corpus-bad-query`` for a part that nobody can mean.
    """
    words: list[str] = []
    parts: dict[str, str] = {}
    try:
        pieces = shlex.split(asked)
    except ValueError as error:
        raise WrongUse("corpus-bad-query", part=asked) from error
    for piece in pieces:
        name, colon, value = piece.partition(":")
        if colon and value and name in ("kind", "state", "lang", "body", "since", "until"):
            parts[name] = value
        elif colon:
            raise WrongUse("corpus-bad-query", part=piece)
        else:
            words.append(f'"{piece}"' if " " in piece else piece)
    return _query(" ".join(words), parts)


def _query(words: str, parts: dict[str, str]) -> Query:
    states = _listed(parts.get("state", IN_FORCE))
    languages = _listed(parts.get("lang", ",".join(LANGUAGES)))
    years = [parts.get("since", "0"), parts.get("until", "9999")]
    wrong = [*(states - _STATES), *(languages - set(LANGUAGES)), *(y for y in years if not y.isdecimal())]
    if wrong:
        raise WrongUse("corpus-bad-query", part=wrong[0])
    bodies = tuple(each.casefold() for each in parts.get("body", "").split(",") if each)
    return Query(
        words, _listed(parts.get("kind", "")), states, tuple(t for t in LANGUAGES if t in languages), bodies,
        int(years[0]), int(years[1]),
    )  # fmt: skip


def _listed(value: str) -> frozenset[str]:
    return frozenset(each for each in value.split(",") if each)


def selected(corpus: Corpus, asked: Query) -> Iterator[tuple[str, Language]]:
    """Yield URI and language of the acts a query means, by URI, in every language asked for and held.

    Words are asked for as ``search`` does: one unit of the act holds them all, in either language.
    """
    wanted = _with_words(corpus, asked.words) if asked.words else None
    for (uri,) in corpus.rows("SELECT uri FROM work ORDER BY uri"):
        if (wanted is None or uri in wanted) and _fits(work := corpus.work(uri), asked):
            for language in work.languages:
                if language in asked.languages:
                    yield uri, language


def current(corpus: Corpus, uri: str, language: str) -> str:
    """Return the SHA-256 of the newest text of an act in a language, empty where it is not held."""
    rows = corpus.rows(
        "SELECT e.sha256 FROM edition e JOIN work w ON w.id = e.work "
        "WHERE w.uri = ? AND e.language = ? AND e.current = 1",
        uri, language,
    )  # fmt: skip
    return str(rows[0][0]) if rows else ""


def _with_words(corpus: Corpus, words: str) -> set[str]:
    found: set[str] = set()
    for language in LANGUAGES:
        table = f"words_{language}"
        if form := question(words, language):
            rows = corpus.rows(
                f"SELECT DISTINCT w.uri FROM {table} f JOIN unit u ON u.id = f.rowid "
                f"JOIN edition e ON e.id = u.edition JOIN work w ON w.id = e.work "
                f"WHERE {table} MATCH ? AND e.current = 1",
                form,
            )
            found |= {uri for (uri,) in rows}
    return found


def _fits(work: Work, asked: Query) -> bool:
    year = work.date.year if work.date else 0
    dated = asked.since <= year <= asked.until or (not asked.since and asked.until == 9999)
    of_body = not asked.bodies or any(body in work.body.casefold() for body in asked.bodies)
    of_kind = not asked.kinds or work.kind in asked.kinds
    return dated and of_body and of_kind and (_ANY in asked.states or work.state in asked.states)
