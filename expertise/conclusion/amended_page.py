"""An amending draft checked on its bases, for reading: what it orders, what does not fit, what it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from expertise.act import Act, Language, Span, label
from expertise.amending.consolidation import Misfit
from expertise.analysis.amended import Amended, Changed
from expertise.conclusion.row import Row
from expertise.conclusion.text import brief, finding_rows
from expertise.lexicon.lexicon import Lexicon

_SHORT = 160  # code points of a formula or of a line of the base


def page(amended: Amended, lexicon: Lexicon, language: Language, *, everything: bool) -> Iterator[Row]:
    """Yield the report: misfits first, then findings introduced and cured; kept ones with ``everything``."""
    words = lexicon.messages[language]
    draft = amended.draft.act
    yield Row(draft.requisites.title or words["text-untitled"], "title")
    yield Row(f"{draft.file} ({words[f'language-{draft.language}']}; {words['text-amending']})", "note")
    yield from _counts(amended, words)
    for act in amended.without_base:
        yield Row(words["amended-without-base"].format(title=act.title or words["text-untitled"]), "medium")
    yield from _unparsed(amended, words)
    for each in amended.changed:
        yield from _changed(amended, each, lexicon, language, everything)
    if amended.own:
        yield from (Row(""), Row(f"{words['amended-own']}: {len(amended.own)}", "case"))
        for finding in amended.own:
            yield brief(finding, words)
            yield from finding_rows(draft, finding, lexicon, language)
    yield from (Row(""), Row(words["text-suggestion"], "note"))


def _counts(amended: Amended, words: Mapping[str, str]) -> Iterator[Row]:
    parsed = amended.parsed
    kinds = Counter(order.action.value for order in parsed.operations)
    told = ", ".join(f"{words[f'action-{kind}']}: {count}" for kind, count in kinds.items())
    yield Row(words["amended-operations"].format(count=len(parsed.operations), told=told))
    misfits = [m for each in amended.changed for m in each.consolidation.misfits]
    fates = Counter[str]()
    for each in amended.changed:
        fates.update(each.fates.counts())
    fates["introduced"] += len(amended.own)
    counts = {name: fates[name] for name in ("introduced", "kept", "cured")}
    yield Row(
        words["amended-summary"].format(misfits=len(misfits), unparsed=len(parsed.unparsed), **counts), "case"
    )


def _unparsed(amended: Amended, words: Mapping[str, str]) -> Iterator[Row]:
    if not amended.parsed.unparsed:
        return
    draft = amended.draft.act
    yield from (Row(""), Row(f"{words['amended-unparsed']}: {len(amended.parsed.unparsed)}", "case"))
    for entry in amended.parsed.unparsed:
        yield Row(f"   {_at(draft, entry.span, words)}: {_short(entry.span.of(draft.text))}", "quote")
        yield Row(f"     {words[f'unparsed-{entry.reason}'].format(words=entry.words)}")


def _changed(
    amended: Amended, each: Changed, lexicon: Lexicon, language: Language, everything: bool
) -> Iterator[Row]:
    words = lexicon.messages[language]
    done = each.consolidation
    title = done.base.requisites.title or words["text-untitled"]
    yield from (Row(""), Row(words["amended-base"].format(title=title, file=each.file), "title"))
    if done.repealed:
        yield Row(words["amended-repealed"], "medium")
    if done.misfits:
        yield Row(f"{words['amended-misfits']}: {len(done.misfits)}", "case")
    for misfit in done.misfits:
        yield from _misfit(amended.draft.act, each, misfit, words)
    if each.fates.introduced:
        yield from (Row(""), Row(f"{words['fate-introduced']}: {len(each.fates.introduced)}", "case"))
    for finding in each.fates.introduced:
        yield brief(finding, words)
        yield from finding_rows(done.act, finding, lexicon, language)
        place = each.in_draft(finding)
        if place is not None:
            yield Row(f"     {words['amended-in-draft']}: {_at(amended.draft.act, place, words)}")
    for name, findings in (("cured", each.fates.cured), ("kept", [p.new for p in each.fates.kept])):
        if findings and (everything or name == "cured"):
            yield from (Row(""), Row(f"{words[f'fate-{name}']}: {len(findings)}", "case"))
            yield from (brief(finding, words) for finding in findings)


def _misfit(draft: Act, each: Changed, misfit: Misfit, words: Mapping[str, str]) -> Iterator[Row]:
    reason = words[f"misfit-{misfit.reason}"].format(words=misfit.words)
    yield Row(f"   {reason}", "high")
    yield Row(f"     {words['amended-in-draft']}: {_at(draft, misfit.draft, words)}")
    yield Row(f"     {_short(misfit.draft.of(draft.text))}", "quote")
    base = each.consolidation.base
    if misfit.base is not None:
        yield Row(f"     {words['amended-in-base']}: {_at(base, misfit.base, words)}")
        yield Row(f"     {_short(misfit.base.of(base.text))}", "quote")
    yield Row(f"     {words['amended-applied' if misfit.applied else 'amended-not-applied']}", "note")


def _at(act: Act, span: Span, words: Mapping[str, str]) -> str:
    return label(act, act.unit_at(span.start)) or words["text-whole-act"]


def _short(text: str) -> str:
    plain = text.replace("\n", " / ")
    return plain if len(plain) <= _SHORT else f"{plain[:_SHORT].rpartition(' ')[0]} …"
