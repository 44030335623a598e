"""Which norms of the draft a proposal speaks of: by its column, else by the articles its words name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from expertise.act import Act, Kind, Unit, label
from expertise.lexicon.terms import LANGUAGES

_NUMBER = r"(\d{1,4}(?:\s?[-.]\s?\d{1,3})?(?![\d%])|\d{1,4}[¹²³⁴⁵⁶⁷⁸⁹])"
_RU = {
    Kind.ARTICLE: re.compile(rf"\b(?:стать\w*|ст\.?)\s*№?\s*{_NUMBER}", re.IGNORECASE),
    Kind.PART: re.compile(rf"\b(?:част\w*|ч\.?)\s*{_NUMBER}", re.IGNORECASE),
    Kind.POINT: re.compile(rf"\b(?:пункт\w*|п\.?)\s*{_NUMBER}", re.IGNORECASE),
}
_KY = {
    Kind.ARTICLE: re.compile(rf"(?<![\d-]){_NUMBER}\s?-?\s?(?:берене|статья)\w*", re.IGNORECASE),
    Kind.PART: re.compile(rf"(?<![\d-]){_NUMBER}\s?-?\s?бөлү[кг]\w*", re.IGNORECASE),
    Kind.POINT: re.compile(rf"(?<![\d-]){_NUMBER}\s?-?\s?пункт(?!ча)\w*", re.IGNORECASE),
}
#: An article of another act is none of the draft: «статья 5 Закона ...», «Кодекстин 5-беренеси».
_OF_OTHER = re.compile(
    r"\s+(?!настоящ|данн|проект)(?:[А-ЯЁ]\w+\s+){0,3}(?:закона|кодекса|конституции)\b", re.I
)
_OTHER_BEFORE = re.compile(r"(?:кодексинин|кодекстин|мыйзамынын|конституциянын|конституциясынын)\s+$", re.I)
_RAISED = str.maketrans({sign: f"-{n}" for n, sign in enumerate("¹²³⁴⁵⁶⁷⁸⁹", start=1)})
_DEEP = (Kind.ARTICLE, Kind.PART, Kind.POINT)


@dataclass(frozen=True, slots=True)
class Place:
    """A norm of the draft: its eId, and its address by language."""

    eid: str
    ru: str
    ky: str

    def of(self, language: str) -> str:
        """Return the address in a language."""
        return self.ky if language == "ky" else self.ru


def places(norm: str, text: str, acts: Sequence[Act]) -> tuple[Place, ...]:
    """Return the norms that a proposal speaks of, in the order they are named; none for the whole draft.

    ``norm`` is the column of the norm, which alone counts where it names any; ``text`` names articles only.
    Acts are the texts of the draft; a number that none of them has gives nothing.
    """
    found = _named(norm, acts, whole=True) or _named(text, acts, whole=False)
    return tuple(dict.fromkeys(found))


def _named(text: str, acts: Sequence[Act], *, whole: bool) -> list[Place]:
    found = []
    for patterns in (_RU, _KY):
        articles = [m for m in patterns[Kind.ARTICLE].finditer(text) if whole or _is_own(m, text)]
        numbers = list(dict.fromkeys(_plain(m[1]) for m in articles))
        inner = {kind: patterns[kind].search(text) for kind in _DEEP[1:]} if whole else {}
        steps = {kind: _plain(m[1]) for kind, m in inner.items() if m}
        if len(numbers) > 1:
            steps = {}  # nobody can tell which article the part belongs to
        for number in numbers:
            found += _find(acts, {Kind.ARTICLE: number, **steps})
        if not numbers and steps:
            found += _find(acts, steps)
    return found


def _is_own(match: re.Match[str], text: str) -> bool:
    return not (_OF_OTHER.match(text, match.end()) or _OTHER_BEFORE.search(text, 0, match.start()))


def _plain(number: str) -> str:
    return re.sub(r"\s?[-.]\s?", "-", number.translate(_RAISED))


def _find(acts: Sequence[Act], steps: dict[Kind, str]) -> list[Place]:
    """Return the deepest unit that the steps reach in the first act that has the first of them."""
    for act in acts:
        unit = _reach(act, steps)
        if unit is not None:
            names = {tongue: label(act, unit, tongue) for tongue in LANGUAGES}
            return [Place(unit.eid, names["ru"], names["ky"])]
    return []


def _reach(act: Act, steps: dict[Kind, str]) -> Unit | None:
    reached: Unit | None = None
    for kind in _DEEP:
        if kind not in steps:
            continue
        inside = reached
        fit = (
            u for u in act.units
            if u.kind is kind and u.number == steps[kind] and not u.target
            and (inside is None or inside in act.ancestors(u))
        )  # fmt: skip
        unit = next(fit, None)
        if unit is None:
            return reached
        reached = unit
    return reached
