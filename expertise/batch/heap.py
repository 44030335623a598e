"""Bytes put aside on the disk while families are looked for, so that memory does not grow with the acts."""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class Heap:
    """An append-only list of byte strings in a temporary file of ``folder``; gone when it is closed."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (close() closes it)
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, data: bytes) -> None:
        """Add one string behind the others."""
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __getitem__(self, number: int) -> bytes:
        self._file.seek(self._ends[number])
        return self._file.read(self._ends[number + 1] - self._ends[number])

    def rows(self, width: int) -> NDArray[np.uint32]:
        """Return all strings, each of ``width`` numbers of 32 bits, as the rows of one array on the disk."""
        self._file.flush()
        if not len(self):
            return np.empty((0, width), dtype=np.uint32)
        return np.memmap(self._file, dtype="<u4", mode="r", shape=(len(self), width))

    def close(self) -> None:
        """Drop the file."""
        self._file.close()
