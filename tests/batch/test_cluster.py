"""A real scheduler and worker processes on this machine: the same results; a killed worker loses nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from expertise import service_batch
from expertise.batch.task import Answer, Task
from expertise.errors import WrongUse
from expertise.service_batch import Order
from tests.batch import deadly
from tests.batch.acts import result_files, write_acts

pytest.importorskip("distributed")
from expertise.batch.cluster import Cluster

ROOT = Path(__file__).parents[2]


class Machines:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        self.scheduler = self._start("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
        self.address = self._said(self.scheduler, re.compile(r"Scheduler at:\s+(tcp://\S+)"))
        self.workers = [self.add() for _ in range(2)]

    def add(self) -> subprocess.Popen[str]:
        """Start one worker process, without a nanny that would start it again."""
        worker = self._start(
            "worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard",
            "--death-timeout", "30", "--local-directory", str(self._folder),
        )  # fmt: skip
        self._said(worker, re.compile(r"(Registered to)"))
        return worker

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=self._folder,
            env={**os.environ, "PYTHONPATH": paths, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"},
        )  # fmt: skip
        self._processes.append(process)
        return process

    def _said(self, process: subprocess.Popen[str], pattern: re.Pattern[str]) -> str:
        assert process.stderr
        for line in process.stderr:
            if found := pattern.search(line):
                threading.Thread(target=process.stderr.read, daemon=True).start()  # keep its pipe empty
                return found[1]
        raise AssertionError(f"{process.args} ended")

    def close(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path) -> Iterator[Machines]:
    started = Machines(tmp_path)
    yield started
    started.close()


def test_a_killed_worker_loses_nothing(machines, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_acts(tmp_path / "acts", 400)
    settle, settled = service_batch.Ledger.settle, []

    def killing(ledger, answer, *release):
        settle(ledger, answer, *release)
        settled.append(answer.file)
        if len(settled) == 1:
            machines.workers[0].send_signal(signal.SIGKILL)

    monkeypatch.setattr(service_batch.Ledger, "settle", killing)
    service_batch.run(Order(tmp_path / "cluster", ("acts",), dask=machines.address), lambda _: None)
    machines.workers[0].wait(10)
    assert len(settled) == len(set(settled)) == 400
    monkeypatch.setattr(service_batch.Ledger, "settle", settle)
    service_batch.run(Order(tmp_path / "here", ("acts",), workers=1), lambda _: None)
    assert result_files(tmp_path / "cluster") == result_files(tmp_path / "here")


def answers(cluster: Cluster, names: list[str], folder: Path) -> dict[str, Answer]:
    batches = iter(
        [[Task(name, str(folder / name)) for name in names[i : i + 3]] for i in range(0, len(names), 3)]
    )
    try:
        return {answer.file: answer for answer in cluster.answers(batches) if answer}
    finally:
        cluster.close()


def test_a_deadly_file_becomes_a_failure_and_takes_no_other_with_it(machines, tmp_path):
    stop = threading.Event()

    def replace() -> None:
        while not stop.is_set():
            time.sleep(0.2)
            if sum(worker.poll() is None for worker in machines.workers) < 2:
                with suppress(AssertionError):  # killed by the file before it could say that it is there
                    machines.workers.append(machines.add())

    helper = threading.Thread(target=replace)
    helper.start()
    try:
        cluster = Cluster(machines.address, deadly.examine_all, deadly.ASKED, deadly.died)
        found = answers(cluster, ["a", "b", "c", "d", "kill", "e", "f"], tmp_path)
    finally:
        stop.set()
        helper.join()
    assert set(found) == {"a", "b", "c", "d", "kill", "e", "f"}
    assert [name for name, answer in found.items() if answer.data.startswith(b"died")] == ["kill"]


def test_results_that_die_with_their_worker_are_made_again(machines, tmp_path, monkeypatch):
    """A worker may die after it said that a batch is done and before anybody fetched the answers."""
    cluster = Cluster(machines.address, deadly.examine_all, deadly.ASKED, deadly.died)
    taken, killed = Cluster._taken, []

    def killing(self, future, *rest):
        if not killed:
            killed.extend(machines.workers)
            for worker in killed:  # all, so that nothing is made again before it is seen to be lost
                worker.send_signal(signal.SIGKILL)
            while future.status == "finished":
                time.sleep(0.01)
            machines.add()
        return taken(self, future, *rest)

    monkeypatch.setattr(Cluster, "_taken", killing)
    found = answers(cluster, list("abcdefgh"), tmp_path)
    assert killed
    assert set(found) == set("abcdefgh")
    assert not [name for name, answer in found.items() if answer.data.startswith(b"died")]


def test_workers_of_another_release_stop_the_run(machines, tmp_path):
    cluster = Cluster(machines.address, deadly.refusing_all, deadly.ASKED, deadly.died)
    with pytest.raises(WrongUse) as caught:
        answers(cluster, ["a"], tmp_path)
    assert caught.value.code == "cluster-differs"
    assert caught.value.parameters["engine"] == "other"


def test_a_lost_scheduler_is_told(machines, tmp_path):
    cluster = Cluster(machines.address, deadly.examine_all, deadly.ASKED, deadly.died)
    killer = threading.Timer(1.0, machines.scheduler.kill)
    killer.start()
    with pytest.raises(WrongUse) as caught:
        answers(cluster, ["a", "hang", "b"], tmp_path)
    killer.join()
    assert caught.value.code == "cluster-lost"


def test_nobody_at_the_address_is_told(monkeypatch):
    monkeypatch.setattr("expertise.batch.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(WrongUse) as caught:
        Cluster("tcp://127.0.0.1:9", deadly.examine_all, deadly.ASKED, deadly.died)
    assert caught.value.code == "cluster-unreachable"
