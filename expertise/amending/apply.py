"""Applies operations, in order, to the act they change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from expertise.act import Act, Kind, Role, Span, address
from expertise.amending.consolidation import Consolidation, Misfit, consolidated
from expertise.amending.document import Node, Origin, Row, Run, of_act, of_wording
from expertise.amending.locate import Missing, find, has_parts, named, nearest
from expertise.amending.operations import Action, Operation, Parsed
from expertise.amending.places import Part, Place
from expertise.amending.restructuring import Restructuring
from expertise.amending.rewording import Rewording, Target, run_of, text_rows
from expertise.reading.markers import Style, marker

_ON_WORDS = frozenset({Action.REPLACE_WORDS, Action.INSERT_WORDS, Action.DELETE_WORDS})


def apply(base: Act, draft: Act, parsed: Parsed, act: int, *, excerpt: bool = False) -> Consolidation:
    """Return ``base`` after the operations of ``draft`` that speak of the act number ``act``.

    Operations go in the order of the draft; one that does not fit leaves the text alone and is told as a
    misfit. Equal input gives an equal outcome. Raises UnreadableFile where nothing is left that is an act.
    """
    return _Applier(base, draft, parsed, act).run(excerpt)


class _Applier:
    def __init__(self, base: Act, draft: Act, parsed: Parsed, act: int) -> None:
        self.base, self.draft, self.parsed = base, draft, parsed
        self.root, _ = of_act(base)
        self.orders = [(i, o) for i, o in enumerate(parsed.operations) if o.act == act]
        self.misfits: list[Misfit] = []
        self.repealed = False
        self.done: set[int] = set()
        self.words = Rewording(draft, base.language, self.refuse)
        self.units = Restructuring(base.language, self.refuse)

    def run(self, excerpt: bool) -> Consolidation:
        """Apply all and read the outcome."""
        for index, order in self.orders:
            if index not in self.done:
                self._one(index, order)
        act, marks, removed, pieces = consolidated(self.root, self.base, excerpt)
        return Consolidation(
            self.base, self.draft, self.parsed, act, tuple(i for i, _ in self.orders), marks, removed,
            tuple(sorted(self.misfits, key=lambda m: m.operation)), pieces, self.repealed,
        )  # fmt: skip

    def refuse(
        self, index: int, reason: str, node: Node, words: str = "", *, applied: bool = False,
        row: Row | None = None, at: int = 0,
    ) -> None:  # fmt: skip
        """Note that an operation does not fit, at the nearest place of the base."""
        span = _base_span(node if row is None else row, at)
        eid = self.base.unit_at(span.start).eid if span else ""
        draft = self.parsed.operations[index].span
        self.misfits.append(Misfit(index, reason, draft, span, eid, words, applied))

    def _one(self, index: int, order: Operation) -> None:
        try:
            _ACTIONS[order.action](self, index, order)
        except Missing as error:
            self.refuse(index, error.reason, error.nearest, self._called(error))

    def _called(self, error: Missing) -> str:
        """Return how an expert would call what is missing."""
        if error.reason == "sentence-missing":
            return error.step[1]
        return address((error.step,), self.base.language)

    # --- what each action does -------------------------------------------------------------------------

    def _on_words(self, index: int, order: Operation) -> None:
        targets = []
        for place in order.places:
            try:
                targets.append((place, self._target(place, through=order.through)))
            except Missing as error:  # one wrong address of several leaves the others
                self.refuse(index, error.reason, error.nearest, self._called(error))
        if targets:
            self.words.apply(index, order, targets)

    def _target(self, place: Place, *, through: bool = False) -> Target:
        node = find(self.root, place.steps)
        if place.part is Part.HEADING:
            return Target(node, self._heading(node))
        if _is_own_line(place, node):
            return Target(node, [row for row in node.own if row.role is not Role.HEADING][:1])
        if place.part is Part.SENTENCE:
            rows = self._sentence_rows(node)
            known = self.words.sentences(rows)
            number = len(known) if place.number == "last" else int(place.number or 0)
            if not 1 <= number <= len(known):
                raise Missing("sentence-missing", node, (node.kind, place.number))
            row, *within = known[number - 1]
            return Target(node, [row], (within[0], within[1]))
        return Target(node, text_rows(node, headings=through))

    def _heading(self, node: Node) -> list[Row]:
        """Return the rows of a heading; of the act itself those of its title."""
        if node.parent is not None:
            return [row for row in node.own if row.role is Role.HEADING]
        title = self.base.requisites.title
        front = [row for row in node.own if row.role is Role.FRONT]
        return [row for row in front if row.text and row.text in title]

    def _sentence_rows(self, node: Node) -> list[Row]:
        """Return the rows in which the sentences of a unit are counted: its own and plain paragraphs."""
        own = [row for row in node.own if row.role in (Role.NORM, Role.QUOTED, Role.FORMULA)]
        return own + [row for each in node.nodes if each.kind is Kind.PARAGRAPH for row in text_rows(each)]

    def _add(self, index: int, order: Operation) -> None:
        new = of_wording(self.draft, order.units, order.wording, index) or self._inline(index, order)
        for node in new:
            place = self._place_of(node, order.places)
            if place is None:
                first = order.places[0]
                home = nearest(self.root, first.steps[:-1])
                self.refuse(index, "wording-number", home, node.number)
                continue
            self._add_one(index, place, node)

    def _add_one(self, index: int, place: Place, node: Node) -> None:
        kind, number = place.steps[-1] if place.steps else (Kind.PARAGRAPH, "")
        steps = place.steps[:-1]
        if node.kind is Kind.PARAGRAPH and kind not in (Kind.PARAGRAPH, Kind.PART):
            steps, kind, number = place.steps, Kind.PARAGRAPH, ""
        home = find(self.root, steps)
        if node.kind is Kind.PARAGRAPH and kind is Kind.PART and has_parts(home):
            self.refuse(index, "wording-number", home, number)
        elif node.kind is Kind.PARAGRAPH:
            self.units.add_paragraph(index, home, node, number)
        else:
            node.kind = kind
            if named(home, kind, number):
                self._make_room(index, place.steps)
            self.units.add(index, home, node)

    def _place_of(self, node: Node, places: Sequence[Place]) -> Place | None:
        """Return the place of a new unit among those the formula names; plain text takes the first."""
        if node.kind in (Kind.PARAGRAPH, Kind.TABLE):
            return places[0]
        fitting = [p for p in places if p.steps and p.steps[-1][1] == node.number]
        return fitting[0] if fitting else None

    def _make_room(self, index: int, steps: tuple[tuple[Kind, str], ...]) -> None:
        """Renumber first what a later operation moves away from the number of a new unit."""
        for later, order in self.orders:
            if later <= index or later in self.done or order.action is not Action.RENUMBER:
                continue
            if any(place.steps == steps for place in order.places):  # it would stand there twice
                self.done.add(later)
                self._one(later, order)
                return

    def _inline(self, index: int, order: Operation) -> list[Node]:
        """Return wording that stands on the line of the formula as one paragraph."""
        if not order.new:
            return []
        run = run_of(self.draft, order.new[0])
        own = marker(run.text)
        numbered = own is not None and own.style is not Style.DASH
        kind = order.places[0].steps[-1][0] if numbered and order.places[0].steps else Kind.PARAGRAPH
        row = Row([run], Role.QUOTED, own.body if own else 0)
        row.marks.append((0, len(run.text), index))
        return [Node(kind, own.number if own and numbered else "", content=[row])]

    def _add_sentence(self, index: int, order: Operation) -> None:
        for place in order.places:
            node = find(self.root, place.steps)
            self.words.add_sentence(index, place, node, self._sentence_rows(node), self._said(index, order))

    def _said(self, index: int, order: Operation) -> Run:
        """Return the first line of the new wording as words."""
        nodes = of_wording(self.draft, order.units, order.wording, index) or self._inline(index, order)
        return next(nodes[0].rows()).runs[0]

    def _reword(self, index: int, order: Operation) -> None:
        first = order.places[0]
        targets = [find(self.root, place.steps) for place in order.places]
        if first.part is Part.SENTENCE:
            rows = self._sentence_rows(targets[0])
            self.words.sentence(index, first, targets[0], rows, self._said(index, order))
            return
        if not first.steps:
            self.refuse(index, "whole-act", self.root)
            return
        new = of_wording(self.draft, order.units, order.wording, index) or self._inline(index, order)
        if _is_own_line(first, targets[0]):
            row = self._target(first).rows[0]
            row.replace(row.body, len(row.text), list(next(new[0].rows()).runs), index)
            return
        self.units.reword(index, targets, new)

    def _rename(self, index: int, order: Operation) -> None:
        """Give a heading new words; quoted with kind and number or without."""
        run = self._said(index, order)
        own = marker(run.text)
        if own is not None and own.style is Style.HEAD:
            run = run.part(own.body, len(run.text))
        for place in order.places:
            node = find(self.root, place.steps)
            rows = self._heading(node)
            if not rows:
                self.refuse(index, "no-heading", node)
                continue
            first, *others = rows
            first.replace(first.body, len(first.text), [run], index)
            for row in others:
                row.replace(0, len(row.text), [], index)

    def _delete(self, index: int, order: Operation) -> None:
        targets = [(place, find(self.root, place.steps)) for place in order.places]
        for place, node in reversed(targets):
            if place.part is Part.SENTENCE:
                self.words.sentence(index, place, node, self._sentence_rows(node), None)
            elif place.part is Part.HEADING or _is_own_line(place, node):
                self.refuse(index, "cannot-delete", node)
            else:
                self.units.delete(index, node)

    def _repeal(self, index: int, order: Operation) -> None:
        for place in order.places:
            if not place.steps:
                self.repealed = True
                continue
            self.units.repeal(index, find(self.root, place.steps))

    def _renumber(self, index: int, order: Operation) -> None:
        targets = [find(self.root, place.steps) for place in order.places]
        self.units.renumber(index, targets, order.numbers)


_ACTIONS: dict[Action, Callable[[_Applier, int, Operation], None]] = {
    **dict.fromkeys(_ON_WORDS, _Applier._on_words),
    Action.ADD: _Applier._add,
    Action.ADD_SENTENCE: _Applier._add_sentence,
    Action.NEW_WORDING: _Applier._reword,
    Action.RENAME: _Applier._rename,
    Action.DELETE: _Applier._delete,
    Action.REPEAL: _Applier._repeal,
    Action.RENUMBER: _Applier._renumber,
}


def _is_own_line(place: Place, node: Node) -> bool:
    """Tell whether «абзац первый» of a part is meant: its own line."""
    return place.steps[-1:] == ((Kind.PARAGRAPH, "1"),) and node.kind is not Kind.PARAGRAPH


def _base_span(place: Node | Row, at: int) -> Span | None:
    """Return the nearest words of the base: of the row from ``at`` on, or of the unit's first row."""
    rows = [place] if isinstance(place, Row) else list(place.rows())
    for row in rows:
        start = 0
        for run in row.runs:
            if run.origin is Origin.BASE and start + len(run.text) > at:
                shift = max(0, at - start)
                return Span(run.start + shift, run.start + len(run.text))
            start += len(run.text)
        at = 0
    return None
