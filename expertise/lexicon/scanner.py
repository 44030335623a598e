"""Many patterns over many tokens: each distinct form is looked at once, each pattern at its rarest word.

The cost grows with the text and with the places where an anchor occurs, hardly with the number of
patterns: a form is interned to the tuple of atoms it satisfies, and a pattern is tried only where its
anchor (the atom shared by the fewest patterns) stands. Terms are found first, level by level, and rules
see their occurrences as single elements. Semantics are those of spaCy's Matcher over the same atoms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from expertise.act import Language
from expertise.language import of
from expertise.language.remembered import Remembered
from expertise.language.tokens import Tokens
from expertise.lexicon.matching import ANY, Compiled, Hit, Level, Place, Sentence
from expertise.lexicon.pattern import Atom, Element, Pattern, Sign

__all__ = ["ANY", "Hit", "Scanner", "TermCircle", "term_depths"]
_COMMON = 1000  # what makes an atom a bad anchor: short, or any number


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
        self._table = Remembered(self._look)
        self._usage = Counter(a for p in everything for e in p.elements for a in e.atoms)
        depths = term_depths(terms)
        self._levels = [Level() for _ in range(max(depths.values(), default=0) + 2)]
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

    def _add(self, level: Level, name: str, patterns: Sequence[Pattern]) -> None:
        for number, pattern in enumerate(patterns):
            places = [self._place(element) for element in pattern.elements]
            anchor = self._anchor(pattern)
            compiled = Compiled(
                name, number, places, anchor,
                self._place(pattern.before) if pattern.before else None,
                self._place(pattern.behind) if pattern.behind else None,
            ).prepare()  # fmt: skip
            level.add(compiled)

    def _anchor(self, pattern: Pattern) -> int:
        """Return the rarest required element; with a gap, of those before it.

        A gap reaches to the nearest fit from the anchor on, so an anchor behind a gap would make the match
        depend on how rare other rules make a word.
        """
        gap = next((i for i, e in enumerate(pattern.elements) if e.gap), len(pattern.elements))
        required = [i for i, e in enumerate(pattern.elements) if not (e.gap or e.optional)]
        before = [i for i in required if i < gap] or required
        return min(before, key=lambda i: self._commonness(pattern.elements[i]))

    def _place(self, element: Element) -> Place:
        atoms = frozenset(self._ids[a] for a in element.atoms if a.sign is not Sign.TERM)
        terms = frozenset(a.text for a in element.atoms if a.sign is Sign.TERM)
        return Place(atoms, terms, element.optional, element.gap)

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
        return Sentence(table, start, end).run(self._levels, anchored) if anchored else []

    def _anchored(self, atoms: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Return the levels that the atoms of a form anchor, with the atoms: most anchor nothing."""
        found = tuple((i, a) for a in atoms for i, level in enumerate(self._levels) if a in level.by_atom)
        self._anchors[atoms] = found
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
