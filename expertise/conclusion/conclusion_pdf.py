"""The conclusion as PDF/A, laid out by Typst with the fonts of the lexicon folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from expertise.conclusion.form import context
from expertise.conclusion.statement import Statement
from expertise.errors import WrongUse
from expertise.lexicon.forms import Form
from expertise.settings import lexicons

if TYPE_CHECKING:
    from typst import Compiler

_STANDARD: Final = "a-2b"
_SCREEN: Final = 110.0


def conclusion_pdf(statement: Statement, form: Form, language: str) -> bytes:
    """Return the conclusion in one language as PDF/A-2b; equal statements give equal bytes.

    The words reach Typst as JSON, never as markup. Raises WrongUse ``pdf-warning`` when a font or a sign is
    missing: a document with another font or a hole in a word is worse than none.
    """
    return laid_out("conclusion.typ", context(statement, form, language), statement.date)


def laid_out(template: str, words: Mapping[str, Any], day: str) -> bytes:
    """Return ``words`` as PDF/A-2b in a template of lexicons/templates; ``day`` is ISO or empty.

    Raises WrongUse ``pdf-warning`` when a font or a sign is missing.
    """
    import typst

    try:
        made, warnings = compiler(template, words).compile_with_warnings(
            format="pdf", pdf_standards=_STANDARD, timestamp=_timestamp(day)
        )
    except typst.TypstError as error:
        raise WrongUse("pdf-warning", detail=error.message) from error
    if warnings or not isinstance(made, bytes):
        raise WrongUse("pdf-warning", detail="; ".join(warning.message for warning in warnings))
    return made


def conclusion_pages(statement: Statement, form: Form, language: str) -> list[bytes]:
    """Return the pages of the PDF as pictures (PNG, 110 dots an inch), to look at before signing.

    Raises WrongUse ``pdf-warning`` where the conclusion cannot be laid out.
    """
    return laid_out_pages("conclusion.typ", context(statement, form, language))


def laid_out_pages(template: str, words: Mapping[str, Any]) -> list[bytes]:
    """Return the pages of a template of lexicons/templates as pictures; see ``conclusion_pages``."""
    import typst

    try:
        made = compiler(template, words).compile(format="png", ppi=_SCREEN)
    except typst.TypstError as error:
        raise WrongUse("pdf-warning", detail=error.message) from error
    return made if isinstance(made, list) else [made or b""]


def compiler(template: str, words: Mapping[str, Any]) -> Compiler:
    """Return Typst with a template of lexicons/templates and the fonts of the lexicon folder only."""
    import typst

    folder = lexicons()
    data = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return typst.Compiler(
        str(folder / "templates" / template), root=str(folder), font_paths=[str(folder / "fonts")],
        ignore_system_fonts=True, sys_inputs={"data": data},
    )  # fmt: skip


def _timestamp(value: str) -> int:
    """Return an ISO date in UNIX seconds, 0 for what is no date; the clock would change every file."""
    try:
        day = datetime.fromisoformat(value)
    except ValueError:
        return 0
    return max(0, int(day.replace(tzinfo=UTC).timestamp()))
