"""References of an act, line by line: words found, linked, and looked up in the act's own units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from expertise.act import Act, Kind, Line, Role, Span
from expertise.norms.references.acts import act_marks
from expertise.norms.references.aliases import Alias, alias_marks, aliases, gives_names
from expertise.norms.references.blanket import blankets
from expertise.norms.references.chains import Chain, Mark, linked
from expertise.norms.references.naming import BARE, NAMED, OWN, PAPER, ActMark, Named, title_key
from expertise.norms.references.places import Number, Place, places
from expertise.norms.references.reference import (
    AMBIGUOUS,
    BLANKET,
    DEAD,
    FOREIGN,
    MISSING_UNIT,
    REPEALED_UNIT,
    RESOLVED,
    Reference,
)
from expertise.norms.references.units import Outcome, Units, arabic
from expertise.norms.references.vocabulary import plain, telling
from expertise.reading.notes import note

_CARRIES = frozenset({Role.NORM, Role.QUOTED, Role.FOOTNOTE})
_INSIDE_ARTICLE = frozenset({Kind.PART, Kind.POINT, Kind.SUBPOINT, Kind.PARAGRAPH})
Address = tuple[tuple[Kind, str], ...]


class Reader:
    """Reads the references of one act; short names hold from where they are given."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._units = Units.of(act)
        self._read: dict[int, list[Reference]] = {}
        self._marks: dict[int, list[ActMark]] = {}
        self._aliases: list[Alias] = []
        self._key = title_key(act.requisites.title, act.language)
        for index, line in enumerate(act.lines):
            if line.role is not Role.EDITORIAL and gives_names(act.text, line.span, act.language):
                self._aliases += aliases(act.text, self._acts(index), act.language)

    def all(self) -> Iterator[Reference]:
        """Yield all references of the lines that carry norms, in reading order."""
        for index, line in enumerate(self._act.lines):
            if line.role in _CARRIES:
                yield from self.line(index)

    def within(self, span: Span) -> Iterator[Reference]:
        """Yield the references whose words lie in a span."""
        first, last = self._act.line_at(span.start), self._act.line_at(max(span.start, span.end - 1))
        for index in range(first, last + 1):
            yield from (r for r in self.line(index) if span.holds(r.span))

    def articles(self, span: Span) -> list[int]:
        """Return the articles that a span names by number, as indexes of units, each once, in order."""
        named = (
            self._units.ancestor(r.unit, Kind.ARTICLE) for r in self.within(span) if r.number and r.unit > 0
        )
        return [unit for unit in dict.fromkeys(named) if unit >= 0]

    def line(self, index: int) -> list[Reference]:
        """Return the references of a line."""
        if index not in self._read:
            found = list(self._references(index, self._act.lines[index]))
            self._read[index] = sorted(found, key=lambda r: (r.span.start, r.span.end))
        return self._read[index]

    def _acts(self, index: int) -> list[ActMark]:
        """Return the words of a line that name acts, without those of notes on editions."""
        if index not in self._marks:
            span, text = self._act.lines[index].span, self._act.text
            found = act_marks(text, span, self._act.language)
            noted = _notes(text, span)
            self._marks[index] = [m for m in found if not any(n.holds(m.span) for n in noted)]
        return self._marks[index]

    def _references(self, index: int, line: Line) -> Iterator[Reference]:
        act = self._act
        if line.role is Role.EDITORIAL or not self._tells(line):
            return
        body = Span(line.body, line.span.end)
        acts = [mark for mark in self._acts(index) if mark.span.start >= body.start]
        kept = [mark for mark in acts if mark.how not in (BARE, PAPER)]
        shorts = alias_marks(act.text, body, self._aliases, kept)
        acts = [m for m in acts if m in kept or not any(m.span.overlaps(s.span) for s in shorts)] + shorts
        noted = _notes(act.text, body)
        named = [
            p for p in places(act.text, body, act.language)
            if not any(n.holds(p.span) for n in noted) and not any(p.span.overlaps(m.span) for m in kept)
        ]  # fmt: skip
        marks: list[Mark] = sorted([*acts, *named], key=_start)
        found = linked(act.text, marks, act.language)
        for chain in found.chains:
            yield from self._of_chain(chain, line)
        for mark in found.alone:
            if mark.how in (OWN, NAMED):
                yield self._whole(mark, line)
        taken = [mark.span for mark in acts if mark.how not in (BARE, PAPER) or mark in _owners(found.chains)]
        for span in blankets(act.text, body, act.language, taken):
            yield Reference(span, BLANKET)

    def _tells(self, line: Line) -> bool:
        """Tell whether a line may hold a reference: a word of units or acts, or a short name."""
        text = plain(self._act.text[line.body : line.span.end])
        if telling(self._act.language).search(text.lower()):
            return True
        return any(alias.pattern.search(text) for alias in self._aliases)

    def _whole(self, mark: ActMark, line: Line) -> Reference:
        if self._is_own(mark, line):
            return Reference(mark.span, RESOLVED, unit=0)
        return Reference(mark.span, FOREIGN, mark.span.of(self._act.text), named=_named(mark))

    def _is_own(self, mark: ActMark, line: Line) -> bool:
        """Tell whether words name the act itself; in quoted wording they name the act that is changed."""
        if mark.how == OWN:
            return line.role is not Role.QUOTED
        own = self._act.requisites
        if mark.how == BARE:  # «статья 5 Кодекса» in a code that gives no other this short name
            return mark.named.kind == own.type and line.role is not Role.QUOTED and not self._act.amending
        if mark.how != NAMED or mark.named.kind != own.type:
            return False
        if mark.named.number or mark.named.date:
            return (mark.named.number or own.number, mark.named.date or own.date) == (own.number, own.date)
        return title_key(mark.named.title, self._act.language) == self._key

    def _of_chain(self, chain: Chain, line: Line) -> Iterator[Reference]:
        """Yield a reference for each unit that the smallest place of a chain names."""
        own = chain.act is None or self._is_own(chain.act, line)
        above = self._above(chain, line)
        place = chain.places[0]
        if own and line.role is not Role.QUOTED and above is not None:
            yield from self._own(chain, above, place, line)
            return
        words = chain.act.span.of(self._act.text) if chain.act and not own else ""
        named = _named(chain.act) if chain.act and not own else None
        state = FOREIGN if named or line.role is Role.QUOTED else AMBIGUOUS
        levels = above or ()
        for number in place.numbers or (Number(""),):
            address = (*levels, (place.kind, number.first)) if number.first else levels
            yield Reference(chain.span, state, words, address, named=named, range_end=number.last)

    def _above(self, chain: Chain, line: Line) -> Address | None:
        """Return the larger units of a chain, largest first; None where they cannot be told.

        What «настоящая часть» names is filled in from where the line stands.
        """
        levels: list[tuple[Kind, str]] = []
        for place in reversed(chain.places[1:]):
            if not place.numbers:
                here = self._here(place, line)
                if here is None:
                    return None
                levels = list(here)
            elif len(place.numbers) == 1 and not place.numbers[0].last:
                levels.append((place.kind, place.numbers[0].first))
            else:
                return None
        return tuple(levels)

    def _here(self, place: Place, line: Line) -> Address | None:
        """Return the address of the unit of a kind that a line stands in, None where it stands in none."""
        unit = self._units.ancestor(line.unit, place.kind)
        if unit < 0 and place.kind is Kind.PART:  # an article without numbered parts: its paragraph
            unit = self._units.ancestor(line.unit, Kind.PARAGRAPH)
        if unit < 0 and place.kind is Kind.POINT:  # what old acts number as parts they call points
            unit = self._units.ancestor(line.unit, Kind.PART)
        return None if unit < 0 else ((Kind.ACT, str(unit)),)

    def _own(self, chain: Chain, above: Address, place: Place, line: Line) -> Iterator[Reference]:
        if not place.numbers:
            here = self._here(place, line)
            found = Outcome(int(here[0][1]), RESOLVED) if here else Outcome(-1, AMBIGUOUS)
            yield self._made(chain, (), found)
            return
        bare = chain.act is None and not above
        for number in place.numbers:
            for each, outcome in self._numbered(above, place.kind, number, line, bare):
                yield self._made(chain, self._stated(above, place.kind, each), outcome)

    def _numbered(
        self, above: Address, kind: Kind, number: Number, line: Line, bare: bool
    ) -> Iterator[tuple[str, Outcome]]:
        """Yield the numbers that one number of a list stands for, each with what it names."""
        whole = self._look(above, kind, number.whole, line, bare)
        if not number.last or whole.state == RESOLVED:
            yield number.whole, whole
            return
        first, last = (self._look(above, kind, n, line, bare) for n in (number.first, number.last))
        between = self._between(first, last, kind)
        if not between:
            yield number.first, first
            yield number.last, last
        for index in between:
            gone = self._units.repealed(index)
            found = Outcome(index, DEAD, REPEALED_UNIT) if gone else Outcome(index, RESOLVED)
            yield self._units.units[index].number, found

    def _between(self, first: Outcome, last: Outcome, kind: Kind) -> list[int]:
        """Return the units from one to another, ends included; none where an end is missing."""
        ends = (first.unit, last.unit)
        if any(o.state == AMBIGUOUS or o.reason == MISSING_UNIT or o.unit < 0 for o in (first, last)):
            return []
        units = self._units.units
        same = units[ends[0]].kind
        inside = [
            i for i in range(ends[0], ends[1] + 1)
            if units[i].kind is same and (kind is Kind.ARTICLE or units[i].parent == units[ends[0]].parent)
        ]  # fmt: skip
        return inside if inside and inside[-1] == ends[1] else []

    def _look(self, above: Address, kind: Kind, number: str, line: Line, bare: bool) -> Outcome:
        """Look up one address; a bare part or point is sought where the line stands, never called dead."""
        if above and above[0][0] is Kind.ACT:
            return self._units.below(int(above[0][1]), (*above[1:], (kind, number)), line.unit)
        if not bare:
            return self._units.named((*above, (kind, number)), line.unit)
        if kind in _INSIDE_ARTICLE:
            return self._relative(kind, number, line)
        found = self._units.named(((kind, number),))
        return found if found.state == RESOLVED or kind is Kind.ARTICLE else replace(found, state=AMBIGUOUS)

    def _relative(self, kind: Kind, number: str, line: Line) -> Outcome:
        unit = self._units.units[line.unit].parent
        while unit > 0:
            found = self._units.child(unit, kind, number)
            if found.state == RESOLVED:
                return found
            unit = self._units.units[unit].parent
        return Outcome(-1, AMBIGUOUS)

    def _stated(self, above: Address, kind: Kind, number: str) -> Address:
        """Return an address as numbers; one that begins where the line stands gets its units' numbers."""
        if above and above[0][0] is Kind.ACT:
            chain = reversed(self._act.ancestors(self._units.units[int(above[0][1])]))
            start = tuple(
                (u.kind, u.number) for u in chain if u.kind is Kind.ARTICLE or u.kind in _INSIDE_ARTICLE
            )
            above = (*start, *above[1:])
        return (*above, (kind, arabic(number)))

    def _made(self, chain: Chain, address: Address, found: Outcome) -> Reference:
        return Reference(chain.span, found.state, "", address, found.unit, reason=found.reason)


def _start(mark: Mark) -> Span:
    return mark.span


def _named(mark: ActMark) -> Named | None:
    return mark.named if mark.how == NAMED else None


def _owners(chains: tuple[Chain, ...]) -> list[ActMark]:
    return [chain.act for chain in chains if chain.act is not None]


def _notes(text: str, span: Span) -> list[Span]:
    """Return the brackets of a line that only tell of an edition («(в редакции Закона ...)»)."""
    found: list[Span] = []
    start = text.find("(", span.start, span.end)
    while start >= 0:
        end = text.find(")", start, span.end)
        if end < 0:
            break
        if note(text[start : end + 1]) is not None:
            found.append(Span(start, end + 1))
        start = text.find("(", end, span.end)
    return found
