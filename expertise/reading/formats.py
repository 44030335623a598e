"""What a format is to the reader: a name, a sign in the bytes, and a function that reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from expertise.reading.source import Paragraph


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gives: paragraphs in reading order and codes of warnings for what was lost or guessed."""

    paragraphs: Iterable[Paragraph]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its content: ``fits`` looks at the bytes of a file, ``read`` gets them and the file's name.

    ``suffixes`` (with the dot) only choose files of a folder and tell people which ones to bring.
    ``read`` raises UnreadableFile for what it cannot read, and no other error.
    """

    name: str
    suffixes: tuple[str, ...]
    fits: Callable[[bytes], bool]
    read: Callable[[bytes, str], Found]


def begins(*signs: bytes) -> Callable[[bytes], bool]:
    """Return a test for bytes that begin with one of ``signs``."""
    return lambda data: data.startswith(signs)
