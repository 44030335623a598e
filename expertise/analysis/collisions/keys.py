"""Words as keys: forms of one word, and a verb and the noun made of it, have one key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from expertise.act import Language
from expertise.language.remembered import Remembered
from expertise.language.ru import analyzer
from expertise.lexicon.collisions import Words
from expertise.lexicon.lexicon import Voice

_LONGEST = 7  # letters of a key: endings of derived words differ, beginnings hardly
_RU_TAIL = re.compile(
    r"(?:(?:ирова|изова|ова|ева|ыва|ива|ава)(?:ние|ть)|(?:ен|ан|ят|ит|ут)ие|ация|яция|иция|[аеияуы]ть|ти|чь)$"
)
_KY_TAIL = re.compile(
    r"(?:[лдт][аеоө]р)?(?:(?:с?[ыиуү])(?:н(?=[дг]|$))?)?"
    r"(?:[ндт][ыиуү]н|[ндт][ыиуү]|[гк][аеоө]|н[аеоө]|[дт][аеоө]н?|[аеоө])?$"
)
_KY_CASE = re.compile(r"(?:[лдт][аеоө]р)?(?:[ндт][ыиуү]н|[ндт][ыиуү]|[гк][аеоө]|[дт][аеоө]н?)?$")
_KY_VOWELS = re.compile(r"(?<=..[^аеёиоуыэюяөү])[ыиуүаеоөй]+$")
_KY_SHORTEST = 3
_SHORTEST = 4  # letters of a word that tells of a matter
_MOST = 6  # lexicons at hand at once: two languages, Kyrgyz without its letters, and those of a change
_LACKING = re.compile(r"[ыиуү]?с[ыиуү]з$")


class Keys:
    """Gives the keys of words; ``voice`` knows the stems of the lexicon. See ``shared``."""

    def __init__(self, language: Language, voice: Voice, words: Words) -> None:
        self._language, self._voice, self._words = language, voice, words
        self._alike = words.alike[language]
        self._known = Remembered(self._russian if language == "ru" else self._kyrgyz)
        self._telling = Remembered(lambda form: self._known[form] if _tells(form) else "")

    def of(self, form: str) -> str:
        """Return the key of a folded form."""
        return self._known[form]

    def telling(self, forms: Sequence[str]) -> list[str]:
        """Return the keys of the forms that tell of a matter, empty for signs, numbers and short words."""
        return list(map(self._telling.__getitem__, forms))

    def knows(self, voice: Voice, words: Words) -> bool:
        """Tell whether these are the keys of a voice and words."""
        return self._voice is voice and self._words is words

    def word(self, form: str) -> str:
        """Return the word a form belongs to, uncut: terms are told apart by their endings."""
        if self._language == "ru":
            return _lemma(form)
        return _KY_CASE.sub("", form) or form

    def _russian(self, form: str) -> str:
        lemma = _lemma(form).removesuffix("ся")
        lemma = self._alike.get(lemma, lemma)
        bare = _RU_TAIL.sub("", lemma)
        return (bare if len(bare) > 3 else lemma)[:_LONGEST]

    def _kyrgyz(self, form: str) -> str:
        bare = _LACKING.sub("", form)
        stems = self._voice.scanner.stems(bare)
        if stems:
            stem = max(stems, key=lambda s: (len(s), s))
            return self._alike.get(stem, stem)
        root = _KY_VOWELS.sub("", _KY_TAIL.sub("", bare))
        return (root if len(root) >= _KY_SHORTEST else bare)[:_LONGEST]


_SHARED: list[Keys] = []


def shared(language: Language, voice: Voice, words: Words) -> Keys:
    """Return the keys that all acts read with the same lexicon have in common."""
    for keys in _SHARED:
        if keys.knows(voice, words):
            return keys
    keys = Keys(language, voice, words)
    _SHARED.append(keys)
    del _SHARED[:-_MOST]
    return keys


def _tells(form: str) -> bool:
    return len(form) >= _SHORTEST and form[0].isalpha()


def _lemma(form: str) -> str:
    """Return the likeliest normal form of a Russian word."""
    return _parsed(form)[0]


def speech(form: str) -> tuple[str, str, bool]:
    """Return part of speech and case of the likeliest reading of a Russian form, and whether it is surely it.

    Sure is a case that no other reading contradicts.
    """
    return _parsed(form)[1]


@lru_cache(maxsize=200_000)
def _parsed(form: str) -> tuple[str, tuple[str, str, bool]]:
    readings = analyzer().parse(form)
    part, case = str(readings[0].tag.POS or ""), str(readings[0].tag.case or "")
    sure = all(str(r.tag.case or "") == case for r in readings)
    return str(readings[0].normal_form).replace("ё", "е"), (part, case, sure)
