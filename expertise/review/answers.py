"""Answers of the drafter to what a conclusion asks, as the journal holds them, and the adopted act.

An answer comes after the signature and changes no conclusion. A later answer on the same finding stands for
the earlier one, which stays in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from expertise.errors import WrongUse
from expertise.lexicon.intake import REASONED, VERDICTS
from expertise.review.decide import MAX_TEXT
from expertise.review.journal import Entry
from expertise.review.typed import settled

ANSWER, ADOPTED = "answer", "adopted"
#: How an answer came: typed by the expert, a reply in Word, an edit of the norm in Word, a row of a table.
WAYS = ("typed", "word", "tracked", "table")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the drafter answered: ``verdict`` is accepted, partly or rejected.

    ``reason`` and ``wording`` (the norm as the drafter words it now) are in the drafter's language and may be
    empty; the last two always; ``how`` is one of WAYS, ``source`` the name of the file it was read from.
    """

    verdict: str
    reason: str
    wording: str
    how: str
    source: str
    at: str
    person: str


def answers(entries: Iterable[Entry]) -> dict[str, Answer]:
    """Return the answers that stand, by key of the finding."""
    found: dict[str, Answer] = {}
    for entry in entries:
        if entry.kind != ANSWER:
            continue
        said = entry.payload
        for name in said["subjects"]:
            if said["verdict"]:
                found[name] = Answer(
                    said["verdict"], said["reason"], said["wording"], said["how"], said["source"], entry.at,
                    entry.person,
                )  # fmt: skip
            else:
                found.pop(name, None)
    return found


def answer(
    subjects: Iterable[str],
    verdict: str,
    reason: str = "",
    wording: str = "",
    how: str = "typed",
    source: str = "",
) -> dict[str, Any]:
    """Return the payload of an answer; an empty ``verdict`` takes the answer back.

    Raises WrongUse: ``nothing-chosen``, ``verdict-unknown``, ``answer-reason`` for a refusal, or a consent in
    part, without a reason, ``bad-request`` for a text longer than any answer.
    """
    named = list(dict.fromkeys(subjects))
    said, worded = settled(reason), settled(wording)
    if not named:
        raise WrongUse("nothing-chosen")
    if verdict and verdict not in VERDICTS:
        raise WrongUse("verdict-unknown", verdict=verdict, known=", ".join(VERDICTS))
    if verdict in REASONED and not said:
        raise WrongUse("answer-reason")
    if max(len(said), len(worded)) > MAX_TEXT:
        raise WrongUse("bad-request", detail=f"> {MAX_TEXT}")
    return {
        "subjects": named, "verdict": verdict, "reason": said, "wording": worded, "how": how, "source": source
    }  # fmt: skip


def adopted_entry(entries: Iterable[Entry]) -> Entry | None:
    """Return the entry of the adopted act, the newest where there are several; None without one."""
    found = [entry for entry in entries if entry.kind == ADOPTED]
    return found[-1] if found else None


def fates_of(entry: Entry | None) -> Mapping[str, str]:
    """Return what became of each finding in the adopted act, by key; empty without one."""
    fates: Mapping[str, str] = entry.payload["fates"] if entry else {}
    return fates
