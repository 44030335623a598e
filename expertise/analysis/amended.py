"""An amending draft applied to the acts it changes, checked before and after: what it brings in and cures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from expertise.act import Act, Role, Span, label
from expertise.amending.apply import apply
from expertise.amending.cited import likeness
from expertise.amending.consolidation import Consolidation, Misfit
from expertise.amending.operations import Cited, Parsed
from expertise.amending.parse import parse
from expertise.analysis.change import Fates, fates
from expertise.analysis.check import Result, check
from expertise.analysis.finding import Finding
from expertise.corpus.store import Corpus
from expertise.errors import WrongUse
from expertise.lexicon.lexicon import Lexicon

#: Below this the name by which a draft calls an act is not the title of the base (0-100).
SAME_ACT = 85


@dataclass(frozen=True, slots=True)
class Changed:
    """One base after the changes: checked as it was and as it will be; ``fates`` are those of the view."""

    consolidation: Consolidation
    before: Result
    after: Result
    fates: Fates

    @property
    def file(self) -> str:
        """Return the name of the base's file."""
        return self.consolidation.base.file

    def in_draft(self, finding: Finding) -> Span | None:
        """Return where in the draft a finding of the consolidated act comes from.

        It is the quoted wording that holds its words, else the formula that changed its sentence; None for
        a finding that no operation touched.
        """
        done = self.consolidation
        around = finding.sentence or finding.span
        quoted = done.in_draft(finding.span) or done.in_draft(around)
        if quoted is not None:
            return quoted
        touching = [mark.operation for mark in done.marks if mark.span.overlaps(around)]
        touching += [gone.operation for gone in done.removed if around.start <= gone.at <= around.end]
        return done.parsed.operations[min(touching)].span if touching else None


@dataclass(frozen=True)
class Amended:
    """An amending draft after the check on its bases.

    ``own`` are findings in the draft's own norms and in new wording that no base took. ``without_base``
    are the acts it changes that no base was given for.
    """

    draft: Result
    parsed: Parsed
    changed: tuple[Changed, ...]
    own: tuple[Finding, ...]
    without_base: tuple[Cited, ...]

    def introduced(self) -> list[Finding]:
        """Return the findings the draft brings in, of all its acts."""
        return [*(f for each in self.changed for f in each.fates.introduced), *self.own]

    def in_draft(self) -> list[Finding]:
        """Return the introduced findings at their places in the draft, in reading order."""
        found = list(self.own)
        for each in self.changed:
            for finding in each.fates.introduced:
                span = each.in_draft(finding)
                if span is not None:
                    found.append(_moved(finding, self.draft.act, span))
        return sorted(found, key=lambda f: (f.span.start, f.span.end, f.rule))


def _moved(finding: Finding, act: Act, span: Span) -> Finding:
    unit = act.unit_at(span.start)
    place = label(act, unit)
    return replace(finding, span=span, quote=span.of(act.text), eid=unit.eid, label=place, sentence=None)


def check_amended(
    draft: Act,
    bases: Sequence[Act],
    lexicon: Lexicon,
    *,
    everything: bool = False,
    factors: Collection[str] = (),
    excerpt: bool = False,
    corpus: Corpus | None = None,
) -> Amended:
    """Check an amending draft applied to its bases, one act each; the options are those of a view.

    ``corpus`` is the one that references are looked up in. Pure as ``check``. Raises WrongUse:
    ``no-operations`` for a draft that changes nothing, ``base-unasked`` for a base that the draft does not
    name, where it names several acts or none is left.
    """
    parsed = parse(draft)
    if not parsed.operations:
        raise WrongUse("no-operations", file=draft.file)
    chosen = _assigned(parsed, bases)
    changed = []
    for base, number in zip(bases, chosen, strict=True):
        done = _checked_title(apply(base, draft, parsed, number, excerpt=excerpt), number)
        before, after = (check(act, lexicon, excerpt=excerpt, corpus=corpus) for act in (base, done.act))
        found = fates(before, after).view(everything=everything, factors=factors)
        changed.append(Changed(done, before, after, found))
    result = check(draft, lexicon, excerpt=excerpt, corpus=corpus)
    own = tuple(
        f
        for f in _own(result, parsed, changed)
        if (everything or f.shown) and (not factors or f.factor in factors)
    )
    left = tuple(a for n, a in enumerate(parsed.acts) if n not in chosen and _is_used(parsed, n))
    return Amended(result, parsed, tuple(changed), own, left)


def _is_used(parsed: Parsed, act: int) -> bool:
    return any(order.act == act for order in parsed.operations)


def _assigned(parsed: Parsed, bases: Sequence[Act]) -> list[int]:
    """Return for each base which act of the draft it is: the one it is called most like, or the only one."""
    used = [n for n in range(len(parsed.acts)) if _is_used(parsed, n)]
    chosen: list[int] = []
    for base in bases:
        free = [n for n in used if n not in chosen]
        best = max(free, key=lambda n: likeness(parsed.acts[n], base), default=-1)
        alike = best >= 0 and likeness(parsed.acts[best], base) >= SAME_ACT
        if not alike and (len(used) > 1 or not free):
            names = "; ".join(f"«{parsed.acts[n].title}»" for n in used)
            raise WrongUse("base-unasked", file=base.file, title=base.requisites.title, known=names)
        chosen.append(best)
    return chosen


def _checked_title(done: Consolidation, number: int) -> Consolidation:
    """Add a misfit where the draft calls its act otherwise than the base is called."""
    named = done.parsed.acts[number]
    if likeness(named, done.base) >= SAME_ACT:
        return done
    first = done.operations[0]
    title = next((line.span for line in done.base.lines if line.role is Role.FRONT), None)
    span = named.span or done.parsed.operations[first].span
    other = Misfit(first, "other-act", span, title, "", done.base.requisites.title, applied=True)
    return replace(done, misfits=(other, *done.misfits))


def _own(result: Result, parsed: Parsed, changed: Sequence[Changed]) -> list[Finding]:
    """Return findings of the draft outside the wording that went into a base."""
    failed = {m.operation for each in changed for m in each.consolidation.misfits if not m.applied}
    taken = {n for each in changed for n in each.consolidation.operations} - failed
    lines = {line for n in taken for line in parsed.operations[n].wording}
    return [
        f for f in result.findings if f.sentence is not None and result.act.line_at(f.span.start) not in lines
    ]
