"""What all commands share: languages and their help texts, streams, errors as messages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from expertise import service, settings
from expertise.conclusion.row import Row
from expertise.errors import ExpertiseError, UnreadableFile

if TYPE_CHECKING:
    from expertise.service_desk import Desk

Tongue = Literal["ru", "ky"]
#: What became of a proposal or an objection, as a person says it.
Verdict = Literal["accepted", "partly", "rejected"]
#: Exit code of wrong use, an unreadable file, a bad lexicon.
FAILED = 2
_STYLES = {
    "title": "bold", "case": "bold", "quote": "italic", "note": "dim",
    "high": "bold red", "medium": "yellow", "low": "green",
}  # fmt: skip


def _helps() -> Mapping[str, str]:
    """Return the texts of --help; a broken installation still gets as far as its error message."""
    with suppress(ExpertiseError, KeyError):
        return service.messages()[settings.language()]
    with suppress(ExpertiseError):
        return service.messages()["ru"]
    return {}


HELPS = _helps()


def help_text(name: str) -> str:
    """Return a text of --help by its name, the name itself where no message is there."""
    return HELPS.get(f"help-{name}", name)


def group(name: str) -> typer.Typer:
    """Return an empty group of commands."""
    return typer.Typer(
        help=help_text(name), no_args_is_help=True, add_completion=False,
        pretty_exceptions_enable=False, rich_markup_mode=None,
    )  # fmt: skip


LangOption = Annotated[Tongue | None, typer.Option("--lang", help=help_text("lang"))]
HomeOption = Annotated[Path | None, typer.Option("--home", metavar="DIR", help=help_text("ui-home"))]
DraftArgument = Annotated[str, typer.Argument(metavar="DRAFT", help=help_text("draft"))]
MethodologyOption = Annotated[str, typer.Option("--methodology", metavar="ID", help=help_text("methodology"))]


@contextmanager
def speaking(lang: Tongue | None) -> Iterator[tuple[Tongue, Mapping[str, str]]]:
    """Give the language and its messages; an error becomes a message and exit code 2, never a traceback."""
    words: Mapping[str, str] = {}
    try:
        messages = service.messages()
        words = messages[lang or "ru"]
        tongue = lang or settings.language()
        words = messages[tongue]
        yield tongue, words
    except ExpertiseError as error:
        say(service.render(error, words))
        raise typer.Exit(FAILED) from None


def open_desk(home: Path | None) -> Desk:
    """Return the desk in a folder, the user's own without one. Raises WrongUse, BadLexicon."""
    from expertise.service_desk import Desk

    return Desk(home.absolute() if home else settings.home())


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises UnreadableFile ``not-found``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-found", file=str(path), detail=error.strerror or str(error)) from error


def show_each(files: Iterable[Path], take: Callable[[Path], Iterable[Row]], words: Mapping[str, str]) -> None:
    """Show what ``take`` makes of each file; one that fails is told, stops no other, and ends with FAILED."""
    failed = False
    for path in files:
        try:
            show(take(path))
        except ExpertiseError as error:
            failed = True
            say(service.render(error, words))
    if failed:
        raise typer.Exit(FAILED)


def say(text: str) -> None:
    """Print a message to stderr."""
    typer.echo(text, err=True)


def show(rows: Iterable[Row], *, plain: bool = False) -> None:
    """Print rows to stdout as they come, coloured and wrapped where a person watches."""
    if plain or not sys.stdout.isatty():
        for row in rows:
            typer.echo(row.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for row in rows:
        console.print(Text(row.text, style=_STYLES.get(row.style, "")))
