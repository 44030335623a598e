"""References to articles: found, resolved to the act's own units, told from those to other acts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.act import Span
from expertise.analysis.check import check
from expertise.lexicon.lexicon import load_lexicon
from expertise.norms.extract import norms
from expertise.norms.references import (
    BLANKET,
    DEAD,
    FOREIGN,
    MISSING_UNIT,
    REPEALED_UNIT,
    RESOLVED,
    references,
)
from expertise.norms.references.acts import act_marks
from expertise.norms.references.places import places
from expertise.reading import read_text
from expertise.settings import lexicons

RU = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО пробах\n\n" + "".join(
    f"Статья {n}. Проба {n}\n{{t{n}}}\n" for n in range(1, 6)
)
KY = "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nСынамык жөнүндө\n\n" + "".join(
    f"{n}-берене. Сынамык {n}\n{{t{n}}}\n" for n in range(1, 6)
)


def act(template, first):
    texts = {f"t{n}": "Орган ведет реестр." for n in range(2, 6)}
    return read_text(template.format(t1=first, **texts))


def named(template, first):
    whole = act(template, first)
    at = whole.text.index(first)
    return [told(whole, r) for r in references(whole, Span(at, at + len(first)))]


def told(whole, reference):
    """A unit found by its eId, «-» for a missing one, «=» for the whole act, another act by its words."""
    if reference.state == BLANKET:
        return "blanket"
    if reference.state == FOREIGN:
        return (reference.act, reference.label("ru"))
    if reference.state == DEAD:
        return f"- {reference.label('ru')}"
    return whole.units[reference.unit].eid or "=" if reference.unit >= 0 else "?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Отказ обжалуется по статье 3 настоящего Закона.", ["art_3"]),
        ("Случаи указаны в статьях 2-4 настоящего Закона.", ["art_2", "art_3", "art_4"]),
        ("Случаи указаны в статьях 2, 4 и 5 настоящего Закона.", ["art_2", "art_4", "art_5"]),
        ("Согласно статье 9 настоящего Закона решение отменяется.", ["- ст. 9"]),  # no such article
        (
            "По статье 283 Гражданского кодекса Кыргызской Республики договор расторгается.",
            [("Гражданского кодекса Кыргызской Республики", "ст. 283")],
        ),
        ("Орган издает статью расходов.", []),  # the word without a number
        ("Если эта часть не выделена, она неделима.", []),  # a share, no part of an article
        ("Лицо вправе передать 2 части участка либо 3 статьи затрат.", []),
        ("По статье 3 этого договора платит арендатор.", ["?"]),
        ("По статье 3 договора платит арендатор.", ["?"]),  # of a paper that is no act
        ("Ограничения, предусмотренные настоящей статьей и cтатьей 3, действуют.", ["art_1", "art_3"]),
        ("Настоящий Закон и Закон Кыргызской Республики «О пробах» применяются.", ["=", "="]),
        ("Порядок установлен законами, иными нормативными правовыми актами.", ["blanket"]),
        ("Орган следит за соблюдением законодательства.", []),  # a topic, no source of the rule
        (
            "Действует часть 2 статьи 5 Закона КР «О залоге» от 12 марта 2005 года № 49.",
            [("Закона КР «О залоге» от 12 марта 2005 года № 49", "ст. 5 ч. 2")],
        ),
        (
            "Отменить Законы «О банках», «О залоге» и «Об оружии».",
            [("Законы «О банках»", ""), (", «О залоге»", ""), (" и «Об оружии»", "")],
        ),
        ("Порядок (в редакции Закона КР от 5 мая 2019 года № 7) действует.", []),  # a note on an edition
        (
            'По Закону КР "О зоне "Пробы" с особым режимом" и статье 2.',
            [('Закону КР "О зоне "Пробы" с особым режимом"', ""), "art_2"],
        ),
        ("День Конституции - праздник.", []),
        ("Закон № 5 (Ведомости, 1980 г., № 22, ст.222).", [("Закон № 5", "")]),  # an issue of a gazette
    ],
)
def test_russian(text, expected):
    assert named(RU, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ушул Мыйзамдын 3-беренесинде көрсөтүлгөн учурларда чечим жокко чыгарылат.", ["art_3"]),
        ("Ушул Мыйзамдын 2-4-беренелеринде каралган учурлар.", ["art_2", "art_3", "art_4"]),
        (
            "Кыргыз Республикасынын Граждандык кодексинин 283-беренесине ылайык келишим бузулат.",
            [("Кыргыз Республикасынын Граждандык кодексинин", "ст. 283")],
        ),
        ("Ушул Мыйзамдын 9-беренесине ылайык чечим жокко чыгарылат.", ["- ст. 9"]),
        ("Ушул беренеде жана 4-беренеде каралган чектөөлөр.", ["art_1", "art_4"]),
        ("Тилке төрт бөлүккө бөлүнөт, анын бир бөлүгү берилет.", []),
        ("Тартип мыйзамдарда жана башка ченемдик укуктук актыларда белгиленет.", ["blanket"]),
        ("Мыйзамдардын сакталышын орган көзөмөлдөйт.", []),
        ("Ченемдик укуктук актылар жумуш берүүчү менен келишкендерге жайылтылат.", []),
        ("Тартип башка мыйзамдар менен жөнгө салынат.", ["blanket"]),
        ("Көңүл бургула! КР 2025-жылдын 4-июнундагы № 111 Мыйзамы менен өзгөрдү.", []),
        (
            '"Пробалуу "Тамчы" аймагы жөнүндө" Кыргыз Республикасынын Мыйзамына ылайык.',
            [('"Пробалуу "Тамчы" аймагы жөнүндө" Кыргыз Республикасынын Мыйзамына', "")],
        ),
        (
            "«Күрөө жөнүндө» Кыргыз Республикасынын Мыйзамынын 5-беренесинин 2-бөлүгү колдонулат.",
            [("«Күрөө жөнүндө» Кыргыз Республикасынын Мыйзамынын", "ст. 5 ч. 2")],
        ),
        (
            "КР 2025-жылдын 18-июлундагы № 150 Мыйзамына ылайык киргизилет.",
            [("КР 2025-жылдын 18-июлундагы № 150 Мыйзамына", "")],
        ),
    ],
)
def test_kyrgyz(text, expected):
    assert named(KY, text) == expected


DEEP_RU = (
    "КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ О ПРОБАХ\n\nСтатья 1. Основания\n1. Основания:\n1) отказ;\n2) срок;\n"
    "3) иное:\n"
    "а) первое;\nб) второе;\n4) смерть.\n2. Второй порядок.\nДействует и дальше.\nСтатья 2. Ссылки\n{text}\n"
    "Статья 3. (Утратила силу в соответствии с Законом КР от 5 мая 2019 года № 7)\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'В случаях пунктов 1, 2, подпункта "б" пункта 3 и пункта 4 части 1 статьи 1 настоящего Кодекса.',
            ["para_1__point_1", "para_1__point_2", "para_1__point_3__point_б", "para_1__point_4"],
        ),
        ("По абзацу второму части второй статьи 1 настоящего Кодекса.", ["para_2__al_2"]),
        ("По пунктам 2-4 части 1 статьи 1.", ["para_1__point_2", "para_1__point_3", "para_1__point_4"]),
        ("По части 5 статьи 1 настоящего Кодекса.", ["- ст. 1 ч. 5"]),
        ("По пункту 9 части 1 статьи 1 настоящего Кодекса.", ["- ст. 1 ч. 1 п. 9"]),
        ("По статье 3 настоящего Кодекса.", ["- ст. 3"]),  # it is repealed
        ("По пункту 2 статьи 1.", ["para_2"]),  # old acts call parts points
        ("По статье 400 Кодекса.", ["?"]),  # a code may go on in another file
    ],
)
def test_a_chain_names_each_unit(text, expected):
    whole = read_text(DEEP_RU.format(text=text))
    at = whole.text.index(text)
    found = [told(whole, r) for r in references(whole, Span(at, at + len(text)))]
    assert [name.removeprefix("art_1__") for name in found] == expected


def test_why_a_reference_is_dead():
    whole = read_text(DEEP_RU.format(text="По статье 3 и пункту 9 части 1 статьи 1 настоящего Кодекса."))
    assert [(r.number, r.reason) for r in references(whole)] == [("3", REPEALED_UNIT), ("1", MISSING_UNIT)]


def test_kyrgyz_lists_share_what_stands_before_them():
    text = (
        "Ушул Мыйзамдын 1-беренесинин 1-бөлүгүнүн 1, 2-пункттарында, "
        '3-пунктунун "а" пунктчасында, 2-беренесинин '
        "сотто каралуучу 4-пунктунда жана IV бөлүмүндө."
    )
    assert [(p.kind.value, [n.first for n in p.numbers]) for p in places(text, Span(0, len(text)), "ky")] == [
        ("article", ["1"]), ("part", ["1"]), ("point", ["1", "2"]), ("point", ["3"]), ("subpoint", ["а"]),
        ("article", ["2"]), ("point", ["4"]), ("section", ["IV"]),
    ]  # fmt: skip
    found = [r.label("ru") for r in references(act(KY, text)) if r.label("ru")]
    assert "ст. 1 ч. 1 п. 3 подп. а" in found
    assert "ст. 2 п. 4" in found


@pytest.mark.parametrize(
    ("template", "text", "told_as"),
    [
        (RU, "Закон Кыргызской Республики «О залоге» (далее - Закон) действует. {}", "О залоге"),
        (KY, "«Күрөө жөнүндө» Мыйзам (мындан ары - Күрөө мыйзамы) колдонулат. {}", "Күрөө жөнүндө"),
    ],
)
def test_short_names_hold_from_where_they_are_given(template, text, told_as):
    use = "По статье 7 Закона." if template is RU else "Күрөө мыйзамынын 7-беренеси."
    whole = act(template, text.format(use))
    last = list(references(whole))[-1]
    assert (last.named.title, last.number, last.state) == (told_as, "7", FOREIGN)
    before = act(template, use)
    assert all(r.named is None or r.named.title != told_as for r in references(before))


def test_raised_figures_that_were_flattened():
    text = RU.replace("Статья 3. Проба 3", "Статья 3¹. Проба 3").format(
        **{f"t{n}": "По статье 31 настоящего Закона." if n == 1 else "Проба." for n in range(1, 6)}
    )
    whole = read_text(text)
    assert [told(whole, r) for r in references(whole)] == ["art_3-1"]


def test_quoted_wording_is_of_the_changed_act():
    text = (
        "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО внесении изменений в Закон «О пробах»\n\nСтатья 1.\n"
        "Внести в Закон «О пробах» следующие изменения:\n1) статью 5 изложить в следующей редакции:\n"
        "«Статья 5. Отказ\nОтказ обжалуется по статье 77 настоящего Закона.».\n"
    )
    states = {r.number: r.state for r in references(read_text(text))}
    assert states["77"] == FOREIGN


NUMBERS = st.lists(st.integers(1, 40), min_size=1, max_size=5, unique=True).map(sorted)


def rendered(numbers, last):
    """A list as a drafter writes it: runs of three and more as ranges, the last joined by a word."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{r[0]}-{r[-1]}" if len(r) > 2 else last.join(map(str, r)) for r in runs]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}{last}{parts[-1]}"


