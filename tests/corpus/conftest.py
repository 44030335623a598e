"""Small acts of our own and a corpus of them in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_acts import NEW_CODE, OLD_CODE, ORDER, SUBSOIL_KY, SUBSOIL_RU

from expertise.corpus.adding import add
from expertise.corpus.store import Corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the acts above."""
    made = tmp_path / "acts"
    made.mkdir()
    texts = {
        "subsoil.ru": SUBSOIL_RU,
        "subsoil.ky": SUBSOIL_KY,
        "old": OLD_CODE,
        "new": NEW_CODE,
        "order": ORDER,
    }
    for name, text in texts.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def corpus_of(tmp_path: Path) -> Callable[..., Corpus]:
    """Make a corpus of texts by name, or of the files of a folder."""

    def make(folder: Path | None = None, **texts: str) -> Corpus:
        place = folder or tmp_path / "texts"
        place.mkdir(exist_ok=True)
        for name, text in texts.items():
            (place / f"{name}.txt").write_text(text, encoding="utf-8")
        database = tmp_path / "corpus.db"
        failures = [each.failure for each in add(database, sorted(map(str, place.iterdir()))) if each.failure]
        assert failures == []
        return Corpus.open(database)

    return make


@pytest.fixture
def corpus(folder: Path, corpus_of: Callable[..., Corpus]) -> Corpus:
    """A corpus of the acts above."""
    return corpus_of(folder)
