"""From two acts to pairs of lines that answer to each other, split into pairs of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from expertise.act import Act, Kind, Role, Span
from expertise.analysis.compare.alignment import Block, Match, align_blocks, align_lines, shared_stems
from expertise.analysis.compare.facts import Reader, Stretch
from expertise.lexicon.translation import Translation

_COMPARED = frozenset({Role.NORM, Role.QUOTED, Role.FORMULA, Role.REPEALED})
_BROKEN = re.compile(r"[^\W\d_]-?$")  # the end of a line in the middle of a sentence, or of a word
_HOLDERS = frozenset({Kind.ARTICLE, Kind.ANNEX})


@dataclass(frozen=True)
class Row:
    """Lines of both texts that answer to each other, and their sentences; one side may be empty.

    ``whole``: the article they stand in has no counterpart at all.
    """

    ru: tuple[Stretch, ...]
    ky: tuple[Stretch, ...]
    sentences: tuple[tuple[tuple[Stretch, ...], tuple[Stretch, ...]], ...] = ()
    whole: bool = False


def rows(ru: Act, ky: Act, translation: Translation) -> tuple[list[Row], frozenset[str]]:
    """Return the rows of two acts in the order of the Russian text, and the loan words both use."""
    left, right = _blocks(ru, translation), _blocks(ky, translation)
    loans = shared_stems([s for b in left for s in b.stretches], [s for b in right for s in b.stretches])
    found: list[Row] = []
    for match in align_blocks(left, right, loans):
        one = [s for b in left[match.ru_from : match.ru_to] for s in b.stretches]
        other = [s for b in right[match.ky_from : match.ky_to] for s in b.stretches]
        whole = not one or not other
        found += [Row(r.ru, r.ky, r.sentences, whole) for r in _lines(one, other, loans)]
    return found, loans


def _blocks(act: Act, translation: Translation) -> list[Block]:
    reader = Reader(act, translation)
    found: list[tuple[int, str, list[Stretch]]] = []
    for line in act.lines:
        if line.role not in _COMPARED:
            continue
        holder, number = _holder(act, line.unit)
        stretch = reader.line(line)
        if found and found[-1][0] == holder:
            if _continues(found[-1][2][-1], stretch):
                stretch = _together(found[-1][2].pop(), stretch)
            found[-1][2].append(stretch)
        else:
            found.append((holder, number, [stretch]))
    return [Block(number, tuple(stretches)) for _, number, stretches in found]


def _continues(before: Stretch, stretch: Stretch) -> bool:
    """Tell whether a line is the rest of a sentence that the source broke off in the line before."""
    broken = _BROKEN.search(before.span.of(before.text).rstrip())
    return bool(broken) and not stretch.marker and stretch.span.of(stretch.text).lstrip()[:1].islower()


def _together(one: Stretch, other: Stretch) -> Stretch:
    return replace(
        one, span=Span(one.span.start, other.span.end), facts=one.facts + other.facts,
        stems=one.stems | other.stems, sentences=one.sentences + other.sentences,
    )  # fmt: skip


def _holder(act: Act, unit: int) -> tuple[int, str]:
    """Return the article or annex a unit lies in; -1 for what lies in none."""
    while unit >= 0:
        each = act.units[unit]
        if each.kind in _HOLDERS and not each.target:
            return unit, f"{each.kind} {each.number}"
        unit = each.parent
    return -1, ""


def _lines(ru: Sequence[Stretch], ky: Sequence[Stretch], loans: frozenset[str]) -> Iterator[Row]:
    for match in _met(align_lines(ru, ky, loans)):
        one, other = tuple(ru[match.ru_from : match.ru_to]), tuple(ky[match.ky_from : match.ky_to])
        yield Row(one, other, tuple(_sentences(one, other, loans)))


def _met(found: Sequence[Match]) -> Iterator[Match]:
    """Put lines side by side that nothing answers to where as many stand in the same place of both texts.

    Lead-ins («Являются:») share too few words to be recognised, and a place is evidence too.
    """
    alone: list[Match] = []
    for match in [*found, None]:
        if match is not None and (match.ru_from == match.ru_to or match.ky_from == match.ky_to):
            alone.append(match)
            continue
        ru = [m for m in alone if m.ru_from < m.ru_to]
        ky = [m for m in alone if m.ky_from < m.ky_to]
        if len(ru) == len(ky):
            pairs = zip(ru, ky, strict=True)
            yield from (Match(a.ru_from, a.ru_to, b.ky_from, b.ky_to) for a, b in pairs)
        else:
            yield from alone
        alone = []
        if match is not None:
            yield match


def _sentences(
    ru: Sequence[Stretch], ky: Sequence[Stretch], loans: frozenset[str]
) -> Iterator[tuple[tuple[Stretch, ...], tuple[Stretch, ...]]]:
    """Align the sentences of a row; one on either side leaves nothing to align."""
    left = [s for stretch in ru for s in stretch.sentences]
    right = [s for stretch in ky for s in stretch.sentences]
    if not left or not right:
        return
    if len(left) == 1 or len(right) == 1:
        yield tuple(left), tuple(right)
        return
    for match in align_lines(left, right, loans):
        yield tuple(left[match.ru_from : match.ru_to]), tuple(right[match.ky_from : match.ky_to])
