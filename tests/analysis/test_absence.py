"""What a whole act lacks is told once, of the act; never of an excerpt, never of private law."""

import pytest

from expertise.analysis.check import check
from expertise.reading import read_text

POWERS = {
    "ru": "Статья {n}. Лицензия {n}\n1. Лицензия выдается уполномоченным органом.\n"
    "2. Уполномоченный орган вправе отозвать лицензию.\n",
    "ky": "{n}-берене. Лицензия {n}\n1. Лицензия ыйгарым укуктуу орган тарабынан берилет.\n"
    "2. Ыйгарым укуктуу орган лицензияны кайтарып алууга укуктуу.\n",
}
HEAD = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО лицензировании перевозок\n\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nТашууну лицензиялоо жөнүндө\n\n",
}
CURE = {
    "ru": "Статья 9. Обжалование\n1. Решение может быть обжаловано в суд.\n",
    "ky": "9-берене. Даттануу\n1. Чечимге сотко даттанууга болот.\n",
}


def absent(text, lexicon, excerpt=False):
    return [
        f.rule for f in check(read_text(text), lexicon, excerpt=excerpt).findings if f.searched == ("act",)
    ]


def act(language, extra=""):
    return HEAD[language] + "".join(POWERS[language].format(n=n) for n in range(1, 5)) + extra


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_absences_are_told_once_per_act(language, lexicon):
    rules = absent(act(language), lexicon)
    assert sorted(rules) == ["C1-01", "C2-01", "C3-02", "C5-02"]


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_safeguard_anywhere_in_the_act_cures(language, lexicon):
    assert "C5-02" not in absent(act(language, CURE[language]), lexicon)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_an_excerpt_is_not_blamed(language, lexicon):
    assert absent(act(language), lexicon, excerpt=True) == []


def test_private_law_has_no_such_duty(lexicon):
    text = HEAD["ru"] + "".join(
        f"Статья {n}. Аренда {n}\n1. Арендатор вправе сдать помещение.\n2. Стороны вправе продлить договор.\n"
        for n in range(1, 30)
    )
    assert absent(text + POWERS["ru"].format(n=30) * 1, lexicon) == []


@pytest.mark.parametrize(
    ("language", "law", "bylaw"),
    [
        ("ru", "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО лицензировании", "ПОЛОЖЕНИЕ\n\nо лицензировании"),
        ("ky", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nТашууну лицензиялоо", "ЖОБО\n\nТашууну лицензиялоо"),
    ],
)
def test_liability_is_asked_of_laws_only(language, law, bylaw, lexicon):
    text = act(language).replace(law, bylaw)
    assert text != act(language)
    assert sorted(absent(text, lexicon)) == ["C2-01", "C3-02", "C5-02"]
