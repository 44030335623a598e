"""``expertise package``: a folder or .zip, for people and programs; damaged members; the letter of return."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from expertise.cli import app
from expertise.settings import corpora

RUNNER = CliRunner()
LETTERS = {f"return.{tongue}.{form}" for tongue in ("ru", "ky") for form in ("docx", "pdf")}


def run(*words: object):
    return RUNNER.invoke(app, ["package", *(str(word) for word in words)])


def sample(name: str) -> Path:
    return corpora() / "packages" / f"{name}.zip"


@pytest.mark.parametrize(
    ("language", "complete"),
    [
        ("ru", "Все части на месте, замечаний к пакету нет."),
        ("ky", "Бардык бөлүктөр бар, топтомго эскертүү жок."),
    ],
)
def test_parts_come_first_then_the_findings_of_both_drafts(language, complete):
    done = run(sample("complete"), "--lang", language)
    assert done.exit_code == 0
    assert complete in done.stdout
    report = done.stdout[done.stdout.index(complete) :]
    assert "[[по своему усмотрению]]" in report
    assert "[[өз каалоосу боюнча]]" in report
    assert "\n   D5 " not in report  # the package was judged: nobody asks for it any more
    assert "\n   D1 " in report


def test_json_is_one_object():
    done = json.loads(run(sample("partial"), "--format", "json").stdout)
    assert [(p["file"], p["part"], p["state"]) for p in done["parts"]] == [
        ("scan0001.docx", "draft-ru", "ok"),
        ("scan0002.docx", "note", "ok"),
        ("scan0003.docx", "table", "ok"),
    ]
    assert done["missing"] == ["draft-ky", "amended", "discussion"]
    assert all(r["text"] for r in done["remarks"])
    assert [d["file"] for d in done["drafts"]] == ["scan0001.docx"]
    assert "A1-09" in {f["rule"] for f in done["drafts"][0]["findings"]}
    assert {f["fate"] for f in done["tables"][0]["findings"]} == {"introduced", "kept"}


def test_a_folder_gives_the_same_as_its_zip(tmp_path):
    with zipfile.ZipFile(sample("complete")) as archive:
        archive.extractall(tmp_path)
    one, other = (json.loads(run(p, "--format", "json").stdout) for p in (sample("complete"), tmp_path))
    assert {**one, "package": ""} == {**other, "package": ""}


def test_a_damaged_member_is_told_and_the_others_are_checked(tmp_path):
    target = tmp_path / "p.zip"
    with zipfile.ZipFile(sample("partial")) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member.filename, data[:5000] if member.filename == "scan0002.docx" else data)
        new.writestr("ещё.zip", b"PK\x03\x04")
    done = run(target, "--format", "json")
    assert done.exit_code == 2
    assert "scan0002.docx" in done.stderr
    assert "ещё.zip" in done.stderr
    found = json.loads(done.stdout)
    errors = {p["file"]: p["error"]["code"] for p in found["parts"] if p["error"]}
    assert errors == {"scan0002.docx": "damaged", "ещё.zip": "nested-archive"}
    assert found["drafts"][0]["findings"]


def test_fail_on_looks_at_the_drafts():
    assert run(sample("complete"), "--fail-on", "high").exit_code == 1
    assert run(sample("complete"), "--fail-on", "high", "--factor", "C6").exit_code == 0


def test_the_letter_names_what_is_missing_in_both_languages(tmp_path):
    done = run(sample("partial"), "--letter", tmp_path, "--lang", "ru")
    assert {p.name for p in tmp_path.iterdir()} == LETTERS
    assert "return.ky.pdf" in done.stderr
    for language, parts in (
        ("ru", ("отчёт об общественном обсуждении", "проект на государственном языке")),
        ("ky", ("коомдук талкуунун отчету", "мамлекеттик тилдеги долбоор")),
    ):
        text = "\n".join(p.text for p in docx.Document(tmp_path / f"return.{language}.docx").paragraphs)
        assert all(part in text for part in parts)
        assert (tmp_path / f"return.{language}.pdf").read_bytes().startswith(b"%PDF")


def test_a_complete_package_has_no_letter(tmp_path):
    assert run(sample("complete"), "--letter", tmp_path).exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_package_is_told(tmp_path):
    for path in (tmp_path, tmp_path / "none.zip", corpora() / "packages" / "packages.yml"):
        done = run(path)
        assert (done.exit_code, done.stdout) == (2, "")
        assert str(path) in done.stderr
