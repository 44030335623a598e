"""Answers of the drafter: read from Word and tables, held to their promises, counted."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from returned_word import returned

from expertise import service_answers as answers
from expertise import service_conclusion as conclusions
from expertise.errors import UnreadableFile, WrongUse
from expertise.review.journal import broken_at
from expertise.service_acceptance import acceptance
from expertise.service_desk import Desk
from expertise.settings import corpora

NAMES = [f"licensing-law.{tongue}.docx" for tongue in ("ky", "ru")]
EDIT = {"При необходимости": "В случаях, указанных в части 1,"}
REPLIES = {
    0: "Учтено.",
    1: "Не принято: порядок установлен статьёй 5",
    2: "Спасибо за замечание",
    3: "Частично принято, срок добавлен",
    4: "Отклонено",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a signed conclusion on the sample, all findings accepted."""
    folder = tmp_path_factory.mktemp("answers") / "home"
    desk = Desk(folder)
    desk.store.set({"name": "Эксперт", "head": "Башчы", "language": "ru"})
    draft = desk.receive([(n, (corpora() / "samples" / n).read_bytes()) for n in NAMES])[0].draft
    desk.set_requisites(
        draft, {"number": "1", "date": "2026-03-01", "initiator": {"ru": "Минздрав", "ky": "Саламаттык"}}
    )
    desk.set_requisites(draft, {"verdict": "revise"})
    for text in desk.texts(draft):
        keys = list(desk.examination(text.id).by_key)
        body = {"client": uuid.uuid4().hex, "document": text.id, "action": "accept", "subjects": keys}
        desk.decide(draft, body, "ru")
    conclusions.sign(desk, draft, conclusions.Signing("срочно", leave_undecided=True))
    desk.store.close()
    return folder


@pytest.fixture
def desk(home: Path, tmp_path: Path) -> Desk:
    import shutil

    shutil.copytree(home, tmp_path / "home")
    return Desk(tmp_path / "home")


@pytest.fixture
def draft(desk: Desk) -> str:
    return desk.drafts()[0].draft


def copy(desk: Desk, draft: str, language: str = "ru") -> bytes:
    entry = desk.state(draft).signed[-1]
    return conclusions.signed_files(desk, entry)[f"annotated.{language}.docx"]


def refusal(call) -> str:
    with pytest.raises((WrongUse, UnreadableFile)) as caught:
        call()
    return caught.value.code


def by_number(desk: Desk, draft: str) -> dict[str, answers.Answered]:
    return {each.asked.number: each for each in answers.answered(desk, draft)}


def test_what_was_asked_is_numbered_as_the_conclusion_prints_it(desk, draft):
    ground = answers.basis(desk, draft)
    assert ground.signed is not None
    items = conclusions.statement(desk, draft).items
    assert {each.item for each in ground.asked} == {item.number for item in items}
    for each in ground.asked:
        item = items[each.item - 1]
        assert each.place == item.place
        assert each.objection.factor in {o.factor for o in item.objections}
        assert {key.partition(":")[0] for key in each.keys} <= {"ru", "ky"}
    keys = [key for each in ground.asked for key in each.keys]
    taken = {key for done in ground.done for key in done.by_key}
    assert len(keys) == len(set(keys))
    assert set(keys) == taken


def test_replies_and_edits_in_the_returned_copy(desk, draft):
    back = returned(copy(desk, draft), REPLIES, EDIT)
    done = answers.import_answers(desk, draft, "back.docx", back)
    assert [(t.verdict, t.how) for t in done.taken] == [
        ("accepted", "word"), ("rejected", "word"), ("partly", "word"), ("accepted", "tracked"),
    ]  # fmt: skip
    assert [(left.code, left.said) for left in done.left] == [
        ("answer-verdict", "Спасибо за замечание"), ("answer-no-reason", "Отклонено"),
    ]  # fmt: skip
    found = by_number(desk, draft)
    refused = next(a for a in found.values() if a.answer and a.answer.verdict == "rejected")
    assert refused.answer.reason == "порядок установлен статьёй 5"
    edited = next(a for a in found.values() if a.answer and a.answer.how == "tracked")
    assert "В случаях, указанных в части 1," in edited.answer.wording
    assert edited.asked.place["ru"] == "ст. 16 ч. 2"
    entries = desk.store.entries(draft)
    answers.import_answers(desk, draft, "back.docx", back)
    assert desk.store.entries(draft) == entries
    assert desk.state(draft).is_signed  # an answer changes no conclusion
    assert broken_at(desk.store.entries()) is None


def test_a_kyrgyz_copy_answers_the_same_objections(desk, draft):
    back = returned(copy(desk, draft, "ky"), {0: "Кабыл алынды", 1: "Кабыл алынган жок, анткени мөөнөт бар"})
    done = answers.import_answers(desk, draft, "back.docx", back)
    assert [t.verdict for t in done.taken] == ["accepted", "rejected"]
    first = next(a for a in answers.answered(desk, draft) if a.answer)
    assert len(first.asked.keys) == 2  # the twin in Russian is answered with it


