"""The routes beside Streamlit's: who may ask, what is refused, when a decision is answered."""

from __future__ import annotations

import asyncio
import gzip
import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from expertise.errors import WrongUse

LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n"


@pytest.fixture
def client(office: Any, known: Any) -> TestClient:
    from routes import routes

    return TestClient(Starlette(routes=routes()), headers={"X-Expertise-Token": office.token()})


@pytest.fixture
def draft(office: Any) -> tuple[str, str, list[str]]:
    name = office.desk().receive([("law.txt", LAW.encode())])[0].draft
    (text,) = office.desk().texts(name)
    return name, text.id, text.summary["keys"]


def entry(draft: tuple[str, str, list[str]], **more: Any) -> dict[str, Any]:
    _, document, keys = draft
    body = {"client": uuid.uuid4().hex, "document": document, "action": "accept", "subjects": keys[:1]}
    return {**body, **more}


def test_without_the_token_nothing_is_told_or_taken(client, draft, office):
    name, document, _ = draft
    for headers in ({"X-Expertise-Token": "wrong"}, {"X-Expertise-Token": ""}):
        assert client.get(f"/desk/act/{document}", headers=headers).status_code == 403
        assert client.get(f"/desk/draft/{name}/state", headers=headers).status_code == 403
        answer = client.post(f"/desk/draft/{name}/entries", json=entry(draft), headers=headers)
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "bad-token"
    assert not any(e.kind == "accept" for e in office.desk().store.entries())
    assert client.get("/desk/health").json() == {"status": "ok"}


def test_the_act_is_sent_once_and_then_known(client, draft):
    _, document, keys = draft
    answer = client.get(f"/desk/act/{document}")
    assert answer.headers["content-encoding"] == "gzip"
    assert [f["key"] for f in answer.json()["findings"]] == keys
    again = client.get(f"/desk/act/{document}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_decision_is_answered_when_it_is_kept(client, draft, office):
    name, document, keys = draft
    body = entry(draft)
    answer = client.post(f"/desk/draft/{name}/entries", json=body)
    assert answer.json()["decisions"][keys[0]]["action"] == "accept"
    assert client.post(f"/desk/draft/{name}/entries", json=body).json() == answer.json()
    assert [e.client for e in office.desk().store.entries(name)].count(body["client"]) == 1
    state = client.get(f"/desk/draft/{name}/state", params={"document": document}).json()
    assert state["decisions"][keys[0]]["person"] == "А. Эксперт"


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("unknown-document", {"document": "nobody"}),
        ("unknown-finding", {"subjects": ["ru:0"]}),
        ("reason-missing", {"action": "reject"}),
    ],
)
def test_a_decision_that_does_not_hold_is_refused_in_words(client, draft, code, more):
    answer = client.post(f"/desk/draft/{draft[0]}/entries", json=entry(draft, **more))
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == code
    assert "{" not in answer.json()["error"]["message"]


