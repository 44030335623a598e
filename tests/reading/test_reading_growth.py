"""Files that would take the square of their length, or a memory without end: each ends within the limits.

Each is read in a confined process; one that needs longer than ten seconds or a gigabyte ends as
``too-slow`` or ``too-much-memory``, and those codes are what the tests look at.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from expertise.errors import UnreadableFile
from expertise.reading import compound, confined, read
from tests.reading.wordxml import box, field, paragraph, row, run, table, wrapped

resource = pytest.importorskip("resource", reason="needs limits that Windows lacks")
SECONDS, CLOCK, MEGABYTES = 10, 120, 1024
HEAD = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО сроках\nСтатья 1. Срок\n"
ARTICLE = paragraph(run("Статья 1. Срок"))
COLUMNS = row(paragraph(run("Действующая редакция")), paragraph(run("Предлагаемая редакция")))


def ended(path: str) -> str:
    """Read a file without LibreOffice in ten seconds of work; return «act» or the code of its error.

    The clock would count the work of others too, so the processor is asked.
    """
    os.environ["EXPERTISE_SOFFICE"] = "none"
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        read(Path(path))
    except UnreadableFile as error:
        return error.code
    return "act"


def word(body: str, **parts: str) -> bytes:
    """A .docx that is packed badly, so that its ratio says nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box_:
        box_.writestr("word/document.xml", wrapped("document", f"<w:body>{body}</w:body>"))
        for name, inner in parts.items():
            box_.writestr(f"word/{name}.xml", wrapped(name, inner))
    return out.getvalue()


def page(body: str) -> bytes:
    return f"<html><body><p>Статья 1. Срок</p>{body}".encode()


def mail(head: bytes, body: bytes) -> bytes:
    return b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a" + head + b"\n\n" + body


def chained(count: int) -> bytes:
    """Each paragraph in a style of its own, each style based on the next."""
    styles = (
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(count)
    )
    body = (paragraph(run("1. а"), properties=f'<w:pStyle w:val="s{n}"/>') for n in range(count))
    numbering = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="0"/>'
    return word(ARTICLE + "".join(body), styles="".join(styles), numbering=numbering)


def labelled(label: str, levels: int) -> bytes:
    """A list whose label is long, or that has more levels than there are."""
    level = "".join(f'<w:lvl w:ilvl="{n}"><w:lvlText w:val="{label}"/></w:lvl>' for n in range(levels))
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    item = paragraph(run("а"), properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{number}'
    return word(ARTICLE + item * 15_000, numbering=numbering)


def commented(count: int) -> bytes:
    starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(count))
    comments = "".join(f'<w:comment w:id="{n}">{paragraph(run("к"))}</w:comment>' for n in range(count))
    return word(f"{ARTICLE}<w:p>{starts}{run('а') * count}</w:p>", comments=comments)


def noted(count: int) -> bytes:
    body = "".join(paragraph(run("а"), f'<w:r><w:footnoteReference w:id="{n}"/></w:r>') for n in range(count))
    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(run("к"))}</w:footnote>' for n in range(count))
    return word(ARTICLE + body, footnotes=notes)


def rich(body: bytes) -> bytes:
    return b"{\\rtf1\\ansi\\ansicpg1251 " + "Статья 1. Срок".encode("cp1251") + b"\\par " + body + b"}"


