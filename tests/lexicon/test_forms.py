"""The forms of the conclusion: complete in both languages, strict, honest about what nobody approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from expertise.errors import BadLexicon
from expertise.lexicon.forms import Form, forms, load_form
from expertise.reading.front import issuers
from expertise.settings import lexicons

FOLDER = lexicons() / "forms"
FORMS = forms(FOLDER)


@pytest.fixture
def changed(tmp_path: Path):
    """Load the ministry's form after a change in its text."""

    def load(old: str, new: str) -> Form:
        text = (FOLDER / "ministry-draft.yml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "ministry-draft.yml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return load_form(path)

    return load


def test_both_authorities_have_a_form():
    assert set(FORMS) == {"ministry-draft", "prosecutor-act"}


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_every_text_is_there_in_both_languages(form: Form):
    for key, texts in form.texts.items():
        assert texts["ru"].strip(), key
        assert texts["ky"].strip(), key
    same = {key for key, texts in form.texts.items() if texts["ru"] == texts["ky"]}
    assert same == {
        "number",
        "label-method",
        "column-paper-number",
        "column-paper",
        "role-expert",
        "nothing-missing",
    }


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_a_form_says_what_it_is(form: Form):
    assert form.date == "2026-11-22"
    assert not form.reviewed
    assert "не получены" in form.source
    assert form.collisions == ("A6", "A9", "D6")
    assert form.differences == ("E1",)


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_its_factors_are_in_the_methodology(form: Form, lexicon):
    assert {*form.collisions, *form.differences} <= set(lexicon.factors)


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
@pytest.mark.parametrize("language", ["ru", "ky"])
def test_every_kind_of_act_has_its_words(form: Form, language: str, lexicon):
    types = {text for key, text in lexicon.messages[language].items() if key.startswith("type-")}
    constitution = {"ru": "конституция", "ky": "конституция"}[language]
    named = {kind for kind, body in form.kinds[language] if not body}
    assert {kind.casefold() for kind in types} - named == {constitution}


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_a_body_of_a_kind_is_one_that_acts_name(form: Form):
    for place, language in enumerate(("ru", "ky")):
        bodies = {body for _, body in form.kinds[language] if body}
        assert bodies
        assert bodies <= {names[place] for names in issuers().items()}


def test_an_act_in_force_is_never_called_a_draft():
    for key, texts in FORMS["prosecutor-act"].texts.items():
        assert "проект" not in texts["ru"].casefold(), key
        assert "долбоор" not in texts["ky"].casefold(), key


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_no_dash_but_the_short_one(form: Form):
    words = " ".join(text for texts in form.texts.values() for text in texts.values())
    assert not set(words) & set("–—")


def test_what_nobody_approved_is_counted(changed):
    form = FORMS["ministry-draft"]
    assert form.unreviewed() == len(form.texts) + 12 + len(form.kinds["ru"])
    assert changed('reviewed: "false"', 'reviewed: "true"').unreviewed() == 0


def test_a_value_is_filled_in_literally():
    assert FORMS["ministry-draft"].say("number", "ru", number="{day} {0}") == "№ {day} {0}"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: ministry-draft", "id: other", "form-not-in-name"),
        ('ru: "№ {number}"', 'ru: "№"', "form-values"),
        ('ru: "№ {number}"', 'ru: "№ {number.__class__}"', "form-values"),
        ('ru: "№ {number}"', 'ru: "№ {number} {"', "form-values"),
        ('ru: "Заключение"\n', 'ru: "Заключение {title}"\n', "form-values"),
        ("[января, ", "[", "form-months"),
        ("  heading:", "  caption:", "unknown-key"),
        ('reviewed: "false"\n', "", "missing-key"),
        ('    ky: "Корутунду"\n', "", "missing-key"),
    ],
)
def test_a_broken_form_is_refused_with_its_line(changed, old: str, new: str, code: str):
    with pytest.raises(BadLexicon) as caught:
        changed(old, new)
    assert caught.value.code == code
    assert caught.value.parameters["line"] >= 1
