"""From an expert's decisions to the statement of a conclusion.

Only what the expert accepted, changed or added is in it; a decision that has to be looked at again, a finding
without a decision and a rejected one are not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from expertise.act import Act, Span, label
from expertise.analysis.finding import Finding
from expertise.analysis.wording import mechanism
from expertise.conclusion.form import PARTED, part_of
from expertise.conclusion.quotes import quote, same_unit, whole
from expertise.conclusion.statement import Item, Limit, Objection, Source, Texts
from expertise.lexicon.factors import Methodology
from expertise.lexicon.forms import Form
from expertise.lexicon.terms import LANGUAGES
from expertise.review.carry import Placed, held, placed
from expertise.review.examination import Examination, key
from expertise.review.page import twins
from expertise.review.state import TAKEN, Decision, Own, State

LEVELS = ("high", "medium", "low")
_ALONE = ("amends-unseen",)  # an amending text without the acts it changes
Messages = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing the expert took: its key, where it stands, its quote, and what it says."""

    key: str
    language: str
    eid: str
    order: tuple[int, int]
    span: Span
    objection: Objection


def items(
    done: Sequence[Examination], state: State, method: Methodology, messages: Messages, form: Form
) -> tuple[Item, ...]:
    """Return the norms with objections, numbered as they are printed: part by part, in the order of the text.

    ``done`` are the newest texts, one a language. The same factor at the same unit of both languages is one
    objection with two quotes. A norm with objections of several parts is an item in each.
    """
    by_part = arranged(done, state, method, messages, form)
    places = _places(done, {eid for eid, _ in by_part})
    return tuple(
        Item(
            number,
            places[eid],
            _quotes(eid, group, done),
            tuple(_merged(group)),
            _lacking(group, done),
        )
        for number, (eid, group) in enumerate(by_part, start=1)
    )


def arranged(
    done: Sequence[Examination], state: State, method: Methodology, messages: Messages, form: Form
) -> list[tuple[str, list[Taken]]]:
    """Return the units with what the expert took at them, in the order in which a conclusion numbers them."""
    by_unit = taken(done, state, method, messages)
    return [
        (eid, said)
        for part in PARTED
        for eid, group in by_unit.items()
        if (said := [each for each in group if part_of(each.objection.factor, form) == part])
    ]


def taken(
    done: Sequence[Examination], state: State, method: Methodology, messages: Messages
) -> dict[str, list[Taken]]:
    """Return all that the expert took by unit, in the order of the text."""
    order = _reading_order(done)
    by_unit: dict[str, list[Taken]] = {}
    for each in sorted(_all_taken(done, state, method, messages, order), key=lambda t: t.order):
        by_unit.setdefault(each.eid, []).append(each)
    return by_unit


def _reading_order(done: Sequence[Examination]) -> dict[str, int]:
    """Return the place of each unit: as in the first text, units that only the others have behind."""
    names = dict.fromkeys(unit.eid for each in done for unit in each.act.units)
    return {eid: place for place, eid in enumerate(names)}


def _all_taken(
    done: Sequence[Examination],
    state: State,
    method: Methodology,
    messages: Messages,
    order: Mapping[str, int],
) -> Iterator[Taken]:
    governing = _governing(done, state)
    for each in done:
        language = each.act.language
        for finding in each.findings:
            if decision := governing.get(key(finding)):
                objection = _objection(finding, decision, method, messages)
                place = (order[finding.eid], finding.span.start)
                yield Taken(
                    key(finding), language, finding.eid, place, finding.sentence or finding.span, objection
                )
        for own in placed(state, each):
            if own.span is not None:
                place = (order[own.eid], own.span.start)
                quoted = whole(each.act, own.span)
                yield Taken(own.own.key, language, own.eid, place, quoted, _own(own.own, method))


