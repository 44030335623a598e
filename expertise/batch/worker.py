"""The life of a local worker process: it takes batches, answers file by file, says how large it has grown."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from expertise.batch.task import Examine, Settings
from expertise.errors import ExpertiseError

#: Address space of a worker where the system can limit it: a monstrous file ends with a reason.
MAX_ADDRESS_SPACE = 4 * 1024**3
_SELDOM = 100_000  # objects made between two looks of the collector
_STATM = Path("/proc/self/statm")


def serve(pipe: Connection, examine: Examine, asked: Settings) -> None:
    """Answer batches until None comes or the run is gone.

    Sends an ``Answer`` a file and, when a batch is done, the resident memory in bytes (0 where the system
    does not say); the first such number says that the worker is ready. An error of the run itself (a bad
    lexicon) is sent as it is, and ends the worker.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself decides what Ctrl-C means
    _limit()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            list(examine((), asked))
            # What every check needs lives to the end: the collector need not look at it again and again.
            gc.collect()
            gc.freeze()
            # What an act leaves behind is freed without the collector; looking often costs a twentieth.
            gc.set_threshold(_SELDOM, 20, 50)
            pipe.send(resident())
            while (tasks := pipe.recv()) is not None:
                for answer in examine(tasks, asked):
                    pipe.send(answer)
                pipe.send(resident())
        except ExpertiseError as error:
            pipe.send((type(error), error.code, error.parameters))


def resident() -> int:
    """Return the resident memory of this process in bytes, 0 where the system does not say."""
    try:
        pages = int(_STATM.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):  # a lower limit is in force already
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (MAX_ADDRESS_SPACE, hard))
