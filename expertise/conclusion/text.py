"""The result of check as text for a lawyer: what was examined, the cases, what cannot be judged.

Rows carry a style name, so that a terminal can colour them and a file stays plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from expertise.act import Act, Language, Span, label
from expertise.analysis.change import Fates
from expertise.analysis.check import Result
from expertise.analysis.finding import Finding
from expertise.analysis.table import table_row
from expertise.conclusion.row import Row
from expertise.lexicon.factors import Factor
from expertise.lexicon.lexicon import Lexicon

_CONTEXT = 140  # code points shown on each side of the quoted words
_QUOTED = 300  # code points of another place
_FIRST = 3  # cases named at the top as the ones to look at first
LEVELS = ("high", "medium", "low")
_SKIPPED = ("front", "heading", "formula", "editorial", "repealed", "signature", "current")


@dataclass(frozen=True, slots=True)
class Case:
    """All findings at one norm, in reading order: companions that an expert decides together."""

    label: str
    findings: tuple[Finding, ...]

    @property
    def rank(self) -> tuple[int, float]:
        """Return the highest severity among the findings, then the highest confidence."""
        return max((f.severity, f.confidence) for f in self.findings)

    @property
    def factors(self) -> tuple[str, ...]:
        """Return the factors of the case, each once, in reading order."""
        return tuple(dict.fromkeys(f.factor for f in self.findings))


def cases(act: Act, findings: Sequence[Finding], language: Language) -> list[Case]:
    """Group findings by the norm (unit) they stand in, in reading order; no findings give no cases."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.eid, []).append(finding)
    return [
        Case(label(act, act.unit_at(group[0].span.start), language), tuple(group))
        for group in grouped.values()
    ]


def report(
    file: str,
    result: Result,
    findings: Sequence[Finding],
    lexicon: Lexicon,
    language: Language,
    fates: Fates | None = None,
) -> Iterator[Row]:
    """Yield the rows of the report on one act; ``findings`` are those chosen for the view.

    ``fates`` are given for a comparative table: what its current column shows already, and what is cured.
    """
    words = lexicon.messages[language]
    found = cases(result.act, findings, language)
    yield from _head(file, result, words)
    yield from _examined(result, words)
    yield from _summary(result, findings, found, words)
    if fates:
        yield Row(words["table-fates"].format(**fates.counts()), "case")
    for number, case in enumerate(found, start=1):
        yield Row("")
        yield Row(f"{number}. {case.label or words['text-whole-act']}: {', '.join(case.factors)}", "case")
        for finding in case.findings:
            yield from finding_rows(result.act, finding, lexicon, language)
            if fates:
                row = table_row(result.act, finding)
                yield Row(
                    f"     {words[f'fate-{fates.fate(finding)}']}; {words['table-row'].format(row=row)}"
                )
    if fates and fates.cured:
        yield from (Row(""), Row(f"{words['fate-cured']}: {len(fates.cured)}", "case"))
        yield from (brief(f, words) for f in fates.cured)
    yield from _limits(result, lexicon, language)


def _head(file: str, result: Result, words: Mapping[str, str]) -> Iterator[Row]:
    act, named = result.act, result.act.requisites
    kind = words.get(f"type-{named.type}", "")
    yield Row(named.title or words["text-untitled"], "title")
    parts = [kind, f"№ {named.number}" if named.number else "", _day(act), named.body]
    if known := ", ".join(part for part in parts if part):
        yield Row(known)
    amending = f"; {words['text-amending']}" if act.amending else ""
    yield Row(f"{file} ({words[f'language-{act.language}']}{amending})", "note")


def _day(act: Act) -> str:
    day = act.requisites.date
    return f"{day:%d.%m.%Y}" if day else ""


def _examined(result: Result, words: Mapping[str, str]) -> Iterator[Row]:
    act = result.act
    yield Row(
        words["text-examined"].format(
            articles=act.articles, units=len(act.units) - 1, passages=result.examined
        )
    )
    skipped = [f"{words[f'role-{r}']}: {result.skipped[r]}" for r in _SKIPPED if result.skipped.get(r)]
    if skipped:
        yield Row(f"{words['text-skipped']}: {'; '.join(skipped)}.")
    for key in ("against", "not_against"):
        if names := getattr(result, key):
            yield Row(f"{words[f'text-{key}']}: {'; '.join(names)}.")
    if corpus := result.corpus:
        yield Row(f"{words['corpus-against'].format_map(corpus.said())}.")
    for code in act.warnings:
        yield Row(words.get(f"warning-{code}", code), "medium")


