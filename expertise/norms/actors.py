"""Whose norm it is: the subject, the agent of a passive, or the actor of the lead-in."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.act import Language
from expertise.language.wordforms import AGENT, GENITIVE, SUBJECT, adjective, describes
from expertise.norms.norm import Actor, Mention, Passage

#: Kinds that are always the state's; a commission or a head can be an employer's own.
STATE = frozenset({"body", "cabinet", "parliament", "president", "council"})
#: Kinds whose powers over persons the expertise is about.
PUBLIC = STATE | {"official", "commission", "enterprise"}
#: Kinds beside which a commission or a head is the employer's own, where no body is named.
LABOUR = frozenset({"employer", "union"})
#: Kinds whose dealings with each other are private law: no findings unless a body decides.
PRIVATE = frozenset({"employer", "worker", "union", "party", "family"})
_DECIDES = PUBLIC | {"court"}
_OPENING = 2  # tokens that may stand before the subject a Kyrgyz sentence opens with («Ар бир адам»)
_NONE = Actor("none", "none")
_PASSIVE_KY = ("ылышы", "илиши", "улушу", "үлүшү", "ынышы", "иниши", "унушу", "үнүшү")
_CONDITIONS = frozenset({"если", "когда", "эгер", "эгерде"})
_PREPOSITIONS = frozenset({"в", "во", "на", "за", "через", "про", "под", "по", "о", "об", "между", "перед"})


def find_actor(passage: Passage, forms: Sequence[str], language: Language, pivot: Mention | None) -> Actor:
    """Return the actor of a passage; ``pivot`` is its modality or main action, which a subject stands near.

    Subjects go before agents: in «лицензия выдаётся органом» no subject is an actor, so the agent is it.
    A list item without a subject of its own takes the actor of its lead-in.
    """
    mentions = [m for m in passage.mentions if m.role == "actor" and _reaches(m, pivot, forms, language)]
    subjects = [m for m in mentions if _is(m, SUBJECT, forms, language)]
    agents = [m for m in mentions if _is(m, AGENT, forms, language)]
    agents.sort(key=lambda m: m.value not in PUBLIC)  # «лицам» may be instrumental too: a body goes first
    if passage.lead is not None and not (agents or _leads_itself(subjects, pivot)):
        inherited = find_actor(passage.lead, forms, language, modality(passage.lead, forms))
        if inherited.kind != "none":
            return Actor(inherited.kind, "lead", inherited.mention)
    if agents and (_passive(pivot, forms) or not _before(subjects, pivot)):
        return Actor(agents[0].value, "agent", agents[0])
    if subjects:
        best = _nearest(subjects, pivot) if language == "ru" else _first(subjects, passage, forms)
        done_to = best.value in PUBLIC and _passive(pivot, forms)  # «министр может быть освобожден»
        return _NONE if done_to else Actor(best.value, "subject", best)
    if agents:
        return Actor(agents[0].value, "agent", agents[0])
    return _court(passage, forms, language)


def _passive(pivot: Mention | None, forms: Sequence[str]) -> bool:
    """Tell whether a modality is passive: «может быть освобождено», «бошотулушу мүмкүн»."""
    if pivot is None or pivot.role != "modality":
        return False
    verb = forms[max(pivot.end - 2, 0)]
    return forms[pivot.end : pivot.end + 1] == ["быть"] or verb.endswith(_PASSIVE_KY)


def _court(passage: Passage, forms: Sequence[str], language: Language) -> Actor:
    """Return the court a sentence opens with, where a list of applicants parts it from its verb.

    The court of a condition («если суд признал ...») decides nothing here.
    """
    for mention in passage.mentions:
        if mention.role == "actor" and mention.value == "court" and _is(mention, SUBJECT, forms, language):
            within = _CONDITIONS.isdisjoint(forms[passage.start : mention.start])
            return Actor("court", "subject", mention) if within else _NONE
    return _NONE


def _reaches(mention: Mention, pivot: Mention | None, forms: Sequence[str], language: Language) -> bool:
    """Tell whether an actor stands in the clause of a modality: in Russian no odd comma parts them.

    «на землях, предоставленных органом, может быть разрешено» gives the organ no power. Kyrgyz puts its
    verb last and its commas everywhere, so nothing is asked of it.
    """
    if language == "ky" or pivot is None or pivot.role != "modality":
        return True
    between = (
        forms[mention.end : pivot.start] if mention.end <= pivot.start else forms[pivot.end : mention.start]
    )
    depth = commas = 0
    for form in between:
        depth += (form == "(") - (form == ")")
        commas += form == "," and depth == 0
    return commas % 2 == 0  # two commas enclose an aside: «орган, если сочтет нужным, вправе»


def modality(passage: Passage, forms: Sequence[str]) -> Mention | None:
    """Return the modality a sentence states itself; «лицо, которое обязано ...» states none."""
    modal = (m for m in passage.mentions if m.role == "modality")
    return next((m for m in modal if not _subordinate(m, passage, forms)), None)


def _subordinate(mention: Mention, passage: Passage, forms: Sequence[str]) -> bool:
    """Tell whether a Russian relative clause («..., который») runs up to the mention."""
    for at in range(mention.start - 1, max(passage.start, mention.start - 6) - 1, -1):
        if forms[at] == ",":
            return False
        if forms[at].startswith("котор"):
            return True
    return False


def _before(subjects: list[Mention], pivot: Mention | None) -> bool:
    return any(pivot is None or s.start < pivot.start for s in subjects)


def _leads_itself(subjects: list[Mention], pivot: Mention | None) -> bool:
    """Tell whether an item has its own subject: one before a modality that the item itself states."""
    return pivot is not None and pivot.role == "modality" and _before(subjects, pivot)


def _first(subjects: list[Mention], passage: Passage, forms: Sequence[str]) -> Mention:
    """Return the subject of a Kyrgyz sentence: it opens the sentence, subordinate ones stand inside.

    Where conditions come first, a body or a court among the later ones is the subject.
    """
    if subjects[0].start - passage.start <= _OPENING and _CONDITIONS.isdisjoint(
        forms[passage.start : subjects[0].start]
    ):
        return subjects[0]
    return next((s for s in subjects if s.value in _DECIDES), subjects[0])


def _nearest(subjects: list[Mention], pivot: Mention | None) -> Mention:
    """Return the last subject before the pivot, else the first one."""
    if pivot is not None:
        before = [s for s in subjects if s.end <= pivot.start]
        if before:
            return before[-1]
    return subjects[0]


def _is(mention: Mention, role: str, forms: Sequence[str], language: Language) -> bool:
    if language == "ru" and role == SUBJECT:
        if mention.start > 0 and forms[mention.start - 1] in _PREPOSITIONS:
            return False
        if GENITIVE in mention.roles and _hangs_on_a_noun(mention, forms):
            return False
    if role == AGENT and _of_participle(mention, forms, language):
        return False
    return role in mention.roles


def _of_participle(mention: Mention, forms: Sequence[str], language: Language) -> bool:
    """Tell whether an agent is a participle's, not the sentence's: «определяемым Кабинетом»."""
    if language == "ru":
        return mention.start > 0 and describes("ru", forms[mention.start - 1])
    behind = mention.end + 1  # what «тарабынан» is followed by
    return behind < len(forms) and describes("ky", forms[behind])


def _hangs_on_a_noun(mention: Mention, forms: Sequence[str]) -> bool:
    """Tell whether a phrase that may be genitive follows another word it can belong to («член комиссии»)."""
    if mention.start == 0:
        return False
    previous = forms[mention.start - 1]
    return previous[0].isalpha() and len(previous) > 3 and not adjective(previous)