WORD: dict[str, Callable[[], bytes]] = {
    "lines beside a table": lambda: word(
        paragraph(run("а")) * 30_000 + table(COLUMNS, row(paragraph(run("б" * 60_000)), paragraph(run("в"))))
    ),
    "rows of a table": lambda: word(table(COLUMNS, row(paragraph(run("б")), paragraph(run("в"))) * 12_000)),
    "lines of a table": lambda: word(table(COLUMNS, row(paragraph(run("б")), paragraph(run("в"))) * 50_000)),
    "raised figures": lambda: word(
        ARTICLE + paragraph(run("1" * 1_000_000 + "х", '<w:vertAlign w:val="superscript"/>'))
    ),
    "line breaks": lambda: word(f"{ARTICLE}<w:p><w:r>{'<w:t>а</w:t><w:br/>' * 80_000}</w:r></w:p>"),
    "styles on styles": lambda: chained(15_000),
    "a long label": lambda: labelled("а" * 1_000_000, 1),
    "levels": lambda: labelled("%1.", 60_000),
    "comments on all words": lambda: commented(15_000),
    "notes": lambda: noted(12_000),
    "boxes": lambda: word(paragraph(run("Статья 1. Срок"), box(paragraph(run("а"))) * 10_000)),
    "fields in fields": lambda: word(ARTICLE + paragraph(field("", run("а")) * 30_000)),
}
TEXT: dict[str, Callable[[], bytes]] = {
    "a text broken at its margin": lambda: (HEAD + f"{'слово ' * 9}\n" * 60_000).encode(),
    "accents on accents": lambda: (HEAD + "а" + "\u0301\u0323" * 500_000).encode(),
    "accents without order": lambda: (HEAD + "а" + "\u0323\u0301" * 500_000).encode(),
    "cuts of lines": lambda: (
        "О внесении изменений в Закон\n" + "1. в новой редакции: «а»\n" * 30_000
    ).encode(),
    "a number of many figures": lambda: (HEAD + f"Статья {'9' * 5_000}. Срок\n1. а\n").encode(),
    "numbers in a deep list": lambda: (
        HEAD + "".join(f"{'.'.join('1' * n)}. а\n" for n in range(1, 1_400))
    ).encode(),
    "a line": lambda: (HEAD + "слова «а» заменить словами «б»; " * 100_000).encode(),
    "a line of brackets": lambda: (HEAD + "(" * 3_500_000).encode(),
    "half a sign": lambda: (HEAD + "1. а\n" * 2_000).encode("utf-16") + b"x",
    "zeros": lambda: b"\x00" * 30_000_000 + b"x",
}
RICH: dict[str, Callable[[], bytes]] = {
    "raised figures": lambda: rich(b"\\super " + b"1" * 1_000_000 + b"x"),
    "groups": lambda: rich(b"{" * 200_000 + b"}" * 200_000),
    "pictures": lambda: rich(b"\\bin1 x" * 200_000),
}
PAGES: dict[str, Callable[[], bytes]] = {
    "comments": lambda: b"<!---->" * 60 + b"x",
    "raised figures": lambda: page(f"<sup>{'1' * 1_000_000}х</sup>"),
    "line breaks": lambda: page("<p>" + "а<br>" * 100_000),
    "lines": lambda: page("<pre>" + "а\n" * 3_000_000),
    "a depth of a hundred thousand": lambda: page("<div>" * 100_000),
    "marks that need not be closed": lambda: page("<b><p>" * 50_000),
    "paragraphs": lambda: page("<p>а" * 190_000),
    "wide cells": lambda: page("<table><tr>" + "<td rowspan=65534 colspan=1000>а" * 100_000),
    "high cells": lambda: page("<table>" + "<tr><td rowspan=65534>а<td>б" * 60_000),
    "parts of a message": lambda: mail(b"", b"--a\n\n" * 300_000),
    "parts within parts": lambda: mail(
        b"",
        b"".join(
            b"--%s\nContent-Type: multipart/related; boundary=%s\n\n" % (b"a" * n, b"a" * (n + 1))
            for n in range(1, 900)
        ),
    ),
    "a header": lambda: mail(b"; " + b"a*0*=x; " * 50_000, b"--a\nContent-Type: text/html\n\n<p>x"),
}
REFUSED = {
    ("docx", "lines of a table"): "too-large",
    ("txt", "zeros"): "not-an-act",
    ("html", "comments"): "not-an-act",
    ("html", "lines"): "too-large",
    ("html", "a depth of a hundred thousand"): "damaged",
    ("html", "paragraphs"): "too-large",
    ("html", "wide cells"): "too-large",
    ("html", "high cells"): "too-large",
    ("html", "parts of a message"): "too-large",
    ("html", "parts within parts"): "too-large",
    ("html", "a header"): "not-an-act",
}
ALL = {"docx": WORD, "txt": TEXT, "rtf": RICH, "html": PAGES}


@pytest.mark.parametrize(("form", "why"), [(form, why) for form, held in ALL.items() for why in held])
def test_it_ends_within_the_limits(tmp_path: Path, form: str, why: str) -> None:
    path = tmp_path / f"act.{form}"
    path.write_bytes(ALL[form][why]())
    code = confined.call(ended, str(path), file=form, seconds=CLOCK, megabytes=MEGABYTES)
    assert code == REFUSED.get((form, why), "act")


def test_pieces_of_a_doc_that_lie_over_each_other(
    tmp_path: Path, make_compound: Callable[..., bytes]
) -> None:
    """Fifty thousand pieces, each the whole text: the text is no longer than its head says."""
    count, length = 50_000, 100_000
    places = struct.pack(f"<{count + 1}L", *([0, length] * (count // 2)), 0)
    table_ = b"\x02" + struct.pack("<L", 4 * (count + 1) + 8 * count) + places
    table_ += struct.pack("<HLH", 0, 0x40000000, 0) * count
    main = bytearray(length + 2_000)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<l", main, 0x4C, length)
    struct.pack_into("<LL", main, 0x1A2, 0, len(table_))
    path = tmp_path / "act.doc"
    path.write_bytes(make_compound(**{"WordDocument": bytes(main), "0Table": table_}))
    assert confined.call(ended, str(path), file="doc", seconds=CLOCK, megabytes=MEGABYTES) != "act"


def test_a_table_of_sectors_that_names_one_sector_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty megabytes of names of one sector are refused long before they become a list of numbers."""
    data = bytearray(512 * 60_000)
    data[:8] = compound.SIGN
    struct.pack_into("<HH", data, 30, 9, 6)
    struct.pack_into("<L", data, 68, 1)  # the chain of further sectors of the table
    for number in range(1, 59_000):
        struct.pack_into("<127LL", data, (number + 1) * 512, *[0] * 127, number + 1)
    struct.pack_into("<109L", data, 76, *[0] * 109)
    with pytest.raises(UnreadableFile, match="endless table"):
        compound.Compound(bytes(data), "act.doc")
