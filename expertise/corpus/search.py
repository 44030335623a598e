"""Search in a corpus: units by word forms in both languages, acts by titles that may be misspelt."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from rapidfuzz import fuzz, process

from expertise.act import Language
from expertise.corpus.prepare import key_of
from expertise.corpus.store import Corpus
from expertise.corpus.wordforms import folded, forms, question, stems
from expertise.corpus.work import Hit, Work
from expertise.language.tokens import fold
from expertise.lexicon.terms import LANGUAGES

_AROUND = 90  # signs of a snippet on each side of the first word found
_CANDIDATES = 200  # titles that are compared letter by letter
_LEAST = 60  # of 100: titles less alike are not shown
_SURE = 90  # of 100: so alike a title needs no further search
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def search(corpus: Corpus, words: str, language: Language | None = None, limit: int = 20) -> list[Hit]:
    """Return the units that hold all the words in any form, best first; quoted words as they stand.

    Only the newest text of an act in each language is searched. Words none of which can be asked for (signs
    alone) find nothing.
    """
    found: list[tuple[float, int, Language]] = []
    for tongue in LANGUAGES:
        asked = question(words, tongue) if language in (None, tongue) else ""
        if asked:
            found += [(rank, unit, tongue) for rank, unit in _ranked(corpus, tongue, asked, limit)]
    return [_hit(corpus, unit, tongue, words) for _, unit, tongue in sorted(found)[:limit]]


def _ranked(corpus: Corpus, language: Language, asked: str, limit: int) -> list[tuple[float, int]]:
    """Return the best units of current texts; a page is asked for with room for those of older ones."""
    table, page = f"words_{language}", 3 * limit + 20
    query = f"SELECT rank, rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank, rowid LIMIT ? OFFSET ?"
    is_current = "SELECT 1 FROM unit u JOIN edition e ON e.id = u.edition WHERE u.id = ? AND e.current = 1"
    found: list[tuple[float, int]] = []
    start = 0
    while len(found) < limit and (rows := corpus.rows(query, asked, page, start)):
        found += [(rank, unit) for rank, unit in rows if corpus.rows(is_current, unit)]
        start += page
    return found[:limit]


def _hit(corpus: Corpus, unit: int, language: Language, words: str) -> Hit:
    row = corpus.rows(
        "SELECT w.uri, u.eid, u.label, t.title, e.text, u.start, u.stop FROM unit u "
        "JOIN edition e ON e.id = u.edition JOIN work w ON w.id = e.work "
        "JOIN title t ON t.work = w.id AND t.language = e.language WHERE u.id = ?",
        unit,
    )[0]
    uri, eid, label, title, packed, start, stop = row
    return Hit(uri, language, eid, label, title, _snippet(_text(packed)[start:stop], words, language))


@lru_cache(maxsize=64)
def _text(packed: bytes) -> str:
    return zlib.decompress(packed).decode()


def _snippet(text: str, words: str, language: Language) -> str:
    """Return the words around the first one that was asked for, on one line."""
    asked = {stem for form in forms(words) for stem in stems(form, language).split()}
    at = 0
    for found in _WORD.finditer(text):
        form = fold(found[0])
        if form and (set(stems(form, language).split()) & asked or _begins(form, asked, language)):
            at = found.start()
            break
    start, stop = max(0, at - _AROUND), min(len(text), at + 2 * _AROUND)
    cut = " ".join(text[start:stop].split())
    return f"{'…' if start else ''}{cut}{'…' if stop < len(text) else ''}"


def _begins(form: str, asked: set[str], language: Language) -> bool:
    return language == "ky" and folded(form, language).startswith(tuple(s for s in asked if len(s) > 3))


def titled(corpus: Corpus, title: str, limit: int = 10) -> list[tuple[float, Work]]:
    """Return the acts whose titles are most like the words, with the likeness (60-100), best first.

    Titles that share no word are compared only where none shares one: a misspelt word is found either way.
    """
    wanted = {stem for form in forms(title) for tongue in LANGUAGES for stem in stems(form, tongue).split()}
    asked = " OR ".join(f'"{stem}"' for stem in sorted(wanted))
    query = (
        "SELECT t.key, w.uri FROM titles f JOIN title t ON t.id = f.rowid JOIN work w ON w.id = t.work "
        "WHERE titles MATCH ? ORDER BY f.rank, f.rowid LIMIT ?"
    )
    rows = corpus.rows(query, asked, _CANDIDATES) if asked else []
    best = _alike(title, rows, limit)
    if not best or best[0][0] < _SURE:
        best = sorted({*best, *_alike(title, _near(corpus, title), limit)}, key=_order)
    likeness: dict[str, float] = {}
    for score, uri in best:
        likeness[uri] = max(score, likeness.get(uri, 0))
    return [(round(score, 1), corpus.work(uri)) for uri, score in list(likeness.items())[:limit]]


def _near(corpus: Corpus, title: str) -> list[tuple[str, str]]:
    """Return all titles that may be alike by their length and language, whatever words they have."""
    query = (
        "SELECT t.key, w.uri FROM title t JOIN work w ON w.id = t.work "
        "WHERE t.language = ? AND length(t.key) BETWEEN ? AND ?"
    )
    found: list[tuple[str, str]] = []
    for tongue in LANGUAGES:
        size, share = len(key_of(title, tongue)), _LEAST / (200 - _LEAST)
        found += corpus.rows(query, tongue, int(size * share), int(size / share) + 1)
    return found


def _order(found: tuple[float, str]) -> tuple[float, str]:
    return -found[0], found[1]


def _alike(title: str, rows: list[tuple[str, str]], limit: int) -> list[tuple[float, str]]:
    """Compare a title with the keys of others, which begin with their language."""
    found: list[tuple[float, str]] = []
    for tongue in LANGUAGES:
        own = [row for row in rows if row[0].startswith(tongue)]
        alike = process.extract(
            key_of(title, tongue),
            [key for key, _ in own],
            scorer=fuzz.ratio,
            score_cutoff=_LEAST,
            limit=limit,
        )
        found += [(score, own[place][1]) for _, score, place in alike]
    return sorted(found, key=_order)[:limit]
