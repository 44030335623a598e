"""A rule is tried on its own examples: exact marks, silence, and nothing in it that no example needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from expertise.analysis.trial import trial
from expertise.lexicon.rules import load_rule

RULE = """
code: A1-99
factor: A1
status: active
source: "test"
title: {{ru: "т", ky: "т"}}
why: {{ru: "п", ky: "с"}}
recommendation: {{ru: "р", ky: "с"}}
patterns:
  ru: {patterns}
exceptions:
  ru: {exceptions}
examples:
  ru:
    flags: {flags}
    passes: {passes}
  ky: {{flags: [], passes: []}}
"""
FLAGS = '["Орган [[при необходимости]] проводит проверку.", "Проверка [[по усмотрению]] органа идет дольше."]'
PASSES = (
    '["Орган проводит проверку.", "Решение принимает суд.", '
    '"При необходимости, но не позднее 3 дней, орган проводит проверку."]'
)
GOOD = {
    "patterns": '["при необходимости", "по усмотрению"]',
    "exceptions": '["не позднее #"]',
    "flags": FLAGS,
    "passes": PASSES,
}


@pytest.fixture
def tried(tmp_path: Path, lexicon):
    def run(**changes: str):
        path = tmp_path / "A1-99-test.yml"
        path.write_text(RULE.format(**{**GOOD, **changes}), encoding="utf-8")
        failures = trial(load_rule(path, frozenset(lexicon.factors)), lexicon)
        return [f for f in failures if f.language == "ru"]

    return run


def test_a_rule_that_does_what_it_says(tried):
    assert tried() == []


def test_a_language_without_examples_is_a_failure(tmp_path, lexicon):
    path = tmp_path / "A1-99-test.yml"
    path.write_text(RULE.format(**GOOD), encoding="utf-8")
    failures = trial(load_rule(path, frozenset(lexicon.factors)), lexicon)
    assert [(f.kind, f.language) for f in failures] == [("no-examples", "ky")]


def test_marks_must_be_exact(tried):
    flags = FLAGS.replace("[[при необходимости]]", "[[при необходимости проводит]]")
    (failure,) = tried(flags=flags)
    assert failure.kind == "marks"
    assert failure.wanted == ("при необходимости проводит",)
    assert failure.got == ("при необходимости",)
    assert failure.line == 15


def test_a_missing_mark_is_a_failure(tried):
    flags = FLAGS.replace("проводит проверку", "проводит [[проверку]]")
    assert [f.kind for f in tried(flags=flags)] == ["marks"]


def test_a_passes_example_must_be_silent(tried):
    (failure,) = tried(passes=PASSES.replace("Решение принимает суд.", "Орган при необходимости решает."))
    assert failure.kind == "silent"
    assert failure.got == ("при необходимости",)


def test_a_pattern_no_example_needs(tried):
    (failure,) = tried(patterns='["при необходимости", "по усмотрению", "если сочтет нужным"]')
    assert (failure.kind, failure.pattern) == ("pattern-unneeded", "если сочтет нужным")


def test_an_exception_no_example_needs(tried):
    (failure,) = tried(exceptions='["не позднее #", "в течение #"]')
    assert (failure.kind, failure.pattern) == ("exception-unneeded", "в течение #")


def test_an_example_of_several_lines(tried):
    lines = "Орган:\\n1) проводит проверку [[при необходимости]];\\n2) решает."
    flags = f'["{lines}", "Он [[по усмотрению]] решает."]'
    assert tried(flags=flags) == []
