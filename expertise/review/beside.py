"""The corpus of acts in force that lies beside a store: the desk looks references up in it.

A desk works without one, and with one that cannot be read: what was looked up, each examination says.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from expertise.corpus.store import Corpus
from expertise.corpus.work import State
from expertise.errors import WrongUse

_Done = TypeVar("_Done")
_Mark = tuple[tuple[int, int], ...]
_TRIES = 3


class Beside:
    """The corpus at ``path``, which need not be there; it is opened anew for every use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[_Mark, State] | None = None

    def state(self) -> State | None:
        """Return what the corpus holds now, None where there is none.

        It is read again where the file changed only: 150,000 acts take a second. Raises WrongUse
        ``corpus-damaged``, ``corpus-newer``.
        """
        mark = self._mark()
        if not mark:
            return None
        if self._known is None or self._known[0] != mark:
            with closing(Corpus.open(self.path)) as corpus:
                self._known = mark, corpus.state
        return self._known[1]

    def fault(self) -> WrongUse | None:
        """Return why the corpus cannot be used, None where it can or there is none."""
        try:
            self.state()
        except WrongUse as error:
            return error
        return None

    def looking(self, work: Callable[[Corpus | None], _Done]) -> _Done:
        """Return what ``work`` makes of the corpus, of None where there is none to rely on.

        That is one that cannot be read, and one that acts are being added to: what was looked up would have
        no name.
        """
        for _ in range(_TRIES):
            mark = self._mark()
            try:
                state = self.state()
                if state is None:
                    break
                with closing(Corpus(self.path, state)) as corpus:
                    done = work(corpus)
            except WrongUse as error:
                if not error.code.startswith("corpus-"):
                    raise
                break
            if self._mark() == mark:
                return done
        return work(None)

    def _mark(self) -> _Mark:
        """Return what tells one content of the file from another, empty without a file.

        SQLite may keep the newest in a second file.
        """
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        held = [file.stat() for file in files if file.is_file()]
        return tuple((each.st_mtime_ns, each.st_size) for each in held if each.st_size)
