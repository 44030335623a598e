"""The commands of the corpus: what they print, exit codes, both languages, files written whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from small_acts import OLD_CODE, SUBSOIL_KY, SUBSOIL_RU
from typer.testing import CliRunner

from expertise.cli import app

RUNNER = CliRunner()
LAW = "/akn/kg/act/law/2012-03-05/31"


def call(*words: object, env: dict[str, str] | None = None):
    result = RUNNER.invoke(app, [str(word) for word in words], env={"EXPERTISE_LANG": None, **(env or {})})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    folder = tmp_path / "acts"
    folder.mkdir()
    citing = SUBSOIL_RU.replace("О пробах недр", "О реестрах").replace("№ 31", "№ 32")
    citing = citing.replace("Споры о пробах решает суд.", "По статье 9 Закона КР «О пробах недр».")
    texts = {"ru": SUBSOIL_RU, "ky": SUBSOIL_KY, "code": OLD_CODE, "citing": citing}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def database(acts: Path, tmp_path: Path) -> Path:
    path = tmp_path / "corpus.db"
    assert call("corpus", "add", acts, "--corpus", path).exit_code == 0
    return path


def test_adding_counts_and_names_bad_files(acts, tmp_path):
    (acts / "bad.docx").write_bytes(b"no word file")
    path = tmp_path / "c.db"
    first = call("corpus", "add", acts, "--corpus", path)
    assert (first.exit_code, first.stdout.strip()) == (2, "Добавлено: 4, уже было: 0, не удалось: 1")
    assert "bad.docx" in first.stderr
    again = call("corpus", "add", acts, "--corpus", path, "--lang", "ky")
    assert (again.exit_code, "мурда бар эле: 4" in again.stdout) == (2, True)
    listed = call("corpus", "status", "--failures", "--corpus", path)
    assert "bad.docx" in listed.stdout


def test_files_of_a_folder_that_are_left_aside_are_counted(acts, tmp_path):
    for name in ("table.xlsx", "more.zip", ".hidden.xlsx", "~$ru.docx"):
        (acts / name).write_bytes(b"PK")
    done = call("corpus", "add", acts, "--corpus", tmp_path / "c.db")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1:] == [
        "Оставлено в стороне файлов других форматов (таблицы, архивы и прочее): 2"
    ]


def test_the_users_own_corpus_is_used_without_a_name(acts, tmp_path):
    env = {"EXPERTISE_HOME": str(tmp_path / "home")}
    missing = call("corpus", "status", env=env)
    assert (missing.exit_code, "corpus add" in missing.stderr) == (2, True)
    assert call("corpus", "add", acts, env=env).exit_code == 0
    assert "Актов: 3" in call("corpus", "status", env=env).stdout


def test_status_for_reading_and_for_programs(database):
    text = call("corpus", "status", "--corpus", database).stdout
    assert "Актов: 3, текстов: 4" in text
    assert "На кыргызском: 1" in text
    record = json.loads(call("corpus", "status", "--corpus", database, "--format", "json").stdout)
    assert (record["acts"], record["newest"], record["languages"]) == (3, "2012-03-05", {"ky": 1, "ru": 3})


def test_search_says_against_what(database):
    found = call("corpus", "search", "уруксат", "--corpus", database)
    assert f"{LAW}#art_1 (ky)" in found.stdout
    assert "По корпусу: актов 3, новейшая дата 2012-03-05" in found.stdout
    assert (
        "Эч нерсе табылган жок"
        in call("corpus", "search", "лицензия", "--lang", "ky", "--corpus", database).stdout
    )
    assert LAW in call("corpus", "search", "О прбах недр", "--titles", "--corpus", database).stdout


def test_show_and_mark(database):
    shown = call("corpus", "show", LAW, "--corpus", database)
    assert "закон, № 31, дата 2012-03-05" in shown.stdout
    text = call("corpus", "show", LAW, "--text", "--language", "ky", "--corpus", database).stdout
    assert text.startswith("КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ")
    words = ("--since", "2020-01-01", "--note", "заменен", "--corpus", database)
    marked = call("corpus", "mark", LAW, "repealed", *words)
    assert "Утратил силу с 2020-01-01" in marked.stdout
    record = json.loads(call("corpus", "show", LAW, "--format", "json", "--corpus", database).stdout)
    assert (record["state"], record["since"], record["basis"]) == ("repealed", "2020-01-01", "hand")
    unknown = call("corpus", "show", "/akn/kg/act/law/1/1", "--corpus", database)
    assert (unknown.exit_code, "--titles" in unknown.stderr) == (2, True)
    lost = call(
        "corpus", "show", "/akn/kg/act/code/1999-02-01/4", "--text", "--language", "ky", "--corpus", database
    )
    assert lost.exit_code == 2


def test_the_graph_as_table_and_picture(database, tmp_path):
    table = call("corpus", "graph", "--corpus", database).stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["target"], row["label"], row["state"]) for row in rows] == [(LAW, "ст. 9", "dead")]
    one = json.loads(call("corpus", "graph", "--format", "json", "--corpus", database).stdout)
    assert one["reason"] == "missing-unit"
    target = tmp_path / "graph.svg"
    drawn = call("corpus", "graph", "--format", "svg", "--output", target, "--corpus", database)
    assert "По корпусу" in drawn.stderr
    assert target.read_text(encoding="utf-8").startswith("<svg")
    assert "digraph" in call("corpus", "graph", "--format", "dot", "--act", LAW, "--corpus", database).stdout


def test_a_recipe_by_name_and_what_is_wrong_with_one(acts, tmp_path):
    path = tmp_path / "c.db"
    done = call("corpus", "add", acts, "--recipe", "names", "--corpus", path)
    assert (done.exit_code, "Добавлено: 4" in done.stdout) == (0, True)
    unknown = call("corpus", "add", acts, "--recipe", "none", "--corpus", path)
    assert (unknown.exit_code, "names" in unknown.stderr) == (2, True)
    assert call("corpus", "add", acts / "ru.txt", "--recipe", "names", "--corpus", path).exit_code == 2


def test_what_is_no_corpus(tmp_path):
    (tmp_path / "c.db").write_text("no database " * 200)
    for words in (("status",), ("search", "слово"), ("graph",), ("add", tmp_path)):
        done = call("corpus", *words, "--corpus", tmp_path / "c.db")
        assert (done.exit_code, bool(done.stderr)) == (2, True)
