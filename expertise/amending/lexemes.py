"""The words of an address, told apart: units, numbers, connectives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from expertise.act import Kind, Language
from expertise.amending.frame import Frame
from expertise.amending.places import Part
from expertise.amending.vocabulary import QUOTE, vocabulary
from expertise.reading.amendment import unit_kind
from expertise.reading.markers import normal_number
from expertise.reading.words import ordinal

_FIGURE = re.compile(r"(?P<number>\d+(?:[-–.]\d+)*)(?P<raised>[⁰¹²³⁴-⁹]+)?")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NUMBER = 5


class NoAddress(ValueError):
    """Words that are no address; the argument is the first of them."""


class Sort(Enum):
    """What a word is to an address."""

    NUMBER = auto()
    UNIT = auto()
    AND = auto()
    RANGE = auto()
    PREPOSITION = auto()
    ACT = auto()
    THROUGH = auto()


class Plural(Enum):
    """Whether a unit word is plural: «части» can be both."""

    NO = auto()
    YES = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word: a number, a unit (``kind`` is None for a heading or sentence, see ``part``), a connective."""

    sort: Sort
    number: str = ""
    kind: Kind | None = None
    part: Part = Part.UNIT
    plural: Plural = Plural.NO
    spelled: bool = False


def lexemes(frame: Frame, start: int, end: int, language: Language) -> list[Lexeme]:
    """Return the words of an address up to the name of the act (Kyrgyz: behind it).

    Raises NoAddress for any other word.
    """
    text = frame.text[start:end]
    named = list(vocabulary(language).words["acts"].finditer(text))
    begin = named[-1].end() if named and language == "ky" else 0
    found = [Lexeme(Sort.ACT)] if named else []
    try:
        for lexeme in _Lexer(frame, start + begin, end, language).lexemes():
            found.append(lexeme)
    except NoAddress as error:
        word, place = error.args
        if language == "ky" or not named or (place < start + named[0].start() and not word[0].isupper()):
            raise
    return found


class _Lexer:
    def __init__(self, frame: Frame, start: int, end: int, language: Language) -> None:
        self._frame, self._at, self._end = frame, start, end
        self._text = frame.text[:end]
        self._vocabulary = vocabulary(language)
        self._last: Lexeme | None = None

    def lexemes(self) -> Iterator[Lexeme]:
        """Yield word after word."""
        while self._at < self._end:
            if self._text[self._at] in " :)№":
                self._at += 1
                continue
            self._last = self._next()
            if self._last is not None:
                yield self._last

    def _next(self) -> Lexeme | None:
        sign = self._text[self._at]
        if sign == QUOTE:
            return self._quoted()
        if sign.isdigit():
            return self._figure()
        if sign in "-–—,;§":
            return self._sign(sign)
        return self._phrase() or self._unit() or self._spelled() or self._letter()

    def _quoted(self) -> Lexeme:
        inner = self._frame.quotes[self._at]
        if len(inner) > _LONGEST_NUMBER:
            raise NoAddress(QUOTE, self._at)
        self._at += 1
        return Lexeme(Sort.NUMBER, number=f"\x00{inner.start}:{inner.end}")

    def _figure(self) -> Lexeme:
        found = _FIGURE.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
        return Lexeme(Sort.NUMBER, number=normal_number(found["number"], found["raised"]))

    def _sign(self, sign: str) -> Lexeme | None:
        before, self._at = self._at, self._at + 1
        if sign in ",;":
            return Lexeme(Sort.AND)
        if sign == "§":
            return Lexeme(Sort.UNIT, kind=Kind.SUBCHAPTER)
        tight = before > 0 and self._text[before - 1] != " " and self._text[self._at : self._at + 1].isalpha()
        return None if tight and self._text[self._at : self._at + 2][1:] != ")" else Lexeme(Sort.RANGE)

    def _phrase(self) -> Lexeme | None:
        """Return a connective; fillers are passed over."""
        words = self._vocabulary.words
        numbered = self._last is not None and self._last.sort is Sort.NUMBER
        for name, sort in _PHRASES.items():
            if name == "range" and not numbered:
                continue
            found = words[name].match(self._text, self._at)
            if found is not None and self._text[found.end() : found.end() + 1] != ")":
                self._at = found.end()
                return Lexeme(sort)
        for name, part in (("heading", Part.HEADING), ("sentence", Part.SENTENCE)):
            if found := words[name].match(self._text, self._at):
                self._at = found.end()
                return Lexeme(Sort.UNIT, part=part, plural=self._plural(found[0]))
        if found := words["preamble"].match(self._text, self._at):
            self._at = found.end()
            return Lexeme(Sort.UNIT, kind=Kind.PREAMBLE)
        if found := words["last"].match(self._text, self._at):
            self._at = found.end()
            return Lexeme(Sort.NUMBER, number="last", spelled=True)
        return None

    def _plural(self, word: str) -> Plural:
        words = self._vocabulary.words
        if words["plural"].fullmatch(word):
            return Plural.YES
        return Plural.EITHER if words["either"].fullmatch(word) else Plural.NO

    def _unit(self) -> Lexeme | None:
        found = _WORD.match(self._text, self._at)
        kind = unit_kind(found[0]) if found else None
        if found is None or kind is None:
            return None
        self._at = found.end()
        return Lexeme(Sort.UNIT, kind=kind, plural=self._plural(found[0]))

    def _spelled(self) -> Lexeme | None:
        """Return an ordinal in words: «второй», «тридцать втором», «он биринчи»."""
        one = _WORD.match(self._text, self._at)
        if one is None:
            return None
        two = _WORD.match(self._text, one.end() + 1)
        tens = self._vocabulary.tens.get(one[0].casefold())
        both = ordinal(f"{one[0]} {two[0]}") if two else ""
        if tens and two and (unit := ordinal(two[0])):
            both = str(tens + int(unit))
        if both and two:
            self._at = two.end()
            return Lexeme(Sort.NUMBER, number=both, spelled=True)
        single = ordinal(one[0])
        if not single:
            return None
        self._at = one.end()
        return Lexeme(Sort.NUMBER, number=single, spelled=True)

    def _letter(self) -> Lexeme | None:
        found = _WORD.match(self._text, self._at)
        filler = self._vocabulary.words["filler"].match(self._text, self._at)
        if filler is not None:
            self._at = filler.end()
            return None
        if found is None or len(found[0]) > 1:
            raise NoAddress(found[0] if found else self._text[self._at], self._at)
        self._at = found.end()
        return Lexeme(Sort.NUMBER, number=found[0].casefold())


_PHRASES = {
    "through": Sort.THROUGH, "and": Sort.AND, "range": Sort.RANGE, "prepositions": Sort.PREPOSITION,
    "acts": Sort.ACT,
}  # fmt: skip
