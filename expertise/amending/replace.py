"""Finds words in rows and changes them: whole words, spaces kept single, signs of quotation alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from expertise.act import Role
from expertise.amending.document import Origin, Row, Run

_TEXT = frozenset({Role.NORM, Role.QUOTED, Role.FORMULA, Role.FOOTNOTE})
_ALIKE = {
    **dict.fromkeys('"«»“”„', '["«»“”„]'), **dict.fromkeys("-–—−", "[-–—−]"),
    "е": "[её]", "ё": "[её]", "Е": "[ЕЁ]", "Ё": "[ЕЁ]", " ": r"\s+",
}  # fmt: skip
_NO_SPACE_BEFORE = ",.;:)»”!?"
_ENDING = re.compile(r"[\s.;:,]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """Words found in a row."""

    row: Row
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the words as they stand there."""
        return self.row.text[self.start : self.end]


def pattern(words: str) -> re.Pattern[str]:
    """Return what finds ``words`` as whole words, whatever marks of quotation and dashes the act uses."""
    inner = "".join(_ALIKE.get(sign, re.escape(sign)) for sign in " ".join(words.split()))
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    behind = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(f"{before}{inner}{behind}")


def occurrences(rows: Iterable[Row], words: str) -> list[Found]:
    """Return where ``words`` stand in the text of ``rows``; a capital may open a sentence."""
    if not words.strip():
        return []
    exact = pattern(words.strip())
    capital = pattern(words.strip()[:1].upper() + words.strip()[1:])
    found = [Found(row, *hit.span()) for row in rows for hit in exact.finditer(row.text)]
    return found or [Found(row, *hit.span()) for row in rows for hit in capital.finditer(row.text)]


def texts(rows: Iterable[Row], *, headings: bool = False) -> list[Row]:
    """Return the rows that are text of the act; notes of editions, titles and signatures are none."""
    wanted = _TEXT | {Role.HEADING} if headings else _TEXT
    return [row for row in rows if row.role in wanted]


def put(found: Found, new: list[Run], operation: int) -> None:
    """Put ``new`` in the place of found words; nothing new takes the space before them along."""
    row, start, end = found.row, found.start, found.end
    text = row.text
    if not any(run.text for run in new):
        before, behind = text[:start], text[end:]
        if not before[row.body :].strip():  # the space behind a number belongs to the number
            end += behind.startswith(" ")
        elif before.endswith(" ") and (not behind or behind[0] == " " or behind[0] in _NO_SPACE_BEFORE):
            start -= 1
    row.replace(start, end, new, operation)


def insert(found: Found, new: Run, operation: int, *, before: bool = False) -> None:
    """Insert ``new`` after (or before) found words with the spaces that it needs."""
    row, at = found.row, found.start if before else found.end
    runs = [new, _made(" ")] if before else [_made(_gap(new.text)), new]
    behind = row.text[at : at + 1]
    if not before and behind and behind not in f" {_NO_SPACE_BEFORE}" and new.text[-1:] not in '(«"':
        runs.append(_made(" ")) if behind.isalnum() else None
    row.replace(at, at, runs, operation)


def append(row: Row, new: Run, operation: int) -> None:
    """Insert ``new`` at the end of a row, before the sign it closes with."""
    closing = _ENDING.search(row.text)
    at = max(row.body, closing.start() if closing else len(row.text))
    row.replace(at, at, [_made(_gap(new.text)), new], operation)


def add_sentence(row: Row, at: int, new: Run, operation: int) -> None:
    """Insert a sentence at ``at``, the end of a sentence before it."""
    row.replace(at, at, [_made(" "), new], operation)


def _gap(words: str) -> str:
    return "" if words[:1] in _NO_SPACE_BEFORE else " "


def _made(text: str) -> Run:
    return Run(text, Origin.MADE, -1)
