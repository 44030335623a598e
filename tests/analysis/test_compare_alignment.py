"""Units that answer to each other are found whatever their numbers, and only what is lost is called lost."""

from __future__ import annotations

from bilingual import ky_act, ru_act

from expertise.analysis.compare.compare import compare
from expertise.analysis.compare.panes import panes

RU = [
    ("1", "Лицензия", "1. Лицензия выдаётся на 5 лет.\n2. Плата за лицензию составляет 100 сомов."),
    (
        "2",
        "Пастбища",
        "1. Пастбища передаются в аренду по решению комиссии.\n2. Арендная плата вносится ежемесячно.",
    ),
    (
        "3",
        "Проверки",
        "1. Инспектор проводит проверку один раз в год.\n2. Протокол проверки подписывают стороны.",
    ),
    (
        "4",
        "Жалобы",
        "1. Жалоба рассматривается судом в течение 30 дней.\n2. Решение суда направляется сторонам.",
    ),
]
KY = [
    ("1", "Лицензия", "1. Лицензия 5 жылга берилет.\n2. Лицензия үчүн акы 100 сомду түзөт."),
    (
        "2",
        "Жайыттар",
        "1. Жайыттар комиссиянын чечими боюнча ижарага берилет.\n2. Ижара акысы ай сайын төлөнөт.",
    ),
    (
        "3",
        "Текшерүүлөр",
        "1. Инспектор жылына бир жолу текшерүү жүргүзөт.\n2. Текшерүүнүн протоколуна тараптар кол коёт.",
    ),
    (
        "4",
        "Даттануулар",
        "1. Даттануу сот тарабынан 30 күндүн ичинде каралат.\n2. Соттун чечими тараптарга жөнөтүлөт.",
    ),
]


def found(lexicon, ru, ky):
    return compare(ru_act(ru), ky_act(ky), lexicon).shown()


def renumbered(articles, shift):
    return [(str(int(number) + shift), heading, lines) for number, heading, lines in articles]


def test_equal_texts_have_no_difference(lexicon):
    assert found(lexicon, RU, KY) == ()


def test_renumbered_articles_are_aligned_by_content(lexicon):
    assert found(lexicon, RU, renumbered(KY, 7)) == ()


def test_a_misnumbered_article_is_no_loss(lexicon):
    ky = [*KY[:2], ("31", *KY[2][1:]), KY[3]]
    assert found(lexicon, RU, ky) == ()


def test_a_missing_article_is_named_once(lexicon):
    lost = found(lexicon, RU, [KY[0], *renumbered(KY[2:], -1)])
    assert [(d.kind, d.ky) for d in lost] == [("missing", None)]
    assert lost[0].ru is not None
    assert "Пастбища" in lost[0].ru.quote


def test_a_missing_line_is_found_on_either_side(lexicon):
    for at in range(4):
        short = [
            (n, h, lines.split("\n")[0]) if i == at else (n, h, lines) for i, (n, h, lines) in enumerate(RU)
        ]
        lost = found(lexicon, short, KY)
        assert [(d.kind, d.ru) for d in lost] == [("missing", None)], at
        short = [
            (n, h, lines.split("\n")[0]) if i == at else (n, h, lines) for i, (n, h, lines) in enumerate(KY)
        ]
        lost = found(lexicon, RU, short)
        assert [(d.kind, d.ky) for d in lost] == [("missing", None)], at


def test_a_line_split_in_two_is_no_loss(lexicon):
    ru = [
        (
            "1",
            "Жалобы",
            "Жалоба рассматривается судом в течение 30 дней. Решение суда направляется сторонам договора.",
        )
    ]
    ky = [
        (
            "1",
            "Даттануулар",
            "Даттануу сот тарабынан 30 күндүн ичинде каралат.\n"
            "Соттун чечими келишимдин тараптарына жөнөтүлөт.",
        )
    ]
    assert found(lexicon, ru, ky) == ()
    assert (
        found(
            lexicon,
            [("1", "Жалобы", ru[0][2].replace(". Р", ".\nР"))],
            [("1", "Д", ky[0][2].replace("\n", " "))],
        )
        == ()
    )


def test_a_line_broken_by_the_source_is_put_together(lexicon):
    ky = [KY[0], ("2", "Жайыттар", KY[1][2].replace("чечими боюнча ", "чечими боюнча\n")), *KY[2:]]
    assert found(lexicon, RU, ky) == ()


def test_a_number_moved_to_another_sentence_is_no_difference(lexicon):
    ru = [("1", "Срок", "1. Срок составляет 30 дней. Он исчисляется со дня подачи заявления в орган.")]
    ky = [("1", "Мөөнөт", "1. Мөөнөт арыз органга берилген күндөн тартып эсептелет. Ал 30 күндү түзөт.")]
    assert found(lexicon, ru, ky) == ()


def test_notes_of_editions_are_no_norms(lexicon):
    ru = [("1", "Лицензия", RU[0][2] + "\n(В редакции Закона КР от 5 марта 2020 года № 30)"), *RU[1:]]
    assert found(lexicon, ru, KY) == ()


def test_panes_hold_every_line_of_both_texts_once(lexicon):
    ru, ky = ru_act(RU), ky_act([KY[0], KY[2], KY[3]])
    done = compare(ru, ky, lexicon)
    rows = list(panes(done, done.shown()))
    for act, side in ((ru, "ru"), (ky, "ky")):
        spans = [line.span for row in rows for line in getattr(row, side)]
        assert spans == [line.span for line in act.lines]
    named = {name for row in rows for name in row.differences}
    assert named == {d.id for d in done.shown()}
    for row in rows:
        for line in (*row.ru, *row.ky):
            assert all(0 <= start < end <= len(line.text) for start, end, _ in line.marks)


def test_an_act_without_norms_on_one_side_is_compared(lexicon):
    lost = found(lexicon, RU, [("9", "Бош", "1. Жок.")])
    assert {d.kind for d in lost} == {"missing"}
