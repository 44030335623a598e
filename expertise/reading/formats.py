"""What a format is to the reader: a name, a sign in the bytes, and a function that reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice

from expertise.act import Act
from expertise.errors import UnreadableFile
from expertise.reading import comparative, structure
from expertise.reading.revisions import View
from expertise.reading.source import Paragraph, assemble

MAX_PARAGRAPHS = 2 * structure.MAX_LINES  # empty ones too


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gives: paragraphs in reading order and codes of warnings for what was lost or guessed."""

    paragraphs: Iterable[Paragraph]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a reader: the file's name, the view of tracked changes, any text as an excerpt."""

    file: str
    view: View = "final"
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its content: ``fits`` looks at the bytes, ``read`` gets them and what is asked.

    ``suffixes`` (with the dot) only choose files of a folder and tell people which ones to bring.
    ``read`` raises UnreadableFile for what it cannot read, and no other error.
    """

    name: str
    suffixes: tuple[str, ...]
    fits: Callable[[bytes], bool]
    read: Callable[[bytes, Asked], Act]


def begins(*signs: bytes) -> Callable[[bytes], bool]:
    """Return a test for bytes that begin with one of ``signs``."""
    return lambda data: data.startswith(signs)


def settled(found: Found, asked: Asked) -> Act:
    """Return the act of what a reader found. Raises UnreadableFile as ``structure.act`` does."""
    paragraphs = list(islice(found.paragraphs, MAX_PARAGRAPHS + 1))
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise UnreadableFile("too-large", file=asked.file, detail=f"paragraphs > {MAX_PARAGRAPHS}")
    act = comparative.act(assemble(paragraphs), asked.file, asked.excerpt)
    return replace(act, warnings=found.warnings)


def text(read: Callable[[bytes, str], Found]) -> Callable[[bytes, Asked], Act]:
    """Return the reader of a format that holds no tracked changes, made of one that finds paragraphs."""
    return lambda data, asked: settled(read(data, asked.file), asked)
