"""The command line. Results go to stdout, messages to stderr.

Exit: 0 nothing at or above --fail-on, 1 findings there (or rules that fail their examples), 2 wrong use,
an unreadable file or a bad lexicon.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from expertise import (
    cli_answers,
    cli_batch,
    cli_changes,
    cli_compare,
    cli_corpus,
    cli_discussion,
    cli_package,
    cli_publish,
    service,
    service_corpus,
)
from expertise.cli_amending import check_on_bases
from expertise.cli_desk import add_commands
from expertise.cli_rules import rules_app
from expertise.conclusion.row import Row
from expertise.console import (
    FAILED,
    HELPS,
    LangOption,
    MethodologyOption,
    Tongue,
    group,
    help_text,
    say,
    show,
    speaking,
)
from expertise.errors import ExpertiseError, WrongUse
from expertise.service_collisions import read_against

if TYPE_CHECKING:
    from expertise.lexicon.lexicon import Lexicon
    from expertise.service import Checked

Level = Literal["low", "medium", "high"]
_RULER = 72

app, lexicon_app = group("app"), group("lexicon")
add_commands(app)
cli_changes.add_commands(app)
cli_compare.add_commands(app)
cli_corpus.add_commands(app)
cli_package.add_commands(app)
cli_batch.add_commands(app)
cli_publish.add_commands(app)
cli_discussion.add_commands(app)
cli_answers.add_commands(app)
app.add_typer(rules_app, name="rules")
app.add_typer(lexicon_app, name="lexicon")


@app.command(help=help_text("check"))
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=help_text("files"))],
    form: Annotated[
        Literal["text", "json", "docx"], typer.Option("--format", help=help_text("format"))
    ] = "text",
    excerpt: Annotated[bool, typer.Option("--excerpt", help=help_text("excerpt"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=help_text("all"))] = False,
    factor: Annotated[str, typer.Option("--factor", metavar="A1,A7", help=help_text("factor"))] = "",
    fail_on: Annotated[Level | None, typer.Option("--fail-on", help=help_text("fail-on"))] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    output: Annotated[Path | None, typer.Option("--output", metavar="PATH", help=help_text("output"))] = None,
    base: Annotated[list[str] | None, typer.Option("--base", metavar="FILE", help=help_text("base"))] = None,
    against: Annotated[
        list[str] | None, typer.Option("--against", metavar="FILE", help=help_text("against"))
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DB", help=help_text("check-corpus"))
    ] = None,
    lang: LangOption = None,
) -> None:
    """Check acts and print, or write, what was found."""
    with speaking(lang) as (tongue, words):
        lexicon = service.open_lexicon(methodology)
        view = service.view(lexicon, factor, everything=everything, excerpt=excerpt)
        if base and (against or corpus):
            raise WrongUse("base-alone")
        if base:
            raise typer.Exit(check_on_bases(files, base, form, lexicon, view, tongue, words, output, fail_on))
        run = _Run(lexicon, tongue, words, fail_on)
        others = read_against(against or (), lexicon)
        opened = service_corpus.open_corpus(corpus) if corpus else None
        if form == "docx":
            paths = service.copy_paths(files, output)
            checked = run.watched(service.check_files(files, lexicon, view, others, opened))
            show(run.copies(checked, paths, replace=output is not None))
        else:
            write = service.output_to(output) if output else None
            checked = run.watched(service.check_files(files, lexicon, view, others, opened))
            rows = run.json_rows(checked) if form == "json" else run.reports(checked)
            if write:
                write("".join(f"{row.text}\n" for row in rows).encode("utf-8", "backslashreplace"))
            else:
                show(rows, plain=form == "json")
        raise typer.Exit(run.code)


class _Run:
    """One call of check: what it speaks, and the exit code as it grows."""

    def __init__(
        self, lexicon: Lexicon, tongue: Tongue, words: Mapping[str, str], fail_on: Level | None
    ) -> None:
        self.code = 0
        self._lexicon, self._tongue, self._words, self._fail_on = lexicon, tongue, words, fail_on

    def watched(self, results: Iterable[Checked]) -> Iterator[Checked]:
        """Pass results on, say on stderr what could not be checked, and keep the exit code."""
        for checked in results:
            if checked.error:
                self._fail(checked.error)
            elif self._fail_on and service.at_or_above(checked, self._fail_on):
                self.code = max(self.code, 1)
            yield checked

    def json_rows(self, results: Iterable[Checked]) -> Iterator[Row]:
        """Yield one JSON object a file."""
        for checked in results:
            yield Row(json.dumps(service.record(checked, self._words), ensure_ascii=False))

    def reports(self, results: Iterable[Checked]) -> Iterator[Row]:
        """Yield the reports one under the other; a file with an error has none."""
        readable = (checked for checked in results if checked.result)
        for place, checked in enumerate(readable):
            if place:
                yield from (Row(""), Row("=" * _RULER, "note"), Row(""))
            yield from service.report(checked, self._lexicon, self._tongue)

    def copies(self, results: Iterable[Checked], paths: Iterable[Path], *, replace: bool) -> Iterator[Row]:
        """Write the annotated copies and yield where they lie; one that fails does not stop the others."""
        for checked, path in zip(results, paths, strict=True):
            if checked.result:
                yield from self._copy(checked, path, replace)

    def _copy(self, checked: Checked, path: Path, replace: bool) -> Iterator[Row]:
        words = self._words
        try:
            written = service.annotate(checked, path, self._lexicon, self._tongue, replace=replace)
        except ExpertiseError as error:
            self._fail(error)
            return
        yield Row(words["copy-written"].format(file=written.path), "case")
        yield Row(words["copy-comments"].format(count=written.comments))
        if written.unplaced:
            say(words["copy-unplaced"].format(file=checked.file, count=written.unplaced))

    def _fail(self, error: ExpertiseError) -> None:
        self.code = FAILED
        say(service.render(error, self._words))


@app.command(help=help_text("demo"))
def demo(
    folder: Annotated[Path, typer.Argument(help=help_text("demo-folder"))] = Path("expertise-demo"),
    lang: LangOption = None,
) -> None:
    """Check the sample draft and show what comes out."""
    with speaking(lang) as (tongue, words):
        lexicon = service.open_lexicon()
        sample = service.demo_sample(tongue, folder)
        show([Row(words["demo-start"].format(file=sample)), Row("")])
        run = _Run(lexicon, tongue, words, None)
        (copy,) = service.copy_paths([str(sample)], None)
        checked = list(run.watched(service.check_files([str(sample)], lexicon, service.View())))
        show(run.reports(checked))
        show([Row("")])
        show(run.copies(checked, [copy], replace=True))
        show([Row(words["demo-next"], "note")])
        raise typer.Exit(run.code)


@app.command(help=help_text("evaluate"))
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD...", help=help_text("gold"))],
    everything: Annotated[bool, typer.Option("--all", help=help_text("all"))] = False,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help=help_text("evaluate-format"))
    ] = "text",
    errors: Annotated[int, typer.Option("--errors", metavar="N", min=0, help=help_text("errors"))] = 0,
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: Annotated[Tongue | None, typer.Option("--lang", help=help_text("evaluate-lang"))] = None,
) -> None:
    """Hold the findings against articles somebody has marked."""
    with speaking(lang) as (_, words):
        lexicon = service.open_lexicon(methodology)
        tongues: tuple[Tongue, ...] = (lang,) if lang else ("ru", "ky")
        for tongue, done in service.evaluate(gold, tongues, lexicon, every=everything):
            if form == "json":
                found = service.evaluation_record(tongue, done, errors)
                show([Row(json.dumps(found, ensure_ascii=False))], plain=True)
            else:
                show([*service.evaluation_rows(tongue, done, errors, words), Row("")])
        if form == "text":
            show([Row(words["evaluate-worth"], "note")])


@lexicon_app.command("unreviewed", help=help_text("unreviewed"))
def lexicon_unreviewed(lang: LangOption = None) -> None:
    """List the strings whose authority has not reviewed them."""
    with speaking(lang) as (_, words):
        from expertise.service_forms import unreviewed

        strings = list(unreviewed())
        show(Row("\t".join(string)) for string in strings)
        say(words["unreviewed-count"].format(count=len(strings)) if strings else words["unreviewed-none"])


def main() -> None:
    """Run the command line; streams are UTF-8 everywhere, since JSON and Cyrillic need it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except Exception as error:  # the last resort: a person gets a sentence to pass on, no traceback
        detail = f"{type(error).__name__}: {error}"
        say(service.render(ExpertiseError("internal", file="expertise", detail=detail), HELPS))
        sys.exit(FAILED)
