"""What a conclusion says in its own sentences: whole quotes, places in words, no commands."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from expertise import service_bases
from expertise import service_conclusion as conclusions
from expertise.analysis.wording import mechanism
from expertise.conclusion.form import context
from expertise.review import bilingual
from expertise.review.page import twins
from expertise.service_desk import Desk
from expertise.service_forms import known_forms
from expertise.settings import corpora

RU = """Закон
О приюте
Статья 1. Разрешение
1. Разрешение выдаётся сроком на 3 года. Размер сбора составляет 500 сомов. Плата не возвращается.
2. Уполномоченный орган вправе отказать в выдаче разрешения.
"""
KY = """Мыйзам
Башпаанек жөнүндө
1-берене. Уруксат
1. Уруксат 5 жылга берилет. Жыйымдын өлчөмү 500 сомду түзөт. Акы кайтарылбайт.
2. Ыйгарым укуктуу орган уруксат берүүдөн баш тартууга укуктуу.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "language": "ru"})
    return made


def accept(desk: Desk, draft: str, *keys: str) -> None:
    body = {"client": uuid.uuid4().hex, "document": desk.texts(draft)[0].id, "action": "accept"}
    desk.decide(draft, {**body, "subjects": keys}, "ru")


def sample(desk: Desk, *languages: str) -> str:
    paths = [corpora() / f"samples/licensing-law.{language}.docx" for language in languages]
    return desk.receive([(p.name, p.read_bytes()) for p in paths])[0].draft


def accept_all(desk: Desk, draft: str) -> None:
    for text in desk.texts(draft):
        keys = [key for key in text.summary["keys"] if key not in desk.state(draft).decisions]
        if keys:
            body = {"client": uuid.uuid4().hex, "document": text.id, "action": "accept", "subjects": keys}
            desk.decide(draft, body, "ru")


def printed(desk: Desk, draft: str, language: str) -> dict:
    return context(conclusions.statement(desk, draft), known_forms()["ministry-draft"], language)


def test_a_difference_quotes_whole_sentences_and_says_in_what_the_numbers_count(desk):
    draft = desk.receive([("a.ru.txt", RU.encode()), ("a.ky.txt", KY.encode())])[0].draft
    accept(desk, draft, *bilingual.by_name(desk.languages(draft)))
    (item,) = printed(desk, draft, "ru")["differences"]
    assert [quote["text"] for quote in item["quotes"]] == [
        "«Разрешение выдаётся сроком на 3 года.»",
        "«Уруксат 5 жылга берилет.»",
    ]
    assert item["objections"][0]["risk"].startswith("Сроки расходятся (в годах): в русском тексте 3, ")
    (item,) = printed(desk, draft, "ky")["differences"]
    assert item["objections"][0]["risk"].startswith("Мөөнөттөр дал келбейт (жыл менен): ")


def test_where_safeguards_were_searched_is_said_in_words(desk):
    draft = sample(desk, "ru")
    accept_all(desk, draft)
    said = {language: str(printed(desk, draft, language)) for language in ("ru", "ky")}
    assert "(искали в предложении, в статье, во всём акте)" in said["ru"]
    assert "(сүйлөмдөн, беренеден, бүт актыдан изделди)" in said["ky"]


def test_the_whole_act_is_quoted_by_its_title_in_a_language_without_the_finding(desk):
    draft = sample(desk, "ru", "ky")
    whole = next(
        key
        for text in desk.texts(draft)
        for key, found in desk.examination(text.id).by_key.items()
        if found.eid == desk.examination(text.id).act.units[0].eid
    )
    accept(desk, draft, whole)
    (item,) = conclusions.statement(desk, draft).items
    titles = {e.act.language: e.act.requisites.title for e in map(desk.examination, ids(desk, draft))}
    assert item.quotes == titles


def ids(desk: Desk, draft: str) -> list[str]:
    return [text.id for text in desk.texts(draft)]


