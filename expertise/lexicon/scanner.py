"""Many patterns over many tokens: each distinct form is looked at once, each pattern at its rarest word.

The cost grows with the text and with the places where an anchor occurs, hardly with the number of
patterns: a form is interned to the tuple of atoms it satisfies, and a pattern is tried only where its
anchor (the atom shared by the fewest patterns) stands. Terms are found first, level by level, and rules
see their occurrences as single elements. Semantics are those of spaCy's Matcher over the same atoms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from expertise.act import Language
from expertise.language import of
from expertise.language.tokens import Tokens
from expertise.lexicon.pattern import GAP, Atom, Element, Pattern, Sign

ANY = 0  # the atom id every token satisfies
_COMMON = 1000  # what makes an atom a bad anchor: short, or any number


class Hit(NamedTuple):
    """Target ``name`` found on tokens ``[start, end)`` of a sentence's token list; ``pattern`` its number."""

    name: str
    start: int
    end: int
    pattern: int


@dataclass(slots=True)
class _Place:
    """A compiled element: which atoms, which terms; negative ``gap`` for none."""

    atoms: frozenset[int]
    terms: frozenset[str]
    optional: bool
    gap: bool


@dataclass(slots=True)
class _Compiled:
    name: str
    number: int
    places: list[_Place]
    anchor: int
    before: _Place | None
    behind: _Place | None
    # What can be said without matching: the pattern is one word, or asks a plain word beside its anchor.
    alone: bool = False
    next_atoms: frozenset[int] | None = None
    previous_atoms: frozenset[int] | None = None

    def prepare(self) -> _Compiled:
        """Work out the cheap questions and return the pattern itself."""
        self.alone = len(self.places) == 1 and not (self.before or self.behind)
        self.next_atoms = _plain(self.places[self.anchor + 1 : self.anchor + 2])
        self.previous_atoms = _plain(self.places[self.anchor - 1 : self.anchor] if self.anchor else [])
        return self


def _plain(places: list[_Place]) -> frozenset[int] | None:
    """Return the atoms of a neighbouring place that asks for a word and nothing else, or None."""
    if not places or places[0].gap or places[0].optional or places[0].terms or ANY in places[0].atoms:
        return None
    return places[0].atoms


@dataclass(slots=True)
class _Level:
    """Patterns of one level, by anchor atom (those of one word, and all others) and by anchor term."""

    by_atom: dict[int, tuple[list[_Compiled], list[_Compiled]]] = field(default_factory=dict)
    by_term: dict[str, list[_Compiled]] = field(default_factory=dict)


