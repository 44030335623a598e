"""What the two languages of a draft say differently, as an expert decided it, for part 8 of a conclusion."""

from __future__ import annotations

from collections.abc import Mapping

from expertise.act import Act, label
from expertise.analysis.compare.compare import Comparison
from expertise.analysis.compare.difference import Difference
from expertise.analysis.finding import Finding
from expertise.conclusion.quotes import quote, whole
from expertise.conclusion.statement import Compared, Item, Objection, Texts
from expertise.lexicon.factors import Methodology
from expertise.lexicon.terms import LANGUAGES
from expertise.review.bilingual import by_name, tally
from expertise.review.state import TAKEN, Decision, State


def divergences(done: Comparison, state: State, method: Methodology, first: int) -> tuple[Item, ...]:
    """Return the differences that the expert took, in the order of the text, numbered from ``first``."""
    return tuple(item for _, item in itemised(done, state, method, first))


def itemised(
    done: Comparison, state: State, method: Methodology, first: int
) -> list[tuple[Difference, Item]]:
    """Return each difference that the expert took with what the conclusion says of it."""
    taken = sorted(_taken(done, state), key=lambda pair: _order(pair[0]))
    return [
        (each, Item(number, _place(each, done), _quotes(each, done), (_objection(each, made, method),)))
        for number, (each, made) in enumerate(taken, start=first)
    ]


def _taken(done: Comparison, state: State) -> list[tuple[Difference, Decision]]:
    named = ((each, state.decisions.get(name)) for name, each in by_name(done).items())
    return [(each, made) for each, made in named if made and made.action in TAKEN]


def _order(found: Difference) -> tuple[int, int]:
    place = found.ru or found.ky
    return (place.span.start, 0 if found.ru else 1) if place else (0, 0)


def _place(found: Difference, done: Comparison) -> Texts:
    """Return the address in both languages; as the text that has the norm numbers it."""
    act, place = (done.ru, found.ru) if found.ru else (done.ky, found.ky)
    if place is None:
        return {}
    unit = act.unit_at(place.span.start)
    return {language: label(act, unit, language) for language in LANGUAGES}


def _quotes(found: Difference, done: Comparison) -> Texts:
    """Return the sentences of both texts; where one has no such norm, only those of the other."""
    sides = (("ru", done.ru, found.ru), ("ky", done.ky, found.ky))
    return {tongue: quote(act, [whole(act, each.told)]) for tongue, act, each in sides if each}


def _objection(found: Difference, made: Decision, method: Methodology) -> Objection:
    changed = made.action == "change"
    factor = method.factors[found.factor]
    return Objection(
        found.factor, dict(factor.name), factor.clause, {}, dict(made.why if changed else found.why),
        dict(made.recommendation if changed else found.recommendation), found.level, found.severity,
        "changed" if changed else "tool",
    )  # fmt: skip


def compared(done: Comparison | None, state: State) -> Compared | None:
    """Return what a conclusion says of the comparison itself, None where nothing was compared."""
    if done is None:
        return None
    counts: Mapping[str, int] = tally(done, state)
    return Compared(len(done.rows), **counts)


def in_text(done: Comparison | None, state: State, act: Act) -> list[Finding]:
    """Return the differences that the expert took at their places in one text, for its annotated copy."""
    found = []
    for each, made in _taken(done, state) if done else ():
        place = each.ru if act.language == "ru" else each.ky
        if place is not None:
            said = made if made.action == "change" else each
            why, cure = said.why, said.recommendation
            found.append(
                Finding(
                    each.id, "", each.factor, each.severity, each.level, each.parts, each.confidence,
                    act.language, place.eid, place.label, place.span, place.quote, (), (), _both(why),
                    _both(cure),
                )
            )  # fmt: skip
    return found


def _both(texts: Texts) -> dict[str, str]:
    return {language: texts.get(language) or next(iter(texts.values()), "") for language in LANGUAGES}
