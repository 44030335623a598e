"""Fuzzes one reader, led by which lines of it run; by hand, on Linux, with ``pip install -e '.[fuzz]'``.

``python -m tests.fuzz.readers READER [FOLDER] [-max_total_time=600 ...]``: READER is one of READERS, FOLDER
keeps what was found interesting, the rest are options of libFuzzer. It stops at the first traceback and
writes the input that caused it (``crash-...``) into the working folder.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["expertise.reading", "striprtf"]):
    from expertise.errors import UnreadableFile
    from expertise.reading import archive, bundle, docx, html, legacy, plain
    from expertise.reading import doc as word
    from expertise.reading import odt as open_document
    from expertise.reading import rtf as rich
    from expertise.reading.formats import Asked, Found, settled
from tests.reading.wholes import wholes

ASKED = Asked("act", excerpt=True)


def _packed(name: str, content: bytes, *others: str) -> bytes:
    """Put the content into an archive with the right sums, so that it is not refused for them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        for own in (name, *others):
            box.writestr(zipfile.ZipInfo(own), content)
    return out.getvalue()


def _member(form: str, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(wholes(form)[0])) as box:
        return box.read(name)


def _text(reader: Callable[[bytes, str], Found]) -> Callable[[bytes], object]:
    return lambda data: settled(reader(data, "act"), ASKED)


def _document(data: bytes) -> object:
    """One XML as the body, the numbering and the styles at once."""
    packed = _packed(archive.MAIN, data, "word/numbering.xml", "word/styles.xml", "word/footnotes.xml")
    return docx.act(archive.parts(packed, "act"), "act", "final", excerpt=True)


def _content(data: bytes) -> object:
    return _text(open_document.read)(_packed(open_document.CONTENT, data, open_document.STYLES))


#: What is called with the bytes, and the bytes to begin with.
READERS: dict[str, tuple[Callable[[bytes], object], Callable[[], list[bytes]]]] = {
    "docx": (_document, lambda: [_member("docx", archive.MAIN)]),
    "odt": (_content, lambda: [_member("odt", open_document.CONTENT)]),
    "zip": (lambda data: bundle.zipped(data, "act"), lambda: [_packed("a.txt", b"text", "b/c.txt")]),
    "archive": (lambda data: archive.parts(data, "act"), lambda: [_packed(archive.MAIN, b"<document/>")]),
    "doc": (lambda data: legacy.doc(data, ASKED), lambda: list(wholes("doc"))),
    "word": (_text(word.read), lambda: list(wholes("doc"))),
    "rtf": (lambda data: _text(rich.read)(rich.SIGN + data), lambda: [data[5:] for data in wholes("rtf")]),
    "html": (_text(html.read), lambda: list(wholes("html"))),
    "mht": (_text(html.read), lambda: list(wholes("mht"))),
    "txt": (_text(plain.read), lambda: list(wholes("txt"))),
}


def main() -> None:
    """Fuzz the reader that the first argument names."""
    name, *rest = sys.argv[1:]
    reader, seeds = READERS[name]

    def once(data: bytes) -> None:
        try:
            reader(data)
        except (UnreadableFile, RecursionError):  # reading.read tells a nesting too deep as damage
            return

    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for number, seed in enumerate(seeds()):
            Path(folder, str(number)).write_bytes(seed)
        kept = [word for word in rest if not word.startswith("-")]
        options = [word for word in rest if word.startswith("-")]
        atheris.Setup([sys.argv[0], *kept, folder, "-max_len=60000", "-timeout=20", *options], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
