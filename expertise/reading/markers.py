"""What a line begins with: a heading of a section, chapter or article, a list number, a dash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from expertise.act import Kind
from expertise.reading.words import grouped, listed, ordinal


class Style(StrEnum):
    """How the number of a line is written; lists are told apart by it."""

    HEAD = "head"  # «Глава 1», «1-глава», «§ 2»
    ROMAN = "roman"  # «II. Общие положения» with no word for its kind
    DOT = "dot"  # «3.»
    MULTI = "multi"  # «3.1.»
    BRACKET = "bracket"  # «3)»
    LETTER = "letter"  # «а)»
    DASH = "dash"  # «- », «• »
    WEAK = "weak"  # «3 Текст»: a number without its sign, believed only in sequence


@dataclass(frozen=True, slots=True)
class Marker:
    """The number of a line: ``body`` is the place in the line after it, ``level`` ranks heads."""

    style: Style
    number: str
    body: int
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    base: str = ""  # the number without its superscript, as printed


LEVELS = {
    "annex": (Kind.ANNEX, 1),
    "division": (Kind.DIVISION, 2),
    "section": (Kind.SECTION, 3),
    "subsection": (Kind.SECTION, 4),
    "chapter": (Kind.CHAPTER, 5),
    "subchapter": (Kind.SUBCHAPTER, 6),
    "preamble": (Kind.PREAMBLE, 7),
    "article": (Kind.ARTICLE, 8),
}
ARTICLE_LEVEL = LEVELS["article"][1]

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ROMAN_LIKE = str.maketrans("ІХСМVLDIXCM", "IXCMVLDIXCM")  # Cyrillic letters that stand for Roman figures
_CYRILLIC_LIKE = str.maketrans("aeopcxyk", "аеорсхук")
_SUPER = "[⁰¹²³⁴-⁹]"
_ROMAN = "[IVXLCІХVI]+"
_KINDS = {word: name for name, group in grouped("heads").items() for word in group}


def _loose(word: str) -> str:
    """Allow the Latin letters that look like Cyrillic in ``word``, in either case."""
    pairs = {"с": "[сcСC]", "а": "[аaАA]", "е": "[еeЕE]", "о": "[оoОO]", "р": "[рpРP]"}
    return "".join(
        pairs.get(sign, f"[{sign}{sign.upper()}]" if sign.isalpha() else re.escape(sign)) for sign in word
    )


def _alternatives() -> str:
    return "|".join(_loose(word) for word in sorted(_KINDS, key=len, reverse=True))


_ORDINALS = "|".join(
    [rf"{stem}[а-я]*" for stem in grouped("ordinals")["ru"]]
    + sorted(grouped("ordinals")["ky"], key=len, reverse=True)
)
# «Статья 12. Название», «РАЗДЕЛ IОБЩИЕ ПОЛОЖЕНИЯ», «Раздел первый»
_WORD_FIRST = re.compile(
    rf"(?P<word>{_alternatives()})\s*№?\s*(?:(?P<num>\d+(?:[-–.]\d+)*)|(?P<roman>{_ROMAN})(?![а-яёөүң])"
    rf"|(?P<ord>(?i:{_ORDINALS}))(?![а-яёөүң]))(?P<sup>{_SUPER}+)?\s*(?P<dot>[.:)])?\s*"
)
# «12-берене. Аталышы», «361-берене¹», «I БӨЛҮМ», «БИРИНЧИ БӨЛҮМ», «1-главаҮй-бүлө»
_NUMBER_FIRST = re.compile(
    rf"(?:(?P<num>\d+(?:[-–.]\d+)*)(?P<sup>{_SUPER}+)?|(?P<roman>{_ROMAN})(?P<rsup>{_SUPER}+)?"
    rf"|(?P<ord>(?i:{_ORDINALS})))\s*[-–]?\s*"
    rf"(?P<word>{_alternatives()})(?![а-яёөүң-])(?P<late>{_SUPER}+)?\s*(?P<dot>[.:)])?\s*"
)
_PARAGRAPH_SIGN = re.compile(rf"§\s*(?P<num>\d+)(?P<sup>{_SUPER}+)?(?P<dot>[.:)])?\s*")
_NUMBER = re.compile(
    rf"(?P<num>\d{{1,4}}(?:[-–]\d{{1,3}})?(?:\.\d{{1,3}})*)(?P<sup>{_SUPER}+)?\s?(?P<sign>[.)])(?!\d)\s*"
)
_BARE = re.compile(rf"(?P<num>\d{{1,2}}(?:\.\d{{1,2}})*)(?P<sup>{_SUPER}+)?\s+(?=[А-ЯЁӨҮҢ])")
_LETTER = re.compile(rf"(?P<num>[а-яёa-zА-Я])(?P<sup>{_SUPER}+)?\)\s*")
_ROMAN_ONE = re.compile(r"I\)\s*")  # a misprint for «1)»
_DASH = re.compile("[-–—−•·▪●◦*\uf0b7\uf02d](?![\\d])\\s*")
_ROMAN_HEAD = re.compile(rf"(?P<num>{_ROMAN})\s*[.)-]\s*(?=[«\"А-ЯЁӨҮҢ])")
_NAMED = re.compile("|".join(_loose(phrase).replace("\\ ", r"\s+") for phrase in listed("named_divisions")))
_ANNEX_WORDS = "|".join(_loose(word) for word in listed("annex"))
_ANNEX = re.compile(
    rf"(?:(?P<before>\d+)\s*-\s*)?(?:{_ANNEX_WORDS})(?![а-яёөүң])\s*(?:(?:№|N)?\s*(?P<after>\d+(?:[-.]\d+)*))?\s*[.:]?\s*"
)
_GENITIVE = re.compile(
    r"(?:закона|кодекса|конституции|положения|настоящ|ушул|конституциясынын|кодексинин|мыйзамынын)", re.I
)
_MAX_ANNEX = 160
_LONGEST_NUMBER = 40


def normal_number(num: str, raised: str | None) -> str:
    """Join a number with its superscript: «21» and «¹» give «21-1»; dashes become hyphens."""
    plain = num.replace("–", "-")
    return f"{plain}-{raised.translate(_RAISED)}" if raised else plain


def _head_number(found: re.Match[str]) -> str:
    groups = found.groupdict()
    raised = groups.get("sup") or groups.get("rsup") or groups.get("late")
    if groups.get("num"):
        return normal_number(groups["num"].replace(".", "-"), raised)
    if groups.get("roman"):
        return normal_number(groups["roman"].translate(_ROMAN_LIKE), raised)
    return normal_number(ordinal(groups["ord"]), raised)


def _is_heading(found: re.Match[str], text: str) -> bool:
    """Tell a heading from a sentence that begins with the same words («Статья 5 Закона ...»)."""
    rest = text[found.end() :]
    if not rest:
        return True
    if found["dot"]:
        return found["word"][0].isupper() or found["word"][1].isupper() or not rest[0].islower()
    return (
        not rest[0].islower()
        and not text.endswith(";")
        and not _GENITIVE.match(rest)
        and rest[0] not in ",;-–"
    )


def _head(found: re.Match[str] | None, text: str) -> Marker | None:
    if found is None or not _is_heading(found, text):
        return None
    name = _KINDS[_plain_word(found["word"])]
    if name == "division" and found["num"] and not found["word"].isupper():
        return None  # «Часть 2 ...» in a sentence, not a division
    if name == "article" and not found["num"]:
        return None
    kind, level = LEVELS[name]
    return Marker(Style.HEAD, _head_number(found), found.end(), kind, level)


def _plain_word(word: str) -> str:
    return word.casefold().translate(_CYRILLIC_LIKE)


def _numbered(text: str) -> Marker | None:
    found = _NUMBER.match(text)
    if found is None:
        weak = _BARE.match(text)
        if weak is None:
            return None
        number = normal_number(weak["num"], weak["sup"])
        return Marker(Style.MULTI if "." in number else Style.WEAK, number, weak.end(), base=weak["num"])
    number = normal_number(found["num"], found["sup"])
    dotted = Style.MULTI if "." in number else Style.DOT
    style = Style.BRACKET if found["sign"] == ")" else dotted
    return Marker(style, number, found.end(), base=found["num"])


def _lettered(text: str) -> Marker | None:
    if _ROMAN_ONE.match(text):
        return Marker(Style.BRACKET, "1", 2, base="1")
    found = _LETTER.match(text)
    if found is None:
        return None
    letter = found["num"].casefold().translate(_CYRILLIC_LIKE)
    return Marker(Style.LETTER, normal_number(letter, found["sup"]), found.end(), base=letter)


def _annex(text: str) -> Marker | None:
    found = _ANNEX.match(text) if len(text) <= _MAX_ANNEX and text[-1] not in ".;:," else None
    if found is None or (
        text[found.end() :][:1].islower() and not re.match(r"(?:к|на)\s", text[found.end() :])
    ):
        return None
    return Marker(Style.HEAD, found["before"] or found["after"] or "", found.end(), *LEVELS["annex"])


def marker(text: str) -> Marker | None:
    """Return what the non-empty line ``text`` begins with, None for a plain line.

    A number longer than any act has makes no marker.
    """
    found = _marker(text)
    return found if found is None or len(found.number) <= _LONGEST_NUMBER else None


def _marker(text: str) -> Marker | None:
    first = text[0]
    if first.isdigit():
        return _head(_NUMBER_FIRST.match(text), text) or _annex(text) or _numbered(text)
    if first in "-–—−•·▪●◦*\uf0b7\uf02d":
        dash = _DASH.match(text)
        return Marker(Style.DASH, "", dash.end()) if dash and dash.end() < len(text) else None
    if first == "§":
        return _sign(text)
    if not first.isalpha():
        return None
    return _worded(text)


def _sign(text: str) -> Marker | None:
    found = _PARAGRAPH_SIGN.match(text)
    if found is None:
        return None
    return Marker(Style.HEAD, normal_number(found["num"], found["sup"]), found.end(), *LEVELS["subchapter"])


def _worded(text: str) -> Marker | None:
    if len(text) > 1 and text[1] in ")⁰¹²³⁴⁵⁶⁷⁸⁹":
        return _lettered(text)
    named = _NAMED.fullmatch(text.rstrip(". "))
    if named is not None and text[0].isupper():
        return Marker(Style.HEAD, "", 0, *LEVELS["division"])
    head = _head(_WORD_FIRST.match(text), text) or _head(_NUMBER_FIRST.match(text), text) or _annex(text)
    if head is not None:
        return head
    found = _ROMAN_HEAD.match(text)
    if found is not None and text[-1] not in ";,:":
        return Marker(Style.ROMAN, found["num"].translate(_ROMAN_LIKE), found.end(), *LEVELS["chapter"])
    return None
