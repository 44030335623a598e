"""Plain text: the file and its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from expertise.errors import UnreadableFile
from expertise.reading import encoding, structure
from expertise.reading.formats import Found
from expertise.reading.source import Paragraph, Segment

_CONTROL = frozenset(range(9)) | frozenset(range(14, 32)) - {0x1B}
_SAMPLE = 65_536

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def read(data: bytes, file: str) -> Found:
    """Read a text file; a guessed encoding is named by a warning. Raises UnreadableFile.

    Codes: ``not-an-act`` for binary data, ``too-large`` for more signs than an act may have.
    """
    if not encoding.has_utf16(data) and not _CONTROL.isdisjoint(data[:_SAMPLE]):
        raise UnreadableFile("not-an-act", file=file, detail="binary data")
    decoded = encoding.decode(data)
    if len(decoded.text) > structure.MAX_TEXT:
        raise UnreadableFile("too-large", file=file, detail=f"text: {len(decoded.text)}")
    return Found(paragraphs(decoded.text), (f"encoding-{decoded.encoding}",) if decoded.guessed else ())


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``text``; offsets count code points of ``text``, node is 0.

    A line is a paragraph, but in a text wrapped at a margin lines that go on are joined: their break
    becomes a space.
    """
    lines = _lines(text)
    wrapped = _is_wrapped([text[start:end] for start, end in lines])
    begin = last = end = -1
    for start, stop in lines:
        if begin >= 0 and not (wrapped and _goes_on(text[last:end], text[start:stop])):
            yield Paragraph((Segment(text[begin:end], 0, begin),))
            begin = -1
        begin, last, end = (start if begin < 0 else begin), start, stop
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


def _goes_on(last: str, line: str) -> bool:
    """Tell whether ``line`` continues a wrapped paragraph whose line before it is ``last``."""
    last = last.strip()
    if len(last) < _FULL or last.endswith((".", ";", ":", "!", "?")) or _NEW.match(line):
        return False
    return bool(line.strip())
