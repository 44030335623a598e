"""Plain text: decoding and paragraphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise

from expertise.reading.source import Paragraph, Segment

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Return the text of ``data``: UTF-8, UTF-16 with its mark, else CP1251 (bytes it lacks are dropped)."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``text``; offsets count code points of ``text``, node is 0.

    A line is a paragraph, but in a text wrapped at a margin lines that go on are joined: their break
    becomes a space.
    """
    lines = _lines(text)
    wrapped = _is_wrapped([text[start:end] for start, end in lines])
    begin = end = -1
    for start, stop in lines:
        if begin >= 0 and not (wrapped and _goes_on(text[begin:end], text[start:stop])):
            yield Paragraph((Segment(text[begin:end], 0, begin),))
            begin = -1
        begin, end = (start if begin < 0 else begin), stop
    if begin >= 0:
        yield Paragraph((Segment(text[begin:end], 0, begin),))


def _lines(text: str) -> list[tuple[int, int]]:
    """Return where the lines that hold anything stand."""
    found, start = [], 0
    for brk in (*_BREAK.finditer(text), None):
        end = brk.start() if brk else len(text)
        if end > start:
            found.append((start, end))
        start = brk.end() if brk else end
    return found


_MARGIN = 100  # a text with a longer line was not wrapped
_FULL = 45  # what a wrapped line holds at least, before the word that did not fit
_SHARE = 0.3  # of the full lines must go on in a small letter
_NEW = re.compile(
    r"\s*(?:\d+(?:[.)]|-[а-я])|[а-яёөүң]\)|[-–—•]\s|стат|глав|раздел|бөлүм|часть\s+[IVX])", re.IGNORECASE
)
_CLOSED = (".", ";", ":", "!", "?", ")", "»")


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether a text was broken at a margin: short lines, many of which go on in a small letter."""
    if not lines or max(map(len, lines)) > _MARGIN:
        return False
    full = [(a, b) for a, b in pairwise(lines) if len(a.strip()) >= _FULL]
    going = sum(b.lstrip()[:1].islower() and not a.rstrip().endswith(_CLOSED) for a, b in full)
    return going >= 2 and going >= _SHARE * len(full)


def _goes_on(paragraph: str, line: str) -> bool:
    """Tell whether ``line`` continues a wrapped paragraph."""
    last = _BREAK.split(paragraph)[-1].strip()
    if len(last) < _FULL or last.endswith((".", ";", ":", "!", "?")) or _NEW.match(line):
        return False
    return bool(line.strip())
