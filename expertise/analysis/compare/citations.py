"""References to units, dates and numbers of acts, in both languages, as values that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from expertise.act import Language, Span


class Citation(NamedTuple):
    """Words that name units («пунктами 1 и 2 статьи 54»), a date or an act's number; one value a number."""

    kind: str
    span: Span
    values: tuple[str, ...]


_N = r"(?:\d+(?:[-–]\d+)?[¹²³⁴⁵⁶⁷⁸⁹⁰]*|[IVXLC]+)"
_RU_KINDS = {
    "стат": "article", "ст": "article", "част": "part", "ч": "part", "пункт": "point", "п": "point",
    "подпункт": "subpoint", "абзац": "paragraph", "глав": "chapter", "раздел": "section",
}  # fmt: skip
_KY_KINDS = {
    "берене": "article", "статья": "article", "бөлү": "part", "пунктча": "subpoint", "пункт": "point",
    "абзац": "paragraph", "глава": "chapter", "бөлүм": "section", "бап": "chapter",
}  # fmt: skip
_RU_ORDINAL = (
    r"(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)"
    r"(?:ый|ой|ая|ое|ий|ья|ье|ого|его|ьего|ьей|ому|ым|ой|ую|ью|ом|ьем|ые|ых|ыми|ьих|ьими|ьи)"
)
_KY_ORDINAL = r"(?:биринчи|экинчи|үчүнчү|төртүнчү|бешинчи|алтынчы|жетинчи|сегизинчи|тогузунчу|онунчу)"
_ORDINALS = {
    "перв": 1, "втор": 2, "трет": 3, "четв": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9,
    "десят": 10, "бири": 1, "экин": 2, "үчүн": 3, "төрт": 4, "беши": 5, "алты": 6, "жети": 7, "сеги": 8,
    "тогу": 9, "онун": 10,
}  # fmt: skip
_RU_LIST = rf"{_N}(?!\s*(?:процент|%))(?:\s*(?:,|\bи\b|\bили\b|\bлибо\b|-|–|—)\s*{_N}(?!\d|\)))*"
_RU_WORDS = rf"{_RU_ORDINAL}(?:\s*(?:,|\bи\b|\bили\b|-|–)\s*{_RU_ORDINAL})*"
_RU = re.compile(
    rf"\b(?P<kind>стат(?:ья|ьи|ье|ью|ьей|ьёй|ьям|ьями|ьях|ей)|ст\.|част(?:ь|и|ью|ям|ями|ях|ей)|ч\.|подпункт\w*"
    rf"|пункт\w*|п\.|абзац\w*|глав(?:а|ы|е|у|ой|ами|ах)|раздел(?:а|ы|е|у|ом|ами|ах)?)\s*"
    rf"(?P<list>{_RU_LIST}|{_RU_WORDS})",
    re.IGNORECASE,
)
_KY_LIST = rf"{_N}(?:\s*-)?(?:\s*(?:,|\bжана\b|\bже\b|-|–|—)\s*{_N}(?:\s*-)?)*"
_KY = re.compile(
    rf"(?P<list>{_KY_LIST}|\b{_KY_ORDINAL}(?:\s*(?:,|жана|же)\s*{_KY_ORDINAL})*)\s*[-–]?\s*"
    r"(?P<kind>берене|статья|cтатья|б[өо]л[үу]м(?!дө)|б[өо]л[үу][кг]|пунктча|пункт|абзац|глава|бап)\w*",
    re.IGNORECASE,
)
_NUMBER = re.compile(_N)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RU_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_KY_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "май",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_RU_DATE = re.compile(
    r"\b(?P<day>\d{1,2})\s+(?P<month>январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|августа?|сентябр[яь]"
    r"|октябр[яь]|ноябр[яь]|декабр[яь])(?:\s+(?P<year>\d{4})(?:\s*(?:год\w*|г\.))?)?",
    re.IGNORECASE,
)
_KY_DATE = re.compile(
    r"\b(?:(?P<year>\d{4})\s*-?\s*ж(?:ыл\w*|\.)\s*)?(?P<day>\d{1,2})\s*-\s*(?P<month>январ|феврал|март|апрел|май|июн|июл"
    r"|август|сентябр|октябр|ноябр|декабр)\w*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_YEAR = {
    "ru": re.compile(r"\b((?:19|20)\d\d)\s*(?:-\s*)?(?:год\w*|гг?\.)", re.IGNORECASE),
    "ky": re.compile(r"\b((?:19|20)\d\d)\s*-?\s*(?:жыл\w*|ж\.)", re.IGNORECASE),
}
_LAW = re.compile(r"(?:№|\bN)\s*(\d+(?:[-–/]\w+)*)")


