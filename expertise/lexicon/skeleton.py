"""The file a new rule begins with: every key with a comment for the lawyer who fills it in."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from expertise.act import Language
from expertise.errors import WrongUse
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.rules import CODE

#: Stands wherever a text is still to be written; a rule that has it fails its trial.
UNFINISHED = "???"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def skeleton(lexicon: Lexicon, code: str, factor: str, language: Language) -> str:
    """Return the text of a new rule file with comments in ``language``.

    Raises WrongUse for a code of wrong form or of another factor, for an unknown factor, and for a code
    that a rule has or had (retired rules keep theirs).
    """
    if factor not in lexicon.factors:
        raise WrongUse("unknown-factor", factor=factor, known=", ".join(lexicon.factors))
    if not CODE.fullmatch(code) or not code.startswith(f"{factor}-"):
        raise WrongUse("bad-new-code", rule=code, factor=factor)
    if code in lexicon.rules:
        title = lexicon.rules[code].title[language]
        raise WrongUse("code-taken", rule=code, title=title, free=_free(factor, lexicon.rules))
    template = lexicon.folder / "templates" / f"rule.{language}.txt"
    method = lexicon.methodology
    source = f"methodology {method.id} {method.date}, factor {factor}"
    text = template.read_text(encoding="utf-8")
    for name, value in (("code", code), ("factor", factor), ("source", source)):
        text = text.replace(f"{{{name}}}", value)
    return text


def skeleton_path(lexicon: Lexicon, code: str, factor: str, name: str, folder: Path | None) -> Path:
    """Return where the file of a new rule goes: into ``folder``, else to the other rules of its factor.

    Raises WrongUse for a name that is not of small Latin letters, digits and hyphens.
    """
    if not _NAME.fullmatch(name):
        raise WrongUse("bad-rule-name", name=name)
    return (folder or lexicon.folder / "rules" / factor) / f"{code}-{name}.yml"


def _free(factor: str, codes: Collection[str]) -> str:
    """Return the first code of a factor behind all that were given: gaps stay gaps."""
    last = max((int(code[3:]) for code in codes if code.startswith(f"{factor}-")), default=0)
    return f"{factor}-{last + 1:02}"
