"""A rule of the lexicon as its own documentation, and the table of all rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from expertise.act import Act, Language, label
from expertise.analysis.finding import Finding
from expertise.analysis.trial import Failure
from expertise.conclusion.row import Row
from expertise.conclusion.text import context
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.release import Record
from expertise.lexicon.rules import Condition, Example, Rule
from expertise.lexicon.terms import LANGUAGES


def table(rules: Sequence[Rule], lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield one row a rule under a head: code, status, right findings of those shown, title."""
    words = lexicon.messages[language]
    head = [words[f"rule-{name}"] for name in ("code", "status", "record", "title")]
    lines = [
        [r.code, words[f"status-{r.status}"], _short(lexicon.records.get(r.code)), r.title[language]]
        for r in rules
    ]
    widths = [max(len(line[place]) for line in (head, *lines)) for place in range(len(head))]
    for place, line in enumerate((head, *lines)):
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield Row("  ".join(cells).rstrip(), "" if place else "case")


def _short(record: Record | None) -> str:
    return f"{record.right}/{record.shown}" if record else "-"


def page(rule: Rule, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the page of a rule; parts the rule does not have are left out."""
    words = lexicon.messages[language]
    yield Row(f"{rule.code} {rule.title[language]}", "title")
    yield Row(f"{words['rule-factor']}: {rule.factor} {lexicon.factors[rule.factor].name[language]}")
    yield Row(f"{words['rule-status']}: {words[f'status-{rule.status}']}")
    yield Row(f"{words['text-why']}: {rule.why[language]}")
    yield Row(f"{words['text-cure']}: {rule.recommendation[language]}")
    yield from _named(words["rule-lacks"], [_said("slot", (name,), words) for name in rule.lacks])
    yield from _named(words["rule-places"], rule.places)
    if rule.touches:
        yield Row(words[f"rule-touches-{rule.touches}"])
    yield from _named(words["rule-companions"], rule.companions)
    if rule.norm is not None:
        yield from _block(words["rule-condition"], [f"   {line}" for line in conditions(rule.norm, words)])
    if rule.absent is not None:
        slots = _said("slot", rule.absent.slots, words)
        yield Row(words["rule-absent"].format(slots=slots, at_least=rule.absent.at_least))
    for name, patterns in (
        ("patterns", rule.patterns), ("exceptions", rule.exceptions),
        ("article-exceptions", rule.article_exceptions),
    ):  # fmt: skip
        lines = [f"   {tongue}: {p.source}" for tongue in LANGUAGES for p in patterns[tongue]]
        yield from _block(words[f"rule-{name}"], lines)
    yield from _examples(rule, words)
    yield Row(f"{words['rule-record']}: {said_record(lexicon.records.get(rule.code), words)}")
    yield Row(f"{words['rule-source']}: {rule.source}", "note")
    yield Row(f"{words['rule-file']}: {rule.file}", "note")


def _named(name: str, values: Sequence[str]) -> Iterator[Row]:
    if values:
        yield Row(f"{name}: {', '.join(values)}")


def _block(name: str, lines: Sequence[str]) -> Iterator[Row]:
    if lines:
        yield Row(f"{name}:", "case")
        yield from (Row(line) for line in lines)


def conditions(condition: Condition, words: Mapping[str, str]) -> Iterator[str]:
    """Yield every condition on the norm in words; a value without words is shown as it is written."""
    for part in fields(condition):
        value = getattr(condition, part.name)
        if part.name == "missing_some":
            least, slots = value
            if least:
                yield words["norm-missing_some"].format(count=least, slots=_said("slot", slots, words))
        elif value:
            yield f"{words[f'norm-{part.name}']}: {_said(GROUPS[part.name], value, words)}"


#: Where the words of a condition's values are: «actor» means messages value-actor-*, «slot» slot-*.
GROUPS = {
    "actor": "value-actor", "actor_not": "value-actor", "via": "value-via", "modality": "value-modality",
    "relation": "value-relation", "stated": "value-stated", "main": "value-action",
    "action": "value-action", "object": "value-object", "missing": "slot", "has": "slot",
}  # fmt: skip


def _said(group: str, values: Sequence[str], words: Mapping[str, str]) -> str:
    return ", ".join(words.get(f"{group}-{value}", value) for value in values)


def _examples(rule: Rule, words: Mapping[str, str]) -> Iterator[Row]:
    for place, name in enumerate(("flags", "passes")):
        lines = [
            f"   {tongue}: {marked(example)}"
            for tongue, both in rule.examples.items()
            for example in both[place]
        ]
        yield from _block(words[f"rule-{name}"], lines)
    if rule.absent is None and not any(any(both) for both in rule.examples.values()):
        yield Row(words["rule-no-examples"], "note")


def marked(example: Example) -> str:
    """Return an example on one line with [[ ]] around its marks, as its file writes it."""
    out, at = "", 0
    for start, end in example.marks:
        out += f"{example.text[at:start]}[[{example.text[start:end]}]]"
        at = end
    return (out + example.text[at:]).replace("\n", " / ")


def said_record(record: Record | None, words: Mapping[str, str]) -> str:
    """Return how a rule did on marked articles, in words; None says that nothing was measured."""
    if record is None:
        return words["rule-no-record"]
    return f"{record.right} / {record.shown} ({record.date}, {record.basis})"


def failures(found: Sequence[Failure], words: Mapping[str, str]) -> Iterator[Row]:
    """Yield one row for everything a rule does otherwise than its file says; nothing for none."""
    for failure in found:
        yield Row(
            words[f"trial-{failure.kind}"].format(
                code=failure.code, language=failure.language, line=failure.line, pattern=failure.pattern,
                wanted=_quoted(failure.wanted, words), got=_quoted(failure.got, words),
            ),
            "high",
        )  # fmt: skip


def _quoted(marks: Sequence[str], words: Mapping[str, str]) -> str:
    return ", ".join(f"«{mark}»" for mark in marks) or words["trial-nothing"]


def catch(
    file: str, act: Act, findings: Sequence[Finding], words: Mapping[str, str], language: Language
) -> Iterator[Row]:
    """Yield what a rule caught in an act: how many places, then each with its address and its words."""
    yield Row(words["try-file"].format(file=file, count=len(findings)), "case")
    for finding in findings:
        place = label(act, act.unit_at(finding.span.start), language) or words["text-whole-act"]
        yield Row(f"   {place}: {context(act, finding.span)}")
