"""Two versions of one text for reading: the passages that differ, findings introduced, kept and cured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from expertise.act import Language
from expertise.analysis.alignment import Change
from expertise.analysis.change import Fates, Seen
from expertise.conclusion.row import Row
from expertise.conclusion.text import brief, finding_rows
from expertise.lexicon.lexicon import Lexicon

KINDS = ("changed", "added", "removed", "moved", "renumbered")
_SHORT = 160  # code points of a passage that only moved or got another number


def page(
    old: Seen, new: Seen, changes: Sequence[Change], found: Fates, lexicon: Lexicon, language: Language
) -> Iterator[Row]:
    """Yield the whole comparison of two texts in ``language``."""
    words = lexicon.messages[language]
    yield Row(new.act.requisites.title or words["text-untitled"], "title")
    yield Row(words["diff-files"].format(old=old.act.file, new=new.act.file), "note")
    counts = Counter(change.kind for change in changes)
    told = ", ".join(f"{words[f'diff-{kind}']}: {counts[kind]}" for kind in KINDS if counts[kind])
    yield Row(words["diff-changes"].format(told=told) if told else words["diff-same"], "case")
    yield Row(words["diff-findings"].format(**found.counts()), "case")
    for change in changes:
        yield from _change(change, words)
    yield from fate_rows(old, new, found, lexicon, language)
    yield Row("")
    yield Row(words["text-suggestion"], "note")


def fate_rows(old: Seen, new: Seen, found: Fates, lexicon: Lexicon, language: Language) -> Iterator[Row]:
    """Yield the findings by fate: introduced ones in full, kept and cured ones in a line each."""
    words = lexicon.messages[language]
    for name, findings in (
        ("introduced", found.introduced), ("kept", [p.new for p in found.kept]), ("cured", found.cured)
    ):  # fmt: skip
        if not findings:
            continue
        yield Row("")
        yield Row(f"{words[f'fate-{name}']}: {len(findings)}", "case")
        seen = old if name == "cured" else new
        for finding in findings:
            yield brief(finding, words)
            if name == "introduced":
                yield from finding_rows(seen.act, finding, lexicon, language)


def _change(change: Change, words: Mapping[str, str]) -> Iterator[Row]:
    place = change.label or words["text-whole-act"]
    if change.was and change.was != change.label:
        place = f"{change.was} → {place}"
    yield Row("")
    yield Row(f"{place}: {words[f'diff-{change.kind}']}", "case")
    if change.kind in ("moved", "renumbered") and change.before == change.after:
        yield Row(f"   {_short(change.after)}", "quote")
        return
    if change.before:
        yield Row(f"   - {change.before}", "low")
    if change.after:
        yield Row(f"   + {change.after}", "medium")


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rpartition(' ')[0]} …"
