"""The findings of a comparative table against its current column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from expertise.act import Act, Role
from expertise.analysis.alignment import align
from expertise.analysis.change import Fates, fates
from expertise.analysis.check import Result, check
from expertise.analysis.finding import Finding
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import comparative


@dataclass(frozen=True, slots=True)
class _Proposed:
    """The proposed column after the check."""

    act: Act
    findings: tuple[Finding, ...]


def column_fates(result: Result, lexicon: Lexicon) -> Fates | None:
    """Return what the proposed column introduces, keeps and cures; None for what is no comparative table.

    Without a current wording all is introduced. Labels of cured findings are those of the current column.
    """
    if not comparative.is_comparative(result.act):
        return None
    return against(result.act, result.findings, lexicon)


def against(act: Act, findings: tuple[Finding, ...], lexicon: Lexicon) -> Fates:
    """Return the fates of ``findings`` of a comparative table, which an examination may hold."""
    before = comparative.current(act)
    if before is None:
        return Fates(findings, (), ())
    old = check(before, lexicon, excerpt=True)
    return fates(old, _Proposed(act, findings), align(before, act, without=Role.CURRENT))


def against_record(act: Act, findings: Sequence[Finding], found: Fates) -> dict[str, object]:
    """Return what the JSON of a comparative table has more: fate and row of each finding, cured ones."""
    return {
        "findings": [{**f.record(), "fate": found.fate(f), "row": table_row(act, f)} for f in findings],
        "cured": [f.record() for f in found.cured],
    }


def table_row(act: Act, finding: Finding) -> int:
    """Return the row of a comparative table that a finding stands in, from 1, headers not counted; else 0."""
    line = act.line_at(finding.span.start)
    found = (
        n for n, row in enumerate(comparative.rows(act), start=1) if line in (*row.proposed, *row.shared)
    )
    return next(found, 0)
