"""How fast acts are added to a corpus, and how fast they are found in one of 20,000.

Run by hand: ``python -m pytest tests/benchmarks/test_corpus.py --benchmark-only -s``; figures in
docs/performance.md. EXPERTISE_ACTS names a folder of files to add (else our sample with other numbers),
EXPERTISE_CORPUS a corpus to search in (else one of those files). Nothing is asserted about time.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from expertise.corpus.adding import add
from expertise.corpus.search import search, titled
from expertise.corpus.store import Corpus
from expertise.norms.references import references
from expertise.reading import read
from expertise.settings import corpora

ASKED = (
    "отказ в выдаче лицензии",
    "земельный участок",
    "жер тилкеси",
    "эмгек келишими",
    "«в течение 30 дней»",
)
MANY = 200


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[str]:
    if named := os.environ.get("EXPERTISE_ACTS"):
        return sorted(str(path) for path in Path(named).rglob("*.*"))[:1000]
    folder = tmp_path_factory.mktemp("acts")
    for language in ("ru", "ky"):
        text = read(corpora() / "samples" / f"licensing-law.{language}.docx").text
        for number in range(MANY // 2):
            path = folder / f"{number:05}.{language}.txt"
            path.write_text(text.replace("Статья 1.", f"Статья 1. № {number}", 1), encoding="utf-8")
    return sorted(map(str, folder.iterdir()))


@pytest.fixture(scope="module")
def corpus(files, tmp_path_factory) -> Corpus:
    if named := os.environ.get("EXPERTISE_CORPUS"):
        return Corpus.open(Path(named))
    database = tmp_path_factory.mktemp("corpus") / "corpus.db"
    list(add(database, files))
    return Corpus.open(database)


@pytest.mark.parametrize("workers", [1, 2])
def test_adding(benchmark, files, tmp_path, workers):
    database = tmp_path / "corpus.db"

    def fresh() -> None:
        shutil.rmtree(tmp_path, ignore_errors=True)

    done = benchmark.pedantic(
        lambda: list(add(database, files, workers=workers)), setup=fresh, rounds=1, warmup_rounds=0
    )
    print(f"\n{len(done) / benchmark.stats.stats.min:.0f} acts/s with {workers} workers")


@pytest.mark.parametrize("words", ASKED)
def test_searching(benchmark, corpus, words):
    benchmark(lambda: search(corpus, words))


def test_titles(benchmark, corpus):
    benchmark(lambda: titled(corpus, "О лицензеровании отдельных видов"))


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_references(benchmark, language):
    act = read(corpora() / "samples" / f"licensing-law.{language}.docx")
    benchmark(lambda: list(references(act)))
