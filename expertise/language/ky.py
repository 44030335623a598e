"""Kyrgyz: sentences, forms of given words by suffix chains, weak lemmas, number words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from expertise.act import Span
from expertise.language.ky_stems import Shape, openings, shapes
from expertise.language.ky_suffixes import VOWELS, accepts, context, unmarked
from expertise.language.numerals import compose
from expertise.language.sentences import Splitter, clauses
from expertise.language.tokens import fold

__all__ = ["Morphology", "clauses", "lemmas", "number", "plain", "sentences"]

_NEVER = """
    ст б бб п пп ч гл абз гр бер ж жж кк им г гг к мис м ред ул көч обл р-н окр проф акад доц тел башк
    янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек т.а б.а у.д и.о б.з.ч б.з
"""
_MAYBE = "ж.б ж.б.у.с у.с т.б д.у.с тый млн млрд кр га км кг т.д т.п"
_SPLITTER = Splitter(frozenset(_NEVER.split()), frozenset(_MAYBE.split()))


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of the line ``text[start:end]`` as absolute spans (see ``Splitter``)."""
    return _SPLITTER.sentences(text, start, end)


def plain(text: str) -> bool:
    """Tell whether a text is written without ө, ү, ң, as old Kyrgyz acts are; for ``Morphology``."""
    return not any(letter in text for letter in "өүңӨҮҢ")


class Morphology:
    """Tells which of the given words a form can be a form of: stem, then a valid chain of suffixes.

    Inflection only; a derivation is a word of its own: «мүмкүнчүлүк» is no form of «мүмкүн», «укуктуу»
    none of «укук», «токтотуу» none of «токтоо». A verbal noun («берүү», «кароо») stands for its verb with
    passive, reflexive, reciprocal, negation, participles, converbs, moods; a verb root may be given with a
    hyphen («бер-»). Any other word is a nominal. With ``plain`` forms are read as written without ө, ү, ң.
    """

    def __init__(self, stems: Iterable[str], plain: bool = False) -> None:
        self._plain = plain
        self._shapes: dict[str, list[tuple[Shape, str]]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for stem in sorted(set(stems)):
            for shape in set(shapes(fold(stem))):
                head = unmarked(shape.head) if plain else shape.head
                self._shapes.setdefault(head, []).append((shape, stem))

    def match(self, form: str) -> tuple[str, ...]:
        """Return the stems, sorted, that this folded form can be a form of; () when there are none."""
        found = self._known.get(form)
        if found is None:
            found = self._known[form] = self._analyse(unmarked(form) if self._plain else form)
        return found

    def _analyse(self, form: str) -> tuple[str, ...]:
        found: set[str] = set()
        heads = self._shapes
        for cut in range(1, len(form) + 1):
            for shape, stem in heads.get(form[:cut], ()):
                if stem not in found and self._follows(form, cut, shape):
                    found.add(stem)
        return tuple(sorted(found))

    def _follows(self, form: str, cut: int, shape: Shape) -> bool:
        """Tell whether what stands behind the head of a shape is a chain of suffixes."""
        others = map(unmarked, shape.others) if self._plain else shape.others
        return not form.startswith(tuple(others)) and any(
            accepts(chain, shape.state, shape.before, self._plain)
            for chain in openings(form[cut:], shape.opening)
        )


@lru_cache(maxsize=200_000)
def lemmas(form: str) -> frozenset[str]:
    """Guess stems of a folded form without a vocabulary: weak, about 60 % right; for reports only.

    Gives the shortest beginning of three letters or more that leaves a chain of nominal suffixes. Rules
    must use ``Morphology``, which knows the stems it looks for.
    """
    for cut in range(3, len(form)):
        head = form[:cut]
        if any(vowel in head for vowel in VOWELS) and accepts(form[cut:], "noun", context(head)):
            return frozenset({head})
    return frozenset({form})


_VALUES = {
    "нөл": 0, "бир": 1, "эки": 2, "үч": 3, "төрт": 4, "беш": 5, "алты": 6, "жети": 7, "сегиз": 8, "тогуз": 9,
    "он": 10, "жыйырма": 20, "отуз": 30, "кырк": 40, "элүү": 50, "алтымыш": 60, "жетимиш": 70, "сексен": 80,
    "токсон": 90, "жүз": 100, "миң": 1000, "миллион": 10**6, "миллиард": 10**9,
}  # fmt: skip


def number(words: Sequence[str]) -> int | None:
    """Return the number that folded words spell in any case («он бештен» is 15), or None.

    Ordinals («биринчи») and possessives («бири», one of them) are no numbers. Words without ө, ү, ң count.
    """
    values = [_value(word) for word in words]
    known = [value for value in values if value is not None]
    return compose(known) if len(known) == len(values) else None


_NUMERALS = {
    (unmarked(word) if bare else word): (value, context(word), bare)
    for bare in (True, False)
    for word, value in _VALUES.items()
}
_LONGEST = max(map(len, _NUMERALS))


@lru_cache(maxsize=200_000)
def _value(word: str) -> int | None:
    for cut in range(2, min(len(word), _LONGEST) + 1):
        numeral = _NUMERALS.get(word[:cut])
        if numeral and accepts(word[cut:], "value", numeral[1], numeral[2]):
            return numeral[0]
    return None
