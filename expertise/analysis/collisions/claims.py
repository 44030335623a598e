"""Claims: the clauses of the norms of an act, read for what they are about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from expertise.act import Act, Span
from expertise.analysis.collisions.actors import Actors, Named
from expertise.analysis.collisions.claim import Claim, Clause, Mark, Source
from expertise.analysis.collisions.clauses import clauses
from expertise.analysis.collisions.keys import shared
from expertise.analysis.collisions.starts import start_words
from expertise.analysis.compare.facts import Fact, Reader, Stretch
from expertise.language.tokens import tokenize
from expertise.lexicon.lexicon import Lexicon
from expertise.norms.extract import Reading
from expertise.norms.norm import Norm, Passage

#: Facts whose words do not belong to the matter, and the kinds of the translation lexicon among them.
_SAID = frozenset({"number", "days", "date", "law", "cite", "modality", "condition", "unit"})
_WORDS = frozenset({"days", "modality", "condition", "unit"})
#: Marks whose words do not belong to the matter.
_DROPPED = frozenset({"neutral", "refuse", "without", "generic"})
#: Places of an act whose sentences are no norms of conduct.
_SILENT = frozenset({"definition", "goal", "preamble", "transition"})
#: Words that limit a number beside them; elsewhere they qualify: «менее тяжкое преступление».
_LIMITS = frozenset({"at_most", "at_least", "above", "below", "till"})
_REACH = 4  # tokens
_NO_LEAD: tuple[frozenset[str], frozenset[str], frozenset[str]] = (frozenset(), frozenset(), frozenset())


class Claims:
    """Reads the claims of one act; ``of`` may be asked for any passage."""

    def __init__(self, act: Act, reading: Reading, lexicon: Lexicon) -> None:
        self.act, self.reading = act, reading
        self.tokens = tokenize(act.text)
        voice, words = lexicon.voice(act), lexicon.collisions.words
        plain = act.language == "ky" and voice is not lexicon.compiled("ky")
        self.keys = shared(act.language, voice, words)
        self._source = Source(act, self.tokens, self.keys, Actors(act.language, self.tokens, self.keys))
        self._keyed = self.keys.telling(self.tokens.forms)
        self._scanner = words.scanner(act.language, plain)
        self._table = self._scanner.table(self.tokens)
        self._reader = Reader(act, lexicon.translation, _WORDS)
        self._stretches: dict[int, Stretch] = {}
        self._leads: dict[int, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
        self._marks: dict[int, list[Mark]] = {}

    def all(self) -> Iterator[Claim]:
        """Yield the claims of all norms in reading order."""
        for norm in self.reading.norms:
            span = norm.passage.span
            introduces = self.act.text[span.end - 1] == ":"
            if norm.passage.place not in _SILENT and not introduces:
                yield from self.of(norm)

    def of(self, norm: Norm) -> Iterator[Claim]:
        """Yield the claims of one norm, one a clause."""
        passage = norm.passage
        stretch = self.stretch(passage)
        pieces = clauses(passage.start, passage.end, self.tokens.forms, self.act.language)
        for first, last in pieces:
            yield self._claim(norm, stretch, first, last, alone=len(pieces) == 1)

    def stretch(self, passage: Passage) -> Stretch:
        """Return the facts of a passage that do not belong to its matter."""
        if passage.start not in self._stretches:
            self._stretches[passage.start] = self._reader.sentence(passage.span)
        return self._stretches[passage.start]

    def marks(self, passage: Passage) -> list[Mark]:
        """Return the marks of a passage with their token ranges."""
        if passage.start not in self._marks:
            hits = self._scanner.scan(self._table, passage.start, passage.end)
            self._marks[passage.start] = [(h.name, h.start, h.end) for h in hits]
        return self._marks[passage.start]

    def _claim(self, norm: Norm, stretch: Stretch, first: int, last: int, *, alone: bool) -> Claim:
        tokens, passage = self.tokens, norm.passage
        span = Span(tokens.starts[first], tokens.ends[last - 1])
        facts = stretch.facts if alone else [f for f in stretch.facts if span.holds(f.span)]
        all_marks = self.marks(passage)
        marks = all_marks if alone else [m for m in all_marks if first <= m[1] < last]
        start = start_words(tokens.forms, first, last, self.act.language)
        actors = self._source.actors.of(passage, first, last)
        taken = self._taken(facts, marks, start, actors)
        agent = self._source.actors.agent(first, last, taken)
        taken.update(agent)
        matter = self._matter(first, last, taken)
        lead_matter, lead_marks, lead_bodies = self._lead(passage)
        return Claim(
            norm, span, matter | lead_matter, matter,
            frozenset(name for name, one, _ in all_marks if one not in start) | lead_marks, lead_bodies,
            Clause(first, last, alone, stretch, facts, marks, start, actors, agent), self._source,
        )  # fmt: skip

    def _taken(
        self, facts: Sequence[Fact], marks: Sequence[Mark], start: range,
        actors: Sequence[Named],
    ) -> set[int]:  # fmt: skip
        """Return the tokens that say something of the matter and do not belong to it."""
        taken = set(start)
        modal = {at for name, one, end in marks if name == "modal" for at in range(one, end)}
        said = [f for f in facts if f.kind in _SAID]
        numbers = [self._range(f.span) for f in said if f.kind == "number"]
        for fact in said:
            words = self._range(fact.span)
            if fact.kind == "modality" and self.act.language == "ky":
                taken.update(at for at in words if at in modal)  # «өзгөртө алат»: the verb is the matter
            elif fact.value not in _LIMITS or any(_beside(words, number) for number in numbers):
                taken.update(words)
        for name, one, end in marks:
            if name in _DROPPED:
                taken.update(range(one, end))
        for _, named in actors:
            taken.update(named)
        return taken

    def _range(self, span: Span) -> range:
        return range(bisect_left(self.tokens.starts, span.start), bisect_left(self.tokens.starts, span.end))

    def _matter(self, first: int, last: int, taken: set[int]) -> frozenset[str]:
        keyed = self._keyed
        return frozenset([key for at in range(first, last) if (key := keyed[at]) and at not in taken])

    def _lead(self, passage: Passage) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Return the matter, the marks and the deciders of the lead-ins of a list item."""
        lead = passage.lead
        if lead is None:
            return _NO_LEAD
        if lead.start not in self._leads:
            outer = self._lead(lead)
            hits = self.marks(lead)
            actors = self._source.actors.of(lead, lead.start, lead.end)
            taken = self._taken(self.stretch(lead).facts, hits, range(0), actors)
            deciders = self._source.actors.deciding(actors)
            self._leads[lead.start] = (
                self._matter(lead.start, lead.end, taken) | outer[0],
                frozenset(name for name, _, _ in hits) | outer[1],
                frozenset(map(self._source.actors.name, deciders)) | outer[2],
            )
        return self._leads[lead.start]


def _beside(one: range, other: range) -> bool:
    return bool(one and other) and max(one[0] - other[-1], other[0] - one[-1]) <= _REACH
