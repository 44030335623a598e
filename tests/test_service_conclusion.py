"""From decisions to the signed conclusion: only what was accepted is in it, no change goes unseen."""

from __future__ import annotations

import io
import sqlite3
import uuid
import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest

from expertise import service_conclusion as conclusions
from expertise import service_forms
from expertise.errors import WrongUse
from expertise.review import bilingual
from expertise.review.store import DATABASE
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk
from expertise.service_verify import verify_store
from expertise.settings import corpora

TEXTS = {"ru": "Слово-метка изменено", "ky": "Белги-сөз өзгөртүлдү"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "post": "специалист", "head": "Б. Башчы", "language": "ru"})
    return made


@pytest.fixture
def draft(desk: Desk) -> str:
    files = [
        (p.name, p.read_bytes())
        for t in ("ky", "ru")
        for p in [corpora() / f"samples/licensing-law.{t}.docx"]
    ]
    name = desk.receive(files)[0].draft
    desk.set_requisites(name, {"number": "14-3/812", "date": "2026-11-22"})
    return name


def decide(desk: Desk, draft: str, language: str, action: str, *subjects: str, **more) -> dict:
    text = next(t for t in desk.texts(draft) if t.language == language)
    body = {"client": uuid.uuid4().hex, "document": text.id, "action": action, "subjects": subjects}
    return desk.decide(draft, {**body, **more}, "ru")


def findings(desk: Desk, draft: str, language: str) -> dict:
    text = next(t for t in desk.texts(draft) if t.language == language)
    return desk.examination(text.id).by_key


def reject_all(desk: Desk, draft: str) -> None:
    for language in ("ru", "ky"):
        decide(desk, draft, language, "reject", *findings(desk, draft, language), reason="low-risk")
    decide(desk, draft, "ru", "reject", *bilingual.by_name(desk.languages(draft)), reason="low-risk")


def said_in(files: dict[str, bytes], name: str) -> str:
    data = io.BytesIO(files[name])
    if name.endswith(".pdf"):
        with pdfplumber.open(data) as pdf:
            return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    document = docx.Document(data)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [h for s in document.sections for h in (s.header, s.first_page_header)]
    paragraphs = [p.text for part in (*heads, document) for p in part.paragraphs]
    return " ".join(" ".join([*paragraphs, *cells]).split())


