"""The act's own sections: articles whose heading promises a procedure cure what other articles leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from expertise.norms.norm import Norm, Passage, Slot

#: What a section may be about: a norm is cured by it when both name one of these and the same action.
#: Land and money are too wide for that: in a land code nearly every norm allots land, and its articles on
#: one procedure cured others (marked articles read in whole acts: F1 0.54 instead of 0.60 in Kyrgyz).
_TOPICS = frozenset({"right", "status", "service"})
#: Slots a section of procedure can fill for norms elsewhere in the act.
_CURED = frozenset({"deadline", "documents", "ground", "form", "notice", "appeal", "publication", "conflict"})


@dataclass(frozen=True, slots=True)
class Section:
    """An article of procedure: what it fills, what its heading is about; ``general`` holds for every norm."""

    article: int
    slots: Mapping[str, Slot]
    topics: frozenset[str]
    actions: frozenset[str]
    general: bool


def sections(
    headings: Mapping[int, Passage], by_article: Mapping[int, Sequence[Passage]]
) -> tuple[Section, ...]:
    """Return the articles whose headings name a procedure («Порядок выдачи лицензии», «Обжалование»).

    ``headings`` are the headings of articles by unit, read like sentences.
    """
    found = []
    for article, heading in headings.items():
        marks = {m.value for m in heading.mentions if m.role == "mark" and m.form == "section"}
        if not marks or article not in by_article:
            continue
        topics = {m.value for m in heading.mentions if m.role == "object"} & _TOPICS
        actions = {m.value for m in heading.mentions if m.role == "action"}
        general = "general" in marks
        slots = _filled(by_article[article])
        if general:
            slots = {name: slot for name, slot in slots.items() if name in ("appeal", "publication")}
        if slots and ((topics and actions) or general):
            found.append(Section(article, slots, frozenset(topics), frozenset(actions), general))
    return tuple(found)


def _filled(passages: Sequence[Passage]) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    for passage in passages:
        for mention in passage.mentions:
            name = mention.role.removeprefix("slot-")
            if name in _CURED and mention.role != name:
                slots.setdefault(name, Slot(name, mention.value, "act", mention.span))
    return slots


def cured(norm: Norm, found: Sequence[Section]) -> Norm:
    """Return the norm with the slots that the act's sections on its subject fill."""
    slots = dict(norm.slots)
    for section in found:
        same = section.topics & norm.objects and section.actions & norm.actions
        if section.article != norm.passage.article and (section.general or same):
            for name, slot in section.slots.items():
                slots.setdefault(name, slot)
    return replace(norm, slots=slots) if len(slots) > len(norm.slots) else norm
