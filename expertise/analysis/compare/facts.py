"""What can be compared of a text without understanding it: numbers, dates, references, known words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from expertise.act import Act, Line, Span
from expertise.analysis.compare.citations import citations
from expertise.analysis.compare.quantities import Read, quantities
from expertise.language import of
from expertise.language.tokens import Tokens, tokenize
from expertise.lexicon.scanner import Hit
from expertise.lexicon.translation import KINDS, Translation

_DERIVED = 4  # letters by which a word and its derivations are alike
_STEM = 5  # letters in which a loan word agrees in both languages («кадастровый» - «кадастрдык»)
#: Kinds of words that tell what a line is about; modality and conditions are too frequent for that.
_TELLING = frozenset({"term", "body", "unit"})

#: Kinds whose words may lie within each other.
_FREE = frozenset({"term", "unit"})


class Fact(NamedTuple):
    """Something said at a place: ``kind`` names the comparison it belongs to, ``value`` what is compared.

    Kinds: number, ordinal, date, law (the number of an act), cite, and those of the translation lexicon.
    ``unit`` belongs to numbers; ``soft`` ones («бир», «один») are compared only beside a firm one.
    """

    kind: str
    value: str
    span: Span
    unit: str = ""
    days: str = ""
    soft: bool = False
    word: str = ""  # of a term: the last word of the pattern it was found by, short of its derivations


@dataclass(frozen=True)
class Stretch:
    """A sentence or a line with its facts in reading order; ``marker`` is the number the line begins with."""

    text: str
    span: Span
    facts: tuple[Fact, ...]
    stems: frozenset[str]
    marker: str = ""
    line: Line | None = None
    sentences: tuple[Stretch, ...] = field(default=())

    @cached_property
    def keys(self) -> Counter[str]:
        """Return what the stretch is recognised by in the other language, with counts."""
        found = Counter(f.value for f in self.facts if f.kind in _TELLING)
        found.update(f"#{f.value}" for f in self.facts if f.kind in ("number", "cite", "date") and not f.soft)
        found.update(f"~{stem}" for stem in self.stems)
        return found

    def of(self, *kinds: str) -> list[Fact]:
        """Return the facts of these kinds."""
        return [fact for fact in self.facts if fact.kind in kinds]


class Reader:
    """Reads the lines of one act into stretches.

    ``words`` are the kinds of the translation lexicon that are looked for. Stems serve to find a line in the
    other language: without all kinds there are none.
    """

    def __init__(self, act: Act, translation: Translation, words: frozenset[str] = frozenset(KINDS)) -> None:
        self._act, self._language = act, act.language
        plain = act.language == "ky" and not set("ңөүҢӨҮ").intersection(act.text)
        self._concepts = translation.concepts
        self._scanner = translation.scanner(act.language, plain, words)
        self._stems = words == frozenset(KINDS)
        self._tokens = tokenize(act.text)
        self._table = self._scanner.table(self._tokens)
        self._heads: dict[tuple[str, int], tuple[str, str, str]] = {}

    def line(self, line: Line) -> Stretch:
        """Read one line."""
        act = self._act
        spans = of(self._language).sentences(act.text, line.body, line.span.end)
        sentences = tuple(self.sentence(span) for span in spans)
        facts = tuple(fact for sentence in sentences for fact in sentence.facts)
        stems = frozenset(stem for sentence in sentences for stem in sentence.stems)
        marker = act.text[line.span.start : line.body].strip().rstrip(".)")
        return Stretch(act.text, line.span, facts, stems, marker, line, sentences)

    def sentence(self, span: Span) -> Stretch:
        """Read one sentence."""
        starts = self._tokens.starts
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        facts = sorted(self._facts(span, first, last), key=lambda f: (f.span.start, f.span.end))
        stems = frozenset(f.value for f in facts if f.kind == "stem")
        return Stretch(self._act.text, span, tuple(facts), stems)

    def _facts(self, span: Span, first: int, last: int) -> Iterator[Fact]:
        taken: list[Span] = []
        for cite in citations(self._act.text, span, self._language):
            taken.append(cite.span)
            yield from (Fact(cite.kind, value, cite.span) for value in cite.values)
        words = list(self._words(first, last))
        yield from words
        tokens = self._tokens
        for at in range(first, last) if self._stems else ():
            form = tokens.forms[at]
            if len(form) > _STEM and form[0].isalpha():
                yield Fact("stem", form[:_STEM], Span(tokens.starts[at], tokens.ends[at]))
        units = {f.span.start: f for f in words if f.kind == "unit"}
        for read in quantities(self._tokens, first, last, self._language):
            if not any(read.span.overlaps(other) for other in taken):
                yield _number(read, units, self._tokens, last)

    def _head(self, hit: Hit) -> tuple[str, str, str]:
        """Return kind and name of a hit's concept, and the last word of its pattern short of its endings."""
        known = self._heads.get((hit.name, hit.pattern))
        if known is None:
            concept = self._concepts[hit.name]
            word = concept.patterns[self._language][hit.pattern].source.split()[-1][:_DERIVED]
            known = self._heads[hit.name, hit.pattern] = (concept.kind, concept.name, word)
        return known

    def _words(self, first: int, last: int) -> Iterator[Fact]:
        tokens = self._tokens
        found = self._scanner.scan(self._table, first, last)
        found.sort(key=lambda hit: (hit.start, -hit.end))
        reach: dict[str, int] = {}
        for hit in found:
            kind, name, word = self._head(hit)
            if kind in _FREE or hit.start >= reach.get(kind, -1):  # of overlapping words the first reads best
                reach[kind] = hit.end
                yield Fact(kind, name, Span(tokens.starts[hit.start], tokens.ends[hit.end - 1]), word=word)


def _number(read: Read, units: dict[int, Fact], tokens: Tokens, last: int) -> Fact:
    """Give a number the unit that follows it within three words, and the kind of days."""
    days, unit = read.days, read.unit
    for at in range(read.end, min(read.end + 4, last)):
        form = tokens.forms[at]
        if form[:6] in ("рабочи", "жумуш") or form.startswith("жумуш"):
            days = "working"
        elif form.startswith("календар"):
            days = "calendar"
        elif tokens.starts[at] in units:
            unit = unit or units[tokens.starts[at]].value
            break
        elif form[0].isdigit() or form in ".;:,":
            break
    return Fact("number", read.value, read.span, unit, days if unit == "day" else "", read.soft)


def plain(text: str, span: Span) -> str:
    """Return the words of a span with single spaces."""
    return " ".join(span.of(text).split())
