"""The patterns of a scanner tried on one sentence, level by level; see scanner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from expertise.lexicon.pattern import GAP

ANY = 0  # the atom id every token satisfies


class Hit(NamedTuple):
    """Target ``name`` found on tokens ``[start, end)`` of a sentence's token list; ``pattern`` its number."""

    name: str
    start: int
    end: int
    pattern: int


@dataclass(slots=True)
class Place:
    """A compiled element: a word with one of ``atoms`` or one of ``terms``; a ``gap`` is any words."""

    atoms: frozenset[int]
    terms: frozenset[str]
    optional: bool
    gap: bool


@dataclass(slots=True)
class Compiled:
    """A pattern of target ``name`` with its anchor, and what may not stand before and behind it."""

    name: str
    number: int
    places: list[Place]
    anchor: int
    before: Place | None
    behind: Place | None
    # What can be said without matching: the pattern is one word, or asks a plain word beside its anchor.
    alone: bool = False
    next_atoms: frozenset[int] | None = None
    previous_atoms: frozenset[int] | None = None
    # What the sentence must hold somewhere: words, and terms, each of which the pattern cannot do without.
    words: tuple[frozenset[int], ...] = ()
    terms: tuple[frozenset[str], ...] = ()

    def prepare(self) -> Compiled:
        """Work out the cheap questions and return the pattern itself."""
        self.alone = len(self.places) == 1 and not (self.before or self.behind)
        self.next_atoms = _plain(self.places[self.anchor + 1 : self.anchor + 2])
        self.previous_atoms = _plain(self.places[self.anchor - 1 : self.anchor] if self.anchor else [])
        needed = [p for i, p in enumerate(self.places) if i != self.anchor and not (p.optional or p.gap)]
        self.words = tuple(p.atoms for p in needed if p.atoms and not p.terms and ANY not in p.atoms)
        self.terms = tuple(p.terms for p in needed if p.terms and not p.atoms)
        return self


def _plain(places: list[Place]) -> frozenset[int] | None:
    """Return the atoms of a neighbouring place that asks for a word and nothing else, or None."""
    if not places or places[0].gap or places[0].optional or places[0].terms or ANY in places[0].atoms:
        return None
    return places[0].atoms


@dataclass(slots=True)
class Anchored:
    """Patterns with one anchor: those that are it ``alone``, those that ask a word beside it, the others."""

    alone: list[Compiled] = field(default_factory=list)
    behind: dict[int, list[Compiled]] = field(default_factory=dict)
    before: dict[int, list[Compiled]] = field(default_factory=dict)
    others: list[Compiled] = field(default_factory=list)
    asks: bool = False  # whether any is more than its anchor

    def add(self, compiled: Compiled) -> None:
        """Take in one pattern."""
        self.asks = self.asks or not compiled.alone
        if compiled.alone:
            self.alone.append(compiled)
        elif compiled.next_atoms is not None:
            for atom in compiled.next_atoms:
                self.behind.setdefault(atom, []).append(compiled)
        elif compiled.previous_atoms is not None:
            for atom in compiled.previous_atoms:
                self.before.setdefault(atom, []).append(compiled)
        else:
            self.others.append(compiled)


@dataclass(slots=True)
class Level:
    """Patterns of one level, by anchor atom and by anchor term."""

    by_atom: dict[int, Anchored] = field(default_factory=dict)
    by_term: dict[str, Anchored] = field(default_factory=dict)

    def add(self, compiled: Compiled) -> None:
        """Take in one pattern."""
        anchor = compiled.places[compiled.anchor]
        for atom in anchor.atoms:
            self.by_atom.setdefault(atom, Anchored()).add(compiled)
        for term in anchor.terms:
            self.by_term.setdefault(term, Anchored()).add(compiled)


