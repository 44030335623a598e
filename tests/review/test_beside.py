"""The desk with a corpus beside it: references to other acts are looked up, and every text says in what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from expertise import service_bases, service_conclusion
from expertise.corpus.adding import mark
from expertise.corpus.work import Standing
from expertise.errors import WrongUse
from expertise.review.beside import Beside
from expertise.review.examination import packed, unpacked
from expertise.service_desk import Desk
from tests.campaign_corpus import ONE, THREE, filled, took

REFERRING = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
О пробах

Статья 1. Порядок
1. Проба берётся в порядке, установленном Законом Кыргызской Республики «О порядке реестр лицензий» \
от 1 мая 2010 года № 11.
2. Проба хранится один год.
"""
AMENDING = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
О внесении изменений в Закон Кыргызской Республики «О пробах»

Статья 1. Внести в Закон Кыргызской Республики «О пробах» следующие изменения:
1) часть 2 статьи 1 изложить в следующей редакции:
«2. Проба хранится в порядке, установленном Законом Кыргызской Республики «О порядке учёт земель» \
от 3 мая 2020 года № 13.».

Статья 2. Настоящий Закон вступает в силу сразу.
"""
TABLE = """Сравнительная таблица
Действующая редакция\tПредлагаемая редакция
Статья 1. 1. Проба берётся сразу.\tСтатья 1. 1. Проба берётся по усмотрению органа.
"""


def with_corpus(desk: Desk, folder) -> None:
    filled(desk.corpus.path, folder)
    mark(desk.corpus.path, ONE, Standing("repealed", date(2025, 1, 1), "hand", ""))
    mark(desk.corpus.path, THREE, Standing("repealed", date(2025, 1, 1), "hand", ""))


def received(desk: Desk, text: str = REFERRING) -> str:
    (taken,) = desk.receive([("draft.txt", text.encode())])
    assert taken.error is None
    return taken.draft


def references(desk: Desk, draft: str) -> list[tuple[str, str]]:
    (text,) = desk.texts(draft)
    found = desk.examination(text.id).findings
    return [(f.rule, f.eid) for f in found if f.rule.startswith("C-REF")]


def said(desk: Desk, draft: str, language: str = "ru") -> str:
    limits = service_conclusion.statement(desk, draft).limits
    return next(limit.reason[language] for limit in limits if limit.factor == "D6")


def test_a_reference_to_a_repealed_act_is_found_and_the_corpus_is_named(desk, tmp_path):
    with_corpus(desk, tmp_path)
    draft = received(desk)
    assert references(desk, draft) == [("C-REF-05", "art_1__para_1")]
    (text,) = desk.texts(draft)
    done = desk.examination(text.id)
    assert done.corpus == desk.corpus.state()
    assert unpacked(packed(done)) == done
    assert f"состояние {done.corpus.digest[:12]}" in said(desk, draft)
    assert "актылар 4" in said(desk, draft, "ky")
    assert desk.outdated(draft) == ()


def test_without_a_corpus_nothing_is_looked_up_and_that_is_said(desk, tmp_path):
    draft = received(desk)
    assert references(desk, draft) == []
    assert said(desk, draft).endswith("(корпуса не было: другие акты не искались)")
    assert desk.outdated(draft) == ()
    with_corpus(desk, tmp_path)
    assert desk.outdated(draft) == ("corpus",)
    desk.examine_again(draft)
    assert references(desk, draft) == [("C-REF-05", "art_1__para_1")]
    assert desk.outdated(draft) == ()
    mark(desk.corpus.path, ONE, Standing("in-force", date(2025, 2, 1), "hand", ""))
    assert desk.outdated(draft) == ("corpus",)
    desk.examine_again(draft)
    assert references(desk, draft) == []


def test_an_examination_of_before_reads_as_not_looked_up(desk):
    (text,) = desk.texts(received(desk))
    old = replace(desk.examination(text.id), corpus=None)
    assert b"corpus" not in packed(old)
    assert unpacked(packed(old)).corpus is None


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_corpus_stops_no_draft_and_is_told(desk, content):
    desk.corpus.path.write_bytes(content)
    draft = received(desk)
    assert desk.outdated(draft) == ()
    assert "корпуса не было" in said(desk, draft)
    fault = desk.corpus.fault()
    assert (fault and fault.code) == ("corpus-damaged" if content else None)


def test_a_corpus_that_breaks_while_it_is_read_stops_no_draft(desk, tmp_path, monkeypatch):
    with_corpus(desk, tmp_path)

    def broken(*_: object) -> None:
        raise WrongUse("corpus-damaged", file="corpus.db")

    monkeypatch.setattr("expertise.corpus.store.Corpus.rows", broken)
    assert references(desk, received(desk)) == []


def test_what_a_corpus_in_change_said_is_not_kept(tmp_path):
    took(tmp_path / "corpus.db", tmp_path, {"one": REFERRING})
    beside = Beside(tmp_path / "corpus.db")
    seen = []

    def meddling(corpus):
        seen.append(corpus and corpus.state.acts)
        took(tmp_path / "corpus.db", tmp_path, {"more": REFERRING.replace("пробах", f"пробах {len(seen)}")})
        return corpus

    assert beside.looking(meddling) is None
    assert seen == [1, 2, 3, None]


def test_an_error_of_the_draft_itself_is_not_taken_for_one_of_the_corpus(tmp_path):
    took(tmp_path / "corpus.db", tmp_path, {"one": REFERRING})

    def failing(corpus):
        raise WrongUse("no-operations", file="draft")

    with pytest.raises(WrongUse, match="no-operations"):
        Beside(tmp_path / "corpus.db").looking(failing)


def test_a_draft_on_its_base_has_its_references_looked_up_too(desk, tmp_path):
    with_corpus(desk, tmp_path)
    draft = received(desk, AMENDING)
    assert service_bases.add_bases(desk, draft, [("base.txt", REFERRING.encode())]) == []
    (text,) = desk.texts(draft)
    assert [rule for rule, _ in references(desk, draft)] == ["C-REF-05"]
    introduced = service_bases.amended(desk, text).introduced()
    assert [f.rule for f in introduced if f.rule.startswith("C-REF")] == ["C-REF-05"]


def test_a_comparative_table_is_not_looked_up_and_never_outdated_by_a_corpus(desk, tmp_path):
    import docx

    table = docx.Document()
    table.add_paragraph("Сравнительная таблица к проекту Закона Кыргызской Республики «О пробах»")
    rows = [line.split("\t") for line in TABLE.splitlines()[1:]]
    grid = table.add_table(len(rows), 2)
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            grid.cell(y, x).text = words
    path = tmp_path / "table.docx"
    table.save(path)
    with_corpus(desk, tmp_path)
    (taken,) = desk.receive([("table.docx", path.read_bytes())])
    (text,) = desk.texts(taken.draft)
    assert desk.examination(text.id).corpus is None
    assert desk.outdated(taken.draft) == ()
