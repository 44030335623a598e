"""Kyrgyz suffix chains: which strings can follow a stem, by vowel harmony and consonant assimilation.

Suffixes are written as templates whose capital letters depend on what stands before:

    A  а е о ө  low vowel            I  ы и у ү  high vowel
    E  аа ээ оо өө                   U  уу үү                       O  оо өө    Y  у ү
    L  л д т    plural               N  н д т    genitive, accusative
    D  д т      locative, past       G  г к      dative, -ган       B  б п        negation
    (x)  x only after a consonant    [x]  x only after a vowel
    >x   the suffix only after a consonant    =x  only after a vowel    ~x  only after з л м н ң

Capitals are Latin, the rest Cyrillic. The grammar is a table state -> (template, next state). ``accepts``
walks it over what is left of a form after its stem; templates are spelled out once per state and context
(last vowel, kind of last sound), and each remainder is analysed once. It was written from the school
grammar and checked by hand on the forms of six acts in force; it holds inflection only: «мүмкүнчүлүк» is
a word of its own, no form of «мүмкүн».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

VOWELS = "аеиоуыэюяөүё"
_HARMONY = {  # last vowel -> the low and the high vowel that follow it
    "а": "аы", "ы": "аы", "я": "аы", "о": "оу", "у": "ау", "ю": "ау", "ё": "оу",
    "е": "еи", "э": "еи", "и": "еи", "ө": "өү", "ү": "өү",
}  # fmt: skip
_FRONT = frozenset("еэиөү")
_ROUNDED = {"U": ("уу", "үү"), "O": ("оо", "өө"), "Y": ("у", "ү")}  # after back and front vowels
_VOICELESS = frozenset("пктсшщчфхцһ")
_LOAN_VOICED = frozenset("бвгдж")  # loans alone end so: «завод» takes both -до and -то
_PLAIN = str.maketrans("өүң", "оун")


class Context(NamedTuple):
    """What a suffix sees before it: the last vowel and the kind of the last sound.

    ``sound`` is one of v (vowel), r (р, й), n (other voiced), t (voiceless), b (voiced end of a loan).
    """

    vowel: str
    sound: str


def context(stem: str) -> Context:
    """Return the context a stem makes; a stem without vowels counts as back («КР»)."""
    vowel = next((letter for letter in reversed(stem) if letter in VOWELS), "а")
    return Context(vowel, _sound(stem.rstrip("ьъ")[-1:]))


def low_vowel(stem: str) -> str:
    """Return the low vowel (а е о ө) that harmony asks for behind ``stem``."""
    return _HARMONY[context(stem).vowel][0]


def high_vowel(stem: str) -> str:
    """Return the high vowel (ы и у ү) that harmony asks for behind ``stem``."""
    return _HARMONY[context(stem).vowel][1]


def _sound(letter: str) -> str:
    if letter in VOWELS:
        return "v"
    if letter in _VOICELESS:
        return "t"
    if letter in _LOAN_VOICED:
        return "b"
    return "r" if letter in "рй" else "n"


_CONSONANTS = {  # template letter -> what it is after v, r, n, t; after b both of the last two
    "L": {"v": "л", "r": "л", "n": "д", "t": "т"},
    "N": {"v": "н", "r": "д", "n": "д", "t": "т"},
    "D": {"v": "д", "r": "д", "n": "д", "t": "т"},
    "G": {"v": "г", "r": "г", "n": "г", "t": "к"},
    "B": {"v": "б", "r": "б", "n": "б", "t": "п"},
}
_AFTER = {">": "rntb", "=": "v", "~": "n"}
_PARTS = re.compile(r"\((\w)\)|\[(\w)\]|(\w)")


def spell(template: str, before: Context) -> Iterator[tuple[str, Context]]:
    """Yield the suffix as written after ``before`` with the context it leaves; after b there are two."""
    if template[0] in _AFTER:
        if before.sound not in _AFTER[template[0]]:
            return
        template = template[1:]
    for sound in "nt" if before.sound == "b" else before.sound:
        vowel, last = before.vowel, sound
        out = ""
        for after_consonant, after_vowel, always in _PARTS.findall(template):
            if (after_consonant and last == "v") or (after_vowel and last != "v"):
                continue
            letter = _letter(after_consonant or after_vowel or always, vowel, last)
            out += letter
            if letter[-1] in VOWELS:
                vowel = letter[-1]
            last = _sound(letter[-1])
        yield out.replace("йу", "ю"), Context(vowel, last)


def _letter(sign: str, vowel: str, last: str) -> str:
    if sign in _CONSONANTS:
        return _CONSONANTS[sign][last if last != "b" else "n"]
    if sign in "AI":
        return _HARMONY[vowel]["AI".index(sign)]
    if sign == "E":
        low = _HARMONY[vowel][0]
        return "ээ" if low == "е" else low * 2
    if sign in _ROUNDED:
        return _ROUNDED[sign][vowel in _FRONT]
    return sign


# --- the grammar -------------------------------------------------------------------------------------
_CASES = (
    ("NIн", "case"), ("NI", "case"), ("GA", "case"), ("DA", "case"), ("DAн", "case"), ("DAгI", "noun"),
    ("NIкI", "noun"), ("DAй", "noun"), ("DIр", "end"),
)  # fmt: skip
_OWNERS = (
    ("(I)м", "mine"), ("(I)ң", "mine"), ("(I)бIз", "mine"), ("(I)ңIз", "mine"), ("(I)ңAр", "mine"),
    ("[с]I", "his"),
)  # fmt: skip
_PERSONS = (("мIн", "end"), ("сIң", "end"), ("бIз", "end"), ("сIз", "end"), ("сIздAр", "end"))
_NOUN = (("LAр", "many"), *_OWNERS, *_CASES)
# What follows a root and a negated root alike.
_ACTS = (
    ("(I)ш", "noun"), ("GAн", "past"), ("DI", "told"), ("сA", "told"), ("сIн", "end"), ("сIндAр", "end"),
    ("(I)ңIз", "end"), ("(I)ңIздAр", "end"), ("GIлA", "end"), ("GIн", "end"), ("чY", "noun"),
    ("GIчA", "end"), ("GIдAй", "end"), ("=й", "now"), ("=йлI", "end"), ("=йлIк", "end"), ("=йIн", "end"),
    ("=йIнчA", "end"),
)  # fmt: skip
_ROOT = (
    # Passive, reflexive, reciprocal; causatives are words of their own («токтоо» stop, «токтотуу» suspend)
    ("(I)л", "root"), ("=н", "root"), ("~Iн", "root"), ("(I)ш", "root"), ("BA", "no"), ("BO", "gerund"),
    (">U", "gerund"), ("(I)п", "joint"), ("мAк", "noun"), ("мAкчI", "end"), ("GIс", "end"),
    ("мAйIн", "end"), ("мAйIнчA", "end"), (">A", "now"), (">AлI", "end"), (">AлIк", "end"),
    (">AйIн", "end"), *_ACTS,
)  # fmt: skip
_FUTURE = ((">Aр", "noun"), (">Eр", "noun"), ("=р", "noun"))
_GRAMMAR: dict[str, tuple[tuple[str, str], ...]] = {
    "noun": _NOUN,
    "gerund": (("чY", "noun"), *_NOUN),
    "many": (*_OWNERS, *_CASES),
    "mine": (("A", "case"), *_CASES),
    "his": (
        ("нIн", "case"), ("н", "case"), ("нA", "case"), ("ндA", "case"), ("нAн", "case"), ("ндAгI", "noun"),
        ("нIкI", "noun"), ("ндAй", "noun"), ("нчA", "end"), ("дIр", "end"), ("сIз", "case"),
    ),
    "owned": (("I", "his"), ("Iм", "mine"), ("Iң", "mine"), ("IбIз", "mine"), ("IңAр", "mine")),
    "case": (("DIр", "end"),),
    "value": _CASES,  # number words: «бири» is "one of them", no number
    "root": (*_FUTURE, *_ROOT),
    # Roots whose future is written like a plural: verbs made from nouns («иште-»: «иштер»), and what may
    # be a passive or an adjective in -луу («күнөөлүү»: «күнөөлөр»).
    "made": _ROOT,
    "no": (("с", "noun"), ("стIг", "owned"), *_ACTS),
    "past": (("дIк", "noun"), ("дIг", "owned"), ("чA", "end"), *_PERSONS, *_NOUN),
    "told": (
        # no 1st person plural: «өндүрүштүк» is an adjective here, not "we produced"
        ("м", "end"), ("ң", "end"), ("ңIз", "end"), ("ңAр", "end"), ("ңIздAр", "end"), ("LAр", "end"),
    ),
    "joint": (("тIр", "end"),),
    "now": (("т", "end"), ("м", "end"), *_PERSONS),
    "end": (),
}  # fmt: skip
# States in which no form ends. A bare root is an imperative («ал», «бер»), which acts do not use, while
# the same letters are a pronoun or a noun («ал», «баш», «иш»).
_OPEN = frozenset({"owned", "root", "made", "no"})


@lru_cache(maxsize=200_000)
def accepts(rest: str, state: str, before: Context, plain: bool = False) -> bool:
    """Tell whether ``rest`` is a whole chain of suffixes from ``state`` in the given context.

    States to start from: "noun" (nominals), "past" (participles in -ган), "his" (nominals with a
    possessive), "root" and "made" (verb roots), "no" (negated roots), "gerund" (verbal nouns), "joint"
    (converbs), "value" (number words: cases only). ``plain`` means that ``rest`` is written without ө ү ң.
    """
    if not rest:
        return state not in _OPEN
    return any(
        rest.startswith(suffix) and accepts(rest[len(suffix) :], following, after, plain)
        for suffix, following, after in _spelled(state, before, plain).get(rest[0], ())
    )


@cache
def _spelled(state: str, before: Context, plain: bool) -> dict[str, list[tuple[str, str, Context]]]:
    """Spell out what may follow in one context, by first letter."""
    table: dict[str, list[tuple[str, str, Context]]] = {}
    for template, following in _GRAMMAR[state]:
        for suffix, after in spell(template, before):
            written = unmarked(suffix) if plain else suffix
            table.setdefault(written[0], []).append((written, following, after))
    return table


def unmarked(word: str) -> str:
    """Return ``word`` as old texts without the letters ө ү ң write it."""
    return word.translate(_PLAIN)
