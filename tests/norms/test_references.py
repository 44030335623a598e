"""References to articles: found, resolved to the act's own units, told from those to other acts."""

import pytest

from expertise.act import Span
from expertise.analysis.check import check
from expertise.lexicon.lexicon import load_lexicon
from expertise.norms.extract import norms
from expertise.norms.references import references
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
    found = references(whole, Span(at, at + len(first)))
    return [(r.number, whole.units[r.unit].eid if r.unit >= 0 else r.act or "-") for r in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Отказ обжалуется по статье 3 настоящего Закона.", [("3", "art_3")]),
        ("Случаи указаны в статьях 2-4 настоящего Закона.", [("2", "art_2"), ("3", "art_3"), ("4", "art_4")]),
        (
            "Случаи указаны в статьях 2, 4 и 5 настоящего Закона.",
            [("2", "art_2"), ("4", "art_4"), ("5", "art_5")],
        ),
        ("Согласно статье 9 настоящего Закона решение отменяется.", [("9", "-")]),  # no such article
        (
            "По статье 283 Гражданского кодекса Кыргызской Республики договор расторгается.",
            [("283", "Гражданского кодекса Кыргызской Республики")],
        ),
        ("Орган издает статью расходов.", []),  # the word without a number
    ],
)
def test_russian(text, expected):
    assert named(RU, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ушул Мыйзамдын 3-беренесинде көрсөтүлгөн учурларда чечим жокко чыгарылат.", [("3", "art_3")]),
        (
            "Ушул Мыйзамдын 2-4-беренелеринде каралган учурлар.",
            [("2", "art_2"), ("3", "art_3"), ("4", "art_4")],
        ),
        (
            "Кыргыз Республикасынын Граждандык кодексинин 283-беренесине ылайык келишим бузулат.",
            [("283", "Кыргыз Республикасынын Граждандык кодексинин")],
        ),
    ],
)
def test_kyrgyz(text, expected):
    assert named(KY, text) == expected


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
