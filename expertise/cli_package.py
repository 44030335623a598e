"""The command that examines a whole package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from expertise import service
from expertise.conclusion.row import Row
from expertise.console import FAILED, LangOption, MethodologyOption, help_text, say, show, speaking

if TYPE_CHECKING:
    from expertise.service_package import Examined


def add_commands(app: typer.Typer) -> None:
    """Add ``package`` to the command line."""
    app.command(help=help_text("package"))(package)


def package(
    path: Annotated[str, typer.Argument(metavar="PACKAGE", help=help_text("package-path"))],
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help=help_text("package-format"))
    ] = "text",
    everything: Annotated[bool, typer.Option("--all", help=help_text("all"))] = False,
    factor: Annotated[str, typer.Option("--factor", metavar="A1,A7", help=help_text("factor"))] = "",
    fail_on: Annotated[
        Literal["low", "medium", "high"] | None, typer.Option("--fail-on", help=help_text("package-fail-on"))
    ] = None,
    letter: Annotated[
        Path | None, typer.Option("--letter", metavar="DIR", help=help_text("package-letter"))
    ] = None,
    methodology: MethodologyOption = service.METHODOLOGY,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="PATH", help=help_text("diff-output"))
    ] = None,
    lang: LangOption = None,
) -> None:
    """Tell the parts of a package, what is missing in it, and check its drafts."""
    with speaking(lang) as (tongue, words):
        from expertise import service_package as packages

        lexicon = service.open_lexicon(methodology)
        view = service.view(lexicon, factor, everything=everything)
        write = service.output_to(output) if output else None
        if letter is not None:
            service.require_folder(letter / "x")
        done = packages.examine(path, lexicon, view)
        if form == "json":
            rows = [Row(json.dumps(packages.record(done, words, tongue), ensure_ascii=False))]
        else:
            rows = list(packages.rows(done, lexicon, tongue))
        if write:
            write("".join(f"{row.text}\n" for row in rows).encode("utf-8", "backslashreplace"))
        else:
            show(rows, plain=form == "json")
        for member in done.unreadable:
            assert member.error is not None
            say(service.render(member.error, words))
        if letter is not None:
            _write_letter(done, letter, words)
        if done.unreadable:
            raise typer.Exit(FAILED)
        raise typer.Exit(int(bool(fail_on and packages.at_or_above(done, fail_on))))


def _write_letter(done: Examined, folder: Path, words: Mapping[str, str]) -> None:
    """Write the letters of return beside each other, or say that the package gives no reason for one."""
    from expertise.service_return import letter_files

    files = letter_files(done)
    for name, data in files.items():
        service.write(folder / name, data)
        say(words["package-letter-written"].format(file=folder / name))
    if not files:
        say(words["package-letter-none"])
