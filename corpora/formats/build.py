"""Build one compact act in every format that is read, from the texts in ``sources/``.

Run ``python corpora/formats/build.py [FOLDER]``; without a folder the files land beside this script. The
marks of the sources are those of corpora/samples/build.py, which makes the Word file. The .doc needs
LibreOffice (``soffice``) and is left as it is without it; it is the only one whose bytes may differ.
"""

from __future__ import annotations

import html
import importlib.util
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LETTERS = "абвгдежз"
ZIP_MOMENT = (2026, 3, 2, 9, 0, 0)
ENCODINGS = ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Line:
    """A line of the act: its mark in the source, the number a program writes before it, its text or cells."""

    mark: str
    number: str
    text: str
    cells: tuple[str, ...] = ()

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text in parts, each with whether it is raised."""
        return [(part, bool(place % 2)) for place, part in enumerate(self.text.split("^")) if part]


def lines(source: str) -> Iterator[Line]:
    """Yield the lines of a source in order."""
    counts = [0, 0]
    for raw in filter(None, source.splitlines()):
        mark, _, rest = raw.partition(" ")
        if raw.startswith("|"):
            yield Line("|", "", "", tuple(cell.strip() for cell in raw.strip("|").split("|")))
        elif mark == "#":
            counts = [counts[0] + 1, 0]
            yield Line(mark, f"{counts[0]})", rest)
        elif mark == "##":
            counts[1] += 1
            yield Line(mark, f"{LETTERS[counts[1] - 1]})", rest)
        elif mark not in ("@lang", "@widths"):
            counts = [0, 0]
            text = rest if mark.startswith("@") else raw
            yield Line(mark if mark.startswith("@") else "", "", text.replace(" | ", "\t"))


def as_text(source: str, raised: bool) -> str:
    """Return plain text; without ``raised`` figures «2¹» is written «2-1», as 8-bit encodings need it."""
    out = []
    for line in lines(source):
        if line.cells:
            out.extend(line.cells)
            continue
        words = "".join(
            (part.translate(RAISED) if raised else f"-{part}") if up else part for part, up in line.parts
        )
        out.append(f"{line.number} {words}".strip().replace("\t", " "))
    return "\r\n".join(out) + "\r\n"


def as_html(source: str, language: str) -> str:
    """Return a page as a legal database serves it: navigation, hidden parts and a script around the act."""
    act, title = (next(x.text for x in lines(source) if x.mark == mark) for mark in ("@act", "@title"))
    body, rows = [], []
    for line in lines(source):
        if line.cells:
            rows.append(
                "<tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in line.cells) + "</tr>"
            )
            continue
        if rows:
            body.append(f"<table border=1>{''.join(rows)}</table>")
            rows = []
        words = "".join(f"<sup>{p}</sup>" if up else html.escape(p, quote=False) for p, up in line.parts)
        tag = "h2" if line.mark in ("@article", "@chapter") else "p"
        body.append(f"<{tag}>{line.number}{'&nbsp;' if line.number else ''}{words}</{tag}>")
    links = "".join(f'<li><a href="#a{n}">{html.escape(act)} {n}</a></li>' for n in range(1, 7))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n"
        f"<style>p {{ margin: 0 }}</style><script>var act = '<p>1. no text</p>';</script></head>\n"
        f'<body><nav><a href="/">Online</a></nav><ul class="toc">{links}</ul>\n'
        f'<div style="display:none">Печать</div>\n<div id="act">\n' + "\n".join(body) + "\n</div>\n"
        "<footer><p>© Online</p></footer></body></html>\n"
    )


def _rtf(text: str) -> str:
    out = []
    for sign in text:
        byte = sign.encode("cp1251", errors="ignore")
        if sign.isascii():
            out.append({"\\": r"\\", "{": r"\{", "}": r"\}", "\t": r"\tab "}.get(sign, sign))
        else:
            out.append(rf"\'{byte[0]:02x}" if byte else rf"\u{ord(sign)}?")
    return "".join(out)


def as_rtf(source: str) -> bytes:
    """Return an .rtf in CP1251, what that lacks as Unicode; list numbers are written as text."""
    body, rows = [], []
    for line in lines(source):
        if line.cells:
            width = 9000 // len(line.cells)
            ends = "".join(rf"\cellx{width * (place + 1)}" for place in range(len(line.cells)))
            cells = "".join(rf"\pard\intbl {_rtf(cell)}\cell" for cell in line.cells)
            rows.append(rf"\trowd{ends}{cells}\row")
            continue
        if rows:
            body.append("\n".join(rows))
            rows = []
        words = "".join(rf"{{\super {part}}}" if up else _rtf(part) for part, up in line.parts)
        number = f"{_rtf(line.number)} " if line.number else ""
        body.append(rf"\pard\plain\f0\fs24 {number}{words}\par")
    head = r"{\rtf1\ansi\ansicpg1251\deff0\uc1{\fonttbl{\f0\froman\fcharset204 Times New Roman;}}"
    return (head + "\n" + "\n".join(body) + "}\n").encode("ascii")


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = "META-INF/manifest.xml"
_LEVELS = (("1", "1"), ("2", "а, б, .., аа, аб, ... (ru)"))
_STYLES = (
    '<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><text:list-style style:name="L">'
    + "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-suffix=")"/>'
        for level, form in _LEVELS
    )
    + "</text:list-style>"
)


def as_odt(source: str) -> bytes:
    """Return an .odt whose list numbers are made by the program that shows it."""
    body, listed, rows = [], [], []
    for line in (*lines(source), Line("", "", "")):
        if line.mark in ("#", "##"):
            listed.append(line)
            continue
        if listed:
            body.append(f'<text:list text:style-name="L">{_items(listed)}</text:list>')
            listed = []
        if line.cells:
            cells = "".join(
                f"<table:table-cell><text:p>{html.escape(c)}</text:p></table:table-cell>" for c in line.cells
            )
            rows.append(f"<table:table-row>{cells}</table:table-row>")
            continue
        if rows:
            columns = f'<table:table-column table:number-columns-repeated="{rows[0].count("<text:p>")}"/>'
            body.append(f"<table:table>{columns}{''.join(rows)}</table:table>")
            rows = []
        body.append(_odf_paragraph(line, "h" if line.mark in ("@article", "@chapter") else "p"))
    spaces = "".join(
        f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "manifest")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{spaces} office:version="1.3">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    entries = (("/", kind), ("content.xml", "text/xml"))
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest{spaces} manifest:version="1.3">'
        + "".join(
            f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{form}"/>'
            for path, form in entries
        )
        + "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        for name, text in (("mimetype", kind), ("content.xml", content), (_MANIFEST, manifest)):
            box.writestr(zipfile.ZipInfo(name, ZIP_MOMENT), text)
    return out.getvalue()


def _odf_paragraph(line: Line, tag: str) -> str:
    words = "".join(
        f'<text:span text:style-name="S">{part}</text:span>'
        if up
        else html.escape(part, quote=False).replace("\t", "<text:tab/>")
        for part, up in line.parts
    )
    return f"<text:{tag}>{words}</text:{tag}>"


def _items(listed: list[Line]) -> str:
    out: list[str] = []
    for line in listed:
        paragraph = _odf_paragraph(line, "p")
        if line.mark == "#":
            out.append(f"<text:list-item>{paragraph}</text:list-item>")
        else:
            inner = f"<text:list><text:list-item>{paragraph}</text:list-item></text:list></text:list-item>"
            out[-1] = out[-1].removesuffix("</text:list-item>")
            joined = "</text:list></text:list-item>"
            if out[-1].endswith("</text:list>"):
                out[-1] = out[-1].removesuffix("</text:list>")
                inner = f"<text:list-item>{paragraph}</text:list-item>{joined}"
            out[-1] += inner
    return "".join(out)


def as_docx(source: Path) -> bytes:
    """Return the Word file, made by the script of the samples."""
    place = HERE.parent / "samples" / "build.py"
    spec = importlib.util.spec_from_file_location("samples_build", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.build(source)


def as_doc(open_document: bytes) -> bytes | None:
    """Return a .doc by LibreOffice, None where it is not there."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "act.odt").write_bytes(open_document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            name,
            str(folder / "act.odt"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "act.doc").read_bytes()


def build(source: Path) -> dict[str, bytes]:
    """Return the files of one source by their endings, all but the .doc."""
    text = source.read_text(encoding="utf-8")
    language = source.stem.rpartition(".")[2]
    made = {"docx": as_docx(source), "rtf": as_rtf(text), "odt": as_odt(text)}
    made["html"] = as_html(text, language).encode()
    for encoding in ENCODINGS if language == "ru" else ENCODINGS[:2]:  # the others have no ң ү ө
        made[f"{encoding}.txt"] = as_text(text, encoding in ENCODINGS[:2]).encode(encoding)
    return made


def main(folder: Path) -> None:
    """Write all files of all sources into ``folder``."""
    for source in sorted((HERE / "sources").glob("*.txt")):
        made = build(source)
        doc = as_doc(made["odt"])
        for ending, data in {**made, **({"doc": doc} if doc else {})}.items():
            (folder / f"{source.stem}.{ending}").write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
