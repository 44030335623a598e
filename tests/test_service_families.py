"""Copies of a decided norm are proposed; only what the expert chooses is decided, and nothing twice."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from expertise.errors import WrongUse
from expertise.service_desk import Desk
from expertise.service_families import copies, decide_copies, named_copies
from expertise.settings import corpora

NORM = "1. Лицензиар вправе в необходимых случаях запросить дополнительные сведения у заявителя{more}."
LAW = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО примере {name}\nСтатья {n}. Порядок\n{norm}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "language": "ru"})
    return made


def receive(desk: Desk, name: str, norm: str, n: int = 1) -> str:
    """Hand in a law with one norm and return its draft."""
    return desk.receive([(f"{name}.txt", LAW.format(name=name, n=n, norm=norm).encode())])[0].draft


def subject(desk: Desk, draft: str) -> str:
    """The finding of rule A1-01, which every norm of these tests has."""
    (text,) = desk.texts(draft)
    found = desk.examination(text.id).by_key
    return next(name for name, finding in found.items() if finding.rule == "A1-01")


def decide(desk: Desk, draft: str, action: str = "reject", **more: str) -> str:
    name = subject(desk, draft)
    body = {
        "action": action,
        "client": uuid.uuid4().hex,
        "document": desk.texts(draft)[0].id,
        "subjects": [name],
    }
    desk.decide(draft, {**body, **more}, "ru")
    return name


@pytest.fixture
def drafts(desk) -> dict[str, str]:
    """The decided law, a copy under another number, a near copy, and one with another norm."""
    other = "1. Лицензиар вправе в необходимых случаях отменить выданное ранее разрешение любого лица."
    return {
        "first": receive(desk, "первом", NORM.format(more="")),
        "same": receive(desk, "втором", NORM.format(more="").replace("1.", "2."), n=7),
        "near": receive(desk, "третьем", NORM.format(more=" лично")),
        "other": receive(desk, "четвёртом", other),
    }


def test_copies_are_proposed_and_nothing_is_decided(desk, drafts):
    name = decide(desk, drafts["first"], reason="low-risk")
    found = copies(desk, drafts["first"], name)
    assert [(copy.draft, copy.similarity == 1.0) for copy in found] == [
        (drafts["same"], True), (drafts["near"], False)
    ]  # fmt: skip
    assert found[0].label.startswith("ст. 7")
    assert not desk.state(drafts["same"]).decisions
    assert not desk.state(drafts["near"]).decisions


def test_only_what_is_chosen_is_decided_with_the_same_reason(desk, drafts):
    name = decide(desk, drafts["first"], reason="low-risk", note="мелочь")
    same, _ = copies(desk, drafts["first"], name)
    (done,) = decide_copies(desk, drafts["first"], [same], "c1", "ru")
    assert done.seq
    made = desk.state(drafts["same"]).decisions[same.subject]
    assert (made.action, made.reason, made.note) == ("reject", "low-risk", "мелочь")
    assert not desk.state(drafts["near"]).decisions
    assert [copy.draft for copy in copies(desk, drafts["first"], name)] == [drafts["near"]]


def test_the_experts_wording_goes_with_it(desk, drafts):
    words = {"why": {"ru": "Потому"}, "recommendation": {"ru": "Исправить"}}
    name = decide(desk, drafts["first"], "change", **words)
    list(decide_copies(desk, drafts["first"], copies(desk, drafts["first"], name), "c1", "ru"))
    for draft in ("same", "near"):
        (made,) = desk.state(drafts[draft]).decisions.values()
        assert (made.action, dict(made.why), dict(made.recommendation)) == ("change", *words.values())


def test_the_same_request_again_changes_nothing(desk, drafts):
    name = decide(desk, drafts["first"], "accept")
    chosen = copies(desk, drafts["first"], name)
    first = list(decide_copies(desk, drafts["first"], chosen, "c1", "ru"))
    again = list(decide_copies(desk, drafts["first"], chosen, "c1", "ru"))
    assert [each.seq for each in first] == [each.seq for each in again]


def test_what_was_decided_meanwhile_stays_as_it_was(desk, drafts):
    name = decide(desk, drafts["first"], "accept")
    chosen = copies(desk, drafts["first"], name)
    decide(desk, drafts["same"], reason="low-risk")
    done = list(decide_copies(desk, drafts["first"], chosen, "c1", "ru"))
    assert [getattr(each.error, "code", None) for each in done] == ["copy-gone", None]
    assert [d.action for d in desk.state(drafts["same"]).decisions.values()] == ["reject"]


def test_a_campaign_looks_at_its_own_drafts_only(desk, drafts):
    name = decide(desk, drafts["first"], "accept")
    found = copies(desk, drafts["first"], name, among=[drafts["first"], drafts["near"]])
    assert [copy.draft for copy in found] == [drafts["near"]]


def test_without_a_decision_there_is_nothing_to_hand_on(desk, drafts):
    with pytest.raises(WrongUse, match="copy-of-undecided"):
        copies(desk, drafts["first"], subject(desk, drafts["first"]))
    with pytest.raises(WrongUse, match="unknown-finding"):
        copies(desk, drafts["first"], "ru:nobody")


def test_a_finding_on_the_whole_act_has_no_copies(desk):
    path = corpora() / "samples" / "licensing-law.ru.docx"
    first, second = (
        desk.receive([(f"{name}.docx", path.read_bytes() + b"\0" * place)])[0].draft
        for place, name in enumerate(("one", "two"))
    )
    assert first != second
    (text,) = desk.texts(first)
    found = desk.examination(text.id).by_key
    whole = next(name for name, finding in found.items() if finding.sentence is None)
    norm = next(name for name, finding in found.items() if finding.sentence)
    for name in (whole, norm):
        body = {"action": "accept", "client": name, "document": text.id, "subjects": [name]}
        desk.decide(first, body, "ru")
    assert copies(desk, first, whole) == []
    assert norm in [copy.subject for copy in copies(desk, first, norm)]


def test_several_findings_of_a_norm_are_looked_for_at_once_and_decided_each_as_it_was(desk):
    path = corpora() / "samples" / "licensing-law.ru.docx"
    first, second = (
        desk.receive([(f"{name}.docx", path.read_bytes() + b"\0" * place)])[0].draft
        for place, name in enumerate(("one", "two"))
    )
    (text,) = desk.texts(first)
    found = [name for name, each in desk.examination(text.id).by_key.items() if each.sentence][:3]
    for name, action in zip(found, ("accept", "reject"), strict=False):
        body = {"action": action, "client": name, "document": text.id, "subjects": [name]}
        desk.decide(first, {**body, **({"reason": "low-risk"} if action == "reject" else {})}, "ru")
    chosen = copies(desk, first, *found)  # the third is not decided and left out
    assert {copy.of for copy in chosen} == set(found[:2])
    assert all(copy.draft == second and not copy.signed for copy in chosen)
    list(decide_copies(desk, first, chosen, "c", "ru"))
    made = desk.state(second).decisions
    assert {made[copy.subject].action for copy in chosen if copy.of == found[0]} == {"accept"}
    assert {made[copy.subject].action for copy in chosen if copy.of == found[1]} == {"reject"}


@pytest.mark.parametrize("said", [None, [], "x", [1], [{"of": "a"}], [{"of": 1, "draft": "d"}]])
def test_what_names_no_copies_is_refused(said):
    with pytest.raises(WrongUse, match="bad-request"):
        named_copies(said)
