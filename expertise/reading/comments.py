"""Comments of a Word document as remarks: who said what on which words, in which thread, settled or not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from expertise.act import Piece, Remark, Span
from expertise.reading.numbering import W
from expertise.reading.walker import Walker

COMMENTS, EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def remarks(
    parts: Mapping[str, etree._Element],
    ranges: Mapping[str, tuple[int, int]],
    text: str,
    pieces: Sequence[Piece],
) -> tuple[Remark, ...]:
    """Return the comments that stand in the document, by their places in the text, then as in the file.

    ``ranges`` are the text nodes between the ends of each comment. A comment on no words of the text (a
    picture, a deletion) has an empty span at the nearest words before it; one that the document does not
    refer to is left out.
    """
    root = parts.get(COMMENTS)
    if root is None:
        return ()
    threads = _threads(parts.get(EXTENDED))
    elements = root.findall(f"{W}comment")
    numbers = {mark: each.get(f"{W}id") or "" for each in elements for mark in _marks(each)}
    places = _Places(text, pieces)
    found = []
    for element in elements:
        number = element.get(f"{W}id") or ""
        if number not in ranges:
            continue
        above, settled = next((threads[mark] for mark in _marks(element) if mark in threads), ("", False))
        remark = Remark(
            number, element.get(f"{W}author") or "", _text(element), places.span(*ranges[number]),
            element.get(f"{W}date") or "", numbers.get(above, ""), settled,
        )  # fmt: skip
        found.append(remark)
    return tuple(sorted(found, key=lambda remark: remark.span))


def _text(comment: etree._Element) -> str:
    walker = Walker()
    walker.story(comment)
    lines = ("".join(s.text for s in p.segments).strip() for p in walker.paragraphs)
    return "\n".join(line for line in lines if line)


def _marks(comment: etree._Element) -> Iterator[str]:
    """Yield the names of a comment's paragraphs, the last first: threads go by the last."""
    for paragraph in reversed(comment.findall(f"{W}p")):
        name = paragraph.get(f"{_W14}paraId")
        if name:
            yield name


def _threads(extended: etree._Element | None) -> dict[str, tuple[str, bool]]:
    """Return for each paragraph of a comment the one it answers to, and whether its thread is settled."""
    if extended is None:
        return {}
    return {
        each.get(f"{_W15}paraId") or "": (
            each.get(f"{_W15}paraIdParent") or "",
            each.get(f"{_W15}done") in ("1", "true", "on"),
        )
        for each in extended.findall(f"{_W15}commentEx")
    }


class _Least:
    """The least of any part of a list, without looking at the whole part: comments may cover all text."""

    def __init__(self, values: list[int]) -> None:
        self._rows, step = [values], 1
        while 2 * step <= len(values):
            row = self._rows[-1]
            self._rows.append(list(map(min, row, row[step:])))
            step *= 2

    def of(self, start: int, end: int) -> int:
        """Return the least of ``values[start:end]``, which is not empty."""
        height = (end - start).bit_length() - 1
        row = self._rows[height]
        return min(row[start], row[end - (1 << height)])


class _Places:
    """Finds the words of the text that stand in a range of text nodes."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self._text = text
        self._pieces = sorted(pieces, key=lambda piece: (piece.node, piece.start))
        self._nodes = [piece.node for piece in self._pieces]
        self._starts = _Least([piece.start for piece in self._pieces])
        self._ends = _Least([-piece.end for piece in self._pieces])

    def span(self, first: int, end: int) -> Span:
        """Return the span of the nodes ``first`` to ``end``, empty where they hold no text."""
        start, stop = bisect_left(self._nodes, first), bisect_left(self._nodes, end)
        if start < stop:
            return self._bare(self._starts.of(start, stop), -self._ends.of(start, stop))
        place = self._pieces[start - 1].end if start else 0
        return Span(place, place)

    def _bare(self, start: int, end: int) -> Span:
        """Return a span without the spaces at its ends, whole where it holds nothing else."""
        words = self._text[start:end]
        left = len(words) - len(words.lstrip())
        return Span(start + left, start + len(words.rstrip())) if words.strip() else Span(start, end)
