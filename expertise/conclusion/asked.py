"""What a conclusion asks of the drafter: one entry an objection, with the findings it stands for.

Numbers are those that the conclusion prints, so that an answer to «point 8» reaches what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expertise.act import Act, label
from expertise.analysis.compare.compare import Comparison
from expertise.analysis.compare.difference import Difference
from expertise.conclusion.build import Messages, Taken, arranged
from expertise.conclusion.divergence import itemised
from expertise.conclusion.quotes import same_unit
from expertise.conclusion.statement import Item, Objection, Texts
from expertise.lexicon.factors import Methodology
from expertise.lexicon.forms import Form
from expertise.lexicon.terms import LANGUAGES
from expertise.review.bilingual import name
from expertise.review.examination import Examination
from expertise.review.page import twins
from expertise.review.state import State


@dataclass(frozen=True, slots=True)
class Asked:
    """One objection: ``number`` is «3», or «3.2» for the second objection to norm 3 of the conclusion.

    ``keys`` are the findings it stands for, one or one a language, or the name of a difference between the
    languages; ``quotes`` are the norm's words in each text.
    """

    number: str
    item: int
    keys: tuple[str, ...]
    eid: str
    place: Texts
    quotes: Texts
    objection: Objection


def asked(
    done: Sequence[Examination],
    state: State,
    method: Methodology,
    messages: Messages,
    form: Form,
    both: Comparison | None = None,
) -> tuple[Asked, ...]:
    """Return what the conclusion on these texts asks, in its order; nothing taken gives nothing.

    ``both`` is the comparison of the two languages, None where there is one.
    """
    found = _of_findings(done, state, method, messages, form)
    last = found[-1].item if found else 0
    if both:
        found += [_of_difference(each, item) for each, item in itemised(both, state, method, last + 1)]
    return tuple(found)


def _of_difference(difference: Difference, item: Item) -> Asked:
    place = difference.ru or difference.ky
    return Asked(
        str(item.number), item.number, (name(difference),), place.eid if place else "", item.place,
        item.quotes, item.objections[0],
    )  # fmt: skip


def _of_findings(
    done: Sequence[Examination], state: State, method: Methodology, messages: Messages, form: Form
) -> list[Asked]:
    acts: dict[str, Act] = {each.act.language: each.act for each in done}
    pairs = twins(done[0], done[1]) if len(done) == 2 else {}
    beside = pairs | {other: name for name, other in pairs.items()}
    found = []
    for item, (eid, group) in enumerate(arranged(done, state, method, messages, form), start=1):
        place = _place(done, eid)
        joined = _joined(group, beside)
        for count, members in enumerate(joined, start=1):
            number = str(item) if len(joined) == 1 else f"{item}.{count}"
            quotes = {m.language: m.span.of(acts[m.language].text) for m in members}
            for language in acts.keys() - quotes.keys():
                # The same norm in the other text, so that a reader of that language sees which one it is.
                quotes[language] = same_unit(acts[language], eid, acts[members[0].language])
            keys = tuple(m.key for m in members)
            found.append(Asked(number, item, keys, eid, place, quotes, members[0].objection))
    return found


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
