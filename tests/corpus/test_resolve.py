"""References to other acts, looked up in a corpus: found, dead and why, unknown, several."""

from __future__ import annotations

import pytest
from small_acts import OLD_CODE, SUBSOIL_RU
from test_standing import BY_NUMBER, ENDING

from expertise.corpus.adding import Standing, mark
from expertise.corpus.resolve import resolve
from expertise.corpus.store import Corpus
from expertise.norms.references import BLANKET, RESOLVED
from expertise.reading import read_text

RU = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nО реестрах\n\nСтатья 1. Порядок\n{}\n"
KY = "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n\nРеестрлер жөнүндө\n\n1-берене. Тартип\n{}\n"
LAW, OLD, NEW = (
    "/akn/kg/act/law/2012-03-05/31", "/akn/kg/act/code/1999-02-01/4", "/akn/kg/act/code/2024-02-01/9",
)  # fmt: skip


def told(corpus, text, template=RU):
    found = [r for r in resolve(read_text(template.format(text)), corpus) if r.state != BLANKET]
    return [(r.state, r.reason, r.target.uri if r.target else "", r.eid) for r in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("По статье 1 Закона КР «О пробах недр».", ("resolved", "", LAW, "art_1")),
        ("По части 2 статьи 1 Закона КР «О пробах недр».", ("resolved", "", LAW, "art_1__para_2")),
        ("По Закону КР от 5 марта 2012 года № 31.", ("resolved", "", LAW, "")),
        ("По статье 9 Закона КР «О пробах недр».", ("dead", "missing-unit", LAW, "")),
        ("По части 7 статьи 1 Закона КР «О пробах недр».", ("dead", "missing-unit", LAW, "art_1")),
        ("По статье 2 Закона КР «О пробах недр».", ("dead", "repealed-unit", LAW, "art_2")),
        ("По статье 2 Закона КР «О банках».", ("unknown", "", "", "")),
        ("По Закону КР «О пробах недр» от 6 марта 2013 года № 30.", ("unknown", "", "", "")),
        ("По статье 3 Пробного кодекса Кыргызской Республики.", ("resolved", "", NEW, "art_3")),
        ("По статье 77 Пробного кодекса Кыргызской Республики.", ("ambiguous", "", NEW, "")),  # it may go on
        (
            "По приказу Министра проб от 3 апреля 2020 года № 7.",
            ("resolved", "", "/akn/kg/act/order/2020-04-03/7", ""),
        ),
    ],
)
def test_russian(corpus, text, expected):
    assert told(corpus, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "«Жер казынасынын сынамдары жөнүндө» Кыргыз Республикасынын Мыйзамынын 1-беренесинин 2-бөлүгү.",
            ("resolved", "", LAW, "art_1__para_2"),
        ),
        (
            "Кыргыз Республикасынын 2012-жылдын 5-мартындагы № 31 Мыйзамынын 2-беренеси.",
            ("dead", "repealed-unit", LAW, "art_2"),
        ),
    ],
)
def test_kyrgyz(corpus, text, expected):
    assert told(corpus, text, KY) == [expected]


def test_without_a_corpus_nothing_is_said_of_other_acts():
    assert told(None, "По статье 9 Закона КР «О пробах недр» и статье 1 настоящего Закона.") == [
        ("unknown", "", "", ""),
        ("resolved", "", "", "art_1"),
    ]


def test_an_act_that_is_no_longer_in_force(corpus_of):
    corpus = corpus_of(law=SUBSOIL_RU, other=ENDING.format(words=BY_NUMBER))
    assert told(corpus, "По статье 1 Закона КР «О пробах недр».") == [("dead", "repealed-act", LAW, "")]
    ending = next(r for r in resolve(corpus.act("/akn/kg/act/law/2022-12-01/120"), corpus) if r.target)
    assert (ending.state, ending.target.uri) == (RESOLVED, LAW)  # what ends an act names it rightly


def test_of_acts_with_one_title_the_one_in_force_is_meant(corpus):
    both = told(corpus, "По Пробному кодексу Кыргызской Республики.")
    assert both == [("resolved", "", NEW, "")]
    mark(corpus.path, NEW, Standing("repealed", None, "hand"))
    again = Corpus.open(corpus.path)
    assert told(again, "По Пробному кодексу Кыргызской Республики.") == [("resolved", "", OLD, "")]


def test_two_laws_of_one_title_are_not_told_apart(corpus_of):
    corpus = corpus_of(one=SUBSOIL_RU, other=SUBSOIL_RU.replace("№ 31", "№ 32"))
    assert told(corpus, "По статье 1 Закона КР «О пробах недр».") == [("ambiguous", "several-acts", "", "")]
    assert told(corpus, "По Закону КР от 5 марта 2012 года № 32.")[0][0] == RESOLVED


def test_a_code_in_several_files(corpus_of):
    second = (
        OLD_CODE.replace("№ 4", "№ 5").replace("Статья 1.", "Статья 3.").replace("Статья 2.", "Статья 4.")
    )
    corpus = corpus_of(first=OLD_CODE, second=second)
    states = told(corpus, "По статьям 1 и 4 Пробного кодекса Кыргызской Республики.")
    assert [(state, eid) for state, _, _, eid in states] == [("resolved", "art_1"), ("resolved", "art_4")]
