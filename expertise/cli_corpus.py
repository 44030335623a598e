"""The commands `expertise corpus ...`: the body of acts that drafts are judged against."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from expertise import service, service_corpus
from expertise.conclusion.row import Row
from expertise.console import FAILED, LangOption, Tongue, group, help_text, say, show, speaking

if TYPE_CHECKING:
    from expertise.corpus.adding import Added

corpus_app = group("corpus")
CorpusOption = Annotated[Path | None, typer.Option("--corpus", metavar="DB", help=help_text("corpus-db"))]
TextOption = Annotated[Literal["text", "json"], typer.Option("--format", help=help_text("corpus-format"))]
LimitOption = Annotated[
    int, typer.Option("--limit", metavar="N", min=1, max=1000, help=help_text("corpus-limit"))
]
UriArgument = Annotated[str, typer.Argument(metavar="URI", help=help_text("corpus-uri"))]


def add_commands(app: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    app.add_typer(corpus_app, name="corpus")


@corpus_app.command("add", help=help_text("corpus-add"))
def add(
    paths: Annotated[list[str], typer.Argument(metavar="FILE|FOLDER...", help=help_text("corpus-paths"))],
    corpus: CorpusOption = None,
    recipe: Annotated[str, typer.Option("--recipe", metavar="NAME", help=help_text("corpus-recipe"))] = "",
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help=help_text("corpus-workers"))
    ] = 1,
    lang: LangOption = None,
) -> None:
    """Add acts to the corpus; what it has already is passed over."""
    with speaking(lang) as (_, words):
        job = service_corpus.job(paths, recipe)
        done = _watched(service_corpus.add(corpus, job, workers), len(job.files), words)
        counts = _counted(done, words)
        show([Row(words["corpus-added"].format_map(counts))])
        if job.aside:
            show([Row(words["corpus-aside"].format(count=job.aside), "note")])
        raise typer.Exit(FAILED if counts["failed"] else 0)


def _counted(done: Iterable[Added], words: Mapping[str, str]) -> dict[str, int]:
    """Count what became of the files, and say of each bad one what is wrong with it."""
    counts = {"added": 0, "known": 0, "failed": 0}
    for each in done:
        if each.failure:
            counts["failed"] += 1
            say(service.render(service_corpus.error_of(each.failure), words))
        else:
            counts["added" if each.uri else "known"] += 1
    return counts


def _watched(done: Iterable[Added], total: int, words: Mapping[str, str]) -> Iterator[Added]:
    """Pass on what was added, and say on a terminal how far it is."""
    watched = sys.stderr.isatty()
    for count, each in enumerate(done, start=1):
        yield each
        if watched and count % 50 == 0:
            say(words["corpus-progress"].format(count=count, total=total))


@corpus_app.command("status", help=help_text("corpus-status"))
def status(
    corpus: CorpusOption = None,
    failures: Annotated[bool, typer.Option("--failures", help=help_text("corpus-failures"))] = False,
    form: TextOption = "text",
    lang: LangOption = None,
) -> None:
    """Say what the corpus holds."""
    with speaking(lang) as (_, words):
        opened = service_corpus.open_corpus(corpus)
        if failures:
            errors = (service_corpus.error_of(failure) for failure in opened.failures())
            show(Row(service.render(error, words)) for error in errors)
        elif form == "json":
            show([Row(json.dumps(service_corpus.stock_record(opened.stock), ensure_ascii=False))], plain=True)
        else:
            show(service_corpus.stock_rows(opened.stock, words))


@corpus_app.command("search", help=help_text("corpus-search"))
def search(
    words_asked: Annotated[str, typer.Argument(metavar="WORDS", help=help_text("corpus-words"))],
    corpus: CorpusOption = None,
    titles: Annotated[bool, typer.Option("--titles", help=help_text("corpus-titles"))] = False,
    limit: LimitOption = 20,
    lang: Annotated[Tongue | None, typer.Option("--lang", help=help_text("corpus-lang"))] = None,
) -> None:
    """Find units by words in any form, or acts by titles."""
    with speaking(lang) as (tongue, words):
        opened = service_corpus.open_corpus(corpus)
        if titles:
            rows = list(service_corpus.titled_rows(opened, words_asked, limit, tongue))
        else:
            rows = list(service_corpus.hit_rows(service_corpus.search(opened, words_asked, lang, limit)))
        show(rows or [Row(words["corpus-nothing"])])
        show([Row(service_corpus.against(opened, words), "note")])


@corpus_app.command("show", help=help_text("corpus-show"))
def show_act(
    uri: UriArgument,
    corpus: CorpusOption = None,
    text: Annotated[bool, typer.Option("--text", help=help_text("corpus-text"))] = False,
    language: Annotated[Tongue | None, typer.Option("--language", help=help_text("corpus-language"))] = None,
    form: TextOption = "text",
    lang: LangOption = None,
) -> None:
    """Show an act of the corpus: requisites, standing, editions, or its text."""
    with speaking(lang) as (tongue, words):
        opened = service_corpus.open_corpus(corpus)
        work = opened.work(uri)
        if text:
            show(service_corpus.text_rows(opened, uri, language), plain=True)
        elif form == "json":
            show([Row(json.dumps(service_corpus.work_record(work), ensure_ascii=False))], plain=True)
        else:
            show(service_corpus.work_rows(work, words, tongue))


@corpus_app.command("mark", help=help_text("corpus-mark"))
def mark(
    uri: UriArgument,
    state: Annotated[
        Literal["in-force", "repealed", "not-yet"],
        typer.Argument(metavar="in-force|repealed|not-yet", help=help_text("corpus-mark-state")),
    ],
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], metavar="DATE", help=help_text("corpus-since")),
    ] = None,
    note: Annotated[str, typer.Option("--note", help=help_text("corpus-note"))] = "",
    corpus: CorpusOption = None,
    lang: LangOption = None,
) -> None:
    """Enter by hand whether an act is in force."""
    with speaking(lang) as (tongue, words):
        service_corpus.mark(corpus, uri, state, since.date() if since else None, note)
        show(service_corpus.work_rows(service_corpus.open_corpus(corpus).work(uri), words, tongue))


@corpus_app.command("graph", help=help_text("corpus-graph"))
def graph(
    corpus: CorpusOption = None,
    act: Annotated[str, typer.Option("--act", metavar="URI", help=help_text("corpus-graph-act"))] = "",
    form: Annotated[
        Literal["csv", "json", "svg", "dot"], typer.Option("--format", help=help_text("corpus-graph-format"))
    ] = "csv",
    acts: Annotated[
        int, typer.Option("--acts", metavar="N", min=2, max=400, help=help_text("corpus-graph-acts"))
    ] = 40,
    output: Annotated[Path | None, typer.Option("--output", metavar="PATH", help=help_text("output"))] = None,
    lang: LangOption = None,
) -> None:
    """Print who cites whom as a table or a picture."""
    with speaking(lang) as (tongue, words):
        opened = service_corpus.open_corpus(corpus)
        made = service_corpus.graph(opened, form, act, acts, tongue)
        if output:
            service_corpus.write(output, made)
        else:
            show((Row(line) for line in made.splitlines()), plain=True)
        say(service_corpus.against(opened, words))
