"""Differences seeded into articles of real codes are found; needs the acts of ../shared."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bilingual import ky_act, ru_act
from seeding import Seeded, articles, seeded

from expertise.analysis.compare.compare import compare
from expertise.analysis.compare.difference import Difference
from expertise.reading import read

KINDS = ("amount", "body", "condition", "days", "deadline", "missing", "modality", "reference")
#: The Criminal Code took no part in tuning: its differences were not read.
HELD_OUT = "criminal-code-2021"


def measure(folder: Path, code: str, lexicon, count: int = 25) -> tuple[Counter, Counter, Counter, int]:
    """Return by kind how many were seeded, found, found as that kind; and how many others were shown.

    What an article shows unseeded is a difference of the official texts and counts as nothing.
    """
    source = articles(*(read(folder / "docx" / f"{code}.{tongue}.docx") for tongue in ("ru", "ky")))
    total, hit, right, extra = Counter(), Counter(), Counter(), 0
    for kind in KINDS:
        for each in seeded(source, kind, count, seed=7):
            found = shown(each, lexicon)
            plain = next(s for s in source if s.article == each.article)
            before = {(d.kind, d.ru_says, d.ky_says) for d in shown(plain, lexicon)}
            touching = [d for d in found if touches(d, each)]
            total[kind] += 1
            hit[kind] += bool(touching)
            right[kind] += any(d.kind == kind for d in touching)
            extra += sum(d not in touching and (d.kind, d.ru_says, d.ky_says) not in before for d in found)
    return total, hit, right, extra


def shown(each: Seeded, lexicon) -> tuple[Difference, ...]:
    acts = (
        ru_act([(each.article, "Пример", "\n".join(each.ru))]),
        ky_act([(each.article, "Мисал", "\n".join(each.ky))]),
    )
    return compare(*acts, lexicon).shown()


def touches(found: Difference, each: Seeded) -> bool:
    place = getattr(found, each.side)
    return place is not None and place.quote in getattr(each, each.side)[each.line]


@pytest.mark.shared
def test_seeded_differences_of_a_code_never_tuned_on_are_found(shared_acts, lexicon):
    total, hit, right, extra = measure(shared_acts, HELD_OUT, lexicon, count=12)
    assert sum(hit.values()) >= 0.85 * sum(total.values()), {k: (hit[k], total[k]) for k in total}
    assert sum(right.values()) >= 0.85 * sum(hit.values())
    assert extra <= 0.15 * sum(total.values())