def test_what_both_texts_say_once_has_the_higher_level_of_the_two(desk):
    draft = sample(desk, "ru", "ky")
    accept_all(desk, draft)
    done = {desk.examination(n).act.language: desk.examination(n) for n in ids(desk, draft)}
    severities = {
        (o.factor, str(o.risk), item.place["ru"]): o.severity
        for item in conclusions.statement(desk, draft).items
        for o in item.objections
    }
    ru, ky = done["ru"], done["ky"]
    pairs = [(ru.by_key[one], ky.by_key[other]) for one, other in twins(ru, ky).items()]
    differing = [
        (one, other) for one, other in pairs if one.severity != other.severity and one.rule == other.rule
    ]
    assert differing
    for one, other in differing:
        said = (one.factor, str(mechanism(one, desk.lexicon.messages)), one.label)
        assert severities[said] >= max(one.severity, other.severity)


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("texts", [["ru"], ["ru", "ky"]])
def test_the_limits_name_no_command_of_the_program_and_go_on_after_the_colon(desk, texts, language):
    limits = printed(desk, sample(desk, *texts), language)["limits"]
    assert limits[-1]["name"].startswith("E1")
    for limit in limits:
        assert not re.search(r"--\w|expertise", limit["reason"])
        assert limit["reason"][0].islower()
        assert not limit["reason"].endswith(".")


def test_a_list_of_what_is_missing_is_left_out_whatever_its_places_were_called(desk):
    done = desk.examination(ids(desk, sample(desk, "ru"))[0])
    found = next(f for f in done.findings if f.missing and f.searched)
    said = mechanism(found, desk.lexicon.messages)["ru"]
    older = {t: w.replace("искали в предложении", "искали: предложение") for t, w in found.why.items()}
    object.__setattr__(found, "why", older)
    assert mechanism(found, desk.lexicon.messages)["ru"] == said


RESOLUTION = """Постановление Кабинета Министров Кыргызской Республики
О порядке торговли
Кабинет Министров Кыргызской Республики постановляет:
1. Мэрия вправе при необходимости отказать в выдаче разрешения.
"""


def received(desk: Desk, draft: str) -> dict[str, str]:
    """What part 3 says of each document, by its name."""
    return {row["name"]: row["received"] for row in printed(desk, draft, "ru")["papers"]}


def test_a_resolution_is_named_with_its_body_in_both_languages(desk):
    draft = desk.receive([("r.txt", RESOLUTION.encode())])[0].draft
    ru, ky = (printed(desk, draft, language) for language in ("ru", "ky"))
    assert "проекта постановления Кабинета Министров Кыргызской Республики «О порядке" in ru["subheading"]
    assert "Кыргыз Республикасынын Министрлер Кабинетинин токтомунун долбооруна" in ky["subheading"]
    assert ru["requisites"][-1]["value"] == "Кабинет Министров Кыргызской Республики"
    assert ky["requisites"][-1]["value"] == "Кыргыз Республикасынын Министрлер Кабинети"


def test_what_has_no_articles_counts_none(desk):
    draft = desk.receive([("r.txt", RESOLUTION.encode())])[0].draft
    assert printed(desk, draft, "ru")["sources"][0]["counts"].startswith("структурных единиц: ")
    assert "беренелер" not in printed(desk, draft, "ky")["sources"][0]["counts"]


def test_a_document_that_a_draft_need_not_come_with_is_not_called_missing(desk):
    draft = desk.receive([("a.ru.txt", RU.encode())])[0].draft
    assert received(desk, draft) == {
        "Проект на государственном языке": "нет",
        "Проект на официальном языке": "да",
        "Справка-обоснование": "нет",
        "Сравнительная таблица": "не требуется",
        "Анализ регулятивного воздействия": "не требуется",
        "Отчёт об общественном обсуждении": "нет",
        "Перечень актов, подлежащих изменению": "не требуется",
    }


def test_an_act_in_force_came_with_no_package(desk):
    draft = desk.receive([("a.ru.txt", RU.encode())])[0].draft
    desk.set_requisites(draft, {"form": "prosecutor-act"})
    form = known_forms()["prosecutor-act"]
    made = context(conclusions.statement(desk, draft), form, "ru")
    assert (made["papers"], made["papers_none"]) == ([], form.say("papers-none", "ru"))


