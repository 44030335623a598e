"""References that lead nowhere: to a unit or an act that is missing or repealed, to a missing annex."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expertise.act import Act, Kind, Language, Span
from expertise.corpus.resolve import REPEALED_ACT, Cited, look_up
from expertise.corpus.store import Corpus
from expertise.corpus.validity import repeal_lines
from expertise.corpus.work import State, Work
from expertise.norms.extract import Reading
from expertise.norms.norm import Norm
from expertise.norms.references import (
    DEAD,
    FOREIGN,
    REPEALED_UNIT,
    Named,
    Reference,
    Units,
    references,
    title_key,
)


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A reference that leads nowhere: ``check`` is its number in the kind, ``unit`` the repealed unit or -1.

    ``act`` is the act it should lead to. Where a corpus says so, ``work`` is that act there, and ``corpus``
    what the corpus was.
    """

    check: str
    norm: Norm
    span: Span
    act: Act
    unit: int
    work: Work | None = None
    corpus: State | None = None


def dead_ends(
    act: Act, reading: Reading, others: Sequence[Act] = (), corpus: Corpus | None = None
) -> Iterator[DeadEnd]:
    """Yield the dead references of an act to itself and to other acts, in reading order.

    Other acts are those of ``others``, else those of the corpus. An act that is named and not at hand is no
    dead end; neither is what two units could be, nor an act whose force the words themselves end.
    """
    ending = repeal_lines(act) if corpus is not None else frozenset()
    norms = sorted(reading.norms, key=lambda n: n.passage.span.start)
    starts = [n.passage.span.start for n in norms]
    for reference in references(act):
        at = bisect_right(starts, reference.span.start) - 1
        if at < 0 or not norms[at].passage.span.holds(reference.span):
            continue
        if reference.state == DEAD:
            yield DeadEnd(_number(reference), norms[at], reference.span, act, reference.unit)
        elif reference.state == FOREIGN and reference.named:
            named = [other for other in others if _is_named(other, reference.named)]
            if named:
                yield from _abroad(reference, norms[at], named)
            elif corpus is not None:
                ended = act.line_at(reference.span.start) in ending
                yield from _in_corpus(reference, norms[at], corpus, act.language, ended)


def _number(reference: Reference) -> str:
    if reference.reason == REPEALED_UNIT:
        return "02"
    return "03" if reference.address and reference.address[0][0] is Kind.ANNEX else "01"


def _abroad(reference: Reference, norm: Norm, named: Sequence[Act]) -> Iterator[DeadEnd]:
    if len(named) != 1 or reference.range_end or not reference.address:
        return
    found = Units.of(named[0]).named(reference.address)
    if found.state == DEAD:
        number = "02" if found.reason == REPEALED_UNIT else "01"
        yield DeadEnd(number, norm, reference.span, named[0], found.unit)


def _in_corpus(
    reference: Reference, norm: Norm, corpus: Corpus, language: Language, ended: bool
) -> Iterator[DeadEnd]:
    assert reference.named is not None
    found = look_up(corpus, Cited(reference.named, reference.address, ended), language)
    work = found.target
    if found.state != DEAD or work is None or (reference.range_end and found.reason != REPEALED_ACT):
        return
    other = corpus.act(work.uri, language) or corpus.act(work.uri)
    if other is None:
        return
    number = {REPEALED_ACT: "05", REPEALED_UNIT: "02"}.get(found.reason, "01")
    unit = next((i for i, u in enumerate(other.units) if found.eid and u.eid == found.eid), -1)
    yield DeadEnd(number, norm, reference.span, other, unit, work, corpus.state)


def _is_named(act: Act, named: Named) -> bool:
    """Tell whether the words that name an act fit: its number where both have one, else its title."""
    r = act.requisites
    if named.number and r.number:
        return named.number == r.number and named.date in (None, r.date)
    return bool(named.title) and title_key(named.title, act.language) == title_key(r.title, act.language)
