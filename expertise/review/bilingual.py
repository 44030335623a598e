"""What the two languages of a draft say differently, decided by an expert like any finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from expertise.analysis.compare.compare import Comparison
from expertise.analysis.compare.difference import Difference
from expertise.review.state import State

_OF_BOTH = "both:"


def name(difference: Difference) -> str:
    """Return the name of a difference in the journal of its draft: «both:1a2b3c»."""
    return f"{_OF_BOTH}{difference.id}"


def is_name(subject: str) -> bool:
    """Tell whether a subject of an entry is a difference of two languages."""
    return subject.startswith(_OF_BOTH)


def by_name(done: Comparison | None) -> dict[str, Difference]:
    """Return the differences of the default view by name; none where nothing was compared."""
    return {name(each): each for each in done.shown()} if done else {}


def ground(difference: Difference) -> dict[str, Any]:
    """Return how a difference looks when it is decided: its place and the words of both texts.

    Its name hashes these words, so that a text that says something else has another difference.
    """
    place = difference.ru or difference.ky
    quotes = {"ru": difference.ru, "ky": difference.ky}
    said = {tongue: each.quote for tongue, each in quotes.items() if each}
    return {
        "eid": place.eid if place else "", "missing": [], "quote": " / ".join(said.values()), "equal": 1,
        "quotes": said, "kind": difference.kind,
    }  # fmt: skip


def tally(done: Comparison, state: State) -> Mapping[str, int]:
    """Return how many differences of a comparison were found, accepted, rejected and left undecided."""
    names = by_name(done)
    actions = [state.decisions[each].action for each in names if each in state.decisions]
    rejected = sum(action == "reject" for action in actions)
    return {
        "found": len(names), "accepted": len(actions) - rejected, "rejected": rejected,
        "open": len(names) - len(actions),
    }  # fmt: skip
