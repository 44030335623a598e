"""The evaluation on a marked set counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import call

from expertise.analysis.evaluation import evaluate, load_rows

VAGUE = "1. Лицензиар при необходимости запрашивает у соискателя дополнительные сведения."
CLEAN = "2. Заявление подается на портале."
VAGUE_KY = "1. Лицензиар зарыл болгон учурда арыз ээсинен кошумча маалыматтарды сурайт."
CLEAN_KY = "2. Арыз порталда берилет."


def article(id: str, *findings: dict[str, str], **changes: str) -> dict[str, object]:
    texts = {"ru": f"{VAGUE}\n{CLEAN}", "ky": f"{VAGUE_KY}\n{CLEAN_KY}", **changes}
    return {"id": id, "act": "Проба", **texts, "findings": list(findings)}


def mark(factor: str, ru: str = "при необходимости", tier: str = "core") -> dict[str, str]:
    return {"factor": factor, "ru": ru, "ky": "зарыл болгон учурда", "tier": tier}


@pytest.fixture
def gold(tmp_path: Path):
    def make(*rows: dict[str, object]) -> Path:
        path = tmp_path / "gold.jsonl"
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return make


def measured(path: Path, lexicon):
    return evaluate(load_rows([path], "ru"), lexicon)


def test_a_finding_on_a_marked_line_is_right(gold, lexicon):
    done = measured(gold(article("a", mark("A1"))), lexicon)
    assert (done.factors["A1"].right, done.factors["A1"].wrong) == (1, 0)
    assert (done.factors["A1"].core, done.factors["A1"].found) == (1, 1)
    assert done.rules["A1-01"] == {"shown": 1, "right": 1, "core": 1}
    assert (done.clean, done.clean_flagged) == (0, 0)
    assert done.missed == []


def test_a_marginal_mark_is_right_but_never_missed(gold, lexicon):
    done = measured(gold(article("a", mark("A1", tier="marginal"))), lexicon)
    assert (done.factors["A1"].right, done.factors["A1"].core) == (1, 0)


def test_a_finding_nobody_marked_and_a_mark_nobody_found_are_named(gold, lexicon):
    done = measured(gold(article("a", mark("D3", "Заявление подается"))), lexicon)
    assert [(m.id, m.rule) for m in done.wrong if m.factor == "A1"] == [("a", "A1-01")]
    assert [(m.id, m.factor, m.line) for m in done.missed] == [("a", "D3", CLEAN)]
    assert done.any.found == 0


def test_an_article_without_marks_that_is_flagged_counts_against_restraint(gold, lexicon):
    done = measured(gold(article("a"), article("b", ru=CLEAN)), lexicon)
    assert (done.articles, done.clean, done.clean_flagged) == (2, 2, 1)


def test_a_mark_whose_words_are_not_there_is_lost_and_said(gold, lexicon):
    path = gold(article("a", mark("A1", "слов этих нет")))
    assert measured(path, lexicon).lost == 1
    assert "не считались): 1" in call("evaluate", path, "--lang", "ru").stdout


def test_a_mark_without_tier_counts_as_core(gold, lexicon):
    bare = mark("A1")
    del bare["tier"]
    assert measured(gold(article("a", bare)), lexicon).named.core == 1


def test_the_report_has_both_languages_and_says_what_figures_are_worth(gold):
    path = gold(article("a", mark("A1")), article("b", mark("D3", "Заявление подается")))
    result = call("evaluate", path, "--errors", "9")
    assert result.exit_code == 0
    assert "русский: статей 2" in result.stdout
    assert "кыргызский: статей 2" in result.stdout
    assert "это мнения" in result.stdout.splitlines()[-1]
    assert "a A1-01" not in result.stdout
    assert "b A1-01: при необходимости" in result.stdout
    only = call("evaluate", path, "--lang", "ky")
    assert "кыргызча: беренелер 2" in only.stdout
    assert "русский" not in only.stdout
    assert "пикири" in only.stdout.splitlines()[-1]


def test_json_has_one_object_a_language(gold):
    path = gold(article("a", mark("A1")), article("b", ru=""))
    result = call("evaluate", path, "--format", "json")
    russian, kyrgyz = map(json.loads, result.stdout.splitlines())
    assert [russian["language"], kyrgyz["language"]] == ["ru", "ky"]
    assert [russian["articles"], kyrgyz["articles"]] == [1, 2]
    assert russian["rules"]["A1-01"] == {"shown": 1, "right": 1, "core": 1}
    assert (russian["wrong"], russian["missed"], russian["lost"]) == ([], [], 0)
    assert russian["factors"]["A1"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 1, "wrong": 0, "core": 1, "found": 1,
    }  # fmt: skip


def test_all_counts_findings_behind_all_too(gold):
    path = gold(
        article("a", ru="1. Орган принимает решение об отзыве лицензии.\n2. Орган выдает разрешение.")
    )

    def shown(*words: str) -> int:
        result = call("evaluate", path, "--format", "json", "--lang", "ru", *words)
        return sum(rule["shown"] for rule in json.loads(result.stdout)["rules"].values())

    assert shown("--all") > shown()


@pytest.mark.parametrize(
    ("text", "line"),
    [('{"id": "a", "ru": "x"', 1), ('\n{"id": "a", "ru": "x"}', 2), ("[1]", 1),
     ('{"id": "a", "ru": "x", "findings": ["A1"]}', 1)],
)  # fmt: skip
def test_a_set_of_wrong_form_names_file_and_line(tmp_path, text, line):
    path = tmp_path / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    result = call("evaluate", path)
    assert result.exit_code == 2
    assert f"{path}, строка {line}" in result.stderr


def test_sets_that_are_not_there_or_hold_nothing(tmp_path, gold):
    assert call("evaluate", tmp_path / "none.jsonl").exit_code == 2
    assert call("evaluate", tmp_path).exit_code == 2
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    assert call("evaluate", tmp_path / "bytes.jsonl").exit_code == 2
    empty = call("evaluate", gold(article("a", ru="", ky="")))
    assert empty.exit_code == 2
    assert "ни одной статьи" in empty.stderr
