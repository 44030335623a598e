"""The routes beside Streamlit's: who may ask, what is refused, when a decision is answered."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from expertise.errors import WrongUse
from expertise.settings import ui

LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The desk of the pages, on a home of this test."""
    monkeypatch.setenv("EXPERTISE_HOME", str(tmp_path / "home"))
    monkeypatch.syspath_prepend(str(ui()))
    import office

    office.desk.cache_clear()
    office.token.cache_clear()
    office.desk().store.set({"name": "А. Эксперт", "language": "ru"})
    yield office
    office.desk.cache_clear()
    office.token.cache_clear()


@pytest.fixture
def client(office: Any) -> TestClient:
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
        ("bad-request", {"client": ""}),
        ("bad-request", {"note": "я" * 200_000}),
    ],
)
def test_a_bad_request_is_refused_in_words(client, draft, code, more):
    answer = client.post(f"/desk/draft/{draft[0]}/entries", json=entry(draft, **more))
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == code
    assert "{" not in answer.json()["error"]["message"]


@pytest.mark.parametrize("content", [b"no json", b"[1]", b'"text"', b"\xff\xfe"])
def test_what_is_no_object_is_refused(client, draft, content):
    answer = client.post(f"/desk/draft/{draft[0]}/entries", content=content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad-request")


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
