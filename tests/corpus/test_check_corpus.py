"""check with a corpus: references to other acts that lead nowhere, and what the findings rest on."""

from __future__ import annotations

import json

import pytest
from small_acts import SUBSOIL_RU
from test_cli_corpus import call
from test_standing import BY_NUMBER, ENDING

from expertise.analysis.check import check
from expertise.lexicon.lexicon import load_lexicon
from expertise.reading import read_text
from expertise.settings import lexicons

LAW = "/akn/kg/act/law/2012-03-05/31"
DRAFT = (
    "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО реестрах\n\nСтатья 1. Порядок\n1. {}\n2. Реестр ведет министерство.\n"
    "Статья 2. Споры\nСпоры решает суд.\n"
)


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon(lexicons())


def dead(result):
    return [(f.rule, f.quote) for f in result.findings if f.rule.startswith("C-REF")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Пробы берутся по статье 9 Закона КР «О пробах недр».", "C-REF-01"),
        ("Пробы берутся по статье 2 Закона КР «О пробах недр».", "C-REF-02"),
        ("Пробы берутся по статье 1 Закона КР «О пробах недр».", None),
        ("Пробы берутся по статье 1 Закона КР «О банках».", None),
        ("Пробы берутся по статьям 1-9 Закона КР «О пробах недр».", None),  # the end of a range: no certainty
    ],
)
def test_dead_references_to_acts_of_the_corpus(corpus, lexicon, text, rule):
    act = read_text(DRAFT.format(text))
    found = check(act, lexicon, corpus=corpus)
    assert [name for name, _ in dead(found)] == ([rule] if rule else [])
    assert dead(check(act, lexicon)) == []
    assert found.corpus == corpus.state
    assert check(act, lexicon, excerpt=True, corpus=corpus).corpus is None


def test_a_finding_says_what_it_rests_on(corpus, lexicon):
    act = read_text(DRAFT.format("Пробы берутся по статье 2 Закона КР «О пробах недр»."))
    (finding,) = [f for f in check(act, lexicon, corpus=corpus).findings if f.rule == "C-REF-02"]
    (place,) = finding.evidence
    assert (place["uri"], place["eid"], place["label"]) == (LAW, "art_2", "ст. 2")
    assert place["corpus"] == corpus.state.record()
    assert "По корпусу: актов 4, новейшая дата 2024-02-01" in finding.why["ru"]
    assert "Корпус боюнча: актылар 4" in finding.why["ky"]
    assert json.dumps(finding.record(), ensure_ascii=False)


def test_an_act_that_is_no_longer_in_force(corpus_of, lexicon):
    corpus = corpus_of(law=SUBSOIL_RU, other=ENDING.format(words=BY_NUMBER))
    act = read_text(DRAFT.format("Пробы берутся по Закону КР «О пробах недр» от 5 марта 2012 года № 31."))
    (finding,) = [f for f in check(act, lexicon, corpus=corpus).findings if f.rule.startswith("C-REF")]
    assert finding.rule == "C-REF-05"
    assert "01.12.2022" in finding.why["ru"]
    (place,) = finding.evidence
    assert (place["state"], place["since"]) == ("repealed", "2022-12-01")
    assert place["basis"] == "/akn/kg/act/law/2022-12-01/120"
    ending = read_text(DRAFT.format(BY_NUMBER))
    assert dead(check(ending, lexicon, corpus=corpus)) == []  # what ends an act may name it


def test_equal_corpora_give_equal_findings(corpus, lexicon):
    act = read_text(DRAFT.format("Пробы берутся по статье 9 Закона КР «О пробах недр»."))
    first, second = (check(act, lexicon, corpus=corpus) for _ in range(2))
    assert first.findings == second.findings


def test_the_command_uses_the_corpus(corpus, tmp_path):
    draft = tmp_path / "draft.txt"
    text = DRAFT.format("Пробы берутся по статье 9 Закона КР «О пробах недр».")
    draft.write_text(text, encoding="utf-8")
    done = call("check", draft, "--corpus", corpus.path, "--format", "json", "--factor", "D6")
    record = json.loads(done.stdout)
    assert record["corpus"] == corpus.state.record()
    assert [f["rule"] for f in record["findings"]] == ["C-REF-01"]
    report = call("check", draft, "--corpus", corpus.path).stdout
    assert "По корпусу: актов 4" in report
    assert "corpus" not in json.loads(call("check", draft, "--format", "json").stdout)
    missing = call("check", draft, "--corpus", tmp_path / "none.db")
    assert (missing.exit_code, missing.stdout) == (2, "")
    both = call("check", draft, "--corpus", corpus.path, "--base", draft)
    assert both.exit_code == 2
