"""Every formula of change becomes an operation with its place and words; what does not is told."""

from __future__ import annotations

from datetime import date

import pytest

from expertise.act import Act
from expertise.amending.operations import Operation
from expertise.amending.parse import parse
from expertise.reading import read_text

SHORT = {
    "annex": "an", "chapter": "ch", "article": "a", "part": "p", "point": "pt", "subpoint": "sp",
    "paragraph": "al", "preamble": "pre", "section": "sec", "subchapter": "sub",
}  # fmt: skip


def told(act: Act, order: Operation) -> tuple[str, str, list[str], list[str]]:
    """Return action, places, old and new words of an operation in short."""
    places = [
        " ".join([*(f"{SHORT[kind.value]}{number}" for kind, number in place.steps),
                  *([place.part.value + place.number] if place.part.value != "unit" else [])])
        for place in order.places
    ]  # fmt: skip
    action = " ".join(
        [
            order.action.value,
            *filter(None, [order.where.value, "cases" * order.cases, "through" * order.through]),
        ]
    )
    new = [*(span.of(act.text) for span in order.new), *order.numbers]
    return action, ", ".join(places), [span.of(act.text) for span in order.old], new


RUSSIAN = [
    ("в статье 2 заменить слова «а» словами «б»;", ("replace_words", "a2", ["а"], ["б"])),
    ("в статье 2 слова «а» и «б» соответственно заменить словами «в» и «г»;",
     ("replace_words", "a2", ["а", "б"], ["в", "г"])),
    ("в статье 2 исключить слова «а»;", ("delete_words", "a2", ["а"], [])),
    ("статью 2 дополнить перед словом «а» словом «б»;", ("insert_words before", "a2", ["а"], ["б"])),
    ("в частях 1, 3 и 5 статьи 7 слова «а» заменить словами «б»;",
     ("replace_words", "a7 p1, a7 p3, a7 p5", ["а"], ["б"])),
    ("в абзаце тридцать втором статьи 2 цифры «3» заменить цифрами «5»;",
     ("replace_words", "a2 al32", ["3"], ["5"])),
    ("слова «а», «б» заменить соответственно словами «в», «г»;",
     ("replace_words", "", ["а", "б"], ["в", "г"])),
    ("в статье 4 слово «а» и слова «б в» заменить соответственно словами «г» и «д»;",
     ("replace_words", "a4", ["а", "б в"], ["г", "д"])),
    ("по всему тексту слова «а б» в различных падежах заменить словами «в г» в соответствующих падежах;",
     ("replace_words cases through", "", ["а б"], ["в г"])),
    ("в пункте 3 слово «а» заменить на слово «б»;", ("replace_words", "pt3", ["а"], ["б"])),
    ("часть 2 статьи 3 после слова «а» дополнить словами «, б»;",
     ("insert_words after", "a3 p2", ["а"], [", б"])),
    ("часть 2 статьи 3 перед словами «а» дополнить словами «б»;",
     ("insert_words before", "a3 p2", ["а"], ["б"])),
    ("статью 3 дополнить после слов «а» словами «б»;", ("insert_words after", "a3", ["а"], ["б"])),
    ("подпункт \"в\" пункта 5 статьи 3 дополнить словами «б»;",
     ("insert_words end", "a3 pt5 spв", [], ["б"])),
    ("в подпунктах \"а\" и \"б\" пункта 1 слова «да» исключить;",
     ("delete_words", "pt1 spа, pt1 spб", ["да"], [])),
    ("абзацы второй и третий пункта 4 статьи 5 исключить;", ("delete", "a5 pt4 al2, a5 pt4 al3", [], [])),
    ("абзацы второй - четвертый статьи 5 исключить;", ("delete", "a5 al2, a5 al3, a5 al4", [], [])),
    ("в части 2 статьи 5 второе предложение исключить;", ("delete", "a5 p2 sentence2", [], [])),
    ("последнее предложение части 2 статьи 5 исключить;", ("delete", "a5 p2 sentencelast", [], [])),
    ("исключить часть 3 статьи 5-1;", ("delete", "a5-1 p3", [], [])),
    ("пункты 1 и 2 части 1, часть 3 статьи 6 признать утратившими силу;",
     ("repeal", "a6 p1 pt1, a6 p1 pt2, a6 p3", [], [])),
    ("статьи 5-7 признать утратившими силу;", ("repeal", "a5, a6, a7", [], [])),
    ("главу 3 признать утратившей силу;", ("repeal", "ch3", [], [])),
    ("части 3-5 статьи 8 считать соответственно частями 4-6;",
     ("renumber", "a8 p3, a8 p4, a8 p5", [], ["4", "5", "6"])),
    ("пункт 2-1 статьи 8 считать пунктом 3;", ("renumber", "a8 pt2-1", [], ["3"])),
    ("в наименовании статьи 4 слово «а» заменить словом «б»;",
     ("replace_words", "a4 heading", ["а"], ["б"])),
    ("в наименовании и части 1 статьи 4 слово «а» заменить словом «б»;",
     ("replace_words", "a4 heading, a4 p1", ["а"], ["б"])),
    ("в преамбуле слово «а» заменить словом «б»;", ("replace_words", "pre", ["а"], ["б"])),
    ("в абзаце первом части 1, пункте 2 части 3 статьи 5 слово «а» исключить;",
     ("delete_words", "a5 p1 al1, a5 p3 pt2", ["а"], [])),
    ("статью 3 после слов «а» дополнить словами «Закон «О мире» и закон»;",
     ("insert_words after", "a3", ["а"], ["Закон «О мире» и закон"])),
]  # fmt: skip
KYRGYZ = [
    ("7-берененин 1, 3 жана 5-бөлүктөрүндө «а» деген сөз «б» деген сөзгө алмаштырылсын;",
     ("replace_words", "a7 p1, a7 p3, a7 p5", ["а"], ["б"])),
    ("2-берененин отуз экинчи абзацындагы «3» деген цифралар «5» деген цифраларга алмаштырылсын;",
     ("replace_words", "a2 al32", ["3"], ["5"])),
    ("«а», «б» деген сөздөр тиешелүүлүгүнө жараша «в», «г» деген сөздөргө алмаштырылсын;",
     ("replace_words", "", ["а", "б"], ["в", "г"])),
    ("бүткүл текст боюнча ар кандай жөндөмөлөрдөгү «а б» деген сөздөр тиешелүү жөндөмөлөрдөгү «в г» "
     "деген сөздөргө алмаштырылсын;", ("replace_words cases through", "", ["а б"], ["в г"])),
    ("3-пункттагы «а» деген сөз «б» деген сөз менен алмаштырылсын;",
     ("replace_words", "pt3", ["а"], ["б"])),
    ("3-берененин 2-бөлүгү «а» деген сөздөн кийин «, б» деген сөздөр менен толукталсын;",
     ("insert_words after", "a3 p2", ["а"], [", б"])),
    ("3-берененин 2-бөлүгү «а» деген сөздөрдөн мурда «б» деген сөз менен толукталсын;",
     ("insert_words before", "a3 p2", ["а"], ["б"])),
    ("3-берененин 5-пунктунун «в» пунктчасы «б» деген сөздөр менен толукталсын;",
     ("insert_words end", "a3 pt5 spв", [], ["б"])),
    ("1-пункттун «а» жана «б» пунктчаларындагы «да» деген сөз алып салынсын;",
     ("delete_words", "pt1 spа, pt1 spб", ["да"], [])),
    ("5-берененин 4-пунктунун экинчи жана үчүнчү абзацтары алып салынсын;",
     ("delete", "a5 pt4 al2, a5 pt4 al3", [], [])),
    ("5-берененин 2-бөлүгүнүн экинчи сүйлөмү алынып салынсын;", ("delete", "a5 p2 sentence2", [], [])),
    ("5-1-берененин 3-бөлүгү чыгарылсын;", ("delete", "a5-1 p3", [], [])),
    ("6-берененин 1-бөлүгүнүн 1 жана 2-пункттары, 3-бөлүгү күчүн жоготту деп таанылсын;",
     ("repeal", "a6 p1 pt1, a6 p1 pt2, a6 p3", [], [])),
    ("5-7-беренелер күчүн жоготту деп табылсын;", ("repeal", "a5, a6, a7", [], [])),
    ("8-берененин 3-5-бөлүктөрү тиешелүүлүгүнө жараша 4-6-бөлүктөр деп эсептелсин;",
     ("renumber", "a8 p3, a8 p4, a8 p5", [], ["4", "5", "6"])),
    ("8-берененин 2-1-пункту 3-пункт деп эсептелсин;", ("renumber", "a8 pt2-1", [], ["3"])),
    ("4-берененин аталышында «а» деген сөз «б» деген сөзгө алмаштырылсын;",
     ("replace_words", "a4 heading", ["а"], ["б"])),
    ("4-берененин аталышында жана 1-бөлүгүндө «а» деген сөз «б» деген сөзгө алмаштырылсын;",
     ("replace_words", "a4 heading, a4 p1", ["а"], ["б"])),
    ("преамбулада «а» деген сөз «б» деген сөзгө алмаштырылсын;", ("replace_words", "pre", ["а"], ["б"])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "formula", "expected"),
    [*(("ru", *each) for each in RUSSIAN), *(("ky", *each) for each in KYRGYZ)],
)
def test_a_formula_on_one_line(draft, language, formula, expected):
    act = draft(language, formula)
    parsed = parse(act)
    assert [told(act, order) for order in parsed.operations] == [expected]
    assert parsed.unparsed == ()
    assert parsed.operations[0].span.of(act.text) == formula.rstrip(";")


