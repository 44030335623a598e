"""Constitutions and programmes: the default view shows the surest findings only, --all shows the others."""

import pytest

from expertise.analysis.check import FRAME_FROM, check
from expertise.conclusion.text import report
from expertise.reading import read_text

BODY = {
    "ru": "Статья 1. Порядок\n1. Министерство вправе отозвать лицензию на перевозку.\n"
    "2. Пастбищный билет выдается айыл окмоту.\n",
    "ky": "1-берене. Тартип\n1. Министрлик ташууга лицензияны кайтарып алууга укуктуу.\n"
    "2. Жайыт билети айыл өкмөтү тарабынан берилет.\n",
}
HEADS = {
    ("ru", "law"): "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО перевозках\n\n",
    ("ru", "constitution"): "КОНСТИТУЦИЯ КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\n",
    ("ru", "program"): "ПРОГРАММА\n\nразвития перевозок\n\n",
    ("ky", "law"): "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nТашуулар жөнүндө\n\n",
    ("ky", "constitution"): "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН КОНСТИТУЦИЯСЫ\n\n",
    ("ky", "program"): "ПРОГРАММАСЫ\n\nташууларды өнүктүрүү\n\n",
}


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("kind", ["constitution", "program"])
def test_frames_show_less(language, kind, lexicon):
    law = check(read_text(HEADS[language, "law"] + BODY[language]), lexicon)
    frame = check(read_text(HEADS[language, kind] + BODY[language]), lexicon)
    assert frame.act.requisites.type == kind
    rules = {f.rule for f in law.findings}
    assert rules
    assert rules <= {f.rule for f in frame.findings}
    assert any(f.confidence < FRAME_FROM for f in law.shown())
    assert all(f.confidence >= FRAME_FROM for f in frame.shown())


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_the_report_says_so(language, lexicon):
    told = lexicon.messages[language]["text-frame"]
    for kind in ("law", "constitution"):
        result = check(read_text(HEADS[language, kind] + BODY[language]), lexicon)
        rows = report("a.txt", result, result.shown(), lexicon, language)
        assert any(row.text == told for row in rows) == (kind == "constitution")
