"""What an annotated copy is called."""

from __future__ import annotations

from pathlib import Path

from expertise.reading.pdf import is_pdf

COPY_SUFFIX, PDF_SUFFIX = ".expertise.docx", ".expertise.pdf"


def copy_name(file: str) -> str:
    """Return the name of an annotated copy: a PDF, told by its first bytes, stays one, all else is .docx."""
    try:
        with open(file, "rb") as opened:
            suffix = PDF_SUFFIX if is_pdf(opened.read(1024)) else COPY_SUFFIX
    except OSError:
        suffix = COPY_SUFFIX
    return Path(file).stem + suffix
