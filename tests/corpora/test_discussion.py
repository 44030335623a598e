"""The sample tables and analyses are what their sources say."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "discussion"
_SPEC = importlib.util.spec_from_file_location("discussion_build", FOLDER / "build.py")
BUILD = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(BUILD)


def content(name: str, data: bytes) -> object:
    if name.endswith(".csv"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = ("word/document.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
        return [archive.read(part) for part in parts if part in archive.namelist()]


@pytest.mark.parametrize("name", BUILD.NAMES)
def test_building_gives_the_committed_files(name):
    assert content(name, BUILD.build(name)) == content(name, (FOLDER / name).read_bytes())
