"""Plain text: decoding and paragraphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

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
    """Yield a paragraph for every line of ``text``; offsets count code points of ``text``, node is 0."""
    start = 0
    for found in _BREAK.finditer(text):
        if found.start() > start:
            yield Paragraph((Segment(text[start : found.start()], 0, start),))
        start = found.end()
    if start < len(text):
        yield Paragraph((Segment(text[start:], 0, start),))
