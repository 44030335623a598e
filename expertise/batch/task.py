"""What is handed to a worker and what comes back: small, frozen, picklable, the same for every executor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Task:
    """One file: ``file`` is what the results call it, ``path`` where it lies (see plan.of_corpus).

    ``known`` is the SHA-256 of the bytes that were checked before with the same release, empty for none.
    """

    file: str
    path: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all tasks of a run; ``release`` is what a worker has to be of (see release).

    ``corpus`` is the database that references are looked up in, empty for none.
    """

    methodology: str
    everything: bool
    release: str
    corpus: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one file: ``data`` as ``rows.packed`` writes it, empty where nothing changed.

    ``sketch`` is of the act's text (see likeness), empty for failures. ``again`` marks what another attempt
    may do better: a file that was too slow or out of memory, one that LibreOffice failed on.
    """

    file: str
    sha256: str | None
    data: bytes
    sketch: bytes = b""
    again: bool = False


#: Examines a batch and yields an answer a task, in order; never raises for what is wrong with a file.
Examine = Callable[[Sequence[Task], Settings], Iterator[Answer]]


class Executor(Protocol):
    """Whatever has workers. Batches are drawn as workers come free, so that never all are in memory."""

    def answers(self, batches: Iterator[Sequence[Task]]) -> Iterator[Answer | None]:
        """Yield the answers as they come, in any order, and None at least once a second meanwhile."""

    def close(self) -> None:
        """End all workers."""
