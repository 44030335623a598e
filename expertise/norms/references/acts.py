"""Acts that a line names, in reading order, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from expertise.act import Language, Span
from expertise.norms.references import acts_ky, acts_ru
from expertise.norms.references.naming import BARE, NAMED, PAPER, ActMark, Named
from expertise.norms.references.vocabulary import Finder, plain, vocabulary


def act_marks(text: str, span: Span, language: Language) -> list[ActMark]:
    """Return the words of ``text[span]`` (one line) that name acts; titles of a plural noun one by one."""
    line = plain(text[span.start : span.end])
    found: list[ActMark] = []
    for noun, kind in _nouns(line, language):
        made = list(_marks(line, noun, kind, language))
        if not made:
            continue
        while found and found[-1].span.overlaps(made[0].span) and found[-1].how in (BARE, PAPER):
            if made[0].how != NAMED:
                break
            found.pop()  # a noun inside the title of the act that follows it (Kyrgyz)
        if not found or not found[-1].span.overlaps(made[0].span):
            found += made
    return [m._replace(span=Span(span.start + m.span.start, span.start + m.span.end)) for m in found]


def _marks(text: str, noun: re.Match[str], kind: str, language: Language) -> Iterator[ActMark]:
    """Yield what an act's noun names: one act, or as many as titles stand by a plural noun."""
    reading = acts_ky.READING if language == "ky" else acts_ru.READING
    many, constitutional = _patterns(language)
    if pointed := reading.pointed(text, noun):
        how, span = pointed
        yield ActMark(span, PAPER if kind == PAPER else how, Named(kind))
    elif kind == PAPER:
        yield ActMark(Span(*noun.span()), PAPER, Named(""))
    elif kind != "constitution" or not reading.is_day(text, noun):
        start = noun.start()
        if kind == "law" and (found := constitutional.search(text, 0, start)):
            kind, start = "constitutional-law", found.start()
        plural = bool(many.fullmatch(noun[0]))
        yield from reading.titled(text, Span(start, noun.end()), Named(kind), plural)


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a noun in the plural and of «конституционный» in front of a noun."""
    words = vocabulary(language).words
    flags = re.IGNORECASE
    return re.compile(words["many"], flags), re.compile(rf"{words['constitutional']}\s+$", flags)


def _nouns(plain: str, language: Language) -> list[tuple[re.Match[str], str]]:
    low = plain.lower()
    found = [(noun, kind) for kind, finder in _finders(language) for noun in finder.over(plain, low)]
    return sorted(found, key=lambda each: (each[0].start(), each[1] == PAPER))


@cache
def _finders(language: Language) -> tuple[tuple[str, Finder], ...]:
    words = vocabulary(language)
    nouns = {**words.acts, PAPER: words.papers}
    return tuple((kind, noun.finder(noun.pattern)) for kind, noun in nouns.items())
