"""Who, may or must, does what, with which safeguards: read from own sentences in both languages."""

import pytest

from expertise.lexicon.lexicon import load_lexicon
from expertise.norms.extract import norms
from expertise.reading import read_text
from expertise.settings import lexicons

HEADS = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nСтатья 1. Порядок\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\n1-берене. Тартип\n",
}


def read(language, body, heading=None):
    """Return the norms of a one-article law."""
    head = HEADS[language]
    if heading:
        head = head.replace("Порядок" if language == "ru" else "Тартип", heading)
    return norms(read_text(head + body), load_lexicon(lexicons())).norms


@pytest.mark.parametrize(
    ("language", "text", "kind", "via", "modality"),
    [
        ("ru", "Уполномоченный орган вправе отозвать лицензию.", "body", "subject", "may"),
        ("ru", "Кабинетом Министров могут быть установлены квоты.", "cabinet", "agent", "may"),
        ("ru", "Лицензия выдается уполномоченным органом.", "body", "agent", ""),
        ("ru", "Инспектор обязан предъявить удостоверение.", "official", "subject", "must"),
        ("ru", "Заявитель вправе обжаловать отказ.", "person", "subject", "may"),
        ("ru", "Орган не вправе требовать иные документы.", "body", "subject", "ban"),
        # the agent of a participle is nobody's power
        (
            "ru",
            "На земле, предоставленной уполномоченным органом, может быть открыт рынок.",
            "none",
            "none",
            "may",
        ),
        # a relative clause states no modality of the sentence
        ("ru", "Орган уведомляет лицо, которое обязано устранить нарушение.", "body", "subject", ""),
        ("ky", "Ыйгарым укуктуу орган лицензияны кайтарып алууга укуктуу.", "body", "subject", "may"),
        ("ky", "Уруксат ыйгарым укуктуу орган тарабынан берилет.", "body", "agent", ""),
        ("ky", "Министрлер Кабинети квота белгилей алат.", "cabinet", "subject", "may"),
        ("ky", "Орган кошумча документ талап кылууга укуктуу эмес.", "body", "subject", "ban"),
        ("ky", "Арыз ээси баш тартууга даттанууга укуктуу.", "person", "subject", "may"),
        ("ky", "Инспектор күбөлүгүн көрсөтүүгө милдеттүү.", "official", "subject", "must"),
        # «ыйгарым укуктуу» is a name, «мүмкүнчүлүк» a noun: neither is a power
        ("ky", "Ыйгарым укуктуу орган реестрди жүргүзөт.", "body", "subject", ""),
        ("ky", "Орган жарандарга катышуу мүмкүнчүлүгүн түзөт.", "body", "subject", ""),
    ],
)
def test_actor_and_modality(language, text, kind, via, modality):
    norm = read(language, text)[0]
    assert (norm.actor.kind, norm.actor.via, norm.modality) == (kind, via, modality)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ru", "1. Лицензиар вправе:\n1) приостановить лицензию;\n2) провести проверку."),
        ("ky", "1. Лицензиар төмөнкүлөргө укуктуу:\n1) лицензияны токтото турууга;\n2) текшерүү жүргүзүүгө."),
    ],
)
def test_items_take_actor_and_modality_of_their_lead_in(language, body):
    lead, *items = read(language, body)
    assert lead.stated
    assert [(n.actor.via, n.modality, n.stated) for n in items] == [("lead", "may", False)] * 2
    assert {n.actor.kind for n in items} == {lead.actor.kind}


def test_a_lead_in_ends_with_its_list():
    body = "1. Орган вправе:\n1) провести проверку;\n2) выдать предписание.\n2. Заявитель подает заявление."
    last = read("ru", body)[-1]
    assert last.passage.lead is None
    assert last.actor.kind == "person"


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        ("ru", "Орган выдает лицензию в течение 10 рабочих дней.", {"deadline"}),
        ("ru", "Решение направляется заявителю не позднее трех дней.", {"deadline"}),
        ("ru", "Отказ может быть обжалован в суд.", {"appeal"}),
        ("ru", "Орган выносит мотивированное решение.", {"form"}),
        (
            "ru",
            "Участок предоставляется на торгах, если иное не указано в статье 12.",
            {"competition", "reference"},
        ),
        ("ky", "Орган лицензияны 10 жумуш күндүн ичинде берет.", {"deadline"}),
        ("ky", "Чечимге сотко даттанууга болот.", {"appeal"}),
        ("ky", "Орган жүйөлүү чечим кабыл алат.", {"form"}),
    ],
)
def test_filled_slots(language, text, slots):
    assert slots <= set(read(language, text)[0].slots)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Орган выдает лицензию своевременно."),
        ("ru", "Орган рассматривает заявление при необходимости."),
        ("ky", "Орган лицензияны өз убагында берет."),
    ],
)
def test_vague_words_fill_no_slot(language, text):
    assert not {"deadline", "ground"} & set(read(language, text)[0].slots)


