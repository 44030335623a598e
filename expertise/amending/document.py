"""An act as a tree to be edited: nodes are its units, rows its lines, and every sign knows its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from expertise.act import Act, Cell, Kind, Role, Span

_DRAFT_TABLES = 1_000_000  # tables of the amending act are counted from here, those of the base from 0


class Origin(Enum):
    """Where words come from: the act that is changed, the amending act, or a form made for the place."""

    BASE = "base"
    DRAFT = "draft"
    MADE = "made"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row, from ``start`` in the text of their source; made words have none (-1)."""

    text: str
    origin: Origin
    start: int

    def part(self, start: int, end: int) -> Run:
        """Return a piece of the run."""
        shift = self.start + start if self.start >= 0 else -1
        return Run(self.text[start:end], self.origin, shift)


@dataclass(frozen=True, slots=True)
class Cut:
    """Words taken away: they stood before sign ``at`` of their row."""

    at: int
    run: Run
    operation: int


@dataclass(eq=False)
class Row:
    """One line: ``body`` is where its words begin after the number, ``marks`` are new words by operation."""

    runs: list[Run]
    role: Role
    body: int = 0
    table: int = -1
    cell: Cell | None = None
    cuts: list[Cut] = field(default_factory=list)
    marks: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, operation

    @property
    def text(self) -> str:
        """Return the words of the row."""
        return "".join(run.text for run in self.runs)

    def replace(self, start: int, end: int, new: list[Run], operation: int) -> None:
        """Put ``new`` in the place of ``[start, end)``; keeps what was cut and marks what is new.

        A negative ``operation`` only tidies up: it leaves no trace.
        """
        before, gone, behind = self._slice(0, start), self._slice(start, end), self._slice(end, None)
        self.runs = [run for run in (*before, *new, *behind) if run.text]
        grown = sum(len(run.text) for run in new)
        shift = grown - (end - start)
        self.cuts = [Cut(_shifted(c.at, start, end, shift), c.run, c.operation) for c in self.cuts]
        if operation >= 0:
            self.cuts += [Cut(start, run, operation) for run in gone if run.origin is Origin.BASE]
        self.marks = [m for old in self.marks for m in _moved(old, start, end, shift)]
        if grown and operation >= 0:
            self.marks.append((start, start + grown, operation))
        if start < self.body:
            self.body = max(0, self.body + shift)

    def _slice(self, start: int, end: int | None) -> list[Run]:
        found, at = [], 0
        stop = len(self.text) if end is None else end
        for run in self.runs:
            first, last = max(start - at, 0), min(stop - at, len(run.text))
            if first < last:
                found.append(run.part(first, last))
            at += len(run.text)
        return found


def _shifted(at: int, start: int, end: int, shift: int) -> int:
    if at <= start:
        return at
    return start if at < end else at + shift


def _moved(mark: tuple[int, int, int], start: int, end: int, shift: int) -> Iterator[tuple[int, int, int]]:
    """Yield what is left of a mark when ``[start, end)`` is replaced."""
    first, last, operation = mark
    if first < start:
        yield first, min(last, start), operation
    if last > end:
        yield max(first, end) + shift, last + shift, operation


@dataclass(eq=False)
class Node:
    """A unit: ``content`` holds its rows and the units below it, in order."""

    kind: Kind
    number: str
    parent: Node | None = None
    content: list[Row | Node] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """Return the units directly below."""
        return [each for each in self.content if isinstance(each, Node)]

    @property
    def own(self) -> list[Row]:
        """Return the rows of the unit itself."""
        return [each for each in self.content if isinstance(each, Row)]

    def rows(self) -> Iterator[Row]:
        """Yield all rows in reading order."""
        for each in self.content:
            if isinstance(each, Row):
                yield each
            else:
                yield from each.rows()

    def walk(self) -> Iterator[Node]:
        """Yield the unit and all below it."""
        yield self
        for node in self.nodes:
            yield from node.walk()


def of_act(act: Act) -> tuple[Node, list[Node]]:
    """Return the root of an act's tree and the nodes in the order of ``act.units``."""
    nodes = [Node(unit.kind, unit.number) for unit in act.units]
    attached = {0}
    for line in act.lines:
        chain, unit = [], line.unit
        while unit not in attached:
            chain.append(unit)
            unit = act.units[unit].parent
        for unit in reversed(chain):
            _attach(nodes[act.units[unit].parent], nodes[unit])
            attached.add(unit)
        span = line.span
        run = Run(span.of(act.text), Origin.BASE, span.start)
        table = line.unit if act.units[line.unit].kind is Kind.TABLE else -1
        nodes[line.unit].content.append(Row([run], line.role, line.body - span.start, table, line.cell))
    return nodes[0], nodes


def _attach(parent: Node, child: Node) -> None:
    child.parent = parent
    parent.content.append(child)


def of_wording(draft: Act, units: tuple[int, ...], wording: tuple[int, ...], operation: int) -> list[Node]:
    """Return the quoted units of an amending act as nodes, without the marks of quotation around them."""
    nodes: dict[int, Node] = {}
    tops: list[Node] = []
    for order, place in enumerate(wording):
        line = draft.lines[place]
        for unit in _new_units(draft, line.unit, units, nodes):
            node = nodes[unit] = Node(draft.units[unit].kind, draft.units[unit].number)
            if unit in units:
                tops.append(node)
            else:
                _attach(nodes[draft.units[unit].parent], node)
        span = _bare(draft.text, line.span, opening=order == 0, closing=order == len(wording) - 1)
        if not len(span):
            continue
        run = Run(span.of(draft.text), Origin.DRAFT, span.start)
        table = _DRAFT_TABLES + line.unit if draft.units[line.unit].kind is Kind.TABLE else -1
        row = Row([run], line.role, max(0, min(line.body, span.end) - span.start), table, line.cell)
        row.marks.append((0, len(span), operation))
        nodes[line.unit].content.append(row)
    return tops


def _new_units(draft: Act, unit: int, units: tuple[int, ...], known: dict[int, Node]) -> list[int]:
    chain = []
    while unit not in known:
        chain.append(unit)
        if unit in units:
            break
        unit = draft.units[unit].parent
    return chain[::-1]


_OPEN, _CLOSE = '"«“„', '"»”“'


def _bare(text: str, span: Span, *, opening: bool, closing: bool) -> Span:
    """Return a quoted line without the mark that opens the quotation and what closes it."""
    start, end = span.start, span.end
    if opening and start < end and text[start] in _OPEN:
        start += 1
    if closing:
        bare = text[start:end].rstrip(" ;.,")
        if bare and bare[-1] in _CLOSE:
            end = start + len(bare) - 1
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, end)
