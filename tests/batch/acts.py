"""Small acts for runs: pieces of our own sample law with other numbers, one file each, always the same."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from expertise.settings import corpora

HEADS = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот {day} мая {year} года № {number}\n\nО порядке № {number}\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n{year}-жылдын {day}-майы № {number}\n\nТартип № {number}\n",
}
WORDS = {"ru": ("сведений", "материалов", "данных"), "ky": ("маалыматтарды", "документтерди", "билдирүүнү")}


def articles(language: str) -> list[str]:
    """Short articles with something to find, from our own labelled set's kind of wording."""
    if language == "ru":
        return [
            "Статья {n}. Рассмотрение заявления\nЛицензиар вправе в необходимых случаях запросить {m} "
            "дополнительных {w} у заявителя.",
            "Статья {n}. Отказ\nУполномоченный орган может отказать заявителю по иным основаниям в течение "
            "{m} дней.",
            "Статья {n}. Порядок\nПорядок выдачи {w} определяется органом не позднее {m} дней.",
        ]
    return [
        "{n}-берене. Арызды кароо\nЛицензиар зарыл болгон учурда арыз ээсинен {m} кошумча {w} сурайт.",
        "{n}-берене. Баш тартуу\nЫйгарым укуктуу орган башка негиздер боюнча {m} күндө баш тарта алат.",
        "{n}-берене. Тартип\n{w} берүү тартиби {m} күндөн кечиктирбестен орган тарабынан аныкталат.",
    ]


def write_acts(folder: Path, count: int, seed: int = 1) -> Path:
    """Write ``count`` texts, every third in Kyrgyz, every tenth no act at all; return the folder."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        language = "ky" if number % 3 == 2 else "ru"
        pool = articles(language)
        body = [
            pool[rng.randrange(len(pool))].format(n=n, m=rng.randint(3, 90), w=rng.choice(WORDS[language]))
            for n in range(1, rng.randint(3, 8))
        ]
        head = HEADS[language].format(day=rng.randint(1, 28), year=rng.randint(1995, 2025), number=number)
        text = "\n\n".join([head, *body]) if number % 10 != 9 else "просто слова"
        (folder / f"{number:04}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def sample(language: str) -> bytes:
    """Our sample law in Word."""
    return (corpora() / "samples" / f"licensing-law.{language}.docx").read_bytes()


def command(*arguments: str) -> Sequence[str]:
    """The command line in a process of its own."""
    return [sys.executable, "-c", "from expertise.cli import main; main()", *arguments]


def result_files(folder: Path) -> dict[str, bytes]:
    """All result files of a run by name; the ledger is none of them."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), cwd=cwd, capture_output=True, text=True, check=False)
