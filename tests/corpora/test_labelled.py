"""The labelled norms are well formed, and the rules do not get worse on them."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from expertise.act import Language
from expertise.analysis.evaluation import evaluate, load_rows
from expertise.lexicon.lexicon import Lexicon
from expertise.settings import corpora

PATH = corpora() / "labelled" / "norms.jsonl"
NORMS: list[dict[str, Any]] = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]
LANGUAGES: tuple[Language, Language] = ("ru", "ky")
KEYS = {"id", "act", "article", "ru_title", "ky_title", "ru", "ky", "findings", "harmless"}
# Factors that a single article can show; A1 by its sub-types.
SHOWN = {
    "A1a", "A1b", "A1c", "A1d", "A2", "A3", "A4", "A7", "A8",
    "B1", "B2", "B3", "C3", "C4", "C5", "C6", "D6",
}  # fmt: skip
# Measured 2026-11-22 at commit 3037e89: f1 0.3429 and 10 of 43 clean articles in Russian, 0.3506 and 14 in
# Kyrgyz. The floor is f1 less 0.02, the ceiling one clean article more (0.02 of 43). Move both to the new
# figures when the rules get better; the other way only with a reason in the commit.
FLOORS: dict[Language, tuple[float, int]] = {"ru": (0.322, 11), "ky": (0.330, 15)}


def norm_id(norm: dict[str, Any]) -> str:
    return str(norm["id"])


def places(norm: dict[str, Any]) -> list[dict[str, Any]]:
    return [*norm["findings"], *norm["harmless"]]


def paragraph(text: str, quote: str) -> int:
    return text[: text.index(quote)].count("\n")


def test_ids_and_norms_are_unique() -> None:
    assert [n["id"] for n in NORMS] == [f"l{at:03}" for at in range(1, len(NORMS) + 1)]
    for language in LANGUAGES:
        assert max(Counter(n[language] for n in NORMS).values()) == 1


def test_there_are_enough_norms_and_clean_ones() -> None:
    assert len(NORMS) >= 100
    assert sum(not n["findings"] for n in NORMS) >= 40


@pytest.mark.parametrize("norm", NORMS, ids=norm_id)
def test_row_is_complete_in_both_languages(norm: dict[str, Any]) -> None:
    assert set(norm) == KEYS
    assert all(norm[key].strip() for key in KEYS - {"findings", "harmless"})
    assert norm["ru"].count("\n") == norm["ky"].count("\n")
    assert norm["harmless"]
    for language in LANGUAGES:
        assert all(line == line.strip() != "" for line in norm[language].split("\n"))
        assert re.findall(r"[A-Za-z]", norm[language] + norm[f"{language}_title"]) == []


@pytest.mark.parametrize("norm", NORMS, ids=norm_id)
def test_quotes_stand_once_in_the_same_paragraph_of_both_texts(norm: dict[str, Any]) -> None:
    for place in places(norm):
        for language in LANGUAGES:
            assert norm[language].count(place[language]) == 1, place[language]
            assert "\n" not in place[language]
        assert len({paragraph(norm[language], place[language]) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("norm", NORMS, ids=norm_id)
def test_marks_are_complete(norm: dict[str, Any]) -> None:
    for mark in norm["findings"]:
        assert set(mark) == {"factor", "sub", "tier", "ru", "ky", "missing", "why"}
        assert mark["tier"] in {"core", "marginal"}
        assert mark["missing"]
        assert mark["why"]
    for place in norm["harmless"]:
        assert set(place) == {"factor", "sub", "ru", "ky", "why"}
        assert place["why"]
    for place in places(norm):
        assert (place["sub"] or place["factor"]) in SHOWN
        assert place["sub"].startswith("A1") is (place["factor"] == "A1")


@pytest.mark.parametrize("norm", NORMS, ids=norm_id)
def test_no_paragraph_is_both_marked_and_harmless_for_a_factor(norm: dict[str, Any]) -> None:
    marked = {(m["factor"], paragraph(norm["ru"], m["ru"])) for m in norm["findings"]}
    assert marked.isdisjoint((h["factor"], paragraph(norm["ru"], h["ru"])) for h in norm["harmless"])


def test_every_factor_has_core_marks_and_harmless_places() -> None:
    core = {m["sub"] or m["factor"] for n in NORMS for m in n["findings"] if m["tier"] == "core"}
    harmless = {h["sub"] or h["factor"] for n in NORMS for h in n["harmless"]}
    assert core == SHOWN
    assert harmless == SHOWN


def test_readme_counts_are_true() -> None:
    readme = (PATH.parent / "README.md").read_text(encoding="utf-8")
    kinds = [
        Counter(m["sub"] or m["factor"] for n in NORMS for m in n["findings"] if m["tier"] == tier)
        for tier in ("core", "marginal")
    ]
    kinds.append(Counter(h["sub"] or h["factor"] for n in NORMS for h in n["harmless"]))
    for factor in SHOWN:
        row = re.search(rf"^\| {factor}\b[^|]*\| (\d+) \| (\d+) \| (\d+) \|$", readme, re.M)
        assert row is not None, factor
        assert [int(number) for number in row.groups()] == [kind[factor] for kind in kinds], factor
    assert f"{len(NORMS)} short articles" in readme
    assert f"{sum(not n['findings'] for n in NORMS)} articles have no finding" in readme


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_is_read(language: Language) -> None:
    rows = load_rows([PATH], language)
    assert len(rows) == len(NORMS)
    for row, norm in zip(rows, NORMS, strict=True):
        wanted = {(m["factor"], paragraph(norm[language], m[language])) for m in norm["findings"]}
        assert sum(len(factors) for factors in row.marks.values()) == len(wanted), row.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_do_not_get_worse(language: Language, lexicon: Lexicon) -> None:
    """A floor against regression, not accuracy: the norms are invented and each puts one difficulty."""
    result = evaluate(load_rows([PATH], language), lexicon)
    f1, clean_flagged = FLOORS[language]
    assert result.named.f1 >= f1, f"{result.named.f1:.4f}"
    assert result.clean_flagged <= clean_flagged
