"""A store and a desk in a folder of the test's own, and acts small enough to read at a glance."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from small_law import RU

from expertise.service_desk import Desk


@pytest.fixture
def draft(desk: Desk) -> str:
    """The id of a draft with one Russian text."""
    return desk.receive([("law.txt", RU.encode())])[0].draft


@pytest.fixture
def act(desk: Desk) -> Callable[..., dict[str, Any]]:
    """Decide something on the newest text of a draft, as the act page would ask for it."""

    def decide(draft: str, action: str, *subjects: str, language: str = "ru", **more: Any) -> dict[str, Any]:
        text = next(t for t in desk.texts(draft) if t.language == language)
        body = {
            "client": uuid.uuid4().hex,
            "document": text.id,
            "action": action,
            "subjects": subjects,
            **more,
        }
        return desk.decide(draft, body, "ru")

    return decide
