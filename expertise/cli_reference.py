"""The reference of the command line as Markdown: ``python -m expertise.cli_reference > docs/cli.md``.

Made of the very commands, in both languages at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import typer

from expertise import service
from expertise.cli import app
from expertise.console import HELPS

_TONGUES = ("ru", "ky")
_HIDDEN = "--help"


def reference() -> str:
    """Return the text of docs/cli.md: one section a command, its arguments and options in a table."""
    root: Any = typer.main.get_command(app)
    head = ["# expertise", "", *_both(root.help), "`python -m expertise.cli_reference > docs/cli.md`", ""]
    return "\n".join([*head, *_group(root, "expertise")])


def _group(group: Any, path: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _group(command, f"{path} {name}")
        else:
            yield from _command(command, f"{path} {name}")


def _command(command: Any, path: str) -> Iterator[str]:
    shown = [p for p in command.params if _HIDDEN not in p.opts]
    arguments = " ".join(p.metavar or p.name.upper() for p in shown if p.param_type_name == "argument")
    yield from (f"## {path} {arguments}".rstrip(), "", *_both(command.help))
    if shown:
        yield from ("| | ru | ky |", "|---|---|---|")
    hints = get_type_hints(command.callback)
    for parameter in shown:
        choices = _choices(hints[parameter.name])
        yield f"| {_signs(parameter, choices)} | {' | '.join(_said(parameter.help))} |"
    yield ""


def _choices(hint: Any) -> list[str]:
    """Return the values of a Literal, also of one that may be missing; anything else has none."""
    if get_origin(hint) is Literal:
        return [str(value) for value in get_args(hint)]
    return [value for part in get_args(hint) for value in _choices(part)]


def _signs(parameter: Any, choices: list[str]) -> str:
    """Return how a parameter is written, with its choices or its metavar, and its default."""
    default = parameter.default.as_posix() if isinstance(parameter.default, Path) else parameter.default
    default = f" ({default})" if default and default is not True else ""
    name = parameter.metavar or parameter.name.upper()
    if parameter.param_type_name == "argument":
        return f"`{name}`{default}"
    value = "" if parameter.is_flag else f" {'|'.join(choices) or name}".replace("|", "\\|")
    return f"`{', '.join(parameter.opts)}{value}`{default}"


def _both(text: str | None) -> list[str]:
    return [line for said in _said(text) for line in (said, "")]


def _said(text: str | None) -> list[str]:
    """Return a help text in both languages, whichever the process speaks."""
    key = next((key for key, known in HELPS.items() if known == text and key.startswith("help-")), "")
    messages = service.messages()
    return [messages[tongue].get(key, text or "") for tongue in _TONGUES]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(reference())
