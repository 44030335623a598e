"""How severe a difference is: floors by kind first, then stakes, addressee and force, as the methodology says."""

from __future__ import annotations

from collections.abc import Mapping

from expertise.act import Act
from expertise.analysis.compare.contrast import Contrast, facts_of
from expertise.lexicon.lexicon import Lexicon

#: A reversed or lost condition is high; modality, terms, amounts and bodies are at least medium.
_FLOORS = {
    "and-or": 30, "limit": 30, "condition": 60, "modality": 30, "deadline": 30, "amount": 30, "body": 30, "days": 30, "missing": 30,
}  # fmt: skip
_LOW = {"number": 20, "date": 20, "reference": 20, "definition": 10, "other": 10}
#: What hangs on it: concepts of the translation lexicon by stakes; these make a medium difference high.
_STAKES = {
    "лишение": 30, "свобода": 30, "наказание": 30, "штраф": 30, "лицензия": 30, "разрешение": 25, "плата": 30,
    "налог": 30, "алименты": 30, "денежный": 30, "сумма": 30, "компенсация": 30, "ущерб": 30, "изъятие": 30,
    "земельный участок": 30, "собственность": 30, "торги": 30, "аукцион": 30, "конкурс": 30, "заработный": 30,
    "пособие": 20, "пенсия": 20, "надзор": 25, "контроль": 25, "взыскание": 25,
}  # fmt: skip
_HIGH_STAKES = 30
_NEVER_HIGH = frozenset({"missing", "days"})  # by stakes alone
_PERSONS = frozenset({"лицо", "гражданин", "работник", "предприниматель", "ребенок", "собственник", "землепользователь"})


def weigh(found: Contrast, ru: Act, lexicon: Lexicon) -> tuple[int, Mapping[str, int]]:
    """Return the severity 0-100 and its parts."""
    terms = {f.value for f in facts_of(found.ru_near, "term")} | {f.value for f in facts_of(found.ky_near, "term")}
    stakes = max((_STAKES.get(term, 0) for term in terms), default=0) or 5
    scale = lexicon.severity.points
    parts = {
        "stakes": stakes,
        "addressee": scale["addressee"]["person" if terms & _PERSONS else "body"],
        "force": scale["force"].get(ru.requisites.type, 0),
    }
    floor = _FLOORS.get(found.reason) or _FLOORS.get(found.kind) or _LOW.get(found.kind, 10)
    if floor >= lexicon.severity.medium and stakes >= _HIGH_STAKES and found.kind not in _NEVER_HIGH and found.reason != "and-or":
        floor = max(floor, lexicon.severity.high)
    total = min(sum(parts.values()), lexicon.severity.high - 1)
    return max(floor, total if floor >= lexicon.severity.medium else min(total, lexicon.severity.medium - 1)), parts
