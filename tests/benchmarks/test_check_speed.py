"""Speed of the whole check beside plain spaCy + pymorphy3 + Matcher on the same text in the same run.

Run by hand: ``python -m pytest tests/benchmarks --benchmark-only -s``. Figures are ratios and MB of UTF-8 a
second; nothing is asserted about time. Real acts are used where they are, else the project's sample draft.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import spacy
from spacy.matcher import Matcher

from expertise.act import Act
from expertise.analysis.check import check
from expertise.lexicon.lexicon import Lexicon, load_lexicon
from expertise.lexicon.pattern import Pattern, Sign
from expertise.reading import read
from expertise.settings import corpora, lexicons

SHARED = Path(__file__).resolve().parents[3] / "shared" / "acts" / "docx"
BASELINE_CHARS = 60_000  # spaCy with pymorphy3 takes half a minute for more


def acts(language: str) -> list[Act]:
    files = sorted(SHARED.glob(f"*.{language}.docx"))
    files = files or [corpora() / "samples" / f"licensing-law.{language}.docx"]
    return [read(path) for path in files]


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def matcher_pattern(pattern: Pattern) -> list[dict[str, object]] | None:
    """Say a phrase pattern in spaCy's form; None where it uses lists of terms, which Matcher has not.

    Patterns with «...» are left out too: of optional wildcards Matcher gives every combination, and takes
    minutes for a page. The baseline has so much less to do than the check.
    """
    said: list[dict[str, object]] = []
    for element in pattern.elements:
        if element.gap or any(a.sign in (Sign.TERM, Sign.SUFFIX) for a in element.atoms):
            return None
        key = "LEMMA" if any(a.sign is Sign.STEM for a in element.atoms) else "LOWER"
        item: dict[str, object] = {key: {"IN": [a.text for a in element.atoms]}}
        said.append({**item, "OP": "?"} if element.optional else item)
    return said


def plain_spacy(texts: list[str], lexicon: Lexicon) -> float:
    """Return the MB/s of tokenizer, pymorphy3 lemmatizer and Matcher over our phrase patterns."""
    nlp = spacy.blank("ru")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lemmatizer", config={"mode": "pymorphy3"}).initialize()
    matcher = Matcher(nlp.vocab)
    for rule in lexicon.rules.values():
        said = [s for p in rule.patterns.get("ru", ()) if (s := matcher_pattern(p))]
        if said:
            matcher.add(rule.code, said)
    started = time.perf_counter()
    for text in texts:
        matcher(nlp(text))
    return megabytes(texts) / (time.perf_counter() - started)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_check(benchmark, language):
    started = time.perf_counter()
    lexicon = load_lexicon(lexicons())
    lexicon.compiled(language)
    start_up = time.perf_counter() - started
    read_acts = acts(language)
    texts = [act.text for act in read_acts]

    results = benchmark.pedantic(
        lambda: [check(act, lexicon) for act in read_acts], rounds=3, iterations=1, warmup_rounds=0
    )

    assert all(result.examined for result in results)
    speed = megabytes(texts) / benchmark.stats.stats.min
    print(f"\n{language}: check {speed:.2f} MB/s over {megabytes(texts):.2f} MB; lexicon {start_up:.2f} s")
    if language == "ru":
        sample = ["\n".join(texts)[:BASELINE_CHARS]]
        baseline = plain_spacy(sample, lexicon)
        print(
            f"plain spaCy + pymorphy3 + Matcher: {baseline:.3f} MB/s; "
            f"check is {speed / baseline:.0f} times faster"
        )


def test_read_and_check(benchmark):
    files = sorted(SHARED.glob("land*.docx")) or [corpora() / "samples" / "licensing-law.ru.docx"]
    lexicon = load_lexicon(lexicons())
    results = benchmark.pedantic(
        lambda: [check(read(path), lexicon) for path in files], rounds=3, iterations=1, warmup_rounds=1
    )
    assert all(result.act.articles for result in results)
