"""The citation graph: every reference in the table, edges between acts, pictures that are well formed."""

from __future__ import annotations

from lxml import etree
from small_acts import OLD_CODE, SUBSOIL_RU

from expertise.corpus.graph import Edge, busiest, edges, links
from expertise.corpus.picture import dot, svg

CITING = (
    'ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 9 мая 2021 года № 70\n\nО реестрах & <других> "книгах"\n\n'
    "Статья 1. Порядок\nПо статьям 1 и 9 Закона КР «О пробах недр» и Пробному кодексу КР.\n"
    "Статья 2. Иное\nПо статье 2 настоящего Закона и Закону КР «О банках».\n"
)
CITES, LAW, CODE = (
    "/akn/kg/act/law/2021-05-09/70", "/akn/kg/act/law/2012-03-05/31", "/akn/kg/act/code/1999-02-01/4",
)  # fmt: skip


def test_every_reference_to_another_act_is_a_row(corpus_of):
    corpus = corpus_of(a=CITING, b=SUBSOIL_RU, c=OLD_CODE)
    found = [(link.eid, link.target, link.label, link.state) for link in links(corpus)]
    assert found == [
        ("art_1__al_1", LAW, "ст. 1", "resolved"),
        ("art_1__al_1", LAW, "ст. 9", "dead"),
        ("art_1__al_1", CODE, "", "resolved"),
        ("art_2__al_1", "", "", "unknown"),
    ]
    assert [link.state for link in links(corpus, CODE)] == ["resolved"]
    assert len(list(links(corpus, CITES))) == 4


def test_edges_count_references(corpus_of):
    corpus = corpus_of(a=CITING, b=SUBSOIL_RU, c=OLD_CODE)
    found = edges(links(corpus))
    assert found == [Edge(CITES, LAW, 2, 1), Edge(CITES, CODE, 1, 0)]
    assert busiest(found, 2) == [Edge(CITES, LAW, 2, 1)]


def test_pictures_are_well_formed_and_always_the_same(corpus_of):
    corpus = corpus_of(a=CITING, b=SUBSOIL_RU, c=OLD_CODE)
    found = edges(links(corpus))
    picture = svg(corpus, found, "ru")
    root = etree.fromstring(picture.encode())
    assert len(root.findall(".//{*}rect")) == 3
    assert len(root.findall("./{*}path")) == 2
    assert ", 2012</text>" in picture
    assert picture == svg(corpus, found, "ru")
    text = dot(corpus, found, "ky")
    assert text.count("->") == 2
    assert '\\"книгах\\"' in text
    assert svg(corpus, [], "ru").startswith("<svg")
