"""Check many acts into one folder of results, go on after a stop, compare two such folders."""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expertise import service, service_examine
from expertise.act import Language
from expertise.batch import copies, results
from expertise.batch.ledger import DATABASE, FOLDER, Ledger
from expertise.batch.plan import of_corpus, planned
from expertise.batch.pool import Limits, Pool
from expertise.batch.rows import unpacked
from expertise.batch.run import Standing, settle_all
from expertise.batch.schemas import SCHEMAS
from expertise.batch.sinks import Apart, Sink
from expertise.batch.task import Answer, Executor, Settings, Task
from expertise.batch.workbook import Workbook
from expertise.corpus import selection
from expertise.corpus.store import Corpus
from expertise.errors import ExpertiseError, UnreadableFile, WrongUse

if TYPE_CHECKING:
    import pyarrow as pa

WORKBOOK = "results.xlsx"
_MANY = 500  # files from which on the workbook is worth a process of its own
Watch = Callable[[Standing], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for; with ``resume`` files and acts are those of the run that stands in ``folder``.

    ``query`` adds the acts of a corpus (see corpus.selection), of the one in ``database``; None adds none.
    With ``references`` those of all acts are looked up there, so that a changed corpus checks all anew.

    ``dask`` is the address of a scheduler, empty for ``workers`` processes on this machine; ``seconds`` are
    what one file may take there.
    """

    folder: Path
    arguments: tuple[str, ...] = ()
    query: str | None = None
    database: Path = Path()
    references: bool = False
    resume: bool = False
    workers: int = 1
    dask: str = ""
    methodology: str = service.METHODOLOGY
    everything: bool = False
    language: Language = "ru"
    workbook: bool = True
    seconds: float = Limits().seconds


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that is done: its summary, and whether any table had to be written anew."""

    summary: Mapping[str, Any]
    written: bool


def workers() -> int:
    """Return how many processes a run takes unless told: one a processor."""
    return os.cpu_count() or 1


def run(order: Order, watch: Watch, writing: Callable[[], None] = lambda: None) -> Finished:
    """Check all files of an order, write the tables, and return the summary.

    ``watch`` hears how far the run is, ``writing`` that the tables are being written. Without ``resume``
    every file is looked at, and those whose bytes and release are as before are not checked again; with it
    the run that was stopped goes on where it was. Raises WrongUse: ``nothing-to-resume``,
    ``nothing-to-check``, ``paths-not-there`` and ``nothing-found`` where no file and no act is meant,
    ``folder-gone`` where a folder of the last run is no longer there (its acts would be forgotten),
    ``release-changed`` where lexicon or program became another meanwhile, ``corpus-changed`` where the
    corpus did while references were looked up in it, what Ledger, Corpus, a query and the executors raise;
    BadLexicon.
    """
    if order.resume and not (order.folder / FOLDER / DATABASE).is_file():
        raise WrongUse("nothing-to-resume", folder=str(order.folder))
    if not order.resume and not order.arguments and order.query is None:
        raise WrongUse("nothing-to-check")
    if order.query is not None or order.references:
        with closing(Corpus.open(order.database)):
            selection.query(order.query or "")  # what is wrong with it is told before anything is written
    if not order.resume:
        _look(order)
    lexicon = service.open_lexicon(order.methodology)
    ledger = Ledger(order.folder)
    try:
        number = _planned(ledger, order)
        corpus = ledger.said("asked")["database"] if ledger.said("asked").get("references") else ""
        asked, versions = service_examine.settings(
            lexicon, order.methodology, everything=order.everything, corpus=corpus
        )
        with _local(order):
            executor = _executor(order, asked)
            settle_all(ledger, number, asked.release, executor, _unlisted, watch, _is_failure)
        if corpus and service_examine.state(corpus) != versions["corpus"]:
            raise WrongUse("corpus-changed", file=corpus)
        return _export(ledger, order, versions, lexicon.messages, writing)
    finally:
        ledger.close()


@contextmanager
def _local(order: Order) -> Iterator[None]:
    """Say of workers on this machine that differ what it means there: something changed under the run."""
    try:
        yield
    except WrongUse as error:
        if error.code == "cluster-differs" and not order.dask:
            raise WrongUse("release-changed") from error
        raise


def _look(order: Order) -> None:
    """See that the order names anything: a mistyped folder must not undo what an earlier run has done."""
    there = [path for path in order.arguments if os.path.lexists(path)]
    if order.arguments and not there and order.query is None:
        raise WrongUse("paths-not-there", paths=", ".join(order.arguments))
    if next(planned(there, order.folder), None) is None and not _any_act(order):
        raise WrongUse("nothing-found")


def _any_act(order: Order) -> bool:
    if order.query is None:
        return False
    with closing(Corpus.open(order.database)) as corpus:
        return next(selection.selected(corpus, selection.query(order.query)), None) is not None


def _planned(ledger: Ledger, order: Order) -> int:
    """Return the number of the run in this folder, planned: a new one, or the one that was stopped."""
    number = int(ledger.said("run", 0))
    if not (order.resume and number):
        for path in order.arguments:
            if not os.path.lexists(path) and ledger.holds(path):
                raise WrongUse("folder-gone", folder=path)
        number += 1
        database = str(order.database.absolute())
        asked = {
            "arguments": list(order.arguments), "query": order.query, "database": database,
            "references": order.references,
        }  # fmt: skip
        ledger.say(run=number, asked=asked, place=os.getcwd(), corpus="")
    if ledger.said("planned", 0) != number:
        _plan(ledger, order.folder, number)
    return number


def _plan(ledger: Ledger, folder: Path, number: int) -> None:
    """Take in files and acts of what the ledger was asked; the state of a corpus that was used is kept."""
    asked = ledger.said("asked")
    files = planned(asked["arguments"], folder)
    if asked["query"] is None:
        ledger.plan(files, number)
        return
    database = Path(asked["database"])
    with closing(Corpus.open(database)) as corpus:
        chosen = selection.selected(corpus, selection.query(asked["query"]))
        ledger.plan(chain(files, of_corpus(chosen, database)), number)
        ledger.say(corpus=corpus.state.digest)


def _executor(order: Order, asked: Settings) -> Executor:
    if not order.dask:
        limits = Limits(seconds=order.seconds)
        make = service_examine
        return Pool(order.workers, make.examine_batch, asked, make.died, make.late, limits)
    try:
        from expertise.batch.cluster import Cluster
    except ImportError as error:
        raise WrongUse("dask-missing", detail=str(error)) from error
    return Cluster(order.dask, service_examine.examine_all, asked, service_examine.died)


def _unlisted(task: Task, reason: str) -> Answer:
    return service_examine.failed(task, UnreadableFile("file-access", file=task.file, detail=reason))


def _is_failure(answer: Answer) -> bool:
    return bool(answer.data) and bool(unpacked(answer.data).code)


def _export(
    ledger: Ledger,
    order: Order,
    versions: Mapping[str, str],
    words: service.Messages,
    writing: Callable[[], None],
) -> Finished:
    """Write the tables, unless those that stand there say the same already."""
    asked = ledger.said("asked")
    head = {
        "versions": {**versions, "corpus": ledger.said("corpus") or versions["corpus"]},
        "folder": ledger.said("place"),
        **({"database": asked["database"]} if asked["query"] is not None else {}),
    }
    made_of = [head, asked, order.language, order.workbook]
    names = [results.SUMMARY, results.LINES, *(f"{name}.parquet" for name in SCHEMAS)]
    names += [WORKBOOK] if order.workbook else []
    if ledger.said("exported") == made_of and all((order.folder / name).is_file() for name in names):
        return Finished(opened(order.folder).summary, False)
    writing()

    def say(code: str, parameters: Mapping[str, str], language: str) -> str:
        return service.render(ExpertiseError(code, **parameters), words[language])

    book: Callable[[Path], Sink] = partial(Workbook, words=words[order.language], language=order.language)
    if ledger.counts(int(ledger.said("run")))[0] >= _MANY:  # two thirds of the time for tables are its own
        book = partial(Apart, book)
    made = results.rows_of(ledger, copies.find(ledger), say, order.language)
    if not order.workbook:
        (order.folder / WORKBOOK).unlink(missing_ok=True)
    try:
        summary = results.write(order.folder, made, head, {WORKBOOK: book} if order.workbook else {})
    except OSError as error:
        detail = error.strerror or str(error)
        raise WrongUse("output-unwritable", file=str(order.folder), detail=detail) from error
    ledger.say(exported=made_of)
    return Finished(summary, True)


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: its ``folder`` and its summary (see docs/batch.md)."""

    folder: Path
    summary: Mapping[str, Any]

    def table(self, name: str, columns: Sequence[str] | None = None, codes: Sequence[str] = ()) -> pa.Table:
        """Return a table (acts, findings, failures, families), only these columns where some are named.

        Those of ``codes`` are dictionaries: names that come again and again are held once.
        """
        import pyarrow.parquet as pq

        path = self.folder / f"{name}.parquet"
        return pq.read_table(path, columns=list(columns) if columns else None, read_dictionary=list(codes))

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table, some thousands in memory at a time."""
        import pyarrow.parquet as pq

        with pq.ParquetFile(self.folder / f"{name}.parquet") as file:
            for batch in file.iter_batches(columns=list(columns)):
                yield from zip(*(batch.column(each).to_pylist() for each in columns), strict=True)

    def at(self, name: str, columns: Sequence[str], places: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table that stand at ``places`` (from 0, ascending) as dicts.

        Only the groups of rows that hold one are read, one at a time.
        """
        import pyarrow.parquet as pq

        with pq.ParquetFile(self.folder / f"{name}.parquet") as file:
            begin = at = 0
            for group in range(file.num_row_groups):
                end = begin + file.metadata.row_group(group).num_rows
                last = bisect_left(places, end, at)
                if last > at:
                    wanted = [place - begin for place in places[at:last]]
                    yield from file.read_row_group(group, list(columns)).take(wanted).to_pylist()
                begin, at = end, last


def opened(folder: Path) -> Run:
    """Return the finished run in a folder. Raises WrongUse ``not-a-finished-run``."""
    try:
        summary = json.loads((folder / results.SUMMARY).read_text(encoding="utf-8"))
        whole = all((folder / name).is_file() for name in summary["tables"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUse("not-a-finished-run", folder=str(folder)) from error
    if not whole:
        raise WrongUse("not-a-finished-run", folder=str(folder))
    return Run(folder, summary)
