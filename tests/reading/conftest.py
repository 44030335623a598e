from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from wordxml import wrapped

MakeDocx = Callable[..., Path]


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
