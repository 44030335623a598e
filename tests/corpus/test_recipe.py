"""Recipes: requisites from names, an index, pages; what they refuse; the shipped ones load."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from small_acts import SUBSOIL_RU

from expertise.corpus.adding import add
from expertise.corpus.recipe import gathered, load_recipe
from expertise.corpus.store import Corpus
from expertise.errors import BadLexicon, WrongUse
from expertise.settings import corpora

SHIPPED = sorted((corpora() / "recipes").glob("*.yml"))
BARE = "Статья 1. Проба\nПроба берется.\n"
HEAD = 'id: r\nabout: {}\nsource: "test"\ndate: "2026-01-01"\nreviewed: "false"\nfiles: ["*.txt"]\n'
TAIL = 'dates: ["%d.%m.%Y"]\nkinds: {закон: law}\nstatuses: {утратил: repealed}\n'


def recipe(tmp_path: Path, body: str):
    path = tmp_path / "recipe.yml"
    path.write_text(HEAD + body + TAIL, encoding="utf-8")
    return load_recipe(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_recipes_load(path):
    loaded = load_recipe(path)
    assert loaded.id == path.stem
    assert set(loaded.statuses.values()) == {"in-force", "repealed", "not-yet"}


def test_names(tmp_path):
    acts = tmp_path / "acts" / "ru"
    acts.mkdir(parents=True)
    (acts / "Закон_257_2025-11-14.txt").write_text(BARE, encoding="utf-8")
    (acts / "прочее.txt").write_text(SUBSOIL_RU, encoding="utf-8")
    files, told = gathered(tmp_path / "acts", load_recipe(corpora() / "recipes" / "names.yml"))
    said = told[str(acts / "Закон_257_2025-11-14.txt")]
    assert (said.kind, said.number, said.date, said.language) == ("law", "257", date(2025, 11, 14), "ru")
    database = tmp_path / "c.db"
    assert all(each.uri for each in add(database, files, told))
    assert [work.uri for work in Corpus.open(database).works()] == [
        "/akn/kg/act/law/2012-03-05/31",
        "/akn/kg/act/law/2025-11-14/257",
    ]


ROW = {"f": "a.txt", "t": "О пробах", "n": "7", "d": "03.04.2020", "k": "Закон", "s": "Утратил"}
COLUMNS = "columns: {title: t, number: n, date: d, kind: k, status: s}"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_index_beside_the_files(tmp_path, form):
    acts = tmp_path / "acts"
    acts.mkdir()
    (acts / "a.txt").write_text(BARE, encoding="utf-8")
    (acts / "b.txt").write_text(SUBSOIL_RU, encoding="utf-8")
    table = (
        json.dumps([ROW, {"f": "gone.txt"}])
        if form == "json"
        else ";".join(ROW) + "\n" + ";".join(ROW.values())
    )
    (acts / f"index.{form}").write_text(table, encoding="utf-8")
    body = f'index: {{file: index.{form}, separator: ";", name: f, {COLUMNS}}}\n'
    files, told = gathered(acts, recipe(tmp_path, body))
    database = tmp_path / "c.db"
    list(add(database, files, told))
    work = Corpus.open(database).work("/akn/kg/act/law/2020-04-03/7")
    assert (work.title("ru"), work.state, work.standing.basis) == ("О пробах", "repealed", "index")
    assert Corpus.open(database).work("/akn/kg/act/law/2012-03-05/31").state == "in-force"


def test_fields_of_pages(tmp_path):
    page = (
        '<html lang="ru"><head><meta charset="utf-8"><meta name="number" content="7">'
        '<meta name="date" content="03.04.2020"><meta name="kind" content="Закон"></head>'
        "<body><p>О пробах</p><p>Статья 1. Проба</p><p>Проба берется.</p></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    _, told = gathered(tmp_path, load_recipe(corpora() / "recipes" / "pages.yml"))
    (said,) = told.values()
    assert (said.kind, said.number, said.date) == ("law", "7", date(2020, 4, 3))


def test_what_no_list_knows_is_as_good_as_none(tmp_path):
    (tmp_path / "a.txt").write_text(BARE, encoding="utf-8")
    (tmp_path / "index.csv").write_text("f;d;k;s\na.txt;завтра;Песня;Спит", encoding="utf-8")
    body = 'index: {file: index.csv, separator: ";", name: f, columns: {date: d, kind: k, status: s}}\n'
    _, told = gathered(tmp_path, recipe(tmp_path, body))
    (said,) = told.values()
    assert (said.kind, said.date, said.standing) == ("", None, None)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('name: "{colour}.txt"\n', "corpus-recipe-field"),
        ("page: {colour: x}\n", "unknown-key"),
        ("index: {file: x}\n", "missing-key"),
    ],
)
def test_bad_recipes_are_refused_with_their_place(tmp_path, body, code):
    with pytest.raises(BadLexicon, match=code) as told:
        recipe(tmp_path, body)
    assert told.value.parameters["line"] == 7


def test_an_index_that_is_missing_or_no_table(tmp_path):
    body = 'index: {file: index.json, separator: ";", name: f, columns: {title: t}}\n'
    made = recipe(tmp_path, body)
    with pytest.raises(WrongUse, match="corpus-index-missing"):
        gathered(tmp_path, made)
    for text in ("{", "[1, 2]", "3"):
        (tmp_path / "index.json").write_text(text, encoding="utf-8")
        with pytest.raises(WrongUse, match="corpus-index-bad"):
            gathered(tmp_path, made)
