"""«В различных падежах»: finds a Russian phrase in its forms and puts another one into the same form.

A phrase is declined as adjectives and their noun; what follows the noun («хранилище отходов») stays. A form
that could be two cases for which the new phrase has two forms is refused rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from expertise.language.ru import analyzer

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADJECTIVES = ("ADJF", "PRTF")
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_AS = {"gen2": "gent", "gen1": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct", "voct": "nomn"}
#: Which cases a preposition takes; without one the prepositional case is impossible.
_GOVERNS = {
    **dict.fromkeys(("в", "во", "на"), "accs loct"), **dict.fromkeys(("о", "об", "обо", "при"), "loct"),
    **dict.fromkeys(("к", "ко", "согласно", "благодаря", "вопреки"), "datv"), "по": "datv accs loct",
    **dict.fromkeys(("за", "под"), "accs ablt"), **dict.fromkeys(("над", "между", "перед"), "ablt"),
    **dict.fromkeys(("с", "со"), "ablt gent"), **dict.fromkeys(("через", "про"), "accs"),
    **dict.fromkeys(("из", "от", "до", "без", "у", "для", "кроме", "вместо", "около", "после"), "gent"),
}  # fmt: skip
_ENDING = r"[а-яё]{0,5}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """``words`` with their parses in the nominative; ``head`` is the place of the noun, -1 for none."""

    words: tuple[str, ...]
    parses: tuple[Any, ...]
    head: int


@lru_cache(maxsize=512)
def phrase(text: str) -> Phrase | None:
    """Return how a phrase is declined, None where it is not «(adjective ...) noun (anything)»."""
    words = tuple(text.split())
    parses: list[Any] = []
    for place, word in enumerate(words):
        known = [p for p in analyzer().parse(word.casefold()) if "nomn" in p.tag and p.tag.POS != "NPRO"]
        noun = next((p for p in known if p.tag.POS == "NOUN"), None)
        adjective = next((p for p in known if p.tag.POS in _ADJECTIVES), None)
        if adjective is not None and place + 1 < len(words) and (noun is None or "Subx" in adjective.tag):
            parses.append(adjective)
        elif noun is not None:
            return Phrase(words, (*parses, noun), place)
        else:
            return None
    return None


def find(text: str, old: str) -> Iterator[re.Match[str]]:
    """Yield where a form of ``old`` stands in ``text``; a phrase that is not declined only as it is."""
    known = phrase(old)
    for hit in _loose(old, known).finditer(text):
        if known is None or _readings(hit[0], known):
            yield hit


def inflected(hit: str, before: str, old: str, new: str) -> str | None:
    """Return ``new`` in the form that ``hit`` has of ``old``; None where that is not certain.

    ``before`` is the word in front of it, which may be a preposition.
    """
    known, other = phrase(old), phrase(new)
    if known is None or other is None:
        return None
    readings = _governed(_readings(hit, known), before.casefold())
    made = {_made(other, number, case) for number, case in readings}
    if len(made) != 1 or None in made:
        return None
    (form,) = made
    return form[:1].upper() + form[1:] if form and hit[:1].isupper() else form


def _loose(old: str, known: Phrase | None) -> re.Pattern[str]:
    parts = []
    for place, word in enumerate(old.split()):
        if known is not None and place <= known.head:
            stem = _stem(known.parses[place])
            parts.append(rf"{re.escape(stem)}{_ENDING}")
        else:
            parts.append(re.escape(word))
    inner = r"\s+".join(parts)
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def _stem(parse: Any) -> str:
    """Return what all forms of a word begin with."""
    forms = [form.word for form in parse.lexeme if form.tag.POS == parse.tag.POS]
    stem = forms[0]
    while any(not form.startswith(stem) for form in forms):
        stem = stem[:-1]
    return str(stem)


def _readings(hit: str, known: Phrase) -> frozenset[tuple[str, str]]:
    """Return the numbers and cases that a found phrase can have as a form of ``known``."""
    common: frozenset[tuple[str, str]] | None = None
    for word, parse in zip(_WORD.findall(hit), known.parses, strict=False):
        own = frozenset(
            (str(p.tag.number), _AS.get(str(p.tag.case), str(p.tag.case)))
            for p in analyzer().parse(word.casefold())
            if p.normal_form == parse.normal_form and p.tag.POS == parse.tag.POS and p.tag.case
        )
        common = own if common is None else common & own
    return common or frozenset()


def _governed(readings: frozenset[tuple[str, str]], before: str) -> frozenset[tuple[str, str]]:
    allowed = frozenset(_GOVERNS[before].split()) if before in _GOVERNS else _CASES - {"loct"}
    return frozenset((number, case) for number, case in readings if case in allowed)


def _made(known: Phrase, number: str, case: str) -> str | None:
    noun = known.parses[known.head]
    fixed = {"plurale": "Pltm" in noun.tag, "singular": "Sgtm" in noun.tag}
    if (fixed["plurale"] and number == "sing") or (fixed["singular"] and number == "plur"):
        return None
    words = list(known.words)
    for place, parse in enumerate(known.parses):
        form = parse.inflect(_grammemes(parse, noun, number, case))
        if form is None:
            return None
        word = str(form.word)
        words[place] = word[:1].upper() + word[1:] if words[place][:1].isupper() else word
    return " ".join(words)


def _grammemes(parse: Any, noun: Any, number: str, case: str) -> set[str]:
    wanted = {number, case}
    if parse is noun:
        return wanted
    if number == "sing":
        wanted.add(str(noun.tag.gender))
    if case == "accs" and (number == "plur" or noun.tag.gender == "masc"):
        wanted.add(str(noun.tag.animacy))
    return wanted
