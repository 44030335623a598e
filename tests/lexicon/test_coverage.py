"""No factor is forgotten in silence: each has rules, or a reason why only an expert judges it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from expertise.lexicon.coverage import coverage

EXPERT = {"A5", "A6", "D1", "D2", "D3", "D4", "D5", "E1"}


def test_every_factor_of_the_methodology_is_covered_or_says_why_not(lexicon):
    covered = coverage(lexicon.factors, lexicon.judges)
    assert {each.factor.id: each.fault for each in covered if each.fault} == {}
    assert len(covered) == 25
    assert {each.factor.id for each in covered if each.factor.expert_only} <= EXPERT


def test_what_the_rules_do_not_see_is_said_only_where_there_are_rules(lexicon):
    for each in coverage(lexicon.factors, lexicon.judges):
        assert not (each.factor.partly and each.factor.expert_only), each.factor.id
        assert not each.factor.partly or each.active, each.factor.id


@pytest.mark.parametrize(
    ("status", "reason", "fault"),
    [
        ("active", None, ""),
        ("active", "почему", "stale"),
        ("trial", None, ""),
        ("trial", "почему", ""),
        ("retired", None, "uncovered"),
        ("retired", "почему", ""),
    ],
)
def test_a_factor_without_rules_and_reason_is_a_fault(lexicon, status, reason, fault):
    rule = replace(lexicon.rules["A1-01"], status=status)
    texts = {"ru": reason, "ky": reason} if reason else None
    factors = {"A1": replace(lexicon.factors["A1"], expert_only=texts)}
    (covered,) = coverage(factors, [rule])
    assert covered.fault == fault
