"""What depends on the language of an act: words, sentences, forms of given words, number words.

Everything here takes words as arguments and knows no lexicon. ``of`` gives the module of a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from expertise.act import Language, Span
from expertise.language import ky, ru
from expertise.language.tokens import Tokens, fold, tokenize

__all__ = ["Matcher", "Tokens", "Tongue", "fold", "of", "tokenize"]


class Matcher(Protocol):
    """Forms of given words: see ``ru.Morphology`` and ``ky.Morphology``."""

    def match(self, form: str) -> tuple[str, ...]:
        """Return the given words, sorted, that the folded form can be a form of."""


class Tongue(Protocol):
    """What a language module offers; ``ru`` and ``ky`` have the same names."""

    def sentences(self, text: str, start: int, end: int) -> list[Span]:
        """Return the sentences of one line."""

    def clauses(self, text: str, start: int, end: int) -> list[Span]:
        """Return the pieces of a sentence between semicolons."""

    def Morphology(self, stems: Iterable[str], plain: bool = False) -> Matcher:  # noqa: N802 - a class
        """Prepare the matching of forms against words."""

    def lemmas(self, form: str) -> frozenset[str]:
        """Return normal forms of a folded form."""

    def number(self, words: Sequence[str]) -> int | None:
        """Return the number that folded words spell."""

    def plain(self, text: str) -> bool:
        """Tell whether the text is written without the letters of its alphabet."""


def of(code: Language) -> Tongue:
    """Return the module of a language: ``of("ky").sentences(...)``."""
    return ky if code == "ky" else ru
