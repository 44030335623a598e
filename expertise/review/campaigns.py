"""A campaign as its journal tells it: its acts, people, deadline, letters, and every change that was made.

Nothing is taken out of the journal: an act that was dropped stays there with the reason, and the last entry
counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from expertise.errors import WrongUse
from expertise.review.journal import Entry

KIND, TAKEN, CHANGE, LETTER, REPLY = (
    "campaign", "campaign-act", "campaign-change", "letter", "reply",
)  # fmt: skip
KINDS = frozenset({KIND, TAKEN, CHANGE, LETTER, REPLY})
#: What a change does.
PLAN, HAND, ADD, DROP, BRING_BACK, CLOSE, REOPEN = (
    "plan", "hand", "add", "drop", "bring-back", "close", "reopen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One act of a campaign in one or two languages: ``files`` are (file, SHA-256) as of the run or corpus.

    ``titles`` and ``bodies`` are by language. ``place`` is the folder that files' names start from,
    ``database`` the corpus that acts of one are held in. ``drafts`` of the desk are none until the act is
    taken, unless it came from there; ``dropped`` is the reason why it is no longer in the campaign, empty
    while it is.
    """

    key: str
    person: str
    files: tuple[tuple[str, str], ...]
    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    drafts: tuple[str, ...] = ()
    place: str = ""
    database: str = ""
    dropped: str = ""

    def title(self, language: str) -> str:
        """Return the title in a language, else in the other."""
        return self.titles.get(language) or next(iter(self.titles.values()), "") or self.files[0][0]

    def record(self) -> dict[str, Any]:
        """Return what the journal keeps of an act that comes into a campaign."""
        return {
            "key": self.key, "person": self.person, "files": [list(each) for each in self.files],
            "titles": dict(self.titles), "bodies": dict(self.bodies), "place": self.place,
            "database": self.database, "drafts": list(self.drafts),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was entered: ``answer`` is the day by which the body is to answer, ISO.

    ``cases`` are the keys of the acts it speaks of, ``files`` its SHA-256 by name; ``reply`` is what the body
    answered (date, number, verdict, note), None while it has not.
    """

    seq: int
    number: str
    date: str
    body: Mapping[str, str]
    answer: str
    cases: tuple[str, ...]
    files: Mapping[str, str]
    reply: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that changed the campaign: who, when (UTC, ISO 8601), ``what`` it does, and all it says."""

    at: str
    person: str
    what: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as it stands: ``cases`` are the acts in it, ``dropped`` those that were taken out of it.

    ``deadline`` is ISO or empty. ``changes`` begin with its beginning (``what`` campaign).
    """

    id: str
    title: Mapping[str, str]
    deadline: str
    people: tuple[str, ...]
    cases: tuple[Case, ...]
    dropped: tuple[Case, ...]
    letters: tuple[Sent, ...]
    closed: bool
    changes: tuple[Change, ...]

    def name(self, language: str) -> str:
        """Return what it is called in a language, else in the other."""
        return self.title.get(language) or next(iter(self.title.values()))

    def case(self, key: str) -> Case:
        """Return an act that is or was in it. Raises WrongUse ``unknown-case``."""
        for each in (*self.cases, *self.dropped):
            if each.key == key:
                return each
        raise WrongUse("unknown-case", case=key)


def told_apart(cases: Iterable[Case], language: str) -> dict[str, str]:
    """Return what acts are called, by key: the title, followed by the file where several have one title."""
    titles = {case.key: (case.title(language), case.files[0][0]) for case in cases}
    counts = Counter(title for title, _ in titles.values())
    return {key: f"{title} ({file})" if counts[title] > 1 else title for key, (title, file) in titles.items()}


def fold(entries: Sequence[Entry]) -> Campaign:
    """Return a campaign as the entries of its journal tell it; others than KINDS are passed over.

    Raises WrongUse ``unknown-campaign`` where none begins one.
    """
    own = [entry for entry in entries if entry.kind in KINDS]
    if not own or own[0].kind != KIND:
        raise WrongUse("unknown-campaign", campaign=entries[0].draft if entries else "")
    said: dict[str, Any] = dict(own[0].payload)
    cases = {case.key: case for case in _cases(said["cases"], said)}
    closed = False
    for entry in own[1:]:
        if entry.kind == TAKEN:
            key = entry.payload["case"]
            cases[key] = replace(cases[key], drafts=tuple(entry.payload["drafts"]))
        elif entry.kind == CHANGE:
            said |= {name: entry.payload[name] for name in _PLANNED if name in entry.payload}
            _change(cases, entry.payload)
            closed = {CLOSE: True, REOPEN: False}.get(entry.payload["what"], closed)
    return Campaign(
        own[0].draft, said["title"], said["deadline"], tuple(said["people"]),
        tuple(case for case in cases.values() if not case.dropped),
        tuple(case for case in cases.values() if case.dropped), tuple(_letters(own)), closed,
        tuple(_changes(own)),
    )  # fmt: skip


_PLANNED = ("title", "deadline", "people")


def _cases(records: Sequence[Mapping[str, Any]], whole: Mapping[str, Any]) -> Iterator[Case]:
    """Yield acts as the journal keeps them; of a first time the folder stood with the whole campaign."""
    for c in records:
        yield Case(
            c["key"], c["person"], tuple((file, sha) for file, sha in c["files"]), c["titles"], c["bodies"],
            tuple(c.get("drafts", ())), c.get("place", whole.get("place", "")), c.get("database", ""),
        )  # fmt: skip


def _change(cases: dict[str, Case], said: Mapping[str, Any]) -> None:
    """Do to the acts what an entry says; ``hands`` names the person of each act that changes hands."""
    for case in _cases(said.get("cases", ()), {}):
        cases[case.key] = case
    for key, person in said.get("hands", {}).items():
        cases[key] = replace(cases[key], person=person)
    for key in said.get("keys", ()):
        cases[key] = replace(cases[key], dropped=said.get("reason", "") if said["what"] == DROP else "")


def _letters(entries: Sequence[Entry]) -> Iterator[Sent]:
    replies = {e.payload["letter"]: e.payload for e in entries if e.kind == REPLY}
    for e in entries:
        if e.kind == LETTER:
            said = e.payload
            yield Sent(
                e.seq, said["number"], said["date"], said["body"], said["answer"], tuple(said["cases"]),
                said["files"], replies.get(e.seq),
            )  # fmt: skip


def _changes(entries: Sequence[Entry]) -> Iterator[Change]:
    for e in entries:
        if e.kind in (KIND, CHANGE):
            yield Change(e.at, e.person, e.payload.get("what", KIND), e.payload)