DEEP = 40_000


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no json", b"[1]", b"[]", b"[[]]", b'"text"', b"\xff\xfe", b"[" * DEEP, b'{"a":' * DEEP,
        b'{"note": ' + b"[" * DEEP + b"]" * DEEP + b"}", b'{"note": ' + b"[" * 400 + b"]" * 400 + b"}",
        b"9" * 9_000,
    ],
)  # fmt: skip
def test_what_is_no_object_is_refused(client, draft, content):
    answer = client.post(f"/desk/draft/{draft[0]}/entries", content=content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-request")
    assert "{" not in answer.json()["error"]["message"]


@pytest.mark.parametrize("value", ['"\\ud800"', "1e999", "NaN", "-Infinity"])
def test_what_cannot_be_stored_is_refused(client, draft, value):
    content = json.dumps(entry(draft, action="own", marks=["HERE"])).replace('"HERE"', f"[0, 0, {value}]")
    answer = client.post(f"/desk/draft/{draft[0]}/entries", content=content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-request")


@pytest.mark.parametrize("client_id", ["", None, 0, 7, [], {}, "x" * 200, " "])
def test_an_entry_without_a_name_of_its_own_is_refused(client, draft, office, client_id):
    answer = client.post(f"/desk/draft/{draft[0]}/entries", json=entry(draft, client=client_id))
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-request")
    nameless = entry(draft)
    del nameless["client"]
    assert client.post(f"/desk/draft/{draft[0]}/entries", json=nameless).status_code == 400
    assert not any(e.kind == "accept" for e in office.desk().store.entries())


def poured(client: TestClient, path: str, pieces: int, **headers: str) -> tuple[int, int]:
    """Send a body in pieces without saying its length; return the status and how many were taken."""
    taken = 0

    def body() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(pieces):
            taken += 1
            yield b" " * 65_536

    # In a thread of its own: the browser tests of the same session keep a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        status = thread.submit(asyncio.run, _asgi(client.app, path, body(), headers)).result()
    return status, taken


async def _asgi(app: Any, path: str, body: Iterator[bytes], headers: dict[str, str]) -> int:
    status: list[int] = []

    async def receive() -> dict[str, Any]:
        piece = next(body, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(message: dict[str, Any]) -> None:
        status.append(message.get("status", 0))

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": named, "root_path": "", "scheme": "http", "server": ("localhost", 80),
    }  # fmt: skip
    await app(scope, receive, send)
    return status[0]


def test_a_body_without_a_length_is_cut_off_at_the_limit(client, draft, office):
    path = f"/desk/draft/{draft[0]}/entries"
    status, taken = poured(client, path, 1000, x_expertise_token=office.token())
    assert status == 413
    assert taken <= 5
    long = client.post(path, json=entry(draft, note="я" * 200_000))
    assert (long.status_code, long.json()["error"]["code"]) == (413, "body-too-long")


def test_nothing_of_a_stranger_is_read(client, draft):
    status, taken = poured(client, f"/desk/draft/{draft[0]}/entries", 1000, x_expertise_token="wrong")
    assert (status, taken) == (403, 0)


@pytest.mark.parametrize("length", ["-1", "many", "9" * 30])
def test_a_length_that_is_none_is_no_crash(client, draft, length):
    answer = client.post(
        f"/desk/draft/{draft[0]}/entries", json=entry(draft), headers={"Content-Length": length}
    )
    assert answer.status_code in (200, 400, 413)


# What is typed into the conclusion.


def typed(**values: str) -> dict[str, Any]:
    named = {name.replace("__", "/"): value for name, value in values.items()}
    return {"client": uuid.uuid4().hex, "action": "requisites", "values": named}


def test_typed_fields_are_put_together_one_by_one(client, draft, office):
    path = f"/desk/draft/{draft[0]}/entries"
    first = typed(number="14", initiator__ru="Минздрав ", papers__note__note__ru="без подписи")
    answer = client.post(path, json=first)
    assert answer.status_code == 200
    assert client.post(path, json=first).json() == answer.json()
    client.post(path, json=typed(initiator__ky="ССМ", signatories__head__post__ru="начальник"))
    client.post(path, json=typed(signatories__head__name="Б. Башчы", papers__note__received="yes"))
    said = office.desk().state(draft[0]).requisites
    assert said["number"] == "14"
    assert said["initiator"] == {"ru": "Минздрав", "ky": "ССМ"}
    assert said["papers"]["note"] == {"note": {"ru": "без подписи"}, "received": "yes"}
    assert said["signatories"]["head"]["name"] == {"ru": "Б. Башчы", "ky": "Б. Башчы"}
    assert said["signatories"]["head"]["post"]["ru"] == "начальник"
    assert said["signatories"]["expert"]["name"]["ru"] == "А. Эксперт"
    entries = office.desk().store.entries(draft[0])
    assert sum(e.kind == "requisites" for e in entries) == 3


def test_what_is_typed_again_as_it_was_enters_nothing(client, draft, office):
    path = f"/desk/draft/{draft[0]}/entries"
    client.post(path, json=typed(number="14"))
    before = len(office.desk().store.entries())
    answer = client.post(path, json=typed(number=" 14"))
    assert (answer.status_code, len(office.desk().store.entries())) == (200, before)


def test_what_was_on_its_way_when_a_page_was_left_stays_behind_what_followed_it(client, draft, office):
    path = f"/desk/draft/{draft[0]}/entries"
    client.post(path, json=typed(number="1"))
    first, second = typed(number="1"), typed(number="12")
    assert client.post(path, json=[first, second]).json() == {"refused": []}
    assert client.post(path, json=first).status_code == 200  # the earlier request comes in only now
    assert office.desk().state(draft[0]).requisites["number"] == "12"


def test_a_list_goes_on_behind_what_is_refused_and_names_it(client, draft, office):
    path = f"/desk/draft/{draft[0]}/entries"
    refused, taken = entry(draft, action="reject"), entry(draft)
    assert client.post(path, json=[refused, taken]).json() == {"refused": [refused["client"]]}
    assert [e.client for e in office.desk().store.entries(draft[0]) if e.kind == "accept"] == [
        taken["client"]
    ]
    assert client.post(path, json=refused).json()["error"]["code"] == "reason-missing"


def test_signs_no_paper_can_hold_are_left_out(client, draft, office):
    client.post(f"/desk/draft/{draft[0]}/entries", json=typed(subject__ru="один\x00\x0b\nдва\uffff"))
    assert office.desk().state(draft[0]).requisites["subject"]["ru"] == "один\n\nдва"


@pytest.mark.parametrize(
    "values",
    [
        {}, None, [], {"number": 1}, {"nobody": "x"}, {"initiator": "x"}, {"initiator/en": "x"},
        {"initiator/ru/more": "x"}, {"form": "nobody"}, {"date": "12.13.2026"}, {"date": "2026-13-01"},
        {"verdict": "maybe"}, {"papers/nobody/received": "yes"}, {"papers/note/received": "perhaps"},
        {"signatories/guest/name": "x"}, {"hidden": "x"}, {"number": "x" * 20_001},
    ],
)  # fmt: skip
def test_typed_fields_of_another_form_are_refused(client, draft, office, values):
    body = {"client": "c", "action": "requisites", "values": values}
    answer = client.post(f"/desk/draft/{draft[0]}/entries", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad-request")
    assert office.desk().state(draft[0]).requisites == {}


def test_an_unknown_draft_or_document_is_told(client, draft):
    assert client.get("/desk/act/nobody").status_code == 422
    assert client.post("/desk/draft/nobody/entries", json=entry(draft)).status_code == 422


def test_a_store_that_cannot_write_asks_the_browser_to_try_again(client, draft, office, monkeypatch):
    def full(*_: Any) -> None:
        raise WrongUse("store-unwritable", file="expertise.db")

    monkeypatch.setattr(office.desk().store, "enter", full)
    answer = client.post(f"/desk/draft/{draft[0]}/entries", json=entry(draft))
    assert answer.status_code == 503
    assert "expertise.db" in answer.json()["error"]["message"]


def test_the_readers_files_are_served_and_nothing_beside_them(client):
    assert "export" in client.get("/desk/reader/main.js").text
    assert client.get("/desk/reader/main.js").headers["cache-control"] == "no-cache"
    for path in ("/desk/reader/../act_reader.py", "/desk/reader/%2e%2e/act_reader.py", "/desk/reader/no.js"):
        assert client.get(path).status_code == 404


def test_the_page_of_both_samples_is_small_enough(office):
    from expertise.settings import corpora

    files = [(p.name, p.read_bytes()) for p in (corpora() / "samples").glob("licensing-law.*.docx")]
    name = office.desk().receive(files)[0].draft
    for text in office.desk().texts(name):
        data, _ = office.desk().page(text.id)
        assert len(data) < len(gzip.decompress(data)) / 3
        assert json.loads(gzip.decompress(data))["language"] == text.language


TWICE = (
    "Закон\nО примере {n}\nСтатья 1. Право\n1. Орган вправе при необходимости отказать в выдаче разрешения.\n"
)


def test_copies_are_looked_for_and_decided_by_the_page_s_word(client, office):
    desk = office.desk()
    first, second = (desk.receive([(f"{n}.txt", TWICE.format(n=n).encode())])[0].draft for n in (1, 2))
    (text,) = desk.texts(first)
    subjects = text.summary["keys"]
    address, asked = f"/desk/draft/{first}/copies", {"subject": subjects}
    assert client.get(address, params=asked).json()["error"]["code"] == "copy-of-undecided"
    client.post(f"/desk/draft/{first}/entries", json=entry((first, text.id, subjects), subjects=subjects))
    found = client.get(address, params=asked).json()
    assert found["count"] == len(found["copies"]) == len(subjects)
    assert {copy["draft"] for copy in found["copies"]} == {second}
    assert not desk.state(second).decisions
    body = {"client": uuid.uuid4().hex, "chosen": found["copies"][:1]}
    strange = {"X-Expertise-Token": "wrong"}
    assert client.get(address, params=asked, headers=strange).status_code == 403
    assert client.post(address, json=body, headers=strange).status_code == 403
    assert client.post(address, json={**body, "chosen": [{}]}).status_code == 400
    gone = {**found["copies"][0], "subject": "ru:nobody"}
    done = client.post(address, json={**body, "chosen": [gone, *body["chosen"]]}).json()["done"]
    assert [bool(each["error"]) for each in done] == [True, False]
    assert client.post(address, json=body).json()["done"] == done[1:]
    assert list(desk.state(second).decisions) == [found["copies"][0]["subject"]]
