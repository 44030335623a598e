"""What people send in, told by its words: columns of tables, verdicts of answers, parts of an analysis."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expertise.lexicon.factors import bilingual
from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES
from expertise.reading.words import either

ACCEPTED, PARTLY, REJECTED = "accepted", "partly", "rejected"
VERDICTS = (ACCEPTED, PARTLY, REJECTED)
#: Verdicts that nobody can follow without a reason.
REASONED = (PARTLY, REJECTED)
_LONGEST_HEADER = 120
_FIRST_WORDS = 160  # code points of the first sentence that are looked at
_TELLING = 3  # words before the verdict that can be a reason
_SENTENCE = re.compile(r"[.!?]\s|\n")
_EDGES = re.compile(r"^[\s.,;:()«»\"'!–—-]+|[\s(«\"]+$")


def any_of(node: Node) -> re.Pattern[str]:
    """Return a pattern, blind to case, for any of the phrases of a list."""
    return re.compile(either(each.text() for each in node.texts()), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of table: the words of each field, in the order they are tried."""

    fields: Mapping[str, re.Pattern[str]]

    def of(self, header: Sequence[str]) -> dict[str, int]:
        """Return which column holds which field by a row of headers; fields it does not name are left out."""
        found: dict[str, int] = {}
        for place, text in enumerate(header):
            words = " ".join(text.split())
            if words and len(words) <= _LONGEST_HEADER and (name := self._field(words, found)):
                found[name] = place
        return found

    def _field(self, words: str, taken: Mapping[str, int]) -> str:
        """Return the field a header names: that whose word stands first in it, of equals the first field."""
        hits = [
            (match.start(), order, name)
            for order, (name, pattern) in enumerate(self.fields.items())
            if name not in taken and (match := pattern.search(words))
        ]
        return min(hits)[2] if hits else ""


def load_columns(path: Path) -> dict[str, Columns]:
    """Read the columns of all kinds of tables; raises BadLexicon with file and line."""
    keys = load(path).keys(("source", "date", "reviewed", "proposals", "answers"))
    return {
        kind: Columns({name: any_of(node) for name, node in keys[kind].mapping().items()})
        for kind in ("proposals", "answers")
    }


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """The words of each verdict, and the words that are a whole answer."""

    patterns: Mapping[str, re.Pattern[str]]
    whole: Mapping[str, str]

    def read(self, text: str) -> tuple[str, str]:
        """Return the verdict that the first sentence of an answer gives, and the reason: the words behind it.

        «Не принято: срок установлен статьёй 5» gives rejected and «срок установлен статьёй 5». An answer
        that says nothing of the kind, or both yes and no, gives no verdict and the whole text.
        """
        said = " ".join(text.split())
        if alone := self.whole.get(said.casefold().strip(" .!")):
            return alone, ""
        end = found.start() if (found := _SENTENCE.search(text)) else len(text)
        hits = self._hits(text[: min(end, _FIRST_WORDS)])
        verdict = PARTLY if PARTLY in hits else next(iter(hits), "")
        if not verdict or (len(hits) > 1 and verdict != PARTLY):
            return "", text.strip()
        start, stop = min(place[0] for place in hits.values()), max(place[1] for place in hits.values())
        behind = _EDGES.sub("", text[stop:])
        # Kyrgyz puts the verb last: «… белгиленгендиктен кабыл алынган жок».
        before = text[:start].strip()
        return verdict, behind or (text.strip() if len(before.split()) >= _TELLING else "")

    def _hits(self, sentence: str) -> dict[str, tuple[int, int]]:
        """Return where each verdict is said; what «не» and «частично» turn over counts for them alone."""
        found: dict[str, tuple[int, int]] = {}
        for verdict in (REJECTED, ACCEPTED, PARTLY):
            for match in self.patterns[verdict].finditer(sentence):
                inside = any(a <= match.start() < b for a, b in found.values())
                if not inside:
                    found.setdefault(verdict, match.span())
        return found


def load_verdicts(path: Path) -> VerdictWords:
    """Read the words of the verdicts; raises BadLexicon with file and line."""
    keys = load(path).keys(("source", "date", "reviewed", "whole", *VERDICTS))
    whole = {
        each.text().casefold(): verdict
        for verdict, node in keys["whole"].keys((ACCEPTED, REJECTED)).items()
        for each in node.texts()
    }
    return VerdictWords({name: any_of(keys[name]) for name in VERDICTS}, whole)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a checklist: found where one of its words is, in the language of the text."""

    id: str
    name: Mapping[str, str]
    words: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a document must speak of; ``reviewed`` is False while no authority has approved the list."""

    points: tuple[Point, ...]
    reviewed: bool


def load_checklist(path: Path) -> Checklist:
    """Read a checklist; raises BadLexicon with file and line, also for a point that is there twice."""
    keys = load(path).keys(("source", "date", "reviewed", "items"))
    points: list[Point] = []
    for node in keys["items"].items():
        own = node.keys(("id", "name", *LANGUAGES))
        name = own["id"].text()
        if any(point.id == name for point in points):
            raise node.refuse("double-entry", entry=name)
        words: dict[str, re.Pattern[str]] = {tongue: any_of(own[tongue]) for tongue in LANGUAGES}
        points.append(Point(name, bilingual(own["name"]), words))
    return Checklist(tuple(points), keys["reviewed"].text() == "true")
