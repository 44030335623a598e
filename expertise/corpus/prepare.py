"""From a file to what the corpus keeps of it; done in worker processes, so all of it is plain values."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from expertise.act import Act, Kind, Language, Requisites, Role, Span, label
from expertise.corpus.validity import claims, edition, repeal_lines, standing
from expertise.corpus.wordforms import document, stems
from expertise.corpus.wordforms import forms as words_of
from expertise.corpus.work import Failure, Standing, Told, work_uri
from expertise.errors import ExpertiseError, UnreadableFile
from expertise.norms.references import FOREIGN, Named, Reader, title_key
from expertise.packing import act_record
from expertise.reading import read

_HEADS = frozenset({Kind.ANNEX, Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER})
_LEVEL = 3  # of zlib: a tenth larger than 6 in half the time
_LONGEST_WORDS = 300  # of a citation: enough to show it


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit that search finds: its place in the text, and its words for the full text."""

    eid: str
    label: str
    start: int
    stop: int
    folded: str
    stems: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to another act as it was found; ``address`` is JSON: pairs of kind and number.

    ``ended`` tells words that end the force of that act.
    """

    eid: str
    named: Named
    address: str
    words: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """An act ready to be written: ``text`` and ``frame`` (the act without its text) are compressed."""

    file: str
    sha256: str
    uri: str
    requisites: Requisites
    language: Language
    edition: date | None
    standing: Standing | None
    articles: int
    units: int
    text: bytes
    frame: bytes
    key: str
    title_stems: str
    pieces: tuple[Piece, ...]
    citations: tuple[Citation, ...]
    claims: tuple[tuple[Named, str, str], ...]  # the act, its title's key, the words


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def prepare(file: str, sha256: str, told: Told) -> Prepared | Failure:
    """Read a file and return what is kept of it, or why it cannot be; never raises for a bad file."""
    try:
        return _prepared(_told(read(Path(file)), told), file, sha256, told)
    except ExpertiseError as error:
        return failure(error, file, sha256)
    except Exception as error:  # one bad file must not end the whole import; the type names the bug
        detail = f"{type(error).__name__}: {error}"
        return failure(UnreadableFile("internal", file=file, detail=detail), file, sha256)


def failure(error: ExpertiseError, file: str, sha256: str) -> Failure:
    """Return an error as the corpus keeps it."""
    return Failure(file, sha256, error.code, {name: str(value) for name, value in error.parameters.items()})


def _told(act: Act, told: Told) -> Act:
    """Return the act with what the index says of it in place of what its text says."""
    own = act.requisites
    named = Requisites(
        told.kind or own.type, told.title or own.title, told.number or own.number, told.date or own.date,
        told.body or own.body,
    )  # fmt: skip
    return replace(act, requisites=named, language=told.language or act.language)


def _prepared(act: Act, file: str, sha256: str, told: Told) -> Prepared:
    named = act.requisites
    if not (named.title or named.number):
        raise UnreadableFile("corpus-nameless", file=file)
    reader = Reader(act)
    record = act_record(replace(act, file=file, sha256=sha256)) | {"text": ""}
    return Prepared(
        file, sha256, work_uri(named, act.language), named, act.language,
        told.edition or edition(act), told.standing or standing(act), act.articles, len(act.units) - 1,
        zlib.compress(act.text.encode(), _LEVEL),
        zlib.compress(json.dumps(record, ensure_ascii=False).encode(), _LEVEL),
        key_of(named.title, act.language),
        " ".join(stems(form, act.language) for form in words_of(named.title)),
        tuple(_pieces(act)), tuple(_citations(act, reader)),
        tuple((c.named, key_of(c.named.title, act.language), c.words) for c in claims(act, reader)),
    )  # fmt: skip


def key_of(title: str, language: Language) -> str:
    """Return the words a title is compared by as one string, empty for no title."""
    return f"{language}:{' '.join(title_key(title, language))}" if title else ""


def searched(act: Act) -> Iterator[tuple[int, Span]]:
    """Yield the units that search finds, with their text: articles, else the topmost units with text."""
    for index, unit in enumerate(act.units):
        if not index or unit.target or unit.role is Role.CURRENT or unit.kind in _HEADS:
            continue
        above = act.ancestors(unit)[1:]
        if all(parent.kind in _HEADS for parent in above):
            yield index, unit.span


def _pieces(act: Act) -> Iterator[Piece]:
    for index, span in searched(act):
        unit = act.units[index]
        folded, stemmed = document(span.of(act.text), act.language)
        yield Piece(unit.eid, label(act, unit), span.start, span.end, folded, stemmed)


def _citations(act: Act, reader: Reader) -> Iterator[Citation]:
    ending = repeal_lines(act)
    for reference in reader.all():
        if reference.state == FOREIGN and reference.named:
            words = " ".join(reference.span.of(act.text)[:_LONGEST_WORDS].split())
            address = json.dumps([(kind.value, number) for kind, number in reference.address])
            line = act.line_at(reference.span.start)
            eid = act.units[act.lines[line].unit].eid
            yield Citation(eid, reference.named, address, words, line in ending)
