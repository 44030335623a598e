"""The ledger keeps what is settled, forgets what is gone, and is held by one run alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from expertise.batch.ledger import DATABASE, FOLDER, Ledger
from expertise.batch.plan import Planned
from expertise.batch.task import Answer
from expertise.errors import WrongUse


def files(*names: str, size: int = 50) -> list[Planned]:
    return [Planned(name, name, os.path.abspath(name), size) for name in names]


def pending(ledger: Ledger, run: int, release: str = "r") -> list[list[tuple[str, str]]]:
    return [[(task.file, task.known) for task in batch] for batch in ledger.pending(run, release)]


def answer(file: str, sha: str = "s", data: bytes = b"x", *, again: bool = False) -> Answer:
    return Answer(file, sha, data, b"", again)


def test_slow_formats_come_first_and_batches_have_one_size(tmp_path):
    ledger = Ledger(tmp_path / "out")
    slow = [*files("d.pdf", "e.pdf", "f.pdf", size=2)]
    ledger.plan([*files("b", "a", "c"), *slow], 1)
    assert pending(ledger, 1) == [
        [("d.pdf", ""), ("e.pdf", "")], [("f.pdf", "")], [("a", ""), ("b", ""), ("c", "")]
    ]  # fmt: skip
    ledger.close()


def test_settled_files_are_not_pending_while_batches_are_drawn(tmp_path):
    """More files than a page: what is settled meanwhile neither repeats nor hides others."""
    names = [f"{number:05}" for number in range(1_234)]
    ledger = Ledger(tmp_path / "out")
    ledger.plan(files(*names), 1)
    seen = []
    for batch in ledger.pending(1, "r"):
        for task in batch:
            seen.append(task.file)
            ledger.settle(answer(task.file), 1, "r")
    assert seen == names
    assert pending(ledger, 1) == []
    ledger.close()


def test_known_bytes_are_told_only_for_the_same_release_and_lasting_answers(tmp_path):
    ledger = Ledger(tmp_path / "out")
    ledger.plan(files("a", "b"), 1)
    ledger.settle(answer("a"), 1, "r")
    ledger.settle(answer("b", again=True), 1, "r")
    ledger.plan(files("a", "b", "c"), 2)
    assert pending(ledger, 2) == [[("a", "s"), ("b", ""), ("c", "")]]
    assert pending(ledger, 2, "other") == [[("a", ""), ("b", ""), ("c", "")]]
    ledger.close()


def test_what_is_gone_is_forgotten_and_the_tables_are_no_longer_true(tmp_path):
    ledger = Ledger(tmp_path / "out")
    ledger.plan(files("a", "b"), 1)
    for name in ("a", "b"):
        ledger.settle(answer(name), 1, "r")
    ledger.say(exported=["as it was"])
    ledger.plan(files("a"), 2)
    assert [each.file for each in ledger.settled()] == ["a"]
    assert ledger.said("exported") is None
    ledger.close()


def test_the_same_answer_leaves_the_tables_true(tmp_path):
    ledger = Ledger(tmp_path / "out")
    ledger.plan(files("a"), 1)
    ledger.settle(answer("a"), 1, "r")
    ledger.say(exported="yes")
    ledger.settle(answer("a"), 2, "r")
    ledger.settle(Answer("a", "s", b""), 2, "r")
    assert ledger.said("exported") == "yes"
    ledger.settle(answer("a", data=b"y"), 2, "r")
    assert ledger.said("exported") is None
    ledger.close()


def test_two_runs_never_share_a_folder(tmp_path):
    ledger = Ledger(tmp_path / "out")
    with pytest.raises(WrongUse) as caught:
        Ledger(tmp_path / "out")
    assert caught.value.code == "run-busy"
    ledger.close()
    Ledger(tmp_path / "out").close()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"mine")
    with pytest.raises(WrongUse) as caught:
        Ledger(tmp_path)
    assert caught.value.code == "output-not-a-run"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.docx"]


def test_a_spoiled_ledger_is_named(tmp_path):
    place = tmp_path / "out" / FOLDER / DATABASE
    place.parent.mkdir(parents=True)
    place.write_bytes(b"no database" * 1000)
    with pytest.raises(WrongUse) as caught:
        Ledger(tmp_path / "out")
    assert caught.value.code == "run-damaged"


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are a matter of Linux")
def test_a_name_in_no_encoding_is_kept_and_shown(tmp_path):
    name = os.fsdecode(b"law-\xff.txt")
    ledger = Ledger(tmp_path / "out")
    ledger.plan([Planned(name, name, f"/{name}", 50)], 1)
    task = next(ledger.pending(1, "r"))[0]
    assert task.path == f"/{name}"
    assert task.file.encode() == b"law-\\udcff.txt"
    ledger.close()


def test_the_folder_may_be_under_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongUse) as caught:
        Ledger(Path(tmp_path / "file" / "out"))
    assert caught.value.code == "output-unwritable"
