"""A campaign changes while it goes on; every change stays in its journal and nothing decided is lost."""

from __future__ import annotations

import io

import docx
import pytest

from expertise import service_campaign_acts, service_campaign_papers, service_campaigns
from expertise import service_campaign_changes as changes
from expertise.errors import WrongUse
from expertise.service_campaigns import Plan
from expertise.service_desk import Desk
from tests.campaign_corpus import filled


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "home")
    made.store.set({"name": "Айгүл", "head": "Начальник", "head-post": "Начальник отдела"})
    filled(made.store.folder / "corpus.db", tmp_path)
    yield made
    made.store.close()


def laws(desk):
    return service_campaign_acts.of_query(desk, "kind:law", 500)


@pytest.fixture
def name(desk):
    return service_campaigns.create(desk, laws(desk), Plan({"ru": "Реестры"}, "2026-12-31", ("А", "Б")))


def whole(desk, name):
    return service_campaigns.campaign(desk, name)


def take(desk, name):
    done = service_campaigns.take(desk, whole(desk, name), whole(desk, name).cases)
    assert [error for _, error in done] == [None] * len(whole(desk, name).cases)


def decide_all(desk, draft):
    for text in desk.texts(draft):
        keys = text.summary["keys"]
        body = {"action": "accept", "subjects": keys, "client": text.id, "document": text.id}
        desk.decide(draft, body, text.language)


def people(desk, name):
    return [case.person for case in whole(desk, name).cases]


def test_name_deadline_and_people_change_and_drafts_follow(desk, name):
    take(desk, name)
    drafts = [case.drafts[0] for case in whole(desk, name).cases]
    desk.set_requisites(drafts[1], {"deadline": "2026-12-01"})
    changes.replan(desk, name, Plan({"ru": "Реестры КР", "ky": "Реестрлер"}, "2027-01-31", ("А", "Б")))
    now = whole(desk, name)
    assert (now.title, now.deadline) == ({"ru": "Реестры КР", "ky": "Реестрлер"}, "2027-01-31")
    assert [desk.state(d).requisites["deadline"] for d in drafts] == [
        "2027-01-31",
        "2026-12-01",
        "2027-01-31",
    ]
    assert now.changes[-1].said == {
        "what": "plan", "title": {"ru": "Реестры КР", "ky": "Реестрлер"}, "deadline": "2027-01-31"
    }  # fmt: skip
    assert (now.changes[-1].person, now.changes[-1].at[:2]) == ("Айгүл", "20")
    changes.replan(desk, name, Plan({"ru": "Реестры КР", "ky": "Реестрлер"}, "2027-01-31", ("А", "Б")))
    assert len(whole(desk, name).changes) == 2  # nothing new, nothing entered


def test_who_leaves_hands_over_what_is_open_and_keeps_what_is_finished(desk, name):
    take(desk, name)
    assert people(desk, name) == ["А", "Б", "А"]
    decide_all(desk, whole(desk, name).cases[0].drafts[0])
    changes.replan(desk, name, Plan({"ru": "Реестры"}, "2026-12-31", ("Б", "В")))
    assert whole(desk, name).people == ("Б", "В")
    assert people(desk, name) == ["А", "Б", "Б"]
    assert [share.person for share in service_campaigns.shares(desk, whole(desk, name))] == ["Б", "В", "А"]
    with pytest.raises(WrongUse, match="campaign-people"):
        changes.replan(desk, name, Plan({"ru": "Реестры"}, "", (" ",)))


def test_acts_are_handed_to_somebody_new(desk, name):
    keys = [case.key for case in whole(desk, name).cases]
    changes.hand(desk, name, keys[:2], " Г ")
    assert people(desk, name) == ["Г", "Г", "А"]
    assert whole(desk, name).people == ("А", "Б", "Г")
    before = len(whole(desk, name).changes)
    changes.hand(desk, name, keys[:2], "Г")
    assert len(whole(desk, name).changes) == before
    for bad, code in (([], "campaign-none-chosen"), (["nothing"], "unknown-case")):
        with pytest.raises(WrongUse, match=code):
            changes.hand(desk, name, bad, "Г")
    with pytest.raises(WrongUse, match="campaign-people"):
        changes.hand(desk, name, keys, "")


