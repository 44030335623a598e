"""Where the acts of a run lie now, and whether each is still the text that was examined."""

from __future__ import annotations

import hashlib
import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from expertise.act import Act, Language
from expertise.corpus import selection
from expertise.corpus.store import Corpus
from expertise.errors import UnreadableFile
from expertise.service_batch import Run
from expertise.service_corpus import default
from expertise.service_desk import Desk, Received

_OF_CORPUS = re.compile(r"(/akn/kg/act/.+)/(ru|ky)")


@dataclass(frozen=True, slots=True)
class Source:
    """``place`` is the folder that files' names start from, ``database`` the corpus that acts are held in."""

    place: str = ""
    database: str = ""


def of_run(run: Run) -> Source:
    """Return where the acts of a run come from; a run that names no corpus is of the user's own."""
    return Source(str(run.summary["folder"]), str(run.summary.get("database") or default()))


def in_corpus(file: str) -> tuple[str, Language] | None:
    """Return URI and language of an act that a run took from a corpus, None for a file."""
    found = _OF_CORPUS.fullmatch(file)
    return (found[1], "ky" if found[2] == "ky" else "ru") if found else None


def act_of(source: Source, file: str, sha256: str) -> tuple[str, bytes | Act]:
    """Return name and bytes of an act's file, or the act of a corpus, as it was when it was examined.

    Raises UnreadableFile: ``not-found``, ``act-changed`` where the bytes are not those of the run,
    ``corpus-act-gone``, ``corpus-act-changed``; WrongUse as ``Corpus.open``.
    """
    if held := in_corpus(file):
        return file, _held(Path(source.database), *held, sha256)
    path = Path(source.place) / file
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-found", file=str(path)) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UnreadableFile("act-changed", file=str(path))
    return path.name, data


def _held(database: Path, uri: str, language: Language, sha256: str) -> Act:
    with closing(Corpus.open(database)) as corpus:
        now = selection.current(corpus, uri, language)
        act = corpus.act(uri, language) if now == sha256 else None
    if not now:
        raise UnreadableFile("corpus-act-gone", file=f"{uri}/{language}", corpus=str(database))
    if act is None:
        raise UnreadableFile("corpus-act-changed", file=f"{uri}/{language}", corpus=str(database))
    return act


def to_desk(desk: Desk, run: Run, file: str, sha256: str) -> Received:
    """Take one act of a run to the desk; one that is there already is joined. Raises as ``act_of``."""
    (received,) = desk.receive([act_of(of_run(run), file, sha256)])
    return received
