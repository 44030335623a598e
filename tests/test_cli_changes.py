"""``expertise diff``: what changed in a text and in its findings, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise.cli import app

RUNNER = CliRunner()
OLD = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО примере\n\nСтатья 1. Отказ\n"
    "1. Уполномоченный орган отказывает в выдаче разрешения по иным основаниям.\n"
    "2. Отказ обжалуется в суд.\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\nМисал жөнүндө\n\n1-берене. Берүү\n"
    "1. Ыйгарым укуктуу орган зарыл болгон учурда кошумча документтерди суратууга укуктуу.\n"
    "2. Чечимге сотко даттанылат.\n",
}
NEW = {
    "ru": OLD["ru"].replace("2. Отказ", "2. Орган по своему усмотрению продлевает срок.\n3. Отказ"),
    "ky": OLD["ky"].replace("зарыл болгон учурда кошумча", "мыйзамда аталган"),
}


@pytest.fixture
def pair(tmp_path: Path):
    def write(old: str, new: str) -> list[str]:
        paths = [tmp_path / "old.txt", tmp_path / "new.txt"]
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, encoding="utf-8")
        return [str(path) for path in paths]

    return write


def run(*words: str):
    return RUNNER.invoke(app, ["diff", *words])


def test_the_report_shows_passages_and_fates(pair):
    done = run(*pair(OLD["ru"], NEW["ru"]), "--lang", "ru")
    assert done.exit_code == 0
    assert "ст. 1 ч. 2 → ст. 1 ч. 3: изменён номер" in done.stdout
    assert "   + 2. Орган по своему усмотрению продлевает срок." in done.stdout
    assert "Появилось: 1" in done.stdout
    assert "[[по своему усмотрению]]" in done.stdout
    assert "Сохранилось:" in done.stdout


def test_a_kyrgyz_text_is_reported_in_kyrgyz(pair):
    done = run(*pair(OLD["ky"], NEW["ky"]), "--lang", "ky")
    assert "Жоюлду:" in done.stdout
    assert "1-берененин 1-бөлүгү: өзгөртүлдү" in done.stdout


def test_json_has_every_fate_and_the_old_place(pair):
    done = json.loads(run(*pair(OLD["ru"], NEW["ru"]), "--format", "json").stdout)
    assert [f["rule"] for f in done["introduced"]] == ["A1-09"]
    assert done["kept"]
    assert all(f["old"]["rule"] == f["rule"] and not f["edited"] for f in done["kept"])
    assert done["cured"] == []
    assert {c["kind"] for c in done["changes"]} == {"added", "renumbered"}
    assert done["error"] is None


def test_fail_on_looks_at_introduced_findings_only(pair):
    assert run(*pair(OLD["ru"], NEW["ru"]), "--fail-on", "high").exit_code == 1
    assert run(*pair(NEW["ru"], OLD["ru"]), "--fail-on", "low").exit_code == 0


def test_the_view_is_that_of_check(pair):
    done = json.loads(run(*pair(OLD["ru"], NEW["ru"]), "--format", "json", "--factor", "B3").stdout)
    assert {f["factor"] for name in ("introduced", "kept", "cured") for f in done[name]} == {"B3"}


def test_an_unreadable_side_and_two_languages_are_told(pair, tmp_path):
    old, new = pair(OLD["ru"], OLD["ky"])
    done = run(old, new)
    assert (done.exit_code, done.stdout) == (2, "")
    done = run(old, str(tmp_path / "none.txt"), "--format", "json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["code"] == "not-found"


def test_the_result_goes_to_a_file(pair, tmp_path):
    target = tmp_path / "diff.txt"
    assert run(*pair(OLD["ru"], NEW["ru"]), "--output", str(target)).stdout == ""
    assert "Появилось: 1" in target.read_text(encoding="utf-8")
