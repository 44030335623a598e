"""References to articles, parts and points: of the act itself and of named acts, in both languages.

«статьей 12 настоящего Закона», «в порядке, установленном статьями 3-6 и 9 настоящего Кодекса», «ушул
Мыйзамдын 12-беренесинде», «N 88 Мыйзамынын 5-беренеси». A reference to the act itself is resolved to its
units; one to another act keeps the words that name the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from expertise.act import Act, Reference, Span

_NUMBER = r"\d+(?:-\d+)?[¹²³⁴⁵⁶⁷⁸⁹⁰]*"
_LIST = rf"{_NUMBER}(?:\s*(?:,|и|или|либо|-|–|—)\s*{_NUMBER})*"
_RU = re.compile(
    rf"\b(?:стать(?:я|и|е|ю|ей|ею|ям|ями|ях)|ст\.)\s*(?P<numbers>{_LIST})"
    r"(?P<own>\s+(?:настоящ\w+\s+\w+|данн\w+\s+\w+))?"
    r"(?P<act>\s+(?:[А-ЯЁ]\w+\s+){0,3}(?:[Кк]одекс\w*|[Зз]акон\w*|[Кк]онституци\w+)"
    r"(?:\s+Кыргызской Республики)?"
    r"(?:\s+[«\"][^»\"\n]{3,200}[»\"])?)?",
)
_KY_LIST = rf"{_NUMBER}(?:\s*(?:,|жана|же|-|–)\s*{_NUMBER})*"
_KY = re.compile(
    rf"(?P<own>\b[Уу]шул\s+(?:\w+\s+)?)?(?P<act>(?:[А-ЯЁӨҮҢ]\w+\s+){{0,4}}"
    rf"(?:[Кк]одексинин|[Мм]ыйзамынын|[Кк]онституциясынын)\s+)?"
    rf"(?P<numbers>{_KY_LIST})\s*-\s*(?:берене|статья)\w*",
)
_RANGE = re.compile(rf"({_NUMBER})\s*[-–—]\s*({_NUMBER})")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def references(act: Act, span: Span) -> Iterator[Reference]:
    """Yield the references in a span of the act, one an article; unresolved ones have no ``target``.

    A range («3-6») names every article between its ends that the act has. A number that may be a range or
    an inserted article («12-1») is the article when the act has it.
    """
    pattern = _KY if act.language == "ky" else _RU
    articles = act.article_units
    for found in pattern.finditer(act.text, span.start, span.end):
        named = (found["act"] or "").strip()
        place = Span(found.start(), found.end())
        if named and not found["own"]:
            yield Reference(place, named, found["numbers"], -1)
            continue
        for number in _numbers(found["numbers"], articles):
            yield Reference(place, "", number, articles.get(number, -1))


def _numbers(text: str, articles: Mapping[str, int]) -> list[str]:
    """Return the article numbers a list or range names, in order."""
    plain = re.sub(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "-" + m[1].translate(_RAISED), text)
    numbers: list[str] = []
    for piece in re.split(r"\s*(?:,|\bи\b|\bили\b|\bлибо\b|\bжана\b|\bже\b)\s*", plain):
        between = _RANGE.fullmatch(piece.strip())
        if between and piece.replace(" ", "") not in articles:
            numbers += _between(between[1], between[2], articles)
        elif piece.strip():
            numbers.append(re.sub(r"\s*[–—-]\s*", "-", piece.strip()))
    return numbers


def _between(first: str, last: str, articles: Mapping[str, int]) -> list[str]:
    order = list(articles)
    if first in articles and last in articles and articles[first] <= articles[last]:
        return [n for n in order if articles[first] <= articles[n] <= articles[last]]
    return [first, last]
