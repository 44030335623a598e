"""Terms that do not fit: steps longer than the total, a notice that comes when filing is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from expertise.act import Span
from expertise.analysis.collisions.claim import Claim
from expertise.analysis.collisions.clash import Clash
from expertise.analysis.collisions.quantity import Quantity
from expertise.norms.norm import Passage

_FEWEST = 2  # steps of a list
_OTHER = 2  # keys of a total that the lead-in of its steps may leave out


def longer_steps(claims: Sequence[Claim]) -> Iterator[Clash]:
    """Yield a total term with the list of its steps that takes longer; both name the same procedure.

    A total in several kinds of days than its steps is compared by the calendar.
    """
    totals = [c for c in claims if "total" in c.marks and len(_terms(c)) == 1 and c.norm.passage.lead is None]
    if not totals:
        return
    for steps in _lists(claims):
        total = _total_of(steps, totals)
        if total is None:
            continue
        taken = sum(_terms(step)[0].length for step in steps)
        limit = _terms(total)[0]
        if taken > limit.length:
            whole = Span(_terms(steps[0])[0].span.start, _terms(steps[-1])[0].span.end)
            yield Clash("steps", steps[-1], total, whole, limit.span)


def _terms(claim: Claim) -> list[Quantity]:
    return [q for q in claim.quantities if q.group == "time"]


def _lists(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Yield the items of each list of which every one says how long it takes."""
    lists: dict[int, list[Claim]] = defaultdict(list)
    leads: dict[int, Passage] = {}
    for claim in claims:
        lead = claim.norm.passage.lead
        if lead is not None:
            lists[lead.start].append(claim)
            leads[lead.start] = lead
    for items in lists.values():
        if len(items) >= _FEWEST and all(len(_terms(item)) == 1 for item in items):
            yield items


def _total_of(steps: Sequence[Claim], totals: Sequence[Claim]) -> Claim | None:
    """Return the total whose procedure the lead-in of the steps names, of the same article first."""
    named = frozenset.intersection(*(step.matter for step in steps))
    fitting = [t for t in totals if named & t.matter and len(t.matter - named) <= _OTHER]
    article = steps[0].norm.passage.article
    return max(
        fitting, key=lambda t: (t.norm.passage.article == article, len(named & t.matter)), default=None
    )


def late_notices(claims: Sequence[Claim]) -> Iterator[Clash]:
    """Yield an end of filing that comes before the notice, both counted back from the same event."""
    ahead = [c for c in claims if "lead-time" in c.marks and len(_terms(c)) == 1]
    notices = [c for c in ahead if "notice" in c.marks]
    for filing in ahead:
        if not {"filing", "bid"} <= filing.marks or "notice" in filing.marks:
            continue
        for notice in notices:
            if notice.matter & filing.matter and _terms(filing)[0].length >= _terms(notice)[0].length:
                yield Clash("order", filing, notice, _terms(filing)[0].span, _terms(notice)[0].span)
                break
