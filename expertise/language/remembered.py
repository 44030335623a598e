"""What was worked out of the words met so far, so that each distinct one is looked at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
_LIMIT = 400_000  # a batch over a whole legal database must not grow without end


class Remembered(dict[str, V]):
    """What ``work`` gives for a word, worked out when first asked for; beyond the limit it begins anew."""

    def __init__(self, work: Callable[[str], V]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, word: str) -> V:
        if len(self) >= _LIMIT:
            self.clear()
        found = self[word] = self._work(word)
        return found
