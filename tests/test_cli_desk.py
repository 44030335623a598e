"""The commands around the desk: exit codes and messages in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise.cli import app
from expertise.service_desk import Desk

LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n"


def call(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    desk = Desk(tmp_path / "home")
    desk.store.set({"name": "А. Эксперт", "language": "ru"})
    draft = desk.receive([("law.txt", LAW.encode())])[0].draft
    desk.set_requisites(draft, {"number": "7", "date": "2026-11-22", "verdict": "revise"})
    return tmp_path / "home"


def draft_of(home: Path) -> str:
    return Desk(home).drafts()[0].draft


@pytest.mark.parametrize(("lang", "word"), [("ru", "решено: русский 0 из"), ("ky", "чечилди")])
def test_conclude_lists_the_drafts(home, lang, word):
    code, out, _ = call("conclude", "--home", str(home), "--lang", lang)
    assert code == 0
    assert draft_of(home) in out
    assert word in out


def test_conclude_without_drafts_says_what_to_do(tmp_path):
    code, out, err = call("conclude", "--home", str(tmp_path / "new"))
    assert (code, out) == (0, "")
    assert "expertise ui" in err


def test_conclude_writes_the_files(home, tmp_path):
    code, out, _ = call("conclude", draft_of(home), "--home", str(home), "--output", str(tmp_path))
    assert code == 0
    names = {p.name.partition("-")[2] for p in tmp_path.glob("*-*")}
    assert {"conclusion.ru.docx", "conclusion.ky.pdf", "annotated.ru.docx"} <= names
    assert "conclusion.ru.docx" in out


def test_conclude_signs_only_with_a_reason(home, tmp_path):
    words = ["conclude", draft_of(home), "--home", str(home), "--output", str(tmp_path), "--sign"]
    code, _, err = call(*words, "--leave-undecided")
    assert code == 2
    assert "--override" in err
    assert call(*words, "--leave-undecided", "--override", "срочно")[0] == 0
    assert Desk(home).drafts()[0].state in ("signed", "new")
    assert len(Desk(home).state(draft_of(home)).signed) == 1


def test_unknown_drafts_and_folders_are_told(home, tmp_path):
    code, _, err = call("conclude", "nobody", "--home", str(home))
    assert (code, "nobody" in err) == (2, True)
    code, _, err = call("conclude", draft_of(home), "--home", str(home), "--output", str(tmp_path / "no"))
    assert (code, str(tmp_path / "no") in err) == (2, True)


def test_backup_and_restore(home, tmp_path):
    file, new = str(tmp_path / "b.zip"), str(tmp_path / "new")
    assert call("backup", file, "--home", str(home))[0] == 0
    assert call("restore", file, "--home", new)[0] == 0
    code, _, err = call("restore", file, "--home", new, "--lang", "ky")
    assert (code, "--replace" in err) == (2, True)
    code, out, _ = call("restore", file, "--home", new, "--replace")
    assert code == 0
    assert "new." in out
    assert Desk(Path(new)).store.entries() == Desk(home).store.entries()
    assert call("restore", str(tmp_path / "absent.zip"), "--home", new)[0] == 2


def test_verify_tells_sound_from_altered(home, tmp_path, monkeypatch):
    monkeypatch.setenv("EXPERTISE_HOME", str(home))
    assert call("verify")[0] == 0
    words = ["conclude", draft_of(home), "--output", str(tmp_path), "--sign", "--leave-undecided"]
    assert call(*words, "--override", "срочно")[0] == 0
    (archive,) = (home / "archive").glob("*.zip")
    assert call("verify", str(archive))[0] == 0
    text = Desk(home).store.documents()[0]
    Desk(home).store.file_path(text.sha256).write_bytes(b"other")
    code, out, err = call("verify", "--lang", "ky")
    assert code == 1
    assert "law.txt" in out
    assert "1" in err
    archive.write_bytes(b"no archive")
    assert call("verify", str(archive))[0] == 2
    assert call("verify", str(tmp_path / "absent.zip"))[0] == 2


def test_a_home_that_is_a_file_is_told_before_any_browser_opens(tmp_path):
    (tmp_path / "file").write_text("x")
    code, _, err = call("ui", "--no-browser", "--home", str(tmp_path / "file"))
    assert code == 2
    assert str(tmp_path / "file") in err
