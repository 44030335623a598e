"""A claim: what one clause of a norm says of which matter, so that two places can be held together.

The matter is the set of keys of its words without those that say how (modality, numbers, limits), who
decides, and what no procedure is told apart by. Two claims with the same matter speak of the same thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from expertise.act import Act, Span
from expertise.analysis.collisions.actors import Actors, Named
from expertise.analysis.collisions.clauses import states
from expertise.analysis.collisions.keys import Keys
from expertise.analysis.collisions.quantity import Quantity, quantities
from expertise.analysis.compare.facts import Fact, Stretch
from expertise.language.tokens import Tokens
from expertise.norms.norm import Norm
from expertise.norms.passages import leads

_MODAL = {"right": "may", "can": "may", "permit": "may", "must": "must", "ban": "ban", "free": "free"}
_BARE = {"may": "may", "permit": "may", "must": "must", "ban": "ban", "": ""}
_QUOTES = '«"“('

#: A mark of the collisions lexicon with its token range.
Mark = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """What the clauses of one act are read with."""

    act: Act
    tokens: Tokens
    keys: Keys
    actors: Actors


class Clause(NamedTuple):
    """The tokens ``[first, last)`` of a norm with what stands among them; ``alone`` where they are all of it.

    ``start`` are the tokens a term runs from, ``agent`` those of a subject that is no known actor.
    """

    first: int
    last: int
    alone: bool
    stretch: Stretch
    facts: Sequence[Fact]
    marks: Sequence[Mark]
    start: range
    actors: Sequence[Named]
    agent: range


@dataclass(frozen=True, eq=False)
class Claim:
    """One clause: ``matter`` is what it is about, ``own_matter`` leaves out the lead-ins.

    ``marks`` are the marks that stand in the sentence or its lead-ins, ``lead_bodies`` the deciders of the
    lead-ins. All else is read when it is asked for: nearly every claim speaks of its matter alone.
    """

    norm: Norm
    span: Span
    matter: frozenset[str]
    own_matter: frozenset[str]
    marks: frozenset[str]
    lead_bodies: frozenset[str]
    clause: Clause
    source: Source

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Return the deciders, named as the text does, those of the lead-ins among them."""
        return frozenset(map(self.source.actors.name, self._deciding)) | self.lead_bodies

    @cached_property
    def own_bodies(self) -> frozenset[str]:
        """Return the deciders that decide in the clause itself."""
        actors, last = self.source.actors, self.clause.last
        return frozenset(actors.name(each) for each in self._deciding if actors.decides(each[0], last))

    @cached_property
    def persons(self) -> frozenset[str]:
        """Return all others that act or are given something, the subject of the clause among them."""
        anyone = self._at("anyone")
        actors, forms, keys = self.source.actors, self.source.tokens.forms, self.source.keys
        named = frozenset(actors.name(each) for each in actors.others(self.clause.actors, anyone))
        return named | frozenset(keys.of(forms[at]) for at in self.clause.agent)

    @cached_property
    def generic(self) -> bool:
        """Tell whether a decider is named in general: «соответствующий орган»."""
        generic = self._at("generic")
        return any(m.start in generic or m.end - 1 in generic for m, _ in self._deciding)

    @cached_property
    def modality(self) -> str:
        """Return may, must, ban, free, "" (indicative) or mixed."""
        said = {_MODAL[f.value] for f in self.clause.facts if f.kind == "modality" and f.value in _MODAL}
        if len(said) > 1:
            return "mixed"
        if said:
            return said.pop()
        return _BARE.get(self.norm.modality, "mixed") if self.clause.alone else ""

    @cached_property
    def modal(self) -> bool:
        """Tell whether the clause itself says its modality."""
        return any(f.kind == "modality" for f in self.clause.facts)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the firm numbers with unit and bound, in order."""
        return tuple(quantities(self.clause.stretch, self.span, self.source.act.language))

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """Return the dates, in order."""
        return tuple(f.value for f in self.clause.facts if f.kind == "date")

    @cached_property
    def cites(self) -> frozenset[str]:
        """Return the units that are cited."""
        return frozenset(f.value for f in self.clause.facts if f.kind == "cite")

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Return which of presence, absence and refuse are said."""
        facts, marks = self.clause.facts, self.clause.marks
        named = {f.value for f in facts if f.kind == "condition" and f.value in ("presence", "absence")}
        named |= {"absence" for name, _, _ in marks if name == "without"}
        named |= {"refuse" for name, _, _ in marks if name == "refuse"}
        return frozenset(named)

    @cached_property
    def start(self) -> frozenset[str]:
        """Return what a term runs from as keys; all ways to hand in an application are one."""
        start, forms = self.clause.start, self.source.tokens.forms
        if any(name == "applied" and one in start for name, one, _ in self.clause.marks):
            return frozenset({"applied"})
        return frozenset(self.source.keys.of(forms[at]) for at in start[1:] if forms[at].isalpha())

    @cached_property
    def states(self) -> bool:
        """Tell whether a clause or its lead-in has a predicate and does not go on from the line before."""
        passage, act, clause = self.norm.passage, self.source.act, self.clause
        if clause.first != passage.start and len(self.own_matter) <= 1:
            return False
        opening = act.text[passage.span.start]
        if passage.lead is None and not opening.isupper() and opening not in _QUOTES:
            return False
        ranges = [(clause.first, clause.last), *((lead.start, lead.end) for lead in leads(passage))]
        return any(states(one, end, self.source.tokens.forms, act.language) for one, end in ranges)

    @cached_property
    def _deciding(self) -> list[Named]:
        return self.source.actors.deciding(self.clause.actors)

    def _at(self, mark: str) -> set[int]:
        """Return the tokens of a mark."""
        return {at for name, one, end in self.clause.marks if name == mark for at in range(one, end)}
