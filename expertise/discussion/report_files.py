"""The report on a public discussion as .docx and PDF of the same words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from expertise.conclusion.conclusion_docx import filled_form
from expertise.conclusion.conclusion_pdf import laid_out, laid_out_pages
from expertise.settings import lexicons

_PDF = "discussion.typ"


def report_docx(words: Mapping[str, Any], day: str) -> bytes:
    """Return the report as .docx; equal words give equal bytes. Raises WrongUse ``bad-template`` and kin."""
    path = lexicons() / "templates" / f"discussion.{words['language']}.docx"
    return filled_form(path.read_bytes(), words, day, path.name)


def report_pdf(words: Mapping[str, Any], day: str) -> bytes:
    """Return the report as PDF/A; equal words give equal bytes. Raises WrongUse ``pdf-warning``."""
    return laid_out(_PDF, words, day)


def report_pages(words: Mapping[str, Any]) -> list[bytes]:
    """Return the pages of the report as pictures (PNG). Raises WrongUse ``pdf-warning``."""
    return laid_out_pages(_PDF, words)
