"""How severe a difference is: floors by kind, then stakes, addressee and force, as the methodology says."""

from __future__ import annotations

from collections.abc import Mapping

from expertise.act import Act
from expertise.analysis.compare.contrast import Contrast, facts_of
from expertise.lexicon.lexicon import Lexicon

#: Kinds whose floor is medium and that are high where money, land, liberty or a licence hangs on them.
_RAISED = frozenset({"modality", "deadline", "amount", "body", "condition"})
_NEVER_RAISED = frozenset({"and-or"})
_HIGH_STAKES = 30


def weigh(found: Contrast, ru: Act, lexicon: Lexicon) -> tuple[int, Mapping[str, int]]:
    """Return the severity 0-100 and its parts; the sum alone never makes a difference high."""
    scale = lexicon.severity
    points = scale.points
    terms = {f.value for side in (found.ru_near, found.ky_near) for f in facts_of(side, "term")}
    persons = max((points["addressee-concept"].get(term, 0) for term in terms), default=0)
    parts = {
        "stakes": max((points["stakes-concept"].get(term, 0) for term in terms), default=0)
        or points["stakes-default"]["any"],
        "addressee": persons or points["addressee"]["body"],
        "force": points["force"].get(ru.requisites.type, 0),
    }
    floors = points["floor-difference"]
    floor = floors.get(found.reason) or floors.get(found.kind, 0)
    raised = found.kind in _RAISED and found.reason not in _NEVER_RAISED
    if raised and parts["stakes"] >= _HIGH_STAKES:
        floor = max(floor, scale.high)
    ceiling = (scale.high if floor else scale.medium) - 1
    return max(floor, min(sum(parts.values()), ceiling)), parts
