"""Claims: what one clause of a norm says of which matter, so that two places can be held together.

The matter is the set of keys of its words without those that say how (modality, numbers, limits), who
decides, and what no procedure is told apart by. Two claims with the same matter speak of the same thing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expertise.act import Act, Line, Span
from expertise.analysis.collisions.clauses import clauses, passive, states
from expertise.analysis.collisions.keys import Keys, speech
from expertise.analysis.collisions.quantity import Quantity, quantities
from expertise.analysis.collisions.starts import cased, start_words
from expertise.analysis.compare.facts import Fact, Reader, Stretch
from expertise.language.tokens import tokenize
from expertise.language.wordforms import AGENT, SUBJECT, adjective
from expertise.lexicon.lexicon import Lexicon
from expertise.norms.extract import Reading
from expertise.norms.norm import Mention, Norm, Passage
from expertise.norms.passages import leads

#: Kinds of actors that decide for others.
_DECIDERS = frozenset(
    {"body", "cabinet", "parliament", "president", "council", "official", "commission", "court"}
)
_MODAL = {"right": "may", "can": "may", "permit": "may", "must": "must", "ban": "ban", "free": "free"}
_BARE = {"may": "may", "permit": "may", "must": "must", "ban": "ban", "": ""}
#: Facts whose words do not belong to the matter.
_SAID = frozenset({"number", "days", "date", "law", "cite", "modality", "condition", "unit"})
#: Marks whose words do not belong to the matter.
_DROPPED = frozenset({"neutral", "refuse", "without", "generic"})
#: Places of an act whose sentences are no norms of conduct.
_SILENT = frozenset({"definition", "goal", "preamble", "transition"})
#: Words that limit a number beside them; elsewhere they qualify: «менее тяжкое преступление».
_LIMITS = frozenset({"at_most", "at_least", "above", "below", "till"})
_REACH = 4  # tokens
_QUOTES = '«"“('
_BY = "тарабынан"  # looks like a party («тарап»), is a postposition
_KY_DATIVE = ("га", "ге", "го", "гө", "ка", "ке", "ко", "кө", "на", "не", "но", "нө")


@dataclass(frozen=True, slots=True)
class Claim:
    """One clause: ``matter`` is what it is about, the rest what it says of it.

    ``bodies`` name deciders as the text does, ``modality`` is may, must, ban, free, "" (indicative) or
    mixed, ``conditions`` hold presence, absence and refuse, ``start`` the words a term runs from.
    ``marks`` are the marks that stand in the sentence or its lead-ins; ``states`` tells whether a predicate
    stands there. ``own_bodies`` are those that decide in the clause, ``own_matter`` leaves out the lead-ins,
    ``modal`` tells whether the clause itself says its modality.
    """

    norm: Norm
    span: Span
    matter: frozenset[str]
    bodies: frozenset[str]
    persons: frozenset[str]
    modality: str
    quantities: tuple[Quantity, ...]
    dates: tuple[str, ...]
    conditions: frozenset[str]
    start: frozenset[str]
    marks: frozenset[str]
    generic: bool
    cites: frozenset[str]
    states: bool
    own_bodies: frozenset[str]
    own_matter: frozenset[str]
    modal: bool
    lead_bodies: frozenset[str]


class Claims:
    """Reads the claims of one act; ``of`` may be asked for any passage."""

    def __init__(self, act: Act, reading: Reading, lexicon: Lexicon) -> None:
        self.act, self.reading = act, reading
        self.tokens = tokenize(act.text)
        voice, words = lexicon.voice(act), lexicon.collisions.words
        plain = act.language == "ky" and voice is not lexicon.compiled("ky")
        self.keys = Keys(act.language, voice, words)
        self._scanner = words.scanner(act.language, plain)
        self._table = self._scanner.table(self.tokens)
        self._reader = Reader(act, lexicon.translation)
        self._lines: dict[int, dict[int, Stretch]] = {}
        self._leads: dict[int, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
        self._marks: dict[int, list[tuple[str, int, int]]] = {}

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
        """Return the facts of a passage."""
        line = self.act.lines[passage.line]
        if passage.line not in self._lines:
            self._lines[passage.line] = _by_start(self._reader, line)
        return self._lines[passage.line][passage.span.start]

    def marks(self, passage: Passage) -> list[tuple[str, int, int]]:
        """Return the marks of a passage with their token ranges."""
        if passage.start not in self._marks:
            hits = self._scanner.scan(self._table, passage.start, passage.end)
            self._marks[passage.start] = [(h.name, h.start, h.end) for h in hits]
        return self._marks[passage.start]

    def _claim(self, norm: Norm, stretch: Stretch, first: int, last: int, *, alone: bool) -> Claim:
        tokens, passage = self.tokens, norm.passage
        span = Span(tokens.starts[first], tokens.ends[last - 1])
        facts = [f for f in stretch.facts if span.holds(f.span)]
        marks = [m for m in self.marks(passage) if first <= m[1] < last]
        start = start_words(tokens.forms, first, last, self.act.language)
        actors = self._actors(passage, first, last)
        taken = self._taken(facts, marks, start, actors)
        agent = self._agent(first, last, taken) if self.act.language == "ru" else range(0)
        matter = self._matter(first, last, taken | set(agent))
        lead_matter, lead_marks, lead_bodies = self._lead(passage)
        deciders = [(m, r) for m, r in actors if m.value in _DECIDERS and not self._receives(r)]
        anyone = {at for name, one, end in marks if name == "anyone" for at in range(one, end)}
        others = [
            (m, r)
            for m, r in actors
            if (m.value not in _DECIDERS and m.start not in anyone) or self._receives(r)
        ]
        generic = {at for name, one, end in marks if name == "generic" for at in range(one, end)}
        return Claim(
            norm, span, matter | lead_matter,
            frozenset(self._named(m, r) for m, r in deciders) | lead_bodies,
            frozenset(self._named(m, r) for m, r in others)
            | frozenset(self.keys.of(tokens.forms[at]) for at in agent),
            self._modality(facts, norm, alone=alone),
            tuple(quantities(stretch, span, self.act.language)),
            tuple(f.value for f in facts if f.kind == "date"),
            _conditions(facts, marks),
            self._start(start, marks),
            frozenset(name for name, one, _ in self.marks(passage) if one not in start) | lead_marks,
            any(m.start in generic or m.end - 1 in generic for m, _ in deciders),
            frozenset(f.value for f in facts if f.kind == "cite"),
            self._states(passage, first, last) and (first == passage.start or len(matter) > 1),
            frozenset(self._named(m, r) for m, r in deciders if self._decides(m, last)),
            matter,
            any(f.kind == "modality" for f in facts),
            lead_bodies,
        )  # fmt: skip

    def _states(self, passage: Passage, first: int, last: int) -> bool:
        """Tell whether a clause or its lead-in has a predicate and does not go on from the line before."""
        text, forms = self.act.text, self.tokens.forms
        opening = text[passage.span.start]
        if passage.lead is None and not opening.isupper() and opening not in _QUOTES:
            return False
        ranges = [(first, last), *((lead.start, lead.end) for lead in leads(passage))]
        return any(states(one, end, forms, self.act.language) for one, end in ranges)

    def _start(self, start: range, marks: Sequence[tuple[str, int, int]]) -> frozenset[str]:
        """Return what a term runs from as keys; all ways to hand in an application are one."""
        if any(name == "applied" and one in start for name, one, _ in marks):
            return frozenset({"applied"})
        forms = self.tokens.forms
        return frozenset(self.keys.of(forms[at]) for at in start[1:] if forms[at].isalpha())

    def _taken(
        self, facts: Sequence[Fact], marks: Sequence[tuple[str, int, int]], start: range,
        actors: Sequence[tuple[Mention, range]],
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
        forms = self.tokens.forms
        return frozenset(
            self.keys.of(forms[at])
            for at in range(first, last)
            if at not in taken and len(forms[at]) > 3 and forms[at][0].isalpha()
        )

    def _actors(self, passage: Passage, first: int, last: int) -> list[tuple[Mention, range]]:
        """Return the actors of a clause with the words that name them: adjectives before, a noun behind."""
        found = []
        for m in passage.mentions:
            if (
                m.role == "actor"
                and m.value != "state"
                and first <= m.start
                and m.end <= last
                and self.tokens.forms[m.start] != _BY
            ):
                found.append((m, self._widened(m, first, last)))
        return found

    def _widened(self, mention: Mention, first: int, last: int) -> range:
        forms, start, end = self.tokens.forms, mention.start, mention.end
        if mention.value not in _DECIDERS:
            return range(start, end)
        if self.act.language == "ru":
            while start > first and forms[start - 1].isalpha() and adjective(forms[start - 1]):
                start -= 1
            if mention.value == "official" and end < last and speech(forms[end])[:2] == ("NOUN", "gent"):
                end += 1
        elif start > first and _names(forms[start - 1], mention.value):
            start -= 1
        return range(start, end)

    def _decides(self, mention: Mention, last: int) -> bool:
        """Tell whether a body acts in its clause or something is done by its decision."""
        forms = self.tokens.forms
        if AGENT in mention.roles:
            return True
        if mention.start > 0 and speech(forms[mention.start - 1])[0] == "PREP" and self.act.language == "ru":
            return forms[max(mention.start - 2, 0)] == "по" and forms[mention.start - 1] == "решению"
        if SUBJECT in mention.roles and not self._undergoes(mention, last):
            return True
        if self.act.language == "ru":
            return tuple(forms[max(mention.start - 2, 0) : mention.start]) == ("по", "решению")
        return tuple(forms[mention.end : mention.end + 2]) == ("чечими", "боюнча")

    def _undergoes(self, mention: Mention, last: int) -> bool:
        """Tell whether the verb of a subject is passive: «Президент избирается»."""
        forms = self.tokens.forms
        if self.act.language == "ky":
            verbs = [form for form in forms[mention.end : last] if form.endswith("т")]
            return bool(verbs) and passive(verbs[-1])
        verbs = [form for form in forms[mention.start : last] if speech(form)[0] == "VERB"]
        return bool(verbs) and verbs[0].endswith("ся")

    def _receives(self, named: range) -> bool:
        """Tell whether an actor is in the dative: whom something is given to, not who gives it."""
        if self.act.language == "ky":
            return self.tokens.forms[named[-1]].endswith(_KY_DATIVE)
        return speech(self.tokens.forms[named[0]])[1:] == ("datv", True)

    def _named(self, mention: Mention, named: range) -> str:
        """Return the name under which two mentions of an actor are the same.

        The Government and the Cabinet of Ministers that took its place are one body.
        """
        if mention.value == "cabinet":
            return mention.value
        return " ".join(sorted({self.keys.of(self.tokens.forms[at]) for at in named}))

    def _agent(self, first: int, last: int, taken: set[int]) -> range:
        """Return the words of a Russian subject that acts itself: «медицинская организация выдаёт»."""
        forms = self.tokens.forms
        noun = -1
        for at in range(first, last):
            part, case, sure = speech(forms[at]) if forms[at][0].isalpha() else ("", "", False)
            if part == "NOUN" and noun < 0:
                if case != "nomn" or not sure or at in taken:
                    return range(0)
                noun = at
            elif part == "VERB":
                return range(first, noun + 1) if noun >= 0 and not forms[at].endswith("ся") else range(0)
        return range(0)

    def _modality(self, facts: Sequence[Fact], norm: Norm, *, alone: bool) -> str:
        said = {_MODAL[f.value] for f in facts if f.kind == "modality" and f.value in _MODAL}
        if len(said) > 1:
            return "mixed"
        if said:
            return said.pop()
        return _BARE.get(norm.modality, "mixed") if alone else ""

    def _lead(self, passage: Passage) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Return the matter, the marks and the deciders of the lead-ins of a list item."""
        lead = passage.lead
        if lead is None:
            return frozenset(), frozenset(), frozenset()
        if lead.start not in self._leads:
            outer = self._lead(lead)
            hits = self.marks(lead)
            actors = self._actors(lead, lead.start, lead.end)
            taken = self._taken(self.stretch(lead).facts, hits, range(0), actors)
            deciders = ((m, r) for m, r in actors if m.value in _DECIDERS and not self._receives(r))
            self._leads[lead.start] = (
                self._matter(lead.start, lead.end, taken) | outer[0],
                frozenset(name for name, _, _ in hits) | outer[1],
                frozenset(self._named(m, r) for m, r in deciders) | outer[2],
            )
        return self._leads[lead.start]


def _beside(one: range, other: range) -> bool:
    return bool(one and other) and max(one[0] - other[-1], other[0] - one[-1]) <= _REACH


def _conditions(facts: Sequence[Fact], marks: Sequence[tuple[str, int, int]]) -> frozenset[str]:
    named = {f.value for f in facts if f.kind == "condition" and f.value in ("presence", "absence")}
    named |= {"absence" for name, _, _ in marks if name == "without"}
    named |= {"refuse" for name, _, _ in marks if name == "refuse"}
    return frozenset(named)


def _names(form: str, value: str) -> bool:
    """Tell whether a Kyrgyz word before a body is part of its name: «лицензиялык комиссия»."""
    if value == "official" and form.isalpha() and not cased(form):
        return True
    return form.endswith(
        ("лык", "лик", "лук", "лүк", "дык", "дик", "тык", "тик", "нын", "нин", "нун", "нүн", "дын")
    )


def _by_start(reader: Reader, line: Line) -> dict[int, Stretch]:
    return {sentence.span.start: sentence for sentence in reader.line(line).sentences}
