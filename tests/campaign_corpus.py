"""A small corpus whose files are gone: what tests of campaigns take acts from."""

from __future__ import annotations

from pathlib import Path

from expertise.corpus.adding import add

RU = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
от {day} мая {year} года № {number}

О порядке {subject}

Статья 1. {subject}
1. Лицензиар вправе в необходимых случаях запросить дополнительные сведения у заявителя.
(В редакции Закона КР от 9 июля 2013 года № 123)
2. Орган ведёт {subject}.
"""
KY = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ
{year}-жылдын {day}-майы № {number}

{subject} тартиби жөнүндө

1-берене. {subject}
1. Лицензиар зарыл болгон учурда арыз ээсинен кошумча маалыматтарды сурайт.
2. Орган {subject} жүргүзөт.
"""
RULING = """ПОСТАНОВЛЕНИЕ ПРАВИТЕЛЬСТВА КЫРГЫЗСКОЙ РЕСПУБЛИКИ
от 2 мая 2015 года № 12

О порядке учёта недр

1. Орган вправе в необходимых случаях отказать в учёте.
"""
ONE, TWO, THREE = (f"/akn/kg/act/law/{day}" for day in ("2010-05-01/11", "2015-05-02/12", "2020-05-03/13"))


def filled(database: Path, folder: Path) -> None:
    """Add three laws (one in both languages) and a ruling with the number and day of one of them."""
    texts = {
        "one": RU.format(day=1, year=2010, number=11, subject="реестр лицензий"),
        "one-ky": KY.format(day=1, year=2010, number=11, subject="лицензиялардын реестри"),
        "two": RU.format(day=2, year=2015, number=12, subject="надзор за недрами"),
        "three": RU.format(day=3, year=2020, number=13, subject="учёт земель"),
        "ruling": RULING,
    }
    took(database, folder, texts)


def took(database: Path, folder: Path, texts: dict[str, str]) -> None:
    """Add texts to the corpus as files, which are deleted then."""
    files = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        files.append(path)
    done = list(add(database, [str(path) for path in files], {}))
    assert [each.failure for each in done] == [None] * len(texts)
    for path in files:
        path.unlink()
