"""Personal data in free text: names, telephones, e-mail, addresses, numbers of persons and documents.

It looks for too much rather than for too little: a word that is taken for a name is left out of what is
published, the record inside keeps it. No list knows every name: a person reads the report before it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from expertise.lexicon.personal import PersonalWords

_UP, _LOW = "А-ЯЁҢҮӨҖҺA-Z", "а-яёңүөҗһa-z"
_WORD = re.compile(rf"[{_UP}][{_LOW}]+(?:-[{_UP}][{_LOW}]+)?|[{_UP}]{{3,}}")
_INITIALS = re.compile(
    rf"(?<!\w)(?:[{_UP}]\.\s?(?:[{_UP}]\.\s?)?[{_UP}][{_LOW}{_UP}-]+|[{_UP}][{_LOW}]+(?:-[{_UP}][{_LOW}]+)?"
    rf"\s[{_UP}]\.(?:\s?[{_UP}]\.)?)"
)
_PATRONYMIC = re.compile(
    rf"[{_UP}][{_LOW}]+(?:ович|евич|ич|овна|евна|ична|инична)(?:а|у|ем|ом|е|ы|ой|дын|дин|га|ге)?(?![{_LOW}])"
)
_SON = re.compile(r"\s+(?:уулу|кызы|тегин)(?:н\w*|м\w*)?(?!\w)", re.IGNORECASE)
_ENDING = r"(?:а|у|ы|е|ой|ым|ом|ых|ей|[днт][ыиуү]н?|[кг][аоеө]|[днт][ао]н|[днт]е[нг]?|[лдт][ао]р\w*)?"
_SURNAME = re.compile(
    rf"[{_UP}][{_LOW}]{{2,}}(?:ов|ев|ёв|баев|ова|ева|ёва|енко|швили|янц)"
    rf"{_ENDING}(?![{_LOW}])|[{_UP}][{_LOW}]{{2,}}(?:ин|ина|ский|ская|ского|ской|скому)(?![{_LOW}])"
)
#: Endings that other words have too: only beside a name or initials they are a surname.
_DOUBTFUL = re.compile(r"(?:ин|ина|ский|ская|ского|ской|скому)$")
_NAME_ENDING = re.compile(
    r"(?:а|у|ю|я|и|ы|е|ей|ой|ем|ом|[днт][ыиуү]н?|[кг][аоеө]|[днт][аоеө]н|[днт][аоеө]|"
    r"[нд][ыиуү]|[лдт][аоеө]р\w*)?"
)
_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me|wa\.me|instagram\.com|facebook\.com|fb\.com|vk\.com|ok\.ru|tiktok\.com)"
    r"/[\w.@/?=-]+|(?<![\w.])@\w{4,}",
    re.IGNORECASE,
)
_GAP = r"[\s().–-]{0,3}"
_PHONE = re.compile(
    rf"(?<![\d,])(?:\+{_GAP}?996|00996|996|\+{_GAP}?7|0)(?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<![\d,])\+\d(?:{_GAP}\d){{8,13}}(?!\d)|(?<![\d,])8{_GAP}9\d\d(?:{_GAP}\d){{7}}(?!\d)"
)
_SHORT_PHONE = re.compile(rf"[\s:.№]{{0,4}}(?:\+?\d(?:{_GAP}\d){{4,13}})(?!\d)")
#: PIN (14), bank accounts and cards (16), anything longer than a sum of money.
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d(?:[\s-]?\d){12,22}(?![\d])")
_PASSPORT = re.compile(
    r"(?<!\w)(?:ID|AN|AC|AE|MKZ|KGZ|KR|[A-Z]{2}|АН|АС|ИД)\s?[№N]?\s?\d{6,7}(?!\d)", re.IGNORECASE
)
#: Fingerprints of files and of the lexicon stand in conclusions; their digits are nobody's number.
_FINGERPRINT = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{32,128}(?![0-9A-Za-z])")
_HOUSE_NUMBER = r"\d{1,4}(?:\s?[/-]\s?\d{1,4})?(?:\s?[а-яa-z](?![а-яёa-z]))?"
_STREET_NAME = rf"(?:[«\"]?(?:\d+-?(?:я|й)?\s)?[{_UP}][{_LOW}{_UP}.-]*[»\"]?\s?){{1,3}}"
_JOIN = re.compile(rf"[\s,.;-]{{0,3}}{_HOUSE_NUMBER}")


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data at ``start`` to ``end`` (code points): kind is name, phone, email, number or address."""

    start: int
    end: int
    kind: str


