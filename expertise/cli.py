"""The command line. Results go to stdout, messages to stderr.

Exit: 0 nothing at or above --fail-on, 1 findings there (or rules that fail their examples), 2 wrong use,
an unreadable file or a bad lexicon.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from expertise import service, settings
from expertise.conclusion.row import Row
from expertise.errors import ExpertiseError

if TYPE_CHECKING:
    from expertise.lexicon.lexicon import Lexicon
    from expertise.service import Checked

Tongue = Literal["ru", "ky"]
Level = Literal["low", "medium", "high"]
_STYLES = {
    "title": "bold", "case": "bold", "quote": "italic", "note": "dim",
    "high": "bold red", "medium": "yellow", "low": "green",
}  # fmt: skip
FAILED = 2
_RULER = 72


def _helps() -> Mapping[str, str]:
    """Return the texts of --help; a broken installation still gets as far as its error message."""
    with suppress(ExpertiseError, KeyError):
        return service.messages()[settings.language()]
    with suppress(ExpertiseError):
        return service.messages()["ru"]
    return {}


_HELPS = _helps()


def _help(name: str) -> str:
    return _HELPS.get(f"help-{name}", name)


def _group(name: str) -> typer.Typer:
    return typer.Typer(
        help=_help(name), no_args_is_help=True, add_completion=False,
        pretty_exceptions_enable=False, rich_markup_mode=None,
    )  # fmt: skip


app, rules_app, lexicon_app = _group("app"), _group("rules"), _group("lexicon")
app.add_typer(rules_app, name="rules")
app.add_typer(lexicon_app, name="lexicon")

LangOption = Annotated[Tongue | None, typer.Option("--lang", help=_help("lang"))]
MethodologyOption = Annotated[str, typer.Option("--methodology", metavar="ID", help=_help("methodology"))]


@app.command(help=_help("check"))
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=_help("files"))],
    form: Annotated[Literal["text", "json", "docx"], typer.Option("--format", help=_help("format"))] = "text",
    excerpt: Annotated[bool, typer.Option("--excerpt", help=_help("excerpt"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=_help("all"))] = False,
    factor: Annotated[str, typer.Option("--factor", metavar="A1,A7", help=_help("factor"))] = "",
    fail_on: Annotated[Level | None, typer.Option("--fail-on", help=_help("fail-on"))] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    output: Annotated[Path | None, typer.Option("--output", metavar="PATH", help=_help("output"))] = None,
    lang: LangOption = None,
) -> None:
    """Check acts and print, or write, what was found."""
    with _speaking(lang) as (tongue, words):
        lexicon = service.open_lexicon(methodology)
        view = service.view(lexicon, factor, everything=everything, excerpt=excerpt)
        run = _Run(lexicon, tongue, words, fail_on)
        if form == "docx":
            paths = service.copy_paths(files, output)
            checked = run.watched(service.check_files(files, lexicon, view))
            _show(run.copies(checked, paths, replace=output is not None))
        else:
            write = service.output_to(output) if output else None
            checked = run.watched(service.check_files(files, lexicon, view))
            rows = run.json_rows(checked) if form == "json" else run.reports(checked)
            if write:
                write("".join(f"{row.text}\n" for row in rows).encode("utf-8", "backslashreplace"))
            else:
                _show(rows, plain=form == "json")
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
            _say(words["copy-unplaced"].format(file=checked.file, count=written.unplaced))

    def _fail(self, error: ExpertiseError) -> None:
        self.code = FAILED
        _say(service.render(error, self._words))


@app.command(help=_help("demo"))
def demo(
    folder: Annotated[Path, typer.Argument(help=_help("demo-folder"))] = Path("expertise-demo"),
    lang: LangOption = None,
) -> None:
    """Check the sample draft and show what comes out."""
    with _speaking(lang) as (tongue, words):
        lexicon = service.open_lexicon()
        sample = service.demo_sample(tongue, folder)
        _show([Row(words["demo-start"].format(file=sample)), Row("")])
        run = _Run(lexicon, tongue, words, None)
        copy = sample.with_name(sample.stem + service.COPY_SUFFIX)
        checked = list(run.watched(service.check_files([str(sample)], lexicon, service.View())))
        _show(run.reports(checked))
        _show([Row("")])
        _show(run.copies(checked, [copy], replace=True))
        _show([Row(words["demo-next"], "note")])
        raise typer.Exit(run.code)


@rules_app.command("list", help=_help("rules-list"))
def rules_list(methodology: MethodologyOption = service.METHODOLOGY, lang: LangOption = None) -> None:
    """List the rules."""
    with _speaking(lang) as (tongue, _):
        _show(service.rules_table(service.open_lexicon(methodology), tongue))


@rules_app.command("show", help=_help("rules-show"))
def rules_show(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_help("code"))],
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Show one rule as documentation."""
    with _speaking(lang) as (tongue, _):
        lexicon = service.open_lexicon(methodology)
        _show(service.rule_page(service.rules(lexicon, [code])[0], lexicon, tongue))


@rules_app.command("test", help=_help("rules-test"))
def rules_test(
    codes: Annotated[list[str] | None, typer.Argument(metavar="[CODE...]", help=_help("codes"))] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Try rules on their own examples."""
    with _speaking(lang) as (_, words):
        lexicon = service.open_lexicon(methodology)
        tried = []
        for trial in service.trials(lexicon, service.rules(lexicon, codes or ())):
            tried.append(trial)
            _show(service.trial_rows(trial, words))
        failures = sum(len(trial.failures) for trial in tried)
        summary = words["trial-bad" if failures else "trial-good"]
        examples = sum(trial.examples for trial in tried)
        _show([Row(summary.format(rules=len(tried), examples=examples, failures=failures), "case")])
        raise typer.Exit(1 if failures else 0)


@lexicon_app.command("unreviewed", help=_help("unreviewed"))
def lexicon_unreviewed(lang: LangOption = None) -> None:
    """List the strings whose authority has not reviewed them."""
    with _speaking(lang) as (_, words):
        strings = list(service.unreviewed())
        _show(Row("\t".join(string)) for string in strings)
        _say(words["unreviewed-count"].format(count=len(strings)) if strings else words["unreviewed-none"])


@contextmanager
def _speaking(lang: Tongue | None) -> Iterator[tuple[Tongue, Mapping[str, str]]]:
    """Give the language and its messages; an error becomes a message and exit code 2, never a traceback."""
    words: Mapping[str, str] = {}
    try:
        messages = service.messages()
        words = messages[lang or "ru"]
        tongue = lang or settings.language()
        words = messages[tongue]
        yield tongue, words
    except ExpertiseError as error:
        _say(service.render(error, words))
        raise typer.Exit(FAILED) from None


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _show(rows: Iterable[Row], *, plain: bool = False) -> None:
    """Print rows as they come, coloured and wrapped where a person watches."""
    if plain or not sys.stdout.isatty():
        for row in rows:
            typer.echo(row.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for row in rows:
        console.print(Text(row.text, style=_STYLES.get(row.style, "")))


def main() -> None:
    """Run the command line; streams are UTF-8 everywhere, since JSON and Cyrillic need it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except Exception as error:  # the last resort: a person gets a sentence to pass on, no traceback
        detail = f"{type(error).__name__}: {error}"
        _say(service.render(ExpertiseError("internal", file="expertise", detail=detail), _HELPS))
        sys.exit(FAILED)
