"""Amending drafts made on the spot."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from expertise.act import Act
from expertise.amending.apply import apply
from expertise.amending.consolidation import Consolidation
from expertise.amending.parse import parse
from expertise.reading import read_text

HEAD = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО внесении изменений в Закон Кыргызской Республики «О пробах»\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n«Сыноолор жөнүндө» Кыргыз Республикасынын Мыйзамына өзгөртүүлөрдү "
    "киргизүү тууралуу\n",
}
LEAD = {
    "ru": "Статья 1. Внести в Закон Кыргызской Республики «О пробах» следующие изменения:\n",
    "ky": "1-берене. «Сыноолор жөнүндө» Кыргыз Республикасынын "
    "Мыйзамына төмөнкүдөй өзгөртүүлөр киргизилсин:\n",
}
END = {
    "ru": "\nСтатья 2. Настоящий Закон вступает в силу сразу.",
    "ky": "\n2-берене. Ушул Мыйзам жарыяланган күндөн тартып күчүнө кирет.",
}
BASE_HEAD = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО пробах\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\nСыноолор жөнүндө\n",
}


@pytest.fixture(scope="session")
def draft() -> Callable[..., Act]:
    """Make an amending draft of the given formulas."""

    def make(language: str, *formulas: str) -> Act:
        items = "\n".join(f"{number}) {formula}" for number, formula in enumerate(formulas, start=1))
        return read_text(HEAD[language] + LEAD[language] + items + END[language])

    return make


@pytest.fixture(scope="session")
def consolidate(draft: Callable[..., Act]) -> Callable[..., Consolidation]:
    """Apply formulas to a base whose text (without its head) is given first."""

    def make(language: str, base: str, *formulas: str) -> Consolidation:
        act = draft(language, *formulas)
        return apply(read_text(BASE_HEAD[language] + base), act, parse(act), 0)

    return make
