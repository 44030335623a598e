"""Russian: sentences, forms of given words by the dictionary of pymorphy3, lemmas, number words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from expertise.act import Span
from expertise.language.numerals import compose
from expertise.language.ru_forms import Lexemes, analyzer
from expertise.language.sentences import Splitter, clauses

__all__ = ["Morphology", "analyzer", "clauses", "lemmas", "number", "plain", "sentences"]

_NEVER = """
    ст ч п пп подп абз гл разд рис табл прил прим см ср им г гг в вв с стр т тт кн вып изд ред т.е т.к т.н
    т.ч в.ч напр акад проф доц тов ул просп пер д корп кв обл р-н пос наст соотв янв фев февр мар апр июн
    июл авг сен сент окт ноя нояб дек н.э и.о врио зам нач ген уч тел факс ком эл инд кол-во у.е ок мин макс
"""
_CYRILLIC = re.compile("[а-яё]")
_MAYBE = "т.д т.п др пр проч руб коп тыс млн млрд сом кр га кг км чел экз сут"
_SPLITTER = Splitter(frozenset(_NEVER.split()), frozenset(_MAYBE.split()))


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of the line ``text[start:end]`` as absolute spans (see ``Splitter``)."""
    return _SPLITTER.sentences(text, start, end)


class Morphology:
    """Tells which of the given words a form can be a form of, by the lexemes of pymorphy3's dictionary.

    A verb covers its participles, gerunds and -ся forms («рассматривать»: «рассматриваемый»,
    «рассматривается»), a -ся verb only -ся forms. A word that is no lemma covers its own part of the
    paradigm: «обязан» the short forms, «установленный» that participle. Words outside the dictionary are
    inflected by prediction. Letters count as folded: ё is е. ``plain`` exists for the Kyrgyz side.
    """

    def __init__(self, stems: Iterable[str], plain: bool = False) -> None:
        self._lexemes = Lexemes(stems)
        self._known: dict[str, tuple[str, ...]] = {}

    def match(self, form: str) -> tuple[str, ...]:
        """Return the stems, sorted, that this folded form can be a form of; () when there are none."""
        found = self._known.get(form)
        if found is None:
            found = self._known[form] = self._lexemes.stems(form)
        return found


@lru_cache(maxsize=200_000)
def lemmas(form: str) -> frozenset[str]:
    """Return all normal forms pymorphy3 sees for a folded form; words it does not know by prediction.

    A form without a Cyrillic letter is its own (pymorphy3 fails on signs that Unicode has not named).
    About 12,000 forms a second uncached: for single words and reports, not for whole acts.
    """
    if not _CYRILLIC.search(form):
        return frozenset({form})
    return frozenset(parse.normal_form.replace("ё", "е") for parse in analyzer().parse(form))


def plain(text: str) -> bool:
    """Return False: Russian is never written without letters of its own."""
    return False


def number(words: Sequence[str]) -> int | None:
    """Return the number that folded words spell in any case («двадцати пяти» is 25), or None.

    Cardinal and collective words count («двое»); ordinals and fractions do not.
    """
    values = [_numerals().get(word) for word in words]
    known = [value for value in values if value is not None]
    if 10 in known[:-1]:  # fifteen is one word: «десять пять» is two numbers
        return None
    return compose(known) if len(known) == len(values) else None


@cache
def _numerals() -> dict[str, int]:
    """Build the table form -> value from the declension classes of the numerals."""
    table = {form: value for value, forms in _IRREGULAR.items() for form in forms.split()}
    for value, stem in _SOFT.items():
        table |= {stem + ending: value for ending in ("ь", "и", "ью")}
    for value, stem in _TEENS.items():
        table |= {stem + "надцат" + ending: value for ending in ("ь", "и", "ью")}
    for value, (first, second) in _FIFTIES.items():
        table |= {first + "десят": value, second + "идесяти": value, first + "юдесятью": value}
    for value, (nominative, genitive, dative, instrumental) in _HUNDREDS.items():
        forms = (nominative, genitive + "сот", dative + "стам", instrumental + "стами")
        table |= dict.fromkeys((*forms, dative[:-1] + "хстах", genitive + "стах"), value)
    for value, stem in _BIG.items():
        table |= {stem + ending: value for ending in ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")}
    return table


_IRREGULAR = {
    0: "ноль нуль ноля нуля нолю нулю нолем нулем ноле нуле",
    1: "один одна одно одного одной одному одну одним одною одном",
    2: "два две двух двум двумя двое двоих двоим двоими",
    3: "три трех трем тремя трое троих троим троими",
    4: "четыре четырех четырем четырьмя четверо четверых четверым четверыми",
    5: "пятеро пятерых пятерым пятерыми",
    6: "шестеро шестерых шестерым шестерыми",
    7: "семеро семерых семерым семерыми",
    8: "восемь восьми восемью восьмью",
    40: "сорок сорока",
    80: "восемьдесят восьмидесяти восемьюдесятью восьмьюдесятью",
    90: "девяносто девяноста",
    100: "сто ста",
    800: "восемьсот восьмисот восьмистам восемьюстами восьмьюстами восьмистах",
    1000: "тысяча тысячи тысяче тысячу тысячей тысячью тысяч тысячам тысячами тысячах",
}
_SOFT = {5: "пят", 6: "шест", 7: "сем", 9: "девят", 10: "десят", 20: "двадцат", 30: "тридцат"}
_TEENS = {
    11: "один", 12: "две", 13: "три", 14: "четыр", 15: "пят", 16: "шест", 17: "сем", 18: "восем", 19: "девят",
}  # fmt: skip
_FIFTIES = {50: ("пять", "пят"), 60: ("шесть", "шест"), 70: ("семь", "сем")}
_HUNDREDS = {
    200: ("двести", "двух", "двум", "двумя"),
    300: ("триста", "трех", "трем", "тремя"),
    400: ("четыреста", "четырех", "четырем", "четырьмя"),
    500: ("пятьсот", "пяти", "пяти", "пятью"),
    600: ("шестьсот", "шести", "шести", "шестью"),
    700: ("семьсот", "семи", "семи", "семью"),
    900: ("девятьсот", "девяти", "девяти", "девятью"),
}
_BIG = {10**6: "миллион", 10**9: "миллиард"}
