"""How far a draft is: what the work list shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.review.state import State
from expertise.review.store import Document

LEVELS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Progress:
    """A draft on the work list.

    ``state`` is new, review, decided, signed or returned. ``total`` counts the findings of its newest texts,
    ``decided`` those with a decision; ``own`` the expert's own. ``level`` is the highest of them, none
    without one. ``deadline`` is ISO or empty.
    """

    draft: str
    created: str
    titles: Mapping[str, str]
    type: str
    languages: tuple[str, ...]
    version: int
    initiator: Mapping[str, str]
    deadline: str
    level: str
    levels: Mapping[str, int]
    total: int
    decided: int
    own: int
    state: str
    hidden: bool

    def title(self, language: str) -> str:
        """Return the title in a language, else in the other one, empty where no text names itself."""
        return self.titles.get(language) or next(iter(self.titles.values()), "")


def progress(draft: str, created: str, documents: Sequence[Document], state: State) -> Progress:
    """Return how far a draft is; ``documents`` are the newest of each language."""
    keys = [name for d in documents for name in d.summary["keys"]]
    decided = sum(name in state.decisions for name in keys)
    levels = _levels(documents)
    first = documents[-1] if documents else None
    said: Mapping[str, Any] = state.requisites
    return Progress(
        draft, created, _titles(documents), first.summary["type"] if first else "",
        tuple(d.language for d in documents), max((d.version for d in documents), default=0),
        said.get("initiator", {}), said.get("deadline", ""),
        next((name for name in LEVELS if levels[name]), "none"), levels, len(keys), decided, len(state.own),
        _state(state, len(keys), decided), bool(said.get("hidden")),
    )  # fmt: skip


def _levels(documents: Sequence[Document]) -> dict[str, int]:
    """Return findings by level; of two languages those of the one that has more, since they mostly repeat."""
    counted = [dict(d.summary["levels"]) for d in documents]
    return max(counted, key=lambda c: sum(c.values()), default=dict.fromkeys(LEVELS, 0))


def _titles(documents: Sequence[Document]) -> dict[str, str]:
    return {d.language: d.summary["title"] for d in documents if d.summary["title"]}


def _state(state: State, total: int, decided: int) -> str:
    if state.returned:
        return "returned"
    if state.signed and state.signed[-1].seq >= _last_decision(state):
        return "signed"
    if decided == total:
        return "decided" if total or state.own or state.decisions else "new"
    return "review" if decided or state.own else "new"


def _last_decision(state: State) -> int:
    return max(
        [d.seq for d in state.decisions.values()] + [own.seq for own in state.own], default=0
    )  # fmt: skip
