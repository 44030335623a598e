"""The package as a whole: what is missing or empty, what the note does not say, table against draft."""

from __future__ import annotations

import pytest

from expertise.analysis.papers import judge
from expertise.reading.bundle import Entry
from expertise.reading.package import members, read_package
from expertise.service_package import demands
from expertise.settings import corpora

BODY = " ".join(["Норма принимается в срок десять дней и публикуется на сайте."] * 8)
LAW = f"ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО примере\n\nСтатья 1. Пример\n1. {BODY}\n2. Плата вносится.\n"
ORDER = LAW.replace("ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ", "ПРИКАЗ МИНИСТЕРСТВА ОТДЫХА")
NOTE = (
    "Справка-обоснование\nк проекту Закона\n1. Проблема: лодки никто не осматривает, на озерах опасно.\n"
    "2. Прогноз последствий: вреда не будет ни природе, ни людям, ни казне, ни соседям.\n"
    "3. Общественное обсуждение шло месяц, отчет приложен к проекту, все предложения учтены.\n"
    "4. Конституции проект соответствует.\n5. Финансирование: средств не нужно.\n"
)


def told(*files: tuple[str, str]):
    return judge(members([Entry(name, text.encode()) for name, text in files]), demands())


def codes(judgement) -> set[tuple[str, str, str]]:
    return {(r.factor, r.code, r.subject) for r in judgement.remarks}


def sample(name: str):
    return judge(read_package(corpora() / "packages" / f"{name}.zip"), demands())


def test_the_complete_sample_has_no_remark():
    judgement = sample("complete")
    assert (judgement.kind, judgement.amending, judgement.remarks) == ("law", True, ())


def test_the_partial_sample_has_all_of_them():
    judgement = sample("partial")
    assert codes(judgement) == {
        ("D5", "missing", "draft-ky"), ("D5", "missing", "amended"), ("D5", "missing", "discussion"),
        ("D2", "section", "problem"), ("D2", "section", "forecast"), ("D2", "costs", "finance"),
        ("", "table-differs", "table"), ("", "table-lacks", "table"),
    }  # fmt: skip
    assert judgement.missing == ("draft-ky", "amended", "discussion")
    differs = next(r for r in judgement.remarks if r.code == "table-differs")
    assert [p.label for p in differs.places] == ["ст. 1 п. 2 (ст. 7-1 ч. 1)", "ст. 7-1 ч. 1"]
    costs = next(r for r in judgement.remarks if r.code == "costs")
    assert costs.places[0].label == "ст. 1 п. 2 (ст. 7-1 ч. 2)"


def test_an_empty_note_is_told_once_and_judged_no_further():
    judgement = sample("empty-note")
    assert ("D5", "empty", "note") in codes(judgement)
    assert not {r.code for r in judgement.remarks} & {"section", "costs"}
    assert "note" in judgement.missing


def test_a_new_law_needs_no_table_and_an_order_no_discussion():
    assert codes(told(("a.txt", LAW), ("n.txt", NOTE))) == {
        ("D5", "missing", "draft-ky"), ("D5", "missing", "discussion"),
    }  # fmt: skip
    assert codes(told(("a.txt", ORDER), ("n.txt", NOTE))) == {("D5", "missing", "draft-ky")}


def test_business_asks_for_an_analysis_and_shows_where_it_is_spoken_of():
    business = LAW.replace("Плата вносится", "Субъект предпринимательства вносит плату")
    judgement = told(("a.txt", business), ("n.txt", NOTE))
    (remark,) = [r for r in judgement.remarks if r.subject == "ria"]
    assert [(p.file, p.label) for p in remark.places] == [("a.txt", "ст. 1 ч. 2")]


def test_costs_need_a_figure_somewhere():
    spending = LAW.replace("Плата вносится", "Осмотр проводится за счет средств республиканского бюджета")
    assert ("D2", "costs", "finance") in codes(told(("a.txt", spending), ("n.txt", NOTE)))
    priced = NOTE.replace("средств не нужно", "нужно 3 млн сомов")
    assert ("D2", "costs", "finance") not in codes(told(("a.txt", spending), ("n.txt", priced)))
    summed = spending.replace("бюджета", "бюджета в размере 500 тыс. сомов")
    assert ("D2", "costs", "finance") not in codes(told(("a.txt", summed), ("n.txt", NOTE)))
    assert ("D2", "costs", "finance") not in codes(told(("a.txt", spending)))  # no note: nothing to judge by


@pytest.mark.parametrize(("name", "part"), [("справка.docx", "note"), ("проект.docx", "draft-ky")])
def test_a_part_that_cannot_be_read_is_told_as_such(name, part):
    files = [Entry("a.txt", LAW.encode()), Entry(name, b"PK\x03\x04" + bytes(60))]
    assert ("D5", "unreadable", part) in codes(judge(members(files), demands()))


def test_two_drafts_of_a_language_name_both_files():
    judgement = told(("a.txt", LAW), ("b.txt", LAW.replace("десять", "пять")), ("n.txt", NOTE))
    (remark,) = [r for r in judgement.remarks if r.code == "double"]
    assert (remark.factor, [p.file for p in remark.places]) == ("D5", ["a.txt", "b.txt"])


def test_without_a_readable_draft_only_what_all_need_is_asked_for():
    judgement = told(("справка.txt", NOTE))
    assert (judgement.kind, judgement.missing) == ("", ("draft-ky", "draft-ru"))
