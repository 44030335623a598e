"""Blanket references: law in general as a source of the rule, «в порядке, установленном законом»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from expertise.act import Language, Span
from expertise.norms.references.vocabulary import Finder, plain, vocabulary

_BREAK = re.compile(r"[.;:!?](?:\s|$)")


def blankets(text: str, span: Span, language: Language, taken: Sequence[Span]) -> list[Span]:
    """Return the words of ``text[span]`` that name law in general as a source; a list of nouns is one.

    ``taken`` are words that name acts: they are no law in general.
    """
    line = plain(text[span.start : span.end])
    low, found = line.lower(), list[Span]()
    for noun, by, before, within in _sources(language):
        for match in noun.over(line, low):
            own = Span(span.start + match.start(), span.start + match.end())
            if not any(own.overlaps(other) for other in taken) and _by(line, match, by, before, within):
                found.append(own)
    return _merged(text, sorted(found), language)


@cache
def _sources(language: Language) -> tuple[tuple[Finder, re.Pattern[str], bool, int], ...]:
    compiled = []
    for source in vocabulary(language).sources:
        by = re.compile(source.by, re.IGNORECASE)
        compiled.append((source.noun.finder(source.noun.pattern), by, source.before, source.within))
    return tuple(compiled)


def _by(plain: str, noun: re.Match[str], by: re.Pattern[str], before: bool, within: int) -> bool:
    """Tell whether a word that makes the noun a source stands near enough in the same sentence."""
    if before:
        near = _BREAK.split(plain[: noun.start()])[-1]
        ends = [found.end() for found in by.finditer(near)]
        return bool(ends) and len(near[ends[-1] :].split()) <= within
    near = _BREAK.split(plain[noun.end() :])[0]
    found = by.search(near)
    return found is not None and len(near[: found.start()].split()) <= within


def _merged(text: str, found: Sequence[Span], language: Language) -> list[Span]:
    """Join the nouns of one list: «законами, иными нормативными правовыми актами»."""
    joint = re.compile(
        rf"\s*(?:,|{vocabulary(language).words['joints']})\s*(?:[\w-]+\s+){{0,2}}", re.IGNORECASE
    )
    merged: list[Span] = []
    for span in found:
        if merged and span.start < merged[-1].end:
            continue
        if merged and joint.fullmatch(text, merged[-1].end, span.start):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged
