"""Adding: what becomes of files, going on after a kill, workers, editions, states that tell corpora apart."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from small_acts import SUBSOIL_RU

from expertise.corpus import adding
from expertise.corpus.adding import add
from expertise.corpus.prepare import Prepared, prepare
from expertise.corpus.store import Corpus
from expertise.corpus.work import Told
from expertise.errors import WrongUse

ROOT = Path(adding.__file__).resolve().parents[2]


def files(folder: Path) -> list[str]:
    return sorted(map(str, folder.iterdir()))


def test_works_have_uris_titles_and_both_languages(corpus):
    works = {work.uri: work for work in corpus.works()}
    assert list(works) == [
        "/akn/kg/act/code/1999-02-01/4", "/akn/kg/act/code/2024-02-01/9", "/akn/kg/act/law/2012-03-05/31",
        "/akn/kg/act/order/2020-04-03/7",
    ]  # fmt: skip
    law = works["/akn/kg/act/law/2012-03-05/31"]
    assert law.titles == {"ky": "Жер казынасынын сынамдары жөнүндө", "ru": "О пробах недр"}
    assert (law.languages, law.force, law.date) == (("ky", "ru"), 4, date(2012, 3, 5))
    assert works["/akn/kg/act/code/2024-02-01/9"].force < law.force


def test_acts_come_back_as_they_were_read(corpus, folder):
    act = corpus.act("/akn/kg/act/law/2012-03-05/31", "ru")
    again = prepare(act.file, act.sha256, Told())
    assert isinstance(again, Prepared)
    assert act.text.startswith("ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ")
    assert [u.eid for u in act.units if u.number == "3"] == ["art_3"]
    assert corpus.act("/akn/kg/act/order/2020-04-03/7", "ky") is None
    assert corpus.act("/akn/kg/act/order/2020-04-03/7").requisites.number == "7"


def test_a_second_time_adds_nothing_and_a_copy_neither(folder, tmp_path):
    database = tmp_path / "c.db"
    (folder / "copy.txt").write_text(SUBSOIL_RU, encoding="utf-8")
    first = list(add(database, files(folder)))
    assert sum(bool(each.uri) for each in first) == 5
    state = Corpus.open(database).state
    second = list(add(database, files(folder)))
    assert [bool(each.uri or each.failure) for each in second] == [False] * 6
    assert Corpus.open(database).state == state


def test_bad_files_are_listed_and_stop_nothing(folder, tmp_path):
    database = tmp_path / "c.db"
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "nameless.txt").write_text("Статья 1. Проба\nПроба берется.\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    done = {Path(each.file).name: each for each in add(database, [*files(folder), str(folder / "gone.txt")])}
    assert sum(bool(each.uri) for each in done.values()) == 5
    codes = {Path(f.file).name: f.code for f in Corpus.open(database).failures()}
    assert set(codes) == {"bad.docx", "nameless.txt", "empty.txt", "gone.txt"}
    assert codes["nameless.txt"] == "corpus-nameless"
    (folder / "nameless.txt").write_text(SUBSOIL_RU + "4. Еще.\n", encoding="utf-8")
    list(add(database, files(folder)))
    assert "nameless.txt" not in {Path(f.file).name for f in Corpus.open(database).failures()}


def test_workers_give_the_same_corpus(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(adding, "BATCH", 2)
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    states = []
    for workers in (1, 2):
        database = tmp_path / f"{workers}.db"
        told = [(each.uri, each.failure) for each in add(database, files(folder), workers=workers)]
        rows = sqlite3.connect(database).execute("SELECT id, uri FROM work ORDER BY id").fetchall()
        states.append((Corpus.open(database).state, told, rows))
    assert states[0] == states[1]


KILLED = """
import sys
from expertise.corpus import adding
adding.BATCH = 5
for each in adding.add({database!r}, sys.argv[1:]):
    print(each.file, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_after_a_kill_the_corpus_is_good_and_goes_on(tmp_path):
    acts = tmp_path / "many"
    acts.mkdir()
    for number in range(60):
        text = SUBSOIL_RU.replace("№ 31", f"№ {number}").replace("О пробах", f"О пробах {number}")
        (acts / f"{number:03}.txt").write_text(text, encoding="utf-8")
    database = tmp_path / "c.db"
    script = tmp_path / "run.py"
    script.write_text(KILLED.format(database=database).replace("PosixPath", "__import__('pathlib').Path"))
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(
        [sys.executable, str(script), *files(acts)], stdout=subprocess.PIPE, text=True, env=env
    )
    assert run.stdout is not None
    told = [run.stdout.readline() for _ in range(7)]  # one batch is kept, another begun
    run.send_signal(signal.SIGKILL)
    run.wait()
    held = Corpus.open(database)
    assert held.state.acts >= 5
    assert len(told) == 7
    assert sqlite3.connect(database).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = held.rows("SELECT count(*) FROM words_ru WHERE words_ru MATCH 'stems : \"проба\"'")[0][0]
    assert found == held.rows("SELECT count(*) FROM unit")[0][0] * 2 // 3  # articles 1 and 3 speak of it
    list(add(database, files(acts)))
    whole = tmp_path / "whole.db"
    list(add(whole, files(acts)))
    assert Corpus.open(database).state == Corpus.open(whole).state


def test_the_newest_edition_is_the_current_one(corpus_of):
    later = SUBSOIL_RU.replace(
        "\n\nСтатья 1", "\n(В редакции Закона КР от 9 сентября 2021 года № 110)\n\nСтатья 1"
    ).replace("решает суд", "решает арбитр")
    corpus = corpus_of(a_later=later, b_first=SUBSOIL_RU)
    work = corpus.work("/akn/kg/act/law/2012-03-05/31")
    assert [edition.date for edition in work.editions] == [date(2012, 3, 5), date(2021, 9, 9)]
    assert "арбитр" in corpus.act(work.uri, "ru").text
    assert corpus.state.newest == date(2021, 9, 9)


def test_a_finished_corpus_is_one_file(folder, tmp_path):
    database = tmp_path / "alone" / "c.db"
    list(add(database, files(folder)))
    assert [path.name for path in database.parent.iterdir()] == ["c.db"]
    assert database.read_bytes()[18:20] == b"\x01\x01"  # no log is needed to read it


def test_a_state_tells_what_was_added_and_marked(corpus, tmp_path):
    before = corpus.state
    assert (before.acts, before.newest) == (4, date(2024, 2, 1))
    adding.mark(corpus.path, "/akn/kg/act/order/2020-04-03/7", adding.Standing("repealed", None, "hand"))
    after = Corpus.open(corpus.path).state
    assert (after.acts, after.newest) == (4, before.newest)
    assert after.digest != before.digest


def test_what_is_no_corpus_is_refused(tmp_path):
    with pytest.raises(WrongUse, match="corpus-missing"):
        Corpus.open(tmp_path / "none.db")
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE work (id)")
    connection.commit()
    for open_it in (lambda: Corpus.open(other), lambda: list(add(other, []))):
        with pytest.raises(WrongUse, match="corpus-damaged"):
            open_it()
    (tmp_path / "text.db").write_text("no database at all, and long enough to be none" * 40)
    with pytest.raises(WrongUse, match="corpus-damaged"):
        Corpus.open(tmp_path / "text.db")


def test_a_newer_corpus_is_left_alone(corpus):
    connection = sqlite3.connect(corpus.path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    for open_it in (lambda: Corpus.open(corpus.path), lambda: list(add(corpus.path, []))):
        with pytest.raises(WrongUse, match="corpus-newer"):
            open_it()


def test_one_reads_while_another_adds(corpus, folder):
    (folder / "more.txt").write_text(SUBSOIL_RU.replace("№ 31", "№ 32"), encoding="utf-8")
    started = time.monotonic()
    running = add(corpus.path, files(folder))
    next(running)
    assert corpus.rows("SELECT count(*) FROM work")[0][0] in (4, 5)
    list(running)
    assert Corpus.open(corpus.path).state.acts == 5
    assert time.monotonic() > started
