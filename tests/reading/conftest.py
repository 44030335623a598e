from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = {
    "w": W,
    "mc": MC,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
MakeDocx = Callable[..., Path]


def wrapped(tag: str, inner: str) -> str:
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    if tag == "commentsExtended":
        return f"<w15:commentsEx {names}>{inner}</w15:commentsEx>"
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {names}>{inner}</w:{tag}>'


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OPEN = "http://schemas.openxmlformats.org/package/2006"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _package(parts: list[str]) -> dict[str, str]:
    """The files around the parts that make them a document for other programs."""
    kinds = {"document": "document.main", **{part: part for part in parts}}
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    links = "".join(
        f'<Relationship Id="r{part}" Type="{_LINK}/{part}" Target="{part}.xml"/>' for part in parts
    )
    root = f'<Relationship Id="r" Type="{_LINK}/officeDocument" Target="word/document.xml"/>'
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    listed = f'<Default Extension="rels" ContentType="{kind}"/>{types}'
    space = f"{_OPEN}/relationships"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_OPEN}/content-types">{listed}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}">{root}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}">{links}</Relationships>',
    }


@pytest.fixture
def make_package(tmp_path: Path) -> MakeDocx:
    """Write a .docx with the given body and other parts: numbering, styles, footnotes (inner XML)."""

    def make(body: str, *, name: str = "act.docx", document: str = "", **parts: str) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", document or wrapped("document", f"<w:body>{body}</w:body>"))
            for part, inner in parts.items():
                archive.writestr(f"word/{part}.xml", wrapped(part, inner))
            for file, xml in _package(list(parts)).items():
                archive.writestr(file, xml)
        return path

    return make
