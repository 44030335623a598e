"""A table written in another process is the same table, and its failures are ours."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from expertise import service
from expertise.batch.sinks import Apart
from expertise.batch.workbook import Workbook


class Full:
    """A sink on a full disk: it takes some rows and no more."""

    def __init__(self, path: Path, takes: int) -> None:
        self._left = takes

    def row(self, table: str, row: object) -> None:
        """Take a row, if there is room."""
        self._left -= 1
        if self._left < 0:
            raise OSError(28, "No space left on device")

    def close(self) -> None:
        """Nothing is left to do."""


class Deadly(Full):
    """A sink whose process is killed at its first row."""

    def row(self, table: str, row: object) -> None:
        """Die."""
        os.kill(os.getpid(), signal.SIGTERM)


def rows(count: int) -> list[dict[str, object]]:
    names = (f"{n}.txt" for n in range(count))
    return [{"file": name, "code": "empty", "message_ru": f"=пусто {name}", "again": False} for name in names]


def fill(sink: Apart, count: int) -> None:
    for row in rows(count):
        sink.row("failures", row)
    sink.close()


@pytest.mark.parametrize("count", [0, 1, 2500])
def test_the_bytes_are_those_of_the_sink_itself(tmp_path, count):
    make = partial(Workbook, words=dict(service.open_lexicon().messages["ru"]), language="ru")
    for sink in (make(tmp_path / "own.xlsx"), Apart(make, tmp_path / "apart.xlsx")):
        for row in rows(count):
            sink.row("failures", row)
        sink.close()
    assert (tmp_path / "own.xlsx").read_bytes() == (tmp_path / "apart.xlsx").read_bytes()


@pytest.mark.parametrize("takes", [0, 1500])
def test_a_full_disk_there_is_told_here(tmp_path, takes):
    sink = Apart(partial(Full, takes=takes), tmp_path / "x")
    with pytest.raises(OSError, match="No space left"):
        fill(sink, 200_000)


def test_a_process_that_is_killed_is_told_and_not_waited_for(tmp_path):
    sink = Apart(partial(Deadly, takes=9), tmp_path / "x")
    with pytest.raises(OSError, match=r"exit -15|Broken pipe|reset"):
        fill(sink, 100_000)