def test_the_next_version_is_held_to_the_promises(desk, draft):
    back = returned(copy(desk, draft), {0: "Учтено.", 1: "Не принято: есть статья 5"}, EDIT)
    answers.import_answers(desk, draft, "back.docx", back)
    assert {a.promise for a in answers.answered(desk, draft)} == {"", "waiting"}
    desk.receive([("v2.docx", back)], draft)
    found = [a for a in answers.answered(desk, draft) if a.answer]
    assert [(a.answer.how, a.fate, a.promise) for a in found] == [
        ("word", "kept", "broken"), ("word", "kept", ""), ("tracked", "cured", "met"),
    ]  # fmt: skip


def test_a_table_answers_by_number(desk, draft):
    table = (
        "№;Ответ;Причина\n1;Не принято;\n2;Принято;\n3;Отклонено;так надо\n99;Принято;\n4;;\n5;непонятно;\n"
    )
    done = answers.import_answers(desk, draft, "t.csv", table.encode())
    assert {t.number for t in done.taken} == {"2", "3.1", "3.2"}
    assert [(left.place, left.code) for left in done.left] == [
        ("2", "answer-no-reason"), ("5", "answer-number"), ("7", "answer-verdict"),
    ]  # fmt: skip
    assert by_number(desk, draft)["3.2"].answer.reason == "так надо"
    one = answers.basis(desk, draft).asked[0]
    by_id = f"Код находки;Ответ\n{one.keys[0].partition(':')[2]};Учтено\n"
    assert [t.number for t in answers.import_answers(desk, draft, "i.csv", by_id.encode()).taken] == ["1"]


def test_files_that_answer_nothing_are_told(desk, draft):
    assert (
        refusal(lambda: answers.import_answers(desk, draft, "t.csv", b"a;b\n1;2\n")) == "answers-no-columns"
    )
    sample = (corpora() / "samples" / NAMES[1]).read_bytes()
    assert refusal(lambda: answers.import_answers(desk, draft, "s.docx", sample)) == "answers-no-columns"
    assert refusal(lambda: answers.import_answers(desk, draft, "b.docx", b"PK\x03\x04 x")) == "damaged"


def test_a_typed_answer_needs_a_reason_and_can_be_taken_back(desk, draft):
    assert refusal(lambda: answers.enter_answer(desk, draft, ["1"], "rejected")) == "answer-reason"
    assert refusal(lambda: answers.enter_answer(desk, draft, ["77"], "accepted")) == "answer-number"
    assert refusal(lambda: answers.enter_answer(desk, draft, [], "accepted")) == "nothing-chosen"
    assert refusal(lambda: answers.enter_answer(desk, draft, ["1"], "perhaps")) == "verdict-unknown"
    answers.enter_answer(desk, draft, ["1"], "rejected", "Нельзя", "Новая норма")
    answers.enter_answer(desk, draft, ["1"], "accepted")
    assert by_number(desk, draft)["1"].answer.verdict == "accepted"
    answers.enter_answer(desk, draft, ["1"], "")
    assert by_number(desk, draft)["1"].answer is None


def test_the_adopted_act_tells_what_became_of_each_finding(desk, draft):
    adopted = returned(copy(desk, draft), {}, EDIT)
    entry = answers.adopt(desk, draft, [("act.docx", adopted)], "№ 12 от 1 мая")
    assert answers.adopt(desk, draft, [("act.docx", adopted)], "№ 12 от 1 мая") == entry
    assert answers.adopted(desk, draft).payload["about"] == "№ 12 от 1 мая"
    told = list(entry.payload["fates"].values())
    assert (told.count("cured"), set(told)) == (1, {"cured", "kept"})
    cured = next(a for a in answers.answered(desk, draft) if a.fate == "cured")
    assert cured.asked.place["ru"] == "ст. 16 ч. 2"


def test_acceptance_by_factor_body_and_initiator(desk, draft):
    answers.import_answers(desk, draft, "back.docx", returned(copy(desk, draft), REPLIES))
    found = acceptance(desk)
    asked = len(answers.basis(desk, draft).asked)
    assert (found.total.asked, found.total.answered) == (asked, 3)
    assert (found.total.accepted, found.total.partly, found.total.rejected) == (1, 1, 1)
    assert found.total.share == pytest.approx(1 / 3)
    assert sum(each.asked for each in found.by_factor) == asked
    assert [each.name for each in found.by_initiator] == [{"ru": "Минздрав", "ky": "Саламаттык"}]
    assert found.by_body[0].name["ru"] == "Жогорку Кенеш Кыргызской Республики"
    unanswered = next(each for each in found.by_factor if not each.answered)
    assert unanswered.share is None


def test_without_objections_nothing_can_be_answered(tmp_path):
    desk = Desk(tmp_path / "other")
    draft = desk.receive([(NAMES[1], (corpora() / "samples" / NAMES[1]).read_bytes())])[0].draft
    assert answers.answered(desk, draft) == ()
    assert acceptance(desk).total.share is None
    assert refusal(lambda: answers.import_answers(desk, draft, "a.csv", b"a;b\n")) == "answers-nothing-asked"
    assert refusal(lambda: answers.adopt(desk, draft, [])) == "answers-nothing-asked"
