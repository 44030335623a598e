"""Definitions and short names: one term with two meanings, one thing with two names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from expertise.act import Act, Span
from expertise.analysis.collisions.claims import Claims
from expertise.analysis.collisions.clauses import ends
from expertise.analysis.collisions.keys import speech
from expertise.language.wordforms import participle
from expertise.norms.norm import Passage

_LONGEST = 6  # words of a term
_FEWEST = 3  # keys of a definition that can be compared
_SAME = 0.8  # share of common keys from which on two definitions say the same
_DASHES = frozenset("-–—")
_SHORT = {
    "ru": re.compile(r"\(далее\s*(?:по тексту\s*)?[-–—:]\s*«?([^)»]{2,60}?)»?\)"),
    "ky": re.compile(r"\(мындан ары\s*(?:текст боюнча\s*)?[-–—:]\s*«?([^)»]{2,60}?)»?\)"),
}
_NOTES = ("примечани", "эскерт")
_SCOPES = ("настоящей стать", "данной стать", "этой стать", "ушул берене")
_KY_OBLIQUE = re.compile(r"(?:[гк][аеоө]|[дт][аеоө]н?|[ндт][ыиуү]н?|үчүн|боюнча|менен|жөнүндө|учурда)$")
_OBLIQUE = frozenset({"datv", "ablt", "loct"})
_MEANINGS = 3  # meanings of a word from which on each article has its own
_WINDOW = 12  # words before a bracket in which the full name stands
_NAME = 3  # words of a full name by which it can be known again
_OTHER = 0.6  # share of common words below which two full names mean two things


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with what it means: ``term`` and ``body`` are keys, ``span`` the sentence."""

    passage: Passage
    span: Span
    words: Span
    term: tuple[str, ...]
    body: frozenset[str]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortName:
    """A short name with the keys of the words before its bracket, in order."""

    passage: Passage
    span: Span
    words: Span
    short: str
    full: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermClash:
    """Two definitions or short names that clash; ``check`` is the number of the check in its kind."""

    check: str
    here: Definition | ShortName
    there: Definition | ShortName


def definitions(claims: Claims) -> list[Definition]:
    """Return the definitions of an act in reading order."""
    found = []
    for norm in claims.reading.norms:
        definition = _definition(claims, norm.passage)
        if definition is not None:
            found.append(definition)
    return found


def _definition(claims: Claims, passage: Passage) -> Definition | None:
    if claims.act.text[passage.span.end - 1] == ":":
        return None
    parts = _by_dash(claims, passage) or _by_verb(claims, passage)
    return None if parts is None or _scoped(claims, passage) else _made(claims, passage, *parts)


def _by_dash(claims: Claims, passage: Passage) -> tuple[range, range] | None:
    """Return term and meaning of «термин - значение»."""
    forms, first, last = claims.tokens.forms, passage.start, passage.end
    dash = next(
        (at for at in range(first + 1, min(first + _LONGEST + 1, last)) if _is_dash(claims, at)), None
    )
    if dash is None or _ordains(claims, passage):
        return None
    if "(" in forms[first:dash] or not _names(claims, first, dash):
        return None
    return range(first, dash), range(dash + 1, last)


def _by_verb(claims: Claims, passage: Passage) -> tuple[range, range] | None:
    """Return term and meaning of «под термином понимается значение», «термин деп ... түшүнүлөт»."""
    forms, first, last = claims.tokens.forms, passage.start, passage.end
    verb = next((one for name, one, _ in claims.marks(passage) if name == "understood"), None)
    if verb is None:
        return None
    if claims.act.language == "ru":
        begin = first + (forms[first] == "под")
        if begin == first and not _instrumental(forms[first]):  # «преступление признаётся совершённым»
            return None
        return range(begin, verb), range(verb + 1, last)
    marker = next((at for at in range(first, verb) if forms[at] == "деп"), None)
    return (range(first, marker), range(marker + 1, verb)) if marker else None


def _ordains(claims: Claims, passage: Passage) -> bool:
    """Tell whether a sentence gives a right or a duty: «работодатель - физическое лицо обязан»."""
    forms = claims.tokens.forms
    modal = [m for m in passage.mentions if m.role == "modality"]
    if claims.act.language == "ky":  # the verb stands last: a definition ends in a noun
        return any(m.end >= passage.end - 1 for m in modal) or ends(forms, passage.start, passage.end)
    return any(not participle("ru", forms[m.start]) for m in modal)


def _scoped(claims: Claims, passage: Passage) -> bool:
    """Tell whether a sentence defines for its own article only: «в настоящей статье»."""
    text = passage.span.of(claims.act.text).casefold()
    return any(words in text for words in _SCOPES) or _in_a_note(claims.act, passage)


def _in_a_note(act: Act, passage: Passage) -> bool:
    """Tell whether a sentence stands in or under the note of an article, which is for that article alone."""
    at, unit = passage.line, passage.article
    start = act.units[unit].span.start if unit >= 0 else passage.span.start
    while at >= 0 and act.lines[at].span.start >= start:
        line = act.lines[at].span.of(act.text).casefold()
        if line.startswith(_NOTES):
            return True
        at -= 1
    return False


