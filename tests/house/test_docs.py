"""The generated documents are those of today's lexicon and commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from expertise import service_rules
from expertise.lexicon.lexicon import load_lexicon
from expertise.settings import lexicons

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "docs" / "rules"


def test_the_rule_pages_are_up_to_date(tmp_path):
    service_rules.document(load_lexicon(lexicons()), tmp_path)
    made = {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()}
    kept = {p.name: p.read_text(encoding="utf-8") for p in RULES.iterdir()}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    assert stale == [], "run: expertise rules docs --output docs/rules"


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_the_reference_of_commands_is_up_to_date(language):
    done = subprocess.run(
        [sys.executable, "-m", "expertise.cli_reference"],
        env={**os.environ, "EXPERTISE_LANG": language}, capture_output=True, cwd=ROOT, check=True,
    )  # fmt: skip
    kept = (ROOT / "docs" / "cli.md").read_bytes().replace(b"\r\n", b"\n")
    assert done.stdout.replace(b"\r\n", b"\n") == kept, "run: python -m expertise.cli_reference > docs/cli.md"


def test_a_page_has_both_languages_and_all_a_lawyer_asks(lexicon):
    rule = lexicon.rules["A1-01"]
    text = (RULES / "A1-01.md").read_text(encoding="utf-8")
    factor = lexicon.factors["A1"]
    for language in ("ru", "ky"):
        for said in (rule.title, rule.why, rule.recommendation, factor.name):
            assert said[language].rstrip(".") in text
        assert all(f"`{p.source}`" in text for p in rule.patterns[language])
    assert "**При" in text or "**при" in text
    assert text.index(rule.title["ru"]) < text.index(rule.title["ky"])
    assert rule.source in text