WORDING = [
    ("ru", "дополнить статью 5 частью 3:\n«3. Текст.»;", "add", "a5 p3"),
    ("ru", "изложить часть 5 статьи 5 в следующей редакции: «5. Текст.»;", "new_wording", "a5 p5"),
    ("ru", "дополнить статьей 5-1 следующего содержания:\n«Статья 5-1. Имя\n1. Текст.»;", "add", "a5-1"),
    ("ru", "статью 5 дополнить частями 3 и 4 следующего "
     "содержания:\n«3. Текст.\n4. Ещё.»;", "add", "a5 p3, a5 p4"),
    ("ru", "после статьи 12 дополнить статьей 12-1 следующего "
     "содержания:\n«Статья 12-1. Имя\nТекст.»;", "add", "a12-1"),
    ("ru", "статью 5 дополнить абзацем следующего содержания:\n«Текст.»;", "add", "a5"),
    ("ru", "Дополнить статью 6 частью 4 следующего содержания:\n«4. Текст.»;", "add", "a6 p4"),
    ("ru", "часть 5 статьи 5 изложить в следующей редакции: «5. Текст.»;", "new_wording", "a5 p5"),
    ("ru", "наименование главы 2 изложить в следующей редакции: «Имя»;", "rename", "ch2 heading"),
    ("ru", "статью 5 дополнить вторым предложением "
     "следующего содержания: «Текст.»;", "add_sentence", "a5 sentence2"),
    ("ru", "приложение 2 к Закону изложить в новой "
     "редакции:\n«Приложение 2\nИмя\n1. Один.»;", "new_wording", "an2"),
    ("ky", "төмөнкүдөй мазмундагы 5-1-берене менен "
     "толукталсын:\n«5-1-берене. Аты\n1. Текст.»;", "add", "a5-1"),
    ("ky", "5-берене төмөнкүдөй мазмундагы 3 жана 4-бөлүктөр "
     "менен толукталсын:\n«3. Текст.\n4. Дагы.»;", "add", "a5 p3, a5 p4"),
    ("ky", "5-берене төмөнкү мазмундагы абзац менен толукталсын:\n«Текст.»;", "add", "a5"),
    ("ky", "5-берененин 5-бөлүгү төмөндөгүдөй редакцияда баяндалсын: «5. Текст.»;", "new_wording", "a5 p5"),
    ("ky", "2-главанын аталышы төмөнкүдөй редакцияда баяндалсын: «Аты»;", "rename", "ch2 heading"),
    ("ky", "5-берене төмөнкүдөй мазмундагы экинчи "
     "сүйлөм менен толукталсын: «Текст.»;", "add_sentence", "a5 sentence2"),
    ("ky", "2-тиркеме жаңы редакцияда баяндалсын:\n«2-тиркеме\nАты\n1. Бир.»;", "new_wording", "an2"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "formula", "action", "place"), WORDING)
