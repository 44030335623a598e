"""Why two claims about one matter cannot both hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from expertise.act import Span
from expertise.analysis.collisions.claim import Claim
from expertise.analysis.collisions.quantity import Quantity, clash

#: Modalities that exclude each other; an indicative duty («выдаётся») is excluded by a ban.
_OPPOSITE = frozenset(
    {frozenset(pair) for pair in (
        ("may", "ban"), ("must", "ban"), ("must", "may"), ("must", "refuse"), ("must", "free"), ("", "ban"),
    )}
)  # fmt: skip
_ALLOWED = frozenset({"must", "may"})
_ORDER = ("modality", "condition", "deadline", "amount", "body")
#: What a norm is when it refuses: a right to refuse is no right to act, a duty to refuse is a ban.
_REFUSED = {"may": "refuse", "must": "ban", "ban": "must"}


class Clash(NamedTuple):
    """Two places that clash: ``reason`` is modality, condition, deadline, amount, body or a check's own.

    ``one`` and ``two`` are the words that clash, within the clauses of ``here`` and ``there``.
    """

    reason: str
    here: Claim
    there: Claim
    one: Span
    two: Span


def clashes(here: Claim, there: Claim, *, higher: bool = False, near: bool = False) -> Iterator[Clash]:
    """Yield the first reason for which two claims of one matter clash, or nothing.

    ``higher``: ``there`` stands in an act that binds the act of ``here``. ``near``: their words differ a
    little, so that a modality counts only where both clauses say it themselves and a word tells them apart.
    """
    if not _same_people(here, there) or _different_start(here, there):
        return
    implicit = near and (not (here.modal and there.modal) or len(here.matter ^ there.matter) > 1)
    for reason in _ORDER[1:] if implicit else _ORDER:
        found = _SEEN[reason](here, there, higher)
        if found is not None:
            yield Clash(reason, here, there, *found)
            return


def _same_people(one: Claim, other: Claim) -> bool:
    """Tell whether two claims can be about the same persons, and about the same bodies that do not decide."""
    ours, theirs = (claim.bodies - claim.own_bodies for claim in (one, other))
    if ours and theirs and not ours & theirs:
        return False
    return not (one.persons and other.persons) or bool(one.persons & other.persons)


def _different_start(one: Claim, other: Claim) -> bool:
    return bool(one.start and other.start) and not one.start & other.start


def _same_bodies(one: Claim, other: Claim) -> bool:
    if not (one.bodies and other.bodies) or one.generic or other.generic:
        return True
    return bool(one.bodies & other.bodies)


Words = tuple[Span, Span] | None


def _modality(here: Claim, there: Claim, higher: bool) -> Words:
    if "escape" in here.marks or "escape" in there.marks or not _same_bodies(here, there):
        return None
    if here.conditions - {"refuse"} != there.conditions - {"refuse"}:
        return None
    if here.quantities or there.quantities:  # «не может превышать 5» and «вправе на 5» are no opposites
        return None
    ways = frozenset({_way(here), _way(there)})
    if here.norm.passage.line == there.norm.passage.line:
        return None  # two sentences of one paragraph: the second is what the first excepts
    if ways == _ALLOWED and not (here.modal and there.modal):
        return None  # rights and duties of one person are told in two lists of one article
    return (here.span, there.span) if ways in _OPPOSITE else None


def _way(claim: Claim) -> str:
    if "refuse" in claim.conditions:
        return _REFUSED.get(claim.modality, claim.modality)
    return claim.modality


def _condition(here: Claim, there: Claim, higher: bool) -> Words:
    one, other = here.conditions - {"refuse"}, there.conditions - {"refuse"}
    if here.modality != there.modality or not _same_bodies(here, there):
        return None
    opposite = {one, other} == {frozenset({"presence"}), frozenset({"absence"})}
    return (here.span, there.span) if opposite else None


def _deadline(here: Claim, there: Claim, higher: bool) -> Words:
    found = _quantity(here, there, higher, time=True)
    if found is None and len(here.dates) == len(there.dates) == 1 and here.dates != there.dates:
        return (here.span, there.span) if _comparable(here, there) else None
    return found


def _amount(here: Claim, there: Claim, higher: bool) -> Words:
    return _quantity(here, there, higher, time=False)


def _quantity(here: Claim, there: Claim, higher: bool, *, time: bool) -> Words:
    if not _comparable(here, there):
        return None
    ours, theirs = (_by_group(c, time) for c in (here, there))
    for group in sorted(ours.keys() & theirs.keys()):
        if len(ours[group]) == len(theirs[group]):
            for one, other in zip(ours[group], theirs[group], strict=True):
                if clash(one, other, higher=higher):
                    return one.span, other.span
    return None


def _by_group(claim: Claim, time: bool) -> dict[str, list[Quantity]]:
    found: dict[str, list[Quantity]] = {}
    for quantity in claim.quantities:
        if (quantity.group == "time") is time:
            found.setdefault(quantity.group, []).append(quantity)
    return found


def _comparable(here: Claim, there: Claim) -> bool:
    """Tell whether numbers of two claims measure the same thing done by the same."""
    same = "refuse" in (here.conditions ^ there.conditions)
    return not same and _same_bodies(here, there)


def _body(here: Claim, there: Claim, higher: bool) -> Words:
    """Return where two bodies decide one matter; rights of two bodies can stand side by side."""
    if "escape" in here.marks or "escape" in there.marks or _same_bodies(here, there):
        return None
    if (
        len(here.own_bodies) != 1
        or len(there.own_bodies) != 1
        or "refuse" in (here.conditions ^ there.conditions)
    ):
        return None
    if (
        here.own_bodies & there.own_bodies
        or not {here.modality, there.modality} <= {"", "must"}
        or _akin(here, there)
    ):
        return None
    return here.span, there.span


def _akin(here: Claim, there: Claim) -> bool:
    """Tell whether one name of a body is part of the other: «министерство», «министерство финансов»."""
    one, other = (frozenset(" ".join(c.bodies).split()) for c in (here, there))
    return one <= other or other <= one


_SEEN = {
    "modality": _modality, "condition": _condition, "deadline": _deadline, "amount": _amount, "body": _body,
}  # fmt: skip
