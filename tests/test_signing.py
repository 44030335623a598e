"""Signing: one conclusion once, bound to the journal it was made of, whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from expertise import service_conclusion as conclusions
from expertise.errors import WrongUse
from expertise.review.store import Store
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk
from expertise.service_verify import verify_store

LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n2. Отказ обжалуется.\n"
SAID = Signing("срочно")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "А. Эксперт", "language": "ru"})
    return made


@pytest.fixture
def draft(desk: Desk) -> str:
    name = desk.receive([("law.txt", LAW.encode())])[0].draft
    desk.set_requisites(name, {"number": "1", "date": "2026-11-25"})
    decide(desk, name, "accept")
    return name


def decide(desk: Desk, draft: str, action: str, *subjects: str, **more) -> dict:
    text = desk.texts(draft)[0]
    body = {"client": uuid.uuid4().hex, "document": text.id, "action": action}
    return desk.decide(draft, {**body, "subjects": subjects or text.summary["keys"], **more}, "ru")


def refusal(call) -> str:
    with pytest.raises(WrongUse) as refused:
        call()
    return refused.value.code


def signatures(desk: Desk, draft: str) -> list[str]:
    return [e.payload["number"] for e in desk.store.entries(draft) if e.kind == "sign"]


def test_signing_twice_is_signing_once(desk, draft):
    first = conclusions.sign(desk, draft, SAID)
    assert conclusions.sign(desk, draft, SAID) == first
    assert signatures(desk, draft) == ["1"]


def test_signing_at_the_same_moment_is_signing_once(desk, draft):
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: conclusions.sign(desk, draft, SAID), range(3)))
    assert len({e.seq for e in done}) == 1
    assert signatures(desk, draft) == ["1"]
    assert verify_store(desk.store) == []


def test_one_number_never_names_two_conclusions(desk, draft):
    conclusions.sign(desk, draft, SAID)
    decide(desk, draft, "reject", reason="low-risk")
    assert refusal(lambda: conclusions.sign(desk, draft, SAID)) == "number-signed"
    desk.set_requisites(draft, {"number": "2"})
    conclusions.sign(desk, draft, SAID)
    assert signatures(desk, draft) == ["1", "2"]


@pytest.mark.parametrize("action", ["reject", "requisites", "version"])
def test_what_is_decided_while_files_are_made_stops_the_signature(desk, draft, monkeypatch, action):
    made = conclusions.make

    def slow(*args, **named):
        files = made(*args, **named)
        monkeypatch.undo()
        if action == "reject":
            decide(desk, draft, "reject", reason="low-risk")
        elif action == "requisites":
            desk.set_requisites(draft, {"number": "2"})
        else:
            desk.receive([("law-2.txt", LAW.replace("вправе", "может").encode())], draft)
        return files

    monkeypatch.setattr(conclusions, "make", slow)
    assert refusal(lambda: conclusions.sign(desk, draft, SAID)) == "journal-moved"
    assert signatures(desk, draft) == []
    assert list((desk.store.folder / "archive").iterdir()) == []
    assert desk.draft(draft).state != "signed"
    desk.set_requisites(draft, {"verdict": "revise"})
    conclusions.sign(desk, draft, Signing("срочно", leave_undecided=True))
    assert verify_store(desk.store) == []


def test_work_on_another_draft_does_not_stop_it(desk, draft, monkeypatch):
    made = conclusions.make

    def slow(*args, **named):
        monkeypatch.undo()
        desk.receive([("other.txt", LAW.replace("вправе", "может").encode())])
        return made(*args, **named)

    monkeypatch.setattr(conclusions, "make", slow)
    conclusions.sign(desk, draft, SAID)
    assert desk.draft(draft).state == "signed"
    assert verify_store(desk.store) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from expertise.review import store
from expertise import service_conclusion as conclusions
from expertise.service_desk import Desk
desk = Desk(Path(sys.argv[1]))
where = sys.argv[3]
written, entered = store._write, desk.store._append
def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def after_entry(*args):
    entered(*args)
    kill()
def half(path, data):
    path.with_name(path.name + ".x.part").write_bytes(data[:100])
    kill()
if where == "before commit":
    desk.store._append = after_entry
elif where == "before file":
    store._write = kill
else:
    store._write = half
conclusions.sign(desk, sys.argv[2], conclusions.Signing("срочно"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
@pytest.mark.parametrize(
    ("where", "signed"), [("before commit", False), ("before file", True), ("half a file", True)]
)
def test_a_kill_while_signing_leaves_all_of_it_or_nothing(desk, draft, where, signed):
    command = [sys.executable, "-c", KILLED, str(desk.store.folder), draft, where]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    desk.store.close()
    again = Desk(desk.store.folder)
    assert bool(signatures(again, draft)) == signed
    assert verify_store(again.store) == []
    entry = conclusions.sign(again, draft, SAID)
    assert "conclusion.ru.pdf" in conclusions.signed_files(again, entry)
    assert signatures(again, draft) == ["1"]
    assert verify_store(again.store) == []
    assert os.listdir(desk.store.folder / "archive").count(entry.payload["archive"]) == 1


def test_an_archive_waits_in_the_database_while_its_folder_is_full(desk, draft, monkeypatch):
    def full(*_):
        raise WrongUse("output-unwritable", file="", detail="")

    monkeypatch.setattr("expertise.review.store._write", full)
    assert refusal(lambda: conclusions.sign(desk, draft, SAID)) == "output-unwritable"
    (entry,) = desk.state(draft).signed
    assert "conclusion.ru.pdf" in conclusions.signed_files(desk, entry)
    monkeypatch.undo()
    assert Store(desk.store.folder).archive_path(entry.payload["archive"]).is_file()


@pytest.mark.parametrize("what", ["withdraw", "undo", "version", "again", "requisites", "own"])
def test_a_draft_is_signed_only_while_the_conclusion_says_what_is_decided(desk, draft, what):
    conclusions.sign(desk, draft, SAID)
    assert desk.draft(draft).state == "signed"
    desk.set_requisites(draft, {"hidden": True, "deadline": "2026-12-01"})
    assert desk.draft(draft).state == "signed"
    if what == "withdraw":
        decide(desk, draft, "withdraw")
    elif what == "undo":
        decide(desk, draft, "reject", reason="low-risk")
        decide(desk, draft, "undo")
    elif what == "version":
        desk.receive([("law-2.txt", LAW.replace("обжалуется", "обжалуется в суд").encode())], draft)
    elif what == "again":
        desk.examine_again(draft)
    elif what == "requisites":
        desk.set_requisites(draft, {"number": "2"})
    else:
        texts = {"ru": "почему"}
        own = {"factor": "C3", "level": "low", "why": texts, "recommendation": texts, "marks": [[3, 0, 5]]}
        decide(desk, draft, "own", **own)
    assert desk.draft(draft).state != "signed"
    assert len(desk.state(draft).signed) == 1


def test_a_repeated_withdrawal_changes_nothing(desk, draft):
    decide(desk, draft, "withdraw")
    count = len(desk.store.entries())
    answer = decide(desk, draft, "withdraw")
    assert len(desk.store.entries()) == count
    assert set(answer["decisions"].values()) == {None}
    assert desk.state(draft).decisions == {}
    assert refusal(lambda: decide(desk, draft, "withdraw", "ru:never")) == "unknown-finding"


def test_a_withdrawal_of_some_that_stand_takes_only_those(desk, draft):
    keys = desk.texts(draft)[0].summary["keys"]
    assert len(keys) > 1
    decide(desk, draft, "withdraw", keys[0])
    decide(desk, draft, "withdraw", *keys)
    assert desk.store.entries(draft)[-1].payload["subjects"] == keys[1:]
    decide(desk, draft, "undo")
    assert set(desk.state(draft).decisions) == set(keys[1:])


def test_a_request_name_of_another_draft_is_refused(desk, draft):
    other = desk.receive([("other.txt", LAW.replace("вправе", "может").encode())])[0].draft
    body = {"client": "one", "action": "withdraw", "document": desk.texts(draft)[0].id}
    desk.decide(draft, {**body, "subjects": desk.texts(draft)[0].summary["keys"]}, "ru")
    text = desk.texts(other)[0]
    body |= {"document": text.id, "subjects": text.summary["keys"], "action": "accept"}
    assert refusal(lambda: desk.decide(other, body, "ru")) == "bad-request"
