"""The one sentence that says why: what the rule sees, what is missing and where it was searched."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.rules import Rule


def explain(
    rule: Rule, missing: Sequence[str], searched: Sequence[str], language: str, lexicon: Lexicon
) -> str:
    """Return the explanation in ``language``: «...; не найдено: срок, основание (искали: ...)»."""
    words = lexicon.messages[language]
    why = rule.why[language].rstrip(". ")
    if not missing:
        return f"{why}."
    lacks = ", ".join(words[f"slot-{name}"] for name in missing)
    places = ", ".join(words[f"where-{name}"] for name in searched)
    return f"{why}; {words['why-missing']}: {lacks} ({words['why-searched']}: {places})."
