"""The state while units are built: what is open, what was said last, and how units and lines are added."""

from __future__ import annotations

from expertise.act import Kind, Line, Role
from expertise.reading.draft import LIST_LEVEL, Draft
from expertise.reading.lists import Paragraphs
from expertise.reading.markers import Style
from expertise.reading.plan import Plan

CLOSING = '"»”“)] '


class Builder:
    """``drafts`` are the units in order, ``lines`` the lines so far, ``stack`` the open units."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.drafts = [Draft(Kind.ACT, "", -1, 0, max(0, len(plan.lines) - 1), level=0)]
        self.lines: list[Line] = []
        self.stack = [0]
        self.floor = 1  # units of the stack below this are not closed by quoted wording
        self.block = 0
        self.table = -1
        self.ended = ""  # the last sign of the text before this line
        self._said = -1  # the last line that is neither heading nor note
        self.heading = 0  # the unit whose heading may run on in the next line
        self.quotes: dict[int, int] = {}
        self.paragraphs = Paragraphs()
        self.numbers: dict[int, list[str]] = {}  # of the «1.» below each unit, in order
        self._used: set[tuple[int, str]] = set()

    @property
    def top(self) -> int:
        """Return the innermost open unit."""
        return self.stack[-1]

    @property
    def opened(self) -> list[int]:
        """Return the open units that the next line may close, largest first."""
        return self.stack[self.floor :]

    def open(
        self,
        index: int,
        kind: Kind,
        number: str,
        parent: int,
        level: int = LIST_LEVEL,
        style: Style | None = None,
    ) -> int:
        """Add a unit below the open unit ``parent``, close what stood open beside it, return its place."""
        self.stack = self.stack[: self.stack.index(parent) + 1]
        draft = Draft(kind, number, parent, index, index, level=level, style=style)
        if self.plan.roles[index] is Role.QUOTED:
            draft.role = Role.QUOTED
            draft.quote = 0 if self.drafts[parent].role is Role.QUOTED else self.quotes[parent]
        if style is Style.DOT:
            self.numbers.setdefault(parent, []).append(number)
            self._used.add((parent, number))
        self.drafts.append(draft)
        self.stack.append(len(self.drafts) - 1)
        self.heading = 0
        return self.top

    def has_number(self, parent: int, number: str) -> bool:
        """Tell whether a «1.» with this number stands below ``parent`` already."""
        return (parent, number) in self._used

    def put(self, index: int, unit: int, role: Role, body: int = 0) -> None:
        """Give a line to a unit; ``body`` is where its words begin after the number."""
        span = self.plan.source.spans[index]
        if role not in (Role.HEADING, Role.EDITORIAL):
            self._said = len(self.lines)
        self.lines.append(Line(span, unit, role, span.start + body, self.plan.source.cells[index]))
        self.drafts[unit].last = max(self.drafts[unit].last, index)
        if role is not Role.EDITORIAL:
            self.ended = self._last_sign(index, role)

    def _last_sign(self, index: int, role: Role) -> str:
        """Return the last sign of a line; a quotation adds its own mark and sign, which do not count."""
        text = self.plan.lines[index]
        if role is Role.QUOTED and text.rstrip(";.,").endswith(('"', "»", "”", "“")):
            text = text.rstrip(";.,")
        return (text.rstrip(CLOSING) or " ")[-1]

    def out_of_paragraphs(self, unit: int) -> int:
        """Return ``unit`` or its nearest parent that is no unnumbered paragraph."""
        while self.drafts[unit].kind is Kind.PARAGRAPH and self.stack.index(unit) >= self.floor:
            unit = self.drafts[unit].parent
        return unit

    def headed(self) -> int:
        """Return the innermost open unit with a heading, or the unit that holds the quotation."""
        found = next((i for i in reversed(self.opened) if self.drafts[i].level < LIST_LEVEL), None)
        return self.stack[self.floor - 1] if found is None else found

    def is_bare_heading(self, unit: int) -> bool:
        """Tell whether a unit holds nothing but its heading and notes so far."""
        return self._said < self.drafts[unit].first
