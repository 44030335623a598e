"""The command `expertise compare`: the Kyrgyz and the Russian text of an act side by side."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from expertise import service, service_compare
from expertise.conclusion.row import Row
from expertise.console import FAILED, LangOption, MethodologyOption, help_text, say, show, speaking

_RULER = 72


def add_commands(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(help=help_text("compare"))(compare)


def compare(
    files: Annotated[list[str], typer.Argument(metavar="RU KY...", help=help_text("compare-files"))],
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help=help_text("compare-format"))
    ] = "text",
    everything: Annotated[bool, typer.Option("--all", help=help_text("compare-all"))] = False,
    fail_on: Annotated[
        Literal["low", "medium", "high"] | None, typer.Option("--fail-on", help=help_text("fail-on"))
    ] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    lang: LangOption = None,
) -> None:
    """Compare texts pair by pair and print what they say differently."""
    code = 0
    with speaking(lang) as (tongue, words):
        lexicon = service.open_lexicon(methodology)
        done = service_compare.compare_files(files, lexicon, everything=everything)
        first = True
        for pair in done:
            if pair.error:
                code = FAILED
                say(service.render(pair.error, words))
            elif fail_on and service_compare.at_or_above(pair, fail_on):
                code = max(code, 1)
            if form == "json":
                show([Row(json.dumps(service_compare.record(pair, words), ensure_ascii=False))], plain=True)
            elif pair.comparison:
                if not first:
                    show([Row(""), Row("=" * _RULER, "note"), Row("")])
                show(service_compare.report(pair, lexicon, tongue))
                first = False
        raise typer.Exit(code)
