"""The differences of two texts for reading: the weightiest first, both places, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from expertise.act import Language, label
from expertise.analysis.compare.compare import Comparison
from expertise.analysis.compare.difference import Difference, Place
from expertise.conclusion.row import Row


def page(
    files: tuple[str, str], done: Comparison, shown: Sequence[Difference], words: Mapping[str, str],
    language: Language,
) -> Iterator[Row]:  # fmt: skip
    """Yield the report on one pair of texts."""
    yield Row(done.ru.requisites.title or words["text-untitled"], "title")
    yield Row(" / ".join(files), "note")
    yield Row(words["compare-examined"].format(rows=len(done.rows), articles=done.ru.articles), "note")
    if not shown:
        yield Row(words["compare-none"], "case")
    else:
        kinds = Counter(words[f"compare-kind-{d.kind}"] for d in shown)
        told = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        yield Row(words["compare-found"].format(count=len(shown), kinds=told), "case")
    for number, difference in enumerate(shown, start=1):
        yield Row("")
        yield from _difference(number, difference, done, words, language)
    if left := len(done.differences) - len(shown):
        yield Row("")
        yield Row(words["compare-left"].format(count=left), "note")
    yield Row(words["compare-limits"], "note")


def _difference(
    number: int, found: Difference, done: Comparison, words: Mapping[str, str], language: Language
) -> Iterator[Row]:
    act, place = (done.ru, found.ru) if found.ru else (done.ky, found.ky)
    where = label(act, act.unit_at(place.span.start), language) if place else ""
    level = words[f"level-{found.level}"]
    head = f"{number}. {where or words['text-whole-act']}: {words[f'compare-kind-{found.kind}']}"
    yield Row(f"{head}, {level} ({found.severity})", found.level)
    yield from (_quote(tongue, side, words) for tongue, side in (("ru", found.ru), ("ky", found.ky)))
    yield Row(f"   {found.why[language]}")
    yield Row(f"   {found.recommendation[language]}")


def _quote(tongue: str, place: Place | None, words: Mapping[str, str]) -> Row:
    said = f"«{place.quote}»" if place else words["compare-absent"]
    return Row(f"   {tongue}: {said}", "quote")
