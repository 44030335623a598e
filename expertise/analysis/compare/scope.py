"""Attachment: words that qualify the last of several things in Russian and all of them in Kyrgyz.

«A или B об X» puts X behind the last thing, «X жөнүндө A же B» before the first: Russian ties X to B, Kyrgyz
to both. Said only where A has a qualifier of its own or stands bare in a longer list, so that the Russian
reader has no reason to carry X back to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from expertise.act import Span
from expertise.analysis.compare.contrast import Contrast, Side
from expertise.analysis.compare.facts import Fact, Stretch

_JOINED = frozenset({"term", "body"})
_REACH = 8  # words a qualifier may take
_MOVED = 2  # things a qualifier has to name on both sides
_PREPOSITION = re.compile(r"\s*\w+\s+(?:о|об|для|из)\s", re.IGNORECASE)
_STOP = re.compile(r"[,;:()]|\s(?:и|или|либо|а|жана|же|болбосо|ошондой)\s")
_LIST = re.compile(r"(?:^|[.;:]\s|\d+[.)]\s*)(?:\w+,\s+){1,4}\w+$")
_PROCESS = re.compile(r"(?:ни[еяюй]|ни[ея]м|ци[яиюей]|тие|тия|ств[оау])$")


def scope(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield qualifiers of the last thing in Russian that qualify the first in Kyrgyz."""
    seen: set[frozenset[str]] = set()
    for stretch in ru:
        for fact in stretch.of("condition"):
            if fact.value not in ("and", "or"):
                continue
            behind = _behind(stretch, fact)
            before = _before(stretch, fact)
            tied = _names(stretch, behind)
            if len(tied) < _MOVED or not _own_reading(stretch, fact, before):
                continue
            moved = _moved(ky, _names(stretch, before), _head(stretch, fact), tied)
            if moved is not None and tied not in seen:
                seen.add(tied)
                yield Contrast("other", "scope", behind, moved, "", "", ru, ky)


def _behind(stretch: Stretch, fact: Fact) -> Span:
    """Return the qualifier behind the thing that follows a conjunction: what stands up to the next stop."""
    start = fact.span.end
    head = re.compile(r"\s*\S+").match(stretch.text, start, stretch.span.end)
    start = head.end() if head else start
    return _cut(stretch, start)


def _cut(stretch: Stretch, start: int) -> Span:
    stop = _STOP.search(stretch.text, start, stretch.span.end)
    end = stop.start() if stop else stretch.span.end
    words = list(re.compile(r"\S+").finditer(stretch.text, start, end))[:_REACH]
    return Span(words[0].start(), words[-1].end()) if words else Span(start, start)


def _before(stretch: Stretch, fact: Fact) -> Span:
    """Return the thing before a conjunction with its qualifiers: what stands behind the last stop."""
    text = stretch.text[stretch.span.start : fact.span.start].rstrip()
    stops = list(_STOP.finditer(text))
    return Span(stretch.span.start + (stops[-1].end() if stops else 0), stretch.span.start + len(text))


def _things(stretch: Stretch, fact: Fact) -> Span:
    """Return what stands before a Kyrgyz conjunction, commas too, as far as a qualifier reaches."""
    floor = max((c.span.end for c in stretch.of("condition") if c.span.end <= fact.span.start and c.value in
                 ("and", "or")), default=stretch.span.start)  # fmt: skip
    words = list(re.compile(r"\S+").finditer(stretch.text, floor, fact.span.start))[-_REACH:]
    return Span(words[0].start(), words[-1].end()) if words else Span(floor, floor)


def _head(stretch: Stretch, fact: Fact) -> frozenset[str]:
    found = re.compile(r"\s*\S+").match(stretch.text, fact.span.end, stretch.span.end)
    return _names(stretch, Span(fact.span.end, found.end())) if found else frozenset()


def _names(stretch: Stretch, within: Span) -> frozenset[str]:
    return frozenset(f.value for f in stretch.facts if f.kind in _JOINED and within.holds(f.span))


def _own_reading(stretch: Stretch, fact: Fact, before: Span) -> bool:
    """Tell whether a Russian reader ties the qualifier to the last thing alone."""
    if _PREPOSITION.match(stretch.text, fact.span.end, stretch.span.end):
        return len(_names(stretch, before)) >= _MOVED
    opening = stretch.text[stretch.span.start : fact.span.start].rstrip()
    things = _LIST.search(opening)
    return things is not None and not any(_PROCESS.search(w) for w in re.findall(r"\w+", things[0]))


def _moved(ky: Side, first: frozenset[str], last: frozenset[str], tied: frozenset[str]) -> Span | None:
    """Return the Kyrgyz words that name the qualifier before the first thing, with that thing."""
    for stretch in ky:
        for fact in stretch.of("condition"):
            if fact.value not in ("and", "or"):
                continue
            thing = _things(stretch, fact)
            names = _names(stretch, thing)
            behind = _head(stretch, fact)
            if last & behind and first & names and len(tied & names) >= _MOVED + len(tied & behind):
                return thing
    return None
