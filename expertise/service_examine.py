"""Examine one file of a batch: what a worker does, wherever it runs. The findings are those of ``check``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache, lru_cache, partial
from pathlib import Path

from expertise import service
from expertise.act import Act
from expertise.analysis.fields import classify
from expertise.batch import release, rows
from expertise.batch.likeness import sketch
from expertise.batch.plan import in_corpus
from expertise.batch.task import Answer, Settings, Task
from expertise.corpus import selection
from expertise.corpus.store import Corpus
from expertise.errors import ExpertiseError, UnreadableFile, WrongUse
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import legacy, of_office, together

#: Reasons that may be gone at the next attempt: what the machine could not do, not what the file is.
PASSING = frozenset(
    {"worker-died", "too-slow", "too-much-memory", "conversion-failed", "not-found", "file-access"}
)
_OFFICE = frozenset({".doc", ".rtf", ".odt"})


def settings(
    lexicon: Lexicon, methodology: str, *, everything: bool, corpus: str = ""
) -> tuple[Settings, dict[str, str]]:
    """Return what workers are told, and the versions that the findings will rest on.

    ``corpus`` is the database that references are looked up in; its present state is one of the versions.
    Raises WrongUse for one that cannot be opened.
    """
    view = "all" if everything else "default"
    names = release.versions(lexicon.digest, methodology, view, state(corpus) if corpus else "")
    return Settings(methodology, everything, release.release(names), corpus), names


def state(database: str) -> str:
    """Return the digest of what a corpus holds now."""
    with closing(Corpus.open(Path(database))) as corpus:
        return corpus.state.digest


def examine(task: Task, asked: Settings) -> Answer:
    """Read and check one file; what is wrong with the file is in the answer, never raised.

    Bytes that are ``task.known`` give an answer without data. Raises WrongUse ``cluster-differs`` where this
    worker is of another release than the run, and what opening the lexicon raises.
    """
    lexicon = _lexicon(asked)
    if _is_known(task):
        return Answer(task.file, task.known, b"")
    view = service.View(everything=asked.everything)
    corpus = _corpus(asked.corpus) if asked.corpus else None
    if held := in_corpus(task.path):
        checked = service.check_loaded(task.file, partial(_of_corpus, *held), lexicon, view, (), corpus)
    else:
        checked = next(iter(service.check_files([task.path], lexicon, view, (), corpus)))
    if checked.error:
        return failed(task, checked.error, checked.sha256)
    assert checked.result is not None
    result, found = checked.result, checked.findings
    kept = rows.Kept(
        _without_file(service.record(checked, {})),
        rows.act_row(result, found, classify(result.act, lexicon.fields)),
        [rows.finding_more(result, finding) for finding in found],
    )
    again = legacy.OFFICE_FAILED in result.act.warnings
    return Answer(task.file, checked.sha256, rows.packed(kept), sketch(result.act.text), again)


def examine_batch(tasks: Sequence[Task], asked: Settings) -> Iterator[Answer]:
    """Examine the files of one batch, one after the other; see task.Examine.

    Old formats are converted many a call. No tasks open what all of them need.
    """
    _lexicon(asked)
    with together.at_hand(together.copies(list(_of_office(tasks)))):
        for task in tasks:
            yield examine(task, asked)


def examine_all(tasks: Sequence[Task], asked: Settings) -> list[Answer]:
    """Examine the files of one batch at once: the unit of work on a cluster."""
    return list(examine_batch(tasks, asked))


def _of_office(tasks: Sequence[Task]) -> Iterator[tuple[str, bytes]]:
    for task in tasks:
        path = Path(task.path)
        if path.suffix.lower() in _OFFICE and path.is_file() and not _is_known(task):
            found = of_office(path)
            if found:
                yield found


def _is_known(task: Task) -> bool:
    if not task.known:
        return False
    if held := in_corpus(task.path):
        language, uri, database = held
        return task.known == selection.current(_corpus(database), uri, language)
    return service.sha256_of(task.path) == task.known


def _of_corpus(language: str, uri: str, database: str) -> Act:
    """Return an act of a corpus. Raises UnreadableFile ``not-found`` for one that is no longer there."""
    found = _corpus(database).act(uri, "ky" if language == "ky" else "ru")
    if found is None:
        raise UnreadableFile("not-found", file=uri, detail=database)
    return found


@lru_cache(maxsize=2)
def _corpus(database: str) -> Corpus:
    return Corpus.open(Path(database))


def failed(task: Task, error: ExpertiseError, sha256: str | None = None) -> Answer:
    """Return the answer for a file that could not be checked, under the name that the run has for it."""
    named = {"file": task.file} if "file" in error.parameters else {}
    said = {**error.parameters, **named}
    if error.code == "internal" and str(said.get("detail", "")).startswith("MemoryError"):
        error = UnreadableFile("too-much-memory", **said)
    checked = service.Checked(task.file, sha256, None, (), error)
    record = _without_file(service.record(checked, {}))
    parameters = {name: str(value) for name, value in said.items()}
    kept = rows.Kept({**record, "error": None}, {}, (), error.code, parameters)
    return Answer(task.file, sha256, rows.packed(kept), again=error.code in PASSING)


def died(task: Task, how: str) -> Answer:
    """Return the answer for a file that killed the worker it was given to, alone, once more."""
    sha256 = service.sha256_of(task.path)
    return failed(task, UnreadableFile("worker-died", file=task.file, detail=how), sha256)


def late(task: Task, seconds: float) -> Answer:
    """Return the answer for a file that was not done within the time for one file."""
    sha256 = service.sha256_of(task.path)
    return failed(task, UnreadableFile("too-slow", file=task.file, detail=f"{seconds:g} s"), sha256)


def _without_file(record: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in record.items() if name != "file"}


@cache
def _lexicon(asked: Settings) -> Lexicon:
    lexicon = service.open_lexicon(asked.methodology)
    own, names = settings(lexicon, asked.methodology, everything=asked.everything, corpus=asked.corpus)
    if own.release != asked.release:
        raise WrongUse("cluster-differs", engine=names["engine"], libraries=names["libraries"])
    return lexicon
