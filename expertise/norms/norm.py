"""Norm: who may or must do what, and which safeguards the words around it fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from expertise.act import Span

#: What the role of a mention begins with when it fills a slot: «slot-deadline».
SLOT = "slot-"


class Mention(NamedTuple):
    """An occurrence of a term in a passage: class ``value`` of ``role`` at ``span`` (act offsets)."""

    role: str
    value: str
    span: Span
    start: int  # token indexes of the act
    end: int
    form: str = ""
    name: str = ""
    roles: frozenset[str] = frozenset()  # of an actor: what its form lets it be in the sentence


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a norm speaks of: ``kind`` as in terms/actor-*, ``via`` says how it was found.

    via: subject, agent (instrumental, «тарабынан»), lead (from the list's lead-in), heading (competence
    article), none (subjectless or passive: «принимается решение»); ``mention`` is None for none.
    """

    kind: str
    via: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled slot: ``value`` says how (limit, vague, closed, open, reference ...), ``where`` it was found.

    where: sentence, lead, article, reference (an article the sentence names), act.
    """

    name: str
    value: str
    where: str
    span: Span


@dataclass(slots=True)
class Passage:
    """One sentence of a line with what was found in it; ``lead`` is the lead-in of the list it stands in."""

    line: int
    span: Span
    start: int
    end: int
    place: str = "norm"
    article: int = -1  # index of the unit that slots are searched in
    lead: Passage | None = None
    mentions: list[Mention] = field(default_factory=list)
    rules: dict[str, list[Span]] = field(default_factory=dict)

    def slots(self) -> Iterator[tuple[str, Mention]]:
        """Yield the name of every slot the sentence fills, with the words that fill it."""
        for mention in self.mentions:
            if mention.role.startswith(SLOT):
                yield mention.role[len(SLOT) :], mention


@dataclass(frozen=True, slots=True)
class Norm:
    """A passage read as a norm. ``modality``: may, permit, must, ban or "" (indicative).

    ``relation`` is public (a body is named here or in the lead-in), private (only employers, workers,
    parties are), court or open. ``stated`` tells whether the sentence itself states the modality (else its
    lead-in does).

    ``addressee`` is the first person, party or body named beside the actor, None where there is none.
    ``actions`` and ``objects`` are the classes named in the sentence or its lead-in; ``action`` the main
    one or "". ``slots`` hold only what is filled, the nearest place first.
    """

    passage: Passage
    relation: str
    actor: Actor
    addressee: Mention | None
    modality: str
    stated: bool
    action: str
    actions: frozenset[str]
    objects: frozenset[str]
    slots: Mapping[str, Slot]
    core: Span
