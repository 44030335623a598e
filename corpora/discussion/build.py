"""Build the tables of proposals (.xlsx, .csv) and the impact analyses (.docx) of this folder.

Run ``python corpora/discussion/build.py [FOLDER]``. The tables come from ``proposals.yml``, the analyses from
``sources/`` with the marks of the samples; the same sources give the same bytes.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from types import ModuleType

import openpyxl
import yaml

HERE = Path(__file__).resolve().parent
MOMENT, ZIP_MOMENT = datetime(2026, 3, 10, 9, 0, 0), (2026, 3, 10, 9, 0, 0)
NAMES = [
    *(f"proposals.{tongue}.{form}" for tongue in ("ru", "ky") for form in ("xlsx", "csv")),
    *(f"ria.{tongue}.docx" for tongue in ("ru", "ky")),
]


def build(name: str) -> bytes:
    """Return the bytes of the file ``name``."""
    kind, tongue, form = name.split(".")
    if kind == "ria":
        return samples().build(HERE / "sources" / f"ria.{tongue}.txt")
    table = yaml.safe_load((HERE / "proposals.yml").read_text(encoding="utf-8"))[tongue]
    rows = [table["headers"], *table["rows"]]
    return workbook(rows) if form == "xlsx" else text(rows)


def samples() -> ModuleType:
    """Return the script that builds the Word files of the samples."""
    spec = importlib.util.spec_from_file_location("samples_build", HERE.parent / "samples" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def workbook(rows: list[list[str]]) -> bytes:
    """Return a workbook of one sheet, with fixed times."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.properties.creator = "expertise"
    book.properties.created = book.properties.modified = MOMENT
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as archive:
        for member in source.namelist():
            info = zipfile.ZipInfo(member, ZIP_MOMENT)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, _settled(member, source.read(member)))
    return out.getvalue()


def _settled(member: str, data: bytes) -> bytes:
    """Take out the moment of saving, which openpyxl writes whatever it is told."""
    if member != "docProps/core.xml":
        return data
    head, _, rest = data.partition(b"<dcterms:modified")
    body = rest.partition(b">")
    tail = body[2].partition(b"<")
    return head + b"<dcterms:modified" + body[0] + b">" + f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}<".encode() + tail[2]


def text(rows: list[list[str]]) -> bytes:
    """Return the rows as Excel saves a .csv here: semicolons, UTF-8 with its mark."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


def main() -> None:
    """Build every file into the folder named on the command line, or beside this script."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    target.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (target / name).write_bytes(build(name))
        print(target / name)


if __name__ == "__main__":
    main()
