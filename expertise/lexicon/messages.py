"""Messages and labels in both languages: flat files, ``ru.yml`` of the engine, ``desk.ru.yml`` of a part."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from expertise.lexicon.source import Node, load
from expertise.lexicon.terms import LANGUAGES


def load_messages(folder: Path) -> dict[str, Mapping[str, str]]:
    """Read ru.yml, ky.yml and every <part>.ru.yml, <part>.ky.yml of the folder as one set a language.

    A message that one language lacks, or that two files hold, is refused with its file and line.
    """
    found: dict[str, dict[str, Node]] = {language: _merged(folder, language) for language in LANGUAGES}
    for one, other in (("ru", "ky"), ("ky", "ru")):
        for key, node in found[one].items():
            if key not in found[other]:
                raise node.refuse("message-in-one-language", key=key)
    return {language: {key: node.text() for key, node in keys.items()} for language, keys in found.items()}


def _merged(folder: Path, language: str) -> dict[str, Node]:
    merged: dict[str, Node] = {}
    for path in (folder / f"{language}.yml", *sorted(folder.glob(f"*.{language}.yml"))):
        for key, node in load(path).mapping().items():
            if key in merged:
                raise node.refuse("double-key", key=key)
            merged[key] = node
    return merged
