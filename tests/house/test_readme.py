"""The README is true: its commands run in .ci/run, its subcommands, options and keys exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import typer

from expertise.analysis.finding import Finding
from expertise.cli import app
from expertise.lexicon import rules

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    found: dict[tuple[str, ...], click.Command] = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= commands(command, (*path, name))
        else:
            found[(*path, name)] = command
    return found


COMMANDS = commands(typer.main.get_command(app))


def called() -> list[list[str]]:
    """The words of every call of the program in the code blocks and in `...`."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.S) + re.findall(r"`(expertise [^`]+)`", README)
    lines = [line.partition("#")[0] for block in blocks for line in block.splitlines()]
    calls = [m[1].split() for line in lines if (m := re.search(r"(?:^|/)expertise (.+)$", line.strip()))]
    return [call for call in calls if call]


def command_of(call: list[str]) -> click.Command | None:
    return COMMANDS.get(tuple(call[:1])) or COMMANDS.get(tuple(call[:2]))


@pytest.mark.parametrize("call", called(), ids=" ".join)
def test_every_call_exists(call: list[str]):
    command = command_of(call)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in call if word.startswith("--")} <= known


def test_every_command_is_named():
    named = {" ".join(call[:n]) for call in called() for n in (1, 2)}
    assert {" ".join(path) for path in COMMANDS} <= named


def test_every_option_of_check_is_named():
    options = {option for parameter in COMMANDS[("check",)].params for option in parameter.opts}
    assert {o for o in options if o.startswith("--") and o not in README} == set()


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_two_commands_are_one_line_each_and_run_by_ci(name: str):
    blocks = re.findall(rf"<!-- command: {name} -->\n```sh\n(.*?)```", README, re.S)
    assert len(blocks) == 1
    assert blocks[0].strip().count("\n") == 0
    assert f"readme {name}" in CI
    assert "set -euo pipefail" in CI


def test_every_key_of_a_finding_is_described():
    described = set(re.findall(r"`(\w+)`", README[README.index("A finding:") :]))
    inner = {"shown", "norm", "sentence", "power"}  # not in the interface
    record = set(Finding.__dataclass_fields__) - inner
    assert record <= described


def test_every_required_key_of_a_rule_is_described():
    block = README[README.index("```yaml") : README.index("Signs of patterns")]
    assert [key for key in rules._REQUIRED if f"{key}:" not in block] == []
