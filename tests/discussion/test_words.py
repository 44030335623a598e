"""Headers of columns, words of verdicts, norms that a proposal names, proposals that say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from expertise.act import Act
from expertise.discussion.grouping import groups
from expertise.discussion.links import places
from expertise.errors import BadLexicon
from expertise.lexicon.intake import load_checklist, load_columns, load_verdicts
from expertise.lexicon.report_form import load_report_form
from expertise.reading import read
from expertise.service_answers import columns, verdict_words
from expertise.settings import corpora, lexicons


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        ("Не принято: срок установлен статьёй 5", "rejected", "срок установлен статьёй 5"),
        ("Принято частично, так как срок есть", "partly", "так как срок есть"),
        ("Учтено.", "accepted", ""),
        ("Норма исправлена", "accepted", ""),
        ("1) Согласны", "accepted", ""),
        ("нет", "rejected", ""),
        ("Кабыл алынган жок, анткени мөөнөт бар", "rejected", "анткени мөөнөт бар"),
        ("Сунуш кабыл алынды", "accepted", ""),
        (
            "Мөөнөт 5-беренеде белгиленгендиктен кабыл алынган жок.",
            "rejected",
            "Мөөнөт 5-беренеде белгиленгендиктен кабыл алынган жок.",
        ),
        ("Не принято. Причина: принято раньше", "rejected", "Причина: принято раньше"),
        ("Спасибо", "", "Спасибо"),
        ("Согласно статье 5 срок есть", "", "Согласно статье 5 срок есть"),
        ("Принято по части 2, отклонено по части 3", "", "Принято по части 2, отклонено по части 3"),
        ("-", "", "-"),
        ("", "", ""),
    ],
)
def test_a_verdict_is_read_with_its_reason(text: str, verdict: str, reason: str) -> None:
    assert verdict_words().read(text) == (verdict, reason)


def test_columns_are_known_by_their_headers_in_both_languages() -> None:
    ru = (
        "№ п/п;Автор;Дата поступления;Канал;Норма проекта;Содержание предложения;Согласие на публикацию;"
        "Телефон;Решение;Обоснование решения;Новая редакция нормы"
    )
    ky = "№;Сунуштаган адам;Күнү;Кайдан түшкөн;Берене;Сунуш;Макулдук;Телефону;Чечим;Себеби;Жаңы редакция"
    wanted = [
        "number",
        "author",
        "date",
        "channel",
        "norm",
        "proposal",
        "consent",
        "phone",
        "verdict",
        "reason",
        "wording",
    ]
    for header in (ru, ky):
        found = columns()["proposals"].of(header.split(";"))
        assert sorted(found, key=found.__getitem__) == wanted


@pytest.fixture(scope="module")
def acts() -> list[Act]:
    return [read(corpora() / "samples" / f"licensing-law.{tongue}.docx") for tongue in ("ky", "ru")]


@pytest.mark.parametrize(
    ("norm", "text", "label"),
    [
        ("ст. 18 ч. 1", "", "ст. 18 ч. 1"),
        ("статья 6, часть 1, пункт 3", "", "ст. 6 ч. 1 п. 3"),
        ("п. 3 ч. 1 ст. 6", "", "ст. 6 ч. 1 п. 3"),
        ("18-берененин 1-бөлүгү", "", "ст. 18 ч. 1"),
        ("18-берененин 99-бөлүгү", "", "ст. 18"),
        ("", "В статье 10 нужен конкурс", "ст. 10"),
        ("", "10-беренеде конкурс керек", "ст. 10"),
        ("проект", "В статье 10 нужен конкурс", "ст. 10"),
        ("статьи 5 и статья 7", "", "ст. 5; ст. 7"),
        ("", "Это противоречит статье 5 Закона о торгах", ""),
        ("", "Кодекстин 5-беренеси", ""),
        ("ст. 999", "", ""),
        ("", "срок 10 дней", ""),
    ],
)
def test_a_proposal_is_linked_to_its_norm(acts: list[Act], norm: str, text: str, label: str) -> None:
    assert "; ".join(place.ru for place in places(norm, text, acts)) == label


def test_the_same_is_said_together_and_other_things_are_not() -> None:
    texts = [
        "Исключить слова «при необходимости» из части 2.",
        "исключить слова при необходимости из части 2",
        "Исключить слово «при необходимости» из части 2!",
        "Установить срок 10 рабочих дней для ответа.",
        "Установить срок 15 рабочих дней для ответа.",
        "Разрешить приём отходов от граждан в выходные дни.",
        "Не разрешать приём отходов от граждан в выходные дни.",
        "Калдыктарды кабыл алууга уруксат берилсин.",
        "Калдыктарды кабыл алууга уруксат берилбесин.",
        "",
        "",
    ]
    norm = [("art_16__para_2",)] * 5 + [()] * 6
    assert groups(texts, norm) == [[0, 1, 2], [3], [4], [5], [6], [7], [8], [9], [10]]
    assert groups(texts[:2], [("art_1",), ("art_2",)]) == [[0], [1]]
    assert groups([], []) == []


@pytest.mark.parametrize(
    ("load", "file", "old", "new"),
    [
        (load_columns, "discussion/columns.yml", "proposals:", "suggestions:"),
        (load_verdicts, "discussion/verdicts.yml", "whole:", "other:"),
        (load_report_form, "discussion/report.yml", "{proposals}", "{proposal}"),
        (load_checklist, "review/ria.yml", "id: aims", "id: problem"),
    ],
)
def test_data_of_another_form_is_refused(tmp_path: Path, load, file: str, old: str, new: str) -> None:
    text = (lexicons() / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "a.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadLexicon):
        load(tmp_path / "a.yml")
