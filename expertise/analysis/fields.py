"""Which fields of law an act is about, told by its words: pure, every answer names the words that spoke."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from expertise.act import Act, Role
from expertise.language.tokens import Tokens, tokenize
from expertise.lexicon.fields import CORE, Fields
from expertise.lexicon.scanner import Scanner

_READ = frozenset({Role.NORM, Role.QUOTED, Role.FOOTNOTE, Role.HEADING})
_HEADING = 3.0  # a word in a heading counts for so many in the text
_ALSO = 0.25  # what a word counts that speaks for a field beside others only
_TITLE = 30.0  # points a thousand words that a core word in the title is worth
_CALM = 60  # words added to every act, so that one word in a short one is no field
_LEAST = 16.0  # points a thousand words from which an act is about a field
_CORES = 3  # core words, each place counted and one in a heading for all, without which a text tells no field
_WORDS = 8
_KYRGYZ_LETTERS = frozenset("ңөүҢӨҮ")
_SHARE = 0.2  # what a field must have beside the strongest ones


@dataclass(frozen=True, slots=True)
class Share:
    """A field an act is about: its part of all fields told (0-1), and the words that spoke, commonest first.

    ``words`` are folded forms with their counts, at most eight of them.
    """

    field: str
    share: float
    words: tuple[tuple[str, int], ...]


def classify(act: Act, fields: Fields) -> tuple[Share, ...]:
    """Return the fields of an act, the strongest first; none for an act about no field that has words.

    A field is told by its core words, more by those in headings and most by those in the title, each against
    the length of the act. Weights and borders were set on excerpts that docs/accuracy.md does not count.
    """
    plain = act.language == "ky" and not _KYRGYZ_LETTERS.intersection(act.text)
    scanner = fields.scanner(act.language, plain)
    told = _Told()
    words = _read(act, scanner, told)
    title = [hit for _, _, hit in _hits(scanner, tokenize(act.requisites.title))]
    for hit in title:
        told.enter(hit, 0)  # its words are told; what they weigh does not depend on the length of the act
    named = {hit.name for hit in title if hit.kind == CORE}
    points = {
        name: 1000 * told.weights[name] / (words + _CALM) + (_TITLE if name in named else 0)
        for name in told.weights
        if told.cores.get(name, 0) >= _CORES or name in named
    }
    strong = {name: each for name, each in points.items() if each >= _LEAST}
    border = _SHARE * sum(strong.values())
    kept = sorted((-each, name) for name, each in strong.items() if each >= border)
    total = sum(each for each, _ in kept)
    return tuple(Share(name, round(each / total, 2), told.commonest(name)) for each, name in kept)


class _Hit(NamedTuple):
    name: str
    kind: str
    words: str


class _Told:
    """What the words of an act said so far, by field."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        self.cores: dict[str, float] = {}
        self._words: dict[str, Counter[str]] = {}

    def enter(self, hit: _Hit, weight: float) -> None:
        """Count one place."""
        if hit.kind == CORE:
            self.cores[hit.name] = self.cores.get(hit.name, 0) + weight
        worth = weight * (1 if hit.kind == CORE else _ALSO)
        self.weights[hit.name] = self.weights.get(hit.name, 0) + worth
        self._words.setdefault(hit.name, Counter())[hit.words] += 1

    def commonest(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return the words that spoke for a field, commonest first, equal ones by the alphabet."""
        held = sorted(self._words.get(name, Counter()).items(), key=lambda item: (-item[1], item[0]))
        return tuple(held[:_WORDS])


def _read(act: Act, scanner: Scanner, told: _Told) -> int:
    """Count the words of all lines that say something and return how many tokens those lines have.

    One scan over the whole text takes half the time of a scan a line; what crosses a line is left out.
    """
    tokens = tokenize(act.text)
    for start, end, hit in _hits(scanner, tokens):
        line = act.lines[act.line_at(start)]
        if line.role in _READ and end <= line.span.end:
            told.enter(hit, _HEADING if line.role is Role.HEADING else 1)
    spans = (line.span for line in act.lines if line.role in _READ)
    return sum(bisect_left(tokens.starts, s.end) - bisect_left(tokens.starts, s.start) for s in spans)


def _hits(scanner: Scanner, tokens: Tokens) -> Iterator[tuple[int, int, _Hit]]:
    """Yield where each word of a field stands (code points), and what it is."""
    for hit in scanner.scan(scanner.table(tokens), 0, len(tokens)):
        name, _, kind = hit.name.partition(":")
        words = " ".join(tokens.forms[hit.start : hit.end])
        yield tokens.starts[hit.start], tokens.ends[hit.end - 1], _Hit(name, kind, words)
