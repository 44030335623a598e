"""Does a rule speak of this norm? Words, conditions on the norm, exceptions: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from expertise.act import Span
from expertise.lexicon.lexicon import ARTICLE_EXCEPTION, EXCEPTION
from expertise.lexicon.rules import Condition, Rule
from expertise.norms.norm import Norm, Passage
from expertise.norms.passages import leads

#: Places where a rule may speak when it names none.
_PLACES = frozenset({"norm"})
#: Relations no rule speaks of unless it says so: private law, and courts, which have their own criteria.
_SILENT = frozenset({"private", "court"})


def flagged(rule: Rule, norm: Norm, siblings: Sequence[Passage]) -> list[Span]:
    """Return the spans a rule flags in a norm; empty where it has nothing to say."""
    passage = norm.passage
    if passage.place not in (rule.places or _PLACES):
        return []
    if rule.worded and rule.code not in passage.rules:
        return []
    if norm.relation in _SILENT and not (rule.norm and norm.relation in rule.norm.relation):
        return []
    if rule.norm is not None and not holds(rule.norm, norm):
        return []
    if rule.code + EXCEPTION in passage.rules or _excused(rule, passage, siblings):
        return []
    if rule.worded:
        spans = _distinct(passage.rules[rule.code])
        return [span for span in spans if _touches(rule, span, norm)]
    return [norm.core]


def _touches(rule: Rule, span: Span, norm: Norm) -> bool:
    """Tell whether flagged words stand to the sentence's own actor as the rule asks."""
    actor = norm.actor.mention
    named = actor is not None and actor.span.overlaps(span)
    if rule.touches == "other":  # «отказ в выдаче лицензии орган ...»: the subject owns no licence
        return not (named and actor and norm.actor.via == "subject" and actor.span.end == span.end)
    return rule.touches != "actor" or named


def _excused(rule: Rule, passage: Passage, siblings: Sequence[Passage]) -> bool:
    if any(rule.code + EXCEPTION in lead.rules for lead in leads(passage)):
        return True
    if not any(rule.article_exceptions.values()):
        return False
    return any(rule.code + ARTICLE_EXCEPTION in sibling.rules for sibling in siblings)


def holds(condition: Condition, norm: Norm) -> bool:
    """Tell whether a norm meets every condition; lists are «any of», ``missing`` is «all of»."""
    if not _fits(condition, norm):
        return False
    if any(slot in norm.slots for slot in condition.missing):
        return False
    least, slots = condition.missing_some
    if sum(slot not in norm.slots for slot in slots) < least:
        return False
    return all(slot in norm.slots for slot in condition.has)


def _fits(condition: Condition, norm: Norm) -> bool:
    one_of = (
        (condition.actor, norm.actor.kind),
        (condition.via, norm.actor.via),
        (condition.modality, norm.modality or "none"),
        (condition.main, norm.action),
        (condition.relation, norm.relation),
        (condition.stated, "own" if norm.stated else "lead"),
    )
    if any(wanted and value not in wanted for wanted, value in one_of):
        return False
    if norm.actor.kind in condition.actor_not:
        return False
    if condition.action and not norm.actions.intersection(condition.action):
        return False
    return not condition.object or bool(norm.objects.intersection(condition.object))


def _distinct(spans: Iterable[Span]) -> list[Span]:
    """Drop spans that overlap an earlier, longer one: one place is flagged once by a rule."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or not kept[-1].overlaps(span):
            kept.append(span)
    return kept


def missing(rule: Rule, norm: Norm) -> tuple[str, ...]:
    """Return the slots a finding of this rule names as missing, in the rule's order."""
    named = [s for s in rule.lacks if s not in norm.slots]
    named += rule.absent.slots if rule.absent else ()
    if rule.norm is not None:
        named += [*rule.norm.missing, *(s for s in rule.norm.missing_some[1] if s not in norm.slots)]
    return tuple(dict.fromkeys(named))
