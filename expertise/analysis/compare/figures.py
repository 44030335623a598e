"""Numbers, terms, amounts, kinds of days, dates and references compared by value."""

from __future__ import annotations

from collections.abc import Iterator

from expertise.analysis.compare.contrast import Contrast, Side, cancelled, facts_of
from expertise.analysis.compare.facts import Fact

_TIME = frozenset({"minute", "hour", "day", "week", "month", "year"})
_AMOUNT = frozenset({"percent", "index", "som", "times", "metre"})


def numbers(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield numbers that differ; one that stands on one side only counts when it has a unit."""
    left, right = cancelled(facts_of(ru, "number"), facts_of(ky, "number"))
    left, right = _unread(left, ky), _unread(right, ru)
    firm = [[f for f in side if not f.soft] for side in (left, right)]
    if not any(firm):
        return
    said = {f.value for f in facts_of(ru, "number")} & {f.value for f in facts_of(ky, "number")}
    for one, other in _partners(left, right):
        if one and other:
            if not (one.soft and other.soft):
                yield _number("number", one, other, ru, ky)
        elif (only := one or other) and not only.soft and only.unit and only.value not in said:
            yield _number("number-lost", one, other, ru, ky)


def _number(reason: str, one: Fact | None, other: Fact | None, ru: Side, ky: Side) -> Contrast:
    units = {f.unit for f in (one, other) if f}
    kind = "deadline" if units & _TIME else "amount" if units & _AMOUNT or _share(one, other) else "number"
    return _contrast(kind, reason, one, other, ru, ky)


def _share(*facts: Fact | None) -> bool:
    return any("/" in f.value or "." in f.value for f in facts if f)


def _contrast(kind: str, reason: str, one: Fact | None, other: Fact | None, ru: Side, ky: Side) -> Contrast:
    units = {fact.unit for fact in (one, other) if fact and fact.unit}
    return Contrast(
        kind, reason, one.span if one else None, other.span if other else None,
        one.value if one else "", other.value if other else "", ru, ky,
        units.pop() if len(units) == 1 else "",
    )  # fmt: skip


def _unread(facts: list[Fact], other: Side) -> list[Fact]:
    """Leave out numbers the other side has too, but inside a reference, a date or an act's number."""
    said = [v for f in facts_of(other, "cite", "date", "law") for v in f.value.replace(".", " ").split()]
    kept = []
    for fact in facts:
        if fact.value in said:
            said.remove(fact.value)
        else:
            kept.append(fact)
    return kept


def _partners(left: list[Fact], right: list[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Put together what is left of both sides: equal units first, then any in order; firm before soft."""
    right = list(right)
    alone: list[Fact] = []
    for fact in sorted(left, key=lambda f: (f.soft, f.span.start)):
        mate = next((o for o in right if o.unit == fact.unit and _pairs(fact, o)), None)
        if mate is None:
            mate = next((o for o in right if not (o.unit and fact.unit) and _pairs(fact, o)), None)
        if mate is None:
            alone.append(fact)
        else:
            right.remove(mate)
            yield fact, mate
    yield from ((fact, None) for fact in alone)
    yield from ((None, fact) for fact in right)


def _pairs(one: Fact, other: Fact) -> bool:
    """Tell whether two numbers can stand for each other: «один» and «бир» only with a unit of their own."""
    return not (one.soft or other.soft) or bool(one.unit and other.unit)


def days(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield working days of one text that are calendar days (or just days) of the other."""
    left, right = cancelled(facts_of(ru, "days"), facts_of(ky, "days"))
    for one, other in zip(left, right, strict=False):
        yield _contrast("days", "days", one, other, ru, ky)
    if left and right:
        return
    for fact in left or right:
        own, others = (ru, ky) if left else (ky, ru)
        number = next(
            (n for n in facts_of(own, "number") if n.span.end <= fact.span.start <= n.span.end + 12), None
        )
        same = [
            n for n in facts_of(others, "number") if number and n.value == number.value and n.unit == "day"
        ]
        if number and len(same) == 1 and not same[0].days:
            bare = same[0]._replace(value="day")
            pair = (fact, bare) if left else (bare, fact)
            yield _contrast("days", "days-lost", *pair, ru, ky)


def dates(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield dates and years that differ, and those only one text has; those of notes are no norms."""
    if facts_of(ru, "note") or facts_of(ky, "note"):
        return
    left, right = cancelled(facts_of(ru, "date"), facts_of(ky, "date"))
    for one, other in _partners(left, right):
        yield _contrast("date", "date" if one and other else "date-lost", one, other, ru, ky)


def laws(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield numbers of acts that differ."""
    if facts_of(ru, "note") or facts_of(ky, "note"):
        return
    left, right = cancelled(facts_of(ru, "law"), facts_of(ky, "law"))
    for one, other in zip(left, right, strict=False):
        yield _contrast("reference", "law", one, other, ru, ky)


def cites(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield references to different units; the kind of unit alone («часть», «пункт») is no difference."""
    left, right = cancelled(facts_of(ru, "cite"), facts_of(ky, "cite"))
    left, right = _by_number(left, right)
    pool_ru, pool_ky = _plain_numbers(ru), _plain_numbers(ky)
    left = [f for f in left if f.value.split()[1] not in pool_ky]
    right = [f for f in right if f.value.split()[1] not in pool_ru]
    for one, other in _same_kind(left, right):
        if one and other:
            yield _contrast("reference", "cite", one, other, ru, ky)
        elif (only := one or other) and only.value.startswith("article"):
            yield _contrast("reference", "cite-lost", one, other, ru, ky)


def _plain_numbers(side: Side) -> set[str]:
    return {f.value for f in facts_of(side, "number")}


def _by_number(left: list[Fact], right: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    right = list(right)
    kept = []
    for fact in left:
        mate = next((o for o in right if _bare(o) == _bare(fact)), None)
        if mate is None:
            kept.append(fact)
        else:
            right.remove(mate)
    return kept, right


def _bare(fact: Fact) -> str:
    """Return the number of a unit; «233-11» is often typed «23311», its raised figures lost."""
    return fact.value.split()[1].replace("-", "")


def _same_kind(left: list[Fact], right: list[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    right = list(right)
    for fact in left:
        kind = fact.value.split()[0]
        mate = next((o for o in right if o.value.split()[0] == kind), None)
        if mate is not None:
            right.remove(mate)
        yield fact, mate
    yield from ((None, fact) for fact in right)
