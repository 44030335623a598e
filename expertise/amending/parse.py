"""Reads an amending act: every line of change becomes operations or is told as unparsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from expertise.act import Act, Kind, Line, Role, Span
from expertise.amending.addresses import NoAddress, address
from expertise.amending.cited import cited, same_name
from expertise.amending.clauses import Clause, Unknown, clauses, completed, speaks
from expertise.amending.frame import Frame, frame
from expertise.amending.operations import Action, Cited, Operation, Parsed, Unparsed, Where
from expertise.amending.places import Part, Place, under
from expertise.amending.vocabulary import QUOTE, vocabulary

_ENDED = (";", ":", ".", "»", '"', "”")
_TAKES_WORDING = frozenset({Action.ADD, Action.ADD_SENTENCE, Action.NEW_WORDING, Action.RENAME})
_IN_ZONE = frozenset({Role.FORMULA, Role.NORM, Role.REPEALED})
_LINES = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.PART, Kind.SUBPOINT, Kind.ARTICLE})


def parse(act: Act) -> Parsed:
    """Return the operations of an act that changes others; an act without formulas has none."""
    reader = _Reader(act)
    reader.read()
    return Parsed(tuple(reader.acts), tuple(reader.operations), tuple(reader.unparsed), reader.leads)


@dataclass
class _Reader:
    """Reads line after line; ``zone`` is the article whose lines are all meant as changes."""

    act: Act
    acts: list[Cited] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    unparsed: list[Unparsed] = field(default_factory=list)
    leads: int = 0
    zone: int = -1
    current: int = -1
    repealing: bool = False
    contexts: dict[int, Place] = field(default_factory=dict)

    def read(self) -> None:
        """Read all lines."""
        place = 0
        while place < len(self.act.lines):
            last = self._last(place)
            if self._is_change(place):
                self._sentence(place, last)
            place = last + 1

    def _is_change(self, place: int) -> bool:
        line = self.act.lines[place]
        if line.role not in _IN_ZONE or line.body >= line.span.end:
            return False
        inside = self.zone >= 0 and self._zone(line.unit) == self.zone
        return line.role is Role.FORMULA or inside or self._lists_void_acts(line)

    def _lists_void_acts(self, line: Line) -> bool:
        """Tell «Признать утратившими силу:», which leads in a list of acts."""
        said = self.act.text[line.body : line.span.end]
        repeal = vocabulary(self.act.language).words["repeal"]
        return self.act.amending and said.endswith(":") and repeal.search(said) is not None

    def _last(self, place: int) -> int:
        """Return the last line of the sentence that begins here: a formula may be wrapped."""
        lines = self.act.lines
        if lines[place].role is not Role.FORMULA:
            return place
        while place + 1 < len(lines) and not lines[place].span.of(self.act.text).endswith(_ENDED):
            after = lines[place + 1]
            if after.role not in _IN_ZONE or self.act.units[after.unit].kind is not Kind.PARAGRAPH:
                break
            place += 1
        return place

    def _zone(self, unit: int) -> int:
        """Return the article that holds a unit, else its outermost unit below annexes and chapters."""
        found = unit
        while unit > 0:
            kind = self.act.units[unit].kind
            if kind in _LINES:
                found = unit
            if kind is Kind.ARTICLE:
                break
            unit = self.act.units[unit].parent
        return found

    def _sentence(self, first: int, last: int) -> None:
        lines = self.act.lines
        line = lines[first]
        end = lines[last].span.end
        found = frame(self.act.text, line.body, end)
        try:
            self._understand(found, line.unit, last)
        except Unknown as error:
            self._refuse(Span(line.span.start, end), line.unit, error.reason, error.words)

    def _refuse(self, span: Span, unit: int, reason: str, words: str = "") -> None:
        self.unparsed.append(Unparsed(span, self.act.units[unit].eid, reason, words))

    def _understand(self, found: Frame, unit: int, last: int) -> None:
        start = self._lead(found, unit)
        if speaks(found, start, self.act.language):
            self._orders(found, start, unit, last)
        elif start:
            self.leads += 1
        elif self.repealing and (name := cited(self.act, found, 0, len(found.text))):
            span = found.span(0, len(found.text.rstrip(" ;.")))
            self._add(Action.REPEAL, self._know(name), (Place(),), span, unit)
        elif found.text.endswith(":"):
            self._context(found, unit)
        else:
            raise Unknown("formula")

    def _lead(self, found: Frame, unit: int) -> int:
        """Read «Внести в ... следующие изменения:»; return where it ends, 0 where there is none."""
        words = vocabulary(self.act.language).words
        lead = words["lead"].search(found.text)
        changes = list(words["changes"].finditer(found.text))
        if lead is None or not changes:
            return 0
        end = max(lead.end(), changes[-1].end() if lead.start() < changes[0].start() else 0)
        changes = [change for change in changes if change.end() <= end]
        until = changes[0].start() if changes else end
        self.zone, self.repealing = self._zone(unit), False
        begin = lead.end() if lead.end() < until else 0
        following = list(words["filler"].finditer(found.text, begin, until))
        if following and not found.text[following[-1].end() : until].strip():
            until = following[-1].start()
        name = cited(self.act, found, begin, until)
        if name is not None:
            self.current = self._know(name)
        self.contexts[unit] = self._place(found, begin, until)
        return end

    def _place(self, found: Frame, start: int, end: int) -> Place:
        """Return the one place named beside the act in a lead; the whole act where there is none."""
        try:
            named = address(found, self.act.text, start, end, self.act.language).places
        except NoAddress:
            return Place()
        return named[0] if len(named) == 1 else Place()

    def _know(self, name: Cited) -> int:
        for place, known in enumerate(self.acts):
            if same_name(known, name):
                return place
        self.acts.append(name)
        return len(self.acts) - 1

    def _context(self, found: Frame, unit: int) -> None:
        """Read «в статье 44:» and «в Законе ... «О ...»:»."""
        name = cited(self.act, found, 0, len(found.text))
        if name is not None:
            self.current = self._know(name)
            self.contexts[unit] = self._place(found, 0, len(found.text))
        else:
            try:
                named = address(found, self.act.text, 0, len(found.text), self.act.language)
            except NoAddress as error:
                raise Unknown("address", str(error.args[0])) from error
            if len(named.places) > 1:
                raise Unknown("several-places")
            self.contexts[unit] = under(self._above(unit), (*named.places, Place())[0])
        self.leads += 1

    def _above(self, unit: int) -> Place:
        """Return the place that the formulas around a unit speak of."""
        while unit >= 0:
            if unit in self.contexts:
                return self.contexts[unit]
            unit = self.act.units[unit].parent
        return Place()

    def _orders(self, found: Frame, start: int, unit: int, last: int) -> None:
        """Add the operations of one sentence; the new wording behind it goes to its last clause."""
        said = list(clauses(found, self.act.text, start, self.act.language))
        wording = self._wording(last + 1)
        before: tuple[Place, ...] = ()
        for clause in said:
            if clause.form.kind == "repeal" and found.text.endswith(":") and clause.blank:
                self.zone, self.repealing = self._zone(unit), True
                self.leads += 1
                continue
            name = cited(self.act, found, clause.end, len(found.text)) if clause.form.target else None
            self.current = self._know(name) if name else self.current
            named = completed(clause, self._above(unit), before)
            before = named if clause.form.kind not in ("add", "add_sentence") else before
            ends = clause is said[-1]
            self._order(found, clause, named, unit, wording if ends else ())
        if wording and not (said and self.operations and self.operations[-1].wording):
            raise Unknown("wording-without-formula")

    def _wording(self, place: int) -> tuple[int, ...]:
        """Return the quoted lines that begin at ``place``."""
        end = place
        units, lines = self.act.units, self.act.lines
        while end < len(lines) and units[lines[end].unit].role is Role.QUOTED:
            end += 1
        return tuple(range(place, end))

    def _order(
        self, found: Frame, clause: Clause, named: tuple[Place, ...], unit: int, wording: tuple[int, ...]
    ) -> None:
        action = Action(clause.form.kind)
        if action is Action.NEW_WORDING and named and named[0].part is Part.HEADING:
            action = Action.RENAME
        new = clause.new
        if action in _TAKES_WORDING and not wording:
            new = self._inline(found, clause.end)
            if not new:
                raise Unknown("no-wording")
        numbers = tuple(number for term in clause.coming for number in term.numbers)
        if action is Action.RENUMBER and len(numbers) != len(named):
            raise Unknown("numbers")
        taken = wording if action in _TAKES_WORDING else ()
        self._add(
            action, self._act(), named, clause.span, unit, old=clause.old, new=new,
            where=Where(clause.form.where), cases=clause.cases, through=clause.named.through,
            units=self._units(taken), wording=taken, numbers=numbers if action is Action.RENUMBER else (),
        )  # fmt: skip

    def _inline(self, found: Frame, end: int) -> tuple[Span, ...]:
        """Return the new wording that stands on the line itself."""
        rest = found.text[end:]
        begin = len(rest) - len(rest.lstrip(" :"))
        return found.quoted(end + begin, end + begin + 1) if rest[begin : begin + 1] == QUOTE else ()

    def _units(self, wording: tuple[int, ...]) -> tuple[int, ...]:
        """Return the outermost units of quoted lines."""
        own = {self.act.lines[place].unit for place in wording}
        outer = []
        for unit in sorted(own):
            above = self.act.units[unit].parent
            while above > 0 and self.act.units[above].role is Role.QUOTED and above not in own:
                above = self.act.units[above].parent
            if self.act.units[above].role is not Role.QUOTED:
                outer.append(unit)
        return tuple(outer)

    def _act(self) -> int:
        """Return the act spoken of; before any is named, the one the title names."""
        if self.current < 0:
            title = self.act.requisites.title
            found = frame(title, 0, len(title))
            self.acts.append(_by_title(found, title))
            self.current = 0
        return self.current

    def _add(
        self, action: Action, act: int, places: tuple[Place, ...], span: Span, unit: int, **more: Any
    ) -> None:
        eid = self.act.units[unit].eid
        self.operations.append(Operation(action, act, places, span, eid, **more))


def _by_title(found: Frame, title: str) -> Cited:
    """Return the act that the title of an amending act names."""
    quotes = list(found.quotes.values())
    return Cited(quotes[0].of(title)) if quotes else Cited()
