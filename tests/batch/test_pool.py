"""A worker that dies costs only the file that killed it; a file that never ends costs its own time."""

from __future__ import annotations

from pathlib import Path

import pytest

from expertise.batch.pool import Limits, Pool
from expertise.batch.task import Answer, Task
from expertise.errors import WrongUse
from tests.batch import deadly

USUAL = Limits()


def answered(
    names: list[list[str]], folder: Path, workers: int = 2, limits: Limits = USUAL
) -> dict[str, Answer]:
    """Run batches of file names and return the answers by name; each name has exactly one."""
    pool = Pool(workers, deadly.examine, deadly.ASKED, deadly.died, deadly.late, limits)
    batches = iter([[Task(name, str(folder / name)) for name in batch] for batch in names])
    try:
        found = [answer for answer in pool.answers(batches) if answer]
    finally:
        pool.close()
    assert len({answer.file for answer in found}) == len(found)
    return {answer.file: answer for answer in found}


def process(answer: Answer) -> str:
    return answer.data.decode().split()[1]


def test_every_file_is_answered_once(tmp_path):
    batches = [[f"{batch}-{each}" for each in range(7)] for batch in range(9)]
    found = answered(batches, tmp_path)
    assert set(found) == {name for batch in batches for name in batch}
    assert all(answer.data.startswith(name.encode()) for name, answer in found.items())


def test_a_deadly_file_costs_only_itself(tmp_path):
    found = answered([["a", "b", "kill", "c", "d"], ["e", "kill-too", "f"]], tmp_path)
    assert {name for name, answer in found.items() if answer.data.startswith(b"died")} == {"kill", "kill-too"}
    assert set(found) == {"a", "b", "c", "d", "e", "f", "kill", "kill-too"}


def test_a_file_that_kills_once_is_answered_by_another_worker(tmp_path):
    found = answered([["a", "once", "b"]], tmp_path, workers=1)
    assert found["once"].data.startswith(b"once")
    assert process(found["once"]) != process(found["a"])


def test_a_file_that_never_ends_has_its_time_and_no_more(tmp_path):
    found = answered([["a", "hang", "b"]], tmp_path, workers=1, limits=Limits(seconds=1.5))
    assert found["hang"].data == b"late"
    assert found["b"].data.startswith(b"b")


def test_a_worker_is_replaced_after_its_share(tmp_path):
    names = [[str(each)] for each in range(6)]
    found = answered(names, tmp_path, workers=1, limits=Limits(files=2))
    assert len({process(answer) for answer in found.values()}) == 3


def test_a_worker_that_has_grown_is_replaced(tmp_path):
    found = answered([["a"], ["b"], ["c"], ["d"]], tmp_path, workers=1, limits=Limits(megabytes=0))
    assert len({process(answer) for answer in found.values()}) > 1


@pytest.mark.parametrize(("examine", "code"), [("unready", "workers-fail"), ("refusing", "cluster-differs")])
def test_what_stops_every_worker_stops_the_run(examine, code):
    pool = Pool(2, getattr(deadly, examine), deadly.ASKED, deadly.died, deadly.late)
    try:
        with pytest.raises(WrongUse) as caught:
            list(pool.answers(iter([[Task("a", "a")]])))
    finally:
        pool.close()
    assert caught.value.code == code


def test_batches_are_drawn_as_workers_come_free(tmp_path):
    """Whatever the number of files, only what is under way is in memory."""
    drawn: list[int] = []
    answers: list[Answer] = []

    def batches():
        for number in range(40):
            drawn.append(number)
            assert number <= len(answers) + 4, "too far ahead"
            yield [Task(str(number), str(tmp_path / str(number)))]

    pool = Pool(2, deadly.examine, deadly.ASKED, deadly.died, deadly.late)
    try:
        for answer in pool.answers(batches()):
            if answer:
                answers.append(answer)
    finally:
        pool.close()
    assert len(answers) == 40
