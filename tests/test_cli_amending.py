"""``check DRAFT --base FILE``: report, JSON, annotated copy, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise.cli import app
from expertise.reading import read
from tests.test_cli import FINDING_KEYS, KEYS

RUNNER = CliRunner()


def call(*words: object):
    result = RUNNER.invoke(app, [str(word) for word in words], env={"EXPERTISE_LANG": None})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(params=["ru", "ky"])
def pair(request: pytest.FixtureRequest, samples: Path) -> tuple[Path, Path]:
    return tuple(samples / f"{name}-law.{request.param}.docx" for name in ("amending", "licensing"))


def test_the_report_shows_misfits_then_introduced_then_cured(tmp_path: Path, samples: Path):
    base = tmp_path / "base.txt"
    text = read(samples / "licensing-law.ru.docx").text
    base.write_text(text.replace("более чем в 2 раза", "более чем вдвое"), encoding="utf-8")
    done = call("check", samples / "amending-law.ru.docx", "--base", base)
    assert done.exit_code == 0
    marks = [
        "Не подошло: 1", "Текст акта «О фонде рекультивации "
         "полигонов» не дан", "Таких слов на этом месте нет: «более чем в 2 раза»",
        "в проекте: ст. 1 "
         "п. 1 подп. а", "в акте: ст. 2 п. 4", "Изменение не внесено.", "Появилось: 5", "Устранено: 9",
    ]  # fmt: skip
    places = [done.stdout.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "Сохранилось:" not in done.stdout
    assert "Сохранилось:" in call("check", samples / "amending-law.ru.docx", "--base", base, "--all").stdout


def test_json_keeps_its_keys_and_tells_the_change(pair):
    draft, base = pair
    done = call("check", draft, "--base", base, "--format", "json")
    found = json.loads(done.stdout)
    assert list(found)[: len(KEYS)] == KEYS
    assert {"operations", "misfits", "unparsed", "without_base", "consolidated"} <= set(found)
    assert {f["fate"] for f in found["findings"]} == {"introduced", "kept", "cured"}
    texts = {
        "draft": read(draft).text, "base": read(base).text, "consolidated": found["consolidated"][0]["text"],
    }  # fmt: skip
    for finding in found["findings"]:
        assert set(finding) >= FINDING_KEYS
        start, end = finding["span"]
        assert texts[finding["text"]][start:end] == finding["quote"]
        assert finding["of"] == str(draft if finding["text"] == "draft" else base)
    for order in found["operations"]:
        start, end = order["span"]
        assert all(words in texts["draft"][start:end] for words in order["old"])
    for gone in found["consolidated"][0]["removed"]:
        assert texts["base"][slice(*gone["span"])] == gone["text"]


def test_a_misfit_has_both_places(tmp_path: Path, samples: Path):
    base = tmp_path / "base.txt"
    text = read(samples / "licensing-law.ky.docx").text
    base.write_text(text.replace("2 эседен ашык", "эки эседен көп"), encoding="utf-8")
    draft = samples / "amending-law.ky.docx"
    found = json.loads(call("check", draft, "--base", base, "--format", "json").stdout)
    (misfit,) = found["misfits"]
    assert (misfit["reason"], misfit["words"], misfit["eid"]) == (
        "words-missing",
        "2 эседен ашык",
        "art_2__point_4",
    )
    assert read(draft).text[slice(*misfit["draft"])].startswith("4-пункттагы")
    assert read(base).text[slice(*misfit["span"])].startswith("4)")


def test_the_annotated_copy_is_the_draft(pair, tmp_path: Path):
    draft, base = pair
    copy = tmp_path / "copy.docx"
    done = call("check", draft, "--base", base, "--format", "docx", "--output", copy)
    assert done.exit_code == 0
    assert read(copy).text == read(draft).text


def test_exit_codes(samples: Path, tmp_path: Path):
    draft, base = samples / "amending-law.ru.docx", samples / "licensing-law.ru.docx"
    assert call("check", draft, "--base", base, "--fail-on", "high").exit_code == 1
    output = tmp_path / "out.json"
    assert call("check", draft, "--base", base, "--format", "json", "--output", output).exit_code == 0
    assert json.loads(output.read_text(encoding="utf-8"))["operations"]
    for words in (
        ("check", draft, draft, "--base", base), ("check", base, "--base", base),
        ("check", draft, "--base", draft),
        ("check", draft, "--base", tmp_path / "absent.docx"),
        ("check", tmp_path / "absent.docx", "--base", base),
    ):  # fmt: skip
        done = call(*words)
        assert done.exit_code == 2
        assert done.stderr
        assert not done.stdout


def test_without_a_base_the_report_says_what_cannot_be_judged(samples: Path):
    assert "--base" in call("check", samples / "amending-law.ru.docx").stdout
    assert "--base" not in call("check", samples / "licensing-law.ru.docx").stdout
