"""Limits: «не менее 50» of one text that is «более 50» or «до 50» of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from expertise.act import Span
from expertise.analysis.compare.contrast import Contrast, Side, facts_of
from expertise.analysis.compare.facts import Fact, Stretch

#: Words that set a limit, and the direction they set it in.
_DIRECTION = {
    "at_most": "upper", "till": "upper", "below": "upper", "not_later": "upper", "at_least": "lower",
    "above": "lower", "not_earlier": "lower",
}  # fmt: skip
#: Limits of one direction that still differ: whether the number itself is inside.
_STRICT = frozenset(
    {("above", "at_least"), ("at_least", "above"), ("below", "at_most"), ("at_most", "below")}
)
#: The same where the number counts back from an event («за 10 дней до», «10 күн мурда»).
_AHEAD = {"not_later", "at_least"}
_REACH = 4  # words between a number and the word that makes it a limit


def limits(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield limits of the same number that differ; a number said twice on a side is left alone."""
    left, right = _limited(ru, before=True), _limited(ky, before=False)
    for value in sorted(left.keys() & right.keys()):
        one, other = left[value], right[value]
        ways = _DIRECTION[one.value], _DIRECTION[other.value]
        if {one.value, other.value} == _AHEAD and _before_event(ru, ky):
            continue
        if ways[0] != ways[1] or (one.value, other.value) in _STRICT:
            yield Contrast(
                "condition", "limit", one.span, other.span, one.value, other.value, ru, ky
            )  # fmt: skip


def _before_event(*sides: Side) -> bool:
    return any(f.value == "before_event" for side in sides for f in facts_of(side, "condition"))


def _limited(side: Side, *, before: bool) -> dict[str, Fact]:
    """Return by number the word that limits it; its span covers both."""
    said = Counter(f.value for s in side for f in s.of("number"))
    found: dict[str, Fact] = {}
    for stretch in side:
        for number in stretch.of("number"):
            word = _nearest(stretch, number, before=before)
            if word is not None and said[number.value] == 1:
                span = Span(min(word.span.start, number.span.start), max(word.span.end, number.span.end))
                found[number.value] = word._replace(span=span)
    return found


def _nearest(stretch: Stretch, number: Fact, *, before: bool) -> Fact | None:
    """Return the limiting word beside a number: before it in Russian, behind it in Kyrgyz."""
    words = [f for f in stretch.of("condition") if f.value in _DIRECTION]
    others = stretch.of("number")
    if before:
        near = [w for w in words if w.span.end <= number.span.start]
        word = max(near, key=lambda w: w.span.end, default=None)
        between = Span(word.span.end, number.span.start) if word else None
    else:
        ahead = (w for w in words if w.value == "at_least" and w.span.end + 1 == number.span.start)
        if (leading := next(ahead, None)) is not None:  # «кеминде он»
            return leading
        near = [w for w in words if w.span.start >= number.span.end]
        word = min(near, key=lambda w: w.span.start, default=None)
        between = Span(number.span.end, word.span.start) if word else None
    if word is None or between is None or len(between.of(stretch.text).split()) > _REACH:
        return None
    crowded = any(between.holds(n.span) for n in others) or "," in between.of(stretch.text)
    return None if crowded else word