def _summary(
    result: Result, findings: Sequence[Finding], found: Sequence[Case], words: Mapping[str, str]
) -> Iterator[Row]:
    yield Row("")
    if not findings:
        yield Row(words["text-nothing"], "case")
    else:
        count = {level: sum(f.level == level for f in findings) for level in LEVELS}
        levels = ", ".join(f"{words[f'level-{name}']}: {n}" for name, n in count.items() if n)
        yield Row(words["text-found"].format(findings=len(findings), cases=len(found), levels=levels), "case")
    if len(found) > _FIRST:
        first = sorted(found, key=lambda c: c.rank, reverse=True)[:_FIRST]
        named = "; ".join(f"{c.label or words['text-whole-act']} ({', '.join(c.factors)})" for c in first)
        yield Row(f"{words['text-first']}: {named}.")
    chosen = {f.id for f in findings}
    if hidden := sum(f.id not in chosen and not f.shown for f in result.findings):
        yield Row(words["text-hidden"].format(count=hidden), "note")


def finding_rows(act: Act, finding: Finding, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield all that is said of one finding, without its address."""
    words = lexicon.messages[language]
    level = words["text-level"].format(level=words[f"level-{finding.level}"], value=finding.severity)
    parts = ", ".join(f"{words[f'part-{name}']} {points}" for name, points in finding.parts.items() if points)
    yield Row(f"   {context(act, finding.span)}", "quote")
    yield Row(f"   {finding.factor} {lexicon.factors[finding.factor].name[language]}", finding.level)
    yield Row(f"     {words['text-rule']}: {finding.rule} {lexicon.title(finding.rule).get(language, '')}")
    yield Row(f"     {level}{f' ({parts})' if parts else ''}")
    yield Row(f"     {words['text-why']}: {finding.why[language]}")
    yield from _places(finding, words)
    yield Row(f"     {words['text-cure']}: {finding.recommendation[language]}")


def brief(finding: Finding, words: Mapping[str, str]) -> Row:
    """Return a finding in one line, with its address in the language of its text."""
    place = finding.label or words["text-whole-act"]
    return Row(f"   {place}: {finding.factor} «{finding.quote}» ({finding.rule})", finding.level)


def _places(finding: Finding, words: Mapping[str, str]) -> Iterator[Row]:
    """Yield the other places a finding rests on: those of a collision name their unit."""
    for place in finding.evidence:
        if "label" in place:
            where = "; ".join(str(place[key]) for key in ("act", "label") if place.get(key))
            yield Row(f"     {words['text-other-place']}: {where}: «{_short(str(place['quote']))}»")


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _QUOTED else words[:_QUOTED].rpartition(" ")[0] + " …"


def context(act: Act, span: Span) -> str:
    """Return the words of ``span`` in [[ ]] with the words around them from the same paragraph."""
    line = act.lines[act.line_at(span.start)].span
    start, end = max(line.start, span.start - _CONTEXT), min(max(line.end, span.end), span.end + _CONTEXT)
    before, behind = act.text[start : span.start], act.text[span.end : end]
    if start > line.start:
        before = "… " + before.partition(" ")[2]
    if end < line.end:
        behind = behind.rpartition(" ")[0] + " …"
    return f"{before}[[{span.of(act.text)}]]{behind}".replace("\n", " / ")


def _limits(result: Result, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    words = lexicon.messages[language]
    yield Row("")
    if result.excerpt:
        yield Row(words["text-excerpt"], "note")
    if result.frame:
        yield Row(words["text-frame"], "note")
    if result.act.amending:
        yield Row(words["amended-hint"], "note")
    limits = [
        (factor, reason)
        for code, factor in lexicon.factors.items()
        if (reason := _limit(factor, code in result.not_judged, language, words))
    ]
    if limits:
        yield Row(f"{words['text-not-judged']}:", "case")
    yield from (Row(f"   {factor.id} {factor.name[language]}: {reason}") for factor, reason in limits)
    yield Row(words["text-suggestion"], "note")
    method = lexicon.methodology
    mark = "" if method.reviewed else f" ({words['text-unreviewed']})"
    yield Row(f"{words['text-method']}: {method.name[language]}{mark}; {result.lexicon[:12]}", "note")


def _limit(factor: Factor, unjudged: bool, language: Language, words: Mapping[str, str]) -> str:
    """Return why no rule judges a factor, or what of it the rules do not see; empty for neither."""
    if unjudged:
        return (factor.expert_only or {}).get(language, words["text-no-rule"])
    return (factor.partly or {}).get(language, "")
