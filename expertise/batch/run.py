"""The run itself: what is pending goes to an executor, what comes back goes to the ledger."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from expertise.batch.ledger import Ledger
from expertise.batch.task import Answer, Executor, Task

_WINDOW = 30.0  # seconds over which the rate is taken


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is: files settled of all, failures of this call, files a second, seconds left.

    ``rate`` and ``left`` are None until something can be said.
    """

    total: int
    done: int
    failures: int
    rate: float | None
    left: float | None


class Pace:
    """Rate and time left, from the last half minute; ``clock`` gives seconds."""

    def __init__(self, total: int, done: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._done, self._clock = total, done, clock
        self._points: deque[tuple[float, int]] = deque([(clock(), done)])
        self.failures = 0

    def step(self, *, failed: bool) -> None:
        """Count one settled file."""
        self._done += 1
        self.failures += failed

    def standing(self) -> Standing:
        """Return how far the run is now."""
        now = self._clock()
        self._points.append((now, self._done))
        while len(self._points) > 2 and now - self._points[0][0] > _WINDOW:
            self._points.popleft()
        since, before = self._points[0]
        rate = (self._done - before) / (now - since) if now > since and self._done > before else None
        left = (self._total - self._done) / rate if rate else None
        return Standing(self._total, self._done, self.failures, rate, left)


def settle_all(
    ledger: Ledger,
    run: int,
    release: str,
    executor: Executor,
    unlisted: Callable[[Task, str], Answer],
    watch: Callable[[Standing], None],
    is_failure: Callable[[Answer], bool],
) -> None:
    """Settle every pending file of run number ``run``; ``watch`` hears of it about twice a second.

    What stands in the plan only because its folder could not be listed gets the answer of ``unlisted``.
    Whatever ends this early (Ctrl-C, a kill), what was settled stays so. Raises what the executor raises.
    """
    for task, reason in ledger.unlisted(run):
        ledger.settle(unlisted(task, reason), run, release)
    pace = Pace(*ledger.counts(run))
    watch(pace.standing())
    seen = time.monotonic()
    with closing(executor):
        try:
            for answer in executor.answers(ledger.pending(run, release)):
                if answer is not None:
                    ledger.settle(answer, run, release)
                    pace.step(failed=is_failure(answer))
                if time.monotonic() - seen > 0.5:
                    seen = time.monotonic()
                    watch(pace.standing())
        finally:
            ledger.commit()
    watch(pace.standing())
