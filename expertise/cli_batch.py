"""The commands for many acts: batch, batch-diff."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from expertise import service
from expertise.conclusion.row import Row
from expertise.console import FAILED, LangOption, MethodologyOption, help_text, say, show, speaking

if TYPE_CHECKING:
    from expertise.batch.run import Standing

#: Exit code of a run that was stopped by Ctrl-C, as shells have it.
STOPPED = 130
_EVERY = 30.0  # seconds between two lines where nobody watches a terminal


def add_commands(app: typer.Typer) -> None:
    """Add ``batch`` and ``batch-diff`` to the command line."""
    app.command(help=help_text("batch"))(batch)
    app.command("batch-diff", help=help_text("batch-diff"))(batch_diff)


def batch(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help=help_text("batch-paths"))
    ] = None,
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help=help_text("batch-output"))] = Path(
        "expertise-batch"
    ),
    query: Annotated[
        str | None, typer.Option("--corpus", metavar="QUERY", help=help_text("batch-corpus"))
    ] = None,
    database: Annotated[
        Path | None, typer.Option("--corpus-db", metavar="DB", help=help_text("corpus-db"))
    ] = None,
    references: Annotated[bool, typer.Option("--references", help=help_text("batch-references"))] = False,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help=help_text("batch-workers"))
    ] = None,
    dask: Annotated[str, typer.Option("--dask", metavar="ADDRESS", help=help_text("batch-dask"))] = "",
    resume: Annotated[bool, typer.Option("--resume", help=help_text("batch-resume"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=help_text("all"))] = False,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", min=1, help=help_text("batch-seconds"))
    ] = 1800,
    without_workbook: Annotated[bool, typer.Option("--no-xlsx", help=help_text("batch-no-xlsx"))] = False,
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Check many acts into one folder of tables."""
    with speaking(lang) as (tongue, words):
        from expertise import service_batch, service_corpus

        order = service_batch.Order(
            output, tuple(paths or ()), query, database or service_corpus.default(), references, resume,
            workers or service_batch.workers(), dask, methodology, everything, tongue, not without_workbook,
            seconds,
        )  # fmt: skip
        watch = Progress(words)
        try:
            done = service_batch.run(order, watch.show, watch.writing)
        except KeyboardInterrupt:
            watch.end()
            say(words["batch-stopped"].format(folder=output))
            raise typer.Exit(STOPPED) from None
        watch.end()
        show(_rows(done.summary, words, output, written=done.written))
        raise typer.Exit(FAILED if done.summary["failures"] else 0)


def _rows(
    summary: Mapping[str, object], words: Mapping[str, str], folder: Path, *, written: bool
) -> list[Row]:
    rows = [
        Row(words["batch-done"].format(**{n: summary[n] for n in ("files", "acts", "findings")}), "title"),
    ]
    if summary["failures"]:
        rows.append(Row(words["batch-failures"].format(count=summary["failures"])))
        by_code = summary["failures_by_code"]
        assert isinstance(by_code, dict)
        rows += [Row(f"  {_reason(code, words)}: {count}", "note") for code, count in by_code.items()]
    rows.append(Row(words["batch-written" if written else "batch-unchanged"].format(folder=folder), "note"))
    return rows


def _reason(code: str, words: Mapping[str, str]) -> str:
    said = words.get(f"failure-{code}")
    return f"{said} ({code})" if said else code


class Progress:
    """How far a run is, on stderr: one line written over on a terminal, elsewhere a line now and then."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words, self._terminal = words, sys.stderr.isatty()
        self._said, self._width = time.monotonic(), 0

    def show(self, standing: Standing) -> None:
        """Show how far the run is."""
        if self._terminal:
            self._over(line(standing, self._words))
        elif time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            say(line(standing, self._words))

    def writing(self) -> None:
        """Show that the tables are being written."""
        if self._terminal:
            self._over(self._words["batch-writing"])

    def end(self) -> None:
        """Take the line away."""
        if self._terminal:
            self._over("")

    def _over(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width) + ("\r" if not text else ""))
        sys.stderr.flush()
        self._width = len(text)


def line(standing: Standing, words: Mapping[str, str]) -> str:
    """Return one line of progress: files of all, files a second, time left, failures."""
    parts = [words["batch-progress"].format(done=standing.done, total=standing.total)]
    if standing.rate:
        parts.append(words["batch-rate"].format(rate=f"{standing.rate:.1f}"))
    if standing.left is not None and standing.left > 0:
        parts.append(words["batch-left"].format(time=_clock(standing.left)))
    if standing.failures:
        parts.append(words["batch-failed"].format(count=standing.failures))
    return " · ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def batch_diff(
    old: Annotated[Path, typer.Argument(metavar="A", help=help_text("batch-diff-old"))],
    new: Annotated[Path, typer.Argument(metavar="B", help=help_text("batch-diff-new"))],
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help=help_text("batch-diff-format"))
    ] = "text",
    output: Annotated[Path | None, typer.Option("--output", metavar="PATH", help=help_text("output"))] = None,
    lang: LangOption = None,
) -> None:
    """Compare two runs: acts and findings that are new, gone or changed, and why."""
    with speaking(lang) as (_, words):
        from expertise import service_batch_diff

        write = service.output_to(output) if output else None
        done = service_batch_diff.compare(old, new)
        if form == "json":
            rows = [Row(json.dumps(each, ensure_ascii=False)) for each in service_batch_diff.records(done)]
        else:
            rows = list(service_batch_diff.rows(done, words))
        if write:
            write("".join(f"{row.text}\n" for row in rows).encode("utf-8", "backslashreplace"))
        else:
            show(rows, plain=form == "json")
