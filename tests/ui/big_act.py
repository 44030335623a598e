"""A code of 1.5 MB with 2,000 findings, made of our own examples: the act page must be quick with it."""

from __future__ import annotations

import io
from itertools import cycle, islice

import docx

from expertise.lexicon.lexicon import Lexicon

ARTICLES, PARTS, BYTES = 1000, 4, 1_700_000
_FILLER = (
    "Сведения о принятых решениях публикуются на официальном сайте в течение трех рабочих дней и хранятся "
    "не менее пяти лет, а копия решения вручается лицу под роспись. "
)


def big_act(lexicon: Lexicon, marks: int = 2000) -> bytes:
    """Return a .docx of an invented code: two parts of five hold an example that a rule flags."""
    rules = [r for r in lexicon.rules.values() if r.status == "active" and r.examples.get("ru")]
    flags = [e.text for r in rules for e in r.examples["ru"][0] if "\n" not in e.text]
    examples = iter(islice(cycle(flags), marks * 2))
    document = docx.Document()
    document.add_paragraph("КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ")
    document.add_paragraph("О большом примере")
    room = BYTES // 2 // (ARTICLES * PARTS)  # Cyrillic: two bytes a letter
    for article in range(1, ARTICLES + 1):
        if article % 50 == 1:
            document.add_paragraph(f"Глава {article // 50 + 1}. Раздел примеров")
        document.add_paragraph(f"Статья {article}. Пример {article}")
        for part in range(1, PARTS + 1):
            text = next(examples) if (article * PARTS + part) % 5 in (0, 2) else ""
            filler = (_FILLER * 6)[: max(0, room - len(text) - 8)].rpartition(" ")[0]
            document.add_paragraph(f"{part}. {filler}. {text}" if text else f"{part}. {filler}.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
