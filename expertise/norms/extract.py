"""From passages to norms: actor, modality, action and the safeguards that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from expertise.act import Act, Span
from expertise.language.tokens import tokenize
from expertise.language.wordforms import negated
from expertise.lexicon.lexicon import Lexicon
from expertise.norms.actors import LABOUR, PRIVATE, PUBLIC, STATE, find_actor, modality
from expertise.norms.norm import Actor, Mention, Norm, Passage, Slot
from expertise.norms.offences import mark_offences
from expertise.norms.passages import leads, passages
from expertise.norms.references import Reader
from expertise.norms.sections import cured, followed, sections

#: Norms from which on an act's own share of public norms says what law it is, and the share that says so.
#: Measured on 22 acts: 5-7 % in a civil and a criminal code, 14-20 % in labour and family codes, 25-57 %
#: in others.
_WHOLE, _PUBLIC_SHARE = 200, 0.1
#: Classes that say how a thing is done, not what is decided; any other action named beside them goes first.
_LIGHT = frozenset({"ensure", "use", "submit", "inform", "publish"})


@dataclass(frozen=True)
class Reading:
    """All norms of an act in reading order, and the passages by the unit they are searched in.

    ``private_law``: the act is one in which bodies hardly act; its open norms count as private.
    """

    norms: tuple[Norm, ...]
    by_article: dict[int, list[Passage]]
    private_law: bool = False


def norms(act: Act, lexicon: Lexicon) -> Reading:
    """Read an act into norms, one a passage; a passage without actor and action is a norm of nobody."""
    tokens = tokenize(act.text)
    found, headings = passages(act, lexicon, tokens)
    mark_offences(found, act, tokens.forms)
    by_article: dict[int, list[Passage]] = {}
    for passage in found:
        by_article.setdefault(passage.article, []).append(passage)
    own, reader = sections(headings, by_article), Reader(act)
    around = {article: _around(members) for article, members in by_article.items()}
    read = [_norm(p, around[p.article], act, tokens.forms) for p in found]
    read = [cured(followed(norm, reader, by_article), own) for norm in read]
    private_law = _private_law(read)
    if private_law:
        read = [replace(n, relation="private") if n.relation == "open" else n for n in read]
    return Reading(tuple(read), by_article, private_law)


def _private_law(read: list[Norm]) -> bool:
    """Tell whether bodies hardly act in an act (a civil or criminal code); a short text never says."""
    public = sum(norm.relation == "public" for norm in read)
    return len(read) >= _WHOLE and public < _PUBLIC_SHARE * len(read)


@dataclass(frozen=True, slots=True)
class _Around:
    """What an article says: kinds of actors, and of each slot the first two places (one may be one's own)."""

    kinds: frozenset[str]
    slots: dict[str, list[tuple[Passage, Mention]]]


def _around(members: Sequence[Passage]) -> _Around:
    kinds: set[str] = set()
    slots: dict[str, list[tuple[Passage, Mention]]] = {}
    for passage in members:
        for mention in passage.mentions:
            if mention.role == "actor":
                kinds.add(mention.value)
        for name, mention in passage.slots():
            places = slots.setdefault(name, [])
            if len(places) < 2 and not (places and places[-1][0] is passage):
                places.append((passage, mention))
    return _Around(frozenset(kinds), slots)


def _norm(passage: Passage, around: _Around, act: Act, forms: Sequence[str]) -> Norm:
    modal = modality(passage, forms)
    lead_modal = next((m for p in leads(passage) if (m := modality(p, forms))), None)
    actions = [m for m in passage.mentions if m.role == "action" and m.form != "participle"]
    main = _main_action(actions, modal)
    actor = find_actor(passage, forms, act.language, modal or main)
    chosen = modal or lead_modal
    denied = main is not None and negated(act.language, forms[main.end - 1], forms[max(main.start - 1, 0)])
    objects = frozenset(m.value for m in passage.mentions if m.role == "object")
    return Norm(
        passage=passage,
        relation="court" if actor.kind == "court" else _relation(passage, around.kinds),
        actor=actor,
        addressee=_addressee(passage, actor),
        modality=chosen.value if chosen else "ban" if denied else "",
        stated=modal is not None,
        action=main.value if main else "",
        actions=frozenset(m.value for m in actions),
        objects=objects,
        slots=_slots(passage, around),
        core=_core(passage, actor.mention, modal, main),
    )


def _addressee(passage: Passage, actor: Actor) -> Mention | None:
    """Return whom a norm touches: a person or party before a body; never the actor himself."""
    others = [m for m in passage.mentions if m.role == "actor" and m != actor.mention and m.value != "state"]
    persons = (m for m in others if m.value not in PUBLIC)
    return next(persons, others[0] if others else None)


def _relation(passage: Passage, around: frozenset[str]) -> str:
    """Tell whose relation a norm is about: by its own words and lead-ins, else by its article."""
    kinds = {m.value for p in (passage, *leads(passage)) for m in p.mentions if m.role == "actor"}
    if kinds & STATE or (kinds & PUBLIC and not (around & LABOUR and not around & STATE)):
        return "public"
    if kinds & PRIVATE or (around & PRIVATE and not around & STATE):
        return "private"
    return "open"


def _main_action(actions: Sequence[Mention], modal: Mention | None) -> Mention | None:
    """Return the action the norm is about: the first behind the modality, else the first verb, else noun."""
    if modal:
        behind = [a for a in actions if a.start >= modal.end]
        if behind:
            return behind[0]
    telling = [a for a in actions if a.value not in _LIGHT]
    verbs = [a for a in telling if a.form != "noun"]
    chosen = verbs or telling or actions
    return chosen[0] if chosen else None


def _slots(passage: Passage, around: _Around) -> dict[str, Slot]:
    """Fill slots from the sentence, then its lead-ins, then the other sentences of its article."""
    slots: dict[str, Slot] = {}
    _fill(slots, passage, "sentence")
    for lead in leads(passage):
        _fill(slots, lead, "lead")
    for name, places in around.slots.items():
        if name not in slots:
            found = next((m for other, m in places if other is not passage), None)
            if found is not None:
                slots[name] = Slot(name, found.value, "article", found.span)
    return slots


def _fill(slots: dict[str, Slot], passage: Passage, where: str) -> None:
    for name, mention in passage.slots():
        slots.setdefault(name, Slot(name, mention.value, where, mention.span))


def _core(passage: Passage, *parts: Mention | None) -> Span:
    """Return the words that carry the norm: from actor to action, the whole passage where none is named."""
    spans = [p.span for p in parts if p is not None and passage.span.holds(p.span)]
    if not spans:
        return passage.span
    return Span(min(s.start for s in spans), max(s.end for s in spans))
