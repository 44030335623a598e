"""The report for reading: cases by norm, quoted words in context, what was skipped and not judged."""

from __future__ import annotations

from dataclasses import replace

from expertise.act import Span
from expertise.analysis.check import check
from expertise.conclusion.rule_page import marked, page, table
from expertise.conclusion.text import cases, context, report
from expertise.lexicon.rules import Example
from expertise.reading import read, read_text

TEXT = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
О примере

Статья 1. Проверка
1. Орган при необходимости вправе провести проверку.
2. Утратила силу.
"""


def rows(text: str, findings, lexicon, language="ru", *, excerpt=False) -> list[str]:
    act = read_text(text)
    result = check(act, lexicon, excerpt=excerpt)
    chosen = findings(act) if callable(findings) else findings
    return [row.text for row in report("act.txt", result, chosen, lexicon, language)]


def test_findings_of_one_norm_are_one_case(lexicon, finding):
    act = read_text(TEXT)
    found = [finding(act, "Орган"), finding(act, "при необходимости", rule="B3-01", severity=70)]
    (case,) = cases(act, found, "ru")
    assert case.label == "ст. 1 ч. 1"
    assert case.factors == ("A1", "B3")
    assert case.rank == (70, 0.8)
    assert cases(act, found, "ky")[0].label == "1-берененин 1-бөлүгү"


def test_the_words_stand_in_their_context():
    act = read_text(TEXT)
    start = act.text.index("при необходимости")
    shown = context(act, Span(start, start + len("при необходимости")))
    assert shown == "1. Орган [[при необходимости]] вправе провести проверку."


def test_a_long_paragraph_is_cut_at_words():
    act = read_text(TEXT.replace("Орган", "Орган " + "и другой орган " * 40))
    start = act.text.index("при необходимости")
    shown = context(act, Span(start, start + 3))
    assert shown.startswith("… ")
    assert "[[при]] необходимости" in shown
    assert len(shown) < 350


def test_the_report_says_what_was_examined_and_what_not(lexicon, finding):
    lines = rows(TEXT, lambda act: [finding(act, "при необходимости")], lexicon)
    text = "\n".join(lines)
    assert "О примере" in lines[0]
    assert "Проверено: статей 1" in text
    assert "утратившее силу: 1" in text
    assert "1. ст. 1 ч. 1: A1" in text
    assert "Почему: потому" in text
    assert "E1" in text


def test_silence_is_said(lexicon):
    text = "\n".join(rows(TEXT, [], lexicon))
    assert "не найдено" in text
    assert "О чём инструмент не судит" in text


def test_an_excerpt_says_so(lexicon):
    assert any("отрывок" in line for line in rows(TEXT, [], lexicon, excerpt=True))


def test_kyrgyz_report(lexicon, finding):
    text = "\n".join(rows(TEXT, lambda act: [finding(act, "при необходимости")], lexicon, "ky"))
    assert "Эмне үчүн: себеби" in text
    assert "Эмне кылуу керек: оңдоо" in text


def test_every_rule_has_a_page_in_both_languages(lexicon):
    for rule in lexicon.rules.values():
        for language in ("ru", "ky"):
            lines = [row.text for row in page(rule, lexicon, language)]
            assert lines[0] == f"{rule.code} {rule.title[language]}"
    assert len(list(table(list(lexicon.rules.values()), lexicon, "ru"))) == len(lexicon.rules) + 1


def test_an_example_is_shown_as_written():
    assert marked(Example("Орган вправе.\nДа.", ((6, 12),), 1)) == "Орган [[вправе]]. / Да."


def test_warnings_of_reading_are_shown(lexicon, samples):
    act = replace(read(samples / "licensing-law.ru.docx"), warnings=("footnotes",))
    result = check(act, lexicon)
    text = "\n".join(row.text for row in report("a", result, [], lexicon, "ru"))
    assert "сноски" in text
