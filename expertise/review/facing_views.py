"""The pages that show two texts side by side: languages, versions, a comparative table, an amending draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, count

from expertise.act import Act, Span, label
from expertise.amending.consolidation import Misfit
from expertise.amending.operations import Unparsed
from expertise.analysis.alignment import align
from expertise.analysis.amended import Amended, Changed
from expertise.analysis.change import CURED, INTRODUCED, KEPT, Fates, fates
from expertise.analysis.compare.compare import Comparison
from expertise.analysis.compare.difference import KINDS, Difference
from expertise.analysis.compare.panes import panes
from expertise.analysis.finding import Finding
from expertise.analysis.table import against
from expertise.lexicon.choices import Reason
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import columns, comparative
from expertise.review.bilingual import name
from expertise.review.examination import Examination, key
from expertise.review.facing import (
    LEFT,
    RIGHT,
    SAME,
    Json,
    Row,
    Sheet,
    changed_lines,
    changed_words,
    numbered,
)
from expertise.review.page import finding_record, method, seen

EDITED, MISFIT, UNPARSED = "edited", "misfit", "unparsed"
_FATES = (INTRODUCED, EDITED, KEPT, CURED)


def languages(
    document: str, done: Comparison, shown: Sequence[Difference], lexicon: Lexicon, reasons: Sequence[Reason]
) -> Json:
    """Return the Russian and the Kyrgyz text of a draft side by side with their differences."""
    rows = tuple(
        Row(_lines(done.ru, row.ru), _lines(done.ky, row.ky), "changed" if row.differences else SAME)
        for row in panes(done, shown)
    )
    sheet = Sheet((done.ru, done.ky), rows, LEFT)
    found = [_difference(sheet, each, lexicon) for each in shown]
    return {
        **_head(document, sheet, lexicon, reasons, ("ru", "ky"), compared=True),
        **sheet.record(((), ())), **_findings(found),
        "groups": _groups(KINDS, found, "compare-kind", lexicon),
    }  # fmt: skip


def _lines(act: Act, lines: Sequence[object]) -> tuple[int, ...]:
    return tuple(act.line_at(line.span.start) for line in lines)  # type: ignore[attr-defined]


def _difference(sheet: Sheet, found: Difference, lexicon: Lexicon) -> Json:
    place = found.ru or found.ky
    sides = [
        {"language": tongue, "label": each.label, "quote": each.quote} if each else None
        for tongue, each in (("ru", found.ru), ("ky", found.ky))
    ]
    gives = {t: words[f"facing-gives-{found.gives}"] for t, words in lexicon.messages.items() if found.gives}
    return {
        "key": name(found), "at": name(found), "factor": found.factor, "level": found.level,
        "severity": found.severity, "confidence": found.confidence, "parts": dict(found.parts),
        "eid": place.eid if place else "", "label": place.label if place else "", "quote": "",
        "sides": sides, "who": gives, "why": dict(found.why), "recommendation": dict(found.recommendation),
        "missing": [], "searched": [], "rule": "", "title": {}, "twins": [], "group": found.kind,
        "marks": [
            mark
            for side, each in ((LEFT, found.ru), (RIGHT, found.ky))
            if each
            for mark in sheet.marks(side, each.span)
        ],
    }  # fmt: skip


def versions(
    document: str,
    old: Examination,
    new: Examination,
    paired: Mapping[str, str],
    lexicon: Lexicon,
    reasons: Sequence[Reason],
) -> Json:
    """Return an older text beside a newer one: what became of its words and of its findings."""
    alignment = align(old.act, new.act)
    pairs = alignment.rows()
    sheet = Sheet((old.act, new.act), tuple(_row(x, y, y in alignment.moved) for x, y in pairs))
    told = _told(sheet, fates(old, new, alignment), new.by_key, paired, lexicon)
    return {
        **_head(document, sheet, lexicon, reasons, ("old", "new"), compared=bool(paired)),
        **sheet.record(changed_lines(sheet.acts, pairs)), **_findings(told),
        "groups": _groups(_FATES, told, "fate", lexicon),
    }  # fmt: skip


def _row(x: int | None, y: int | None, moved: bool) -> Row:
    kind = "removed" if y is None else "added" if x is None else "moved" if moved else SAME
    return Row(() if x is None else (x,), () if y is None else (y,), kind)


def table(
    document: str,
    done: Examination,
    paired: Mapping[str, str],
    lexicon: Lexicon,
    reasons: Sequence[Reason],
) -> Json:
    """Return a comparative table with its two columns side by side; its findings are of the proposed one."""
    act = done.act
    cells = comparative.rows(act)
    before = comparative.current(act)
    known = before is not None and len(before.lines) == sum(len(r.shared) + len(r.current) for r in cells)
    # The current column is read as a piece of an act of its own, row by row.
    left = count() if known else None
    rows = tuple(_cells(each, left) for each in cells)
    sheet = Sheet((before if before is not None and known else act, act), rows)
    told = _told(sheet, against(act, done.findings, lexicon), done.by_key, paired, lexicon)
    return {
        **_head(document, sheet, lexicon, reasons, ("current", "proposed"), compared=bool(paired)),
        **sheet.record(_changed_cells(sheet)), **_findings(told),
        "groups": _groups(_FATES, told, "fate", lexicon),
    }  # fmt: skip


def _cells(row: columns.Row, left: Iterator[int] | None) -> Row:
    here = tuple(next(left) for _ in (*row.shared, *row.current)) if left else ()
    return Row(here, (*row.shared, *row.proposed))


def _changed_cells(sheet: Sheet) -> tuple[list[Span], list[Span]]:
    """Return the words of each cell that the cell beside it does not have."""
    gone: list[Span] = []
    came: list[Span] = []
    for row in sheet.rows:
        one, other = (_whole(act, n) for act, n in zip(sheet.acts, (row.left, row.right), strict=True))
        texts = [span.of(act.text) for act, span in zip(sheet.acts, (one, other), strict=True)]
        was, now = changed_words(*texts)
        gone += [Span(one.start + a, one.start + b) for a, b in was]
        came += [Span(other.start + a, other.start + b) for a, b in now]
    return gone, came


def _whole(act: Act, places: Sequence[int]) -> Span:
    """Return the lines of one cell as one span, an empty one for an empty cell."""
    return Span(act.lines[places[0]].span.start, act.lines[places[-1]].span.end) if places else Span(0, 0)


def amending(
    document: str,
    amended: Amended,
    number: int,
    decidable: Collection[str],
    lexicon: Lexicon,
    reasons: Sequence[Reason],
) -> Json:
    """Return one base as it is beside the act as it will read, with what the draft does to its findings.

    ``number`` counts the bases; ``decidable`` are the findings that the draft's own page has.
    """
    each = amended.changed[number]
    done = each.consolidation
    alignment = align(done.base, done.act)
    sheet = Sheet((done.base, done.act), tuple(_row(x, y, False) for x, y in alignment.rows()))
    told = _told(sheet, each.fates, decidable, {}, lexicon)
    draft = amended.draft.act
    by_key = {key(f): f for f in each.fates.introduced}
    for finding in told:
        place = each.in_draft(by_key[finding["key"]]) if finding["key"] in by_key else None
        finding["places"] = [_place(draft, place, "draft")] if place else []
    told += [_own(f, draft, decidable, lexicon) for f in amended.own]
    told += [_misfit(sheet, each, n, draft, lexicon) for n in range(len(done.misfits))]
    told += [_unparsed(n, entry, draft, lexicon) for n, entry in enumerate(amended.parsed.unparsed)]
    spans = ([gone.span for gone in done.removed], [mark.span for mark in done.marks])
    return {
        **_head(document, sheet, lexicon, reasons, ("base", "consolidated"), compared=False),
        **sheet.record(spans), **_findings(told),
        "groups": _groups((*_FATES, MISFIT, UNPARSED), told, "fate", lexicon),
    }  # fmt: skip


def _own(finding: Finding, draft: Act, decidable: Collection[str], lexicon: Lexicon) -> Json:
    """Return a finding in the draft's own norms: it has no place in the consolidated text."""
    found = finding_record(draft, finding, 0, {}, lexicon)
    more = {"marks": [], "at": found["key"], "group": INTRODUCED, "fixed": found["key"] not in decidable}
    return {**found, **more, "places": [_place(draft, finding.span, "draft")]}


