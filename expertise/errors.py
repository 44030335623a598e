"""Every error the package raises on purpose, drawn once.

ExpertiseError
├── UnreadableFile      a file that cannot become an Act
├── BadLexicon          a lexicon file that breaks its form (file and line)
└── WrongUse            a call that cannot be carried out as asked

An error carries a code and parameters; the text in Russian or Kyrgyz lives in
lexicons/messages and is rendered by the command line and the interface.
"""

from __future__ import annotations

import re

# What a library says of an object of this process: another number in every run, and nothing to a reader.
_ADDRESS = re.compile(r" object at 0x[0-9a-fA-F]+")


class ExpertiseError(Exception):
    """Base of all errors raised on purpose: ``code`` names the message, ``parameters`` fill it in."""

    def __init__(self, code: str, **parameters: object) -> None:
        self.code = code
        self.parameters = {
            name: _ADDRESS.sub("", value) if isinstance(value, str) else value
            for name, value in parameters.items()
        }
        details = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        super().__init__(f"{code}({details})")


class UnreadableFile(ExpertiseError):
    """The file cannot be read as a legal act; parameters always hold ``file``."""


class BadLexicon(ExpertiseError):
    """A lexicon file is not of its form; parameters always hold ``file`` and ``line`` (1-based)."""


class WrongUse(ExpertiseError):
    """The call names something that does not exist or options that do not fit together."""
