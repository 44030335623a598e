"""Proposals of a public discussion as the journal and a kept file hold them.

What a person wrote, and who, lies in a kept file, never in the journal: the journal has its digest. So
archives, which carry the journal, hold no personal data, and a file can be destroyed where the law asks for
it: its proposals then stand without words. Proposals are numbered from 1 in the order they came.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.intake import REASONED, VERDICTS
from expertise.review.decide import MAX_TEXT
from expertise.review.journal import Entry, canonical
from expertise.review.typed import settled, settled_values

PROPOSALS, RESOLVE, CONSENT, LINK = "proposals", "resolve", "consent", "link"
REPORT = "discussion-report"
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal as it came; every field but ``text`` may be empty.

    ``contacts`` are telephone, e-mail, address, PIN, passport by the name of their column. ``norm`` are the
    author's own words. ``row`` is the row of the table it came from, 0 where it was typed.
    """

    text: str
    author: str = ""
    contacts: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    channel: str = ""
    norm: str = ""
    consent: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was decided: ``reason`` and ``wording`` by language, the latter may be empty."""

    verdict: str
    reason: Texts
    wording: Texts
    at: str
    person: str


@dataclass(frozen=True, slots=True)
class Considered:
    """A proposal with its number and what was decided on it; ``lost`` where its words were destroyed."""

    number: int
    proposal: Proposal
    resolution: Resolution | None = None
    lost: bool = False


def kept(proposals: Sequence[Proposal], file: str, salt: str) -> bytes:
    """Return the file that holds proposals; ``salt`` keeps anyone from guessing words by its digest."""
    return canonical({"file": file, "salt": salt, "proposals": [asdict(p) for p in proposals]}).encode()


def entered(entries: Iterable[Entry], count: int, digest: str, source: str) -> dict[str, Any]:
    """Return the payload that brings ``count`` proposals; ``source`` is the digest of the table, or empty."""
    first = 1 + sum(int(e.payload["count"]) for e in entries if e.kind == PROPOSALS)
    return {"first": first, "count": count, "kept": digest, "source": source}


def considered(entries: Iterable[Entry], load: Callable[[str], bytes]) -> tuple[Considered, ...]:
    """Return the proposals of a draft in their order; ``load`` gives a kept file by its digest."""
    found: dict[int, Considered] = {}
    for entry in entries:
        said = entry.payload
        if entry.kind == PROPOSALS:
            found |= _brought(said, load)
        elif entry.kind == RESOLVE:
            made = Resolution(said["verdict"], said["reason"], said["wording"], entry.at, entry.person)
            for number in said["numbers"]:
                found[number] = replace(found[number], resolution=made if said["verdict"] else None)
        elif entry.kind in (CONSENT, LINK):
            named = "consent" if entry.kind == CONSENT else "norm"
            for number in said["numbers"]:
                mine = found[number]
                found[number] = replace(mine, proposal=replace(mine.proposal, **{named: said[named]}))
    return tuple(found[number] for number in sorted(found))


def _brought(said: Mapping[str, Any], load: Callable[[str], bytes]) -> dict[int, Considered]:
    first, count = int(said["first"]), int(said["count"])
    try:
        held = [Proposal(**each) for each in json.loads(load(said["kept"]))["proposals"]]
    except UnreadableFile as error:
        if error.code != "file-lost":
            raise
        return {first + n: Considered(first + n, Proposal(""), lost=True) for n in range(count)}
    return {first + n: Considered(first + n, each) for n, each in enumerate(held)}


def resolution(numbers: Iterable[int], verdict: str, reason: Texts, wording: Texts) -> dict[str, Any]:
    """Return the payload of a decision on proposals; an empty ``verdict`` takes it back.

    Raises WrongUse: ``nothing-chosen``, ``verdict-unknown``, ``discussion-reason`` where a refusal, or a
    consent in part, has no reason, ``bad-request`` for a text that is too long.
    """
    named = sorted(set(numbers))
    said, worded = _texts(reason), _texts(wording)
    if not named:
        raise WrongUse("nothing-chosen")
    if verdict and verdict not in VERDICTS:
        raise WrongUse("verdict-unknown", verdict=verdict, known=", ".join(VERDICTS))
    if verdict in REASONED and not said:
        raise WrongUse("discussion-reason")
    if max(map(len, (*said.values(), *worded.values())), default=0) > MAX_TEXT:
        raise WrongUse("bad-request", detail=f"> {MAX_TEXT}")
    return {"numbers": named, "verdict": verdict, "reason": said, "wording": worded}


def _texts(texts: Texts) -> dict[str, str]:
    return {tongue: text for tongue, text in settled_values(texts).items() if text}


def typed(proposal: Proposal) -> Proposal:
    """Return a proposal that somebody typed, settled. Raises WrongUse ``discussion-empty``."""
    text = settled(proposal.text)
    if not text:
        raise WrongUse("discussion-empty")
    return replace(
        proposal, text=text, author=settled(proposal.author), contacts=settled_values(proposal.contacts),
        date=settled(proposal.date), channel=settled(proposal.channel), norm=settled(proposal.norm),
    )  # fmt: skip
