"""The dashboard over a real small run: norms of an act, its file, exports; quality control in the journal."""

from __future__ import annotations

import csv
import io

import pytest

from expertise import service_batch, service_dashboard, service_quality, service_sources
from expertise.batch.overview import Choice
from expertise.errors import UnreadableFile, WrongUse
from expertise.service_desk import Desk
from expertise.settings import corpora


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    acts = tmp_path_factory.mktemp("acts")
    for tongue in ("ru", "ky"):
        source = corpora() / "samples" / f"licensing-law.{tongue}.docx"
        (acts / source.name).write_bytes(source.read_bytes())
    out = acts.parent / "run-of-two"
    service_batch.run(service_batch.Order(out, (str(acts),), workbook=False), lambda _: None)
    return out


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "home")
    made.store.set({"name": "Айгүл"})
    yield made
    made.store.close()


def norms(run, seen):
    return list(service_dashboard.norms_at(run, seen.findings["row"].to_pylist()))


def test_an_act_has_its_field_its_norms_and_its_file(folder):
    run, seen = service_dashboard.opened(folder)
    assert {act.fields for act in seen.ranked()} == {("licensing",)}
    act = next(act for act in seen.ranked() if act.language == "ru")
    assert any("лиценз" in words for words in act.field_words)
    found = norms(run, seen.of([act.act]))
    assert len(found) == act.findings > 5
    assert all(each.quote in each.sentence for each in found if each.sentence)
    only = norms(run, seen.of([act.act]).chosen(Choice(factors=frozenset({found[0].factor}))))
    assert {each.factor for each in only} == {found[0].factor}
    name, data = service_sources.act_of(service_sources.of_run(run), act.file, act.sha256)
    assert (name, data[:2]) == ("licensing-law.ru.docx", b"PK")


def test_a_file_that_changed_since_the_run_is_refused(folder, tmp_path):
    run, seen = service_dashboard.opened(folder)
    act = seen.ranked()[0]
    path = (tmp_path / "gone.docx").absolute()
    with pytest.raises(UnreadableFile, match="not-found"):
        service_sources.act_of(service_sources.of_run(run), str(path), act.sha256)
    path.write_bytes(b"other")
    with pytest.raises(UnreadableFile, match="act-changed"):
        service_sources.act_of(service_sources.of_run(run), str(path), act.sha256)


def test_tables_are_no_formulas():
    rows = [["=1+1", "@x", -3], ["+7", "обычный; текст", 2.5]]
    data = service_dashboard.as_csv(["А", "Ү"], rows).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data), delimiter=";")) == [
        ["А", "Ү"], ["'=1+1", "'@x", "-3"], ["'+7", "обычный; текст", "2.5"],
    ]  # fmt: skip
    import zipfile

    book = service_dashboard.as_xlsx("a/b", ["А"], [["=1+1"], ["\x0bү"], [3]])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert book == service_dashboard.as_xlsx("a/b", ["А"], [["=1+1"], ["\x0bү"], [3]])


def test_a_sample_is_judged_in_the_journal_and_the_last_word_counts(folder, desk):
    run, _ = service_dashboard.opened(folder)
    assert service_quality.precision(desk)[0].share is None
    assert service_quality.precision(desk, "rule") == []
    drawn = service_quality.sample(desk, run, "весна", 8)
    assert [d.norm.id for d in service_quality.sample(desk, run, "весна", 3)] == [
        d.norm.id for d in drawn[:3]
    ]
    for each, verdict in zip(drawn, ["right"] * 5 + ["wrong", "unsure", "wrong"], strict=True):
        service_quality.judge(desk, run, "весна", each, verdict)
    service_quality.judge(desk, run, "весна", drawn[-1], "right", "посмотрели ещё раз")
    (total,) = service_quality.precision(desk)
    assert (total.right, total.wrong, total.unsure) == (6, 1, 1)
    assert total.share == pytest.approx(6 / 7)
    assert total.low < total.share < total.high
    assert sum(p.right for p in service_quality.precision(desk, "factor")) == 6
    again = service_quality.sample(desk, run, "весна", 8)
    assert (again[-1].verdict, again[-1].person, again[-1].note) == ("right", "Айгүл", "посмотрели ещё раз")
    assert len([e for e in desk.store.entries() if e.kind == "judgement"]) == 9
    assert desk.drafts(hidden=True) == []  # the book of judgements is no draft
    with pytest.raises(WrongUse, match="unknown-verdict"):
        service_quality.judge(desk, run, "весна", drawn[0], "maybe")


def test_a_sample_is_drawn_from_what_was_chosen(folder, desk):
    run, seen = service_dashboard.opened(folder)
    for language in ("ru", "ky"):
        choice = service_dashboard.Choice(languages=frozenset({language}), factors=frozenset({"A1", "A4"}))
        wanted = seen.chosen(choice)
        drawn = service_quality.sample(desk, run, "весна", 1000, choice)
        assert len(drawn) == wanted.findings.num_rows > 0
        assert {each.norm.act for each in drawn} <= set(wanted.acts["act"].to_pylist())
        assert {each.norm.factor for each in drawn} <= {"A1", "A4"}
    nothing = service_dashboard.Choice(fields=frozenset({"nothing"}))
    assert service_quality.sample(desk, run, "весна", 5, nothing) == []


@pytest.mark.parametrize(
    ("right", "total", "low", "high"), [(80, 100, 0.711, 0.867), (0, 5, 0.0, 0.434), (5, 5, 0.566, 1.0)]
)
def test_wilson_s_interval(right, total, low, high):
    assert service_quality.wilson(right, total) == pytest.approx((low, high), abs=0.001)
