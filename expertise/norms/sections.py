"""Safeguards elsewhere: the act's own sections of procedure, and the articles a norm precisely refers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from expertise.norms.norm import Norm, Passage, Slot
from expertise.norms.references import Reader

#: What a section may be about: a norm is cured by it when both name one of these and the same action.
#: Land and money are too wide for that: in a land code nearly every norm allots land, and its articles on
#: one procedure cured others (marked articles read in whole acts: F1 0.54 instead of 0.60 in Kyrgyz).
_TOPICS = frozenset({"right", "status", "service"})
_FOLLOWED = 4  # articles a norm may refer to and still be cured by each
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
        slots = _filled(by_article[article], "act")
        if general:
            slots = {name: slot for name, slot in slots.items() if name in ("appeal", "publication")}
        if slots and ((topics and actions) or general):
            found.append(Section(article, slots, frozenset(topics), frozenset(actions), general))
    return tuple(found)


def _filled(passages: Sequence[Passage], where: str) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    for passage in passages:
        for name, mention in passage.slots():
            if name in _CURED:
                slots.setdefault(name, Slot(name, mention.value, where, mention.span))
    return slots


def followed(norm: Norm, reader: Reader, by_article: Mapping[int, Sequence[Passage]]) -> Norm:
    """Return the norm with the slots that the articles it precisely refers to fill.

    A reference to many articles at once («статьи 17-24») names bodies or cases, no procedure, and is not
    followed.
    """
    if "reference" not in norm.slots or norm.slots["reference"].where not in ("sentence", "lead"):
        return norm
    named = reader.articles(norm.passage.span)
    if not named or len(named) > _FOLLOWED:
        return norm
    slots = dict(norm.slots)
    for unit in named:
        for name, slot in _filled(by_article.get(unit, ()), "reference").items():
            slots.setdefault(name, slot)
    return replace(norm, slots=slots)


def cured(norm: Norm, found: Sequence[Section]) -> Norm:
    """Return the norm with the slots that the act's sections on its subject fill."""
    slots = dict(norm.slots)
    for section in found:
        same = section.topics & norm.objects and section.actions & norm.actions
        if section.article != norm.passage.article and (section.general or same):
            for name, slot in section.slots.items():
                slots.setdefault(name, slot)
    return replace(norm, slots=slots) if len(slots) > len(norm.slots) else norm
