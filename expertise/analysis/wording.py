"""The one sentence that says why: what the rule sees, what is missing and where it was searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from expertise.analysis.finding import Finding
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
    return f"{why}{_tail(missing, searched, words)}"


def mechanism(finding: Finding, messages: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return why a norm is a risk, in both languages, without the list of what is missing.

    For places that show the missing safeguards beside it. A text that was examined before the places were
    called as they are today loses its list too.
    """
    found = {}
    for language, text in finding.why.items():
        said, tail, _ = text.rpartition(_before_tail(messages[language])) if finding.missing else ("", "", "")
        found[language] = f"{said}." if tail else text
    return found


def _tail(missing: Sequence[str], searched: Sequence[str], words: Mapping[str, str]) -> str:
    lacks = ", ".join(words[f"slot-{name}"] for name in missing)
    places = ", ".join(words[f"where-{name}"] for name in searched)
    return f"{_before_tail(words)}{lacks} ({words['why-searched'].format(places=places)})."


def _before_tail(words: Mapping[str, str]) -> str:
    return f"; {words['why-missing']}: "