def citations(text: str, span: Span, language: Language) -> list[Citation]:
    """Return what ``text`` cites within a span; overlapping readings are left to the first."""
    found: list[Citation] = []
    for each in _all(text, span, language):
        if not any(each.span.overlaps(other.span) for other in found):
            found.append(each)
    return found


def _all(text: str, span: Span, language: Language) -> Iterator[Citation]:
    yield from _dates(text, span, language)
    for law in _LAW.finditer(text, span.start, span.end):
        yield Citation("law", Span(*law.span()), (law[1],))
    pattern, kinds = (_RU, _RU_KINDS) if language == "ru" else (_KY, _KY_KINDS)
    for cite in pattern.finditer(text, span.start, span.end):
        kind = _kind(_spelled(cite["kind"]), kinds)
        values = tuple(f"{kind} {number}" for number in _numbers(cite["list"]))
        yield Citation("cite", Span(*cite.span()), values)


def _spelled(word: str) -> str:
    """Return a unit word as it should be typed: no Latin «c», and ө ү where an old text has о у."""
    return word.lower().replace("cт", "ст").replace("болу", "бөлү")


def _kind(word: str, kinds: dict[str, str]) -> str:
    """Return the class of a unit word: the longest beginning that is known."""
    return kinds[max((begin for begin in kinds if word.startswith(begin)), key=len)]


def _numbers(text: str) -> list[str]:
    """Return the numbers of a list; the ends of a range stand for it."""
    if not any(sign.isdigit() for sign in text):
        words = re.findall(r"[А-Яа-яЁёӨөҮүҢң]{3,}", text)
        ordinals = [_ORDINALS.get(word.lower()[:4]) or _ORDINALS.get(word.lower()[:3]) for word in words]
        found = [str(number) for number in ordinals if number]
        if found:
            return found
    plain = re.sub("([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "-" + m[1].translate(_RAISED), text)
    return [one for number in re.findall(r"\d+(?:[-–]\d+)?|[IVXLC]+", plain) for one in _ends(number)]


def _ends(number: str) -> list[str]:
    """Split a range («5-8»); an inserted unit («12-1») stays whole, Roman numbers become figures."""
    first, _, last = number.replace("–", "-").partition("-")
    if not first.isdigit():
        return [str(_roman(first))]
    if last and int(last) > int(first):
        return [first, last]
    return [f"{first}-{last}" if last else first]


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[sign] for sign in number.upper()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _dates(text: str, span: Span, language: Language) -> Iterator[Citation]:
    pattern, months = (_RU_DATE, _RU_MONTHS) if language == "ru" else (_KY_DATE, _KY_MONTHS)
    for date in pattern.finditer(text, span.start, span.end):
        month = next(i for i, name in enumerate(months, 1) if _is_month(date["month"].lower(), name))
        values = [f"{int(date['day'])}.{month}"]
        if date["year"]:
            values.append(date["year"])
        yield Citation("date", Span(*date.span()), tuple(values))
    for date in _FIGURES.finditer(text, span.start, span.end):
        yield Citation("date", Span(*date.span()), (f"{int(date[1])}.{int(date[2])}", date[3]))
    for year in _YEAR[language].finditer(text, span.start, span.end):
        yield Citation("date", Span(*year.span()), (year[1],))


def _is_month(word: str, name: str) -> bool:
    return word[:2] == "ма" and word[2:3] != "р" if name in ("ма", "май") else word.startswith(name)
