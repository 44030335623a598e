"""Short names that an act gives to others: «(далее - Закон)», «(мындан ары - Жобо)»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from expertise.act import Language, Span
from expertise.norms.references.naming import NAMED, OWN, ActMark
from expertise.norms.references.vocabulary import LETTER, vocabulary

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Alias:
    """A short name, from where on it holds, and the act it stands for (``how`` OWN: the act itself)."""

    words: str
    start: int
    act: ActMark
    pattern: re.Pattern[str]


@cache
def _opened(language: Language) -> re.Pattern[str]:
    words = vocabulary(language).words
    return re.compile(
        rf"\s*\(\s*{words['short']}(?:\s+{words['short_for']})*\s*[-–—:]*\s*[«\"]?(?P<name>[^()»\"]{{2,{_LONGEST}}})",
        re.IGNORECASE,
    )


def gives_names(text: str, span: Span, language: Language) -> bool:
    """Tell whether ``text[span]`` may give short names: it opens a bracket with the words for it."""
    return bool(_short(language).search(text, span.start, span.end))


@cache
def _short(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\(\s*{vocabulary(language).words['short']}", re.IGNORECASE)


def aliases(text: str, marks: list[ActMark], language: Language) -> Iterator[Alias]:
    """Yield the short names that stand in brackets right behind the acts named in a line."""
    for mark in marks:
        found = _opened(language).match(text, mark.span.end)
        if found and mark.how in (NAMED, OWN):
            name = found["name"].strip(" ;,.")
            if name[:1].isupper() or " " in name:  # «(далее - законы)» gives no name
                yield Alias(name, found.end(), mark, _inflected(name))


def _inflected(name: str) -> re.Pattern[str]:
    """Return the pattern of any form of a short name; its capital letters must be there."""
    words = [
        re.escape(word[: max(3, len(word) - 2)]) + f"(?i:{LETTER})*" if len(word) > 3 else re.escape(word)
        for word in name.split()
    ]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")


def alias_marks(text: str, span: Span, known: list[Alias], taken: list[ActMark]) -> list[ActMark]:
    """Return where short names stand in ``text[span]`` behind their definition, outside ``taken``."""
    found: list[ActMark] = []
    for alias in sorted(known, key=lambda a: -len(a.words)):
        for match in alias.pattern.finditer(text, max(span.start, alias.start), span.end):
            own = Span(*match.span())
            if not any(own.overlaps(mark.span) for mark in (*taken, *found)):
                found.append(ActMark(own, alias.act.how, alias.act.named))
    return sorted(found)
