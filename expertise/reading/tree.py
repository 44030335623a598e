"""Builds the units of an act from its planned lines, in one pass."""

from __future__ import annotations

from expertise.act import Kind, Line, Role, Span
from expertise.reading import amendment
from expertise.reading.draft import LIST_LEVEL, Draft
from expertise.reading.lists import Paragraphs, child_kind, continues, first_of
from expertise.reading.markers import ARTICLE_LEVEL, LEVELS, Marker, Style
from expertise.reading.notes import repealed
from expertise.reading.plan import Plan
from expertise.reading.words import finder

_NOTE = finder("note")
_CLOSING = "\"»”“)] "
_PREAMBLE_LEVEL = LEVELS["preamble"][1]
_LONGEST_HEADING = 300
_SHORT_HEADING = 120
_LIST_STYLES = frozenset({Style.BRACKET, Style.LETTER})


class Tree:
    """``drafts`` are the units in order, ``lines`` one entry for every line of the plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.drafts = [Draft(Kind.ACT, "", -1, 0, max(0, len(plan.lines) - 1), level=0)]
        self.lines: list[Line] = []
        self.stack = [0]
        self.floor = 1  # units of the stack that quoted wording may not close
        self.block = 0
        self.table = -1
        self.ended = ""  # the last sign of the text before this line
        self.heading = 0  # the unit whose heading may run on in the next line
        self.quotes: dict[int, int] = {}
        self.paragraphs = Paragraphs()
        for index in range(len(plan.lines)):
            self._line(index)
        self._close_spans()

    # ---- lines

    def _line(self, index: int) -> None:
        role = self.plan.roles[index]
        self._leave_quotation(self.plan.blocks[index])
        if self.plan.tables[index] != self.table:
            self._leave_table(self.plan.tables[index])
        if role in (Role.FRONT, Role.SIGNATURE):
            self._outside(index, role)
        elif role in (Role.EDITORIAL, Role.REPEALED):
            self._note(index, role)
        elif self.table >= 0:
            self._cell(index)
        elif index < self.plan.front:
            self._preamble(index)
        else:
            self._unit(index)

    def _put(self, index: int, unit: int, role: Role, body: int = 0) -> None:
        span = self.plan.source.spans[index]
        self.lines.append(Line(span, unit, role, span.start + body))
        self.drafts[unit].last = max(self.drafts[unit].last, index)
        if role is not Role.EDITORIAL:
            self.ended = (self.plan.lines[index].rstrip(_CLOSING) or " ")[-1]
            if role is Role.QUOTED:
                self.ended = (self.plan.lines[index].rstrip(_CLOSING + ";.,") + self.plan.lines[index].rstrip(_CLOSING)[-1:])[-1:]

    def _open(self, index: int, kind: Kind, number: str, parent: int, level: int = LIST_LEVEL, style: Style | None = None) -> int:
        """Add a unit below ``parent`` and close what stood open beside it."""
        self.stack = self.stack[: self.stack.index(parent) + 1] if parent in self.stack else self.stack
        draft = Draft(kind, number, parent, index, index, level=level, style=style)
        role = self.plan.roles[index]
        if role is Role.QUOTED:
            draft.role = role
            if self.drafts[parent].role is not Role.QUOTED:
                draft.quote = self.quotes[parent]
        self.drafts.append(draft)
        self.stack.append(len(self.drafts) - 1)
        self.heading = 0
        return len(self.drafts) - 1

    @property
    def _top(self) -> int:
        return self.stack[-1]

    def _outside(self, index: int, role: Role) -> None:
        """Give front matter and signatures to the act or to the annex they end."""
        form = role is Role.SIGNATURE and index + 1 < len(self.plan.lines) and self.plan.roles[index + 1] is None
        if form:  # a printed form line amid the text
            self.lines.append(Line(self.plan.source.spans[index], self._top, role, self.plan.source.spans[index].start))
            return
        keep = [i for i in self.stack if self.drafts[i].kind in (Kind.ACT, Kind.ANNEX)]
        home = keep[-1] if role is Role.SIGNATURE else 0
        self.stack, self.floor = keep, 1
        self._put(index, home, role)

    def _note(self, index: int, role: Role) -> None:
        unit = self._top
        draft = self.drafts[unit]
        text = self.plan.lines[index]
        if role is Role.REPEALED:
            if draft.level < LIST_LEVEL and draft.last == self.lines[-1].unit >= 0 and self._is_empty(unit):
                draft.role = Role.REPEALED
            elif "абзац" in text.casefold() and self.plan.front <= index:
                self._paragraph(index, role, 0)
                return
        elif self._ends_article(index):
            unit = next((i for i in reversed(self.stack) if self.drafts[i].level < LIST_LEVEL), unit)
        if index < self.plan.front and not self._in_preamble():
            unit = 0
        self._put(index, unit, role)

    def _in_preamble(self) -> bool:
        return self.drafts[self._top].level == _PREAMBLE_LEVEL or self.drafts[self._top].parent > 0

    def _is_empty(self, unit: int) -> bool:
        """Tell whether a unit holds its heading and notes alone."""
        return all(line.role in (Role.HEADING, Role.EDITORIAL) for line in self.lines[self.drafts[unit].first :])

    def _ends_article(self, index: int) -> bool:
        roles = self.plan.roles
        after = index + 1
        while after < len(roles) and roles[after] is Role.EDITORIAL:
            after += 1
        own = self.plan.markers[after] if after < len(roles) else None
        return after >= len(roles) or roles[after] is Role.SIGNATURE or (own is not None and own.level > 0)

    # ---- tables, preamble, quotations

    def _leave_table(self, table: int) -> None:
        if self.table >= 0 and self.drafts[self._top].kind is Kind.TABLE:
            self.stack.pop()
        self.table = table

    def _cell(self, index: int) -> None:
        if self.drafts[self._top].kind is not Kind.TABLE:
            parent = self._top
            while self.drafts[parent].kind is Kind.PARAGRAPH:
                parent = self.drafts[parent].parent
            self._open(index, Kind.TABLE, "", parent)
        own = self.plan.markers[index]
        role = self.plan.roles[index] or Role.NORM
        self._put(index, self._top, role, own.body if own is not None and own.style is not Style.ROMAN else 0)

    def _preamble(self, index: int) -> None:
        if not self._in_preamble():
            self._open(index, Kind.PREAMBLE, "", 0, _PREAMBLE_LEVEL)
            self._put(index, self._top, Role.NORM)
            return
        self._unit(index)

    def _leave_quotation(self, block: int) -> None:
        if block == self.block:
            return
        if self.block:
            self.stack = self.stack[: self.floor]
            self.floor = 1
        if block:
            self.floor = len(self.stack)
            self.quotes[self._top] = self.quotes.get(self._top, 0) + 1
        self.block = block

    # ---- units

    def _unit(self, index: int) -> None:
        own = self.plan.markers[index]
        if own is None:
            self._plain(index)
        elif own.level:
            self._head(index, own)
        elif own.style is Style.DASH:
            self._paragraph(index, self._role(index, own), own.body, dash=True)
        elif own.style is Style.WEAK and not self._is_next(index, own):
            self._plain(index)
        else:
            self._item(index, own)

    def _role(self, index: int, own: Marker | None) -> Role:
        given = self.plan.roles[index]
        body = self.plan.lines[index][own.body if own else 0 :]
        if given is None and body and repealed(body):
            return Role.REPEALED
        return given or Role.NORM

    def _plain(self, index: int) -> None:
        draft = self.drafts[self._top]
        if draft.bare:
            draft.bare = False
            self._put(index, self._top, self._role(index, None))
        elif self._heading_runs_on(index):
            span = self.plan.source.spans[index]
            unit = self.heading
            start = self.drafts[unit].heading
            self.drafts[unit].heading = Span(start.start, span.end) if start else span
            self._put(index, unit, Role.HEADING)
            self.heading = unit if self.plan.lines[index].isupper() else 0
        else:
            shift = amendment.unquoted(self.plan.lines[index]) if self.plan.roles[index] is Role.QUOTED else 0
            self._paragraph(index, self._role(index, None), shift)

    def _paragraph(self, index: int, role: Role, body: int, dash: bool = False) -> None:
        parent = self._paragraph_parent(index, dash)
        number = self.paragraphs.number(self.drafts, parent, self.block)
        unit = self._open(index, Kind.PARAGRAPH, number, parent, style=Style.DASH if dash else None)
        self.drafts[unit].note = _NOTE.match(self.plan.lines[index]) is not None
        if role is not Role.NORM:
            self.drafts[unit].role = role
        self._formula(index, unit, role, body)
        self._put(index, unit, role, body)

    def _paragraph_parent(self, index: int, dash: bool) -> int:
        """Find where an unnumbered line belongs: to its lead-in, its list, or the unit around the list."""
        unit = self._top
        draft = self.drafts[unit]
        if _NOTE.match(self.plan.lines[index]):
            return next((i for i in reversed(self.stack) if self.drafts[i].level < LIST_LEVEL), unit)
        if self.ended == ":" or len(self.stack) <= self.floor:
            return unit
        if draft.kind is Kind.PARAGRAPH:
            unit = self._up(unit)
            if self.ended != "." or (dash and draft.style is Style.DASH):
                return unit
            unit = self._out_of_paragraphs(unit)
        while self.drafts[unit].style in _LIST_STYLES and self.stack.index(unit) >= self.floor:
            if self._list_goes_on(index, self.drafts[unit]):
                return unit
            unit = self._out_of_paragraphs(self._up(unit))
        return unit

    def _up(self, unit: int) -> int:
        """Return the parent of ``unit``, never above the quotation it lies in."""
        return self.drafts[unit].parent

    def _out_of_paragraphs(self, unit: int) -> int:
        while self.drafts[unit].kind is Kind.PARAGRAPH and self.stack.index(unit) >= self.floor:
            unit = self._up(unit)
        return unit

    def _list_goes_on(self, index: int, draft: Draft) -> bool:
        following = self.plan.following or []
        after = following[index]
        if after >= len(self.plan.markers):
            return False
        own = self.plan.markers[after]
        same_block = self.plan.blocks[after] == self.plan.blocks[index]
        return own is not None and same_block and own.style is draft.style and continues(own.number, draft.number)

    def _is_next(self, index: int, own: Marker) -> bool:
        """Tell whether a number without its sign takes its place in a list."""
        if own.number == "1" and self.drafts[self._top].level == ARTICLE_LEVEL:
            following = self.plan.following or []
            after = self.plan.markers[following[index]] if following[index] < len(self.plan.lines) else None
            return after is not None and after.style is Style.DOT and after.number == "2"
        return any(d.style is Style.DOT and continues(own.number, d.number) for d in map(self.drafts.__getitem__, self.stack))

    # ---- numbered items

    def _item(self, index: int, own: Marker) -> None:
        parent = self._item_parent(own)
        style = Style.DOT if own.style is Style.WEAK else own.style
        kind = self._item_kind(own, parent)
        unit = self._open(index, kind, own.number, parent, style=style)
        role = self._role(index, own)
        self.drafts[unit].role = role
        self.drafts[unit].bare = own.body >= len(self.plan.lines[index])
        self._formula(index, unit, role, own.body)
        self._put(index, unit, role, own.body)

    def _item_parent(self, own: Marker) -> int:
        opened = self.stack[self.floor :]
        if own.style in (Style.DOT, Style.WEAK):
            return self._noted(opened, own) or self._around(opened)
        if own.style is Style.MULTI:
            outer = own.number.rpartition(".")[0]
            numbered = (i for i in reversed(opened) if self.drafts[i].level >= LIST_LEVEL)
            return next((i for i in numbered if self.drafts[i].number == outer), 0) or self._around(opened)
        for unit in reversed(opened):
            if self.drafts[unit].style is own.style:
                nested = self.ended == ":" and unit == self._top and first_of(own.number)
                return unit if nested else self._up(unit)
        return self._top if self.ended == ":" or not opened else self._out_of_paragraphs(self._top)

    def _noted(self, opened: list[int], own: Marker) -> int:
        """Return the open note whose own numbering ``own`` belongs to, 0 for none."""
        note = next((i for i in opened if self.drafts[i].note), 0)
        if not note:
            return 0
        parts = [d for d in self.drafts[note + 1 :] if d.parent == note and d.style is Style.DOT]
        if parts:
            return note if continues(own.number, parts[-1].number) else 0
        article = self.drafts[note].parent
        used = any(d.number == own.number for d in self.drafts[article:note] if d.parent == article and d.style is Style.DOT)
        return note if used or self.drafts[note].last == len(self.lines) - 1 and self.ended in ".:" and own.number == "1" else 0

    def _around(self, opened: list[int]) -> int:
        """Return the innermost open unit that is a heading or an article; the floor where none is."""
        found = next((i for i in reversed(opened) if self.drafts[i].level < LIST_LEVEL), None)
        return found if found is not None else self.stack[self.floor - 1]

    def _item_kind(self, own: Marker, parent: int) -> Kind:
        if self.block and self.drafts[parent].role is not Role.QUOTED:
            formula = self.drafts[parent]
            named = [kind for kind, _ in (formula.coming or formula.context)]
            if named and named[-1] in (Kind.PART, Kind.POINT, Kind.SUBPOINT) and own.style is not Style.LETTER:
                return named[-1]
            return Kind.SUBPOINT if own.style is Style.LETTER else Kind.POINT if own.style is Style.BRACKET else Kind.PART
        if self.drafts[parent].note:
            return Kind.SUBPOINT if own.style is Style.LETTER else Kind.POINT
        above = [self.drafts[i].kind for i in self.stack[: self.stack.index(parent) + 1]]
        return child_kind(own.style, above)

    def _formula(self, index: int, unit: int, role: Role, body: int) -> None:
        """Note of which place a formula speaks, completed by the formula it stands under."""
        draft = self.drafts[unit]
        if role is not Role.FORMULA:
            return
        own, coming = amendment.addresses(self.plan.lines[index][body:])
        outer = self.drafts[draft.parent].context
        draft.context, draft.coming = amendment.merged(outer, own), coming

    # ---- headings

    def _head(self, index: int, own: Marker) -> None:
        if self._is_repeated(own):
            self._put(index, self._top, Role.HEADING, own.body)
            return
        opened = self.stack[: self.floor]
        for unit in self.stack[self.floor :]:
            if self.drafts[unit].level >= own.level:
                break
            opened.append(unit)
        unit = self._open(index, own.kind, own.number, opened[-1], own.level)
        self._title(index, own, unit)

    def _is_repeated(self, own: Marker) -> bool:
        draft = self.drafts[self._top]
        same = draft.kind is own.kind and draft.number == own.number and bool(own.number)
        return same and len(self.stack) > self.floor and self._is_empty(self._top)

    def _title(self, index: int, own: Marker, unit: int) -> None:
        """Take the rest of the line as heading, or as the text of an article that has no heading."""
        text, span, draft = self.plan.lines[index], self.plan.source.spans[index], self.drafts[unit]
        rest = text[own.body :]
        given = self.plan.roles[index]
        if rest and repealed(rest):
            draft.role = Role.REPEALED
            self._put(index, unit, Role.REPEALED, own.body)
            return
        if own.level == ARTICLE_LEVEL and rest and self._is_text(index, rest):
            role = given or Role.NORM
            draft.role = role
            self._formula(index, unit, role, own.body)
            self._put(index, unit, role, own.body)
            return
        if rest:
            draft.heading = Span(span.start + own.body, span.end)
        self._put(index, unit, given if given is Role.QUOTED else Role.HEADING, own.body)
        self.ended = ""
        self.heading = unit

    def _is_text(self, index: int, rest: str) -> bool:
        """Tell the text of an article without heading from a heading."""
        if rest.endswith((":", ";")) or self.plan.roles[index] is Role.FORMULA:
            return True
        if not rest.rstrip(_CLOSING).endswith("."):
            return False
        after = index + 1
        alone = after >= len(self.plan.lines) or self.plan.roles[after] is Role.SIGNATURE
        own = None if alone else self.plan.markers[after]
        if alone or (own is not None and own.level > 0):
            return True
        return len(rest) > _SHORT_HEADING

    def _heading_runs_on(self, index: int) -> bool:
        if not self.heading or self.heading != self._top or self.plan.roles[index] is not None:
            return False
        text, draft = self.plan.lines[index], self.drafts[self.heading]
        if draft.level == ARTICLE_LEVEL or draft.kind is Kind.ANNEX:
            if draft.kind is Kind.ANNEX:
                return self._names_annex(text)
            return self._is_title(index, text) and (draft.heading is None or text[0].islower())
        if draft.heading is None:
            return not text.endswith((";", ":")) and len(text) <= _LONGEST_HEADING
        return text.isupper()

    @staticmethod
    def _names_annex(text: str) -> bool:
        return len(text) <= _LONGEST_HEADING and not text.endswith((".", ";", ":", ","))

    def _is_title(self, index: int, text: str) -> bool:
        after = index + 1
        if len(text) > _LONGEST_HEADING or text.endswith((".", ";", ":", ",")) or after >= len(self.plan.lines):
            return False
        own = self.plan.markers[after]
        return own is None or own.level == 0

    def _close_spans(self) -> None:
        """Stretch every unit to the end of its last descendant."""
        for draft in reversed(self.drafts[1:]):
            parent = self.drafts[draft.parent]
            parent.last = max(parent.last, draft.last)
