"""Whose norm it is: the subject, the agent of a passive, or the actor of the lead-in."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.act import Language
from expertise.language.wordforms import AGENT, GENITIVE, SUBJECT, roles
from expertise.norms.norm import Actor, Mention, Passage

#: Kinds whose powers over persons the expertise is about.
PUBLIC = frozenset(
    {"body", "cabinet", "parliament", "president", "council", "official", "commission", "enterprise"}
)
#: Kinds whose dealings with each other are private law: no findings unless a body decides.
PRIVATE = frozenset({"employer", "worker", "union", "party", "family"})
_NONE = Actor("none", "none")
_PREPOSITIONS = frozenset({"в", "во", "на", "за", "через", "про", "под", "по", "о", "об", "между", "перед"})


def find_actor(
    passage: Passage, forms: Sequence[str], language: Language, pivot: Mention | None
) -> Actor:
    """Return the actor of a passage; ``pivot`` is its modality or main action, which a subject stands near.

    Subjects go before agents: in «лицензия выдаётся органом» no subject is an actor, so the agent is it.
    A list item without a subject of its own takes the actor of its lead-in.
    """
    mentions = [m for m in passage.mentions if m.role == "actor" and _reaches(m, pivot, forms, language)]
    subjects = [m for m in mentions if _is(m, SUBJECT, forms, language)]
    agents = [m for m in mentions if _is(m, AGENT, forms, language)]
    if passage.lead is not None and not (agents or _leads_itself(subjects, pivot)):
        inherited = find_actor(passage.lead, forms, language, _pivot(passage.lead))
        if inherited.kind != "none":
            return Actor(inherited.kind, "lead", inherited.mention)
    if agents and not _before(subjects, pivot):
        return Actor(agents[0].value, "agent", agents[0])
    if subjects:
        best = _nearest(subjects, pivot)
        return Actor(best.value, "subject", best)
    if agents:
        return Actor(agents[0].value, "agent", agents[0])
    return _NONE


def _reaches(mention: Mention, pivot: Mention | None, forms: Sequence[str], language: Language) -> bool:
    """Tell whether an actor stands in the clause of a modality: in Russian no comma parts them.

    «на землях, предоставленных органом, может быть разрешено» gives the organ no power. Kyrgyz puts its
    verb last and its commas everywhere, so nothing is asked of it.
    """
    if language == "ky" or pivot is None or pivot.role != "modality":
        return True
    between = forms[mention.end : pivot.start] if mention.end <= pivot.start else forms[pivot.end : mention.start]
    depth = 0
    for form in between:
        depth += (form == "(") - (form == ")")
        if form == "," and depth == 0:
            return False
    return True


def _pivot(passage: Passage) -> Mention | None:
    return next((m for m in passage.mentions if m.role == "modality"), None)


def _before(subjects: list[Mention], pivot: Mention | None) -> bool:
    return any(pivot is None or s.start < pivot.start for s in subjects)


def _leads_itself(subjects: list[Mention], pivot: Mention | None) -> bool:
    """Tell whether an item has its own subject: one before a modality that the item itself states."""
    return pivot is not None and pivot.role == "modality" and _before(subjects, pivot)


def _nearest(subjects: list[Mention], pivot: Mention | None) -> Mention:
    """Return the last subject before the pivot, else the first one."""
    if pivot is not None:
        before = [s for s in subjects if s.end <= pivot.start]
        if before:
            return before[-1]
    return subjects[0]


def _is(mention: Mention, role: str, forms: Sequence[str], language: Language) -> bool:
    if language == "ky":
        following = forms[mention.end] if mention.end < len(forms) else ""
        agent = following in ("тарабынан", "менен") and following == "тарабынан"
        if role == AGENT:
            return agent
        return not agent and role in roles("ky", forms[mention.end - 1])
    if role == SUBJECT and mention.start > 0 and forms[mention.start - 1] in _PREPOSITIONS:
        return False
    possible = roles("ru", forms[mention.start])
    if role == SUBJECT and GENITIVE in possible and _hangs_on_a_noun(mention, forms):
        return False
    return role in possible


def _hangs_on_a_noun(mention: Mention, forms: Sequence[str]) -> bool:
    """Tell whether a phrase that may be genitive follows another word it can belong to («член комиссии»)."""
    if mention.start == 0:
        return False
    previous = forms[mention.start - 1]
    return previous[0].isalpha() and len(previous) > 3