def test_a_formula_with_new_wording(draft, language, formula, action, place):
    act = draft(language, formula)
    parsed = parse(act)
    assert parsed.unparsed == ()
    (order,) = parsed.operations
    assert told(act, order)[:2] == (action, place)
    assert order.units
    assert order.wording


def test_several_orders_on_one_line_share_their_place(draft):
    act = draft(
        "ru", "в части 2 статьи 3 слово «а» заменить словом «б», слова «в» исключить, часть 7 исключить;"
    )
    assert [told(act, order)[:2] for order in parse(act).operations] == [
        ("replace_words", "a3 p2"), ("delete_words", "a3 p2"), ("delete", "a3 p7"),
    ]  # fmt: skip


def test_places_stand_under_their_leads(draft):
    act = draft(
        "ru", "в статье 5:\nа) в части 1:\n- слово «а» исключить;\n- в пункте "
         "2 слово «б» исключить;\nб) часть 3 исключить;",
        "в статье 6 слово «в» исключить;",
    )  # fmt: skip
    parsed = parse(act)
    assert [told(act, order)[1] for order in parsed.operations] == ["a5 p1", "a5 p1 pt2", "a5 p3", "a6"]
    assert parsed.leads == 3


def test_the_changed_acts_are_told_apart():
    act = read_text(
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО внесении изменений в некоторые законодательные акты\n"
        "Статья 1.\nВнести в Гражданский кодекс Кыргызской Республики (Ведомости, 2017 г., № 1 (2), ст. 14) "
        "следующие изменения:\n1) статью 5 исключить;\n"
        "Статья 2.\nВнести в Закон Кыргызской Республики «О пробах» "
        "от 5 мая 2020 года № 15 следующее изменение:\n"
        "статью 6 исключить.\nСтатья 3.\nВнести в часть 2 статьи "
        "7 Гражданского кодекса Кыргызской Республики "
        "изменение, дополнив словами «и так».\nСтатья 4. Настоящий Закон вступает в силу сразу."
    )
    parsed = parse(act)
    assert [(c.title, c.type, c.number, c.date) for c in parsed.acts] == [
        ("Гражданский кодекс", "code", "", None), ("О пробах", "law", "15", date(2020, 5, 5)),
    ]  # fmt: skip
    assert [order.act for order in parsed.operations] == [0, 1, 0]
    assert told(act, parsed.operations[2])[:2] == ("insert_words end", "a7 p2")