def _names(claims: Claims, first: int, dash: int) -> bool:
    """Tell whether the words before a dash name a thing: no number, no preposition, no oblique case."""
    forms = claims.tokens.forms
    if any(not forms[at][0].isalpha() and forms[at] not in ("(", ")", ",", "-") for at in range(first, dash)):
        return False
    if claims.act.language == "ky":
        return not _KY_OBLIQUE.search(forms[dash - 1])
    part = speech(forms[first])[0]
    noun = next((speech(forms[at]) for at in range(first, dash) if speech(forms[at])[0] == "NOUN"), None)
    oblique = any(each and each[2] and each[1] in _OBLIQUE for each in (speech(forms[first]), noun))
    return part not in ("PREP", "CONJ", "VERB", "NUMR") and not oblique


def _instrumental(form: str) -> bool:
    return speech(form)[1] == "ablt"


def _is_dash(claims: Claims, at: int) -> bool:
    """Tell whether a token is a dash between words, not a hyphen: spaces stand on both sides."""
    tokens, text = claims.tokens, claims.act.text
    if tokens.forms[at] not in _DASHES:
        return False
    before, behind = (
        text[tokens.starts[at] - 1 : tokens.starts[at]],
        text[tokens.ends[at] : tokens.ends[at] + 1],
    )
    return before.isspace() and behind.isspace()


def _made(claims: Claims, passage: Passage, term: range, body: range) -> Definition | None:
    tokens = claims.tokens
    forms = tokens.forms
    words = [at for at in term if forms[at][0].isalpha()]
    if not words or len(words) > _LONGEST or not body or forms[body[0]][0].isdigit():
        return None
    keys = frozenset(
        claims.keys.of(forms[at]) for at in body if len(forms[at]) > 3 and forms[at][0].isalpha()
    )
    stretch = claims.stretch(passage)
    firm = [f for f in stretch.of("number") if not f.soft]
    if any(f.span.start < tokens.starts[body[0]] for f in firm):
        return None
    numbers = tuple(f.value for f in firm)
    if len(keys) < _FEWEST or any(f.span.start == tokens.starts[body[0]] for f in firm):
        return None
    place = Span(tokens.starts[words[0]], tokens.ends[words[-1]])
    named = tuple(claims.keys.word(forms[at]) for at in words)
    return Definition(passage, passage.span, place, named, keys, numbers)


def redefined(own: Sequence[Definition], others: Sequence[Definition] | None = None) -> Iterator[TermClash]:
    """Yield terms with two meanings and things with two names; ``others`` are of another act, None: the own.

    A definition repeated with the same words is no clash. Names of one thing are sought in one act alone.
    """
    by_term: Mapping[tuple[str, ...], list[Definition]] = _grouped(own if others is None else others)
    for at, here in enumerate(own):
        named = by_term.get(here.term, ())
        for there in named if len(named) < _MEANINGS else ():
            earlier = others is not None or there.span.start < here.span.start
            if earlier and not _same_meaning(here, there):
                yield TermClash("01", here, there)
                break
        if others is None:
            yield from _other_names(here, own[:at])


def _grouped(found: Sequence[Definition]) -> dict[tuple[str, ...], list[Definition]]:
    groups: dict[tuple[str, ...], list[Definition]] = defaultdict(list)
    for definition in found:
        groups[definition.term].append(definition)
    return groups


def _same_meaning(one: Definition, other: Definition) -> bool:
    shared = 2 * len(one.body & other.body) / (len(one.body) + len(other.body))
    return shared >= _SAME and one.numbers == other.numbers


def _other_names(here: Definition, before: Sequence[Definition]) -> Iterator[TermClash]:
    for there in before:
        if here.body == there.body and here.term != there.term and here.numbers == there.numbers:
            yield TermClash("02", here, there)
            return


def short_names(claims: Claims) -> list[ShortName]:
    """Return the short names of an act («далее - Комиссия») in reading order."""
    act, tokens = claims.act, claims.tokens
    found = []
    for norm in claims.reading.norms:
        passage = norm.passage
        for bracket in _SHORT[act.language].finditer(act.text, passage.span.start, passage.span.end):
            before = [
                at for at in range(passage.start, passage.end)
                if tokens.ends[at] <= bracket.start() and tokens.forms[at][0].isalpha()
            ][-_WINDOW:]  # fmt: skip
            if before:
                full = tuple(claims.keys.word(tokens.forms[at]) for at in before)
                span = Span(tokens.starts[before[0]], bracket.end())
                words = Span(bracket.start(1), bracket.end(1))
                found.append(ShortName(passage, span, words, bracket[1].casefold().strip(" .,;"), full))
    return found


def renamed(found: Sequence[ShortName]) -> Iterator[TermClash]:
    """Yield short names that stand for two things, and things that have two short names."""
    for there, here in combinations(found, 2):
        shared = _shared(here.full, there.full)
        if here.short == there.short and shared < _OTHER:
            yield TermClash("03", here, there)
        elif here.short != there.short and shared == 1 and min(len(here.full), len(there.full)) >= _NAME:
            yield TermClash("04", here, there)


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of the shorter full name that the longer one holds."""
    few, many = sorted((frozenset(one), frozenset(other)), key=len)
    return len(few & many) / len(few)
