"""A small bilingual law, and what an office does with it before anything is released."""

from __future__ import annotations

import uuid

from expertise import service_conclusion as conclusions
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk

RU = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
О выдаче разрешений

Статья 1. Выдача разрешения
1. Уполномоченный орган вправе при необходимости запросить дополнительные документы.
2. Решение принимается в течение 10 рабочих дней со дня подачи заявления.
Статья 2. Отказ
1. Уполномоченный орган отказывает в выдаче разрешения по иным основаниям.
2. Отказ обжалуется в суд.
"""
KY = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ
Уруксаттарды берүү жөнүндө

1-берене. Уруксат берүү
1. Ыйгарым укуктуу орган зарыл болгон учурда кошумча документтерди сурап алууга укуктуу.
2. Чечим арыз берилген күндөн тартып 10 жумушчу күндүн ичинде кабыл алынат.
2-берене. Баш тартуу
1. Ыйгарым укуктуу орган башка негиздер боюнча уруксат берүүдөн баш тартат.
2. Баш тартууга сотко даттанса болот.
"""


def take_in(desk: Desk, ru: str = RU, ky: str = KY) -> str:
    return desk.receive([("law.ky.txt", ky.encode()), ("law.ru.txt", ru.encode())])[0].draft


def decide(desk: Desk, draft: str, action: str = "accept", **more) -> None:
    for text in desk.texts(draft):
        if text.summary["keys"]:
            body = {"client": uuid.uuid4().hex, "document": text.id, "action": action}
            desk.decide(draft, {**body, "subjects": text.summary["keys"], **more}, "ru")


def sign(desk: Desk, draft: str, number: str = "7", **values):
    said = {
        "number": number,
        "date": "2026-11-25",
        "verdict": "revise",
        "initiator": {"ru": "Министерство", "ky": "Министрлик"},
    }
    desk.set_requisites(draft, {**said, **values})
    return conclusions.sign(desk, draft, Signing("срочно", "шашылыш", leave_undecided=True))