LONG_RU = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО пробах\n\n{}" + "".join(
    f"Статья {n}. Проба\nТекст.\n" for n in range(1, 41)
)
LONG_KY = "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nСынамык жөнүндө\n\n{}" + "".join(
    f"{n}-берене. Сынамык\nМазмуну.\n" for n in range(1, 41)
)


@settings(max_examples=40, deadline=None)
@given(numbers=NUMBERS, kyrgyz=st.booleans())
def test_a_list_gives_back_the_numbers_it_was_written_from(numbers, kyrgyz):
    if kyrgyz:
        text = f"41-берене. Шилтеме\nУшул Мыйзамдын {rendered(numbers, ' жана ')}-беренелерине ылайык.\n"
        whole = read_text((LONG_KY + text).replace("{}", ""))
    else:
        word = "статье" if len(numbers) == 1 else "статьям"
        text = f"Статья 41. Ссылка\nСогласно {word} {rendered(numbers, ' и ')} настоящего Закона.\n"
        whole = read_text((LONG_RU + text).replace("{}", ""))
    found = [r.number for r in references(whole) if r.state == RESOLVED and r.number]
    assert found == list(map(str, numbers))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='статьячпункoв 0123456789-–,.()«»"№IVX¹жнбереңөү\n', max_size=200))
def test_any_line_is_read_and_spans_stay_inside_it(text):
    for language in ("ru", "ky"):
        for line in text.split("\n"):
            span = Span(0, len(line))
            for mark in (*places(line, span, language), *act_marks(line, span, language)):
                assert span.holds(mark.span)
                assert len(mark.span)


def test_the_article_referred_to_fills_slots():
    text = RU.format(
        t1="Орган выдает разрешение в порядке статьи 3 настоящего Закона.",
        t2="Орган ведет реестр.", t3="Разрешение выдается в течение 5 дней.", t4="Проба.", t5="Проба.",
    )  # fmt: skip
    norm = norms(read_text(text), load_lexicon(lexicons())).norms[0]
    assert norm.slots["deadline"].where == "reference"


def test_an_excerpt_cannot_follow_and_says_so(lexicon):
    head = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nСтатья 1. Проба\n"
    text = head + "Орган выдает разрешение по статье 3 настоящего Закона.\n"
    norm = norms(read_text(text), lexicon).norms[0]
    assert "deadline" not in norm.slots
    assert all("act" not in f.searched for f in check(read_text(text), lexicon, excerpt=True).findings)