def comments(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/comments.xml").decode() if "word/comments.xml" in archive.namelist() else ""


def signed(desk: Desk, draft: str, **more) -> dict[str, bytes]:
    desk.set_requisites(draft, {"verdict": "revise"})
    entry = conclusions.sign(desk, draft, Signing("срочно", leave_undecided=True, **more))
    return conclusions.signed_files(desk, entry)


def test_only_what_the_expert_took_is_in_the_conclusion(desk, draft):
    ru = findings(desk, draft, "ru")
    names = [n for n, f in ru.items() if f.label]
    by_unit = {f.eid: n for n, f in ru.items() if f.label}
    taken, changed, rejected = list(by_unit.values())[:3]
    decide(desk, draft, "ru", "accept", taken)
    decide(desk, draft, "ru", "change", changed, why=TEXTS, recommendation=TEXTS)
    decide(desk, draft, "ru", "reject", rejected, reason="other", note="тайная причина")
    made = conclusions.statement(desk, draft)
    assert {item.place["ru"] for item in made.items} == {ru[taken].label, ru[changed].label}
    assert [item.number for item in made.items] == [1, 2]
    assert {o.source for item in made.items for o in item.objections} == {"tool", "changed"}
    files = signed(desk, draft)
    for name in ("conclusion.ru.docx", "conclusion.ru.pdf"):
        text = said_in(files, name)
        assert TEXTS["ru"] in text
        assert "тайная причина" not in text
        for other in names:
            shown = ru[other].label[0].upper() + ru[other].label[1:]
            if ru[other].eid not in (ru[taken].eid, ru[changed].eid):
                assert f" {shown} «" not in text
    notes = comments(files["annotated.ru.docx"])
    assert notes.count("<w:comment ") == 2
    assert TEXTS["ru"] in notes
    assert comments(files["annotated.ky.docx"]) == ""


def test_a_stale_decision_stays_out(desk, draft, monkeypatch):
    name = next(iter(findings(desk, draft, "ru")))
    decide(desk, draft, "ru", "accept", name)
    assert len(conclusions.statement(desk, draft).items) == 1
    monkeypatch.setattr("expertise.review.carry.stale", lambda *_: True)
    assert conclusions.statement(desk, draft).items == ()
    assert conclusions.readiness(desk, draft).stale == 1


def test_what_both_languages_say_is_one_objection_with_two_quotes(desk, draft):
    for language in ("ru", "ky"):
        decide(desk, draft, language, "accept", *findings(desk, draft, language))
    made = conclusions.statement(desk, draft)
    ru = findings(desk, draft, "ru").values()
    for item in made.items:
        assert set(item.quotes) == {"ru", "ky"}
        factors = [o.factor for o in item.objections]
        once = [f.factor for f in ru if f.label == item.place["ru"]]
        if once and len(set(once)) == len(once):
            assert len(factors) == len(set(factors))


def test_a_list_item_is_quoted_with_its_lead_in(desk, draft):
    ru = findings(desk, draft, "ru")
    name = next(n for n, f in ru.items() if " п. " in f.label)
    decide(desk, draft, "ru", "accept", name)
    (item,) = conclusions.statement(desk, draft).items
    assert ": … " in item.quotes["ru"]


def test_own_findings_are_in_with_their_words(desk, draft):
    done = next(desk.examination(t.id) for t in desk.texts(draft) if t.language == "ru")
    place = next(i for i, n in enumerate(done.act.lines) if "портал" in n.span.of(done.act.text))
    start = done.act.lines[place].span.of(done.act.text).index("портал")
    own = {"factor": "C3", "level": "low", "why": TEXTS, "recommendation": TEXTS}
    decide(desk, draft, "ru", "own", **own, marks=[[place, start, start + 6]])
    (item,) = conclusions.statement(desk, draft).items
    assert item.objections[0].source == "expert"
    files = signed(desk, draft)
    assert TEXTS["ky"] in said_in(files, "conclusion.ky.pdf")
    assert TEXTS["ru"] in comments(files["annotated.ru.docx"])


def test_the_conclusion_that_nothing_was_found(desk, draft):
    reject_all(desk, draft)
    made = conclusions.statement(desk, draft)
    assert (made.items, made.level, made.verdict) == ((), "none", "recommended")
    files = signed(desk, draft)
    form = service_forms.known_forms()["ministry-draft"]
    for language in ("ru", "ky"):
        assert form.say("findings-none", language) in said_in(files, f"conclusion.{language}.docx")
        assert "A5" in said_in(files, f"conclusion.{language}.pdf")  # what the tool cannot judge


def refusal(call) -> str:
    with pytest.raises(WrongUse) as refused:
        call()
    return refused.value.code


def test_signing_waits_for_all_it_needs(desk, draft):
    before = len(desk.store.entries())
    assert refusal(lambda: conclusions.sign(desk, draft, Signing("срочно"))) == "undecided-left"
    leaving = Signing("срочно", leave_undecided=True)
    assert refusal(lambda: conclusions.sign(desk, draft, leaving)) == "verdict-open"
    reject_all(desk, draft)
    assert refusal(lambda: conclusions.sign(desk, draft, Signing())) == "unreviewed-strings"
    desk.set_requisites(draft, {"number": ""})
    assert refusal(lambda: conclusions.sign(desk, draft, Signing("срочно"))) == "not-ready"
    assert not any(e.kind == "sign" for e in desk.store.entries()[before:])
    desk.set_requisites(draft, {"number": "1"})
    entry = conclusions.sign(desk, draft, Signing("срочно", "шашылыш"))
    assert entry.payload["override"] == {"ru": "срочно", "ky": "шашылыш"}
    assert "шашылыш" in said_in(conclusions.signed_files(desk, entry), "conclusion.ky.pdf")
    assert desk.draft(draft).state == "signed"


def test_a_verdict_follows_from_the_findings_only_when_all_are_decided(desk, draft):
    assert (conclusions.statement(desk, draft).verdict, conclusions.readiness(desk, draft).verdict) == (
        "",
        True,
    )
    desk.set_requisites(draft, {"verdict": "rejected"})
    assert conclusions.statement(desk, draft).verdict == "rejected"
    assert not conclusions.readiness(desk, draft).verdict
    desk.set_requisites(draft, {"verdict": ""})
    reject_all(desk, draft)
    assert conclusions.statement(desk, draft).verdict == "recommended"
    assert not conclusions.readiness(desk, draft).verdict


def test_a_preview_says_that_it_is_one(desk, draft):
    mark = service_forms.known_forms()["ministry-draft"].say("preview", "ru")
    made = conclusions.statement(desk, draft)
    files = conclusions.make(desk, draft, made, ("ru",), copies=False)
    assert mark in said_in(files, "conclusion.ru.docx")
    reject_all(desk, draft)
    assert mark not in said_in(signed(desk, draft), "conclusion.ru.docx")
    assert len(conclusions.pages(made, "ru")) >= 1


def test_the_same_decisions_give_the_same_bytes(desk, draft):
    decide(desk, draft, "ru", "accept", *findings(desk, draft, "ru"))
    made = conclusions.statement(desk, draft, signed=True)
    assert conclusions.make(desk, draft, made) == conclusions.make(desk, draft, made)


def test_the_archive_holds_all_it_rests_on(desk, draft):
    reject_all(desk, draft)
    files = signed(desk, draft)
    for language in ("ru", "ky"):
        source = (corpora() / f"samples/licensing-law.{language}.docx").read_bytes()
        assert files[f"inputs/texts/{language}/licensing-law.{language}.docx"] == source
        assert f"inputs/form/conclusion.{language}.docx" in files
    assert b"low-risk" in files["journal.jsonl"]
    assert verify_store(desk.store) == []


def codes(desk: Desk) -> set[str]:
    return {fault.code for fault in verify_store(desk.store)}


def test_verify_finds_what_was_altered(desk, draft):
    reject_all(desk, draft)
    signed(desk, draft)
    (entry,) = desk.state(draft).signed
    path = desk.store.archive_path(entry.payload["archive"])
    whole = path.read_bytes()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("added.txt", "x")
    assert codes(desk) == {"added", "altered"}
    path.write_bytes(whole[: len(whole) // 2])
    assert codes(desk) == {"not-an-archive"}
    path.unlink()
    assert codes(desk) == {"not-found"}
    path.write_bytes(whole)
    source = desk.store.file_path(desk.texts(draft)[0].sha256)
    source.write_bytes(source.read_bytes() + b" ")
    assert codes(desk) == {"file-altered"}


def test_verify_finds_an_altered_journal(desk, draft):
    raw = sqlite3.connect(desk.store.folder / DATABASE)
    raw.execute("DROP TRIGGER entry_no_update")
    raw.execute("UPDATE entry SET person = 'другой' WHERE seq = 2")
    raw.commit()
    raw.close()
    (fault,) = verify_store(desk.store)
    assert (fault.code, fault.what) == ("journal", "2")


def test_an_office_may_bring_its_own_word_form(desk, draft):
    folder = desk.store.folder
    shipped = service_forms.template(folder, "ru")

    def take(data: io.BytesIO) -> None:
        service_forms.set_template(folder, "ru", data.getvalue(), "форма.docx")

    with pytest.raises(WrongUse) as refused:
        service_forms.set_template(folder, "ru", b"no docx", "наша форма.docx")
    assert refused.value.code == "bad-template-file"
    assert refused.value.parameters["file"] == "наша форма.docx"
    broken = docx.Document(io.BytesIO(shipped))
    broken.add_paragraph("{{ nothing_of_this_name }}")
    data = io.BytesIO()
    broken.save(data)
    assert refusal(lambda: take(data)) == "bad-template-name"
    assert service_forms.own_template(folder, "ru") is None
    good = docx.Document(io.BytesIO(shipped))
    good.add_paragraph("Отдел антикоррупционной экспертизы")
    data = io.BytesIO()
    good.save(data)
    take(data)
    files = conclusions.make(desk, draft, conclusions.statement(desk, draft), ("ru",), copies=False)
    assert "Отдел антикоррупционной экспертизы" in said_in(files, "conclusion.ru.docx")
    service_forms.template_path(folder, "ru").write_bytes(b"spoiled later")
    with pytest.raises(WrongUse, match="bad-template-file") as refused:
        conclusions.make(desk, draft, conclusions.statement(desk, draft), ("ru",), copies=False)
    assert refused.value.parameters["file"] == str(service_forms.template_path(folder, "ru"))
    service_forms.drop_template(folder, "ru")
    assert service_forms.template(folder, "ru") == shipped


def test_a_strategy_says_that_only_the_surest_findings_are_proposed(desk):
    text = "СТРАТЕГИЯ\nразвития недр\n\n1. Орган вправе в необходимых случаях продлить срок лицензии.\n"
    (received,) = desk.receive([("strategy.txt", text.encode())])
    (kept,) = desk.texts(received.draft)
    assert desk.examination(kept.id).act.requisites.type == "program"
    assert kept.summary["warnings"] == ["frame"]
    made = conclusions.statement(desk, received.draft)
    files = conclusions.make(desk, received.draft, made, copies=False)
    assert "предложены только самые надёжные находки" in said_in(files, "conclusion.ru.pdf")
    assert "эң ишенимдүү табылгалар гана" in said_in(files, "conclusion.ky.docx")
