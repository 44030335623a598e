"""References of an act looked up: in its own units, and in the acts of the corpus where one is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expertise.act import Act, Kind, Language
from expertise.corpus.validity import repeal_lines
from expertise.corpus.work import REPEALED, Work
from expertise.norms.references import (
    AMBIGUOUS,
    DEAD,
    FOREIGN,
    REPEALED_UNIT,
    RESOLVED,
    Named,
    Reader,
    Reference,
)

if TYPE_CHECKING:
    from expertise.corpus.store import Corpus

#: The corpus does not hold the act that is named: nothing is said of it.
UNKNOWN = "unknown"
#: Further reasons: the act named is repealed; words name several acts.
REPEALED_ACT, SEVERAL_ACTS = "repealed-act", "several-acts"


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that name another act, and units in it, largest first; ``ended`` where they end its force."""

    named: Named
    address: tuple[tuple[Kind, str], ...] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What such words came to: see ``Resolved``."""

    state: str
    reason: str = ""
    target: Work | None = None
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reference with what it came to: a state of ``references`` or UNKNOWN, and why.

    ``target`` is the act it goes to (None: the act itself, or an unknown one), ``eid`` the unit found there
    or in the act itself, as deep as it goes; empty for none or the whole act.
    """

    reference: Reference
    state: str
    reason: str = ""
    target: Work | None = None
    eid: str = ""


def resolve(act: Act, corpus: Corpus | None = None, reader: Reader | None = None) -> list[Resolved]:
    """Return all references of an act, looked up, in reading order.

    Words that end the force of an act name it rightly though it is repealed. ``reader`` is that of the act
    where one was made already.
    """
    return list(_resolved(act, corpus, reader or Reader(act)))


def _resolved(act: Act, corpus: Corpus | None, reader: Reader) -> Iterator[Resolved]:
    ending = repeal_lines(act)
    for reference in reader.all():
        if reference.state != FOREIGN:
            eid = act.units[reference.unit].eid if reference.unit > 0 else ""
            yield Resolved(reference, reference.state, reference.reason, None, eid)
        elif corpus is None or reference.named is None:
            yield Resolved(reference, UNKNOWN)
        else:
            ended = act.line_at(reference.span.start) in ending
            found = look_up(corpus, Cited(reference.named, reference.address, ended), act.language)
            yield Resolved(reference, found.state, found.reason, found.target, found.eid)


def look_up(corpus: Corpus, cited: Cited, language: Language) -> Found:
    """Return what words that name another act come to; its units are those of its text in ``language``."""
    works = corpus.find(cited.named)
    if not works:
        return Found(UNKNOWN)
    if cited.named.kind == "code":  # a new code takes the name of the old one; some are several files
        tried = [_in_work(corpus, cited, language, work) for work in works]
        return next((each for each in tried if each.state != AMBIGUOUS), tried[0])
    if len(works) > 1:
        return Found(AMBIGUOUS, SEVERAL_ACTS)
    return _in_work(corpus, cited, language, works[0])


def _in_work(corpus: Corpus, cited: Cited, language: Language, work: Work) -> Found:
    if work.state == REPEALED and not cited.ended:
        return Found(DEAD, REPEALED_ACT, work)
    if not cited.address:
        return Found(RESOLVED, "", work)
    units = corpus.units(work.uri, language)
    if units is None:
        return Found(UNKNOWN, "", work)
    found = units.named(cited.address)
    eid = units.units[found.unit].eid if found.unit > 0 else ""
    if found.reason == REPEALED_UNIT and cited.ended:
        return Found(RESOLVED, "", work, eid)
    return Found(found.state, found.reason, work, eid)
