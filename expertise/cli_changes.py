"""The command that compares two versions of a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from expertise import service
from expertise.conclusion.row import Row
from expertise.console import FAILED, LangOption, MethodologyOption, help_text, say, show, speaking


def add_commands(app: typer.Typer) -> None:
    """Add ``diff`` to the command line."""
    app.command(help=help_text("diff"))(diff)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=help_text("diff-old"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=help_text("diff-new"))],
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help=help_text("diff-format"))
    ] = "text",
    excerpt: Annotated[bool, typer.Option("--excerpt", help=help_text("excerpt"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=help_text("all"))] = False,
    factor: Annotated[str, typer.Option("--factor", metavar="A1,A7", help=help_text("factor"))] = "",
    fail_on: Annotated[
        Literal["low", "medium", "high"] | None, typer.Option("--fail-on", help=help_text("diff-fail-on"))
    ] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="PATH", help=help_text("diff-output"))
    ] = None,
    lang: LangOption = None,
) -> None:
    """Compare two versions of one text and print what changed in it and in its findings."""
    with speaking(lang) as (tongue, words):
        from expertise import service_changes as changes

        lexicon = service.open_lexicon(methodology)
        view = service.view(lexicon, factor, everything=everything, excerpt=excerpt)
        write = service.output_to(output) if output else None
        done = changes.diff(old, new, lexicon, view)
        for error in done.errors:
            say(service.render(error, words))
        if form == "json":
            rows = [Row(json.dumps(changes.record(done, words), ensure_ascii=False))]
        else:
            rows = list(changes.rows(done, lexicon, tongue))
        if write:
            write("".join(f"{row.text}\n" for row in rows).encode("utf-8", "backslashreplace"))
        else:
            show(rows, plain=form == "json")
        if done.errors:
            raise typer.Exit(FAILED)
        raise typer.Exit(int(bool(fail_on and changes.introduces(done, fail_on))))
