"""A public discussion at the desk: nothing personal leaves it, nothing is refused without a reason."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pdfplumber
import pytest

from expertise import service_conclusion as conclusions
from expertise import service_discussion as discussions
from expertise import service_return as returns
from expertise import service_ria
from expertise.discussion.proposal import Proposal
from expertise.errors import WrongUse
from expertise.reading import read
from expertise.review.journal import broken_at, canonical
from expertise.service_desk import Desk
from expertise.settings import corpora

FOLDER = corpora() / "discussion"
DAY, PERIOD = "2026-03-20", ("2026-03-01", "2026-03-20")
#: Everything personal that the sample tables hold and nobody consented to.
PLANTED = (
    "Выдуманова", "Айгуль", "Образцовна", "01-02-03", "aigul", "21205199900001", "00-00-11", "Образцов",
    "Придуманную", "0700 11", "n.primerov", "Тестова", "0000001", "Несуществующая", "Үлгүбаева", "Айжан",
    "0777", "Ойдон", "99 88 77",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "Эксперт", "head": "Башчы", "language": "ru"})
    return made


@pytest.fixture
def draft(desk: Desk) -> str:
    names = [f"licensing-law.{tongue}.docx" for tongue in ("ky", "ru")]
    return desk.receive([(n, (corpora() / "samples" / n).read_bytes()) for n in names])[0].draft


def take(desk: Desk, draft: str, name: str) -> discussions.Received:
    return discussions.import_proposals(desk, draft, name, (FOLDER / name).read_bytes())


def decide_all(desk: Desk, draft: str, verdict: str = "accepted", reason: str = "") -> None:
    for group in discussions.discussion(desk, draft).groups:
        discussions.resolve(desk, draft, group.numbers, verdict, {"ru": reason, "ky": reason})


def refusal(call) -> str:
    with pytest.raises(WrongUse) as caught:
        call()
    return caught.value.code


def text_of(name: str, data: bytes) -> str:
    if name.endswith(".pdf"):
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return " ".join(page.extract_text() for page in pdf.pages)
    document = docx.Document(io.BytesIO(data))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return " ".join([*cells, *(p.text for p in document.paragraphs)])


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_tables_are_taken_in_once_and_bad_rows_are_named(desk, draft, form):
    ru, ky = (take(desk, draft, f"proposals.{tongue}.{form}") for tongue in ("ru", "ky"))
    assert (ru.numbers, ky.numbers) == (tuple(range(1, 7)), tuple(range(7, 11)))
    assert [(b.row, b.code, b.kept) for b in ru.bad] == [(7, "no-text", False)]
    assert take(desk, draft, f"proposals.ru.{form}").known
    found = discussions.discussion(desk, draft)
    assert found.totals.proposals == 10
    assert [g.numbers for g in found.groups] == [(1, 2), (3,), (4,), (5,), (6,), (7,), (8, 9), (10,)]
    assert [g.places[0].ru if g.places else "" for g in found.groups] == [
        "ст. 18 ч. 1", "ст. 16 ч. 2", "", "ст. 8 ч. 2", "ст. 10", "ст. 18 ч. 1", "ст. 16 ч. 2", "",
    ]  # fmt: skip


def test_a_refusal_needs_a_reason(desk, draft):
    take(desk, draft, "proposals.ru.xlsx")
    for verdict in ("rejected", "partly"):
        assert refusal(lambda v=verdict: discussions.resolve(desk, draft, [1], v, {"ru": " "})) == (
            "discussion-reason"
        )
    assert refusal(lambda: discussions.resolve(desk, draft, [99], "accepted", {})) == "discussion-number"
    assert refusal(lambda: discussions.resolve(desk, draft, [1], "maybe", {})) == "verdict-unknown"
    assert refusal(lambda: discussions.resolve(desk, draft, [], "accepted", {})) == "nothing-chosen"
    discussions.resolve(desk, draft, [1], "rejected", {"ru": "Срок есть"})
    discussions.resolve(desk, draft, [1], "", {})
    assert discussions.discussion(desk, draft).totals.undecided == 6


def test_decisions_in_the_table_are_taken_with_their_reasons(desk, draft):
    table = (
        "№;Предложение;Решение;Причина;Норма\n1;Первое;Принято;;ст. 5\n2;Второе;Отклонено;;ст. 5\n"
        "3;Третье;Отклонено: срок есть;;\n4;Четвёртое;подумаем;;\n"
    )
    done = discussions.import_proposals(desk, draft, "a.csv", table.encode())
    assert (done.numbers, done.decided) == ((1, 2, 3, 4), 2)
    assert [(b.row, b.code, b.kept) for b in done.bad] == [(3, "reason", True), (5, "verdict", True)]
    third = discussions.discussion(desk, draft).proposals[2]
    assert dict(third.resolution.reason) == {"ru": "срок есть", "ky": "срок есть"}


def test_a_file_without_proposals_is_told(desk, draft):
    assert refusal(lambda: discussions.import_proposals(desk, draft, "a.csv", b"a;b\n1;2\n")) == (
        "discussion-no-columns"
    )


def test_no_personal_data_is_published_or_archived(desk, draft):
    for name in ("proposals.ru.xlsx", "proposals.ky.xlsx"):
        take(desk, draft, name)
    decide_all(desk, draft, "rejected", "Ответ дан Выдумановой Айгуль, тел. 0555 01-02-03")
    assert discussions.published(desk, draft) is None
    discussions.confirm(desk, draft, DAY, PERIOD)
    found = discussions.published(desk, draft)
    assert set(found.files) == {f"discussion.{t}.{f}" for t in ("ru", "ky") for f in ("docx", "pdf")}
    shown = {name: text_of(name, data) for name, data in found.files.items()}
    shown["rows"] = canonical(found.rows)
    for name, text in shown.items():
        assert [secret for secret in PLANTED if secret in text] == [], name
        assert "Примеров Нурлан" in " ".join(text.split()), name  # he consented
        assert "Чистый берег" in text
    assert "[личные данные исключены]" in shown["discussion.ru.docx"]
    assert "[жеке маалыматтар алынып салынды]" in shown["discussion.ky.docx"]
    proposals = [e for e in desk.store.entries(draft) if e.kind == "proposals"]
    assert [s for s in PLANTED for e in proposals if s in canonical(e.payload)] == []


def test_a_report_waits_for_every_decision_and_for_a_name(desk, draft):
    take(desk, draft, "proposals.ru.xlsx")
    assert refusal(lambda: discussions.confirm(desk, draft, DAY)) == "discussion-undecided"
    decide_all(desk, draft)
    assert refusal(lambda: discussions.confirm(desk, draft, "20 марта")) == "discussion-date"
    assert refusal(lambda: discussions.confirm(desk, draft, DAY, (DAY, ""))) == "discussion-date"
    desk.store.set({"name": ""})
    assert refusal(lambda: discussions.confirm(desk, draft, DAY)) == "name-unknown"


def test_the_same_report_gives_the_same_bytes_and_one_entry(desk, draft):
    take(desk, draft, "proposals.ru.xlsx")
    decide_all(desk, draft)
    entry = discussions.confirm(desk, draft, DAY, PERIOD)
    assert discussions.confirm(desk, draft, DAY, PERIOD) == entry
    words = discussions.report_words(desk, draft, DAY, PERIOD, "Эксперт")
    assert discussions.report_files(words, DAY) == discussions.report_files(words, DAY)
    assert discussions.published(desk, draft).current
    discussions.set_consent(desk, draft, [1], True)
    assert not discussions.published(desk, draft).current
    discussions.confirm(desk, draft, DAY, PERIOD)
    held = discussions.published(desk, draft)
    assert held.current
    assert held.totals.named == 4
    assert "Выдуманова Айгуль Образцовна" in " ".join(
        text_of("a.docx", held.files["discussion.ru.docx"]).split()
    )
    assert broken_at(desk.store.entries()) is None


def test_the_report_says_what_was_decided_in_each_language(desk, draft):
    take(desk, draft, "proposals.ky.csv")
    decide_all(desk, draft)
    discussions.resolve(
        desk, draft, [1], "partly", {"ru": "По-русски", "ky": "Кыргызча"}, {"ky": "Жаңы редакция сөзү"}
    )
    discussions.set_norm(desk, draft, [4], "ст. 3")
    words = discussions.report_words(desk, draft, DAY, PERIOD)
    ru, ky = words["ru"]["rows"][0], words["ky"]["rows"][0]
    assert (ru["verdict"], ru["reason"], ru["norm"]) == ("Принято частично", "По-русски", "ст. 18 ч. 1")
    assert (ky["reason"], ky["norm"], ky["wording"]) == (
        "Кыргызча",
        "18-берененин 1-бөлүгү",
        "Жаңы редакция сөзү",
    )
    assert words["ru"]["rows"][-1]["norm"] == "ст. 3"
    assert words["ru"]["totals"] == ["принято: 3", "принято частично: 1", "отклонено: 0"]
    assert words["ky"]["lines"][0] == "Талкуулоо мөөнөтү: 2026-жылдын 1-марты - 2026-жылдын 20-марты"


def test_members_of_a_group_may_be_decided_apart(desk, draft):
    take(desk, draft, "proposals.ru.xlsx")
    discussions.resolve(desk, draft, [1], "accepted", {})
    discussions.resolve(desk, draft, [2], "rejected", {"ru": "Иное"})
    rows = discussions.report_words(desk, draft)["ru"]["rows"]
    assert [row["code"] for row in rows[:2]] == ["accepted", "rejected"]


def test_an_empty_discussion_has_a_report_too(desk, draft):
    discussions.confirm(desk, draft, DAY)
    found = discussions.published(desk, draft)
    assert "предложений не поступило" in text_of("a.pdf", found.files["discussion.ru.pdf"])


def test_a_typed_proposal_and_one_whose_words_were_destroyed(desk, draft):
    number = discussions.add_proposal(desk, draft, Proposal(" Текст\r\nдва ", "Автор", norm="ст. 5"))
    assert number == 1
    assert discussions.discussion(desk, draft).proposals[0].proposal.text == "Текст\nдва"
    assert refusal(lambda: discussions.add_proposal(desk, draft, Proposal("  "))) == "discussion-empty"
    (entry,) = [e for e in desk.store.entries(draft) if e.kind == "proposals"]
    desk.store.file_path(entry.payload["kept"]).unlink()
    (left,) = discussions.discussion(desk, draft).proposals
    assert (left.lost, left.proposal.text) == (True, "")


def test_report_and_analysis_lie_beside_the_conclusion(desk, draft):
    take(desk, draft, "proposals.ru.xlsx")
    decide_all(desk, draft)
    discussions.confirm(desk, draft, DAY)
    name = "ria.ru.docx"
    service_ria.attach(desk, draft, name, (FOLDER / name).read_bytes())
    papers = desk.state(draft).requisites["papers"]
    assert {part for part, said in papers.items() if said["received"] == "yes"} == {"discussion", "ria"}
    desk.set_requisites(draft, {"number": "1", "date": "2026-03-21", "verdict": "revise"})
    entry = conclusions.sign(desk, draft, conclusions.Signing("срочно", leave_undecided=True))
    files = conclusions.signed_files(desk, entry)
    assert files["inputs/attached/ria/ria.ru.docx"] == (FOLDER / name).read_bytes()
    assert "inputs/attached/discussion.ky.pdf" in files
    journal = files["journal.jsonl"].decode()
    assert "proposals" in journal
    assert [secret for secret in PLANTED if secret in journal] == []


def test_an_analysis_is_held_against_the_checklist(desk, draft):
    whole, poor = (
        service_ria.attach(desk, draft, n, (FOLDER / n).read_bytes()) for n in ("ria.ky.docx", "ria.ru.docx")
    )
    assert whole.complete
    assert not whole.reviewed
    assert [item.id for item in poor.items if not item.found] == ["competition", "indicators"]
    assert "Проблема" in poor.items[0].quote
    count = len(desk.store.entries(draft))
    service_ria.attach(desk, draft, "ria.ru.docx", (FOLDER / "ria.ru.docx").read_bytes())
    assert len(desk.store.entries(draft)) == count
    assert service_ria.ria(desk, draft).file == "ria.ru.docx"
    assert service_ria.ria_file(desk, draft) == (FOLDER / "ria.ru.docx").read_bytes()


def test_the_analysis_of_a_package_can_be_taken(desk):
    data = (corpora() / "packages" / "complete.zip").read_bytes()
    draft = returns.receive_package(desk, "complete.zip", data).draft
    assert service_ria.ria(desk, draft) is None
    ((name, held),) = service_ria.in_package(desk, draft).items()
    assert not service_ria.attach(desk, draft, name, held).complete


def test_the_place_of_a_point_in_an_analysis_is_quoted_in_whole_words(desk, draft):
    done = service_ria.attach(desk, draft, "ria.ru.docx", (FOLDER / "ria.ru.docx").read_bytes())
    text = read(FOLDER / "ria.ru.docx", excerpt=True).text
    for quote in (item.quote.strip("… ") for item in done.items if item.quote):
        assert re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text), quote
