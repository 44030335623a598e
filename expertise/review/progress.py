"""How far a draft is: what the work list shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.review.state import State
from expertise.review.store import Document

LEVELS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class TextProgress:
    """One text of a draft in the figures of its act page: findings, those decided, findings by level."""

    language: str
    total: int
    decided: int
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """A draft on the work list.

    ``state`` is new, review, decided, signed or returned. ``texts`` are its newest, one a language;
    ``total`` and ``decided`` add them up, so a norm found in both languages counts twice there and only
    there. ``own`` counts the expert's own findings. ``level`` is the highest of the texts, none without a
    finding. ``deadline`` is ISO or empty.
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
    texts: tuple[TextProgress, ...]
    own: int
    state: str
    hidden: bool

    @property
    def total(self) -> int:
        """Return the findings of all texts together."""
        return sum(text.total for text in self.texts)

    @property
    def decided(self) -> int:
        """Return the findings of all texts that have a decision."""
        return sum(text.decided for text in self.texts)

    def text(self, language: str) -> TextProgress | None:
        """Return the text that opens for a language: that one, else the last; None without any."""
        return next((t for t in self.texts if t.language == language), self.texts[-1] if self.texts else None)

    def title(self, language: str) -> str:
        """Return the title in a language, else in the other one, empty where no text names itself."""
        return self.titles.get(language) or next(iter(self.titles.values()), "")


def progress(draft: str, created: str, documents: Sequence[Document], state: State) -> Progress:
    """Return how far a draft is; ``documents`` are the newest of each language."""
    texts = tuple(_text(d, state) for d in documents)
    total, decided = sum(t.total for t in texts), sum(t.decided for t in texts)
    first = documents[-1] if documents else None
    said: Mapping[str, Any] = state.requisites
    return Progress(
        draft, created, _titles(documents), first.summary["type"] if first else "",
        tuple(d.language for d in documents), max((d.version for d in documents), default=0),
        said.get("initiator", {}), said.get("deadline", ""),
        next((name for name in LEVELS if any(t.levels[name] for t in texts)), "none"), texts, len(state.own),
        _state(state, total, decided), bool(said.get("hidden")),
    )  # fmt: skip


def _text(document: Document, state: State) -> TextProgress:
    keys = document.summary["keys"]
    decided = sum(name in state.decisions for name in keys)
    return TextProgress(document.language, len(keys), decided, dict(document.summary["levels"]))


def _titles(documents: Sequence[Document]) -> dict[str, str]:
    return {d.language: d.summary["title"] for d in documents if d.summary["title"]}


def _state(state: State, total: int, decided: int) -> str:
    if state.returned:
        return "returned"
    if state.is_signed:
        return "signed"
    if decided == total:
        return "decided" if total or state.own or state.decisions else "new"
    return "review" if decided or state.own else "new"
