"""From a clash to a finding: both places, why they clash, which prevails, a cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from expertise.act import Act, Language, Span, Unit, label
from expertise.analysis.collisions.dead import DeadEnd
from expertise.analysis.finding import Finding, identity
from expertise.analysis.making import SHOWN_FROM, UNKNOWN
from expertise.analysis.severity import weigh
from expertise.corpus.work import State, Work
from expertise.lexicon.collisions import Check
from expertise.lexicon.lexicon import Lexicon
from expertise.norms.norm import Norm

_LONGEST = 160  # code points of a norm quoted in a sentence
_TONGUES: tuple[Language, Language] = ("ru", "ky")
_CEILING = 100
Texts = Mapping[Language, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an act: ``span`` is what is shown there, ``words`` what a sentence about it quotes."""

    act: Act
    span: Span
    words: Span


class CollisionMaker:
    """Makes the findings of one act; it counts equal ones, so that each has its own id."""

    def __init__(self, act: Act, lexicon: Lexicon) -> None:
        self._act, self._lexicon = act, lexicon
        self._seen: Counter[tuple[str, str, str]] = Counter()

    def contrasts(self) -> Sequence[frozenset[str]]:
        """Return the groups of words that exclude each other, in the language of the act."""
        return self._lexicon.collisions.words.contrasts[self._act.language]

    def binds(self, other: Act) -> bool:
        """Tell whether another act has greater force than the one that is checked."""
        own, others = self._rank(self._act), self._rank(other)
        return 0 < others < own

    def _rank(self, act: Act) -> int:
        r = act.requisites
        return self._lexicon.hierarchy.rank(r.type, r.body, r.date)

    def of_pair(self, code: str, here: Place, there: Place, norm: Norm) -> Finding:
        """Return the finding at ``here`` with ``there`` as its evidence."""
        texts = {
            tongue: {
                "here": _at(here, tongue), "there": _at(there, tongue), "other": name(there.act),
                "one": _quote(here), "two": _quote(there), "prevails": self._prevails(there.act, tongue),
            }
            for tongue in _TONGUES
        }  # fmt: skip
        return self._make(code, here.span, norm, texts, (self._evidence(there),))

    def of_dead_end(self, end: DeadEnd) -> Finding:
        """Return the finding about a reference that leads nowhere; a repealed unit is its evidence."""
        here = Place(self._act, end.span, end.span)
        unit = end.act.units[end.unit] if end.unit > 0 and end.check != "05" else None
        shown = _first_line(end.act, unit) if unit and end.check == "01" else unit.span if unit else None
        there = Place(end.act, shown, shown) if shown else None
        since = end.work.standing.since if end.work else None
        texts = {
            tongue: {
                "here": _at(here, tongue), "there": _at(there, tongue) if there else "",
                "other": name(end.act), "one": _quote(here), "two": f"{since:%d.%m.%Y}" if since else "-",
                "prevails": "",
            }
            for tongue in _TONGUES
        }  # fmt: skip
        evidence = [self._evidence(there)] if there else []
        if end.work and end.corpus:
            evidence = [_held(end.work, end.corpus, evidence[0] if evidence else {}, self._act.language)]
        made = self._make(f"C-REF-{end.check}", end.span, end.norm, texts, tuple(evidence))
        return replace(made, why=self._resting_on(end.corpus, made.why)) if end.corpus else made

    def _resting_on(self, corpus: State, why: Mapping[str, str]) -> dict[str, str]:
        """Return the words with what they rest on: against how many acts, of which date."""
        said, messages = corpus.said(), self._lexicon.messages
        return {
            tongue: f"{why[tongue]} {messages[tongue]['corpus-against'].format_map(said)}." for tongue in why
        }

    def of_name(self, code: str, span: Span, norm: Norm, instead: Mapping[str, str]) -> Finding:
        """Return the finding about a name at ``span``; ``instead`` is what took its place."""
        place = Place(self._act, span, span)
        texts = {
            tongue: {
                "here": _at(place, tongue), "there": "", "other": "", "one": _quote(place),
                "two": instead[tongue], "prevails": "",
            }
            for tongue in _TONGUES
        }  # fmt: skip
        return self._make(code, span, norm, texts, ())

    def _make(
        self, code: str, span: Span, norm: Norm, texts: Texts,
        evidence: tuple[Mapping[str, object], ...],
    ) -> Finding:  # fmt: skip
        act, lexicon = self._act, self._lexicon
        check = lexicon.collisions.checks[code]
        words = " ".join([norm.passage.span.of(act.text), *(str(e["quote"]) for e in evidence)])
        key = (code, words, span.of(act.text))
        self._seen[key] += 1
        unit = act.unit_at(span.start)
        floor = max(check.floor, lexicon.factors[check.factor].floor)
        severity, parts = weigh(act, norm, floor, _CEILING, lexicon)
        record = lexicon.collisions.records.get(code)
        confidence = record.confidence if record else UNKNOWN
        return Finding(
            id=identity(*key, self._seen[key] - 1), rule=code, factor=check.factor, severity=severity,
            level=lexicon.severity.level(severity), parts=parts, confidence=confidence,
            language=act.language, eid=unit.eid, label=label(act, unit), span=span,
            quote=span.of(act.text), missing=(), searched=(),
            why={tongue: _filled(check, "why", tongue, texts) for tongue in _TONGUES},
            recommendation={tongue: _filled(check, "recommendation", tongue, texts) for tongue in _TONGUES},
            evidence=evidence, shown=check.status == "active" and confidence >= SHOWN_FROM,
            norm=f"{norm.passage.span.start}:collision", sentence=norm.passage.span,
        )  # fmt: skip

    def _evidence(self, place: Place) -> Mapping[str, object]:
        act, unit = place.act, place.act.unit_at(place.span.start)
        found: dict[str, object] = {
            "eid": unit.eid, "label": label(act, unit), "span": [place.span.start, place.span.end],
            "quote": place.span.of(act.text),
        }  # fmt: skip
        return found if act is self._act else {"act": name(act), "file": act.file, **found}

    def _prevails(self, other: Act, tongue: Language) -> str:
        texts = self._lexicon.hierarchy.prevails
        if other is self._act:
            return texts["same"][tongue]
        own, others = self._rank(self._act), self._rank(other)
        days = [a.requisites.date for a in (self._act, other)]
        later = max((d for d in days if d), default=None)
        if own and others and own != others:
            case = "force" if others < own else "lower"
        else:
            case = "later" if None not in days and days[0] != days[1] else "special"
        day = f"{later:%d.%m.%Y}" if later else ""
        return texts[case][tongue].format(other=name(other), day=day)


