"""An answer to «point 8» reaches what the conclusion prints there: parts, and the two languages."""

from __future__ import annotations

import io
import re
import uuid

import docx
import pytest
from returned_word import returned

from expertise import service_answers as answers
from expertise import service_conclusion as conclusions
from expertise.conclusion.form import PARTED, context
from expertise.review import bilingual
from expertise.service_desk import Desk
from expertise.service_forms import known_forms

RU = """Закон
О приюте
Статья 1. Разрешение
1. Разрешение выдаётся сроком на 3 года.
2. Уполномоченный орган вправе при необходимости отказать в выдаче разрешения.
Статья 2. Отзыв
1. Уполномоченный орган вправе по своему усмотрению отозвать разрешение.
"""
KY = """Мыйзам
Башпаанек жөнүндө
1-берене. Уруксат
1. Уруксат 5 жылга берилет.
2. Ыйгарым укуктуу орган зарыл болгон учурда уруксат берүүдөн баш тартууга укуктуу.
2-берене. Кайтарып алуу
1. Ыйгарым укуктуу орган уруксатты өз каалоосу боюнча кайтарып алууга укуктуу.
"""
OWN = {"factor": "A9", "level": "high", "why": {"ru": "Спорит."}, "recommendation": {"ru": "Снять."}}


def docx_of(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


@pytest.fixture
def draft(desk: Desk) -> str:
    """All findings taken, a collision of the expert's own in the first norm, and the difference of terms."""
    name = desk.receive([("a.ru.docx", docx_of(RU)), ("a.ky.docx", docx_of(KY))])[0].draft
    for text in desk.texts(name):
        decide(desk, name, text.id, "accept", subjects=text.summary["keys"])
    ru = next(text for text in desk.texts(name) if text.language == "ru")
    decide(desk, name, ru.id, "own", marks=[[3, 3, 13]], **OWN)
    decide(desk, name, ru.id, "accept", subjects=list(bilingual.by_name(desk.languages(name))))
    desk.set_requisites(name, {"number": "1", "date": "2026-11-26"})
    return name


def decide(desk: Desk, draft: str, document: str, action: str, **more: object) -> None:
    desk.decide(draft, {"client": uuid.uuid4().hex, "document": document, "action": action, **more}, "ru")


def printed(desk: Desk, draft: str) -> dict[str, set[str]]:
    """The factors at each number of the conclusion as it is printed."""
    made = context(conclusions.statement(desk, draft), known_forms()["ministry-draft"], "ru")
    items = [item for part in PARTED for item in made[part]]
    return {item["number"]: {o["factor"].split(".")[0] for o in item["objections"]} for item in items}


def test_what_is_asked_stands_under_the_printed_number(desk, draft):
    asked: dict[str, set[str]] = {}
    for each in answers.basis(desk, draft).asked:
        asked.setdefault(str(each.item), set()).add(each.objection.factor)
    assert asked == printed(desk, draft)
    numbers = list(asked)
    assert asked[numbers[-2]] == {"A9"}  # first in the text, printed behind the findings
    assert asked[numbers[-1]] == {"E1"}


def test_a_difference_of_the_languages_is_answered_by_number_and_in_word(desk, draft):
    number = list(printed(desk, draft))[-1]
    conclusions.sign(desk, draft, conclusions.Signing("срочно", leave_undecided=True))
    answers.enter_answer(desk, draft, [number], "accepted")
    (name,) = bilingual.by_name(desk.languages(draft))
    told = next(each for each in answers.answered(desk, draft) if name in each.asked.keys)
    assert (told.answer.verdict, told.promise) == ("accepted", "waiting")
    copy = conclusions.signed_files(desk, desk.state(draft).signed[-1])["annotated.ky.docx"]
    place = next(n for n, said in enumerate(comments(copy)) if "E1" in said)
    done = answers.import_answers(desk, draft, "back.docx", returned(copy, {place: "Не принято: верно"}))
    assert [(each.number, each.verdict) for each in done.taken] == [(number, "rejected")]


def comments(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    return [re.sub(r"\s+", " ", each.text) for each in document.comments]


@pytest.mark.parametrize(
    ("words", "fate"),
    [("5 жылга", "kept"), ("4 жылга", "changed"), ("3 жылга", "cured")],
)
def test_the_next_version_tells_what_became_of_a_difference(desk, draft, words, fate):
    conclusions.sign(desk, draft, conclusions.Signing("срочно", leave_undecided=True))
    (name,) = bilingual.by_name(desk.languages(draft))
    again = KY.replace("5 жылга", words) + "2. Чечим жарыяланат.\n"
    desk.receive(
        [("b.ru.docx", docx_of(RU + "2. Решение публикуется.\n")), ("b.ky.docx", docx_of(again))], draft
    )
    told = next(each for each in answers.answered(desk, draft) if name in each.asked.keys)
    assert told.fate == fate


def test_a_norm_is_shown_in_either_language_wherever_it_was_found(desk, draft):
    for each in answers.basis(desk, draft).asked:
        assert set(each.quotes) == {"ru", "ky"}
        assert all(each.quotes.values())