def _governing(done: Sequence[Examination], state: State) -> dict[str, Decision]:
    """Return the decision that words each taken finding, by key.

    A conclusion says the same in both languages, so the expert's wording of one stands for the accepted
    counterpart in the other; where both were changed each lends what the other does not say.
    """
    taken = {
        name: each.decision
        for one in done
        for name, each in held(state, one).items()
        if not each.stale and each.decision.action in TAKEN
    }
    pairs = twins(done[0], done[1]) if len(done) == 2 else {}
    beside = pairs | {other: name for name, other in pairs.items()}
    return {name: _worded(mine, taken.get(beside.get(name, ""))) for name, mine in taken.items()}


def _worded(mine: Decision, other: Decision | None) -> Decision:
    if other is None or other.action != "change":
        return mine
    own = (mine.why, mine.recommendation) if mine.action == "change" else ({}, {})
    why, recommendation = {**other.why, **own[0]}, {**other.recommendation, **own[1]}
    return replace(mine, action="change", why=why, recommendation=recommendation)


def _objection(finding: Finding, decision: Decision, method: Methodology, messages: Messages) -> Objection:
    changed = decision.action == "change"
    factor = method.factors[finding.factor]
    return Objection(
        finding.factor, dict(factor.name), factor.clause, _missing(finding, messages),
        dict(decision.why) if changed else mechanism(finding, messages),
        dict(decision.recommendation if changed else finding.recommendation),
        finding.level, finding.severity, "changed" if changed else "tool",
    )  # fmt: skip


def _missing(finding: Finding, messages: Messages) -> dict[str, str]:
    """Return «срок, основание (искали в предложении, в статье, во всём акте)» in both languages."""
    if not finding.missing:
        return {}
    found: dict[str, str] = {}
    for language in LANGUAGES:
        words = messages[language]
        slots = ", ".join(words[f"slot-{name}"] for name in finding.missing)
        places = ", ".join(words[f"where-{name}"] for name in finding.searched)
        found[language] = f"{slots} ({words['why-searched'].format(places=places)})" if places else slots
    return found


def _own(own: Own, method: Methodology) -> Objection:
    factor = method.factors[own.factor]
    return Objection(
        own.factor, dict(factor.name), factor.clause, {}, dict(own.why), dict(own.recommendation), own.level,
        0, "expert",
    )  # fmt: skip


def _quotes(eid: str, group: Sequence[Taken], done: Sequence[Examination]) -> dict[str, str]:
    """Return the norm's words by language; a text without a finding there lends its own unit's words."""
    acts: dict[str, Act] = {each.act.language: each.act for each in done}
    spans: dict[str, list[Span]] = {}
    for each in group:
        spans.setdefault(each.language, []).append(each.span)
    found = {language: quote(acts[language], marked) for language, marked in spans.items()}
    for language, act in acts.items():
        beside = acts[group[0].language]
        if language not in found and (words := same_unit(act, eid, beside)):
            found[language] = words
    return found


def _lacking(group: Sequence[Taken], done: Sequence[Examination]) -> tuple[str, ...]:
    """Return the languages in whose text some factor of the unit was not taken."""
    factors = {each.objection.factor for each in group}
    there = {(each.language, each.objection.factor) for each in group}
    languages = [each.act.language for each in done]
    return tuple(name for name in languages if any((name, factor) not in there for factor in factors))


def _merged(group: Sequence[Taken]) -> Iterator[Objection]:
    """Yield the objections of one unit, factor by factor; what the second language repeats is said once.

    The expert's own wordings are never left out for a repetition.
    """
    said: list[Objection] = []
    for factor in dict.fromkeys(each.objection.factor for each in group):
        mine = [each for each in group if each.objection.factor == factor]
        by_language: dict[str, list[Objection]] = {}
        for each in mine:
            if each.objection.source == "tool":
                by_language.setdefault(each.language, []).append(each.objection)
        fullest = max(by_language.values(), key=len, default=[])
        for objection in (each.objection for each in mine):
            kept = objection.source != "tool" or objection in fullest
            if kept and not any(_alike(objection, other) for other in said):
                said.append(objection)
                yield _at_its_gravest(objection, [each.objection for each in mine])


