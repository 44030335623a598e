"""Small bilingual acts for the tests of the comparison; all texts are invented."""

from __future__ import annotations

from collections.abc import Sequence

from expertise.act import Act
from expertise.analysis.compare.compare import compare
from expertise.analysis.compare.difference import Difference
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import read_text

Articles = Sequence[tuple[str, str, str]]  # number, heading, lines


def ru_act(articles: Articles) -> Act:
    """Make a Russian law of articles."""
    parts = [f"Статья {number}. {heading}\n{lines}\n" for number, heading, lines in articles]
    return read_text("ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО примере\n\n" + "\n".join(parts), "ru.txt")


def ky_act(articles: Articles) -> Act:
    """Make a Kyrgyz law of articles."""
    parts = [f"{number}-берене. {heading}\n{lines}\n" for number, heading, lines in articles]
    return read_text("КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nМисал жөнүндө\n\n" + "\n".join(parts), "ky.txt")


def differences(ru: str, ky: str, lexicon: Lexicon) -> tuple[Difference, ...]:
    """Compare one article in both languages and return what is shown."""
    acts = ru_act([("1", "Пример", ru)]), ky_act([("1", "Мисал", ky)])
    return compare(*acts, lexicon).shown()
