"""Files of a package are told by their content, then by their name, and always with the reason."""

from __future__ import annotations

import pytest

from expertise.reading.bundle import Entry
from expertise.reading.package import members, read_package
from expertise.settings import corpora

LAW = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО примере\n\nСтатья 1. Пример\n" + "\n".join(
    f"{n}. Уполномоченный орган принимает решение в течение десяти дней." for n in range(1, 8)
)
BODY = "\n".join(f"{n}. Проект нужен жителям трех районов и никому не вредит." for n in range(1, 9))


def only(text: str, name: str = "scan1.txt"):
    (member,) = members([Entry(name, text.encode())])
    return member


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Справка-обоснование", "note"),
        ("Негиздеме-маалымкат", "note"),
        ("Анализ регулятивного воздействия проекта Закона", "ria"),
        ("Отчет о результатах общественного обсуждения", "discussion"),
        ("Коомдук талкуунун жыйынтыктары", "discussion"),
        ("Перечень нормативных правовых актов, подлежащих изменению", "amended"),
        ("Сопроводительное письмо", "letter"),
        ("Приложение 1", "annex"),
    ],
)
def test_a_title_tells_the_part_whatever_the_name(title, part):
    member = only(f"{title}\nк проекту Закона Кыргызской Республики «О примере»\n{BODY}", "проект закона.txt")
    assert (member.part, member.ground.how, member.ground.words) == (part, "title", title)
    assert member.state == "ok"


def test_a_law_is_a_draft_of_its_language_whatever_the_name():
    member = only(LAW, "справка.txt")
    assert (member.part, member.language, member.ground.how) == ("draft-ru", "ru", "act")


def test_words_inside_a_draft_do_not_make_it_a_note():
    assert only(LAW.replace("1. Упол", "1. Справка-обоснование прилагается. Упол")).part == "draft-ru"


def test_a_letter_is_told_by_what_it_asks():
    member = only("Министерство\nИсх. № 5\nМинистерство направляет проект Закона на экспертизу.")
    assert (member.part, member.ground.how) == ("letter", "phrase")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("02 Пояснительная_записка.txt", "note"),
        ("негиздеме.txt", "note"),
        ("АРВ.txt", "ria"),
        ("x.txt", "unknown"),
    ],
)
def test_a_file_that_says_nothing_is_taken_at_its_name(name, part):
    member = only(BODY, name)
    assert member.part == part
    assert member.ground.how == ("nothing" if part == "unknown" else "name")


@pytest.mark.parametrize("text", ["", "Справка-обоснование\nк проекту Закона «О примере»\n"])
def test_a_part_without_text_is_empty(text):
    member = only(text, "справка-обоснование.txt")
    assert (member.part, member.state) == ("note", "empty")


def test_a_note_without_numbers_is_not_empty():
    text = "СПРАВКА-ОБОСНОВАНИЕ\nк проекту\n" + BODY.replace("1. ", "").replace("2. ", "")
    assert only(text).state == "ok"


def test_an_unreadable_file_keeps_its_place_and_its_message():
    found = members([Entry("a.txt", LAW.encode()), Entry("проект.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x")])
    assert [(m.part, m.state) for m in found] == [("draft-ru", "ok"), ("draft", "unreadable")]
    assert found[1].error.parameters["file"] == "проект.pdf"


def test_a_second_draft_of_a_language_is_told():
    found = members([Entry("a.txt", LAW.encode()), Entry("b.txt", LAW.replace("десяти", "пяти").encode())])
    assert [m.state for m in found] == ["ok", "double"]


def test_the_sample_is_told_to_the_last_file():
    found = read_package(corpora() / "packages" / "complete.zip")
    parts = [
        "letter",
        "draft-ky",
        "draft-ru",
        "note",
        "note",
        "table",
        "table",
        "ria",
        "discussion",
        "amended",
    ]
    assert [m.part for m in found] == parts
    assert {m.state for m in found} == {"ok"}
    assert all(m.ground.how != "name" for m in found)
