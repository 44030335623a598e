"""Russian forms: what a rule's word covers and what it must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.language import ru


def covers(stem, form):
    return ru.Morphology([stem]).match(form) == (stem,)


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("орган", "орган органа органам органами органов"),
        ("установить", "установил установит установленном установлен установив установится"),
        ("установленный", "установленный установленном установлена"),  # participle and adjective at once
        ("уполномоченный", "уполномоченного уполномоченным уполномочен"),
        ("утвержденный", "утвержденным утвержден"),  # given with е, ё in the dictionary
        ("утверждённый", "утвержденным"),
        ("рассматривать", "рассматривает рассматривается рассматриваемый рассматриваясь рассматривавшийся"),
        ("рассматриваться", "рассматривается рассматривались"),
        ("обязан", "обязан обязана обязаны"),  # a short form given as such
        ("должен", "должен должна должны"),
        ("вправе", "вправе"),
        ("торги", "торгов торгами"),  # a plural is no normal form in the dictionary
        ("сутки", "суток сутками"),
        ("имеющий", "имеющего имеющийся"),
        ("учет", "учета учетом"),
        ("нормативно-правовой", "нормативно-правового нормативно-правовыми"),
        ("земельно-учетный", "земельно-учетного"),  # not in the dictionary, ё in the prediction
        ("кенеш", "кенеша кенешем кенешей"),  # taken for a name that does not change
        ("Кабинет", "кабинета"),
    ],
)
def test_forms_of(stem, forms):
    missed = [form for form in forms.split() if not covers(stem, form)]
    assert not missed


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("рассматриваться", "рассматривает рассмотрение"),
        ("обязан", "обязанный обязанность"),  # the short form asks for short forms
        ("должен", "должный должник"),
        ("установить", "устанавливает установка"),  # the other aspect is a word of its own
        ("срок", "сроковой"),
        ("орган", "организация"),
    ],
)
def test_no_forms_of(stem, forms):
    wrong = [form for form in forms.split() if covers(stem, form)]
    assert not wrong


def test_one_form_of_several_words():
    morphology = ru.Morphology(["установленный", "установить", "устав"])
    assert morphology.match("установленном") == ("установить", "установленный")
    assert morphology.match("нечто") == ()


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя-", max_size=12))
def test_any_word_is_a_form_of_itself(word):
    morphology = ru.Morphology([word, "орган"])
    assert word in morphology.match(word)
    assert morphology.match(word) == tuple(sorted(morphology.match(word)))


def test_lemmas_are_all_normal_forms():
    assert ru.lemmas("установленный") == {"установленный", "установить"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("тридцати", 30),
        ("двадцати пяти", 25),
        ("сорока восьми", 48),
        ("ста двадцати", 120),
        ("двухсот пятьюдесятью", 250),
        ("двух тысяч пятисот", 2500),
        ("тысячи", 1000),
        ("трех миллионов двухсот тысяч", 3_200_000),
        ("двоих", 2),
        ("пятнадцатью", 15),
        ("ноль", 0),
        ("пять двадцать", None),  # no number in this order
        ("десять пять", None),
        ("пятого", None),  # ordinals are dates and addresses
        ("пять дней", None),
        ("", None),
    ],
)
def test_number(words, value):
    assert ru.number(words.split()) == value
