"""What a conclusion asks of the drafter: one entry an objection, with the findings it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expertise.act import Act, label
from expertise.conclusion.build import Messages, Taken, taken
from expertise.conclusion.statement import Objection, Texts
from expertise.lexicon.factors import Methodology
from expertise.lexicon.terms import LANGUAGES
from expertise.review.examination import Examination
from expertise.review.page import twins
from expertise.review.state import State


@dataclass(frozen=True, slots=True)
class Asked:
    """One objection: ``number`` is «3», or «3.2» for the second objection to norm 3 of the conclusion.

    ``keys`` are the findings it stands for, one or one a language; ``quotes`` their sentences.
    """

    number: str
    item: int
    keys: tuple[str, ...]
    eid: str
    place: Texts
    quotes: Texts
    objection: Objection


def asked(
    done: Sequence[Examination], state: State, method: Methodology, messages: Messages
) -> tuple[Asked, ...]:
    """Return what the conclusion on these texts asks, in its order; nothing taken gives nothing."""
    acts: dict[str, Act] = {each.act.language: each.act for each in done}
    pairs = twins(done[0], done[1]) if len(done) == 2 else {}
    beside = pairs | {other: name for name, other in pairs.items()}
    found = []
    for item, (eid, group) in enumerate(taken(done, state, method, messages).items(), start=1):
        place = _place(done, eid)
        joined = _joined(group, beside)
        for count, members in enumerate(joined, start=1):
            number = str(item) if len(joined) == 1 else f"{item}.{count}"
            quotes = {m.language: m.span.of(acts[m.language].text) for m in members}
            keys = tuple(m.key for m in members)
            found.append(Asked(number, item, keys, eid, place, quotes, members[0].objection))
    return tuple(found)


def _joined(group: Sequence[Taken], beside: Mapping[str, str]) -> list[list[Taken]]:
    """Put a finding and its twin in the other language together, in the order of the text."""
    found: dict[str, list[Taken]] = {}
    for each in group:
        twin = found.get(beside.get(each.key, ""))
        if twin is None:
            found[each.key] = [each]
        else:
            twin.append(each)
    return list(found.values())


def _place(done: Sequence[Examination], eid: str) -> dict[str, str]:
    for each in done:
        for unit in each.act.units:
            if unit.eid == eid:
                return {language: label(each.act, unit, language) for language in LANGUAGES}
    return dict.fromkeys(LANGUAGES, "")
