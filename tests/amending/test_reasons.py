"""Everything that can go wrong with an operation has its words in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from expertise import amending, service
from expertise.amending.operations import Action

SOURCES = [path.read_text(encoding="utf-8") for path in Path(amending.__file__).parent.glob("*.py")]
PATTERNS = {
    "misfit": r"refuse\(\s*index, \"([a-z-]+)\"|Missing\(\"([a-z-]+)\"|\"(unit-missing|unit-twice)\"",
    "unparsed": r"Unknown\(\"([a-z-]+)\"",
}


def reasons(kind: str) -> set[str]:
    hits = (hit for text in SOURCES for hit in re.finditer(PATTERNS[kind], text))
    found = {next(filter(None, hit.groups())) for hit in hits}
    return found | {"other-act"} if kind == "misfit" else found


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("kind", list(PATTERNS))
def test_every_reason_has_its_words_and_no_words_are_left_over(kind: str, language: str):
    words = service.messages()[language]
    assert {key.removeprefix(f"{kind}-") for key in words if key.startswith(f"{kind}-")} == reasons(kind)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_every_action_has_its_name(language: str):
    assert {f"action-{action.value}" for action in Action} <= set(service.messages()[language])
