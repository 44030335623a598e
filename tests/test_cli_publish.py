"""The commands of publication: exit codes and messages in both languages."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise import service_conclusion as conclusions
from expertise.cli import app
from expertise.cli_publish import PHRASE
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk

LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n"


def call(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPERTISE_HOME", str(tmp_path / "home"))
    desk = Desk(tmp_path / "home")
    desk.store.set({"name": "Эксперт", "language": "ru"})
    draft = desk.receive([("law.txt", LAW.encode())])[0].draft
    text = desk.texts(draft)[0]
    body = {"client": uuid.uuid4().hex, "document": text.id, "action": "accept"}
    desk.decide(draft, {**body, "subjects": text.summary["keys"]}, "ru")
    desk.set_requisites(draft, {"number": "7", "date": "2026-11-22"})
    conclusions.sign(desk, draft, Signing("срочно"))
    return tmp_path / "home"


def draft_of(home: Path) -> str:
    return Desk(home).drafts()[0].draft


def test_release_lists_and_releases(home):
    code, out, _ = call("release")
    assert (code, "можно выпускать" in out, draft_of(home) in out) == (0, True, True)
    code, out, _ = call("release", draft_of(home), "--name", "Начальник", "--field", "land")
    assert (code, "Начальник" in out) == (0, True)
    assert "чыгарылды" in call("release", "--lang", "ky")[1]
    code, _, err = call("release", draft_of(home), "--field", "none")
    assert (code, "licensing" in err) == (2, True)


def test_recall_restrict_and_their_reasons(home):
    draft = draft_of(home)
    assert call("recall", draft, "--reason", "x")[0] == 2
    assert call("recall", draft, "--reason", "x", "--version", "4")[0] == 2
    assert call("restrict", draft)[0] == 2
    assert call("restrict", draft, "--reason", "тайна")[0] == 0
    code, _, err = call("release", draft)
    assert (code, "тайна" in err) == (2, True)
    assert call("restrict", draft, "--reason", "можно", "--lift")[0] == 0
    assert call("release", draft)[0] == 0
    code, out, _ = call("recall", draft, "--reason", "ошибка", "--lang", "ky")
    assert (code, "expertise publish" in out) == (0, True)


def test_keys_are_shown_made_and_locked(home, monkeypatch):
    code, out, err = call("keys")
    assert (code, out, "--new" in err) == (0, "", True)
    first = call("keys", "--new")[1].split()[0]
    ring = call("keys", "--new")[1].splitlines()
    assert (ring[0].split()[0], len(ring)) == (first, 2)
    done = CliRunner().invoke(app, ["keys", "--new", "--phrase"], input="тайна\nтайна\n")
    assert done.exit_code == 0
    code, _, err = call("release", draft_of(home))
    assert (code, PHRASE in err) == (2, True)
    monkeypatch.setenv(PHRASE, "тайна")
    assert call("release", draft_of(home))[0] == 0
    monkeypatch.setenv(PHRASE, "забыта")
    assert call("keys", "--new")[0] == 2
    assert call("keys", "--lost")[0] == 0


def test_publish_verify_and_attach(home, tmp_path):
    site = str(tmp_path / "site")
    code, _, err = call("publish", "--output", site)
    assert (code, bool(err)) == (0, True)
    assert call("release", draft_of(home))[0] == 0
    (tmp_path / "a.p7s").write_bytes(b"cms")
    code, _, err = call("attach", draft_of(home), str(tmp_path / "a.p7s"))
    assert (code, "--consent" in err) == (2, True)
    code, out, _ = call("attach", draft_of(home), str(tmp_path / "a.p7s"), "--consent", "--lang", "ky")
    assert (code, "текшерген жокпуз" in out) == (0, True)
    assert call("attach", draft_of(home), str(tmp_path / "none.sig"))[0] == 2
    code, out, _ = call("publish", "--output", site, "--address", "https://example.org/acts")
    assert code == 0
    assert "https://example.org/acts/ru/" in (tmp_path / "site" / "ru" / "feed.atom").read_text("utf-8")
    assert list((tmp_path / "site").rglob("conclusion.ru.pdf.p7s"))
    key = call("keys")[1].split()[0]
    assert call("verify", site, "--key", key[:10])[0] == 0
    code, out, _ = call("verify", site, "--key", "00")
    assert (code, key[:16] in out) == (1, True)
    code, _, err = call("publish", "--output", str(home))
    assert (code, str(home) in err) == (2, True)


def test_personal_data_is_told_before_it_leaves(home):
    desk, draft = Desk(home), draft_of(home)
    desk.set_requisites(draft, {"number": "8", "remarks": {"ru": "Звоните: 0555 12 34 56", "ky": ""}})
    conclusions.sign(desk, draft, Signing("срочно"))
    code, _, err = call("release", draft)
    assert (code, "0555 12 34 56" in err, "--personal" in err) == (2, True, True)
    assert call("release", draft, "--personal", "номер ведомства")[0] == 0
