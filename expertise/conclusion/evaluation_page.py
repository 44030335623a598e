"""How the rules did on marked articles, as a table for reading and as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from expertise.act import Language
from expertise.analysis.evaluation import Evaluation, Miss, Score
from expertise.conclusion.row import Row

_LONGEST = 160  # code points of a place that are shown


def page(language: Language, done: Evaluation, errors: int, words: Mapping[str, str]) -> Iterator[Row]:
    """Yield the figures of one language; ``errors`` wrong and as many missed places follow."""
    any_, clean = done.any, done.clean
    head = words["evaluate-head"].format(
        language=words[f"language-{language}"], articles=done.articles, marks=done.named.core,
        findings=done.named.right + done.named.wrong,
    )  # fmt: skip
    yield Row(head, "title")
    share = f"{done.clean_flagged / clean:.0%}" if clean else "-"
    yield from _table(
        words, [(words["evaluate-any"], any_), (words["evaluate-named"], done.named)],
        words["evaluate-measure"],
    )  # fmt: skip
    yield Row(words["evaluate-clean"].format(clean=clean, flagged=done.clean_flagged, share=share))
    if done.lost:
        yield Row(words["evaluate-lost"].format(count=done.lost), "medium")
    yield Row("")
    yield from _table(words, sorted(done.factors.items()), words["evaluate-factors"])
    yield Row("")
    yield Row(f"{words['evaluate-rules']}:", "case")
    for code, counts in sorted(done.rules.items()):
        yield Row(f"   {code}  {counts['shown']:4} {counts['right']:4} {counts['core']:4}")
    for name, misses in (("wrong", done.wrong), ("missed", done.missed)):
        yield from _places(words[f"evaluate-{name}"], misses, errors, words)


def _table(words: Mapping[str, str], scores: Sequence[tuple[str, Score]], name: str) -> Iterator[Row]:
    head = (name, words["evaluate-precision"], words["evaluate-recall"], "F1", words["evaluate-counts"])
    lines = [head, *((label, *_figures(score)) for label, score in scores)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for number, line in enumerate(lines):
        cells = [line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]
        yield Row("  ".join(cells), "" if number else "case")


def _figures(score: Score) -> tuple[str, str, str, str]:
    counts = f"{score.right} / {score.right + score.wrong} / {score.core - score.found}"
    return f"{score.precision:.2f}", f"{score.recall:.2f}", f"{score.f1:.2f}", counts


def _places(title: str, misses: Sequence[Miss], errors: int, words: Mapping[str, str]) -> Iterator[Row]:
    if not errors or not misses:
        return
    yield Row("")
    yield Row(f"{title}: {len(misses)}", "case")
    for miss in misses[:errors]:
        line = miss.line.replace("\n", " / ")
        short = line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"
        yield Row(f"   {miss.id} {miss.rule or miss.factor}: {short}")
    if len(misses) > errors:
        yield Row(f"   {words['evaluate-more'].format(count=len(misses) - errors)}", "note")


def record(language: Language, done: Evaluation, errors: int) -> dict[str, object]:
    """Return the figures of one language; a share without anything to share is 0."""
    return {
        "language": language,
        "articles": done.articles,
        "clean": done.clean,
        "clean_flagged": done.clean_flagged,
        "lost": done.lost,
        "any": _score(done.any),
        "named": _score(done.named),
        "factors": {code: _score(score) for code, score in sorted(done.factors.items())},
        "rules": {
            code: {name: counts[name] for name in ("shown", "right", "core")}
            for code, counts in sorted(done.rules.items())
        },
        "wrong": [_miss(miss) for miss in done.wrong[:errors]],
        "missed": [_miss(miss) for miss in done.missed[:errors]],
    }


def _score(score: Score) -> dict[str, float | int]:
    return {
        "precision": round(score.precision, 4), "recall": round(score.recall, 4), "f1": round(score.f1, 4),
        "right": score.right, "wrong": score.wrong, "core": score.core, "found": score.found,
    }  # fmt: skip


def _miss(miss: Miss) -> dict[str, str]:
    return {"id": miss.id, "factor": miss.factor, "rule": miss.rule, "words": miss.line}
