"""Which release checked an act: engine, libraries, lexicon, view. Another one checks it again."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which

from expertise.settings import office

#: Libraries whose release can change what is read or found.
_LIBRARIES = (
    "pymorphy3", "pymorphy3-dicts-ru", "lxml", "striprtf", "pdfplumber", "pdfminer.six", "rapidfuzz", "rensa",
)  # fmt: skip
#: Parts of the package that decide what an act is and what is found in it.
_ENGINE = ("act.py", "language", "reading", "lexicon", "amending", "norms", "corpus", "analysis", "batch")


def versions(lexicon: str, methodology: str, view: str, corpus: str = "") -> dict[str, str]:
    """Return what the findings of a run rest on, by name; ``lexicon`` and ``corpus`` are digests."""
    return {
        "engine": version("expertise"), "engine_digest": engine_digest(), "libraries": libraries(),
        "lexicon": lexicon, "methodology": methodology, "view": view, "corpus": corpus,
    }  # fmt: skip


def release(names: Mapping[str, str]) -> str:
    """Return one digest over all versions."""
    words = "\0".join(f"{name}={names[name]}" for name in sorted(names))
    return hashlib.sha256(words.encode()).hexdigest()


@cache
def engine_digest() -> str:
    """Return the SHA-256 over the engine's own files, so that a changed engine never passes for the old one.

    Line ends do not count. Where the package ships without sources the digest is of their names alone.
    """
    root = Path(__file__).resolve().parents[1]
    total = hashlib.sha256()
    for name in _ENGINE:
        place = root / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            total.update(path.relative_to(root).as_posix().encode() + b"\0")
            if path.is_file():
                total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


@cache
def libraries() -> str:
    """Return the releases of Python and libraries that findings rest on, and which programs are there."""
    found = [f"python {sys.version_info[0]}.{sys.version_info[1]}"]
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    found += [name for name, there in (("office", office()), ("tesseract", which("tesseract"))) if there]
    return ", ".join(found)
