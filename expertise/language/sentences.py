"""Sentence and clause borders inside one line, shared by both languages; each brings its abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from expertise.act import Span

# A stop with what may stand between it and the next word: closing quotes and brackets, a footnote mark.
# A full stop glued between a word and a capital («решение.Орган») counts as well.
_STOP = re.compile(r"[.!?…]+(?:([»”“\"')\]¹²³]*)(?=\s|$)|(?<=[^\W\d_]{2}\.)(?=[А-ЯЁӨҮҢ][а-яёөүң]))")
# «1», «1.1», «IV», «Статья 9», «27-берене» at the beginning: the sentence is still to come. Roman numbers
# are often typed with the Cyrillic Х.
_NUMBERING = re.compile(r"[«\"“]?(?:\w+ |§ )?(?:\d+(?:[.-]\d+)*(?:-[^\W\d]+)?|[IVXLCХ]+)[¹²³⁰⁴-⁹]*")
_LAST_WORD = re.compile(r"[^\s«»\"“”()\[\],;:/]+$")
_INITIAL = re.compile(r"(?:^|[.\s-])[A-ZА-ЯЁӨҮ][.-]?$")
_OPENING = re.compile(r"\s*[«\"“„(\[—–-]*\s*")
_PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")", "[": "]"}
_CLOSING_QUOTES = frozenset("»”\"'")
_MARK = re.compile(r"[«»“”„\"()\[\]]")


@dataclass(frozen=True, slots=True)
class Splitter:
    """Finds sentences; ``never`` and ``maybe`` are abbreviations without their last full stop, lower case.

    After a word of ``never`` a full stop ends nothing; after a word of ``maybe`` («т.д», «руб») it ends
    the sentence only when a capital letter follows.
    """

    never: frozenset[str]
    maybe: frozenset[str] = field(default=frozenset())

    def sentences(self, text: str, start: int, end: int) -> list[Span]:
        """Return the sentences of ``text[start:end]``, white space around them left out.

        Numbering («1.», «1.1.») stays with the sentence it numbers. Quotes and brackets that open inside a
        sentence and close in the same line keep their stops to themselves. A line of white space has none.
        """
        shelter: list[tuple[int, int]] | None = None
        borders: list[int] = []
        begin = start
        for stop in _STOP.finditer(text, start, end):
            if stop.end() == end or not self._ends(text, begin, stop, end):
                continue
            if shelter is None:  # most lines need none
                shelter = _sheltered(text, start, end)
            if not any(left < stop.start() < right for left, right in shelter):
                begin = stop.end()
                borders.append(begin)
        return _spans(text, start, [*borders, end])

    def _ends(self, text: str, begin: int, stop: re.Match[str], end: int) -> bool:
        """Tell whether the full stop, question or exclamation mark ends the sentence begun at ``begin``."""
        following = text[_after_opening(text, stop.end(), end) : end][:1]
        if following.islower() or (following and following in ",;:)»%"):
            return False
        if set(stop.group(1) or "") & _CLOSING_QUOTES and not _opens_quote(text, begin, stop.start()):
            return False  # «... .» inside a sentence: the stop belongs to what is quoted
        if text[stop.start()] != ".":
            return True
        before = text[begin : stop.start()]
        if _NUMBERING.fullmatch(before.strip()) or _INITIAL.search(before):
            return False
        found = _LAST_WORD.search(before)
        word = found.group().lower().lstrip("-–0123456789") if found else ""
        return word not in self.never and (word not in self.maybe or following.isupper())


def clauses(text: str, start: int, end: int) -> list[Span]:
    """Return the pieces of a sentence between semicolons, white space around them left out.

    Semicolons inside quotes or brackets divide nothing. Both languages use it as it is.
    """
    shelter = _sheltered(text, start, end)
    borders = [
        start + mark.end()
        for mark in re.finditer(";", text[start:end])
        if not any(a < start + mark.start() < b for a, b in shelter)
    ]
    return _spans(text, start, [*borders, end])


def _sheltered(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the quoted and bracketed ranges that open after the beginning of the line.

    Quotes at the very beginning hold a whole quoted line («1. Орган вправе. Он ...»): they shelter nothing.
    """
    ranges: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    for mark in _MARK.finditer(text, start, end):
        sign, place = mark.group(), mark.start()
        if open_marks and sign == open_marks[-1][0]:
            opened = open_marks.pop()[1]
            if opened != first:
                ranges.append((opened, place))
        elif sign in _PAIRS:
            open_marks.append((_PAIRS[sign], place))
        elif sign == '"':
            open_marks.append(('"', place))
    return ranges


def _opens_quote(text: str, begin: int, end: int) -> bool:
    return text[begin:end].lstrip()[:1] in {"«", '"', "“", "„"}


def _after_opening(text: str, place: int, end: int) -> int:
    found = _OPENING.match(text, place, end)
    return found.end() if found else place


def _spans(text: str, start: int, borders: list[int]) -> list[Span]:
    """Turn borders into spans trimmed of white space; spans of white space only are dropped."""
    spans = []
    for border in borders:
        piece = text[start:border]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            spans.append(Span(left, right))
        start = border
    return spans
