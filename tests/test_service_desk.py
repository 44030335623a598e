"""Taking in drafts and the work list: nothing is lost, nothing comes twice, one bad file stops no other."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from expertise.errors import UnreadableFile, WrongUse
from expertise.review.journal import broken_at
from expertise.service_desk import Desk
from expertise.service_verify import verify_store
from expertise.settings import corpora

SAMPLES = corpora() / "samples"
LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n2. Отказ обжалуется.\n"


def sample(name: str) -> tuple[str, bytes]:
    return name, (SAMPLES / name).read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "language": "ru"})
    return made


def test_the_two_languages_become_one_draft(desk):
    ky, ru = desk.receive([sample("licensing-law.ky.docx"), sample("licensing-law.ru.docx")])
    assert ky.draft == ru.draft
    assert [t.language for t in desk.texts(ru.draft)] == ["ky", "ru"]
    assert desk.draft(ru.draft).titles.keys() == {"ru", "ky"}


def test_pairs_are_told_by_their_names(desk):
    names = ["licensing-law.ky.docx", "amending-law.ru.docx", "licensing-law.ru.docx", "amending-law.ky.docx"]
    received = desk.receive([sample(name) for name in names])
    assert received[0].draft == received[2].draft
    assert received[1].draft == received[3].draft
    assert received[0].draft != received[1].draft


def test_the_same_file_is_recognised_whatever_its_name(desk):
    (first,) = desk.receive([("a.txt", LAW.encode())])
    (again,) = desk.receive([("b.txt", LAW.encode())])
    assert (again.known, again.draft) == (True, first.draft)
    assert len(desk.drafts()) == 1


def test_the_same_file_twice_in_one_upload_is_one_draft(desk):
    one, two = desk.receive([("a.txt", LAW.encode()), ("b.txt", LAW.encode())])
    assert one.draft == two.draft
    assert len(desk.drafts()) == 1


def test_a_bad_file_is_told_and_stops_no_other(desk):
    bad, good, empty = desk.receive(
        [("bad.docx", b"PK\x03\x04 broken"), ("law.txt", LAW.encode()), ("e.txt", b"")]
    )
    assert isinstance(bad.error, UnreadableFile)
    assert bad.error.parameters["file"] == "bad.docx"
    assert good.error is None
    assert isinstance(empty.error, UnreadableFile)
    assert [d.draft for d in desk.drafts()] == [good.draft]


def test_a_bug_in_reading_is_told_as_an_error(desk, monkeypatch):
    def fail(_: Path) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr("expertise.service_desk.read", fail)
    (received,) = desk.receive([("law.txt", LAW.encode())])
    assert received.error.code == "internal"


def test_nothing_handed_in_gives_nothing(desk):
    assert desk.receive([]) == []
    assert desk.drafts() == []


def test_a_version_has_one_text_a_language(desk):
    (first,) = desk.receive([("law.txt", LAW.encode())])
    two = [
        ("x.txt", LAW.replace("отказать", "отозвать").encode()),
        ("y.txt", LAW.replace("отказать", "выдать").encode()),
    ]
    with pytest.raises(WrongUse) as refused:
        desk.receive(two, first.draft)
    assert refused.value.code == "two-texts-of-a-language"
    assert len(desk.store.documents(first.draft)) == 1


def decide(desk: Desk, draft: str, action: str, *subjects: str, **more) -> dict:
    body = {
        "client": uuid.uuid4().hex,
        "document": desk.texts(draft)[0].id,
        "action": action,
        "subjects": subjects,
    }
    return desk.decide(draft, {**body, **more}, "ru")


def test_the_work_list_follows_the_work(desk):
    (received,) = desk.receive([("law.txt", LAW.encode())])
    draft = received.draft
    keys = desk.texts(draft)[0].summary["keys"]
    assert len(keys) > 1
    assert (desk.draft(draft).state, desk.draft(draft).decided) == ("new", 0)
    decide(desk, draft, "accept", keys[0])
    assert (desk.draft(draft).state, desk.draft(draft).decided) == ("review", 1)
    decide(desk, draft, "reject", *keys[1:], reason="low-risk")
    assert (desk.draft(draft).state, desk.draft(draft).total) == ("decided", len(keys))
    desk.store.enter(draft, "Э", "sign", {"number": "1", "date": "2026-11-22"})
    assert desk.draft(draft).state == "signed"
    decide(desk, draft, "accept", keys[-1])
    assert desk.draft(draft).state == "decided"


def test_the_work_list_counts_each_text_as_its_page_does(desk):
    draft = desk.receive([sample("licensing-law.ky.docx"), sample("licensing-law.ru.docx")])[0].draft
    pages = {t.language: t for t in desk.texts(draft)}
    key = pages["ru"].summary["keys"][0]
    body = {"client": "c", "document": pages["ru"].id, "action": "accept", "subjects": [key]}
    desk.decide(draft, body, "ru")
    (listed,) = desk.drafts()
    for text in listed.texts:
        done = desk.decisions(draft, pages[text.language].id)["decisions"]
        assert (text.total, text.decided) == (len(pages[text.language].summary["keys"]), len(done))
        assert sum(text.levels.values()) == text.total
    assert listed.total == sum(text.total for text in listed.texts)
    assert listed.text("ru").language == "ru"
    assert listed.text("nobody") == listed.texts[-1]


def test_requisites_are_kept_and_an_unchanged_one_is_no_entry(desk):
    (received,) = desk.receive([("law.txt", LAW.encode())])
    said = {"initiator": {"ru": "Министерство"}, "deadline": "2026-12-01"}
    desk.set_requisites(received.draft, said)
    count = len(desk.store.entries())
    desk.set_requisites(received.draft, said)
    assert len(desk.store.entries()) == count
    assert desk.draft(received.draft).deadline == "2026-12-01"


def test_a_draft_put_away_comes_back(desk):
    (received,) = desk.receive([("law.txt", LAW.encode())])
    desk.set_requisites(received.draft, {"hidden": True})
    assert desk.drafts() == []
    assert [d.draft for d in desk.drafts(hidden=True)] == [received.draft]


def test_both_languages_are_decided_at_once(desk):
    received = desk.receive([sample("licensing-law.ky.docx"), sample("licensing-law.ru.docx")])
    draft = received[0].draft
    ky, ru = desk.texts(draft)
    data, tag = desk.page(ky.id)
    import gzip

    shown = json.loads(gzip.decompress(data))
    pair = next(f for f in shown["findings"] if f["twins"])
    decide(desk, draft, "accept", pair["key"], *pair["twins"])
    assert desk.decisions(draft, ru.id)["decisions"][pair["twins"][0]]["action"] == "accept"
    assert desk.page(ky.id) == (data, tag)


def test_a_page_is_made_anew_when_the_other_language_comes(desk):
    (ky,) = desk.receive([sample("licensing-law.ky.docx")])
    text = desk.texts(ky.draft)[0]
    _, alone = desk.page(text.id)
    desk.receive([sample("licensing-law.ru.docx")], ky.draft)
    _, beside = desk.page(text.id)
    assert alone != beside


WRITER = """
import sys, uuid
from pathlib import Path
from expertise.service_desk import Desk
from expertise.service_verify import verify_store
desk = Desk(Path(sys.argv[1]))
draft = sys.argv[2]
text = desk.texts(draft)[0]
keys = text.summary["keys"]
while True:
    for action in ("accept", "reject"):
        client = uuid.uuid4().hex
        body = {"client": client, "document": text.id, "action": action, "subjects": keys[:1]}
        desk.decide(draft, {**body, "reason": "low-risk"}, "ru")
        print(client, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_a_killed_process_loses_no_answered_decision(desk):
    (received,) = desk.receive([("law.txt", LAW.encode())])
    chance, answered = random.Random(257), []
    for _ in range(20):
        command = [sys.executable, "-c", WRITER, str(desk.store.folder), received.draft]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        answered.append(writer.stdout.readline().strip())  # it is at work
        time.sleep(chance.uniform(0, 0.1))
        os.kill(writer.pid, signal.SIGKILL)
        answered += [line.strip() for line in writer.stdout.read().splitlines() if len(line.strip()) == 32]
        writer.wait()
    entries = desk.store.entries()
    assert set(answered) <= {e.client for e in entries}
    assert len(answered) > 20
    assert broken_at(entries) is None
    assert verify_store(desk.store) == []