def _at_its_gravest(objection: Objection, same: Sequence[Objection]) -> Objection:
    """Return what both texts say once with the higher level: a reader of either text saw no lower one."""
    alike = (each for each in same if _alike(each, objection))
    gravest = max(alike, key=lambda each: (-LEVELS.index(each.level), each.severity))
    return replace(objection, level=gravest.level, severity=gravest.severity)


def _alike(one: Objection, other: Objection) -> bool:
    return (one.factor, one.risk, one.cure) == (other.factor, other.risk, other.cure)


def _places(done: Sequence[Examination], wanted: Collection[str]) -> dict[str, Texts]:
    """Return the addresses of units in both languages, each from the first text that has it."""
    found: dict[str, Texts] = {}
    for each in done:
        for unit in each.act.units:
            if unit.eid in wanted and unit.eid not in found:
                found[unit.eid] = {language: label(each.act, unit, language) for language in LANGUAGES}
    return found


def level(found: Sequence[Item]) -> str:
    """Return the highest level among the objections, none without one."""
    named = {objection.level for item in found for objection in item.objections}
    return next((name for name in LEVELS if name in named), "none")


def sources(done: Sequence[Examination], applied: Collection[str] = ()) -> tuple[Source, ...]:
    """Return what was examined, text by text; ``warnings`` are codes of what a reader has to know.

    ``applied`` are the languages whose text was applied to the acts it changes; of any other amending text a
    warning says that only its own words were looked at.
    """
    return tuple(
        Source(
            e.act.language, e.act.file, e.act.sha256, e.act.articles, len(e.act.units) - 1, e.examined,
            (*e.warnings, *(_ALONE if e.act.amending and e.act.language not in applied else ())),
        )
        for e in done
    )  # fmt: skip


def limits(
    done: Sequence[Examination], method: Methodology, told: Mapping[str, Texts] | None = None
) -> tuple[Limit, ...]:
    """Return the factors the tool does not judge, or judges in part.

    ``told`` are reasons by factor that take the place of the methodology's, for what was judged apart.
    """
    unjudged = {factor for each in done for factor in each.not_judged}
    own = told or {}
    found = []
    for factor in method.factors.values():
        reason = own.get(factor.id) or (factor.expert_only if factor.id in unjudged else factor.partly)
        if reason:
            found.append(Limit(factor.id, dict(factor.name), dict(reason)))
    return tuple(found)


def accepted(done: Sequence[Examination], state: State, act: Act) -> list[Finding]:
    """Return the findings for the annotated copy of one text: accepted ones in the expert's words, own ones.

    ``done`` are the newest texts, that of ``act`` among them; ``act`` is the text as read again from its
    file, with the way back to it.
    """
    mine = next(each for each in done if each.act.language == act.language)
    governing = _governing(done, state)
    found = []
    for finding in mine.findings:
        decision = governing.get(key(finding))
        if decision and decision.action == "change":
            why, recommendation = _both(decision.why), _both(decision.recommendation)
            found.append(replace(finding, why=why, recommendation=recommendation))
        elif decision:
            found.append(finding)
    for own in placed(state, mine):
        if own.span is not None:
            found.append(_as_finding(own, own.span, act))
    return sorted(found, key=lambda f: (f.span.start, f.span.end, f.factor))


def _as_finding(own: Placed, span: Span, act: Act) -> Finding:
    """Return an own finding for a Word comment; it has no rule and no points, only the expert's level."""
    said = own.own
    return Finding(
        said.key, "", said.factor, 0, said.level, {}, 1.0, act.language, own.eid, own.label, span, said.quote,
        (), (), _both(said.why), _both(said.recommendation),
    )  # fmt: skip


def _both(texts: Texts) -> dict[str, str]:
    """Return a text in both languages: where one was not written, the other's words."""
    return {language: texts.get(language) or next(iter(texts.values()), "") for language in LANGUAGES}
