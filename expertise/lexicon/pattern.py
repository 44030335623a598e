"""The pattern signs of rules and terms, parsed.

``word`` this form; ``word~`` any form of the lemma; ``-ышы`` any word that ends so; ``#`` a number;
``*`` any one token; ``<term>`` an occurrence of a list in terms/; ``a|b~`` either; ``x?`` optional;
``...`` any words of the sentence (at most ``GAP``); a leading ``!x`` forbids x before the match, a
trailing ``!x`` forbids it behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from expertise.language.tokens import fold, tokenize

GAP = 25  # tokens a «...» may stretch over: longer distances join words of different clauses


class Sign(StrEnum):
    """What an atom asks of one token (TERM: of an occurrence that starts there)."""

    FORM = "form"
    STEM = "stem"
    SUFFIX = "suffix"
    NUMBER = "number"
    ANY = "any"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Atom:
    """One sign with its folded text («» for NUMBER and ANY)."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: any of ``atoms`` fits; a gap has none."""

    atoms: tuple[Atom, ...]
    optional: bool = False

    @property
    def gap(self) -> bool:
        """Tell whether this element is «...»."""
        return not self.atoms


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern: ``before`` and ``behind`` are what must not stand around ``elements``."""

    source: str
    elements: tuple[Element, ...]
    before: Element | None = None
    behind: Element | None = None


def parse(source: str) -> Pattern:
    """Parse a pattern; raises ValueError with the reason in English when it has no valid form."""
    words = source.split()
    before = behind = None
    if words and words[0].startswith("!"):
        before = _element(words.pop(0)[1:])
    if words and words[-1].startswith("!"):
        behind = _element(words.pop()[1:])
    elements: list[Element] = []
    for word in words:
        if word.startswith("!"):
            raise ValueError(f"«{word}»: ! stands only first or last")
        elements.extend([Element(())] if word == "..." else _elements(word))
    if all(element.gap or element.optional for element in elements):
        raise ValueError("no required word")
    if elements[0].gap or elements[-1].gap:
        raise ValueError("a gap stands first or last")
    return Pattern(source, tuple(elements), before, behind)


def _elements(word: str) -> list[Element]:
    """Return the elements of one written word: a hyphened number-word is several tokens."""
    if "|" in word or word[0] in "<-#*«" or len(word) == 1:
        return [_element(word)]
    bare = word.rstrip("?~")
    pieces = tokenize(bare).forms
    if len(pieces) <= 1:
        return [_element(word)]
    tail = word[len(bare) :]
    return [Element((Atom(Sign.FORM, piece),)) for piece in pieces[:-1]] + [_element(pieces[-1] + tail)]


def _element(word: str) -> Element:
    optional = len(word) > 1 and word.endswith("?")
    options = (word[:-1] if optional else word).split("|") if word != "|" else [word]
    if not all(options):
        raise ValueError(f"«{word}»: an empty alternative")
    return Element(tuple(_atom(option) for option in options), optional)


def _atom(option: str) -> Atom:
    if option == "#":
        return Atom(Sign.NUMBER, "")
    if option == "*":
        return Atom(Sign.ANY, "")
    if option.startswith("<"):
        if not option.endswith(">") or len(option) < 3:
            raise ValueError(f"«{option}»: a term is written <name>")
        return Atom(Sign.TERM, option[1:-1])
    if option.startswith("-") and len(option) > 1:
        return Atom(Sign.SUFFIX, fold(option[1:]))
    if option.endswith("~") and len(option) > 1:
        return Atom(Sign.STEM, fold(option[:-1]))
    return Atom(Sign.FORM, fold(option))
