"""A finished run of any size from invented rows, through the writers of a real one: for the dashboard.

``python tests/benchmarks/big_run.py FOLDER ACTS`` writes it; the same number gives the same bytes.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from expertise.batch import results
from expertise.batch.results import Made

FIELDS = ("land", "tax", "courts", "customs", "health", "education", "licensing", "procurement", "subsoil")
RULES = ("A1-01", "A1-03", "A2-01", "A3-02", "A4-01", "A7-01", "B1-01", "C1-01", "C2-02", "D6-01")
KINDS = ("law", "decree", "order", "resolution", "instruction", "")
WORDS = re.findall(
    r"\w+",
    "орган вправе должностное лицо может по своему усмотрению установить порядок срок выдачи разрешения "
    "заявителю отказать приостановить при необходимости иные документы решение комиссии проверка",
)
#: Norms that many acts have, and how many findings in a hundred are on one of them.
SHARED, OF_A_HUNDRED = 20_000, 45
HEAD = {
    "versions": {"methodology": "kg-2014", "lexicon": "0" * 64, "engine": "0.1.0", "corpus": ""},
    "folder": ".",
}  # fmt: skip


def sentence(number: int) -> str:
    """Return the norm of a number: 120 to 300 letters."""
    chance = random.Random(number)
    return f"{number}. {' '.join(chance.choices(WORDS, k=chance.randint(14, 34)))}."


def finding(chance: random.Random, act: int, place: int) -> dict[str, Any]:
    """Return a row of the table of findings."""
    common = chance.randrange(100) < OF_A_HUNDRED
    norm = int(SHARED * chance.random() ** 3) if common else SHARED + act * 100 + place
    rule = RULES[norm % len(RULES)]
    factor = rule.partition("-")[0]
    words, severity = sentence(norm), chance.randint(10, 95)
    return {
        "act": act, "file": f"acts/{act // 1000}/{act}.docx", "id": f"{act:06x}{place:04x}", "rule": rule,
        "factor": factor, "severity": severity,
        "level": "high" if severity >= 60 else "medium" if severity >= 30 else "low",
        "confidence": chance.choice((0.6, 0.75, 0.8, 0.9)), "shown": chance.random() < 0.95,
        **dict.fromkeys(("stakes", "discretion", "safeguards", "addressee", "force"), severity // 5),
        "language": "ru", "eid": f"art_{place}", "label": f"ст. {place + 1}", "start": place * 400,
        "end": place * 400 + 30, "quote": words[:40], "sentence": words, "missing": ["deadline"],
        "searched": ["sentence", "article"], "why": f"Правило {rule} говорит, почему это опасно.",
        "recommendation_ru": f"Исправьте норму по правилу {rule}.",
        "recommendation_ky": f"{rule} эрежеси боюнча ченемди оңдоңуз.", "evidence": "[]",
        "family": f"{norm:012x}" if common else "", "copies": 2 if common else 1,
    }  # fmt: skip


def act_row(chance: random.Random, act: int, found: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a row of the table of acts: one in twelve is of a family of five."""
    fields = chance.sample(FIELDS, chance.choice((0, 1, 1, 2)))
    shown = [each for each in found if each["shown"]]
    levels = {name: sum(e["level"] == name for e in shown) for name in ("high", "medium", "low")}
    family = f"{act // 60:012x}" if act % 12 == 0 else ""
    return {
        "act": act, "file": f"acts/{act // 1000}/{act}.docx", "name": f"{act}.docx",
        "sha256": hashlib.sha256(str(act).encode()).hexdigest(), "format": "docx",
        "language": "ru" if act % 3 else "ky", "type": chance.choice(KINDS),
        "title": f"О порядке {act} {' '.join(chance.choices(WORDS, k=9))}", "number": str(act % 900),
        "date": date(1992, 1, 1) + timedelta(days=chance.randrange(12_000)),
        "body": f"Орган номер {int(chance.paretovariate(0.7)) % 400}", "articles": 12, "units": 90,
        "examined": chance.randint(5, 400), "characters": 13_000, "amending": False, "comparative": False,
        "warnings": [], "findings": len(shown), **levels, "severity": 50, "weight": 1.0, "fields": fields,
        "field_words": ["слово, другое слово"] * len(fields), "family": family, "copies": 5 if family else 1,
    }  # fmt: skip


def made(acts: int) -> Iterator[Made]:
    """Yield what the tables say of each act; about ten findings an act."""
    chance = random.Random(acts)
    met: set[str] = set()  # kinds and names of families that have a first member
    for act in range(acts):
        found = [finding(chance, act, place) for place in range(chance.randint(4, 16))]
        row = act_row(chance, act, found)
        rows = [("acts", row), *(("findings", each) for each in found)]
        for kind, each in [
            ("act", {**row, "id": "", "rule": "", "eid": "", "label": ""}),
            *(("norm", f) for f in found),
        ]:
            if each["family"]:
                rows.append(("families", member(kind, each, first=kind + each["family"] not in met)))
                met.add(kind + each["family"])
        yield Made(rows, {"file": row["file"]})


def member(kind: str, row: dict[str, Any], *, first: bool) -> dict[str, Any]:
    """Return a row of the table of families."""
    named = {name: row[name] for name in ("family", "act", "file", "rule", "eid", "label")}
    likeness = {"similarity": 1.0 if first or row["act"] % 2 else 0.93, "place": 0 if first else 1}
    return {**named, "kind": kind, "finding": row["id"], **likeness}


def write(folder: Path, acts: int) -> Path:
    """Write a finished run of so many acts, unless it stands there."""
    if not (folder / results.SUMMARY).is_file():
        folder.mkdir(parents=True, exist_ok=True)
        results.write(folder, made(acts), HEAD, {})
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