def _misfit(sheet: Sheet, each: Changed, number: int, draft: Act, lexicon: Lexicon) -> Json:
    misfit: Misfit = each.consolidation.misfits[number]
    done = "amended-applied" if misfit.applied else "amended-not-applied"
    said = {
        tongue: f"{words[f'misfit-{misfit.reason}'].format(words=misfit.words)}. {words[done]}"
        for tongue, words in lexicon.messages.items()
    }
    places = [_place(draft, misfit.draft, "draft")]
    if misfit.base is not None:
        places.append(_place(sheet.acts[LEFT], misfit.base, "base"))
    return _told_only(f"misfit:{number}", MISFIT, said, places, sheet.marks(LEFT, misfit.base))


def _unparsed(number: int, entry: Unparsed, draft: Act, lexicon: Lexicon) -> Json:
    said = {
        tongue: words[f"unparsed-{entry.reason}"].format(words=entry.words)
        for tongue, words in lexicon.messages.items()
    }
    return _told_only(f"unparsed:{number}", UNPARSED, said, [_place(draft, entry.span, "draft")], [])


def _told_only(name: str, group: str, said: Mapping[str, str], places: list[Json], at: object) -> Json:
    return {
        "key": name, "at": name, "factor": "", "level": "medium", "eid": "", "label": places[0]["label"],
        "quote": "", "who": {}, "why": dict(said), "recommendation": {}, "missing": [], "searched": [],
        "twins": [], "group": group, "fixed": True, "places": places, "marks": at,
    }  # fmt: skip


