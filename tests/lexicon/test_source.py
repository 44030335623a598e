"""The strict loader: every refusal names file and line."""

import shutil

import pytest

from expertise.errors import BadLexicon
from expertise.lexicon.lexicon import check_slots, load_lexicon
from expertise.lexicon.rules import load_rule
from expertise.lexicon.source import load
from expertise.lexicon.terms import load_terms
from expertise.settings import lexicons


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_scalars_stay_text_and_know_their_lines(tmp_path):
    node = load(write(tmp_path / "a.yml", "one: no\ntwo:\n  - 'x'\n"))
    keys = node.keys(("one", "two"))
    assert keys["one"].text() == "no"
    assert [item.line for item in keys["two"].items()] == [3]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "double-key", 3),
        ("a: 1\n  b: 2\n", "bad-yaml", 2),
        ("", "empty-file", 1),
        ("a: 1\nb: 2\nc: x\x07y\n", "bad-yaml", 3),
        ("a: 1\n? [b]\n: 2\n", "text-expected", 2),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path, text, code, line):
    with pytest.raises(BadLexicon) as caught:
        load(write(tmp_path / "a.yml", text))
    assert (caught.value.code, caught.value.parameters["line"]) == (code, line)


TERM = 'term: t\nrole: actor\nabout: "x"\nsource: "y"\nentries:\n  ru:\n    - "орган~"\n'


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (TERM + "colour: red\n", "unknown-key", 8),
        (TERM.replace("actor", "aktor"), "unknown-value", 2),
        (TERM + '    - "орган~"\n', "double-entry", 8),
        (TERM + '    - "... орган~"\n', "bad-pattern", 8),
        (TERM.replace("role: actor\n", ""), "missing-key", 1),
    ],
)
def test_a_wrong_term_list_is_refused(tmp_path, text, code, line):
    write(tmp_path / "t.yml", text)
    with pytest.raises(BadLexicon) as caught:
        load_terms(tmp_path)
    assert (caught.value.code, caught.value.parameters["line"]) == (code, line)


RULE = """code: A1-99
factor: A1
status: active
source: "x"
title: {ru: "т", ky: "т"}
why: {ru: "п", ky: "п"}
recommendation: {ru: "р", ky: "р"}
patterns:
  ru: ["при необходимости"]
  ky: ["зарыл болгондо"]
examples:
  ru:
    flags: ["[[при необходимости]] а", "[[при необходимости]] б"]
    passes: ["а", "б", "в"]
  ky:
    flags: ["[[зарыл болгондо]] а", "[[зарыл болгондо]] б"]
    passes: ["а", "б", "в"]
"""


def test_a_right_rule_is_read_with_its_marks(tmp_path):
    rule = load_rule(write(tmp_path / "A1-99-x.yml", RULE), frozenset({"A1"}))
    flags, passes = rule.examples["ru"]
    assert flags[0].text == "при необходимости а"
    assert flags[0].marks == ((0, 17),)
    assert all(not p.marks for p in passes)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("code: A1-99", "code: A2-99", "bad-code"),
        ("factor: A1", "factor: Z9", "bad-code"),
        ("status: active", "status: maybe", "unknown-value"),
        ('passes: ["а", "б", "в"]\n  ky', 'passes: ["а", "б"]\n  ky', "too-few-examples"),
        ('flags: ["[[при необходимости]] а"', 'flags: ["при необходимости а"', "example-marks"),
        ("patterns:", "paterns:", "unknown-key"),
        ('ky: "т"}', 'en: "т"}', "unknown-key"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path, old, new, code):
    assert old in RULE
    with pytest.raises(BadLexicon) as caught:
        load_rule(write(tmp_path / "A1-99-x.yml", RULE.replace(old, new, 1)), frozenset({"A1"}))
    assert caught.value.code == code
    assert caught.value.parameters["line"] >= 1


def term(name, *entries):
    lines = "".join(f'    - "{entry}"\n' for entry in entries)
    return f'term: {name}\nrole: part\nabout: "x"\nsource: "y"\nentries:\n  ru:\n{lines}'


def test_lists_that_need_each_other_are_refused_when_the_lexicon_is_loaded(tmp_path):
    folder = tmp_path / "lexicons"
    shutil.copytree(lexicons(), folder)
    load_lexicon(folder)
    load_lexicon.cache_clear()
    write(folder / "terms" / "zz-one.yml", term("zz-one", "орган~ <zz-two>"))
    write(folder / "terms" / "zz-two.yml", term("zz-two", "акт~", "<zz-one> лицо~"))
    with pytest.raises(BadLexicon) as caught:
        load_lexicon(folder)
    assert caught.value.code == "term-circle"
    assert caught.value.parameters["file"] == str(folder / "terms" / "zz-one.yml")
    assert caught.value.parameters["terms"] == "<zz-one> → <zz-two> → <zz-one>"
    write(folder / "terms" / "zz-two.yml", term("zz-two", "акт~"))
    assert "zz-one" in load_lexicon(folder).terms
    load_lexicon.cache_clear()


def test_a_slot_without_a_name_is_refused(tmp_path):
    rule = load_rule(
        write(tmp_path / "A1-99-x.yml", RULE.replace("patterns:", "lacks: [nonsense]\npatterns:")),
        frozenset({"A1"}),
    )
    with pytest.raises(BadLexicon) as caught:
        check_slots([rule], {"slot-deadline": "срок"})
    assert (caught.value.code, caught.value.parameters["slot"]) == ("unknown-slot", "nonsense")
