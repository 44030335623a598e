"""What workers of the tests do with a file: its name says how it ends. Importable, since they are spawned."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from expertise.batch.task import Answer, Settings, Task
from expertise.errors import WrongUse

ASKED = Settings("kg-working", False, "release")


def examine(tasks: Sequence[Task], asked: Settings) -> Iterator[Answer]:
    """«kill...» ends the process, «once...» only at the first attempt, «hang...» never ends."""
    for task in tasks:
        name = Path(task.path).name
        if name.startswith("kill"):
            os._exit(9)
        if name.startswith("once"):
            _once(Path(task.path))
        if name.startswith("hang"):
            time.sleep(3600)
        yield Answer(task.file, "sha", f"{name} {os.getpid()}".encode())


def _once(path: Path) -> None:
    mark = path.with_suffix(".mark")
    if not mark.exists():
        mark.touch()
        os._exit(9)


def examine_all(tasks: Sequence[Task], asked: Settings) -> list[Answer]:
    return list(examine(tasks, asked))


def unready(tasks: Sequence[Task], asked: Settings) -> Iterator[Answer]:
    """A worker that cannot even begin."""
    os._exit(7)
    yield from ()


def refusing(tasks: Sequence[Task], asked: Settings) -> Iterator[Answer]:
    """A worker that finds the run's own mistake."""
    raise WrongUse("cluster-differs", engine="other", libraries="-")
    yield from ()


def died(task: Task, how: str) -> Answer:
    return Answer(task.file, None, f"died {how}".encode(), again=True)


def late(task: Task, seconds: float) -> Answer:
    return Answer(task.file, None, b"late", again=True)


def refusing_all(tasks: Sequence[Task], asked: Settings) -> list[Answer]:
    return list(refusing(tasks, asked))
