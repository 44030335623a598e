"""Local worker processes. A worker that dies costs only the file that killed it, and no file is dropped.

Processes are spawned, as on Windows, so that all systems do the same. A worker is replaced after many files
or when it has grown, so memory stays flat whatever the number of files.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from expertise.batch.task import Answer, Examine, Settings, Task
from expertise.batch.worker import serve
from expertise.errors import WrongUse

_TICK = 0.5  # seconds between looks at the clock
_READY_SECONDS = 300.0  # a lexicon on a slow disk of a busy machine


@dataclass(frozen=True, slots=True)
class Limits:
    """When a worker is replaced (files, megabytes) and how long one file may take (seconds)."""

    files: int = 2_000
    megabytes: int = 450
    seconds: float = 1_800.0  # a scan of 300 pages takes half of it


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    left: deque[Task] = field(default_factory=deque)
    alone: bool = False
    ready: bool = False
    files: int = 0
    megabytes: float = 0.0
    since: float = field(default_factory=time.monotonic)


class Pool:
    """``workers`` processes that run ``examine``.

    ``died`` and ``late`` make the answer for a file that killed its worker twice (the second time alone), or
    took longer than ``limits.seconds``.
    """

    def __init__(
        self, workers: int, examine: Examine, asked: Settings,
        died: Callable[[Task, str], Answer], late: Callable[[Task, float], Answer], limits: Limits = Limits(),
    ) -> None:  # fmt: skip
        self._examine, self._asked, self._died, self._late = examine, asked, died, late
        self._limits, self._wanted = limits, workers
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._retry: deque[tuple[list[Task], bool]] = deque()
        self._answers: deque[Answer] = deque()

    def answers(self, batches: Iterator[Sequence[Task]]) -> Iterator[Answer | None]:
        """Yield the answers as they come; see task.Executor.

        Raises WrongUse ``workers-fail`` where a worker cannot begin, and what opening the lexicon raises.
        """
        while True:
            self._feed(batches)
            busy = [w for w in self._workers if w.left]
            if not busy and not self._answers:
                return
            if not self._answers:
                self._listen()
            while self._answers:
                yield self._answers.popleft()
            yield None

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def _feed(self, batches: Iterator[Sequence[Task]]) -> None:
        """Give every worker without work a batch, and start workers while there is work for them."""
        for worker in [w for w in self._workers if not w.left]:
            if worker.ready and not self._give(worker, batches):
                return
        while len(self._workers) < self._wanted:
            work = self._next(batches)
            if work is None:
                return
            self._workers.append(self._started(*work))

    def _next(self, batches: Iterator[Sequence[Task]]) -> tuple[list[Task], bool] | None:
        if self._retry:
            return self._retry.popleft()
        batch = next(batches, None)
        return None if batch is None else (list(batch), False)

    def _give(self, worker: _Worker, batches: Iterator[Sequence[Task]]) -> bool:
        """Hand the next batch to a worker, or to a fresh one where this has done its share."""
        work = self._next(batches)
        if work is None:
            return False
        if worker.files >= self._limits.files or worker.megabytes > self._limits.megabytes:
            self._retire(worker)
            self._workers.append(self._started(*work))
            return True
        self._send(worker, *work)
        return True

    def _started(self, tasks: list[Task], alone: bool) -> _Worker:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._examine, self._asked)
        process = self._context.Process(target=serve, args=arguments, daemon=True)
        process.start()
        theirs.close()  # so that the death of the worker closes the pipe
        worker = _Worker(process, ours)
        self._send(worker, tasks, alone)
        return worker

    def _send(self, worker: _Worker, tasks: list[Task], alone: bool) -> None:
        worker.left, worker.alone, worker.since = deque(tasks), alone, time.monotonic()
        try:
            worker.pipe.send(tasks)
        except OSError:  # it died between two batches: none of these files did it
            self._lost(worker, innocent=True)

    def _retire(self, worker: _Worker) -> None:
        with suppress(OSError):
            worker.pipe.send(None)
        worker.process.join(_TICK * 4)
        worker.process.kill()
        self._remove(worker)

    def _remove(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.join()
        self._workers.remove(worker)

    def _listen(self) -> None:
        """Wait for messages, at most a tick; then look for workers that take too long."""
        ready = set(wait([w.pipe for w in self._workers], _TICK))
        for worker in list(self._workers):
            if worker.pipe in ready:
                self._receive(worker)
            elif worker.left and time.monotonic() - worker.since > self._seconds(worker):
                self._stop(worker)

    def _seconds(self, worker: _Worker) -> float:
        return self._limits.seconds if worker.ready else max(_READY_SECONDS, self._limits.seconds)

    def _receive(self, worker: _Worker) -> None:
        """Take all that a worker has said so far."""
        try:
            while True:
                self._hear(worker, worker.pipe.recv())
                if not worker.pipe.poll():
                    return
        except (EOFError, OSError):
            self._lost(worker)

    def _hear(self, worker: _Worker, said: object) -> None:
        worker.since = time.monotonic()
        if isinstance(said, Answer):
            worker.left.popleft()
            worker.files += 1
            self._answers.append(said)
        elif isinstance(said, tuple):
            kind, code, parameters = said
            raise kind(code, **parameters)
        elif isinstance(said, int):
            worker.ready = True
            worker.megabytes = said / 1e6

    def _lost(self, worker: _Worker, *, innocent: bool = False) -> None:
        """Bring the work of a dead worker to others; the file it was at is tried again alone, once."""
        self._remove(worker)
        how = str(worker.process.exitcode)
        if not worker.ready:
            raise WrongUse("workers-fail", detail=how)
        left = list(worker.left)
        if innocent or not left:
            self._retry.extend([(left, worker.alone)] if left else [])
            return
        if worker.alone:
            self._answers.append(self._died(left[0], how))
        else:
            self._retry.append((left[:1], True))
            if left[1:]:
                self._retry.append((left[1:], False))

    def _stop(self, worker: _Worker) -> None:
        """End a worker that takes too long over one file: that file has had its time, the others go on."""
        worker.process.kill()
        self._remove(worker)
        if not worker.ready:
            raise WrongUse("workers-fail", detail=f"{_READY_SECONDS:g} s")
        left = list(worker.left)
        self._answers.append(self._late(left[0], self._limits.seconds))
        if left[1:]:
            self._retry.append((left[1:], False))