class Sentence:
    """The state of one scan: tokens of a sentence and the term occurrences found so far."""

    __slots__ = ("atoms", "end", "ends", "names", "start", "starts", "table")

    def __init__(self, table: Sequence[tuple[int, ...]], start: int, end: int) -> None:
        self.table, self.start, self.end = table, start, end
        self.atoms = frozenset().union(*table[start:end])
        self.names: set[str] = set()
        self.starts: dict[int, list[Hit]] = {}
        self.ends: dict[int, list[Hit]] = {}

    def run(self, levels: list[Level], anchored: list[list[tuple[int, int]]]) -> list[Hit]:
        """Return the hits; ``anchored`` are places and atoms where patterns of each level may be."""
        found: list[Hit] = []
        for level, own in zip(levels, anchored, strict=True):
            if not own and not (level.by_term and self.starts):
                continue
            hits = self._level(level, own)
            if hits and level is not levels[-1]:
                hits = _longest(hits)
                for hit in hits:
                    self.names.add(hit.name)
                    self.starts.setdefault(hit.start, []).append(hit)
                    self.ends.setdefault(hit.end, []).append(hit)
            found += hits
        return found

    def _level(self, level: Level, anchored: list[tuple[int, int]]) -> list[Hit]:
        seen: dict[tuple[str, int, int], Hit] = {}
        by_atom = level.by_atom
        for at, atom in anchored:
            own = by_atom[atom]
            for compiled in own.alone:
                key = (compiled.name, at, at + 1)
                if key not in seen:
                    seen[key] = Hit(compiled.name, at, at + 1, compiled.number)
            if own.asks:
                self._beside(own, at, at + 1, seen)
        for hit in [hit for hits in self.starts.values() for hit in hits] if level.by_term else ():
            term = level.by_term.get(hit.name)
            if term is None:
                continue
            for compiled in term.alone:
                key = (compiled.name, hit.start, hit.end)
                seen.setdefault(key, Hit(compiled.name, hit.start, hit.end, compiled.number))
            if term.asks:
                self._beside(term, hit.start, hit.end, seen)
        return list(seen.values())

    def _beside(self, own: Anchored, start: int, end: int, seen: dict[tuple[str, int, int], Hit]) -> None:
        """Try the patterns that are more than their anchor, which stands on tokens ``[start, end)``."""
        table = self.table
        if own.behind and end < self.end:
            for atom in table[end]:
                for compiled in own.behind.get(atom, ()):
                    if self._possible(compiled, start):
                        self._try(compiled, start, end, seen)
        if own.before and start > self.start:
            for atom in table[start - 1]:
                for compiled in own.before.get(atom, ()):
                    if self._possible(compiled, start):
                        self._try(compiled, start, end, seen)
        for compiled in own.others:
            if self._possible(compiled, start):
                self._try(compiled, start, end, seen)

    def _possible(self, c: Compiled, start: int) -> bool:
        """Tell cheaply whether the word before an anchor and those of the sentence allow a pattern."""
        left = c.previous_atoms
        if left is not None and (start <= self.start or left.isdisjoint(self.table[start - 1])):
            return False
        for atoms in c.words:
            if atoms.isdisjoint(self.atoms):
                return False
        return not c.terms or all(not names.isdisjoint(self.names) for names in c.terms)

    def _try(self, c: Compiled, start: int, end: int, seen: dict[tuple[str, int, int], Hit]) -> None:
        left = self._back(c, c.anchor - 1, start)
        if left < 0:
            return
        right = self._ahead(c, c.anchor + 1, end)
        if right < 0:
            return
        key = (c.name, left, right)
        if key not in seen:
            seen[key] = Hit(c.name, left, right, c.number)

    def _ahead(self, c: Compiled, at: int, position: int) -> int:
        """Match places ``at``.. from ``position`` on; return the end or -1."""
        if at == len(c.places):
            if c.behind and any(True for _ in self._from(c.behind, position)):
                return -1
            return position
        place = c.places[at]
        if place.gap:
            for skip in self._landings(c.places[at + 1], position):
                if (end := self._ahead(c, at + 1, skip)) >= 0:
                    return end
            return -1
        if not place.terms:
            if position < self.end and (
                ANY in place.atoms or not place.atoms.isdisjoint(self.table[position])
            ):
                end = self._ahead(c, at + 1, position + 1)
                if end >= 0:
                    return end
        else:
            for step in self._from(place, position):
                if (end := self._ahead(c, at + 1, step)) >= 0:
                    return end
        return self._ahead(c, at + 1, position) if place.optional else -1

    def _landings(self, place: Place, position: int) -> Iterable[int]:
        """Yield where a gap from ``position`` may end so that ``place`` can begin there."""
        reach = range(position, min(position + GAP, self.end) + 1)
        if place.optional or ANY in place.atoms:
            return reach
        if not place.atoms:
            return [at for at in reach if at in self.starts]
        table, atoms, end = self.table, place.atoms, self.end
        return [
            at
            for at in reach
            if (at < end and not atoms.isdisjoint(table[at])) or (place.terms and at in self.starts)
        ]

    def _back(self, c: Compiled, at: int, position: int) -> int:
        """Match places ``at``, at-1 ... so that they end at ``position``; return the start or -1."""
        if at < 0:
            if c.before and any(True for _ in self._upto(c.before, position)):
                return -1
            return position
        place = c.places[at]
        if place.gap:
            for skip in range(position, max(position - GAP, self.start) - 1, -1):
                if (start := self._back(c, at - 1, skip)) >= 0:
                    return start
            return -1
        for step in self._upto(place, position):
            if (start := self._back(c, at - 1, step)) >= 0:
                return start
        return self._back(c, at - 1, position) if place.optional else -1

    def _from(self, place: Place, position: int) -> Iterable[int]:
        """Yield the ends of what fits ``place`` at ``position``, terms (longest first) before words."""
        if position >= self.end:
            return
        if place.terms and position in self.starts:
            yield from sorted({h.end for h in self.starts[position] if h.name in place.terms}, reverse=True)
        atoms = place.atoms
        if atoms and (ANY in atoms or not atoms.isdisjoint(self.table[position])):
            yield position + 1

    def _upto(self, place: Place, position: int) -> Iterable[int]:
        """Yield the starts of what fits ``place`` and ends at ``position``."""
        if position <= self.start:
            return
        if place.terms and position in self.ends:
            yield from sorted({h.start for h in self.ends[position] if h.name in place.terms})
        atoms = place.atoms
        if atoms and (ANY in atoms or not atoms.isdisjoint(self.table[position - 1])):
            yield position - 1


def _longest(hits: list[Hit]) -> list[Hit]:
    """Keep of each term only occurrences that lie in no longer one of the same term."""
    kept: list[Hit] = []
    last: dict[str, int] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.end > last.get(hit.name, -1):
            kept.append(hit)
            last[hit.name] = hit.end
    return kept
