"""Tokens: the traps of legal text one by one, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.language.tokens import fold, tokenize


def pieces(text):
    tokens = tokenize(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("социально-экономический", ["социально-экономический"]),
        ("өз-өзүнчө иш-чара", ["өз-өзүнчө", "иш-чара"]),  # Kyrgyz hyphened words stay whole
        ("5-берененин", ["5", "-", "берененин"]),  # the case ending belongs to the word, not to the number
        ("2012-жылдын", ["2012", "-", "жылдын"]),
        ("15-1,15-2", ["15-1", ",", "15-2"]),  # an article inserted later is one number
        ("20%дан", ["20", "%", "дан"]),
        ("ст.15 ч.2", ["ст", ".", "15", "ч", ".", "2"]),  # no space after the abbreviation
        ("2.Орган", ["2", ".", "Орган"]),  # number glued to its text
        ("А.Б.Иванов", ["А", ".", "Б", ".", "Иванов"]),
        ("заявителя)/организации", ["заявителя", ")", "/", "организации"]),
        ("1,5 млн", ["1", ",", "5", "млн"]),
        ("и так далее...", ["и", "так", "далее", "..."]),
        ("«Орган» — да;", ["«", "Орган", "»", "—", "да", ";"]),
        ("№5 N 5", ["№", "5", "N", "5"]),
        ("21¹ 361-берене²", ["21¹", "361", "-", "берене", "²"]),  # superscript numbers of inserted articles
        ("______ кол", ["______", "кол"]),  # the place for a signature
        ("слово\u00a0слово\n\n слово", ["слово", "слово", "слово"]),
        ("за\u0301мок", ["за\u0301мок"]),  # a stress mark cuts no word
        ("", []),
        (" \n\u200b ", []),
    ],
)
def test_cuts(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Учёт", "учет"),
        ("ОРГАН", "орган"),
        ("унааcы", "унаасы"),  # Latin c inside a Cyrillic word
        ("cтатья", "статья"),
        ("HOTAPИУC", "нотариус"),  # capitals have more look-alikes than small letters
        ("οрган", "орган"),  # Greek omicron
        ("KG", "kg"),  # a Latin word stays Latin
        ("c", "с"),  # a lone Latin preposition
        ("XIV", "xiv"),
        ("N", "№"),
        ("No", "№"),
        ("21¹", "21-1"),
        ("¹", "-1"),
        ("—", "-"),
        ("…", "..."),
        ("за\u0301мок", "замок"),
        ("ѳкмѳт", "өкмөт"),  # fita for ө, from old fonts
        ("", ""),
    ],
)
def test_fold(word, form):
    assert fold(word) == form


def test_a_part_of_the_text_keeps_its_offsets():
    tokens = tokenize("Первое. Второе слово.", 8, 14)
    assert (tokens.starts, tokens.ends, tokens.forms) == ([8], [14], ["второе"])


INVISIBLE = set("\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300\u0301")  # a stray stress mark is no token
LEGAL = st.text(alphabet="абвёөүңАЕcoB 15.,;-–«»()%№N¹²\n\u00a0\u200b\u0301_…/", max_size=60)


@given(LEGAL | st.text(max_size=60))
def test_tokens_cover_everything_but_gaps(text):
    tokens = tokenize(text)
    assert len(tokens) == len(tokens.starts) == len(tokens.ends) == len(tokens.forms)
    at = 0
    for start, end, form in zip(tokens.starts, tokens.ends, tokens.forms, strict=True):
        assert at <= start < end
        assert {sign for sign in text[at:start] if not sign.isspace()} <= INVISIBLE
        assert form == fold(text[start:end]) != ""
        at = end
    assert at <= len(text)


@given(LEGAL, st.integers(0, 60), st.integers(0, 60))
def test_tokens_of_a_part_lie_in_it(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    tokens = tokenize(text, start, end)
    inside = tokenize(text[start:end])
    assert [s + start for s in inside.starts] == tokens.starts
    assert [e + start for e in inside.ends] == tokens.ends


@given(LEGAL | st.text(max_size=20))
def test_fold_is_idempotent(word):
    assert fold(fold(word)) == fold(word)