def _place(act: Act, span: Span, text: str) -> Json:
    return {"text": text, "label": label(act, act.unit_at(span.start)), "quote": span.of(act.text)}


def _told(
    sheet: Sheet, found: Fates, decidable: Collection[str], paired: Mapping[str, str], lexicon: Lexicon
) -> list[Json]:
    """Return the findings of both sides, cured ones on the left, with their fates."""
    sorted_ = chain(
        ((RIGHT, f, INTRODUCED) for f in found.introduced),
        ((RIGHT, pair.new, EDITED if pair.edited else KEPT) for pair in found.kept),
        ((LEFT, f, CURED) for f in found.cured),
    )
    return [_finding(sheet, *each, decidable, paired, lexicon) for each in sorted_]


def _finding(
    sheet: Sheet,
    side: int,
    finding: Finding,
    group: str,
    decidable: Collection[str],
    paired: Mapping[str, str],
    lexicon: Lexicon,
) -> Json:
    told = finding_record(sheet.acts[side], finding, 0, paired, lexicon)
    gone = group == CURED
    more = {"at": f"{side}:{finding.eid}", "group": group, "marks": sheet.marks(side, finding.span)}
    if gone:
        more |= {"key": f"old:{told['key']}", "twins": []}
    return {**told, **more, **({"fixed": True} if gone or told["key"] not in decidable else {})}


def _groups(order: Sequence[str], found: Sequence[Json], prefix: str, lexicon: Lexicon) -> list[Json]:
    there = {each["group"] for each in found}
    return [
        {"id": each, "name": {t: words[f"{prefix}-{each}"] for t, words in lexicon.messages.items()}}
        for each in order
        if each in there
    ]


def _findings(found: list[Json]) -> Json:
    return {"cases": numbered(found), "findings": found}


def _head(
    document: str,
    sheet: Sheet,
    lexicon: Lexicon,
    reasons: Sequence[Reason],
    sides: tuple[str, str],
    *,
    compared: bool,
) -> Json:
    act = sheet.acts[sheet.lead]
    names = [
        {"language": each.language, "name": {t: w[f"facing-{side}"] for t, w in lexicon.messages.items()}}
        for each, side in zip(sheet.acts, sides, strict=True)
    ]
    return {
        "document": document, "language": act.language, "title": act.requisites.title, "other": {},
        "sides": names, **method(lexicon, reasons, seen(lexicon, (), compared=compared)),
    }  # fmt: skip