def test_nothing_found_is_said_only_where_everything_was_decided(desk):
    draft = sample(desk, "ru")
    form = known_forms()["ministry-draft"]
    count = len(desk.texts(draft)[0].summary["keys"])
    made = printed(desk, draft, "ru")
    assert made["findings_none"] == form.say("findings-unconfirmed", "ru")
    assert made["notes"][0] == form.say("findings-undecided", "ru", count=count)
    body = {"client": uuid.uuid4().hex, "document": desk.texts(draft)[0].id, "action": "reject"}
    keys = desk.texts(draft)[0].summary["keys"]
    desk.decide(draft, {**body, "subjects": keys, "reason": "low-risk"}, "ru")
    made = printed(desk, draft, "ru")
    assert made["findings_none"] == form.say("findings-none", "ru")
    assert form.say("findings-undecided", "ru", count=count) not in made["notes"]


def test_a_draft_without_the_acts_it_changes_says_that_only_its_own_words_were_examined(desk):
    bill, law = (corpora() / "samples" / f"{name}.ru.docx" for name in ("amending-law", "licensing-law"))
    draft = desk.receive([(bill.name, bill.read_bytes())])[0].draft
    said = desk.lexicon.messages["ru"]["warning-amends-unseen"]
    assert printed(desk, draft, "ru")["sources"][0]["warnings"] == [said]
    assert said not in printed(desk, sample(desk, "ru"), "ru")["sources"][0]["warnings"]
    assert service_bases.add_bases(desk, draft, [(law.name, law.read_bytes())]) == []
    assert printed(desk, draft, "ru")["sources"][0]["warnings"] == []


def test_what_was_typed_in_one_language_is_told_before_signing(desk):
    desk.store.set({"post": "главный специалист"})
    draft = desk.receive([("a.ru.txt", RU.encode())])[0].draft
    desk.set_requisites(draft, {"ground": {"ru": "письмо"}, "place": {"ru": "г. Бишкек", "ky": "Бишкек ш."}})
    assert conclusions.readiness(desk, draft).untranslated == ("ground", "post")
    assert printed(desk, draft, "ky")["signatures"][0]["post"] == "главный специалист"
    desk.store.set({"post-other": "башкы адис"})
    assert conclusions.readiness(desk, draft).untranslated == ("ground",)


def test_a_finding_of_the_experts_own_is_quoted_by_its_whole_sentence(desk):
    draft = desk.receive([("a.ru.txt", RU.encode())])[0].draft
    own = {"factor": "A1", "level": "low", "why": {"ru": "Почему."}, "recommendation": {"ru": "Что."}}
    line = "1. Разрешение выдаётся сроком на 3 года."
    body = {"client": uuid.uuid4().hex, "document": desk.texts(draft)[0].id, "action": "own"}
    desk.decide(draft, {**body, **own, "marks": [[3, line.index("сроком"), line.index(" 3")]]}, "ru")
    (item,) = printed(desk, draft, "ru")["findings"]
    assert [quote["text"] for quote in item["quotes"]] == ["«Разрешение выдаётся сроком на 3 года.»"]


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_what_was_not_read_is_told_without_orders_to_the_reader(desk, language):
    draft = desk.receive([("a.ru.txt", RU.encode())])[0].draft
    made = conclusions.statement(desk, draft)
    keys = desk.lexicon.messages[language]
    codes = tuple(key.removeprefix("warning-") for key in keys if key.startswith("warning-"))
    assert len(codes) > 15
    source = replace(made.sources[0], warnings=codes)
    form = known_forms()["ministry-draft"]
    (told,) = context(replace(made, sources=(source,)), form, language)["sources"]
    said = " ".join(told["warnings"]).casefold()
    orders = r"установите|сверьте|сохраните|проверьте|переведите|орнотуңуз|салыштырыңыз|сактаңыз|текшериңиз"
    assert re.findall(rf"{orders}|libreoffice|tesseract|\.docx", said) == []
