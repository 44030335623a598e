"""Every rule of the lexicon does what its file says: one test a rule and language, made from the file."""

from __future__ import annotations

import pytest

from expertise.analysis.trial import examples, trial
from expertise.lexicon.lexicon import load_lexicon
from expertise.settings import lexicons

LEXICON = load_lexicon(lexicons())
RULES = [rule for rule in LEXICON.rules.values() if rule.status != "retired"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_gives_exactly_its_marks_and_needs_all_its_patterns(rule):
    written = [language for language in ("ru", "ky") if examples(rule, language)]
    if not written:
        pytest.skip("no examples yet")
    assert [failure for failure in trial(rule, LEXICON) if failure.language in written] == []
