"""Numbers and terms generated in both languages: equal ones never alarm, a changed one is always found."""

from __future__ import annotations

import pytest
from bilingual import differences
from hypothesis import given, settings
from hypothesis import strategies as st

from expertise.lexicon.lexicon import load_lexicon
from expertise.settings import lexicons

LEXICON = load_lexicon(lexicons())
RU_WORDS = {
    2: "двух",
    3: "трёх",
    4: "четырёх",
    5: "пяти",
    7: "семи",
    10: "десяти",
    12: "двенадцати",
    15: "пятнадцати",
    20: "двадцати",
    30: "тридцати",
    45: "сорока пяти",
    60: "шестидесяти",
    100: "ста",
    250: "двухсот пятидесяти",
}
KY_WORDS = {
    2: "эки",
    3: "үч",
    4: "төрт",
    5: "беш",
    7: "жети",
    10: "он",
    12: "он эки",
    15: "он беш",
    20: "жыйырма",
    30: "отуз",
    45: "кырк беш",
    60: "алтымыш",
    100: "жүз",
    250: "эки жүз элүү",
}
NUMBERS = st.sampled_from(sorted(RU_WORDS))
WORDED = st.booleans()
TEMPLATES = [
    (
        "1. Орган рассматривает заявление в течение {n} рабочих дней.",
        "1. Орган арызды {n} жумуш күндүн ичинде карайт.",
    ),
    (
        "1. Лицензия действует в течение {n} месяцев со дня выдачи.",
        "1. Лицензия берилген күндөн тартып {n} айдын ичинде колдонулат.",
    ),
    (
        "1. Налагается штраф в размере {n} расчётных показателей.",
        "1. {n} эсептик көрсөткүч өлчөмүндө айып салынат.",
    ),
    ("1. Совет состоит не менее чем из {n} членов.", "1. Кеңеш {n} мүчөдөн кем эмес курамда түзүлөт."),
    ("1. Взнос не превышает {n} процентов дохода.", "1. Төлөм кирешенин {n} пайызынан ашпайт."),
]


def pair(template: tuple[str, str], ru: int, ky: int, ru_word: bool, ky_word: bool) -> tuple[str, str]:
    return (
        template[0].format(n=RU_WORDS[ru] if ru_word else ru),
        template[1].format(n=KY_WORDS[ky] if ky_word else ky),
    )


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TEMPLATES), NUMBERS, WORDED, WORDED)
def test_equal_numbers_never_alarm(template, number, ru_word, ky_word):
    assert differences(*pair(template, number, number, ru_word, ky_word), LEXICON) == ()


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TEMPLATES), NUMBERS, NUMBERS, WORDED, WORDED)
def test_other_numbers_are_always_found(template, ru, ky, ru_word, ky_word):
    if ru == ky:
        return
    found = differences(*pair(template, ru, ky, ru_word, ky_word), LEXICON)
    assert [(d.ru_says, d.ky_says) for d in found] == [(str(ru), str(ky))]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 900), st.integers(1, 900), st.integers(1, 9))
def test_references_are_compared_by_number(ru, ky, point):
    found = differences(
        f"1. Основания названы в пункте {point} статьи {ru} настоящего Кодекса.",
        f"1. Негиздер ушул Кодекстин {ky}-беренесинин {point}-пунктунда аталган.",
        LEXICON,
    )
    expected = [] if ru == ky else ["reference"]
    assert [d.kind for d in found] == expected


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_compared_without_an_error(ru, ky):
    for found in differences("1. Орган. " + ru, "1. Орган жөнүндө. " + ky, LEXICON):
        for place in (found.ru, found.ky):
            assert place is None or "\n" not in place.quote


@pytest.mark.parametrize("template", TEMPLATES)
def test_offsets_point_at_the_words(template):
    from bilingual import ky_act, ru_act

    from expertise.analysis.compare.compare import compare

    ru, ky = pair(template, 5, 7, True, False)
    acts = ru_act([("1", "Пример", ru)]), ky_act([("1", "Мисал", ky)])
    for found in compare(*acts, LEXICON).shown():
        for act, place in zip(acts, (found.ru, found.ky), strict=True):
            assert place is not None
            assert place.span.of(act.text) == place.quote
