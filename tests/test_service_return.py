"""Packages at the desk: taken in as one draft, told in the journal, returned with a letter that is kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from expertise import service_return as returns
from expertise.errors import UnreadableFile, WrongUse
from expertise.reading import bundle
from expertise.review.journal import broken_at
from expertise.service_desk import Desk
from expertise.settings import corpora

SAID = returns.Returning(number="12", date="2026-03-05", incoming="12-3/45", ground={"ru": "Регламент"})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "head": "Б. Начальник", "language": "ru"})
    return made


def take(desk: Desk, name: str, draft: str = "") -> returns.PackageReceived:
    data = (corpora() / "packages" / f"{name}.zip").read_bytes()
    return returns.receive_package(desk, f"{name}.zip", data, draft)


def test_a_package_is_one_draft_with_both_texts_and_its_documents(desk):
    received = take(desk, "complete")
    assert [t.language for t in desk.texts(received.draft)] == ["ky", "ru"]
    papers = desk.state(received.draft).requisites["papers"]
    assert {part for part, said in papers.items() if said["received"] == "yes"} == {
        "draft-ky", "draft-ru", "note", "table", "ria", "discussion", "amended",
    }  # fmt: skip
    said = returns.package_of(desk, received.draft)
    assert (said["missing"], said["reasons"], len(said["parts"])) == ([], [], 10)
    assert desk.store.file(said["sha256"])[:2] == b"PK"


def test_the_same_package_again_is_known(desk):
    first = take(desk, "partial")
    again = take(desk, "partial")
    assert (again.draft, again.known) == (first.draft, True)
    assert len(desk.drafts()) == 1


def test_files_handed_in_one_by_one_are_a_package_too(desk):
    found = bundle.entries(corpora() / "packages" / "partial.zip")
    files = [(entry.name, entry.data) for entry in found]
    received = returns.receive_files(desk, files)
    assert [m.part for m in received.members] == ["draft-ru", "note", "table"]
    assert returns.receive_files(desk, files[::-1]).known


def test_a_return_is_entered_with_its_letters_and_shown_on_the_work_list(desk):
    draft = take(desk, "partial").draft
    files = returns.return_draft(desk, draft, SAID)
    assert returns.return_draft(desk, draft, SAID) == files
    entries = [e for e in desk.store.entries(draft) if e.kind == "return"]
    assert len(entries) == 1
    assert [r["id"] for r in entries[0].payload["reasons"]] == ["one-language", "incomplete"]
    assert returns.returned_files(desk, entries[0]) == files
    assert desk.draft(draft).state == "returned"
    assert broken_at(desk.store.entries()) is None


def test_a_complete_package_opens_the_draft_again(desk):
    draft = take(desk, "partial").draft
    returns.return_draft(desk, draft, SAID)
    take(desk, "complete", draft)
    assert desk.draft(draft).state == "new"
    assert len(desk.texts(draft)) == 2


def test_a_late_package_is_returned_for_that_alone(desk):
    draft = take(desk, "complete").draft
    with pytest.raises(WrongUse) as caught:
        returns.return_letter(desk, draft, SAID)
    assert caught.value.code == "return-reasons"
    letter = returns.return_letter(desk, draft, returns.Returning(late=True))
    assert [r.id for r in letter.reasons] == ["late"]


def test_a_preview_enters_nothing(desk):
    draft = take(desk, "partial").draft
    before = desk.store.entries()
    assert set(returns.letters(returns.return_letter(desk, draft, returns.Returning()))) == {
        f"return.{tongue}.{form}" for tongue in ("ru", "ky") for form in ("docx", "pdf")
    }
    assert desk.store.entries() == before


def test_documents_are_named_in_the_middle_of_a_sentence(desk):
    draft = take(desk, "partial").draft
    files = returns.letters(returns.return_letter(desk, draft, returns.Returning()))
    letter = docx.Document(io.BytesIO(files["return.ru.docx"]))
    (reason,) = [p.text for p in letter.paragraphs if "не представлены документы: " in p.text]
    assert reason.partition(": ")[2][0].islower()
    assert ", О" not in reason


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (returns.Returning(), "return-number"),
        (returns.Returning(number="1", date="5 марта"), "return-date"),
        (returns.Returning(number="1", date="2026-03-05", reasons=("nonsense",)), "return-reasons"),
    ],
)
def test_a_return_that_is_half_said_is_not_entered(desk, said, code):
    draft = take(desk, "partial").draft
    with pytest.raises(WrongUse) as caught:
        returns.return_draft(desk, draft, said)
    assert caught.value.code == code
    assert desk.draft(draft).state != "returned"


def test_a_package_without_a_readable_draft_makes_a_draft_all_the_same(desk, tmp_path):
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("проект.docx", b"PK\x03\x04" + bytes(60))
    received = returns.receive_package(desk, "p.zip", path.read_bytes())
    assert desk.texts(received.draft) == []
    returns.return_draft(desk, received.draft, SAID)
    assert desk.draft(received.draft).state == "returned"
    with pytest.raises(UnreadableFile):
        returns.receive_package(desk, "p.zip", b"junk")


def test_a_person_says_what_a_file_is(desk):
    draft = take(desk, "partial").draft
    file = returns.look(desk, draft).members[1].file
    made = returns.retell(desk, draft, {file: "discussion"})
    assert made.draft == draft
    now = returns.look(desk, draft)
    assert [(m.part, m.ground.how) for m in now.members][1] == ("discussion", "person")
    assert "note" in now.judgement.missing
    assert "discussion" not in now.judgement.missing
    assert desk.state(draft).requisites["papers"]["discussion"] == {"received": "yes"}
    assert returns.retell(desk, draft, {file: "discussion"}).known


def test_a_text_that_is_no_draft_begins_the_draft_again(desk):
    draft = take(desk, "partial").draft
    file = returns.look(desk, draft).members[0].file
    made = returns.retell(desk, draft, {file: "annex"})
    assert made.draft != draft
    assert desk.texts(made.draft) == []
    assert [each.draft for each in desk.drafts()] == [made.draft]
    again = returns.retell(desk, made.draft, {file: "draft-ru"})
    assert again.draft == made.draft
    assert [t.file for t in desk.texts(made.draft)] == [file]


def test_a_part_that_is_none_is_refused(desk):
    draft = take(desk, "partial").draft
    file = returns.look(desk, draft).members[0].file
    with pytest.raises(WrongUse) as refused:
        returns.retell(desk, draft, {file: "nothing"})
    assert refused.value.code == "unknown-part"
    assert returns.member_data(desk, draft, file)[:2] == b"PK"
    with pytest.raises(WrongUse) as refused:
        returns.member_data(desk, draft, "nobody.docx")
    assert refused.value.code == "unknown-file"


def test_a_draft_without_a_package_says_so(desk):
    (received,) = desk.receive([("law.txt", "Закон\nО примере\nСтатья 1. Право\n1. Орган.\n".encode())])
    with pytest.raises(WrongUse) as refused:
        returns.look(desk, received.draft)
    assert refused.value.code == "no-package"
