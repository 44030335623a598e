"""Offences: the lines before a sanction say what is forbidden, and give nobody a power."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.act import Act
from expertise.norms.norm import Passage

#: The place of a passage that describes a punished deed.
OFFENCE = "offence"
_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
_GOES_ON = (*_DASHES, ";", ":", ",")


def mark_offences(found: Sequence[Passage], act: Act, forms: Sequence[str]) -> None:
    """Give the dispositions of ``found`` (in reading order) the place of an offence.

    A disposition ends in a dash before the sanction, on the same line («... - наказывается штрафом») or on
    the one above; the items of its list and their lead-in belong to it. A sanction that no dash goes before
    («Нарушение влечет ...») makes no offence: such words say what follows from a norm too.
    """
    for at, passage in enumerate(found):
        sanction = next((m for m in passage.mentions if m.role == "mark" and m.form == "sanction"), None)
        if sanction is None:
            continue
        if any(forms[i] in _DASHES for i in range(passage.start, sanction.start)):
            passage.place = OFFENCE
            _mark_above(found, at, act, _GOES_ON)
        elif at > 0 and _ends(found[at - 1], act, _DASHES):
            _mark_above(found, at, act, _GOES_ON)


def _mark_above(found: Sequence[Passage], at: int, act: Act, ends: tuple[str, ...]) -> None:
    """Mark the passages right above ``at`` that run on into it, as long as they stand in its article."""
    article = found[at].article
    while at > 0 and found[at - 1].article == article and _ends(found[at - 1], act, ends):
        at -= 1
        found[at].place = OFFENCE


def _ends(passage: Passage, act: Act, ends: tuple[str, ...]) -> bool:
    return passage.span.of(act.text).rstrip().endswith(ends)
