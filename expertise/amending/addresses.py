"""Reads addresses: «в частях 1, 3 и 5 статьи 7», «12-берененин 3 жана 4-бөлүктөрүндө»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expertise.act import Kind, Language
from expertise.amending.frame import Frame
from expertise.amending.lexemes import Lexeme, NoAddress, Plural, Sort, lexemes
from expertise.amending.places import Part, Place, Term, chains, places

__all__ = ["Address", "NoAddress", "address"]

_WITHOUT_NUMBER = frozenset({Kind.ANNEX, Kind.PREAMBLE})
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_LONGEST_RANGE = 200


@dataclass(frozen=True, slots=True)
class Address:
    """The places a formula names, one by one; ``through`` where it says «по всему тексту».

    ``terms`` are its links as read, with units that have no number («дополнить абзацем»).
    """

    places: tuple[Place, ...]
    terms: tuple[Term, ...]
    through: bool


def address(frame: Frame, text: str, start: int, end: int, language: Language) -> Address:
    """Return the places named in ``frame.text[start:end]``; blank words name none.

    ``text`` is the act's, where letters in quotation marks («подпункт "а"») are looked up. Raises NoAddress
    for words that belong to no address.
    """
    found = lexemes(frame, start, end, language)
    terms = _terms([_settled(lexeme, text) for lexeme in found])
    numbered = [
        term
        for term in terms
        if any(term.numbers) or term.kind in _WITHOUT_NUMBER or term.part is Part.HEADING
    ]
    named = [p for chain in chains(numbered, small_first=language == "ru") for p in places(chain)]
    through = any(lexeme.sort is Sort.THROUGH for lexeme in found)
    return Address(tuple(dict.fromkeys(named)), tuple(terms), through)


def _settled(lexeme: Lexeme, text: str) -> Lexeme:
    if not lexeme.number.startswith("\x00"):
        return lexeme
    start, _, end = lexeme.number[1:].partition(":")
    return Lexeme(Sort.NUMBER, number=text[int(start) : int(end)].strip(" )").casefold())


def _terms(found: Sequence[Lexeme]) -> list[Term]:
    """Give each unit its numbers, which stand before it («3-бөлүк», «второй абзац») or behind it."""
    terms: list[Term] = []
    at, joined, prepared = 0, False, False
    while at < len(found):
        lexeme = found[at]
        if lexeme.sort is Sort.NUMBER:
            items, at = _numbers(found, at, behind=False)
            if at >= len(found) or found[at].sort is not Sort.UNIT:
                raise NoAddress(lexeme.number, -1)
            terms.append(_term(found[at], items, joined, found[at].plural is not Plural.NO))
            joined, at = False, at + 1
        elif lexeme.sort is Sort.UNIT:
            items, at = _numbers(found, at + 1, behind=True)
            head = lexeme.plural is Plural.EITHER and not prepared and (not terms or joined)
            terms.append(_term(lexeme, items, joined, head or lexeme.plural is Plural.YES))
            joined = False
        else:
            joined = joined or (lexeme.sort is Sort.AND and bool(terms))
            prepared = prepared or lexeme.sort is Sort.PREPOSITION
            at += 1
    return terms


def _numbers(found: Sequence[Lexeme], at: int, *, behind: bool) -> tuple[list[tuple[str, bool]], int]:
    """Return the numbers that stand together from ``at`` on, each with whether a range ends in it.

    Numbers ``behind`` a unit end before an ordinal that belongs to the next unit («часть 1 и второй абзац»).
    """
    items: list[tuple[str, bool]] = []
    if at < len(found) and found[at].sort is Sort.NUMBER:
        items.append((found[at].number, False))
        at += 1
    while items and _goes_on(found, at, behind):
        items.append((found[at + 1].number, found[at].sort is Sort.RANGE))
        at += 2
    return items, at


def _goes_on(found: Sequence[Lexeme], at: int, behind: bool) -> bool:
    following = [lexeme.sort for lexeme in found[at : at + 3]]
    if following[:2] not in ([Sort.AND, Sort.NUMBER], [Sort.RANGE, Sort.NUMBER]):
        return False
    ordinals = found[at - 1].spelled  # «абзацы второй и третий пункта 4»
    return not (behind and not ordinals and found[at + 1].spelled and following[2:] == [Sort.UNIT])


def _term(lexeme: Lexeme, items: Sequence[tuple[str, bool]], joined: bool, plural: bool) -> Term:
    numbers = list(_spread(items, plural)) or [""]
    return Term(lexeme.kind, numbers, lexeme.part, joined)


def _spread(items: Sequence[tuple[str, bool]], plural: bool) -> Iterator[str]:
    """Yield all numbers: «3 - 5» and, of several units, «3-5» are ranges; «3-1» is one number."""
    heads = [number.partition("-")[0] for number, _ in items]
    last = ""
    for place, (number, ends) in enumerate(items):
        first, _, second = number.partition("-")
        if ends:
            yield from _between(last, number)
        elif plural and heads.count(heads[place]) == 1 and _climbs(first, second):
            yield from (first, *_between(first, second))
        else:
            yield number
        last = number


def _climbs(first: str, second: str) -> bool:
    return first.isdigit() and second.isdigit() and int(second) > int(first)


def _between(first: str, last: str) -> Iterator[str]:
    """Yield what follows ``first`` up to ``last``. Raises NoAddress where that is no range."""
    head, dash, tail = first.rpartition("-")
    other, _, end = last.rpartition("-")
    if head == other and _climbs(tail, end) and int(end) - int(tail) < _LONGEST_RANGE:
        yield from (f"{head}{dash}{number}" for number in range(int(tail) + 1, int(end) + 1))
    elif first in _LETTERS and last in _LETTERS and _LETTERS.index(last) > _LETTERS.index(first):
        yield from _LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last) + 1]
    else:
        raise NoAddress(last, -1)
