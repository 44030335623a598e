"""Differences seeded into texts that say the same: a generator of our own, for measuring the comparison."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from expertise.act import Act, Kind, Role

Swap = tuple[str, str]
Lines = tuple[str, ...]
_RU_BODIES: Sequence[Swap] = (
    (r"\bсудом\b", "следователем"),
    (r"\bсуда\b", "Президента"),
    (r"\bсуд\b", "комиссия"),
    (r"\bКабинетом Министров\b", "Президентом"),
    (r"\bпрокурором\b", "судом"),
)
_KY_BODIES: Sequence[Swap] = (
    (r"\bсоттун\b", "Президенттин"),
    (r"\bсот\b", "комиссия"),
    (r"\bМинистрлер Кабинети\b", "Президент"),
    (r"\bпрокурордун\b", "соттун"),
)
_SWAPS: dict[str, dict[str, Sequence[Swap]]] = {
    "body": {"ru": _RU_BODIES, "ky": _KY_BODIES},
    "modality": {
        "ru": ((r"\bвправе\b", "обязан"), (r"\bобязан\b", "вправе"), (r"\bне допускается\b", "допускается")),
        "ky": (
            (r"\bукуктуу\.", "милдеттүү."),
            (r"\bмилдеттүү\.", "укуктуу."),
            (r"\bжол берилбейт\b", "жол берилет"),
            (r"\bтыюу салынат\b", "уруксат берилет"),
        ),
    },
    "condition": {
        "ru": (
            (r"\bне более\b", "не менее"),
            (r"\bне менее\b", "не более"),
            (r"\bпри наличии\b", "при отсутствии"),
            (r"\bза исключением\b", "в том числе"),
            (r"(?<=\w) или (?=\w)", " и "),
        ),
        "ky": (
            (r"\bкем эмес\b", "ашык эмес"),
            (r"\bкошпогондо\b", "кошо алганда"),
            (r"(?<=\w) же (?=\w)", " жана "),
        ),
    },
    "days": {
        "ru": ((r"\bрабочих дней\b", "календарных дней"), (r"\bкалендарных дней\b", "рабочих дней")),
        "ky": ((r"\bжумуш күн", "календардык күн"), (r"\bкалендардык күн", "жумуш күн")),
    },
}
_TIME = {
    "ru": r"(?=\s+(?:рабоч\w+\s+|календарн\w+\s+)?(?:дн|дней|меся|лет|год|час))",
    "ky": r"(?=\s+(?:жумуш\s+|календардык\s+)?(?:күн|ай|жыл|саат))",
}
_SUM = {"ru": r"(?=\s+(?:расч|процент|сом))", "ky": r"(?=\s+(?:эсептик|пайыз|сом))"}
_CITED = {"ru": r"(?<=стать[еяию] )\d{2,3}", "ky": r"\d{2,3}(?=-(?:берене|статья))"}


@dataclass(frozen=True)
class Seeded:
    """A pair of articles with one difference: on ``side``, in line ``line`` (from 0), of ``kind``."""

    article: str
    kind: str
    side: str
    line: int
    ru: Lines
    ky: Lines


def articles(ru: Act, ky: Act) -> list[Seeded]:
    """Return the articles whose lines pair up one to one, unchanged."""
    found = []
    for number, at in ru.article_units.items():
        if (other := ky.article_units.get(number)) is None:
            continue
        lines = [_lines(act, unit) for act, unit in ((ru, at), (ky, other))]
        if len(lines[0]) == len(lines[1]) > 0:
            found.append(Seeded(number, "", "", 0, *lines))
    return found


def _lines(act: Act, unit: int) -> Lines:
    span, heading = act.units[unit].span, Kind.ARTICLE
    return tuple(
        line.span.of(act.text)
        for line in act.lines
        if span.holds(line.span) and line.role is Role.NORM and act.units[line.unit].kind is not heading
    )


def seeded(source: Sequence[Seeded], kind: str, count: int, seed: int) -> list[Seeded]:
    """Seed up to ``count`` differences of a kind, one an article, sides in turn; ``seed`` fixes the draw."""
    draw = random.Random(f"{kind}{seed}")
    made: list[Seeded] = []
    for each in draw.sample(list(source), len(source)):
        side = ("ru", "ky")[len(made) % 2]
        if (changed := _change(each, kind, side, draw)) is not None:
            made.append(changed)
        if len(made) == count:
            break
    return made


def _change(each: Seeded, kind: str, side: str, draw: random.Random) -> Seeded | None:
    lines: Lines = getattr(each, side)
    order = draw.sample(range(len(lines)), len(lines))
    if kind == "missing":
        if len(lines) < 3:
            return None
        kept = tuple(line for at, line in enumerate(lines) if at != order[0])
        other = "ky" if side == "ru" else "ru"
        return replace(each, kind=kind, side=other, line=order[0], **{side: kept})
    for at in order:
        text = _changed(lines[at], kind, side, draw)
        if text is not None and text != lines[at]:
            new = (*lines[:at], text, *lines[at + 1 :])
            return replace(each, kind=kind, side=side, line=at, **{side: new})
    return None


def _changed(line: str, kind: str, side: str, draw: random.Random) -> str | None:
    if kind in _SWAPS:
        for pattern, word in draw.sample(list(_SWAPS[kind][side]), len(_SWAPS[kind][side])):
            if re.search(pattern, line):
                return re.sub(pattern, word, line, count=1)
        return None
    if kind == "reference":
        return _figures(line, _CITED[side], lambda n: n + draw.randint(1, 9))
    tail = (_TIME if kind == "deadline" else _SUM)[side]
    return _figures(line, r"(?<![\w.,-])\d{1,4}" + tail, lambda n: n + draw.choice((1, 3, 10, 25)))


def _figures(line: str, pattern: str, change: Callable[[int], int]) -> str | None:
    found = re.search(pattern, line)
    if found is None:
        return None
    return line[: found.start()] + str(change(int(found[0]))) + line[found.end() :]
