"""The sample packages are what their sources say, to the byte of every document."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path

import pytest
import yaml

PACKAGES = Path(__file__).resolve().parents[2] / "corpora" / "packages"
NAMES = list(yaml.safe_load((PACKAGES / "packages.yml").read_text(encoding="utf-8")))


def documents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = {}
        for name in package.namelist():
            with zipfile.ZipFile(io.BytesIO(package.read(name))) as document:
                found[name] = document.read("word/document.xml")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_building_gives_the_committed_documents(name):
    spec = importlib.util.spec_from_file_location("packages_build", PACKAGES / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert documents(module.build(name)) == documents((PACKAGES / f"{name}.zip").read_bytes())


def test_every_source_is_used():
    used = yaml.safe_load((PACKAGES / "packages.yml").read_text(encoding="utf-8"))
    wanted = {source for files in used.values() for source in files.values()}
    assert {p.stem for p in (PACKAGES / "sources").glob("*.txt")} == wanted