def test_slots_are_searched_in_the_sentence_first_then_in_the_article():
    body = "1. Орган выдает лицензию.\n2. Лицензия выдается в течение 10 дней."
    first, second = read("ru", body)
    assert first.slots["deadline"].where == "article"
    assert second.slots["deadline"].where == "sentence"


@pytest.mark.parametrize(
    ("language", "text", "relation"),
    [
        ("ru", "Работодатель вправе продлить отпуск работника.", "private"),
        ("ru", "Суд может уменьшить размер алиментов.", "court"),
        ("ru", "Государственный орган вправе продлить срок.", "public"),
        ("ru", "Срок может быть продлен.", "open"),
        ("ky", "Иш берүүчү кызматкердин өргүүсүн узартууга укуктуу.", "private"),
        ("ky", "Мамлекеттик орган мөөнөттү узартууга укуктуу.", "public"),
    ],
)
def test_whose_relation_it_is(language, text, relation):
    assert read(language, text)[0].relation == relation


@pytest.mark.parametrize(
    ("language", "heading", "text", "place"),
    [
        ("ru", "Основные понятия", "Разумный срок - срок, достаточный для решения.", "definition"),
        ("ru", "Порядок", "Под лицензией понимается разрешение органа.", "definition"),
        ("ru", "Цели и задачи", "Орган обеспечивает эффективное управление.", "goal"),
        ("ky", "Негизги түшүнүктөр", "Лицензия - органдын уруксаты.", "definition"),
        ("ru", "Порядок", "Орган выдает лицензию.", "norm"),
    ],
)
def test_places_that_carry_no_norm(language, heading, text, place):
    assert read(language, text, heading)[0].passage.place == place


@pytest.mark.parametrize(
    ("language", "text", "slot", "value"),
    [
        ("ru", "Орган отказывает только в случаях, указанных в заявлении.", "ground", "closed"),
        ("ru", "Орган вправе отказать при нарушении правил.", "ground", "named"),
        ("ru", "Надбавка составляет от 10 до 50 процентов оклада.", "amount", "range"),
        ("ru", "Сбор взимается в размере не более 10 процентов цены.", "amount", "ceiling"),
        ("ru", "Плата составляет 10 процентов цены.", "amount", "fixed"),
        ("ru", "Плата рассчитывается по методике органа.", "amount", "criteria"),
        ("ru", "Решение принимается со дня регистрации заявления.", "start", "event"),
        ("ky", "Орган төмөнкү учурларда баш тартат.", "ground", "closed"),
        ("ky", "Чечим арыз катталган күндөн тартып кабыл алынат.", "start", "event"),
        ("ky", "Жыйым 10 пайызды түзөт.", "amount", "fixed"),
    ],
)
def test_slots_say_how_they_are_filled(language, text, slot, value):
    assert read(language, text)[0].slots[slot].value == value


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("ru", "Уполномоченный орган выдает заявителю лицензию.", "person"),
        ("ru", "Министерство направляет отчет Кабинету Министров.", "cabinet"),
        ("ky", "Ыйгарым укуктуу орган арыз ээсине лицензия берет.", "person"),
        ("ru", "Министерство ведет реестр.", None),
    ],
)
def test_whom_a_norm_touches(language, text, kind):
    addressee = read(language, text)[0].addressee
    assert (addressee.value if addressee else None) == kind


@pytest.mark.parametrize(
    ("language", "text", "kind", "via"),
    [
        # a court decides on whose behalf anybody asks, and on what basis
        (
            "ru",
            "Суд по ходатайству родителей, опекунов либо органа опеки может ограничить подростка в правах.",
            "court",
            "subject",
        ),
        (
            "ru",
            "Лицо на основании заключения комиссии может быть освобождено судом от платы.",
            "court",
            "agent",
        ),
        (
            "ky",
            "Эгерде жаран ооруп калса, сот аны комиссиянын корутундусунун негизинде бошотот.",
            "court",
            "subject",
        ),
        # the court of a condition decides nothing in the sentence
        (
            "ru",
            "Если суд, рассмотрев спор, признал сделку недействительной, лицензия может быть отозвана.",
            "none",
            "none",
        ),
        # who is done something to has no power
        ("ru", "Министр может быть освобожден от должности.", "none", "none"),
        ("ru", "Заведующий может быть назначен министром.", "official", "agent"),
        ("ru", "Гражданин может быть освобожден от платы.", "person", "subject"),
        ("ky", "Жаран оорусу боюнча сот тарабынан төлөмдөн бошотулушу мүмкүн.", "court", "agent"),
        ("ky", "Комиссия мектептерде түзүлүшү мүмкүн.", "none", "none"),
    ],
)
def test_who_decides_behind_conditions_and_passives(language, text, kind, via):
    actor = read(language, text)[0].actor
    assert (actor.kind, actor.via) == (kind, via)