def _first_line(act: Act, unit: Unit) -> Span:
    """Return the line that a unit begins with: what is missing in it needs no more."""
    return act.lines[act.line_at(unit.span.start)].span


def _held(work: Work, corpus: State, place: Mapping[str, object], language: Language) -> Mapping[str, object]:
    """Return the evidence of the corpus: the act with its standing, the place in it, what the corpus was."""
    standing = work.standing
    whole = {"act": work.title(language), "label": "", "quote": standing.note or work.title(language)}
    since = standing.since.isoformat() if standing.since else ""
    told = {"uri": work.uri, "state": standing.state, "since": since, "basis": standing.basis}
    return {**whole, **place, **told, "corpus": corpus.record()}


def _filled(check: Check, part: str, tongue: Language, texts: Texts) -> str:
    template: Mapping[str, str] = check.why if part == "why" else check.recommendation
    return template[tongue].format(**texts[tongue])


def _at(place: Place, tongue: Language) -> str:
    return label(place.act, place.act.unit_at(place.span.start), tongue)


def _quote(place: Place) -> str:
    words = " ".join(place.words.of(place.act.text).split()).rstrip(" .;,")
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


def name(act: Act) -> str:
    """Return how an act is named to a reader: its title, else its file."""
    return act.requisites.title or act.file
