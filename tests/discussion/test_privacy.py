"""Personal data in free text: planted names, numbers and addresses are found, the words of laws are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from expertise.discussion.privacy import name_words, personal, scrub
from expertise.service_discussion import personal_words

WORDS = personal_words()
MARK = "[***]"
PLANTED = [
    ("Я, Асанов Нурлан Бакирович, прошу учесть.", ("Асанов", "Нурлан", "Бакирович")),
    ("звоните А. К. Иванову или Петрову С.С.", ("Иванову", "Петрову")),
    ("Менин атым Асанова Айгүл Бакыт кызы болот", ("Асанова", "Айгүл", "Бакыт")),
    ("Мамбетовдон сураңыз", ("Мамбетов",)),
    ("В 2023 году Нурлану отказали", ("Нурлану",)),
    ("ДИРЕКТОР АСАНОВ НУРЛАН", ("АСАНОВ", "НУРЛАН")),
    ("тел. 0555 12-34-56", ("0555", "34-56")),
    ("моб 555123456", ("555123456",)),
    ("+996 (700) 12 34 56", ("700", "34 56")),
    ("телефонум: 0777001122", ("0777001122",)),
    ("+7 701 123 45 67", ("701", "45 67")),
    ("почта aigul.asanova@mail.kg", ("aigul", "mail.kg")),
    ("Telegram @nurlan_88, https://t.me/nurlan88", ("nurlan_88", "nurlan88")),
    ("ИНН 21205199012345", ("21205199012345",)),
    ("ПИН 2 12051990 12345", ("12051990",)),
    ("паспорт ID 1234567", ("1234567",)),
    ("паспорт AN № 7654321", ("7654321",)),
    ("счёт 1234567890123456", ("1234567890123456",)),
    ("живу: г. Бишкек, ул. Токтогула, д. 125, кв. 7.", ("Токтогула", "125", "кв. 7")),
    ("мкр. Асанбай, 12/4", ("Асанбай", "12/4")),
    ("Бишкек шаары, Токтогул көчөсү, 125-үй, 7-батирде", ("Токтогул", "125", "7-батир")),
]
PUBLIC = [
    "Статью 5 дополнить сроком 10 рабочих дней, слова «при необходимости» исключить.",
    "Кабинет Министров Кыргызской Республики утверждает Порядок; Жогорку Кенеш принимает Закон № 135.",
    "Штраф 1 000 000 сомов, расходы 12 500 000 000 сомов, с 01.01.2025 по 31.12.2025, № 12-3/4567.",
    "Основной вопрос: Сроков нет. Иссык-Кульская область, Чуйская область, город Ош, Бишкек.",
    "Мыйзамдын 5-беренесинин 2-бөлүгүндө мөөнөт көрсөтүлсүн. Министрлер Кабинети аныктайт.",
    "«Максатка ылайыктуу деп тапса» деген сөздөр алынып салынсын. Адилет министрлиги макул.",
    "Считаем, что Закон Кыргызской Республики «О лицензионно-разрешительной системе» нужно соблюдать.",
    "Пункт 14 части 2 статьи 361-1, приказ от 12 марта 2024 года № 1234567.",
]


@pytest.mark.parametrize(("text", "secrets"), PLANTED, ids=lambda v: v if isinstance(v, str) else "")
def test_planted_personal_data_goes(text: str, secrets: tuple[str, ...]) -> None:
    found = scrub(text, WORDS, MARK)
    assert MARK in found
    assert [secret for secret in secrets if secret in found] == []


@pytest.mark.parametrize("text", PUBLIC)
def test_words_of_laws_stay(text: str) -> None:
    assert scrub(text, WORDS, MARK) == text


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["", "Отпечаток: ", "№ "]))
@example(bytes.fromhex("5cdb4a29708925510027c1616145bc300462ed92eb0abebe29ee5f00f146af3a"), "")
@example(bytes.fromhex("ac123456fb0700123456dcb1616145bc30046eed92eb0abebe29ee5f00f146af"), "")
def test_digits_of_a_fingerprint_are_nobodys_number(digest: bytes, before: str) -> None:
    assert not personal(f"{before}{digest.hex()}", WORDS)
    beside = f"{before}{digest.hex()}, ПИН 20101199012345"
    assert [beside[p.start : p.end] for p in personal(beside, WORDS)] == ["20101199012345"]


def test_a_known_author_is_found_in_any_form() -> None:
    names = name_words("Кулунчакова Гаухар", WORDS)
    text = "Как сказала Гаухар, Кулунчаковой отказали; гаухар - камень."
    found = scrub(text, WORDS, MARK, names)
    assert "Гаухар" not in found
    assert "Кулунчаков" not in found
    assert "гаухар - камень" in found


def test_an_organisation_has_no_name_words() -> None:
    assert name_words("ОсОО «Чистый берег»", WORDS) == ()
    assert name_words("«Таза жээк» ЖЧК", WORDS) == ()


@given(st.text(alphabet="Аа Бб.,0123456789@+-«»ңү\nИвановул№", max_size=120))
def test_places_are_in_order_and_nothing_else_is_lost(text: str) -> None:
    found = personal(text, WORDS)
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept, at = [], 0
    for each in found:
        kept.append(text[at : each.start])
        at = each.end
    assert scrub(text, WORDS, "") == "".join([*kept, text[at:]])


@given(
    st.sampled_from(["Иванов Иван Иванович", "0555 12-34-56", "21205199012345", "a.b@mail.kg"]),
    st.text(alphabet="абвгд ежз,;:\n", max_size=40),
    st.text(alphabet="абвгд ежз,;:\n", max_size=40),
)
def test_a_secret_goes_whatever_stands_around_it(secret: str, before: str, after: str) -> None:
    found = scrub(f"{before} {secret} {after}", WORDS, MARK)
    assert [part for part in secret.split() if part in found] == []


@pytest.mark.parametrize(
    ("said", "yes"),
    [("да", True), ("Да.", True), ("макулмун", True), ("нет", False), ("", False), ("может быть", False)],
)
def test_only_a_clear_yes_is_consent(said: str, yes: bool) -> None:
    assert WORDS.consents(said) is yes
