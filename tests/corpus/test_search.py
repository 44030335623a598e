"""Search: forms of words in both languages, letters old texts lack, phrases, misspelt titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_acts import SUBSOIL_RU

from expertise.corpus.search import search, titled
from expertise.corpus.wordforms import document, question, stems


def found(corpus, words, language=None):
    return [(hit.language, hit.eid) for hit in search(corpus, words, language)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("лицензия", [("ru", "art_1")]),  # written «лицензиями»
        ("ЛИЦЕНЗИЙ", [("ru", "art_1")]),
        ("судами спор", [("ru", "art_3")]),
        ("уруксат", [("ky", "art_1")]),  # written «уруксаттарды»
        ("уруксаттардын реестри", [("ky", "art_1")]),
        ("ӨЗГӨЧӨ", [("ky", "art_1")]),
        ("озгочо", [("ky", "art_1")]),  # old texts have no ө
        ("«споры о пробах»", [("ru", "art_3")]),
        ("«пробах споры»", []),
        ("нетакогослова", []),
        ("...", []),
        ('"', []),
        ("OR AND NEAR(", []),
    ],
)
def test_words_are_found_in_any_form(corpus, words, expected):
    assert found(corpus, words) == expected


def test_a_language_can_be_asked_for(corpus):
    assert {language for language, _ in found(corpus, "реестр")} == {"ru", "ky"}
    assert {language for language, _ in found(corpus, "реестр", "ky")} == {"ky"}


def test_a_hit_tells_where_it_is(corpus):
    hit = search(corpus, "лицензия")[0]
    assert (hit.uri, hit.label, hit.title) == ("/akn/kg/act/law/2012-03-05/31", "ст. 1", "О пробах недр")
    assert "Лицензиями на отбор" in hit.snippet
    assert "\n" not in hit.snippet


def test_only_the_newest_text_is_searched(corpus_of):
    later = SUBSOIL_RU.replace(
        "\n\nСтатья 1", "\n(В редакции Закона КР от 9 сентября 2021 года № 110)\n\nСтатья 1"
    ).replace("решает суд", "решает арбитр")
    corpus = corpus_of(first=SUBSOIL_RU, later=later)
    assert found(corpus, "суд") == []
    assert found(corpus, "арбитра") == [("ru", "art_3")]


def test_as_many_hits_as_asked_for(corpus_of):
    texts = {f"n{n}": SUBSOIL_RU.replace("№ 31", f"№ {n}") for n in range(8)}
    corpus = corpus_of(**texts)
    assert len(search(corpus, "проба", limit=5)) == 5
    assert len({(h.uri, h.eid) for h in search(corpus, "проба", limit=100)}) == 16


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("О пробах недр", "О пробах недр"),
        ("о прбах недр", "О пробах недр"),  # a misspelt word
        ("О пробе недр", "О пробах недр"),
        ("Жер казынасынын сынамдары жонундо", "О пробах недр"),
        ("Пробный кодекс", "ПРОБНЫЙ КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ"),
        ("Журнал проб", "О журнале проб"),
    ],
)
def test_titles_are_found_though_misspelt(corpus, title, expected):
    assert titled(corpus, title, 1)[0][1].title("ru") == expected


def test_titles_of_nothing(corpus):
    assert titled(corpus, "") == []
    assert titled(corpus, "Совсем иное дело о кораблях") == []


@given(st.text(max_size=60), st.sampled_from(["ru", "ky"]))
def test_any_words_make_a_question_that_sqlite_takes(words, language):
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (folded, stems)")
    asked = question(words, language)
    if asked:
        assert connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (asked,)).fetchone() == (0,)


def test_what_no_dictionary_knows_is_its_own_stem():
    forms = ["12-1", "٣", "²", "iv", "\U0001e2ff"]
    assert [stems(form, "ru") for form in forms] == forms


@given(
    st.lists(
        st.sampled_from(["уруксат", "мыйзамдар", "лицензиялар", "өзгөчө", "берене", "жер", "казынасы"]),
        min_size=1,
    )
)
def test_a_text_is_found_by_its_own_words(words):
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute(
        'CREATE VIRTUAL TABLE t USING fts5 (folded, stems, tokenize="unicode61 remove_diacritics 0")'
    )
    text = " ".join(words)
    connection.execute("INSERT INTO t VALUES (?, ?)", document(text, "ky"))
    for asked in (text, text.upper(), text.replace("ө", "о")):
        rows = connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (question(asked, "ky"),))
        assert rows.fetchone() == (1,)
