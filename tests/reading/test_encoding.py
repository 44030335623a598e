"""Text of any encoding comes back as it was; what letters alone told is said; lost Kyrgyz letters too."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.reading import encoding, letters, read
from expertise.settings import corpora

SURE = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
EIGHT_BIT = ("cp1251", "koi8-r", "cp866")
WIDE = ("utf-16-le", "utf-16-be")
FEWEST = 8  # words that always tell an 8-bit encoding


@cache
def words(tongue: str) -> tuple[str, ...]:
    """Return the words of the sample acts of one language."""
    sources = sorted((corpora() / "samples" / "sources").glob(f"*.{tongue}.txt"))
    text = " ".join(path.read_text(encoding="utf-8") for path in sources)
    return tuple(sorted(set(re.findall(r"[а-яёөүңА-ЯЁӨҮҢ]+[.,;:]?", text))))


def texts(tongue: str, least: int = 1) -> st.SearchStrategy[str]:
    """Lines of words of the acts with numbers between, some in capitals."""
    word = st.sampled_from(words(tongue))
    line = st.lists(word, min_size=least, max_size=30).map(" ".join)
    return st.tuples(st.integers(1, 99), line, st.booleans()).map(
        lambda made: f"{made[0]}. {made[1].upper() if made[2] else made[1]}\r\n"
    )


@given(st.sampled_from(("ru", "ky")).flatmap(texts), st.sampled_from((*SURE, *WIDE)))
def test_unicode_comes_back_whatever_it_holds(text: str, name: str) -> None:
    found = encoding.decode(text.encode(name))
    assert found.text == text
    assert found.guessed == (name in WIDE)


@given(texts("ru", FEWEST), st.sampled_from(EIGHT_BIT))
def test_russian_of_eight_bits_comes_back(text: str, name: str) -> None:
    found = encoding.decode(text.encode(name))
    assert (found.text, found.encoding, found.guessed) == (text, name, True)


@given(texts("ky", FEWEST), st.sampled_from(EIGHT_BIT))
def test_kyrgyz_of_eight_bits_comes_back_but_for_its_own_letters(text: str, name: str) -> None:
    bare = text.translate(str.maketrans("ңүөҢҮӨ", "нуоНУО"))
    assert encoding.decode(bare.encode(name)).text == bare


@given(st.binary(max_size=400))
def test_any_bytes_give_some_text(data: bytes) -> None:
    found = encoding.decode(data)
    assert isinstance(found.text, str)


DECLARED = [
    ("cp1251", "windows-1251", False),
    ("koi8-r", "koi8-r", False),
    ("koi8-r", "windows-1251", True),  # the page is wrong about itself
    ("cp1251", "utf-8", True),
    ("utf-8", "windows-1251", False),
    ("cp1251", "no-such-encoding", True),
    ("cp1251", "base64", True),
]


@pytest.mark.parametrize(("name", "declared", "guessed"), DECLARED)
def test_what_a_page_says_is_believed_unless_the_bytes_contradict(
    name: str, declared: str, guessed: bool
) -> None:
    text = "Уполномоченный орган вправе при необходимости приостановить действие лицензии."
    found = encoding.decode(text.encode(name), declared)
    assert (found.text, found.encoding, found.guessed) == (text, name, guessed)


def test_a_damaged_sign_does_not_unsettle_utf_8() -> None:
    data = "Уполномоченный орган вправе приостановить действие лицензии. ".encode() * 3
    found = encoding.decode(data[:50] + b"\xff" + data[51:])
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") <= 2


def sample(tongue: str) -> str:
    return (corpora() / "samples" / "sources" / f"licensing-law.{tongue}.txt").read_text(encoding="utf-8")


FONT = str.maketrans("ңүө", "ѕїґ")
LOST = str.maketrans("ңүөҢҮӨ", "нуоНУО")
KYRGYZ = [
    ("as it should be", {}, ()),
    ("typed without the letters", LOST, ("kyrgyz-letters",)),
    ("an old font", FONT, ("kyrgyz-font",)),
]


@pytest.mark.parametrize(("why", "table", "warned"), KYRGYZ, ids=[case[0] for case in KYRGYZ])
def test_lost_kyrgyz_letters_are_told(
    tmp_path: Path, why: str, table: dict[int, int], warned: tuple[str, ...]
) -> None:
    path = tmp_path / "мыйзам.txt"
    path.write_text(sample("ky").translate(table), encoding="utf-8")
    act = read(path)
    assert (act.language, act.warnings) == ("ky", warned), why


def test_russian_and_short_texts_have_no_kyrgyz_letters_to_lose() -> None:
    assert letters.warnings(sample("ru"), "ru") == ()
    assert letters.warnings("Ушул мыйзам", "ky") == ()
