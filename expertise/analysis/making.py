"""From a rule that holds to a finding: id, severity, confidence, words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from expertise.act import Act, Span, label
from expertise.analysis.finding import Finding, identity
from expertise.analysis.match import missing
from expertise.analysis.severity import weigh
from expertise.analysis.wording import explain
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.rules import Rule
from expertise.norms.norm import Norm
from expertise.norms.passages import leads

#: Findings of rules with a lower record are shown only on request (--all).
SHOWN_FROM = 0.25
#: Confidence of a rule that has no record yet.
UNKNOWN = 0.5
_BODIES = frozenset(
    {"body", "cabinet", "parliament", "president", "council", "official", "commission", "court", "state"}
)
_PERSONS = frozenset({"person", "party", "employer", "worker", "enterprise", "family", "union"})


class Maker:
    """Makes the findings of one act; it counts equal norms, so that each finding has its own id."""

    def __init__(self, act: Act, lexicon: Lexicon, excerpt: bool) -> None:
        self._act = act
        self._lexicon = lexicon
        self._whole = () if excerpt else ("act",)
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def of_norm(self, rule: Rule, norm: Norm, span: Span) -> Finding:
        """Return the finding of a rule at words of a norm."""
        passages = (norm.passage, *leads(norm.passage))
        words = " ".join(p.span.of(self._act.text) for p in passages)
        searched = ("sentence", *(("lead",) if norm.passage.lead else ()), "article", *self._whole)
        made = self._make(rule, norm, span, words, searched)
        return replace(made, sentence=norm.passage.span, power=_power(self._act, norm))

    def of_act(self, rule: Rule, norm: Norm, span: Span) -> Finding:
        """Return the finding of a rule that misses something in the whole act; ``norm`` is its example."""
        return self._make(rule, norm, span, self._act.requisites.title, ("act",))

    def _make(self, rule: Rule, norm: Norm, span: Span, words: str, searched: tuple[str, ...]) -> Finding:
        act, lexicon = self._act, self._lexicon
        key = (rule.code, words, span.of(act.text))
        unit = act.unit_at(span.start)
        floor = max(rule.floor, lexicon.factors[rule.factor].floor)
        severity, parts = weigh(act, norm, floor, rule.ceiling, lexicon)
        lacking = missing(rule, norm)
        record = lexicon.records.get(rule.code)
        confidence = record.confidence if record else UNKNOWN
        self._seen[key] += 1
        return Finding(
            id=identity(*key, self._seen[key] - 1), rule=rule.code, factor=rule.factor, severity=severity,
            level=lexicon.severity.level(severity), parts=parts, confidence=confidence,
            language=act.language, eid=unit.eid, label=label(act, unit), span=span,
            quote=span.of(act.text), missing=lacking, searched=searched if lacking else (),
            why={tongue: explain(rule, lacking, searched, tongue, lexicon) for tongue in ("ru", "ky")},
            recommendation=rule.recommendation,
            shown=rule.status == "active" and confidence >= SHOWN_FROM,
            norm=f"{norm.passage.span.start}:{searched[0]}",
        )  # fmt: skip


def _power(act: Act, norm: Norm) -> dict[str, str]:
    """Return who may do what to whom, as far as the norm names it.

    ``body`` and ``person`` are words of the act, ``action`` the class of the main action, ``modality`` how
    the body holds the power («may»); duties and bans are no powers and left out.
    """
    named = [norm.actor.mention, norm.addressee]
    body = next((m for m in named if m is not None and m.value in _BODIES), None)
    person = next((m for m in named if m is not None and m.value in _PERSONS), None)
    if body and person and person.span.start - body.span.end == 1:
        person = None  # «органы тарабынан»: a postposition, no party
    acts = body is not None and body is norm.actor.mention
    found = {
        "body": body.span.of(act.text) if body else "",
        "person": person.span.of(act.text) if person else "",
        "action": norm.action if acts else "",
        "modality": norm.modality if acts and norm.modality in ("may", "permit") else "",
    }
    return {key: value for key, value in found.items() if value}