def test_acts_repealed_by_a_list():
    act = read_text(
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО внесении изменений в некоторые законодательные акты\n"
        "Статья 1. Внести в Закон Кыргызской Республики «О пробах» "
        "следующие изменения:\n1) статью 5 исключить;\n"
        "Статья 2. Признать утратившими силу:\n1) Закон Кыргызской Республики «О весах»;\n"
        "2) Закон Кыргызской Республики «О мерах» от 5 мая 2020 года № "
        "15.\nСтатья 3. Настоящий Закон вступает в силу сразу."
    )
    parsed = parse(act)
    assert [c.title for c in parsed.acts] == ["О пробах", "О весах", "О мерах"]
    assert [(o.action.value, o.act) for o in parsed.operations] == [
        ("delete", 0),
        ("repeal", 1),
        ("repeal", 2),
    ]
    assert parsed.unparsed == ()


UNPARSED = [
    ("ru", "пункт 5 статьи 3 переместить в статью 4;", "formula"),
    ("ru", "перед словом «а» статьи 4 дополнить словом «б»;", "address"),
    ("ru", "часть 3 дополнить частью 5 следующего содержания;", "no-wording"),
    ("ru", "части 3 и 4 статьи 2 считать соответственно частями 5, 6 и 7;", "numbers"),
    ("ru", "статью 5 исключить ввиду её ненужности;", "tail"),
    ("ky", "3-берененин 5-пункту 4-беренеге жылдырылсын;", "formula"),
    ("ky", "3 жана 4-бөлүктөр тиешелүүлүгүнө жараша 5, 6 жана 7-бөлүктөр деп эсептелсин;", "numbers"),
]


@pytest.mark.parametrize(("language", "formula", "reason"), UNPARSED)
def test_what_is_no_operation_is_told(draft, language, formula, reason):
    act = draft(language, formula, "статью 9 исключить;" if language == "ru" else "9-берене алып салынсын;")
    parsed = parse(act)
    assert [entry.reason for entry in parsed.unparsed] == [reason]
    assert formula in parsed.unparsed[0].span.of(act.text)
    assert len(parsed.operations) == 1


def test_an_act_without_formulas_has_no_operations():
    parsed = parse(read_text("ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО пробах\nСтатья 1. Цель\nОрган вправе отказать."))
    assert (parsed.operations, parsed.unparsed, parsed.acts) == ((), (), ())
