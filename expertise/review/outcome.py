"""What became of findings in a later text: the next version of a draft, or the act as it was adopted."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.analysis.alignment import Alignment, align
from expertise.analysis.change import fates
from expertise.analysis.compare.compare import Comparison
from expertise.review.bilingual import by_name
from expertise.review.carry import Placed
from expertise.review.examination import Examination, key

CURED, KEPT, CHANGED, UNCLEAR = "cured", "kept", "changed", "unclear"
#: Of several findings that are asked for as one, the fate that asks most of a person is told.
FATES = (KEPT, UNCLEAR, CHANGED, CURED)
MET, BROKEN, LOOK, WAITING = "met", "broken", "look", "waiting"


def outcome(old: Examination, new: Examination, own: Sequence[Placed] = ()) -> dict[str, str]:
    """Return the fate of each finding of ``old`` in ``new``, by key; of ``own`` ones too.

    ``kept``: the norm has the same words and the finding stands. ``changed``: the norm was edited and the
    finding still stands, or nobody but a person can tell (own findings). ``cured``: the finding is gone.
    ``unclear``: it is gone from a norm that nobody touched, and the rules are not those of then.
    """
    alignment = align(old.act, new.act)
    found = fates(old, new, alignment)
    told = {key(pair.old): CHANGED if pair.edited else KEPT for pair in found.kept}
    for finding in found.cured:
        words = (finding.sentence or finding.span).of(old.act.text)
        untouched = finding.sentence is not None and _stands(words, finding.span.start, old, new, alignment)
        told[key(finding)] = UNCLEAR if untouched and old.lexicon != new.lexicon else CURED
    for each in own:
        if each.span is not None:
            words = each.span.of(old.act.text)
            same = _stands(words, each.span.start, old, new, alignment)
            told[each.own.key] = KEPT if same else CHANGED
    return told


def differing(old: Comparison, new: Comparison) -> dict[str, str]:
    """Return the fate of what two languages said differently, by name, in the texts that came later.

    ``kept``: both texts say it in the same words. ``changed``: something of the same kind differs at the same
    place still. ``cured``: nothing there does.
    """
    there, now = by_name(old), by_name(new)
    places = {(each.kind, side.eid) for each in now.values() for side in (each.ru, each.ky) if side}
    told = {}
    for name, each in there.items():
        mine = {(each.kind, side.eid) for side in (each.ru, each.ky) if side}
        told[name] = KEPT if name in now else CHANGED if mine & places else CURED
    return told


def _stands(words: str, at: int, old: Examination, new: Examination, alignment: Alignment) -> bool:
    """Tell whether words of the older text stand in the line of the newer one that it became."""
    line = alignment.forward.get(old.act.line_at(at))
    return line is not None and words in new.act.lines[line].span.of(new.act.text)


def worst(told: Sequence[str]) -> str:
    """Return the fate that stands for several, empty for none."""
    return next((fate for fate in FATES if fate in told), "")


def promise(verdict: str, fate: str) -> str:
    """Return what became of an answer: met, broken (accepted, and the norm is as it was), look, waiting.

    A refusal promises nothing and gives an empty word, as does no answer. ``look`` asks for a person's eye.
    """
    if verdict not in ("accepted", "partly"):
        return ""
    return {"": WAITING, KEPT: BROKEN, CURED: MET}.get(fate, LOOK)
