"""What changes in a campaign while it goes on: its name, deadline, people, acts; its end.

Every change is an entry of its journal and nothing is taken out of it: who left keeps what is finished, an
act that is dropped keeps its draft and decisions and can be brought back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.errors import WrongUse
from expertise.review.campaigns import (
    ADD,
    BRING_BACK,
    CHANGE,
    CLOSE,
    DROP,
    HAND,
    PLAN,
    REOPEN,
    Campaign,
    Case,
    fold,
)
from expertise.review.journal import Entry
from expertise.review.typed import settled
from expertise.service_campaigns import MOST, Plan, handed_out, named, prepare, stated
from expertise.service_desk import Desk


@dataclass(frozen=True, slots=True)
class Came:
    """What became of acts that were to come in: ``added`` anew, ``back`` after a drop, ``known`` before."""

    added: int
    back: int
    known: int


def replan(desk: Desk, name: str, plan: Plan) -> None:
    """Change name, deadline and people; what stays as it is enters nothing.

    The unfinished acts of those who left go to the others in turn; finished ones stay in the name of who
    finished them. Drafts that have the deadline of before get the new one. Raises WrongUse:
    ``campaign-title``, ``campaign-people``, ``campaign-closed``.
    """
    title, people = stated(plan.title), named(plan.people)
    if not title:
        raise WrongUse("campaign-title")
    if not people:
        raise WrongUse("campaign-people")
    said = {"title": title, "deadline": plan.deadline, "people": list(people)}
    finished = _finished(desk)
    before = fold(desk.store.entries(name))

    def payload(whole: Campaign) -> Mapping[str, Any]:
        now = {"title": dict(whole.title), "deadline": whole.deadline, "people": list(whole.people)}
        left = set(whole.people) - set(people)
        open_ = [c for c in whole.cases if c.person in left and not finished(c)]
        hands = {case.key: case.person for case in handed_out(open_, people)}
        changed = {key: value for key, value in said.items() if now[key] != value}
        return {**changed, **({"hands": hands} if hands else {})} if changed else {}

    _enter(desk, name, PLAN, payload)
    _move(desk, before, plan.deadline)


def _finished(desk: Desk) -> Callable[[Case], bool]:
    """Return what tells acts whose drafts have no open finding; one that was not begun has all open."""
    done = {d.draft for d in desk.drafts(hidden=True) if d.state == "signed" or d.decided == d.total}
    return lambda case: bool(case.drafts) and done.issuperset(case.drafts)


def _move(desk: Desk, before: Campaign, deadline: str) -> None:
    if before.deadline == deadline:
        return
    for draft in {name for case in before.cases for name in case.drafts}:
        state = desk.state(draft)
        if not state.is_signed and state.requisites.get("deadline", "") == before.deadline:
            desk.set_requisites(draft, {"deadline": deadline})


def hand(desk: Desk, name: str, keys: Sequence[str], person: str) -> None:
    """Hand acts to a person, who joins the campaign where that is new; acts of that person stay so.

    Raises WrongUse: ``campaign-people`` without a name, ``campaign-none-chosen``, ``unknown-case``,
    ``campaign-closed``.
    """
    (to, *_) = (*named([person]), "")
    if not to:
        raise WrongUse("campaign-people")
    _chosen(keys)

    def payload(whole: Campaign) -> Mapping[str, Any]:
        hands = {key: to for key in keys if whole.case(key).person != to}
        joins = {} if to in whole.people else {"people": [*whole.people, to]}
        return {"hands": hands, **joins} if hands else {}

    _enter(desk, name, HAND, payload)


def add(desk: Desk, name: str, cases: Iterable[Case]) -> Came:
    """Take more acts into a campaign; people take turns from where they are.

    Acts that were dropped come back as they were. Raises WrongUse: ``campaign-empty``, ``campaign-large``,
    ``campaign-closed``.
    """
    given = list(cases)
    if not given:
        raise WrongUse("campaign-empty")
    counted = Came(0, 0, 0)

    def payload(whole: Campaign) -> Mapping[str, Any]:
        nonlocal counted
        inside = {sha for case in whole.cases for _, sha in case.files}
        out = {sha: case.key for case in whole.dropped for _, sha in case.files}
        fresh = [c for c in given if not any(sha in inside or sha in out for _, sha in c.files)]
        back = list(dict.fromkeys(out[sha] for c in given for _, sha in c.files if sha in out))
        if (count := len(whole.cases) + len(fresh) + len(back)) > MOST:
            raise WrongUse("campaign-large", count=count, most=MOST)
        counted = Came(len(fresh), len(back), len(given) - len(fresh) - len(back))
        shift = len(whole.cases) % len(whole.people)
        turns = [*whole.people[shift:], *whole.people[:shift]]
        came = [case.record() for case in handed_out(fresh, turns)]
        return {"cases": came, "keys": back} if came or back else {}

    _enter(desk, name, ADD, payload)
    prepare(desk, [draft for case in given for draft in case.drafts], fold(desk.store.entries(name)).deadline)
    return counted


def drop(desk: Desk, name: str, keys: Sequence[str], reason: str) -> None:
    """Take acts out of a campaign; their drafts and decisions stay on the desk.

    Raises WrongUse: ``campaign-reason`` without one, ``campaign-none-chosen``, ``unknown-case``,
    ``campaign-closed``.
    """
    why = settled(reason)
    if not why:
        raise WrongUse("campaign-reason")
    _chosen(keys)

    def payload(whole: Campaign) -> Mapping[str, Any]:
        there = [key for key in keys if not whole.case(key).dropped]
        return {"keys": there, "reason": why} if there else {}

    _enter(desk, name, DROP, payload)


def bring_back(desk: Desk, name: str, keys: Sequence[str]) -> None:
    """Take dropped acts into the campaign again, with what was decided on them. Raises as ``drop``."""
    _chosen(keys)

    def payload(whole: Campaign) -> Mapping[str, Any]:
        out = [key for key in keys if whole.case(key).dropped]
        return {"keys": out} if out else {}

    _enter(desk, name, BRING_BACK, payload)


def close(desk: Desk, name: str, note: str = "") -> None:
    """End a campaign: nothing of it is changed any more, but letters are sent and answers recorded."""
    _enter(desk, name, CLOSE, lambda _: {"note": settled(note)})


def reopen(desk: Desk, name: str, note: str = "") -> None:
    """Let a campaign that was closed go on; one that is not closed stays as it is."""
    _enter(desk, name, REOPEN, lambda whole: {"note": settled(note)} if whole.closed else {})


def _chosen(keys: Sequence[str]) -> None:
    if not keys:
        raise WrongUse("campaign-none-chosen")


def _enter(desk: Desk, name: str, what: str, tell: Callable[[Campaign], Mapping[str, Any]]) -> None:
    """Enter what ``tell`` says of the campaign as it stands while nobody else can write; nothing for {}.

    Raises WrongUse: ``unknown-campaign``, ``campaign-closed`` for all but reopening.
    """

    def payload(entries: list[Entry]) -> Mapping[str, Any] | Entry:
        whole = fold(entries)
        if whole.closed and what != REOPEN:
            raise WrongUse("campaign-closed")
        said = tell(whole)
        return {"what": what, **said} if said else entries[-1]

    desk.store.enter(name, desk.person, CHANGE, payload)
