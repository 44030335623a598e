"""Standing: what texts, other acts, an index and a person say of whether an act is in force."""

from __future__ import annotations

from datetime import date

import pytest
from small_acts import NEW_CODE, OLD_CODE, SUBSOIL_RU

from expertise.corpus.adding import Standing, mark
from expertise.corpus.store import Corpus
from expertise.corpus.validity import edition, repeal_lines, standing
from expertise.corpus.work import IN_FORCE, NOT_YET, REPEALED
from expertise.errors import WrongUse
from expertise.reading import read_text

URI = "/akn/kg/act/law/2012-03-05/31"
ENDING = (
    "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 1 декабря 2022 года № 120\n\nО новых пробах\n\n"
    "Статья 1. Предмет\nПробы регулирует настоящий Закон.\nСтатья 2. Заключительные положения\n{words}\n"
)
LISTED = (
    "Признать утратившими силу:\n1) Закон Кыргызской Республики «О пробах недр» от 5 марта 2012 года № 31;\n"
    "2) статью 5 Закона Кыргызской Республики «О реестрах» от 6 мая 2013 года № 40."
)
BY_NUMBER = "Признать утратившим силу Закон Кыргызской Республики «О пробах недр» от 5 марта 2012 года № 31."
BY_TITLE = "Признать утратившим силу Закон Кыргызской Республики «О пробах недр»."


def noted(note: str) -> str:
    return SUBSOIL_RU.replace("\n\nСтатья 1", f"\n({note})\n\nСтатья 1")


@pytest.mark.parametrize("words", [LISTED, BY_NUMBER, BY_TITLE])
@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_another_act_ends_an_act_whichever_was_added_first(corpus_of, words, names):
    corpus = corpus_of(**dict(zip(names, (SUBSOIL_RU, ENDING.format(words=words)), strict=True)))
    told = corpus.work(URI).standing
    assert (told.state, told.since) == (REPEALED, date(2022, 12, 1))
    assert told.basis == "/akn/kg/act/law/2022-12-01/120"
    assert corpus.work(told.basis).state == IN_FORCE
    assert corpus.stock.standings == {IN_FORCE: 1, REPEALED: 1, NOT_YET: 0}


@pytest.mark.parametrize(
    "words",
    [
        "Признать утратившей силу статью 2 Закона КР «О пробах недр» от 5 марта 2012 года № 31.",  # a unit
        "Внести изменения в Закон КР «О пробах недр» от 5 марта 2012 года № 31.",
        "Признать утратившим силу Закон КР «О пробах недр» от 6 марта 2012 года № 31.",  # another date
        "Признать утратившим силу Кодекс КР «О пробах недр».",
    ],
)
def test_what_ends_no_act(corpus_of, words):
    corpus = corpus_of(law=SUBSOIL_RU, other=ENDING.format(words=words))
    assert corpus.work(URI).state == IN_FORCE


def test_kyrgyz_words_end_an_act(corpus_of):
    ending = (
        "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n2022-жылдын 1-декабры № 120\n\nЖаңы сынамдар жөнүндө\n\n"
        "1-берене. Корутунду\n«Жер казынасынын сынамдары жөнүндө» Кыргыз Республикасынын "
        "2012-жылдын 5-мартындагы № 31 Мыйзамы күчүн жоготту деп таанылсын.\n"
    )
    corpus = corpus_of(law=SUBSOIL_RU, other=ending)
    assert corpus.work(URI).standing.basis == "/akn/kg/act/law/2022-12-01/120"


def test_a_title_ends_no_later_act_of_that_title(corpus_of):
    later = SUBSOIL_RU.replace("5 марта 2012", "5 марта 2024")
    corpus = corpus_of(law=later, other=ENDING.format(words=BY_TITLE))
    assert corpus.work("/akn/kg/act/law/2024-03-05/31").state == IN_FORCE


@pytest.mark.parametrize(
    ("note", "state", "since"),
    [
        (
            "Утратил силу в соответствии с Законом КР от 1 декабря 2022 года № 120",
            REPEALED,
            date(2022, 12, 1),
        ),
        ("Вступает в силу с 1 января 2030 года", NOT_YET, date(2030, 1, 1)),
        ("Изменения, внесенные Законом КР № 5, вступают в силу с 1 января 2030 года", IN_FORCE, None),
        ("Часть 2 статьи 1 вступает в силу с 1 января 2030 года", IN_FORCE, None),
        ("В редакции Закона КР от 1 декабря 2022 года № 120", IN_FORCE, None),
    ],
)
def test_notes_above_a_text(corpus_of, note, state, since):
    told = corpus_of(law=noted(note)).work(URI).standing
    assert (told.state, told.since) == (state, since)


def test_what_was_not_yet_in_force_is_when_the_corpus_is_later(corpus_of):
    note = noted("Вступает в силу с 1 января 2014 года")
    assert corpus_of(law=note).work(URI).state == NOT_YET
    assert corpus_of(law=note, later=NEW_CODE).work(URI).state == IN_FORCE


def test_a_person_has_the_last_word(corpus_of):
    corpus = corpus_of(law=SUBSOIL_RU, other=ENDING.format(words=BY_NUMBER))
    mark(corpus.path, URI, Standing(IN_FORCE, date(2023, 1, 1), "hand", "решение суда"))
    assert Corpus.open(corpus.path).work(URI).standing.note == "решение суда"
    mark(corpus.path, URI, Standing(REPEALED, None, "hand"))
    assert Corpus.open(corpus.path).work(URI).state == REPEALED
    with pytest.raises(WrongUse, match="corpus-unknown-act"):
        mark(corpus.path, "/akn/kg/act/law/1900-01-01/1", Standing())


def test_the_edition_is_the_newest_date_of_its_notes():
    text = noted(
        "В редакции Законов КР от 1 мая 2015 года № 3, 9 сентября 2021 года № 110, 2 мая 2016 года № 4"
    )
    assert edition(read_text(text)) == date(2021, 9, 9)
    assert edition(read_text(OLD_CODE)) == date(1999, 2, 1)
    assert standing(read_text(OLD_CODE)) is None


def test_a_list_of_ended_acts_is_over_where_the_list_is():
    act = read_text(ENDING.format(words=f"{LISTED}\nСтатья 3. Иное\nЗакон КР «О реестрах» действует."))
    lines = [act.lines[i].span.of(act.text)[:10] for i in sorted(repeal_lines(act))]
    assert lines == ["Признать у", "1) Закон К", "2) статью "]
