"""What takes the rows of a run's tables, and one at work in a process of its own."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

Row = dict[str, Any]
_ROWS = 1_000  # sent at once


class Sink(Protocol):
    """Whatever takes rows of the tables: Parquet, counts, a workbook."""

    def row(self, table: str, row: Row) -> None:
        """Take one row of a table."""

    def close(self) -> None:
        """Finish the file."""


class Apart:
    """A sink at ``path`` that ``make`` makes in another process; ``make`` has to be picklable.

    It writes the same bytes as the sink by itself. What goes wrong there is raised here as OSError, by the
    next row or by ``close``. The process ends with this one, whatever ends it.
    """

    def __init__(self, make: Callable[[Path], Sink], path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make, path), daemon=True)
        self._process.start()
        theirs.close()
        self._rows: list[tuple[str, Row]] = []

    def row(self, table: str, row: Row) -> None:
        """Take one row of a table."""
        self._rows.append((table, row))
        if len(self._rows) >= _ROWS:
            self._send(self._rows)
            self._rows = []

    def close(self) -> None:
        """Wait until the file is whole."""
        self._send(self._rows)
        self._send(None)
        self._answer()

    def _send(self, rows: list[tuple[str, Row]] | None) -> None:
        try:
            self._pipe.send(rows)
        except OSError:  # it ended before its time: its answer says why
            self._answer()
            raise

    def _answer(self) -> None:
        said: BaseException | None = None
        try:
            said = self._pipe.recv()
        except EOFError:
            self._process.join()
            said = OSError(f"exit {self._process.exitcode}")
        self._process.join()
        self._pipe.close()
        if said is not None:
            raise said


def _serve(pipe: Connection, make: Callable[[Path], Sink], path: Path) -> None:
    """Write rows until None comes, then say None, or what went wrong; end when the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError):
        try:
            sink = make(path)
            while (rows := pipe.recv()) is not None:
                for table, row in rows:
                    sink.row(table, row)
            sink.close()
            pipe.send(None)
        except OSError as error:
            with suppress(OSError):
                pipe.send(error)
