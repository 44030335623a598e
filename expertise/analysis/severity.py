"""Severity of a finding: stakes, discretion, missing safeguards, addressee and force, each as data."""

from __future__ import annotations

from expertise.act import Act
from expertise.analysis.absence import DECISIONS
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.release import Severity
from expertise.norms.norm import Norm

_PERSONS = frozenset({"person", "employer", "worker", "party"})


def weigh(act: Act, norm: Norm, floor: int, ceiling: int, lexicon: Lexicon) -> tuple[int, dict[str, int]]:
    """Return the severity 0-100 and its parts; the ``floor`` of rule and factor comes before the sum.

    A rule that looks only at words never gets past its ``ceiling``.
    """
    scale = lexicon.severity
    parts = {
        "stakes": _stakes(norm, scale),
        "discretion": _discretion(norm, scale),
        "safeguards": _safeguards(norm, scale),
        "addressee": _addressee(norm, scale),
        "force": scale.points["force"].get(act.requisites.type, 0),
    }
    total = min(sum(parts.values()), ceiling, 100)
    return max(total, floor), parts


def _decides(norm: Norm) -> bool:
    """Tell whether somebody decides here: safeguards are missed only by a decision."""
    return norm.action in DECISIONS or norm.modality in ("may", "permit")


def _safeguards(norm: Norm, scale: Severity) -> int:
    if not _decides(norm):
        return 0
    return sum(points for name, points in scale.points["safeguards"].items() if name not in norm.slots)


def _stakes(norm: Norm, scale: Severity) -> int:
    points = [scale.points["stakes-object"].get(o, 0) for o in norm.objects]
    points += [scale.points["stakes-action"].get(a, 0) for a in norm.actions]
    return max(points, default=0) or scale.points["stakes-default"]["any"]


def _discretion(norm: Norm, scale: Severity) -> int:
    points = scale.points["discretion"]
    total = 0
    if _decides(norm):
        total = sum(points[name] for name in ("deadline", "ground") if name not in norm.slots)
    if "amount" in norm.objects and "amount" not in norm.slots:
        total += points["amount"]
    if norm.modality == "may":
        total += points["may"]
    return total


def _addressee(norm: Norm, scale: Severity) -> int:
    persons = any(m.role == "actor" and m.value in _PERSONS for m in norm.passage.mentions)
    outward = norm.objects & {"right", "land", "money", "status"}
    return scale.points["addressee"]["person" if persons or outward else "body"]
