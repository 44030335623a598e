"""Every file of a folder is in the plan, in a stable order, and nothing else."""

from __future__ import annotations

import os
import sys

import pytest

from expertise.batch.plan import planned


def names(arguments, apart):
    return [(p.name, p.size) for p in planned([str(a) for a in arguments], apart)]


def test_a_folder_gives_all_its_files_and_a_file_itself(tmp_path):
    for name in (
        "b/two.txt",
        "b/.hidden",
        "b/~$two.docx",
        "a.docx",
        ".git/config",
        "out/acts.parquet",
        "b/x.PDF",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = names([tmp_path, tmp_path / "a.docx", tmp_path / "missing.txt"], tmp_path / "out")
    assert found == [
        ("a.docx", 50), ("b/two.txt", 50), ("b/x.PDF", 4), ("a.docx", 50), ("missing.txt", 50)
    ]  # fmt: skip


def test_files_are_called_as_they_were_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "one.txt").touch()
    (found,) = planned(["./acts/"], tmp_path / "out")
    assert found.file == os.path.join("acts", "one.txt")
    assert found.name == "one.txt"
    assert found.path == str(tmp_path / "acts" / "one.txt")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_cannot_be_listed_is_told(tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    try:
        (found,) = planned([str(tmp_path)], tmp_path / "out")
    finally:
        shut.chmod(0o700)
    assert found.name == "shut"
    assert found.error


def test_a_folder_that_vanishes_is_told(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    listed = os.scandir

    def scandir(place):
        if str(place).endswith("gone"):
            raise PermissionError(13, "Permission denied", str(place))
        return listed(place)

    monkeypatch.setattr(os, "scandir", scandir)
    (found,) = planned([str(tmp_path)], tmp_path / "out")
    assert (found.name, found.error) == ("gone", "Permission denied")
