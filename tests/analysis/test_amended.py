"""An amending draft on its bases: what it brings in, keeps and cures, and where in the draft."""

from __future__ import annotations

import pytest

from expertise.analysis.amended import check_amended
from expertise.errors import WrongUse
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import read, read_text

HEAD = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО внесении изменений в Закон Кыргызской Республики «О пробах»\n"
LEAD = "Статья 1. Внести в Закон Кыргызской Республики «О пробах» следующие изменения:\n"
END = "\nСтатья 2. Настоящий Закон вступает в силу сразу."
BASE = read_text(
    "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО пробах\nСтатья 1. Проверка\n"
    "1. Уполномоченный орган проводит проверку один раз в год.\n"
    "2. Уполномоченный орган по своему усмотрению продлевает срок проверки."
)


def draft(*formulas: str, end: str = END):
    return read_text(HEAD + LEAD + "\n".join(f"{n}) {f}" for n, f in enumerate(formulas, start=1)) + end)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_the_sample_brings_in_keeps_and_cures(samples, lexicon: Lexicon, language: str):
    law, bill = (read(samples / f"{name}-law.{language}.docx") for name in ("licensing", "amending"))
    done = check_amended(bill, [law], lexicon)
    (each,) = done.changed
    assert each.consolidation.misfits == ()
    introduced = {(f.rule, f.eid) for f in each.fates.introduced}
    assert ("A1-09", "art_9-1__para_2") in introduced
    assert ("A2-01", "art_18__para_4") in introduced
    cured = {(f.rule, f.eid) for f in each.fates.cured}
    assert {("C5-01", "art_10__para_4"), ("C4-01", "art_10__para_2")} <= cured
    assert each.fates.kept
    assert len(done.without_base) == 2
    assert {f.eid.split("__")[0] for f in done.own} == {"art_2", "art_3"}


def test_introduced_findings_stand_at_the_quoted_wording(samples, lexicon: Lexicon):
    law, bill = (read(samples / f"{name}-law.ru.docx") for name in ("licensing", "amending"))
    done = check_amended(bill, [law], lexicon)
    found = done.in_draft()
    assert len(found) == len(done.introduced())
    for finding in found:
        assert finding.span.of(bill.text) == finding.quote
        assert bill.unit_at(finding.span.start).eid == finding.eid
    assert {f.quote for f in done.changed[0].fates.introduced} <= {f.quote for f in found}


def test_a_word_put_into_a_kept_norm_brings_a_finding_in_at_the_formula(lexicon: Lexicon):
    bill = draft("часть 1 статьи 1 после слова «орган» дополнить словами «при необходимости»;")
    done = check_amended(bill, [BASE], lexicon)
    (finding,) = (f for f in done.in_draft() if f.rule == "A1-01")
    assert finding.quote == "при необходимости"
    assert bill.text[finding.span.start - 1] == "«"


def test_a_safeguard_struck_out_is_found_at_its_formula(lexicon: Lexicon):
    base = read_text(
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО пробах\nСтатья 1. Отказ\n"
        "1. Уполномоченный орган рассматривает заявление о выдаче лицензии в течение 10 дней."
    )
    bill = draft("в части 1 статьи 1 слова «в течение 10 дней» исключить;")
    done = check_amended(bill, [base], lexicon)
    assert done.changed[0].consolidation.misfits == ()
    assert {f.rule for f in done.changed[0].fates.introduced} == {"A7-07"}
    (finding,) = done.in_draft()
    assert finding.quote == "в части 1 статьи 1 слова «в течение 10 дней» исключить"


def test_what_is_struck_out_is_cured(lexicon: Lexicon):
    done = check_amended(draft("в части 2 статьи 1 слова «по своему усмотрению» исключить;"), [BASE], lexicon)
    assert "A1-09" in {f.rule for f in done.changed[0].fates.cured}
    assert "A1-09" not in {f.rule for f in done.introduced()}


def test_wording_that_did_not_fit_is_checked_by_itself(lexicon: Lexicon):
    bill = draft(
        "статью 9 дополнить частью 2 следующего содержания:\n«2. "
        "Уполномоченный орган по своему усмотрению отказывает.»;"
    )
    done = check_amended(bill, [BASE], lexicon)
    assert [m.reason for m in done.changed[0].consolidation.misfits] == ["unit-missing"]
    assert "A1-09" in {f.rule for f in done.own}


def test_norms_of_the_draft_itself_are_checked(lexicon: Lexicon):
    end = (
        "\nСтатья 2. Переход\n1. Уполномоченный орган по своему усмотрению продлевает лицензии.\n"
        "2. Закон вступает в силу."
    )
    done = check_amended(draft("часть 2 статьи 1 исключить;", end=end), [BASE], lexicon)
    assert "A1-09" in {f.rule for f in done.own}


def test_factors_and_doubtful_rules_are_asked_for(samples, lexicon: Lexicon):
    law, bill = (read(samples / f"{name}-law.ru.docx") for name in ("licensing", "amending"))
    only = check_amended(bill, [law], lexicon, factors={"A1"})
    assert {f.factor for f in only.introduced()} == {"A1"}
    every = check_amended(bill, [law], lexicon, everything=True)
    assert len(every.introduced()) >= len(check_amended(bill, [law], lexicon).introduced())


def test_an_act_of_another_name_is_told(lexicon: Lexicon):
    other = read_text("ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО мерах и весах\nСтатья 1. Имя\n1. Одно.\n2. Другое.")
    done = check_amended(draft("часть 2 статьи 1 исключить;"), [other], lexicon)
    (misfit,) = done.changed[0].consolidation.misfits
    assert (misfit.reason, misfit.words, misfit.applied) == ("other-act", "О мерах и весах", True)


def test_bases_are_told_apart_by_their_names(samples, lexicon: Lexicon):
    bill = read(samples / "amending-law.ru.docx")
    fund = read_text(
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО фонде рекультивации полигонов\nСтатья 4. Имя\n1. Одно.\n2. Два."
    )
    law = read(samples / "licensing-law.ru.docx")
    done = check_amended(bill, [fund, law], lexicon)
    assert [len(each.consolidation.operations) for each in done.changed] == [6, 10]
    assert [act.title for act in done.without_base] == ["О муниципальных пунктах приема вторичного сырья"]


def test_a_base_nobody_changes_and_a_draft_without_formulas_are_refused(samples, lexicon: Lexicon):
    bill = read(samples / "amending-law.ru.docx")
    with pytest.raises(WrongUse, match="base-unasked"):
        check_amended(bill, [BASE], lexicon)
    with pytest.raises(WrongUse, match="no-operations"):
        check_amended(BASE, [BASE], lexicon)


def test_the_same_input_gives_the_same_outcome(samples, lexicon: Lexicon):
    law, bill = (read(samples / f"{name}-law.ky.docx") for name in ("licensing", "amending"))
    assert check_amended(bill, [law], lexicon) == check_amended(bill, [law], lexicon)
