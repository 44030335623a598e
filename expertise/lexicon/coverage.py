"""Which rules speak of which factor, so that no factor is forgotten in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from expertise.lexicon.collisions import Check
from expertise.lexicon.factors import Factor
from expertise.lexicon.rules import Rule


@dataclass(frozen=True, slots=True)
class Coverage:
    """A factor with the codes of its rules and of the checks of collisions; retired rules cover nothing."""

    factor: Factor
    active: tuple[str, ...]
    trial: tuple[str, ...]

    @property
    def fault(self) -> str:
        """Return «uncovered» (neither rules nor a reason), «stale» (rules and a reason) or nothing.

        Rules on trial are hidden by default, so a reason may stand beside them.
        """
        if self.active:
            return "stale" if self.factor.expert_only else ""
        return "" if self.trial or self.factor.expert_only else "uncovered"


def coverage(factors: Mapping[str, Factor], rules: Iterable[Rule | Check]) -> list[Coverage]:
    """Return every factor in the order of the methodology with its rules and checks, codes in order."""
    codes: dict[tuple[str, str], list[str]] = {}
    for rule in rules:
        codes.setdefault((rule.factor, rule.status), []).append(rule.code)
    return [
        Coverage(factor, *(tuple(sorted(codes.get((id, status), ()))) for status in ("active", "trial")))
        for id, factor in factors.items()
    ]
