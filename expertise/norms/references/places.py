"""Units of an act as words name them: «пунктами 1 и 3-5», «части второй», «2 жана 3-бөлүктөрүндө».

A place is one word for a kind of unit with the numbers beside it. What lies in what is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from expertise.act import Kind, Language, Span
from expertise.norms.references.vocabulary import Finder, Vocabulary, plain, vocabulary

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DASH = "[-–—‑]"
_FIGURES = rf"\d{{1,6}}(?:{_DASH}\d{{1,4}})*[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?!\d)(?![.,]\d)"
_LETTER = '[«"“„][а-яa-z][»"”“]|(?<![а-яёa-z])[а-яa-z]\\)'
_ROMAN = r"(?<![A-Za-zА-я])[IVXLCХСІ]{1,7}(?![A-Za-zА-я])"
#: Kinds that Roman numbers and letters belong to.
_ROMANS = frozenset({Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER, Kind.ANNEX})
_ADJECTIVE = (
    "(?:ый|ий|ой|ая|ья|ое|ье|ого|ьего|его|ому|ьему|ему|ым|ьим|ом|ьем|ую|ью|ьей|ые|ьи|ых|ьих|ыми|ьими)"
)


class Number(NamedTuple):
    """A number of a list: ``last`` is empty but for a range («3-6»); «21¹» is «21-1», «IV» stays itself.

    ``whole`` is the text of a range as the number of an inserted unit («12-15»), which an act may have.
    """

    first: str
    last: str = ""

    @property
    def whole(self) -> str:
        """The range read as one number."""
        return f"{self.first}-{self.last}" if self.last else self.first


class Place(NamedTuple):
    """Words that name units of one kind; no ``numbers`` for «настоящая статья», the one they stand in."""

    kind: Kind
    numbers: tuple[Number, ...]
    span: Span


def places(text: str, span: Span, language: Language) -> list[Place]:
    """Return the places that ``text[span]`` names, in reading order; none overlaps another."""
    found: list[Place] = []
    for place in sorted(_all(text, span, language), key=lambda p: (p.span.start, -p.span.end)):
        if not found or place.span.start >= found[-1].span.end:
            found.append(place)
    return found


def _all(text: str, span: Span, language: Language) -> Iterator[Place]:
    words = vocabulary(language)
    line = plain(text[span.start : span.end])
    low = line.lower()
    for kind, numbered, here in _patterns(language):
        for found in numbered.over(line, low):
            numbers = tuple(_numbers(found["list"], words, kind))
            if numbers and not _gazette(language).search(line, 0, found.start()):
                yield Place(kind, numbers, _span(span, found))
        for found in here.over(line, low):
            yield Place(kind, (), _span(span, found))


@cache
def _gazette(language: Language) -> re.Pattern[str]:
    """Return the pattern of the issue of a gazette that a place may follow («№ 22, ст.222»)."""
    return re.compile(rf"{vocabulary(language).words['gazette']}\s*,\s*$", re.IGNORECASE)


def _span(span: Span, found: re.Match[str]) -> Span:
    return Span(span.start + found.start(), span.start + found.end())


@cache
def _patterns(language: Language) -> tuple[tuple[Kind, Finder, Finder], ...]:
    words = vocabulary(language)
    build = _kyrgyz if language == "ky" else _russian
    found = []
    for kind, unit in words.units.items():
        this = words.words["this_unit"]
        if kind is Kind.ARTICLE:
            this = f"(?:{this}|{words.words['this_article']})"
        numbered = unit.finder(build(words, kind, unit.pattern))
        found.append((kind, numbered, unit.finder(rf"{this}\s+{unit.pattern}")))
    return tuple(found)


def _items(words: Vocabulary, kind: Kind, figures: str) -> str:
    """Return the pattern of a list of figures, letters or Roman numbers."""
    one = [rf"{figures}(?!\s*{words.words['no_units']})"]
    if kind in (Kind.SUBPOINT, Kind.POINT, Kind.PARAGRAPH):
        one.append(_LETTER)
    if kind in _ROMANS:
        one.append(_ROMAN)
    item = f"(?:{'|'.join(one)})"
    joint = rf"(?:\s*,\s*|\s*{_DASH}\s*|\s*,?\s+(?:{words.words['joints']})\s+)"
    return f"{item}(?:{joint}{item})*"


def _ordinals(words: Vocabulary) -> str:
    stems = "|".join(sorted(words.ordinals, key=len, reverse=True))
    one = rf"(?<!\w)(?:{stems}){'н?' + _ADJECTIVE if words.language == 'ru' else ''}(?!\w)"
    return rf"{one}(?:(?:\s*,\s*|\s*{_DASH}\s*|\s+(?:{words.words['joints']})\s+){one})*"


def _russian(words: Vocabulary, kind: Kind, unit: str) -> str:
    """«статьями 3, 5-7», «части первой»; an ordinal before its noun may count anything and is left out."""
    figures = _items(words, kind, _FIGURES)
    return rf"{unit}\s*(?:№\s*|N\s*)?(?P<list>{figures}|{_ordinals(words)})"


def _kyrgyz(words: Vocabulary, kind: Kind, unit: str) -> str:
    """«3, 5-7-беренелеринде», «биринчи бөлүгү», «"а" пунктчасы», «IV бөлүмүндө», «361-берене¹»."""
    figures = rf"(?<![\d.,/№])(?<!№ ){_FIGURES}(?:\s*{_DASH}(?=\s*(?:,|жана|же|болбосо)\s))?"
    signs = [_LETTER, *([_ROMAN] if kind in _ROMANS else [])]
    signed = rf"(?:{'|'.join(signs)})"
    joint = rf"(?:\s*,\s*|\s*{_DASH}\s*|\s*,?\s+(?:{words.words['joints']})\s+)"
    bare = unit.replace(r"(?<!\w)", "", 1)
    numbered = rf"{figures}(?:{joint}{figures})*\s*{_DASH}\s*{bare}[⁰¹²³⁴⁵⁶⁷⁸⁹]*"
    lettered = rf"{signed}(?:{joint}{signed})*\s*{_DASH}?\s*{bare}"
    return rf"(?P<list>{numbered}|{lettered}|{_ordinals(words)}\s+{bare})"


def _numbers(text: str, words: Vocabulary, kind: Kind) -> Iterator[Number]:
    """Yield the numbers of a list in order; ends of a range stand together."""
    plain = re.sub(rf"\s*{_DASH}\s*", "-", text)
    plain = re.sub(r"(\d)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: f"{m[1]}-{m[2].translate(_RAISED)}", plain)
    if after := re.search(r"\w([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$", plain):  # «361-берене¹»
        plain = f"{plain.split('-')[0]}-{after[1].translate(_RAISED)}"
    for found in _one(words.language).finditer(plain):
        if found["figures"]:
            yield _range(found["figures"].split("-"))
        elif found["letter"]:
            yield Number(found["letter"].lower(), (found["to"] or "").lower())
        elif found["ordinal"]:
            yield Number(str(_ordinal(found["ordinal"], words)))
        elif kind in _ROMANS:
            yield Number(found["roman"].upper().translate(str.maketrans("ХСІ", "XCI")))


@cache
def _one(language: Language) -> re.Pattern[str]:
    stems = "|".join(sorted(vocabulary(language).ordinals, key=len, reverse=True))
    quoted = '[«"“„]?(?P<{}>[а-яa-z])[»"”“)]'
    return re.compile(
        rf"(?P<figures>\d+(?:-\d+)*)|{quoted.format('letter')}(?:-{quoted.format('to')})?"
        rf"|(?<!\w)(?P<ordinal>{stems})|(?P<roman>{_ROMAN})",
        re.IGNORECASE,
    )


def _range(parts: list[str]) -> Number:
    """Tell a range («5-8», «21-1-21-5») from the number of an inserted unit («12-1»)."""
    if len(parts) == 2 and int(parts[0]) < int(parts[1]):
        return Number(*parts)
    if len(parts) == 3:
        inserted = int(parts[1]) < int(parts[0])  # «21-1-24», else «5-21-1»
        return Number("-".join(parts[:2]), parts[2]) if inserted else Number(parts[0], "-".join(parts[1:]))
    return Number("-".join(parts[:2]), "-".join(parts[2:]))


def _ordinal(word: str, words: Vocabulary) -> int:
    return next(n for n, stem in enumerate(words.ordinals, 1) if stem == word.lower())
