"""Opening a store: by many at once, after a kill in the middle of the first time, from an earlier program."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from expertise.errors import WrongUse
from expertise.review.store import DATABASE, Store

OPENER = """
import sys
from pathlib import Path
from expertise.review.store import Store
sys.stdin.readline()
store = Store(Path(sys.argv[1]))
store.add_draft("Э")
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from expertise.review.store import Store
left = int(sys.argv[2])
@event.listens_for(Engine, "after_cursor_execute")
def kill(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
Store(Path(sys.argv[1]))
"""


def test_many_threads_open_a_new_store_at_once(tmp_path):
    for turn in range(4):
        barrier = Barrier(8)

        def opened(number: int, folder=tmp_path / str(turn), barrier=barrier) -> str:
            barrier.wait()
            return Store(folder).add_draft(f"Э{number}")

        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(opened, range(8)))
        assert {name for name, _ in Store(tmp_path / str(turn)).drafts()} == set(made)


def test_many_processes_open_a_new_store_at_once(tmp_path):
    command = [sys.executable, "-c", OPENER, str(tmp_path / "home")]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=120)[1] for process in started] == [""] * 4
    assert len(Store(tmp_path / "home").drafts()) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
@pytest.mark.parametrize("statement", [1, 3, 6, 9, 12, 15])
def test_a_kill_in_the_first_opening_leaves_a_store_that_opens(tmp_path, statement):
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(statement)], check=False)
    assert done.returncode == -9
    assert len(Store(tmp_path).entries()) == 0
    Store(tmp_path).add_draft("Э")


@pytest.mark.parametrize("made", [("draft",), ("draft", "document"), ("draft", "document", "entry")])
def test_a_store_an_earlier_program_left_half_made_is_finished(tmp_path, made):
    Store(tmp_path / "whole").close()
    with sqlite3.connect(tmp_path / "whole" / DATABASE) as whole:
        tables = dict(whole.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    (tmp_path / "half").mkdir()
    with sqlite3.connect(tmp_path / "half" / DATABASE) as half:
        half.execute(tables["alembic_version"])
        for name in made:
            half.execute(tables[name])
    store = Store(tmp_path / "half")
    store.add_draft("Э")
    with sqlite3.connect(tmp_path / "half" / DATABASE) as half, pytest.raises(sqlite3.IntegrityError):
        half.execute("DELETE FROM entry")


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(tmp_path: Path):
    (tmp_path / DATABASE).write_bytes(b"this is no database" * 100)
    with pytest.raises(WrongUse, match="store-damaged"):
        Store(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == b"this is no database" * 100
