"""Files that pages offer: addresses that outlive drawings, made when they are asked for."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from expertise.errors import WrongUse


@pytest.fixture(autouse=True)
def session(office: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What Streamlit keeps for one open page."""
    import streamlit as st

    held: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", held)
    return held


@pytest.fixture
def client() -> TestClient:
    from routes import routes

    return TestClient(Starlette(routes=routes()))


def address(key: str, name: str, make: Callable[[], bytes]) -> str:
    import downloads

    return f"/desk/file/{downloads.offered(key, downloads.Offer(name, make))}"


def test_a_file_is_made_when_it_is_asked_for_each_time_anew(client):
    made = []
    where = address("report", "report.pdf", lambda: made.append(1) or b"%%%d" % len(made))
    assert made == []
    assert [client.get(where).content for _ in range(2)] == [b"%1", b"%2"]


def test_the_next_drawing_offers_at_the_same_address_what_holds_by_then(client):
    before = address("report", "report.pdf", lambda: b"old")
    assert address("report", "report.pdf", lambda: b"new") == before
    assert client.get(before).content == b"new"


def test_a_file_comes_under_its_name_and_is_kept_by_nobody(client):
    name = 'корутунду "1".ky.docx'
    answer = client.get(address("x", name, lambda: b"PK"))
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(name)}"
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_each_open_page_has_addresses_of_its_own(client, session):
    mine = address("x", "a.csv", lambda: b"mine")
    shelf = session.pop("downloads")
    assert address("x", "a.csv", lambda: b"another's") != mine
    assert client.get(mine).content == b"mine"
    assert len(shelf.name) >= 32


def test_what_a_closed_page_offered_is_gone_and_that_is_said(client, session):
    where = address("x", "a.csv", lambda: b"mine")
    session.clear()
    gc.collect()
    answer = client.get(where)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "file-not-offered")
    assert "F5" in answer.json()["error"]["message"]


def test_an_error_in_the_making_is_answered_in_words(client):
    def refused() -> bytes:
        raise WrongUse("body-too-long", limit=7)

    answer = client.get(address("x", "a.csv", refused))
    assert answer.status_code == 413
    assert "7" in answer.json()["error"]["message"]


def test_a_page_keeps_what_it_offered_last(client):
    first, *_, last = (address(str(place), "a.csv", lambda: b"here") for place in range(300))
    assert client.get(first).status_code == 404
    assert client.get(last).content == b"here"
