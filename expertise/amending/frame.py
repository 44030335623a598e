"""A sentence of an amending act without its quotations, and the way back to the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from expertise.act import Span
from expertise.amending.vocabulary import QUOTE

_OPENING, _CLOSING, _EITHER = "«„", "»”", '"“'
_BEFORE_OPENING = ' \n([{«„“"-–—:'


@dataclass(frozen=True)
class Frame:
    """``text`` holds QUOTE for each quotation; ``places`` is where each of its signs stands in the act.

    ``quotes`` are the words between the marks, by the place of their QUOTE in ``text``.
    """

    text: str
    places: tuple[int, ...]
    quotes: dict[int, Span]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the act behind ``text[start:end]``; quotations count with their marks."""
        last = end - 1
        stop = self.quotes[last].end + 1 if last in self.quotes else self.places[last] + 1
        return Span(self.places[start], stop)

    def quoted(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the quotations in ``text[start:end]``, in order."""
        return tuple(self.quotes[place] for place in range(start, end) if place in self.quotes)


def frame(text: str, start: int, end: int) -> Frame:
    """Return the frame of ``text[start:end]``: quotations and bracketed notes taken out, spaces single.

    A mark that opens and never closes stays an ordinary sign.
    """
    signs: list[str] = []
    places: list[int] = []
    quotes: dict[int, Span] = {}
    at = start
    for span in [*_quotations(text, start, end), Span(end, end)]:
        for place in range(at, span.start):
            signs.append(" " if text[place] == "\n" else text[place])
            places.append(place)
        if span.start < end:
            quotes[len(signs)] = Span(span.start + 1, span.end - 1)
            signs.append(QUOTE)
            places.append(span.start)
        at = span.end
    return _without_notes("".join(signs), places, quotes)


def _quotations(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the outermost quotations with their marks."""
    depth, begun = 0, start
    place = start
    while place < end:
        sign = text[place]
        if sign in _OPENING or (sign in _EITHER and _opens(text, place, start, depth)):
            if depth == 0:
                begun = place
            depth += 1
        elif depth and (sign in _CLOSING or sign in _EITHER):
            depth -= 1
            if depth == 0:
                yield Span(begun, place + 1)
        place += 1
        if place == end and depth and begun + 1 < end:  # never closed: read on behind the mark
            depth, place = 0, begun + 1


def _opens(text: str, place: int, start: int, depth: int) -> bool:
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isspace() and after.isspace():
        return depth == 0
    return before in _BEFORE_OPENING and not after.isspace() and not (depth and before == text[place])


def _without_notes(text: str, places: list[int], quotes: dict[int, Span]) -> Frame:
    """Drop «(Ведомости ..., ст. 14)», which is no address, with the space before it."""
    dropped = set(_bracketed(text))
    kept: list[int] = []
    for at, sign in enumerate(text):
        if at in dropped or (sign == " " and kept and text[kept[-1]] == " "):
            continue
        kept.append(at)
    moved = {old: new for new, old in enumerate(kept)}
    return Frame(
        "".join(text[at] for at in kept),
        tuple(places[at] for at in kept),
        {moved[at]: span for at, span in quotes.items() if at in moved},
    )


def _bracketed(text: str) -> Iterator[int]:
    """Yield the places of notes in brackets, which may hold brackets themselves; «а)» opens none."""
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and opened:
            start = opened.pop()
            if not opened:
                yield from range(start, place + 1)
