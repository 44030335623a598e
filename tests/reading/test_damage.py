"""Three hundred damaged files over all formats, twenty of them through LibreOffice.

Each ends in an act or a clear error within ten seconds and a gigabyte, and nothing is left behind.
``python -m tests.reading.damage_run`` goes further by hand.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from expertise.reading import office
from tests.reading.damage import case
from tests.reading.damage_run import outcome, run
from tests.reading.wholes import FORMATS

COUNT, CONVERTED = 280, 20


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of the process are those of POSIX")
def test_every_damaged_file_is_read_or_refused() -> None:
    ends = list(run(COUNT, seed=300))
    assert [end for end in ends if end.is_fault] == []
    assert len(ends) == COUNT
    assert {end.form for end in ends} == set(FORMATS)
    assert sum(end.outcome == "act" for end in ends) > COUNT / 10  # damage that always kills tries little


def test_the_same_seed_gives_the_same_files() -> None:
    assert [case(7, index) for index in range(40)] == [case(7, index) for index in range(40)]
    assert case(7, 1) != case(8, 1)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_damaged_files_through_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that our own look lets through are read by LibreOffice, twenty times."""
    calls = []
    converted = office.to_docx
    monkeypatch.setattr(office, "to_docx", lambda *asked: calls.append(asked) or converted(*asked))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    ends = []
    for index in range(400):
        if len(calls) < CONVERTED:
            ends.append(outcome(case(20, index, ("doc", "rtf", "odt")), tmp_path))
    assert len(calls) == CONVERTED
    assert [end for end in ends if end.startswith("fault")] == []
    assert list(temporary.iterdir()) == []
