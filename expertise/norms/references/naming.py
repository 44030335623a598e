"""What acts are named by: nouns, titles, dates, numbers; and the key under which a title is compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from expertise.act import Language, Span
from expertise.language import of
from expertise.language.tokens import tokenize
from expertise.norms.references.vocabulary import vocabulary

#: How words name an act: this act itself, an act by its name, one named before, a bare noun, no act at all.
OWN, NAMED, THAT, BARE, PAPER = "own", "named", "that", "bare", "paper"
NUMBER = r"(?:№|\bN)\s*(?P<number>\d+(?:[\w/.-]*\w)?)"
#: A name in straight quotation marks inside a title in straight ones: "О зоне "Тамчы" с особым режимом".
INNER = r"(?:\"\w[^\"\n]{1,80}\"[^\"\n]{0,200})?"
FIGURES = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"


@dataclass(frozen=True, slots=True)
class Named:
    """An act as far as words name it; what they do not say is empty. ``title`` has no quotation marks."""

    kind: str
    title: str = ""
    number: str = ""
    date: date | None = None


class ActMark(NamedTuple):
    """Words that name an act; ``how`` is one of the words above, ``many`` tells a noun in the plural."""

    span: Span
    how: str
    named: Named
    many: bool = False


class Reading(NamedTuple):
    """How a language reads on from an act's noun.

    ``pointed`` tells whether the noun speaks of this act itself (OWN) or of one named before (THAT), and how
    far these words go; ``is_day`` whether it belongs to the name of a holiday. ``titled`` yields what titles,
    dates and numbers around it name; the span holds the noun.
    """

    pointed: Callable[[str, re.Match[str]], tuple[str, Span] | None]
    is_day: Callable[[str, re.Match[str]], bool]
    titled: Callable[[str, Span, Named, bool], Iterator[ActMark]]


def untitled(span: Span, named: Named, many: bool) -> ActMark:
    """Return what words without a title name: an act by its number, date or name, or a bare noun."""
    known = named.title or named.number or named.date or named.kind == "constitution"
    return ActMark(span, NAMED if known else BARE, named, many)


@lru_cache(maxsize=100_000)
def title_key(title: str, language: Language) -> tuple[str, ...]:
    """Return the words of a title by which acts are told apart, in order, without kind and country.

    Russian words count by their lemma («Гражданского» is «гражданский»), Kyrgyz ones as they stand.
    """
    words = vocabulary(language)
    plain = re.sub(words.words["country"], " ", title, flags=re.IGNORECASE)
    plain = re.sub(
        f"{words.acts['code'].pattern}|{words.acts['constitution'].pattern}", " ", plain, flags=re.IGNORECASE
    )
    forms = [form for form in tokenize(plain).forms if form[0].isalnum()]
    if language == "ru":
        return tuple(min(of("ru").lemmas(form)) for form in forms)
    return tuple(forms)


@cache
def _leading_noun(language: Language) -> re.Pattern[str]:
    """Return the pattern of the noun a title begins with: «Положение о порядке ...»."""
    nouns = "|".join(noun.pattern for noun in vocabulary(language).acts.values())
    return re.compile(rf"^\W*(?:{nouns})", re.IGNORECASE)


@cache
def month_pattern(language: Language) -> str:
    """Return the pattern of a month's name as group ``month``."""
    return f"(?P<month>(?:{'|'.join(vocabulary(language).months)}))"


def day(found: re.Match[str], language: Language) -> date | None:
    """Return the date of a match with groups year, month (figures or name) and day; None for no date."""
    month = found["month"]
    if not month.isdigit():
        names = vocabulary(language).months
        month = next(n for n, name in enumerate(names, 1) if re.fullmatch(name, month, re.IGNORECASE))
    try:
        return date(int(found["year"]), int(month), int(found["day"]))
    except ValueError:
        return None


def unquoted(text: str) -> str:
    """Return a title without the quotation marks around it."""
    return text.strip().strip('«»"“”„').strip()