def personal(text: str, words: PersonalWords, names: Collection[str] = ()) -> list[Personal]:
    """Return the personal data of a text in its order, overlapping ones as one; none for an empty text.

    ``names`` are those known already (authors of the discussion): each of their words is looked for too.
    """
    found = [*_numbers(text, words), *_addresses(text, words), *_names(text, words)]
    found += _known(text, names, words)
    return _joined(sorted(found, key=lambda p: (p.start, -p.end)), text)


def scrub(text: str, words: PersonalWords, marker: str, names: Collection[str] = ()) -> str:
    """Return the text with every piece of personal data replaced by ``marker``."""
    parts, at = [], 0
    for each in personal(text, words, names):
        parts += [text[at : each.start], marker]
        at = each.end
    return "".join([*parts, text[at:]])


def name_words(author: str, words: PersonalWords) -> tuple[str, ...]:
    """Return the words of an author's name worth looking for elsewhere; none for an organisation."""
    if words.is_organisation(author):
        return ()
    return tuple(w for w in re.findall(rf"[{_UP}{_LOW}-]{{3,}}", author) if w[0].isupper())


def _numbers(text: str, words: PersonalWords) -> Iterator[Personal]:
    text = _FINGERPRINT.sub(lambda m: "_" * len(m[0]), text)
    for kind, pattern in (
        ("email", _EMAIL), ("email", _ACCOUNT), ("phone", _PHONE), ("number", _LONG_NUMBER),
        ("number", _PASSPORT),
    ):  # fmt: skip
        yield from (Personal(m.start(), m.end(), kind) for m in pattern.finditer(text))
    for word in words.patterns["phone_words"].finditer(text):
        if number := _SHORT_PHONE.match(text, word.end()):
            first = re.search(r"[+\d]", number[0])
            assert first is not None  # the pattern ends in digits
            yield Personal(number.start() + first.start(), number.end(), "phone")


def _addresses(text: str, words: PersonalWords) -> Iterator[Personal]:
    """Yield streets with their names and houses: «ул. Чуй, д. 5, кв. 7», «Токтогул көчөсү, 12-үй»."""
    named = re.compile(rf"\.?\s?{_STREET_NAME}")
    for street in words.patterns["streets_before"].finditer(text):
        if name := named.match(text, street.end()):
            yield Personal(
                _with_town(text, street.start(), words), _houses(text, name.end(), words), "address"
            )
    before = re.compile(rf"{_STREET_NAME}$")
    for street in words.patterns["streets_after"].finditer(text):
        name = before.search(text, max(0, street.start() - 80), street.start())
        if name:
            yield Personal(
                _with_town(text, name.start(), words), _houses(text, street.end(), words), "address"
            )


def _houses(text: str, at: int, words: PersonalWords) -> int:
    """Return the end of what follows a street: numbers, houses, flats, with their words on either side."""
    house = words.patterns["houses"]
    end = at
    while True:
        front = re.compile(r"[\s,.;-]{0,3}").match(text, end)
        assert front is not None
        word = house.match(text, front.end())
        number = _JOIN.match(text, word.end() + (text[word.end() : word.end() + 1] == ".") if word else end)
        if number is None:
            return len(text[:end].rstrip()) if end > at else len(text[:at].rstrip())
        end = number.end()
        if behind := re.compile(r"\s?-\s?").match(text, end):
            after = house.match(text, behind.end())
            end = after.end() if after else end


