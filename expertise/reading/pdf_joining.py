"""Where a paragraph of print ends: told by gaps, indents, how full a row is, markers and end signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from expertise.act import Kind
from expertise.reading.markers import Style, marker
from expertise.reading.pdf_row import Row
from expertise.reading.source import Segment
from expertise.reading.words import listed

_FAR = 1.35  # times the usual step from row to row: a gap between paragraphs
_WIDER = 1.12  # a gap that parts paragraphs where the words say so too
_INDENT = 0.8  # of the letter size
_CLOSED = re.compile(r"[.;:!?][»\"”)]*$")
_ENDED = re.compile(r"[.;:!?][»\"”)]*$|[»\"”)]$")
_OPENING = re.compile(r"[\"«“(\[]*[А-ЯЁӨҮҢҺA-Z]")
_SMALL = re.compile(r"[а-яёөүңһa-z]")
_SOFT = "\u00ad"
_HYPHENS = ("-", "\u2010", _SOFT)


@dataclass(frozen=True, slots=True)
class Column:
    """Where the rows of a column begin and end, and the usual step from one row to the next."""

    left: float
    right: float
    step: float
    narrow: bool = False  # the cell of a table, where rows are broken at will

    def full(self, row: Row, following: Row) -> bool:
        """Tell whether the first word of the next row had no room in this one."""
        space = following.text.find(" ")
        word = following.edges[(space if space > 0 else len(following.text)) - 1][1] - following.left
        return row.right + 0.2 * row.size + word > self.right - 0.5

    def centred(self, row: Row) -> bool:
        """Tell whether a row stands in the middle, well away from both edges."""
        before, after = row.left - self.left, self.right - row.right
        return before > 1.2 * row.size and abs(before - after) < max(4.0, 0.6 * row.size)


def column(rows: Sequence[Row], step: float) -> Column:
    """Return the column of ``rows``, which must not be empty."""
    rights = sorted(row.right for row in rows)
    edge = rights[-1] if len(rights) < 30 else rights[int(0.97 * len(rights))]
    start = min(row.left for row in rows) if len(rows) < 12 else _usual_left(rows)
    return Column(start, edge, step)


def _usual_left(rows: Sequence[Row]) -> float:
    """Return the leftmost edge at which at least a tenth of the rows begin."""
    lefts = Counter(round(row.left) for row in rows)
    often = [left for left in lefts if sum(lefts[left + d] for d in (-1, 0, 1)) >= 0.1 * len(rows)]
    return min(often or lefts) - 0.5


def usual_step(rows: Sequence[Row]) -> float:
    """Return the usual distance of baselines, in letter sizes; 1.2 where too few rows tell it."""
    steps = [
        (b.base - a.base) / a.size
        for a, b in pairwise(rows)
        if a.page == b.page and 0.8 * a.size < b.base - a.base < 2.2 * a.size
    ]
    if len(steps) < 3:
        return 1.2
    # The rows of a paragraph stand closer than paragraphs do: the lower half of all steps tells theirs.
    return median(sorted(steps)[: max(3, len(steps) // 2)])


def ends(row: Row, following: Row, place: Column) -> bool:
    """Tell whether a paragraph ends with ``row``; both rows lie in the column ``place``."""
    if row.page == following.page and following.base > row.base:
        gap = (following.base - row.base) / max(row.size, following.size) / place.step
        if gap > _FAR:
            return True
    else:
        gap = 1.0
    if max(row.size, following.size) > 1.12 * min(row.size, following.size):
        return True
    if (
        place.narrow
        and _SMALL.match(following.text)
        and not _ENDED.search(row.text)
        and not marker(following.text)
    ):
        return False
    centred = place.centred(row), place.centred(following)
    if any(centred):
        return _ends_centred(row, following, place, centred)
    full = place.full(row, following)
    if row.bold != following.bold and not (full and _SMALL.match(following.text)):
        return True
    if not full and not row.text.endswith(_HYPHENS) and not _nearly_full(row, following, place):
        return True
    return _ends_by_words(row, following, place, gap)


def _ends_centred(row: Row, following: Row, place: Column, centred: tuple[bool, bool]) -> bool:
    """Rows of a title go on in the middle in the same print; a short last row may lie in the text."""
    if not all(centred):
        # A title's longest row may fill the column; a row of text may by chance lie in the middle.
        goes_on = _SMALL.match(following.text) or (centred[1] and not _ENDED.search(row.text))
        if not (goes_on and place.full(row, following)):
            return True
    if row.bold != following.bold or row.text.isupper() != following.text.isupper():
        return True
    return marker(following.text) is not None or bool(_ENDED.search(row.text) and row.text[-1] not in '»"”)')


def _ends_by_words(row: Row, following: Row, place: Column, gap: float) -> bool:
    """Decide after a full row: by the indent of the next one, its marker and the sign at the end."""
    reach = _INDENT * row.size
    ended = bool(_ENDED.search(row.text))
    sign = marker(following.text)
    begins = sign is not None and sign.style is not Style.WEAK
    shift = following.left - row.left
    if shift > reach:
        return not _hangs(row, following)
    indented = following.left - place.left > reach
    dash = sign is not None and sign.style is Style.DASH
    if dash:
        ended = bool(_CLOSED.search(row.text))  # «лицензия (далее - ...)» and a dash in the next row go on
    if begins and (ended or (indented and abs(shift) <= reach and not dash)):
        return True
    if shift < -reach:
        return begins and ended
    if indented and (ended or _is_heading(row)):
        return True
    return gap > _WIDER and ended and _opens(following.text)


def _is_heading(row: Row) -> bool:
    sign = marker(row.text)
    return sign is not None and sign.kind is Kind.ARTICLE


def _nearly_full(row: Row, following: Row, place: Column) -> bool:
    """Tell whether a row goes on although one more word had room: not every program fills its rows."""
    if _ENDED.search(row.text) or marker(following.text) or following.left > place.left + _INDENT * row.size:
        return False
    return place.right - row.right < 0.18 * (place.right - place.left) and not _is_heading(row)


def _opens(text: str) -> bool:
    return bool(_OPENING.match(text)) or marker(text) is not None


def _hangs(row: Row, following: Row) -> bool:
    """Tell whether the next row begins under the words that follow the number of a list item."""
    sign = marker(row.text)
    if sign is None or not 0 < sign.body < len(row.edges):
        return False
    return abs(row.edges[sign.body][0] - following.left) < _INDENT * row.size


def _one_word(before: str, behind: str) -> bool:
    """Tell whether letters on both sides of a hyphen may be of one word: small ones, or all capitals."""
    return before.isalpha() and behind.isalpha() and (behind.islower() or before.isupper())


class Hyphens:
    """Knows the words of a document, to tell a word broken at the end of a row from one with a hyphen."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._words: Counter[str] = Counter()
        broken = 0
        for row in rows:
            parts = row.text.casefold().split()
            self._words.update(part.strip('.,;:()«»"') for part in parts[1:-1])
            broken += len(row.text) > 2 and row.text.endswith(_HYPHENS) and row.text[-2].isalpha()
        self._used = broken >= 3 and broken > 0.03 * len(rows)
        self._parts = frozenset(listed("hanging_parts"))

    def glue(self, row: Row, following: Row) -> tuple[Segment, ...]:
        """Return the row and what joins it to the next one of its paragraph."""
        text = row.text
        if len(text) > 1 and text.endswith(_HYPHENS) and text[-2].isdigit() and following.text[0].isalnum():
            return (Segment(text, row.node),)
        if len(text) > 1 and text.endswith(_HYPHENS) and _one_word(text[-2], following.text[0]):
            head = text.split()[-1].casefold().strip('(«"')
            tail = following.text.split()[0].casefold().strip('.,;:)»"')
            if tail not in self._parts:
                broken = self._breaks(head[:-1], tail, text[-1] == _SOFT)
                return (Segment(text[:-1], row.node), *(() if broken else (Segment("-"),)))
        return (Segment(text, row.node), Segment(" "))

    def _breaks(self, head: str, tail: str, soft: bool) -> bool:
        whole, with_hyphen = self._words[head + tail], self._words[f"{head}-{tail}"]
        if whole != with_hyphen:
            return whole > with_hyphen
        if _is_word(head + tail):
            return True
        return (soft or self._used) and not (_is_word(head) and _is_word(tail))


def _is_word(word: str) -> bool:
    """Tell whether a Russian dictionary has the word; it is opened for the first doubtful hyphen."""
    from expertise.language.ru_forms import analyzer

    return bool(analyzer().word_is_known(word))
