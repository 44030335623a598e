"""Messages and labels in both languages, one flat file each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from expertise.lexicon.source import load
from expertise.lexicon.terms import LANGUAGES


def load_messages(folder: Path) -> dict[str, Mapping[str, str]]:
    """Read ru.yml and ky.yml; a message that one language lacks is refused with its file and line."""
    found = {language: load(folder / f"{language}.yml").mapping() for language in LANGUAGES}
    for one, other in (("ru", "ky"), ("ky", "ru")):
        for key, node in found[one].items():  # type: ignore[index]
            if key not in found[other]:  # type: ignore[index]
                raise node.refuse("message-in-one-language", key=key)
    return {language: {key: node.text() for key, node in keys.items()} for language, keys in found.items()}
