"""The Jinja that a Word form may use: names, loops and conditions; errors are told by their place."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from expertise.errors import WrongUse

# Plain words need no more; «safe» and its kin would let the expert's «<» break the document.
_FILTERS = ("capitalize", "default", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
_MARKUP = re.compile("<[^>]+>")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_UNKNOWN = re.compile(r"'([^']*)' is undefined|has no (?:attribute|element) '?([^']*)'?")
_LONGEST = 120  # code points of a tag in a message


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment without attributes, sums and functions; ``source`` is what it was given last."""

    intercepted_binops = frozenset(("*", "**", "%"))  # each can fill the memory with a few signs

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.source = ""

    def from_string(self, source: Any, *args: Any, **named: Any) -> Template:
        """Keep the source, so that an error can show the place it speaks of."""
        self.source = str(source)
        return super().from_string(source, *args, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse the operators of ``intercepted_binops``."""
        raise SecurityError(f"operator {operator}")

    def refusal(self, error: Exception, file: str) -> WrongUse:
        """Return what is wrong in the form ``file`` and where, in no language but the form's own."""
        named = _UNKNOWN.search(str(error)) if isinstance(error, UndefinedError) else None
        if named:
            return WrongUse("bad-template-name", file=file, name=named[1] or named[2])
        if tag := self._tag(error):
            return WrongUse("bad-template-tag", file=file, tag=tag)
        return WrongUse("bad-template", file=file)

    def _tag(self, error: Exception) -> str:
        """Return the first tag of the line that Jinja stopped at, empty where it names none."""
        line = getattr(error, "lineno", None) or _line(error)
        lines = self.source.splitlines()
        shown = _MARKUP.sub("", lines[line - 1]) if line and line <= len(lines) else ""
        found = _TAG.search(shown)
        return found[0][:_LONGEST] if found else ""


def _line(error: Exception) -> int:
    """Return the line of the form in which an error arose while it was filled, 0 where none did."""
    found, place = 0, error.__traceback__
    while place is not None:
        if place.tb_frame.f_code.co_filename == "<template>":
            found = place.tb_lineno
        place = place.tb_next
    return found
