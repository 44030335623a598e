"""An office with a signed bilingual draft, ready to be released."""

from __future__ import annotations

from pathlib import Path

import pytest

from expertise.service_desk import Desk
from tests.publish.small_office import decide, sign, take_in


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home")
    made.store.set({"name": "Эксперт Э.", "language": "ru", "post": "эксперт"})
    return made


@pytest.fixture
def draft(desk: Desk) -> str:
    """A signed draft with findings in both languages."""
    name = take_in(desk)
    decide(desk, name)
    sign(desk, name)
    return name
