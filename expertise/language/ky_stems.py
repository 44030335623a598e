"""What a Kyrgyz word given by a rule or term looks like before suffixes.

A nominal may voice its end («тартип» - «тартиби»), drop a vowel («орун» - «орду»), take a vowel («акт» -
«актылар»); a verbal noun («кароо») stands for its verb and gives the root («кара»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from expertise.language.ky_suffixes import VOWELS, Context, context, high_vowel, low_vowel

_VOICED = {"п": "б", "к": "г"}
_DEVOICED = {"б": "п", "г": "к"}
# Roots that end in ы и у ү: their verbal noun looks like that of a root with a consonant («окуу»).
_HIGH_ROOTS = frozenset(
    ["оку", "оору", "тааны", "эри", "чири", "ачы", "тынчы", "кары", "токы", "бышы", "байы"]
)
# The last vowel falls before a possessive; in «орун», «мурун», «эрин», «карын» the н hardens as well.
_SYNCOPE = {
    "орун": "орд", "мурун": "мурд", "эрин": "эрд", "карын": "кард", "көңүл": "көңл", "моюн": "мойн",
    "калык": "калк", "убакыт": "убакт", "ырыс": "ырс", "акыл": "акл", "оюн": "ойн",
}  # fmt: skip
# Verbs that look like a voice of a shorter one and mean something else: «колдонуу» (to use) is no form of
# «колдоо» (to support). «алар» is the pronoun "they", never the future of «алуу».
_OTHER_WORDS = {
    "колдо": ("колдон",), "катта": ("катташ",), "кел": ("келиш",), "тий": ("тийиш",), "көр": ("көрүн",),
    "түш": ("түшүн",), "өт": ("өтүн",), "ал": ("алар",), "кош": ("кошул",), "сүйлө": ("сүйлөш",),
    "карма": ("карман",), "тааны": ("тааныш",), "жаз": ("жазыш",), "кир": ("кириш",), "сал": ("салыш",),
    "жет": ("жетиш",), "сура": ("суран",), "эсепте": ("эсептеш",), "тап": ("табыш",), "жара": ("жараш",),
    "кат": ("катыш",), "ур": ("уруш",), "сакта": ("сактан",), "айт": ("айтыш",), "сун": ("сунуш",),
    "ажыра": ("ажыраш",), "кура": ("курал",), "кур": ("курал",),
}  # fmt: skip
_ADJECTIVE = re.compile("(?:[пктсшчфх]т|д)$")
_PARTICIPLE = re.compile("[гк][аеоө]н$")
# Loans with ё, which is folded to е but asks for о у behind it: «отчётту», «отчётторду».
_WITH_YO = frozenset(["отчет", "счет", "зачет", "учет", "актер", "режиссер", "самолет", "вертолет"])
_LONG = {"а": "аа", "о": "оо", "е": "ээ", "ө": "өө"}
_FUSED = {"у": "ю", "ү": "ю", "а": "я", "о": "е", "е": "е", "ө": "е"}  # й + vowel; ё is folded to е


class Shape(NamedTuple):
    """A way a stem begins a form: the written ``head`` and where its chain of suffixes starts.

    ``opening`` limits the first letter of the chain: "v" a vowel, "c" a consonant or nothing, "й" a vowel
    letter that has swallowed the й of the stem («коюлат»), "" anything. A form that begins with one of
    ``others`` belongs to another word.
    """

    head: str
    state: str
    before: Context
    opening: str = ""
    others: tuple[str, ...] = ()


def shapes(stem: str) -> Iterator[Shape]:
    """Yield the shapes of a folded stem; a verb root is given with a hyphen («бер-») or as «берүү»."""
    if stem.endswith("-") and len(stem) > 1:
        yield from _root(stem[:-1])
        return
    yield from _nominal(stem)
    if root := root_of(stem):
        yield from _root(root)


def root_of(stem: str) -> str:
    """Return the verb root of a verbal noun in -уу, -үү, -оо, -өө, -юу; empty for other words.

    Adjectives in -луу end alike: no root ends in д or in a voiceless consonant and т («мүлктүү»).
    """
    body, end = stem[:-2], stem[-2:]
    if not any(letter in VOWELS for letter in body):
        return ""
    if end == "юу":
        return body + "й"
    if body[-1] in VOWELS or end not in ("уу", "үү", "оо", "өө"):
        return ""
    if end in ("оо", "өө"):
        return body + low_vowel(body)
    if _ADJECTIVE.search(body):
        return ""
    high = body + high_vowel(body)
    return high if high in _HIGH_ROOTS else body[:-1] + _DEVOICED.get(body[-1], body[-1])


def openings(rest: str, opening: str) -> tuple[str, ...]:
    """Return what the chain of suffixes may be where ``rest`` follows a head with this opening."""
    if not opening:
        return (rest,)
    if opening == "й":
        return tuple(vowel + rest[1:] for vowel, fused in _FUSED.items() if rest[:1] == fused)
    begins_with_vowel = bool(rest) and rest[0] in VOWELS
    return (rest,) if begins_with_vowel is (opening == "v") else ()


def _nominal(stem: str) -> Iterator[Shape]:
    state = "gerund" if root_of(stem) else "past" if _PARTICIPLE.search(stem) else "noun"
    yield from _ended(stem, state)
    if stem[-1:] in ("ы", "и", "у", "ү") and stem[-2:-1] not in VOWELS:
        yield Shape(stem, "his", context(stem))  # given with its possessive: «макулдугу» - «макулдугуна»
    if stem.endswith("ь"):
        yield Shape(stem[:-1], "noun", context(stem))
    for body in {stem, _SYNCOPE.get(stem, stem)}:
        if body != stem:
            yield Shape(body, "noun", context(stem), "v")
        if _is_cluster(body):
            long = body + high_vowel(stem)
            yield Shape(long, "noun", context(long))


def _is_cluster(stem: str) -> bool:
    """Tell whether the stem ends in two different consonants, the last voiceless («акт», «банк»)."""
    return len(stem) > 2 and stem[-1] in "пктсх" and stem[-2] not in VOWELS + stem[-1] + "йь"


def _root(root: str) -> Iterator[Shape]:
    others = _OTHER_WORDS.get(root, ())
    vowel_ended = root[-1] in VOWELS
    long = sum(letter in VOWELS for letter in root) > 1
    made = long and (root[-1] == "л" or (vowel_ended and root[-2] in "лтд"))
    for shape in _ended(root, "made" if made else "root"):
        yield shape._replace(others=others)
    if root[-1] == "п" and root[-2:-1] in _LONG:  # «тап» has «таап» where «табып» is expected
        yield Shape(root[:-2] + _LONG[root[-2]] + "п", "joint", context(root))
    if vowel_ended:
        gerund = _gerund(root)  # the last vowel melts into it, so it is a head of its own
        yield Shape(gerund, "gerund", context(gerund), others=others)
        if root[-2:-1] in ("б", "п"):  # «аткарбоо»: the word given is itself negated
            yield Shape(root, "no", context(root))


def _gerund(root: str) -> str:
    """Return the verbal noun of a root that ends in a vowel."""
    return root[:-1] + {"а": "оо", "о": "оо", "е": "өө", "ө": "өө", "ы": "уу", "у": "уу"}.get(root[-1], "үү")


def _ended(stem: str, state: str) -> Iterator[Shape]:
    """Yield a stem with its end as it is before consonants and before vowels."""
    before = context(stem.replace("е", "ё") if stem in _WITH_YO else stem)
    if stem[-1:] in _VOICED and stem[-2:-1] and stem[-2] in VOWELS:
        yield Shape(stem, state, before, "c")
        yield Shape(stem[:-1] + _VOICED[stem[-1]], state, before, "v")
    else:
        yield Shape(stem, state, before)
    if stem.endswith("й"):
        yield Shape(stem[:-1], state, before, "й")