def _with_town(text: str, start: int, words: PersonalWords) -> int:
    """Return the start of «г. Бишкек, » or «Ош шаары, » before a street, the street's own without it."""
    window = text[max(0, start - 60) : start]
    for town in words.patterns["settlements"].finditer(window):
        behind = re.fullmatch(rf"\.?\s?(?:[{_UP}][{_LOW}-]+\s?)?[,\s]*", window[town.end() :])
        if behind:
            name = re.search(rf"[{_UP}][{_LOW}-]+\s$", window[: town.start()])
            return start - len(window) + (name.start() if name and town.end() > 3 else town.start())
    return start


def _names(text: str, words: PersonalWords) -> Iterator[Personal]:
    for match in _INITIALS.finditer(text):
        if not _is_article_mark(match[0]):
            yield Personal(match.start(), match.end(), "name")
    tokens = list(_WORD.finditer(text))
    sure = [_is_name(token, text, words) for token in tokens]
    for place in (place for place, certain in enumerate(sure) if certain):
        first = last = place
        while (
            first > 0
            and _beside(text, tokens[first - 1], tokens[first])
            and _could_be(tokens[first - 1], words)
        ):
            first -= 1
        while (
            last + 1 < len(tokens)
            and _beside(text, tokens[last], tokens[last + 1])
            and _could_be(tokens[last + 1], words)
        ):
            last += 1
        son = _SON.match(text, tokens[last].end())
        yield Personal(tokens[first].start(), son.end() if son else tokens[last].end(), "name")


def _is_article_mark(text: str) -> bool:
    """Tell «Ст. 5» and its kin, which look like an initial."""
    return len(text.replace(".", "").replace(" ", "")) < 4


def _is_name(token: re.Match[str], text: str, words: PersonalWords) -> bool:
    """Tell whether a word with a capital names a person by itself."""
    word = token[0].capitalize() if token[0].isupper() else token[0]
    if words.patterns["not_names"].fullmatch(word):
        return False
    if _SON.match(text, token.end()) or _PATRONYMIC.fullmatch(word) or _is_given(word, words):
        return True
    return bool(_SURNAME.fullmatch(word)) and not _DOUBTFUL.search(word)


def _is_given(word: str, words: PersonalWords) -> bool:
    """Tell a given name with or without an ending; double names by either half."""
    for part in word.casefold().split("-"):
        for size in range(len(part), 2, -1):
            for stem in (
                part[:size],
                part[:size] + "а",
                part[:size] + "я",
                part[:size] + "й",
                part[:size] + "ь",
            ):
                if stem in words.given and _NAME_ENDING.fullmatch(part[size:]):
                    return True
    return False


def _could_be(token: re.Match[str], words: PersonalWords) -> bool:
    """Tell whether a word beside a name may belong to it; abbreviations and known other words do not."""
    word = token[0].capitalize() if token[0].isupper() else token[0]
    return not words.patterns["not_names"].fullmatch(word) and not words.patterns["organisations"].fullmatch(
        word
    )


def _beside(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in (" ", "\u00a0")


def _known(text: str, names: Collection[str], words: PersonalWords) -> Iterator[Personal]:
    """Yield the words of known names, with a capital and any ending."""
    for name in sorted({n for n in names if len(n) >= 3}):
        stem = name[:-1] if len(name) > 4 and name[-1] in "аяуюыиейь" else name
        pattern = re.compile(rf"(?<!\w){re.escape(stem)}\w{{0,6}}", re.IGNORECASE)
        for match in pattern.finditer(text):
            if match[0][0].isupper() and not words.patterns["not_names"].fullmatch(match[0]):
                yield Personal(match.start(), match.end(), "name")


def _joined(found: Sequence[Personal], text: str) -> list[Personal]:
    """Return the finds without overlaps; those that only a space or comma parts become one."""
    kept: list[Personal] = []
    for each in found:
        if kept and (each.start <= kept[-1].end or not text[kept[-1].end : each.start].strip(" ,")):
            last = kept.pop()
            kept.append(Personal(last.start, max(last.end, each.end), last.kind))
        else:
            kept.append(each)
    return kept
