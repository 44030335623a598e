"""Kyrgyz forms: suffix chains by stem, and the words that only look like forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.language import ky
from expertise.language.ky_suffixes import _GRAMMAR, accepts, context, unmarked

FORMS = {
    "орган": "орган органдар органы органынын органдарынын органга органдан органдагы",
    "укук": "укук укугу укугуна укуктар укуктарынан укуктун",  # к voices before a vowel
    "тартип": "тартиби тартибинде тартипте тартиптин",
    "мөөнөт": "мөөнөтү мөөнөтүндө мөөнөттөр мөөнөткө",  # т stays
    "мыйзам": "мыйзамда мыйзамдардагы мыйзамынын",
    "комиссия": "комиссиясынын комиссиялар комиссияга",
    "акт": "акты актылар актысы актынын актыларга",  # a loan's cluster takes a vowel
    "завод": "заводдо заводто заводу",  # both spellings of a voiced end
    "отчёт": "отчетту отчетторду отчетко",
    "катышкан": "катышкандыгы катышкандардын",  # a participle given as a word
    "апрель": "апрелде апрели апрелдеги",  # ь falls
    "орун": "орду ордуна орундар",  # the vowel falls
    "убакыт": "убакты убактысы убакытта",
    "үй": "үйү үйлөр үйгө",
    "уруксат": "уруксаты уруксатысыз",  # «without his permission» is still about the permission
    "макулдугу": "макулдугуна макулдугунун макулдугу",  # given with its possessive
    "актылары": "актыларына актыларында",
    "берүү": "берет берилет берүүгө бериши берилиши берген берилбейт бере берсе берүүчү берилбестиги",
    "кароо": "кароого каралган каралышы карайт карап карабаган карашат кароочу каралууга",
    "белгилөө": "белгилениши белгиленет белгилейт белгилөөгө белгиленбесе",
    "бекитүү": "бекитет бекитилген бекитүүнүн бекиткен бекитпейт",
    "токтотуу": "токтотулат токтотот токтотпойт токтотмоюнча токтотулгандыгы",
    "төлөө": "төлөнөт төлөйт төлөбөгөндүгүнө төлөөгө",
    "иштөө": "иштейт иштеген иштебейт",
    "колдоо": "колдойт колдогон колдоосу",
    "айтуу": "айтылат айткан айтат",  # a root in т after a voiced consonant is a verb
    "коюу": "коюлат коет койгон коюуга койсо",  # й melts into the vowel, ё is folded
    "жоюу": "жоюлган жоет жойгон",
    "табуу": "табылган табат тапкан таап",  # converb with a long vowel
    "чыгуу": "чыгат чыккан чыкпаган чыгып",
    "мыйзамдуу": "мыйзамдуулар мыйзамдуунун",
    "болуу": "болот болор болгон болбойт болушу",
    "окуу": "окуйт окуган окулат",  # a root that ends in у
    "аткарбоо": "аткарбаган аткарбайт аткарбоого аткарбастан",  # the word itself is negated
    "колдонуу": "колдонулат колдонот колдонуп",
    "бер-": "берет берилиши берүүгө",  # a root given as such
}
NO_FORMS = {
    "мүмкүн": "мүмкүнчүлүк мүмкүнчүлүгү мүмкүндүк",  # a possibility, no modality
    "укук": "укуктуу укуктук укуксуз",  # «ыйгарым укуктуу орган» is a name
    "орган": "организация организмдин",
    "милдет": "милдеттүү милдеттенме",
    "жаран": "жарандык жарандыгы",
    "алуу": "ал алар аларга алардын алды-арты",  # pronouns
    "иштөө": "иш иште иштер иштери иштердин",  # the plural of «иш», not the future of «иште-»
    "белгилөө": "белгилер белгилери",
    "колдоо": "колдонуу колдонулат колдор",  # to use, hands
    "каттоо": "каттар катташуу",
    "келүү": "келишим келишет",
    "тийүү": "тийиш",
    "өндүрүү": "өндүрүштүк",
    "баштоо": "баш баштык",
    "чыгуу": "чыгарат чыгарган",  # to take out
    "токтоо": "токтотуу токтотулат",  # to stop, to suspend
    "окуу": "окутуу",
    "мүлктүү": "мүлктөр мүлктү",  # adjectives in -луу are no verbs
    "мыйзамдуу": "мыйзамдар мыйзамда",
    "күнөөлүү": "күнөөлөр күнөөлөрү",
    "сунуу": "сунуш сунушу",
    "бер": "берет",  # without the hyphen a nominal
}


def pairs(table):
    return [(stem, form) for stem, forms in table.items() for form in forms.split()]


@pytest.mark.parametrize(("stem", "form"), pairs(FORMS))
def test_forms_of(stem, form):
    assert ky.Morphology([stem]).match(form) == (stem,)


@pytest.mark.parametrize(("stem", "form"), pairs(NO_FORMS))
def test_no_forms_of(stem, form):
    assert ky.Morphology([stem]).match(form) == ()


@pytest.mark.parametrize(("stem", "form"), pairs(FORMS))
def test_texts_without_the_letters_of_the_alphabet(stem, form):
    """Old acts write o, у, н for ө, ү, ң: every form is found in that spelling too."""
    assert ky.Morphology([stem], plain=True).match(unmarked(form)) == (stem,)


def test_wrong_harmony_is_no_form():
    morphology = ky.Morphology(["мөөнөт", "орган"])
    assert morphology.match("мөөнөттар") == ()
    assert morphology.match("органлар") == ()


def test_plain_is_told_by_the_text():
    assert ky.plain("Кыргыз Республикасынын мыйзамы")
    assert not ky.plain("Өкмөттүн токтому")


def test_templates_mix_no_alphabets():
    """A Cyrillic А in place of the sign A would silently match nothing."""
    templates = {template for rows in _GRAMMAR.values() for template, _ in rows}
    capitals = {sign for template in templates for sign in template if sign.isupper()}
    assert capitals <= set("AIEUOYLNDGB")
    assert {state for rows in _GRAMMAR.values() for _, state in rows} <= set(_GRAMMAR)


STEMS = st.text(alphabet="абгдежзийклмнопрстуүшыөң", min_size=1, max_size=8)


@given(STEMS)
def test_any_word_is_a_form_of_itself(word):
    assert word in ky.Morphology([word, "орган"]).match(word)


@given(STEMS, st.text(alphabet="абгдеийклнрстуүшыөң", max_size=8))
def test_a_chain_needs_its_whole_rest(stem, rest):
    form = stem + rest
    found = ky.Morphology([stem]).match(form)
    assert found in ((), (stem,))
    if accepts(rest, "noun", context(stem)) and stem[-1] not in "пкй":
        assert found == (stem,)


@given(st.text(alphabet="абгдеийклнрстуүшыөң", max_size=14))
def test_lemmas_begin_the_form(form):
    assert all(form.startswith(lemma) for lemma in ky.lemmas(form))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("отуз", 30),
        ("он беш", 15),
        ("он бештен", 15),
        ("беш миңге", 5000),
        ("эки жүз элүү", 250),
        ("жүз", 100),
        ("бир миллион эки жүз миң", 1_200_000),
        ("нөл", 0),
        ("он уч", 13),  # written without ү
        ("бири", None),  # one of them
        ("биринчи", None),
        ("беш он", None),
        ("он күн", None),
        ("", None),
    ],
)
def test_number(words, value):
    assert ky.number(words.split()) == value
