"""One term with two translations in one act: where a text leaves the word it uses everywhere else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from expertise.analysis.compare.contrast import Contrast, Side, facts_of
from expertise.analysis.compare.facts import Fact
from expertise.analysis.compare.pairing import Row

_OFTEN = 8  # places from which on an act has a usage of its own
_USUAL = 0.85  # share of them that agree
_SELDOM = 2  # places up to which another word is a slip: one used more often has a meaning of its own

_Use = tuple[Fact, Fact, Side, Side]


def inconsistent(found: Sequence[Row]) -> Iterator[Contrast]:
    """Yield places where a Russian word is translated otherwise than nearly everywhere in the act.

    Only sentences that name the concept once on either side tell; a word and its derivations are one.
    """
    uses: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    for row in found:
        for ru, ky in row.sentences:
            for one, other in _single(ru, ky):
                uses[one.value, one.word].append((one, other, ru, ky))
    for places in uses.values():
        words = Counter(other.word for _, other, _, _ in places)
        usual, count = words.most_common(1)[0]
        if len(places) < _OFTEN or count < _USUAL * len(places):
            continue
        for one, other, ru, ky in places:
            if other.word != usual and words[other.word] <= _SELDOM:
                said = one.span.of(ru[0].text), other.span.of(ky[0].text)
                yield Contrast("definition", "term-use", one.span, other.span, *said, ru, ky)


def _single(ru: Side, ky: Side) -> Iterator[tuple[Fact, Fact]]:
    left, right = facts_of(ru, "term"), facts_of(ky, "term")
    counts = Counter(f.value for f in left), Counter(f.value for f in right)
    others = {f.value: f for f in right}
    for fact in left:
        if counts[0][fact.value] == counts[1][fact.value] == 1:
            yield fact, others[fact.value]
