"""check --against: both places in the report and in JSON; an act that cannot be read ends the call."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise.cli import app

LAW = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ

О сборах

Статья 1. Срок
Срок проведения плановой проверки субъекта предпринимательства не может превышать 30 рабочих дней.
"""
CODE = """КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ

КОДЕКС ПРИМЕРОВ

Статья 9. Срок
Плановая проверка субъекта предпринимательства проводится в срок не более 10 рабочих дней.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    law, code = tmp_path / "law.txt", tmp_path / "code.txt"
    law.write_text(LAW, encoding="utf-8")
    code.write_text(CODE, encoding="utf-8")
    return str(law), str(code)


def test_json_shows_the_other_place(files):
    law, code = files
    done = CliRunner().invoke(app, ["check", law, "--against", code, "--format", "json"])
    assert done.exit_code == 0
    (finding,) = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "C-HIER-01"]
    (place,) = finding["evidence"]
    assert place["file"] == code
    assert (place["act"], place["label"]) == ("КОДЕКС ПРИМЕРОВ", "ст. 9 абз. 1")
    assert place["quote"].startswith("Плановая проверка")


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Сверено с актами: КОДЕКС"), ("ky", "Актылар менен салыштырылды: КОДЕКС")]
)
def test_the_report_names_the_act_and_quotes_its_norm(files, language, words):
    law, code = files
    done = CliRunner().invoke(app, ["check", law, "--against", code, "--lang", language])
    assert done.exit_code == 0
    assert words in done.stdout
    assert "«Плановая проверка субъекта предпринимательства" in " ".join(done.stdout.split())


def test_without_other_acts_nothing_is_said_of_them(files):
    law, _ = files
    done = CliRunner().invoke(app, ["check", law])
    assert "Сверено" not in done.stdout
    assert "C-HIER" not in done.stdout


def test_an_act_that_cannot_be_read_is_an_error(files):
    law, _ = files
    done = CliRunner().invoke(app, ["check", law, "--against", "none.docx"])
    assert done.exit_code == 2
