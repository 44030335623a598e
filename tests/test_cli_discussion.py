"""``expertise discussion``, ``ria`` and ``answers``: exit codes, messages in both languages, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from expertise.cli import app
from expertise.service_desk import Desk
from expertise.settings import corpora

FOLDER = corpora() / "discussion"


def call(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def place(tmp_path: Path) -> tuple[str, str]:
    desk = Desk(tmp_path / "home")
    desk.store.set({"name": "Эксперт", "language": "ru"})
    name = "licensing-law.ru.docx"
    draft = desk.receive([(name, (corpora() / "samples" / name).read_bytes())])[0].draft
    text = desk.texts(draft)[0]
    keys = list(desk.examination(text.id).by_key)[:3]
    desk.decide(draft, {"client": "a", "document": text.id, "action": "accept", "subjects": keys}, "ru")
    return draft, str(tmp_path / "home")


def test_import_list_decide_report(place, tmp_path):
    draft, home = place
    where = ("--home", home, "--lang", "ru")
    code, out, err = call(
        "discussion", "import", draft, FOLDER / "proposals.ru.csv", tmp_path / "no.csv", *where
    )
    assert code == 2
    assert "принято предложений: 6" in out
    assert "Строка 7: нет текста" in out
    assert "Лист «»" not in out  # a .csv has no sheets
    assert "no.csv" in err
    code, out, _ = call("discussion", "list", draft, *where)
    assert (code, "1, 2\tст. 18 ч. 1\tне решено" in out) == (0, True)
    code, _, err = call("discussion", "decide", draft, "--number", "1,2", "--as", "rejected", *where)
    assert (code, "причину" in err) == (2, True)
    assert call("discussion", "decide", draft, "--number", "x", "--as", "accepted", *where)[0] == 2
    options = ("--reason", "Есть срок", "--reason-ky", "Мөөнөт бар")
    assert (
        call("discussion", "decide", draft, "--number", "1,2", "--as", "rejected", *options, *where)[0] == 0
    )
    code, _, err = call(
        "discussion", "report", draft, "--output", tmp_path, "--confirm", "--date", "2026-03-20", *where
    )
    assert (code, "Без решения осталось предложений: 4" in err) == (2, True)
    assert call("discussion", "decide", draft, "--number", "3,4,5,6", "--as", "accepted", *where)[0] == 0
    code, out, _ = call(
        "discussion", "report", draft, "--output", tmp_path, "--confirm", "--date", "2026-03-20", *where
    )
    assert code == 0
    assert {p.name.partition("-")[2] for p in tmp_path.glob(f"{draft}-*")} == {
        f"discussion.{t}.{f}" for t in ("ru", "ky") for f in ("docx", "pdf")
    }


def test_the_analysis(place):
    draft, home = place
    where = ("--home", home, "--lang", "ky")
    code, _, err = call("ria", "show", draft, *where)
    assert (code, "expertise ria attach" in err) == (0, True)
    code, out, _ = call("ria", "attach", draft, FOLDER / "ria.ru.docx", *where)
    assert (code, "жок\tАтаандаштыкка" in out) == (0, True)
    assert call("ria", "show", draft, *where)[1] == out


def test_answers(place, tmp_path):
    draft, home = place
    where = ("--home", home, "--lang", "ru")
    (tmp_path / "a.csv").write_text("№;Ответ;Причина\n1;Принято;\n2;Отклонено;\n", encoding="utf-8")
    code, out, _ = call("answers", "import", draft, tmp_path / "a.csv", tmp_path / "none.docx", *where)
    assert code == 2
    assert "принято ответов: 1" in out
    assert "не названа причина" in out
    assert (
        call("answers", "set", draft, "--number", "2", "--as", "rejected", "--reason", "Так", *where)[0] == 0
    )
    code, out, _ = call("answers", "list", draft, *where)
    assert (code, "Причина: Так" in out, "принято\tждём" in out) == (0, True, True)
    sample = corpora() / "samples" / "licensing-law.ru.docx"
    code, out, _ = call("answers", "adopt", draft, sample, "--about", "№ 1", *where)
    assert (code, "обещание не выполнено" in out) == (0, True)
    code, out, _ = call("answers", "acceptance", "--home", home, "--lang", "ky")
    assert (code, "Факторлор боюнча" in out) == (0, True)
    assert call("answers", "list", "nobody", *where)[0] == 2
