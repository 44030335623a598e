"""Rows for two panes: every line of both texts once, lines that answer to each other side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expertise.act import Act, Span, label
from expertise.analysis.compare.compare import Comparison
from expertise.analysis.compare.difference import Difference


@dataclass(frozen=True, slots=True)
class PaneLine:
    """A line of one pane: its words, where it stands, its role, and the marked places with their differences.

    ``marks`` hold (start, end, id of the difference), counted from the beginning of the line.
    """

    text: str
    span: Span
    eid: str
    label: str
    role: str
    marks: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class PaneRow:
    """Lines that answer to each other; one side is empty where nothing does."""

    ru: tuple[PaneLine, ...]
    ky: tuple[PaneLine, ...]
    differences: tuple[str, ...]


def panes(done: Comparison, shown: Sequence[Difference]) -> Iterator[PaneRow]:
    """Yield the rows in the order of both texts; headings and notes are put beside each other in turn."""
    left, right = (
        _Pane(done.ru, [(d.ru.span, d.id) for d in shown if d.ru]),
        _Pane(done.ky, [(d.ky.span, d.id) for d in shown if d.ky]),
    )
    for row in done.rows:
        ru, ky = [s.span for s in row.ru], [s.span for s in row.ky]
        yield from _gap(left.before(ru), right.before(ky))
        yield _row(left.of(ru), right.of(ky))
    yield from _gap(left.rest(), right.rest())


def _gap(ru: list[PaneLine], ky: list[PaneLine]) -> Iterator[PaneRow]:
    for at in range(max(len(ru), len(ky))):
        yield _row(ru[at : at + 1], ky[at : at + 1])


def _row(ru: Sequence[PaneLine], ky: Sequence[PaneLine]) -> PaneRow:
    named = dict.fromkeys(mark[2] for line in (*ru, *ky) for mark in line.marks)
    return PaneRow(tuple(ru), tuple(ky), tuple(named))


class _Pane:
    """One text, given out line by line from its beginning."""

    def __init__(self, act: Act, marks: Sequence[tuple[Span, str]]) -> None:
        self._act, self._at = act, 0
        self._marks: dict[int, list[tuple[Span, str]]] = {}
        for span, name in marks:
            self._marks.setdefault(act.line_at(span.start), []).append((span, name))

    def before(self, spans: Sequence[Span]) -> list[PaneLine]:
        """Return the lines before the first of the spans; none where there is no span."""
        return self._upto(self._act.line_at(spans[0].start)) if spans else []

    def of(self, spans: Sequence[Span]) -> list[PaneLine]:
        """Return the lines the spans cover."""
        return self._upto(self._act.line_at(spans[-1].end) + 1) if spans else []

    def rest(self) -> list[PaneLine]:
        """Return what is left."""
        return self._upto(len(self._act.lines))

    def _upto(self, end: int) -> list[PaneLine]:
        start, self._at = self._at, max(self._at, end)
        return [self._line(at) for at in range(start, end)]

    def _line(self, at: int) -> PaneLine:
        act, line = self._act, self._act.lines[at]
        unit = act.units[line.unit]
        marks = tuple(
            (span.start - line.span.start, min(span.end, line.span.end) - line.span.start, name)
            for span, name in sorted(self._marks.get(at, ()))
        )
        return PaneLine(line.span.of(act.text), line.span, unit.eid, label(act, unit), line.role.value, marks)
