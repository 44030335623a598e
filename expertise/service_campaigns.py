"""Campaigns, acts examined together by several people: begin one, take its acts, see how far it is.

A campaign is a journal of its own in the store; the acts are drafts of the desk with the prosecutor's form,
and what is decided on them is decided there. Acts come from service_campaign_acts, changes are made by
service_campaign_changes, the report and the letters by service_campaign_papers.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from expertise.errors import ExpertiseError, WrongUse
from expertise.review.campaigns import (
    KIND,
    KINDS,
    TAKEN,
    Campaign,
    Case,
    Change,
    Sent,
    fold,
    told_apart,
)
from expertise.review.journal import Entry
from expertise.review.progress import Progress
from expertise.review.store import BOOK
from expertise.review.typed import one_line
from expertise.service_desk import Desk
from expertise.service_sources import Source, act_of

__all__ = [
    "FORM", "MOST", "Campaign", "Case", "Change", "Plan", "Sent", "Share", "campaign", "campaigns", "create",
    "handed_out", "named", "prepare", "shares", "stated", "take", "told_apart",
]  # fmt: skip
FORM = "prosecutor-act"
#: More acts than people can examine together; a larger set is several campaigns.
MOST = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign begins with: its name, the day by which it is to be done (ISO or empty), its people."""

    title: Mapping[str, str]
    deadline: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one person has of a campaign: acts, acts begun, findings there, those decided, acts signed."""

    person: str
    cases: int
    taken: int
    total: int
    decided: int
    signed: int


def create(desk: Desk, cases: Sequence[Case], plan: Plan) -> str:
    """Begin a campaign on acts and return its id; people take turns in the order of the acts.

    Raises WrongUse: ``campaign-title``, ``campaign-empty``, ``campaign-large``, ``store-unwritable``.
    """
    title = stated(plan.title)
    if not title:
        raise WrongUse("campaign-title")
    if not cases:
        raise WrongUse("campaign-empty")
    if len(cases) > MOST:
        raise WrongUse("campaign-large", count=len(cases), most=MOST)
    people = named(plan.people) or (desk.person,)
    payload = {
        "title": title, "deadline": plan.deadline, "people": list(people),
        "cases": [case.record() for case in handed_out(cases, people)],
    }  # fmt: skip
    book = desk.store.add_draft(desk.person, f"campaign:{uuid.uuid4().hex}", {BOOK: KIND})
    desk.store.enter(book, desk.person, KIND, payload)
    prepare(desk, [name for case in cases for name in case.drafts], plan.deadline)
    return book


def prepare(desk: Desk, drafts: Iterable[str], deadline: str) -> None:
    """Give drafts that join a campaign the prosecutor's form and its deadline; what they have stays."""
    for draft in drafts:
        state = desk.state(draft)
        values = {"form": FORM, "deadline": deadline}
        fresh = {name: value for name, value in values.items() if value and not state.requisites.get(name)}
        if not state.is_signed:
            desk.set_requisites(draft, fresh)


def stated(texts: Mapping[str, str]) -> dict[str, str]:
    """Return what was written, each text on one line; a language that says nothing is left out."""
    return {language: line for language, text in texts.items() if (line := one_line(text))}


def named(people: Iterable[str]) -> tuple[str, ...]:
    """Return names, each once and on one line; empty ones are left out."""
    return tuple(dict.fromkeys(name for each in people if (name := one_line(each))))


def handed_out(cases: Sequence[Case], people: Sequence[str]) -> list[Case]:
    """Return acts with a person each, who take turns."""
    return [replace(case, person=people[place % len(people)]) for place, case in enumerate(cases)]


def campaigns(desk: Desk) -> list[Campaign]:
    """Return all campaigns, newest first."""
    books: dict[str, list[Entry]] = {}
    for entry in desk.store.entries():
        if entry.kind in KINDS:
            books.setdefault(entry.draft, []).append(entry)
    return [fold(entries) for entries in reversed(books.values())]


def campaign(desk: Desk, name: str) -> Campaign:
    """Return one campaign. Raises WrongUse ``unknown-campaign``."""
    entries = [e for e in desk.store.entries(name) if e.kind in KINDS]
    if not entries:
        raise WrongUse("unknown-campaign", campaign=name)
    return fold(entries)


def take(desk: Desk, whole: Campaign, cases: Iterable[Case]) -> Iterator[tuple[Case, ExpertiseError | None]]:
    """Take acts to the desk one by one, yielding each when it is there; a file that fails stops no other.

    Each becomes a draft with the prosecutor's form and the campaign's deadline; one that is there already is
    joined as it is. Of a closed campaign each is refused (``campaign-closed``).
    """
    for case in cases:
        try:
            if whole.closed:
                raise WrongUse("campaign-closed")
            _take(desk, whole, case)
        except ExpertiseError as error:
            yield case, error
        else:
            yield case, None


def _take(desk: Desk, whole: Campaign, case: Case) -> None:
    source = Source(case.place, case.database)
    received = desk.receive([act_of(source, file, sha256) for file, sha256 in case.files])
    for each in received:
        if isinstance(each.error, ExpertiseError):
            raise each.error
    drafts = list(dict.fromkeys(each.draft for each in received))
    prepare(desk, drafts, whole.deadline)
    desk.store.enter(whole.id, desk.person, TAKEN, {"case": case.key, "drafts": drafts})


def shares(desk: Desk, whole: Campaign) -> list[Share]:
    """Return how far each person is, in the order of the people; who left with acts of theirs comes last."""
    known = {draft.draft: draft for draft in desk.drafts(hidden=True)}
    everybody = dict.fromkeys((*whole.people, *(case.person for case in whole.cases)))
    return [
        _share(person, [case for case in whole.cases if case.person == person], known) for person in everybody
    ]


def _share(person: str, mine: Sequence[Case], known: Mapping[str, Progress]) -> Share:
    drafts = [known[name] for case in mine for name in case.drafts if name in known]
    return Share(
        person, len(mine), sum(bool(case.drafts) for case in mine), sum(d.total for d in drafts),
        sum(d.decided for d in drafts), sum(d.state == "signed" for d in drafts),
    )  # fmt: skip
