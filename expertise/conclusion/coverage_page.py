"""Every factor of the methodology with its rules, or why no rule judges it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from expertise.act import Language
from expertise.conclusion.row import Row
from expertise.lexicon.coverage import Coverage
from expertise.lexicon.lexicon import Lexicon


def coverage_rows(covered: Sequence[Coverage], lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield a head a factor, under it its rules, what they do not see, and what is wrong with it."""
    words = lexicon.messages[language]
    for each in covered:
        factor = each.factor
        yield Row(f"{factor.id} {factor.name[language]}", "case")
        for status, codes in (("active", each.active), ("trial", each.trial)):
            if codes:
                yield Row(f"   {words[f'status-{status}']}: {', '.join(codes)}")
        if factor.expert_only:
            yield Row(f"   {words['coverage-expert']}: {factor.expert_only[language]}", "note")
        if factor.partly:
            yield Row(f"   {words['coverage-partly']}: {factor.partly[language]}", "note")
        if each.fault:
            yield Row(f"   {words[f'coverage-{each.fault}']}", "high")
    ruled = sum(bool(each.active or each.trial) for each in covered)
    faults = sum(bool(each.fault) for each in covered)
    total = words["coverage-total"].format(
        factors=len(covered), ruled=ruled, expert=len(covered) - ruled, faults=faults
    )
    yield Row(total, "high" if faults else "case")
