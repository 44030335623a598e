"""Damaged files of every format end in an act or a clear error; the fuzz script goes further by hand."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expertise.errors import UnreadableFile
from expertise.reading import read
from expertise.settings import corpora

ENDINGS = ["docx", "doc", "rtf", "odt", "html", "utf-8.txt", "utf-16.txt", "koi8-r.txt"]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(("flip", "cut", "drop", "double", "zero", "grow")),
        st.integers(0, 10**6),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=8,
)


@cache
def whole(ending: str) -> bytes:
    return (corpora() / "formats" / f"compact-act.ru.{ending}").read_bytes()


def damaged(data: bytes, changes: list[tuple[str, int, int]]) -> bytes:
    """Return ``data`` with some bytes changed, lost, doubled or cut off."""
    out = bytearray(data)
    for what, place, value in changes:
        if not out:
            break
        at = place % len(out)
        match what:
            case "flip":
                out[at] = value
            case "cut":
                del out[max(at, 64) :]
            case "drop":
                del out[at : at + value]
            case "double":
                out[at:at] = out[at : at + value]
            case "zero":
                out[at : at + value] = bytes(len(out[at : at + value]))
            case "grow":
                out[at : at + 4] = b"\xff" * 4
    return bytes(out)


@pytest.mark.parametrize("ending", ENDINGS)
@given(changes=CHANGES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused(
    ending: str, monkeypatch: pytest.MonkeyPatch, changes: list[tuple[str, int, int]]
) -> None:
    monkeypatch.setenv("EXPERTISE_SOFFICE", "none")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "act"
        path.write_bytes(damaged(whole(ending), changes))
        try:
            act = read(path)
        except UnreadableFile as error:
            assert error.parameters["detail"]  # noqa: PT017
        else:
            assert "\n".join(line.span.of(act.text) for line in act.lines) == act.text
