"""Acts of the corpus on the desk and in campaigns: from a run, by query, by list; a corpus that changed."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing
from dataclasses import replace

import docx
import pytest

from expertise import (
    service,
    service_batch,
    service_campaign_acts,
    service_campaigns,
    service_conclusion,
    service_dashboard,
    service_sources,
)
from expertise.corpus.store import Corpus
from expertise.errors import UnreadableFile, WrongUse
from expertise.service_campaigns import Plan
from expertise.service_desk import Desk
from tests.campaign_corpus import ONE, RU, THREE, TWO, filled, took


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "home")
    made.store.set({"name": "Айгүл", "head": "Начальник", "head-post": "Начальник отдела"})
    filled(made.store.folder / "corpus.db", tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def run(desk, tmp_path):
    order = service_batch.Order(
        tmp_path / "out", query="реестр", database=desk.store.folder / "corpus.db", workbook=False
    )
    service_batch.run(order, lambda _: None)
    return service_dashboard.opened(tmp_path / "out")


def held(desk, uri, language):
    with closing(Corpus.open(desk.store.folder / "corpus.db")) as corpus:
        return corpus.act(uri, language)


def test_the_summary_names_the_corpus(desk, run):
    assert run[0].summary["database"] == str((desk.store.folder / "corpus.db").absolute())


def test_an_act_of_a_corpus_run_opens_on_the_desk_as_it_was_examined(desk, run):
    act = next(a for a in run[1].ranked() if a.language == "ru")
    received = service_sources.to_desk(desk, run[0], act.file, act.sha256)
    assert received.error is None
    (text,) = desk.texts(received.draft)
    done = desk.examination(text.id)
    source = held(desk, ONE, "ru")
    assert (text.file, text.kept) == (f"{ONE}/ru", True)
    assert (done.act.text, done.act.units, done.act.lines) == (source.text, source.units, source.lines)
    assert (done.act.requisites, done.act.sha256) == (source.requisites, act.sha256)
    rows = run[1].of([act.act]).findings["row"].to_pylist()
    norms = list(service_dashboard.norms_at(run[0], rows))
    assert norms
    assert {(n.id, n.eid) for n in norms} == {(f.id, f.eid) for f in done.findings}
    again = service_sources.to_desk(desk, run[0], act.file, act.sha256)
    assert (again.draft, again.known) == (received.draft, True)


def test_its_draft_is_examined_again_copied_and_signed_from_what_was_kept(desk, run):
    act = next(a for a in run[1].ranked() if a.language == "ru")
    draft = service_sources.to_desk(desk, run[0], act.file, act.sha256).draft
    (desk.store.folder / "corpus.db").unlink()
    (text,) = desk.texts(draft)
    key = text.summary["keys"][0]
    body = {"action": "accept", "subjects": [key], "client": "c1", "document": text.id}
    desk.decide(draft, body, "ru")
    copy = docx.Document(io.BytesIO(service_conclusion.annotated(desk, draft, text)))
    assert "вправе в необходимых случаях" in "\n".join(p.text for p in copy.paragraphs)
    before = desk.examination(text.id)
    desk.examine_again(draft)
    (now,) = desk.texts(draft)
    assert (now.version, now.kept) == (2, True)
    assert desk.examination(now.id) == replace(before, corpus=None)
    desk.set_requisites(draft, {"number": "1", "date": "2026-11-26", "verdict": "revise"})
    entry = service_conclusion.sign(desk, draft, service_conclusion.Signing("можно", leave_undecided=True))
    archive = zipfile.ZipFile(io.BytesIO(desk.store.archive(entry.payload["archive"])))
    assert "inputs/texts/ru/akn-kg-act-law-2010-05-01-11-ru.json" in archive.namelist()


def test_a_file_that_looks_like_a_kept_act_is_read_as_a_file(desk):
    data = ('{"act":{"text":"x"}}\n' + RU.format(day=1, year=2020, number=1, subject="реестр")).encode()
    (received,) = desk.receive([("trick.txt", data)])
    (text,) = desk.texts(received.draft)
    assert not text.kept
    desk.examine_again(received.draft)
    assert "Лицензиар вправе" in desk.examination(desk.texts(received.draft)[0].id).act.text


def test_a_corpus_that_changed_or_is_gone_is_told(desk, run, tmp_path):
    act = next(a for a in run[1].ranked() if a.language == "ru")
    source = service_sources.of_run(run[0])
    took(
        desk.store.folder / "corpus.db", tmp_path,
        {"new": RU.format(day=1, year=2010, number=11, subject="реестр лицензий и разрешений")
         .replace("9 июля 2013", "9 июля 2024")},
    )  # fmt: skip
    for code, file, sha in (
        ("corpus-act-changed", act.file, act.sha256),
        ("corpus-act-gone", "/akn/kg/act/law/2001-01-01/1/ru", act.sha256),
        ("corpus-act-gone", f"{THREE}/ky", act.sha256),
    ):
        with pytest.raises(UnreadableFile, match=code) as raised:
            service_sources.act_of(source, file, sha)
        for tongue, words in service.messages().items():
            assert file in service.render(raised.value, words), tongue
    with pytest.raises(WrongUse, match="corpus-missing"):
        service_sources.act_of(replace(source, database=str(tmp_path / "none.db")), act.file, act.sha256)


def test_a_campaign_of_a_corpus_run_takes_its_acts(desk, run):
    cases = service_campaign_acts.of_choice(*run)
    assert [[file for file, _ in case.files] for case in cases] == [[f"{ONE}/ky", f"{ONE}/ru"]]
    name = service_campaigns.create(desk, cases, Plan({"ru": "Реестры"}, "", ()))
    whole = service_campaigns.campaign(desk, name)
    assert [error for _, error in service_campaigns.take(desk, whole, whole.cases)] == [None]
    (draft,) = service_campaigns.campaign(desk, name).cases[0].drafts
    assert [text.language for text in desk.texts(draft)] == ["ky", "ru"]
    assert desk.state(draft).requisites["form"] == "prosecutor-act"


def test_a_query_gives_acts_with_titles_of_both_languages(desk):
    cases = service_campaign_acts.of_query(desk, "лицензия", 500)
    assert [set(case.titles) for case in cases] == [{"ky", "ru"}]
    assert len(service_campaign_acts.of_query(desk, "kind:law", 500)) == 3
    with pytest.raises(WrongUse, match="campaign-large"):
        service_campaign_acts.of_query(desk, "", 3)
    with pytest.raises(WrongUse, match="corpus-bad-query"):
        service_campaign_acts.of_query(desk, "colour:red", 3)


LINES = [
    (ONE, [[f"{ONE}/ky", f"{ONE}/ru"]]),
    (f"{ONE[1:]}/ru", [[f"{ONE}/ru"]]),
    ("Закон КР от 3 мая 2020 года № 13", [[f"{THREE}/ru"]]),
    ("2020-жылдын 3-майындагы № 13 мыйзам", [[f"{THREE}/ru"]]),
    ("№ 13, 03.05.2020", [[f"{THREE}/ru"]]),
    ("13; 2020-05-03", [[f"{THREE}/ru"]]),
    ("2020-05-03 13", [[f"{THREE}/ru"]]),
    ('1;"Закон от 3 мая 2020 года № 13";да', [[f"{THREE}/ru"]]),
    ("Закон № 12 от 2 мая 2015 года", [[f"{TWO}/ru"]]),
    ("№ 12 от 2 мая 2015 года", "list-many"),
    (f"{THREE}/ky", "corpus-no-text"),
    ("/akn/kg/act/law/1999-01-01/1", "corpus-unknown-act"),
    ("№ 99 от 2 мая 2015 года", "list-not-held"),
    ("1;Закон;№ 99 от 2 мая 2015 года", "list-not-held"),
    ("небывалое", "list-unknown"),
]


@pytest.mark.parametrize(("line", "found"), LINES, ids=[line for line, _ in LINES])
def test_a_line_of_a_list_means_an_act_or_says_why_not(desk, line, found):
    listed = service_campaign_acts.of_list(desk, f"\n{line}\n")
    if isinstance(found, str):
        assert listed.cases == ()
        assert [(u.line, u.text, u.error.code) for u in listed.unfound] == [(2, line, found)]
    else:
        assert [[file for file, _ in case.files] for case in listed.cases] == found
        assert listed.unfound == ()


def test_a_list_names_files_of_a_run_and_each_act_once(desk, tmp_path):
    for place, name in enumerate(("a/law.txt", "b/law.txt", "b/other.txt")):
        path = tmp_path / "acts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RU.format(day=7, year=2001, number=70 + place, subject=name), encoding="utf-8")
    out = tmp_path / "files"
    service_batch.run(service_batch.Order(out, (str(tmp_path / "acts"),), workbook=False), lambda _: None)
    run, _ = service_dashboard.opened(out)
    asked = "other.txt\na\\law.txt\nlaw.txt\n№ 71 от 7 мая 2001 года\nother.txt\n"
    listed = service_campaign_acts.of_list(desk, asked, run)
    assert [case.files[0][0].rpartition("acts/")[2] for case in listed.cases] == [
        "b/other.txt", "a/law.txt", "b/law.txt"
    ]  # fmt: skip
    assert [(u.line, u.error.code) for u in listed.unfound] == [(3, "list-many")]
    name = service_campaigns.create(desk, listed.cases, Plan({"ru": "Список"}, "", ()))
    whole = service_campaigns.campaign(desk, name)
    assert [error for _, error in service_campaigns.take(desk, whole, whole.cases)] == [None] * 3


def test_drafts_of_the_desk_join_with_what_was_decided(desk, run):
    act = next(a for a in run[1].ranked() if a.language == "ru")
    draft = service_sources.to_desk(desk, run[0], act.file, act.sha256).draft
    files = [("a.txt", RU.format(day=9, year=2022, number=9, subject="реестр").encode())]
    (received,) = desk.receive(files)
    desk.set_requisites(received.draft, {"form": "ministry-draft"})
    cases = service_campaign_acts.of_drafts(desk, [draft, received.draft, draft])
    assert [(case.files, case.drafts) for case in cases] == [
        (((f"{ONE}/ru", act.sha256),), (draft,)),
        ((("a.txt", desk.texts(received.draft)[0].sha256),), (received.draft,)),
    ]
    name = service_campaigns.create(desk, cases, Plan({"ru": "Со стола"}, "2027-01-01", ()))
    whole = service_campaigns.campaign(desk, name)
    assert [case.drafts for case in whole.cases] == [(draft,), (received.draft,)]
    said = [desk.state(d).requisites for d in (draft, received.draft)]
    assert [(each["form"], each["deadline"]) for each in said] == [
        ("prosecutor-act", "2027-01-01"), ("ministry-draft", "2027-01-01")
    ]  # fmt: skip
    (share,) = service_campaigns.shares(desk, whole)
    assert (share.cases, share.taken) == (2, 2)
    with pytest.raises(WrongUse, match="unknown-draft"):
        service_campaign_acts.of_drafts(desk, ["nothing"])


def test_a_list_from_windows_is_read_and_one_too_long_refused(desk):
    assert service_campaign_acts.decoded("Закон № 13".encode("cp1251")) == "Закон № 13"
    assert service_campaign_acts.decoded("\ufeffМыйзам № 13".encode()) == "Мыйзам № 13"
    with pytest.raises(WrongUse, match="list-long"):
        service_campaign_acts.of_list(desk, "x\n" * 5001)
