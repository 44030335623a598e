"""An amending draft checked on its bases: what the JSON interface gives beside the keys of ``check``."""

from __future__ import annotations

from collections.abc import Iterator

from expertise.act import Act, Span
from expertise.amending.consolidation import Misfit
from expertise.amending.operations import Unparsed
from expertise.analysis.amended import Amended, Changed
from expertise.analysis.change import CURED, INTRODUCED, KEPT
from expertise.analysis.finding import Finding

Json = dict[str, object]


def record(amended: Amended) -> Json:
    """Return the keys of a draft checked with ``--base`` (see README)."""
    numbers = range(len(amended.parsed.operations))
    return {
        "findings": list(_findings(amended)),
        "operations": [_operation(amended, number) for number in numbers],
        "misfits": [
            _misfit(each, misfit) for each in amended.changed for misfit in each.consolidation.misfits
        ],
        "unparsed": [_unparsed(entry) for entry in amended.parsed.unparsed],
        "without_base": [act.title for act in amended.without_base],
        "consolidated": [_consolidated(each) for each in amended.changed],
    }


def _findings(amended: Amended) -> Iterator[Json]:
    draft = amended.draft.act
    for each in amended.changed:
        for finding in each.fates.introduced:
            yield _finding(
                finding, INTRODUCED, "consolidated", each.file, _place(draft, each.in_draft(finding))
            )
    for finding in amended.own:
        yield _finding(finding, INTRODUCED, "draft", draft.file, _place(draft, finding.span))
    for each in amended.changed:
        for pair in each.fates.kept:
            yield _finding(pair.new, KEPT, "consolidated", each.file, _place(draft, each.in_draft(pair.new)))
        for finding in each.fates.cured:
            yield _finding(finding, CURED, "base", each.file, None)


def _finding(finding: Finding, fate: str, text: str, of: str, draft: Json | None) -> Json:
    return {**finding.record(), "fate": fate, "text": text, "of": of, "draft": draft}


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span is not None else None


def _place(act: Act, span: Span | None) -> Json | None:
    return {"eid": act.unit_at(span.start).eid, "span": _pair(span)} if span is not None else None


def _operation(amended: Amended, number: int) -> Json:
    order, act = amended.parsed.operations[number], amended.draft.act
    files = [each.file for each in amended.changed if number in each.consolidation.operations]
    return {
        "action": order.action.value,
        "act": amended.parsed.acts[order.act].title,
        "base": files[0] if files else None,
        "eid": order.eid,
        "span": _pair(order.span),
        "places": [
            {"steps": [[kind.value, n] for kind, n in p.steps], "part": p.part.value, "number": p.number}
            for p in order.places
        ],
        "old": [span.of(act.text) for span in order.old],
        "new": [span.of(act.text) for span in order.new],
        "where": order.where.value,
        "cases": order.cases,
        "through": order.through,
        "units": [act.units[unit].eid for unit in order.units],
        "numbers": list(order.numbers),
    }


def _misfit(each: Changed, misfit: Misfit) -> Json:
    return {
        "operation": misfit.operation, "reason": misfit.reason, "words": misfit.words,
        "applied": misfit.applied, "draft": _pair(misfit.draft), "base": each.file, "eid": misfit.eid,
        "span": _pair(misfit.base),
    }  # fmt: skip


def _unparsed(entry: Unparsed) -> Json:
    return {"eid": entry.eid, "span": _pair(entry.span), "reason": entry.reason, "words": entry.words}


def _consolidated(each: Changed) -> Json:
    done = each.consolidation
    new = [{"span": _pair(m.span), "operation": m.operation, "draft": _pair(m.source)} for m in done.marks]
    removed = [
        {"at": gone.at, "text": gone.text, "span": _pair(gone.span), "operation": gone.operation}
        for gone in done.removed
    ]
    return {
        "base": each.file, "title": done.act.requisites.title, "sha256": done.act.sha256,
        "repealed": done.repealed, "text": done.act.text, "new": new, "removed": removed,
    }  # fmt: skip
