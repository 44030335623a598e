from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MakeDocx = Callable[..., Path]


def wrapped(tag: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} xmlns:w="{W}" xmlns:mc="{MC}">{inner}</w:{tag}>'


@pytest.fixture
def make_package(tmp_path: Path) -> MakeDocx:
    """Write a .docx with the given body, numbering, styles and footnotes (inner XML, prefix w)."""

    def make(body: str, *, name: str = "act.docx", document: str = "", **parts: str) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", document or wrapped("document", f"<w:body>{body}</w:body>"))
            for part, inner in parts.items():
                archive.writestr(f"word/{part}.xml", wrapped(part, inner))
        return path

    return make
