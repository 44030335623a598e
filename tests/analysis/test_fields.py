"""Fields of law: told by core words, several at once, none where no field has words; explained by words."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from expertise.act import Act
from expertise.analysis.fields import classify
from expertise.errors import BadLexicon
from expertise.lexicon.fields import load_fields, load_names
from expertise.reading import read_text

ALL = {
    "civil-service", "construction", "courts", "customs", "education", "elections", "health", "inspections",
    "land", "licensing", "procurement", "subsoil", "tax",
}  # fmt: skip
TITLES = {
    "ru": {
        "civil-service": "О государственной гражданской службе и муниципальной службе",
        "construction": "О градостроительной деятельности и строительстве", "courts": "О статусе судей",
        "customs": "О таможенном регулировании", "education": "Об образовательной деятельности вузов",
        "elections": "О выборах депутатов", "health": "О медицинской помощи",
        "inspections": "О порядке проведения проверок субъектов предпринимательства",
        "land": "О земельных участках", "licensing": "О лицензировании", "subsoil": "О недрах",
        "procurement": "О государственных закупках", "tax": "О налогах",
    },
    "ky": {
        "civil-service": "Мамлекеттик жарандык кызмат жана муниципалдык кызмат жөнүндө",
        "construction": "Шаар куруу жөнүндө", "courts": "Судьялардын статусу жөнүндө",
        "customs": "Бажы иши жөнүндө", "education": "Билим берүү жөнүндө",
        "elections": "Депутаттарды шайлоо жөнүндө", "health": "Саламаттыкты сактоо жөнүндө",
        "inspections": "Пландуу текшерүүлөр жөнүндө", "land": "Жер тилкелери жөнүндө",
        "licensing": "Лицензиялар жөнүндө", "subsoil": "Жер казынасы жөнүндө",
        "procurement": "Мамлекеттик сатып алуулар жөнүндө", "tax": "Салыктар жөнүндө",
    },
}  # fmt: skip


def act(text: str, title: str = "", language: str = "ru") -> Act:
    read = read_text(text, excerpt=True)
    return replace(read, language=language, requisites=replace(read.requisites, title=title))


def names(found: Act, lexicon) -> list[str]:
    return [share.field for share in classify(found, lexicon.fields)]


def test_every_field_has_words_and_names_in_both_languages(lexicon):
    assert set(lexicon.fields.fields) == ALL
    for each in lexicon.fields.fields.values():
        assert set(each.name) == {"ru", "ky"}
        assert all(each.words[kind][tongue] for kind in each.words for tongue in ("ru", "ky"))


@pytest.mark.parametrize(
    ("language", "field", "title"), [(t, f, title) for t, own in TITLES.items() for f, title in own.items()]
)
def test_a_title_alone_tells_the_field(lexicon, language, field, title):
    assert field in names(act("Статья 1. Общие положения" * 3, title, language), lexicon)


def test_two_fields_have_shares_and_the_words_that_spoke(lexicon):
    text = (
        "Статья 1. Земельный участок\n1. Земельный участок предоставляется под застройку. Строительство на "
        "земельном участке ведёт застройщик по генеральному плану. Землепользователь согласует строительство."
    )
    first, second = classify(act(text), lexicon.fields)
    assert {first.field, second.field} == {"land", "construction"}
    assert first.share + second.share == pytest.approx(1, abs=0.011)
    assert ("земельный участок", 2) in first.words or ("земельный", 2) in first.words
    assert all(count >= 1 for share in (first, second) for _, count in share.words)


def test_a_word_in_passing_is_no_field(lexicon):
    text = "1. Директор избирается тайным голосованием по бюллетеням. " + "Совет собирается ежемесячно. " * 20
    assert classify(act("Статья 1. Совет\n" + text), lexicon.fields) == ()
    assert classify(act("Статья 1. Срок\n1. Срок считается днями."), lexicon.fields) == ()


def test_kyrgyz_without_its_own_letters_is_understood(lexicon):
    text = "1-берене. Жер тилкеси\n1. Жер пайдалануучу жер тилкесин пайдаланат. Жердин баасы белгиленет."
    assert names(act(text, language="ky"), lexicon) == ["land"]
    folded = text.translate(str.maketrans("ңөү", "ноу"))
    assert names(act(folded, language="ky"), lexicon) == ["land"]


def test_words_behind_a_line_s_end_do_not_join(lexicon):
    text = "Статья 1. Общее\n1. Орган утверждает список избирателей"
    apart = text.replace("список избирателей", "список\n2. избирателей")
    joined = {w for s in classify(act(text, "О выборах президента"), lexicon.fields) for w, _ in s.words}
    assert "список избирателей" in joined
    told = {w for s in classify(act(apart, "О выборах президента"), lexicon.fields) for w, _ in s.words}
    assert "список избирателей" not in told
    assert "избирателей" in told


def test_words_of_a_field_without_a_name_are_refused_and_names_may_have_no_words(tmp_path, lexicon):
    shutil.copytree(lexicon.folder / "fields", tmp_path, dirs_exist_ok=True)
    names = load_names(tmp_path).names
    assert names.keys() - lexicon.fields.fields.keys() == {"environment", "other"}
    assert {each.id: each.name for each in lexicon.fields.fields.values()}.items() <= names.items()
    listed = tmp_path / "names.yml"
    listed.write_text(listed.read_text("utf-8").replace("id: land", "id: sea"), "utf-8")
    with pytest.raises(BadLexicon):
        load_fields(tmp_path)


def test_a_file_that_names_another_field_than_its_own_is_refused(tmp_path, lexicon):
    shutil.copytree(lexicon.folder / "fields", tmp_path, dirs_exist_ok=True)
    assert load_fields(tmp_path).fields.keys() == lexicon.fields.fields.keys()
    (tmp_path / "land.yml").rename(tmp_path / "sea.yml")
    with pytest.raises(BadLexicon):
        load_fields(tmp_path)
    assert load_fields(tmp_path / "nothing").fields == {}
