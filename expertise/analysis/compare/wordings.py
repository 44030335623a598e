"""Modality, conditions, conjunctions and bodies compared by the words of the translation lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from expertise.analysis.compare.contrast import Contrast, Side, counts, facts_of
from expertise.analysis.compare.facts import Fact

#: Modal words by what they do: a right and a possibility are not told apart, translations mix them freely.
_MODAL = {"right": "may", "can": "may", "permit": "may", "must": "must", "ban": "ban", "free": "free"}
#: Conditions that mean the opposite of each other: one swapped for the other turns the norm round.
_OPPOSITE = (
    ("presence", "absence"),
    ("except", "include"),
    ("not_later", "not_earlier"),
    ("before_event", "after_event"),
)


def modality(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield a right of one text that is a duty or a ban of the other, and the like."""
    left, right = facts_of(ru, "modality"), facts_of(ky, "modality")
    yield from swapped("modality", "modality", left, right, _MODAL, ru, ky)


def swapped(
    kind: str, reason: str, left: list[Fact], right: list[Fact], groups: Mapping[str, str], ru: Side, ky: Side
) -> Iterator[Contrast]:
    """Yield where one text has more of one group and less of another: one word stands for the other."""
    own, others = counts(left, dict(groups)), counts(right, dict(groups))
    more = [g for g in own.keys() | others.keys() if own[g] > others[g]]
    less = [g for g in own.keys() | others.keys() if own[g] < others[g]]
    for one in sorted(more):
        for other in sorted(less):
            if own[one] - others[one] == others[other] - own[other]:
                ru_fact = _odd(left, right, groups, one)
                ky_fact = _odd(right, left, groups, other)
                yield Contrast(kind, reason, ru_fact.span, ky_fact.span, ru_fact.value, ky_fact.value, ru, ky)


def _odd(own: list[Fact], others: list[Fact], groups: Mapping[str, str], group: str) -> Fact:
    """Return the fact of a group that stands where the other text has another group, else the first."""
    row = [f for f in own if f.value in groups]
    other = [f for f in others if f.value in groups]
    if len(row) == len(other):
        for fact, mate in zip(row, other, strict=True):
            if groups[fact.value] == group and groups[mate.value] != group:
                return fact
    return next(f for f in row if groups[f.value] == group)


def opposites(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield a condition of one text that is its opposite in the other."""
    left, right = facts_of(ru, "condition"), facts_of(ky, "condition")
    for pair in _OPPOSITE:
        groups = {name: name for name in pair}
        own, others = counts(left, groups), counts(right, groups)
        for one, other in (pair, pair[::-1]):
            if own[one] > others[one] and others[other] > own[other]:
                ru_fact, ky_fact = _odd(left, right, groups, one), _odd(right, left, groups, other)
                yield Contrast(
                    "condition", "-".join(pair), ru_fact.span, ky_fact.span, one, other, ru, ky
                )  # fmt: skip


def bodies(ru: Side, ky: Side) -> Iterator[Contrast]:
    """Yield a body of one text where the other names another one."""
    left, right = facts_of(ru, "body"), facts_of(ky, "body")
    names = {f.value: f.value for f in (*left, *right)}
    yield from swapped("body", "body", left, right, names, ru, ky)
