"""Which forms belong to a word: pymorphy3's paradigms turned into (beginning, set of endings) pairs.

A paradigm is the list of (prefix, ending, tag) of one inflection class. A form belongs to a stem when it is
prefix + constant part + one of the endings, so a lookup costs one dictionary probe for each length of the
constant part and builds no list of forms: 2,000 stems have some 200,000 forms but only 3,000 pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from pymorphy3 import MorphAnalyzer

_VOWELS = frozenset("аеиоуыэюя")
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_REFLEXIVE = ("ся", "сь")
_MASCULINE = ("а", "у", "ом", "ем", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах")


class Cell(NamedTuple):
    """One place of a paradigm: the pieces around the constant part and the grammar of the form."""

    prefix: str
    ending: str
    tag: str


@cache
def analyzer() -> Any:
    """Return the one pymorphy3 analyzer of this process (0.1 s at the first call)."""
    return MorphAnalyzer(lang="ru")


@cache
def paradigm(number: int) -> tuple[Cell, ...]:
    """Return the cells of the dictionary's paradigm ``number``, the normal form first, ё folded."""
    dictionary = analyzer().dictionary
    row = dictionary.paradigms[number]
    size = len(row) // 3
    return tuple(
        Cell(
            dictionary.paradigm_prefixes[row[2 * size + i]],
            dictionary.suffixes[row[i]],
            str(dictionary.gramtab[row[size + i]]),
        )
        for i in range(size)
    )


@cache
def part(number: int, index: int) -> str:
    """Name the part of a paradigm that a form stands for: "" (all of it) for the normal form."""
    cell = paradigm(number)[index]
    if index == 0 or (cell.prefix, cell.ending) == paradigm(number)[0][:2]:
        return ""
    return "PRTS" if cell.tag.startswith("PRTS") else _kind(cell.tag)


def _kind(tag: str) -> str:
    """Return what a form is within its lexeme: a participle with tense and voice, or a part of speech."""
    grammemes = tag.replace(" ", ",").split(",")
    if grammemes[0] in ("PRTF", "PRTS"):
        return "PRTF" + "".join(g for g in grammemes if g in ("pres", "past", "actv", "pssv"))
    return "VERB" if grammemes[0] == "INFN" else grammemes[0]


@cache
def endings(number: int, wanted: str) -> dict[str, frozenset[str]]:
    """Return prefix -> endings of one part of a paradigm, with the -ся forms of verbs."""
    found: dict[str, set[str]] = {}
    for cell in paradigm(number):
        if wanted in ("", _kind(cell.tag), cell.tag[:4]):
            ending = _fold(cell.ending)
            found.setdefault(cell.prefix, set()).update((ending, *_reflexive(ending, cell.tag)))
    return {prefix: frozenset(members) for prefix, members in found.items()}


def _reflexive(ending: str, tag: str) -> tuple[str, ...]:
    """Return the -ся form of a verb form; participles of the passive and -ся forms have none."""
    if ending.endswith(_REFLEXIVE) or "pssv" in tag:
        return ()
    if tag.startswith("PRTF"):
        return (ending + "ся",)
    if tag.startswith(("VERB", "INFN", "GRND")):
        return (ending + ("сь" if ending[-1:] in _VOWELS else "ся"),)
    return ()


class Lexemes:
    """The forms of given stems, looked up without listing them."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._pairs: dict[str, list[tuple[frozenset[str], str]]] = {}
        self._listed: dict[str, set[str]] = {}
        for stem in set(stems):
            self._add(stem)

    def stems(self, form: str) -> tuple[str, ...]:
        """Return the stems, sorted, whose lexeme holds the folded form."""
        found = set(self._listed.get(form, ()))
        for cut in range(len(form) + 1):
            for members, stem in self._pairs.get(form[:cut], ()):
                if form[cut:] in members:
                    found.add(stem)
        return tuple(sorted(found))

    def _add(self, stem: str) -> None:
        word = _fold(stem.casefold())
        self._list(word, stem)
        places = _places(word)
        if not places:
            self._predict(word, stem)
        for known, number, index in places:
            cell = paradigm(number)[index]
            constant = _fold(known[len(cell.prefix) : len(known) - len(cell.ending)])
            for prefix, members in endings(number, part(number, index)).items():
                self._pairs.setdefault(prefix + constant, []).append((members, stem))

    def _list(self, form: str, stem: str) -> None:
        self._listed.setdefault(form, set()).add(stem)

    def _predict(self, word: str, stem: str) -> None:
        """List the forms of a word outside the dictionary: pymorphy3's guess and the common masculine.

        The guess alone takes «кенеш», «айыл» for names that do not change.
        """
        for parse in analyzer().parse(word):
            if _fold(parse.normal_form) == word:
                for form in parse.lexeme:
                    known = _fold(form.word)
                    for written in (known, *_reflexive(known, str(form.tag))):
                        self._list(written, stem)
        if word[-1:] in _CONSONANTS:
            for ending in _MASCULINE:
                self._list(word + ending, stem)


def _fold(word: str) -> str:
    return word.replace("ё", "е")


def _places(word: str) -> list[tuple[str, int, int]]:
    """Return (word as in the dictionary, paradigm, index): normal forms and participles, else anything."""
    entries = analyzer().dictionary.words.similar_items(word, analyzer().char_substitutes)
    found = [(known, number, index) for known, items in entries for number, index in items]
    best = [place for place in found if place[2] == 0 or paradigm(place[1])[place[2]].tag.startswith("PRTF")]
    return best or found
