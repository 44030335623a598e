"""What became of the findings of an older text in a newer one: introduced, kept, cured.

Two versions of a draft, an act before and after an amending law, the current and the proposed column of a
comparative table: everywhere the same question. A finding is kept when the same rule, or another of the same
factor, speaks of the same norm.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from expertise.act import Act
from expertise.analysis.alignment import ALIKE, Alignment, align
from expertise.analysis.finding import Finding

INTRODUCED, KEPT, CURED = "introduced", "kept", "cured"
#: A sentence that left its line must be nearly the same to be the same norm.
_SAME_SENTENCE = 90


class Seen(Protocol):
    """A text after the check: ``analysis.check.Result`` is one, ``review``'s Examination another."""

    @property
    def act(self) -> Act:
        """The text."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Its findings in reading order."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One finding in both texts; ``edited`` where its own words are no longer the same."""

    old: Finding
    new: Finding

    @property
    def edited(self) -> bool:
        """Tell whether the words of the norm changed: what was decided on it does not carry over."""
        return self.old.id != self.new.id


@dataclass(frozen=True)
class Fates:
    """Findings by fate, each list in reading order of its text; ``cured`` ones stand in the older text."""

    introduced: tuple[Finding, ...]
    kept: tuple[Kept, ...]
    cured: tuple[Finding, ...]

    def fate(self, finding: Finding) -> str:
        """Return the fate of a finding of the newer text: ``introduced`` or ``kept``."""
        return KEPT if any(pair.new.id == finding.id for pair in self.kept) else INTRODUCED

    def counts(self) -> dict[str, int]:
        """Return how many findings have each fate."""
        return {INTRODUCED: len(self.introduced), KEPT: len(self.kept), CURED: len(self.cured)}

    def view(self, *, everything: bool = False, factors: Collection[str] = ()) -> Fates:
        """Return what an expert would look at: findings of the default view, of ``factors`` where named.

        A kept finding belongs to the view where it does in either text.
        """

        def wanted(*both: Finding) -> bool:
            return any((everything or f.shown) and (not factors or f.factor in factors) for f in both)

        return Fates(
            tuple(f for f in self.introduced if wanted(f)),
            tuple(pair for pair in self.kept if wanted(pair.old, pair.new)),
            tuple(f for f in self.cured if wanted(f)),
        )


def fates(old: Seen, new: Seen, alignment: Alignment | None = None) -> Fates:
    """Return the fates of all findings of two texts; without findings, of nothing.

    A pair is looked for by id (rule and the norm's own words), then by the line the alignment pairs, then
    by a nearly equal sentence elsewhere, then by the factor on paired lines; one-to-one, findings of the
    default view before others. ``alignment`` is given where the caller has it already.
    """
    pairing = _Pairing(old, new, alignment or align(old.act, new.act))
    pairing.by_id()
    for was, now in ((True, True), (False, True), (True, False), (False, False)):
        pairing.pair(was, now)
    pairs = pairing.found
    kept = [Kept(old.findings[x], new.findings[y]) for x, y in sorted(pairs.items(), key=lambda p: p[1])]
    taken = set(pairs.values())
    return Fates(
        tuple(f for y, f in enumerate(new.findings) if y not in taken),
        tuple(kept),
        tuple(f for x, f in enumerate(old.findings) if x not in pairs),
    )


Score = Callable[[Finding, Finding], float]


class _Pairing:
    """Pairs of findings as they are found, by place in the two lists."""

    def __init__(self, old: Seen, new: Seen, alignment: Alignment) -> None:
        self._old, self._new, self._alignment = old, new, alignment
        self.found: dict[int, int] = {}

    def by_id(self) -> None:
        """Pair the findings whose norm and rule are the same to the letter."""
        places = {f.id: y for y, f in enumerate(self._new.findings)}
        self.found = {x: places[f.id] for x, f in enumerate(self._old.findings) if f.id in places}

    def pair(self, was: bool, now: bool) -> None:
        """Pair free findings of which the older is shown or not (``was``), the newer too (``now``)."""
        for score in (self._by_line, self._elsewhere, self._by_factor):
            self._take(score, was, now)

    def _take(self, score: Score, was: bool, now: bool) -> None:
        taken = set(self.found.values())
        gone = [x for x, f in enumerate(self._old.findings) if f.shown is was and x not in self.found]
        came = [y for y, f in enumerate(self._new.findings) if f.shown is now and y not in taken]
        for x, y in _best(list(self._scored(score, gone, came))):
            self.found[x] = y

    def _scored(
        self, score: Score, gone: Sequence[int], came: Sequence[int]
    ) -> Iterator[tuple[float, int, int]]:
        by_factor: dict[str, list[int]] = {}
        for y in came:
            by_factor.setdefault(self._new.findings[y].factor, []).append(y)
        for x in gone:
            old = self._old.findings[x]
            for y in by_factor.get(old.factor, ()):
                points = score(old, self._new.findings[y])
                if points:
                    yield points, x, y

    def _by_line(self, old: Finding, new: Finding) -> float:
        return self._by_factor(old, new) if old.rule == new.rule else 0.0

    def _by_factor(self, old: Finding, new: Finding) -> float:
        if old.sentence is None or new.sentence is None:
            return 100.0 * (old.sentence is new.sentence and old.rule == new.rule)  # one of the whole act
        before, after = self._old.act, self._new.act
        line = self._alignment.forward.get(before.line_at(old.span.start))
        if line is None or line != after.line_at(new.span.start):
            return 0.0
        likeness = fuzz.ratio(old.sentence.of(before.text), new.sentence.of(after.text), score_cutoff=ALIKE)
        return likeness and likeness + (old.quote == new.quote)

    def _elsewhere(self, old: Finding, new: Finding) -> float:
        if old.rule != new.rule or old.sentence is None or new.sentence is None:
            return 0.0
        texts = old.sentence.of(self._old.act.text), new.sentence.of(self._new.act.text)
        return fuzz.ratio(*texts, score_cutoff=_SAME_SENTENCE)


def _best(scored: list[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs one-to-one, the surest first; of equals the first in reading order."""
    gone: set[int] = set()
    came: set[int] = set()
    for _, x, y in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if x not in gone and y not in came:
            gone.add(x)
            came.add(y)
            yield x, y