def test_a_dropped_act_keeps_its_decisions_and_comes_back_with_them(desk, name):
    take(desk, name)
    case = whole(desk, name).cases[0]
    decide_all(desk, case.drafts[0])
    with pytest.raises(WrongUse, match="campaign-reason"):
        changes.drop(desk, name, [case.key], " ")
    changes.drop(desk, name, [case.key], "Акт утратил силу")
    now = whole(desk, name)
    assert (len(now.cases), [c.dropped for c in now.dropped]) == (2, ["Акт утратил силу"])
    assert desk.draft(case.drafts[0]).decided
    said = docx.Document(io.BytesIO(service_campaign_papers.report(desk, now, "")["report.ru.docx"]))
    cells = [c.text for t in said.tables for r in t.rows for c in r.cells]
    assert "Акт утратил силу" in cells
    assert sum(case.title("ru") in cell for cell in cells) == 1  # among the dropped ones only
    came = changes.add(desk, name, laws(desk))
    assert (came.added, came.back, came.known) == (0, 1, 2)
    assert {c.key: c for c in whole(desk, name).cases}[case.key] == case
    changes.drop(desk, name, [case.key], "снова")
    changes.bring_back(desk, name, [case.key])
    assert whole(desk, name).dropped == ()
    assert [c.what for c in whole(desk, name).changes] == [
        "campaign", "drop", "add", "drop", "bring-back"
    ]  # fmt: skip


def test_acts_come_in_and_people_take_turns_from_where_they_are(desk, name):
    came = changes.add(desk, name, service_campaign_acts.of_query(desk, "", 500))
    assert (came.added, came.back, came.known) == (1, 0, 3)
    assert people(desk, name) == ["А", "Б", "А", "Б"]
    assert changes.add(desk, name, laws(desk)).known == 3
    assert len(whole(desk, name).changes) == 2
    with pytest.raises(WrongUse, match="campaign-empty"):
        changes.add(desk, name, [])


def test_a_closed_campaign_takes_no_changes_until_it_is_opened_again(desk, name):
    changes.close(desk, name, "Срок вышел")
    now = whole(desk, name)
    assert now.closed
    key = now.cases[0].key
    refused = (
        lambda: changes.replan(desk, name, Plan({"ru": "Другое"}, "", ("А",))),
        lambda: changes.hand(desk, name, [key], "Б"),
        lambda: changes.add(desk, name, laws(desk)),
        lambda: changes.drop(desk, name, [key], "так"),
        lambda: changes.bring_back(desk, name, [key]),
        lambda: changes.close(desk, name),
    )
    for change in refused:
        with pytest.raises(WrongUse, match="campaign-closed"):
            change()
    assert [e.code for _, e in service_campaigns.take(desk, now, now.cases) if e] == ["campaign-closed"] * 3
    changes.reopen(desk, name)
    changes.reopen(desk, name)
    take(desk, name)
    assert [c.what for c in whole(desk, name).changes] == ["campaign", "close", "reopen"]


def test_a_journal_of_the_first_form_is_read(desk):
    """Campaigns that began before acts could come from a corpus had one folder and no changes."""
    old = {
        "title": {"ru": "Старая"}, "deadline": "", "people": ["А"], "place": "/acts",
        "versions": {"lexicon": "x", "engine": "1"},
        "cases": [
            {"key": "k", "person": "А", "files": [["a.docx", "0" * 64]], "titles": {"ru": "О"}, "bodies": {}}
        ],
    }  # fmt: skip
    book = desk.store.add_draft("А", "old", {"book": "campaign"})
    desk.store.enter(book, "А", "campaign", old)
    (case,) = whole(desk, book).cases
    assert (case.place, case.database, case.dropped) == ("/acts", "", "")
    changes.hand(desk, book, ["k"], "Б")
    assert people(desk, book) == ["Б"]
