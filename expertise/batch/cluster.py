"""Workers of a Dask cluster: the same batches, the same answers, on as many machines as it has.

Every worker needs this package of the same release and the files under the same paths. A worker that is
lost loses nothing: its batches go to others. What was with workers that died again and again is examined file
by file at the end, with nothing else under way, so that only a deadly file itself becomes a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import distributed

from expertise.batch.task import Answer, Settings, Task
from expertise.errors import ExpertiseError, WrongUse

_dask: Any = distributed  # it has types for some of its functions only
_CONNECT_SECONDS = 15
_AHEAD = 2  # batches a thread of the cluster has at hand, so that none waits for the network
#: A batch was done, and its answers died with the worker that held them: Dask has it examined again.
_AGAIN = ("lost", "pending")


class Cluster:
    """The cluster at ``address``; ``examine_all`` examines a batch, ``died`` answers for a deadly file.

    Raises WrongUse ``cluster-unreachable``.
    """

    def __init__(
        self,
        address: str,
        examine_all: Callable[[Sequence[Task], Settings], list[Answer]],
        asked: Settings,
        died: Callable[[Task, str], Answer],
    ) -> None:
        self._examine_all, self._asked, self._died, self._address = examine_all, asked, died, address
        try:
            self._client = _dask.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            raise WrongUse("cluster-unreachable", address=address, detail=str(error)) from error
        self._batches: dict[Any, list[Task]] = {}
        self._suspects: list[Task] = []

    def answers(self, batches: Iterator[Sequence[Task]]) -> Iterator[Answer | None]:
        """Yield the answers as they come; see task.Executor.

        Raises WrongUse: ``cluster-lost`` where nobody answers any more, ``cluster-differs`` for workers of
        another release or without this package.
        """
        coming = _dask.as_completed(loop=self._client.loop)
        self._fill(coming, batches)
        while self._batches:
            for future in coming.next_batch(block=True):
                yield from self._taken(future, coming)
            yield None
            self._fill(coming, batches)
        yield from self._one_by_one(coming)

    def _one_by_one(self, coming: Any) -> Iterator[Answer]:
        """Examine suspects, each alone on the whole cluster: a worker that dies now dies of it."""
        suspects, self._suspects = self._suspects, []
        for task in suspects:
            self._submit(coming, [task])
            while self._batches:
                yield from self._taken(next(coming), coming)
            if self._suspects:
                yield self._died(self._suspects.pop(), "KilledWorker")

    def close(self) -> None:
        """Let go of the cluster; what it still holds of this run is dropped there."""
        self._client.cancel(list(self._batches))
        self._client.close()

    def _fill(self, coming: Any, batches: Iterator[Sequence[Task]]) -> None:
        """Keep so many batches under way that every thread has some; workers may come and go meanwhile."""
        threads = sum(self._client.nthreads().values()) or 1
        while len(self._batches) < threads * _AHEAD:
            batch = next(batches, None)
            if batch is None:
                return
            self._submit(coming, list(batch))

    def _submit(self, coming: Any, tasks: list[Task]) -> None:
        future = self._client.submit(self._examine_all, tasks, self._asked, pure=False)
        self._batches[future] = tasks
        coming.add(future)

    def _taken(self, future: Any, coming: Any) -> list[Answer]:
        """Return the answers of a batch that is done; none where its worker died before they were fetched."""
        if future.status in _AGAIN:
            coming.add(future)
            return []
        tasks = self._batches.pop(future)
        try:
            answers: list[Answer] = future.result()
        except distributed.KilledWorker:
            self._suspects += tasks
            return []
        except ExpertiseError:
            raise
        except Exception as error:
            detail = f"{type(error).__name__}: {error}"
            if future.status == "error":
                raise WrongUse("cluster-differs", engine=detail, libraries="-") from error
            raise WrongUse("cluster-lost", address=self._address, detail=detail) from error
        return answers
