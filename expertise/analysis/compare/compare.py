"""compare: the differences between the Russian and the Kyrgyz text of one act, pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from expertise.act import Act, Span, label
from expertise.analysis.compare import figures, wordings
from expertise.analysis.compare.consistency import inconsistent
from expertise.analysis.compare.contrast import Contrast, Side
from expertise.analysis.compare.difference import Difference, Place
from expertise.analysis.compare.joints import joints
from expertise.analysis.compare.limits import limits
from expertise.analysis.compare.lists import bracketed
from expertise.analysis.compare.lost import lost
from expertise.analysis.compare.missing import missing
from expertise.analysis.compare.pairing import Row, rows
from expertise.analysis.compare.saying import say
from expertise.analysis.compare.scope import scope
from expertise.analysis.compare.weighing import weigh
from expertise.analysis.finding import identity
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.translation import Translation

_AROUND = 3  # words quoted on either side of what differs
_LONGEST = 40  # words of a quote
#: Share of right differences by the check that saw them, as read on two codes; the default for the rest.
CONFIDENCE = {
    "number": 0.9, "days": 0.9, "cite": 0.85, "date": 0.85, "missing-line": 0.8, "missing-article": 0.9,
}  # fmt: skip
_DEFAULT = 0.6
#: Checks whose differences are real more often than they matter: shown only when asked for.
_DOUBTFUL = frozenset({"term-lost", "term-use"})


@dataclass(frozen=True)
class Comparison:
    """All differences of two texts, the weightiest first, and the rows they were found in."""

    ru: Act
    ky: Act
    differences: tuple[Difference, ...]
    rows: tuple[Row, ...]
    lexicon: str

    def shown(self) -> tuple[Difference, ...]:
        """Return the differences of the default view: those seen by checks that are mostly right."""
        return tuple(d for d in self.differences if d.shown)


Check = Callable[[Side, Side], Iterator[Contrast]]
#: What is compared line by line, and what sentence by sentence.
_BY_LINE: tuple[Check, ...] = (
    figures.numbers,
    figures.days,
    figures.dates,
    figures.laws,
    figures.cites,
    bracketed,
)
_BY_SENTENCE: tuple[Check, ...] = (
    wordings.modality, wordings.opposites, limits, joints, scope, wordings.bodies,
)  # fmt: skip


def compare(ru: Act, ky: Act, lexicon: Lexicon) -> Comparison:
    """Compare two texts of one act; same acts and lexicon give the same differences."""
    found, loans = rows(ru, ky, lexicon.translation)
    contrasts = [c for row in found for c in _contrasts(row, lexicon.translation)]
    contrasts += [*missing(found, loans), *inconsistent(found)]
    made = _made(contrasts, ru, ky, lexicon)
    made.sort(key=lambda d: (-d.severity * d.confidence, _place(d), d.id))
    return Comparison(ru, ky, tuple(made), tuple(found), lexicon.digest)


def _contrasts(row: Row, translation: Translation) -> Iterator[Contrast]:
    if not row.ru or not row.ky:
        return
    for check in _BY_LINE:
        yield from check(row.ru, row.ky)
    yield from lost(row.ru, row.ky, translation.concepts)
    for ru, ky in row.sentences:
        if ru and ky:
            for check in _BY_SENTENCE:
                yield from check(ru, ky)


def _place(found: Difference) -> tuple[int, int]:
    return tuple(place.span.start if place else 0 for place in (found.ru, found.ky))  # type: ignore[return-value]


def _made(contrasts: Sequence[Contrast], ru: Act, ky: Act, lexicon: Lexicon) -> list[Difference]:
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for found in contrasts:
        one, other = _quoted(ru, found.ru, found.ru_near), _quoted(ky, found.ky, found.ky_near)
        words = f"{one.quote if one else ''}\x00{other.quote if other else ''}"
        ordinal = seen[found.kind, words]
        seen[found.kind, words] += 1
        severity, parts = weigh(found, ru, lexicon)
        said = say(found, lexicon.messages)
        made.append(
            Difference(
                identity(f"E1-{found.reason}", words, found.ru_says + found.ky_says, ordinal), found.kind,
                found.reason, severity, lexicon.severity.level(severity), parts,
                CONFIDENCE.get(found.reason, _DEFAULT), one, other, found.ru_says, found.ky_says, said.gives,
                said.why, said.recommendation, shown=found.reason not in _DOUBTFUL,
            )
        )  # fmt: skip
    return made


def _quoted(act: Act, span: Span | None, near: Side) -> Place | None:
    """Return the place to show: the words that differ and some around them, or the sentence that answers."""
    if not near:
        return None
    shown = _widened(act, span) if span else _first_line(act, near[0].span)
    unit = act.unit_at(shown.start)
    return Place(unit.eid, label(act, unit), shown, shown.of(act.text), span or shown)


def _widened(act: Act, span: Span) -> Span:
    """Add the words around a span that stand in the same line; a long span keeps its first words."""
    line = act.lines[act.line_at(span.start)].span
    span = Span(span.start, min(span.end, line.end))
    words = _words(act.text, line)
    inside = [i for i, word in enumerate(words) if word.overlaps(span)]
    if not inside:
        return span
    first = max(0, inside[0] - _AROUND)
    last = min(len(words) - 1, inside[-1] + _AROUND, first + _LONGEST)
    return Span(words[first].start, words[last].end)


def _first_line(act: Act, span: Span) -> Span:
    line = act.lines[act.line_at(span.start)].span
    words = _words(act.text, Span(span.start, min(span.end, line.end)))
    return Span(words[0].start, words[min(len(words), _LONGEST) - 1].end) if words else span


def _words(text: str, span: Span) -> list[Span]:
    found, at = [], span.start
    for word in span.of(text).split():
        start = text.index(word, at)
        found.append(Span(start, start + len(word)))
        at = start + len(word)
    return found
