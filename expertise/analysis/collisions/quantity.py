"""Numbers with a unit and a bound, and whether two of them can hold together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from expertise.act import Language, Span
from expertise.analysis.compare.facts import Fact, Stretch

TIME = frozenset({"minute", "hour", "day", "week", "month", "year"})
_AMOUNT = frozenset({"percent", "index", "som", "times", "metre"})
_BOUNDS = {
    "at_most": "upper", "till": "upper", "below": "upper", "at_least": "lower", "above": "lower",
    "not_later": "within", "not_earlier": "lower",
}  # fmt: skip
_REACH = 5  # words between a number and the word that bounds it
_UNIT = 30  # code points from a number to its unit at most
#: In days; a month is as good as thirty of them, a working day is none of them.
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0, "hour": 1 / 24, "minute": 1 / 1440}
#: A working week has five days: how long a term of working days is on the calendar.
_CALENDAR = 1.4


class Quantity(NamedTuple):
    """A number of a clause: ``group`` is time, count, or the unit.

    ``bound`` is upper, lower, within (a term to act in) or exact.
    ``days`` tells working from calendar days where the text does.
    """

    value: float
    group: str
    unit: str
    days: str
    bound: str
    span: Span

    @property
    def length(self) -> float:
        """Return a term in calendar days, any other quantity as it is."""
        if self.group != "time":
            return self.value
        return self.value * _DAYS[self.unit] * (_CALENDAR if self.days == "working" else 1)


def quantities(stretch: Stretch, span: Span, language: Language) -> Iterator[Quantity]:
    """Yield the firm numbers within ``span`` of a sentence in order; «один» without a unit is none."""
    last: Quantity | None = None
    for fact in stretch.of("number"):
        value = _value(fact.value)
        if not span.holds(fact.span) or value is None or (fact.soft and not fact.unit):
            continue
        group = "time" if fact.unit in TIME else fact.unit if fact.unit in _AMOUNT else "count"
        if "/" in fact.value:
            value, group = value * 100, "percent"
        bound = _bound(stretch, fact, language)
        found = Quantity(value, group, fact.unit, fact.days, bound, _with_unit(stretch, fact))
        if last is None or not _repeats(last, found, stretch.text):
            yield found
        last = found


def _with_unit(stretch: Stretch, number: Fact) -> Span:
    """Return a number with the unit behind it: «30 рабочих дней»."""
    ends = (
        f.span.end for f in stretch.of("unit")
        if f.value == number.unit and number.span.end < f.span.end and f.span.start - number.span.end <= _UNIT
    )  # fmt: skip
    return Span(number.span.start, min(ends, default=number.span.end))


def _repeats(last: Quantity, found: Quantity, text: str) -> bool:
    """Tell whether a number only says in brackets what stood before: «2 недели (14 календарных дней)»."""
    bracketed = "(" in text[last.span.end : found.span.start]
    return bracketed and last.group == found.group and abs(last.length - found.length) < 0.01


def _value(text: str) -> float | None:
    top, _, below = text.partition("/")
    try:
        return float(top) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        return None


def _bound(stretch: Stretch, number: Fact, language: Language) -> str:
    words = [f for f in stretch.of("condition") if f.value in _BOUNDS]
    if language == "ru":
        near = [w for w in words if w.span.end <= number.span.start]
        word = max(near, key=lambda w: w.span.end, default=None)
        between = Span(word.span.end, number.span.start) if word else None
    else:
        near = [w for w in words if w.span.start >= number.span.end]
        word = min(near, key=lambda w: w.span.start, default=None)
        between = Span(number.span.end, word.span.start) if word else None
    if word is None or between is None or len(between.of(stretch.text).split()) > _REACH:
        return _within(stretch, number, language)
    others = any(between.holds(n.span) for n in stretch.of("number"))
    return _within(stretch, number, language) if others else _BOUNDS[word.value]


def _within(stretch: Stretch, number: Fact, language: Language) -> str:
    """Return within for «в течение 10 дней», «10 күндүн ичинде», else exact."""
    if language == "ru":
        around = stretch.text[stretch.span.start : number.span.start].split()[-2:]
    else:
        around = stretch.text[number.span.end : stretch.span.end].split()[:4]
    return "within" if {"течение", "ичинде"}.intersection(around) else "exact"


def clash(here: Quantity, there: Quantity, *, higher: bool) -> bool:
    """Tell whether two quantities about one matter cannot both hold.

    ``higher``: ``there`` binds ``here``, so that a value inside its bound is no clash.
    """
    if here.group != there.group:
        return False
    if {here.days, there.days} == {"working", "calendar"} and here.value == there.value:
        return here.unit == there.unit == "day"
    if _same(here, there):
        return here.bound != there.bound and {here.bound, there.bound} == {"upper", "lower"}
    if higher:
        return not _inside(here, there)
    if here.bound == there.bound or (
        here.group == "time" and {here.bound, there.bound} == {"within", "upper"}
    ):
        return True
    return not _inside(here, there) and not _inside(there, here)


def _same(one: Quantity, other: Quantity) -> bool:
    if one.group != "time" or (one.unit == other.unit and one.days == other.days):
        return one.value == other.value
    if {one.days, other.days} == {"working", ""} and one.value == other.value and one.unit == other.unit:
        return True  # «3 дня» and «3 рабочих дня»: a slip of the pen, no second term
    return abs(one.length - other.length) <= 0.04 * max(one.length, other.length)


def _inside(value: Quantity, bound: Quantity) -> bool:
    """Tell whether a value, or a stricter bound, stays within a bound."""
    if bound.bound == "upper":
        return value.bound != "lower" and value.length <= bound.length
    return bound.bound == "lower" and value.bound in ("exact", "lower") and value.length >= bound.length