class Scanner:
    """All patterns of one language, compiled.

    ``terms`` and ``rules`` map a name to its patterns; a term may use other terms, not itself.
    ``plain`` is for Kyrgyz texts without ң ө ү.
    """

    def __init__(
        self,
        language: Language,
        terms: Mapping[str, Sequence[Pattern]],
        rules: Mapping[str, Sequence[Pattern]],
        plain: bool = False,
    ) -> None:
        self._tongue = of(language)
        self._plain = plain
        self._ids: dict[Atom, int] = {Atom(Sign.ANY, ""): ANY}
        everything = [p for patterns in (*terms.values(), *rules.values()) for p in patterns]
        self._intern(everything)
        stems = [atom.text for atom in self._ids if atom.sign is Sign.STEM]
        self._morphology = self._tongue.Morphology(stems, plain=plain)
        self._stem_ids = {a.text: i for a, i in self._ids.items() if a.sign is Sign.STEM}
        self._form_ids = {_thin(a.text, plain): i for a, i in self._ids.items() if a.sign is Sign.FORM}
        self._suffix_ids = {_thin(a.text, plain): i for a, i in self._ids.items() if a.sign is Sign.SUFFIX}
        self._suffix_lengths = sorted({len(text) for text in self._suffix_ids})
        self._number = self._ids.get(Atom(Sign.NUMBER, ""))
        self._table = _Looked(self._look)
        self._usage = Counter(a for p in everything for e in p.elements for a in e.atoms)
        depths = term_depths(terms)
        self._levels = [_Level() for _ in range(max(depths.values(), default=0) + 2)]
        for name, patterns in terms.items():
            self._add(self._levels[depths[name]], name, patterns)
        for name, patterns in rules.items():
            self._add(self._levels[-1], name, patterns)
        self._anchors: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}

    def _intern(self, patterns: Iterable[Pattern]) -> None:
        for pattern in patterns:
            elements = [*pattern.elements, pattern.before, pattern.behind]
            for atom in (a for e in elements if e for a in e.atoms):
                if atom.sign is not Sign.TERM:
                    self._ids.setdefault(atom, len(self._ids))

    def _add(self, level: _Level, name: str, patterns: Sequence[Pattern]) -> None:
        for number, pattern in enumerate(patterns):
            places = [self._place(element) for element in pattern.elements]
            anchor = self._anchor(pattern)
            compiled = _Compiled(
                name, number, places, anchor,
                self._place(pattern.before) if pattern.before else None,
                self._place(pattern.behind) if pattern.behind else None,
            ).prepare()  # fmt: skip
            for atom in places[anchor].atoms:
                level.by_atom.setdefault(atom, ([], []))[not compiled.alone].append(compiled)
            for term in places[anchor].terms:
                level.by_term.setdefault(term, []).append(compiled)

    def _anchor(self, pattern: Pattern) -> int:
        """Return the rarest required element; with a gap, of those before it.

        A gap reaches to the nearest fit from the anchor on, so an anchor behind a gap would make the match
        depend on how rare other rules make a word.
        """
        gap = next((i for i, e in enumerate(pattern.elements) if e.gap), len(pattern.elements))
        required = [i for i, e in enumerate(pattern.elements) if not (e.gap or e.optional)]
        before = [i for i in required if i < gap] or required
        return min(before, key=lambda i: self._commonness(pattern.elements[i]))

    def _place(self, element: Element) -> _Place:
        atoms = frozenset(self._ids[a] for a in element.atoms if a.sign is not Sign.TERM)
        terms = frozenset(a.text for a in element.atoms if a.sign is Sign.TERM)
        return _Place(atoms, terms, element.optional, element.gap)

    def _commonness(self, element: Element) -> int:
        return sum(
            self._usage[a] + (_COMMON if a.sign in (Sign.ANY, Sign.NUMBER) or _short(a) else 0)
            for a in element.atoms
        )

    def _look(self, form: str) -> tuple[int, ...]:
        thin = _thin(form, self._plain)
        found = [self._stem_ids[stem] for stem in self._morphology.match(form)]
        if thin in self._form_ids:
            found.append(self._form_ids[thin])
        for length in self._suffix_lengths:
            if length < len(thin) and thin[-length:] in self._suffix_ids:
                found.append(self._suffix_ids[thin[-length:]])
        if self._number is not None and (form[0].isdigit() or self._tongue.number([form]) is not None):
            found.append(self._number)
        return tuple(found)

    def stems(self, form: str) -> tuple[str, ...]:
        """Return the stems of rules and terms that a folded form is a form of."""
        return tuple(self._morphology.match(form))

    def table(self, tokens: Tokens) -> list[tuple[int, ...]]:
        """Return the atoms of every token, in order."""
        return list(map(self._table.__getitem__, tokens.forms))

    def scan(self, table: Sequence[tuple[int, ...]], start: int, end: int) -> list[Hit]:
        """Return the hits of all terms and rules on tokens ``[start, end)``, one sentence."""
        anchored: list[list[tuple[int, int]]] = []
        for at in range(start, end):
            atoms = table[at]
            if not atoms:
                continue
            anchors = self._anchors.get(atoms)
            if anchors is None:
                anchors = self._anchored(atoms)
            if anchors and not anchored:
                anchored = [[] for _ in self._levels]
            for level, atom in anchors:
                anchored[level].append((at, atom))
        return _Sentence(table, start, end).run(self._levels, anchored) if anchored else []

    def _anchored(self, atoms: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Return the levels that the atoms of a form anchor, with the atoms: most anchor nothing."""
        found = tuple((i, a) for a in atoms for i, level in enumerate(self._levels) if a in level.by_atom)
        self._anchors[atoms] = found
        return found


class _Looked(dict[str, tuple[int, ...]]):
    """The atoms of the forms met so far."""

    _LIMIT = 400_000  # a batch over a whole legal database must not grow without end

    def __init__(self, look: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, form: str) -> tuple[int, ...]:
        if len(self) >= self._LIMIT:
            self.clear()
        found = self[form] = self._look(form)
        return found


def _short(atom: Atom) -> bool:
    return atom.sign is Sign.FORM and len(atom.text) < 4


def _thin(text: str, plain: bool) -> str:
    return text.translate(_PLAIN) if plain else text


_PLAIN = str.maketrans("ңөү", "ноу")


class TermCircle(ValueError):
    """Lists of terms that need each other: ``names`` from the first back to itself."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(" -> ".join(names))


def term_depths(terms: Mapping[str, Sequence[Pattern]]) -> dict[str, int]:
    """Return how deep each term builds on others; raises TermCircle, KeyError for an unknown list."""
    depths: dict[str, int] = {}

    def depth(name: str, path: tuple[str, ...]) -> int:
        if name in path:
            raise TermCircle((*path[path.index(name) :], name))
        if name not in depths:
            used = {
                a.text
                for p in terms[name]
                for e in (*p.elements, p.before, p.behind)
                if e
                for a in e.atoms
                if a.sign is Sign.TERM
            }
            depths[name] = 1 + max((depth(u, (*path, name)) for u in sorted(used)), default=-1)
        return depths[name]

    for name in terms:
        depth(name, ())
    return depths


class _Sentence:
    """The state of one scan: tokens of a sentence and the term occurrences found so far."""

    __slots__ = ("end", "ends", "start", "starts", "table")

    def __init__(self, table: Sequence[tuple[int, ...]], start: int, end: int) -> None:
        self.table, self.start, self.end = table, start, end
        self.starts: dict[int, list[Hit]] = {}
        self.ends: dict[int, list[Hit]] = {}

    def run(self, levels: list[_Level], anchored: list[list[tuple[int, int]]]) -> list[Hit]:
        """Return the hits; ``anchored`` are places and atoms where patterns of each level may be."""
        found: list[Hit] = []
        for level, own in zip(levels, anchored, strict=True):
            if not own and not (level.by_term and self.starts):
                continue
            hits = self._level(level, own)
            if hits and level is not levels[-1]:
                hits = _longest(hits)
                for hit in hits:
                    self.starts.setdefault(hit.start, []).append(hit)
                    self.ends.setdefault(hit.end, []).append(hit)
            found += hits
        return found

    def _level(self, level: _Level, anchored: list[tuple[int, int]]) -> list[Hit]:
        seen: dict[tuple[str, int, int], Hit] = {}
        by_atom, table, first, last = level.by_atom, self.table, self.start, self.end - 1
        for at, atom in anchored:
            alone, others = by_atom[atom]
            for compiled in alone:
                key = (compiled.name, at, at + 1)
                if key not in seen:
                    seen[key] = Hit(compiled.name, at, at + 1, compiled.number)
            for compiled in others:  # the words beside an anchor tell cheaply whether a pattern can fit
                right, left = compiled.next_atoms, compiled.previous_atoms
                if right is not None and (at >= last or right.isdisjoint(table[at + 1])):
                    continue
                if left is not None and (at <= first or left.isdisjoint(table[at - 1])):
                    continue
                self._try(compiled, at, at + 1, seen)
        if level.by_term:
            for hits in list(self.starts.values()):
                for hit in hits:
                    for compiled in level.by_term.get(hit.name, ()):
                        self._try(compiled, hit.start, hit.end, seen)
        return list(seen.values())

    def _try(self, c: _Compiled, start: int, end: int, seen: dict[tuple[str, int, int], Hit]) -> None:
        left = self._back(c, c.anchor - 1, start)
        if left < 0:
            return
        right = self._ahead(c, c.anchor + 1, end)
        if right < 0:
            return
        key = (c.name, left, right)
        if key not in seen:
            seen[key] = Hit(c.name, left, right, c.number)

    def _ahead(self, c: _Compiled, at: int, position: int) -> int:
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

    def _landings(self, place: _Place, position: int) -> Iterable[int]:
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

    def _back(self, c: _Compiled, at: int, position: int) -> int:
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

    def _from(self, place: _Place, position: int) -> Iterable[int]:
        """Yield the ends of what fits ``place`` at ``position``, terms (longest first) before words."""
        if position >= self.end:
            return
        if place.terms and position in self.starts:
            yield from sorted({h.end for h in self.starts[position] if h.name in place.terms}, reverse=True)
        atoms = place.atoms
        if atoms and (ANY in atoms or not atoms.isdisjoint(self.table[position])):
            yield position + 1

    def _upto(self, place: _Place, position: int) -> Iterable[int]:
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
