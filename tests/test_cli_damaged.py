"""A folder of damaged files, and a computer without LibreOffice and tesseract: a clear word for each file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise.cli import app
from expertise.reading import read
from tests.reading.wholes import wholes

ROOT = Path(__file__).resolve().parents[1]
START = "from expertise.cli import main; main()"
RUNNER = CliRunner()
REASONS = {
    "cut.docx": ("файл повреждён", "файл бузулган"),
    "bomb.docx": ("больше, чем можно безопасно прочесть", "коопсуз окууга боло тургандан чоң"),
    "cut.rtf": ("файл повреждён", "файл бузулган"),
    "cut.doc": ("файл повреждён", "файл бузулган"),
    "cut.pdf": ("файл повреждён", "файл бузулган"),
    "cut.odt": ("файл повреждён", "файл бузулган"),
    "letter.txt": ("не похож", "окшобойт"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seven files that cannot be read, and one good file of every format beside them."""
    for form in ("docx", "rtf", "doc", "odt", "html", "txt", "pdf"):
        (tmp_path / f"good.{form}").write_bytes(wholes(form)[0])
    for form in ("docx", "rtf", "doc", "odt", "pdf"):
        (tmp_path / f"cut.{form}").write_bytes(wholes(form)[0][:700])
    (tmp_path / "letter.txt").write_text("Добрый день! Пишу вам о погоде.", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * 30_000_000)
    return tmp_path


@pytest.mark.parametrize(("language", "place"), [("ru", 0), ("ky", 1)])
def test_each_damaged_file_is_named_with_its_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, place: int
) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")
    files = sorted(map(str, folder.iterdir()))
    result = RUNNER.invoke(app, ["check", *files, "--format", "json", "--lang", language])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    told = {Path(record["file"]).name: record for record in map(json.loads, result.stdout.splitlines())}
    assert [told[Path(file).name]["file"] for file in files] == files
    for name, record in told.items():
        if name in REASONS:
            assert REASONS[name][place] in record["error"]["message"], name
            assert name in record["error"]["message"]
            assert name in result.stderr
        else:
            assert (record["error"], record["articles"] > 0) == (None, True), name


def alone(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Call the command line where no other program is found."""
    return subprocess.run(
        [sys.executable, "-c", START, *words],
        cwd=folder,
        env={**os.environ, "PATH": str(folder), "PYTHONPATH": str(ROOT), "EXPERTISE_SOFFICE": "none"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_libreoffice_and_tesseract_all_else_works(folder: Path) -> None:
    """Nothing on the search path: the scan says what to install, the old formats give their text."""
    (folder / "scan.png").write_bytes(wholes("picture")[0])
    names = ["good.docx", "good.doc", "good.rtf", "good.odt", "good.pdf", "good.html", "scan.png"]
    told = {language: alone(folder, "check", *names, "--lang", language) for language in ("ru", "ky")}
    for done in told.values():
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert "tesseract" in done.stderr
        assert done.stdout.count("LibreOffice") >= 3
    assert told["ru"].stderr != told["ky"].stderr
    records = alone(folder, "check", *names, "--format", "json").stdout.splitlines()
    *others, scan = map(json.loads, records)
    assert [record["articles"] > 0 for record in others] == [True] * 6
    assert scan["error"]["code"] == "scan-no-ocr"


def test_reading_says_that_libreoffice_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")
    for form in ("doc", "rtf", "odt"):
        assert "without-office" in read(folder / f"good.{form}").warnings
