"""expertise compare: one object a pair, in order; a bad file stops nobody; reports in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise import service, service_compare
from expertise.cli import app
from expertise.reading import read

RUNNER = CliRunner()
RU = (
    "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО примере\n\nСтатья 1. Срок\n"
    "1. Орган выдаёт лицензию в течение {n} дней со дня подачи заявления.\n"
)
KY = (
    "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nМисал жөнүндө\n\n1-берене. Мөөнөт\n"
    "1. Орган лицензияны арыз берилген күндөн тартып {n} күндүн ичинде берет.\n"
)
PLACE = {"eid", "label", "span", "quote"}


def call(*words: object):
    result = RUNNER.invoke(app, [str(word) for word in words], env={"EXPERTISE_LANG": None})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def files(tmp_path: Path):
    def make(name: str, ru: int, ky: int) -> tuple[Path, Path]:
        paths = tmp_path / f"{name}.ru.txt", tmp_path / f"{name}.ky.txt"
        for path, text, number in zip(paths, (RU, KY), (ru, ky), strict=True):
            path.write_text(text.format(n=number), encoding="utf-8")
        return paths

    return make


def test_json_is_one_object_a_pair_in_order(files):
    result = call("compare", *files("a", 10, 15), *files("b", 10, 10), "--format", "json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [Path(row["ru"]["file"]).name for row in rows] == ["a.ru.txt", "b.ru.txt"]
    assert [len(row["findings"]) for row in rows] == [1, 0]
    found = rows[0]["findings"][0]
    assert (found["kind"], found["factor"]) == ("deadline", "E1")
    assert set(found["ru"]) == set(found["ky"]) == PLACE
    assert set(found["why"]) == set(found["recommendation"]) == {"ru", "ky"}
    assert rows[0]["error"] is None
    for side in ("ru", "ky"):
        act = read(Path(rows[0][side]["file"]))
        start, end = found[side]["span"]
        assert act.text[start:end] == found[side]["quote"]


def test_a_missing_side_is_null(files, tmp_path):
    ru, ky = files("a", 10, 10)
    ru.write_text(ru.read_text() + "2. Плата за лицензию составляет 100 сомов и вносится в бюджет.\n")
    found = json.loads(call("compare", ru, ky, "--format", "json").stdout)["findings"]
    assert [(f["kind"], f["ky"]) for f in found] == [("missing", None)]


def test_one_bad_file_does_not_stop_the_others(files, tmp_path):
    ru, ky = files("a", 10, 15)
    result = call("compare", tmp_path / "none.txt", ky, ru, ky, "--format", "json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 2
    assert [row["error"] and row["error"]["code"] for row in rows] == ["not-found", None]
    assert [len(row["findings"]) for row in rows] == [0, 1]


def test_texts_in_the_wrong_order_are_told(files):
    ru, ky = files("a", 10, 15)
    row = json.loads(call("compare", ky, ru, "--format", "json").stdout)
    assert row["error"]["code"] == "compare-language"


def test_an_odd_number_of_files_is_wrong_use(files):
    ru, ky = files("a", 10, 15)
    result = call("compare", ru, ky, ru)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(("level", "code"), [("low", 1), ("high", 0)])
def test_fail_on_sets_the_exit_code(files, level, code):
    ru, ky = files("a", 10, 15)
    for path in (ru, ky):
        path.write_text(path.read_text().replace("лицензию", "справку").replace("лицензияны", "маалымкатты"))
    assert call("compare", ru, ky, "--fail-on", level).exit_code == code


@pytest.mark.parametrize(
    ("lang", "words"), [("ru", ("Сроки расходятся", "ст. 1")), ("ky", ("Мөөнөттөр", "1-берене"))]
)
def test_the_report_speaks_both_languages(files, lang, words):
    text = call("compare", *files("a", 10, 15), "--lang", lang).stdout
    assert all(word in text for word in words)
    assert "в течение 10 дней" in text
    assert "15 күндүн" in text


def test_two_panes_for_the_desk(files):
    ru, ky = (read(path) for path in files("a", 10, 15))
    done = service_compare.compare_drafts(ru, ky, service.open_lexicon())
    marked = [row for row in done.rows if row.differences]
    assert len(marked) == 1
    assert [line.text[slice(*mark[:2])] for line in marked[0].ru for mark in line.marks] == [
        done.differences[0].ru.quote
    ]
