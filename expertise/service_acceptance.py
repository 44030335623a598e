"""How many objections the drafters accepted: by factor, by body that wrote the act, by initiator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from expertise.conclusion.statement import Texts
from expertise.lexicon.terms import LANGUAGES
from expertise.review.state import fold
from expertise.service_answers import Answered, answered, basis
from expertise.service_desk import Desk


@dataclass(frozen=True, slots=True)
class Share:
    """One line of the table: objections ``asked``, those with an answer, and the answers by verdict."""

    name: Texts
    asked: int
    answered: int
    accepted: int
    partly: int
    rejected: int

    @property
    def share(self) -> float | None:
        """Return wholly accepted of answered ones (0-1); None where nothing was answered."""
        return self.accepted / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Acceptance over all signed conclusions of a desk; each table has the most asked first."""

    total: Share
    by_factor: tuple[Share, ...]
    by_body: tuple[Share, ...]
    by_initiator: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    factor: str
    factor_name: Texts
    body: Texts
    initiator: Texts
    answered: Answered


def acceptance(desk: Desk) -> Acceptance:
    """Return the acceptance of all objections in signed conclusions; one asked twice counts once, as last."""
    cases = [case for name, _ in desk.store.drafts() for case in _cases(desk, name)]
    total = _share(dict.fromkeys(LANGUAGES, ""), cases)
    return Acceptance(
        total,
        _table(cases, lambda c: c.factor, lambda c: {t: f"{c.factor} {n}" for t, n in c.factor_name.items()}),
        _table(cases, lambda c: _key(c.body), lambda c: c.body),
        _table(cases, lambda c: _key(c.initiator), lambda c: c.initiator),
    )


def _cases(desk: Desk, draft: str) -> Iterable[_Case]:
    entries = desk.store.entries(draft)
    seen: dict[tuple[str, ...], _Case] = {}
    for conclusion in fold(entries).signed:
        ground = basis(desk, draft, conclusion)
        body: dict[str, str] = {d.act.language: d.act.requisites.body for d in ground.done}
        initiator = dict(ground.state.requisites.get("initiator", {}))
        for each in answered(desk, draft, conclusion):
            objection = each.asked.objection
            seen[each.asked.keys] = _Case(objection.factor, objection.name, body, initiator, each)
    return seen.values()


def _key(texts: Texts) -> str:
    return next((texts[tongue].casefold() for tongue in LANGUAGES if texts.get(tongue)), "")


def _table(
    cases: Iterable[_Case], key: Callable[[_Case], str], name: Callable[[_Case], Texts]
) -> tuple[Share, ...]:
    groups: dict[str, list[_Case]] = {}
    for case in cases:
        groups.setdefault(key(case), []).append(case)
    shares = [(name_of, _share(name(group[0]), group)) for name_of, group in groups.items()]
    return tuple(share for _, share in sorted(shares, key=lambda s: (-s[1].asked, s[0])))


def _share(name: Texts, cases: Iterable[_Case]) -> Share:
    held = list(cases)
    counts: Mapping[str, int] = {
        verdict: sum(c.answered.answer is not None and c.answered.answer.verdict == verdict for c in held)
        for verdict in ("accepted", "partly", "rejected")
    }
    return Share(dict(name), len(held), sum(counts.values()), **counts)
