"""Small whole files of every format that is read, for the tests that damage them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from expertise.settings import corpora
from tests.reading.printing import printed


def _compact(ending: str) -> bytes:
    return (corpora() / "formats" / f"compact-act.ru.{ending}").read_bytes()


def _sample(name: str) -> bytes:
    return (corpora() / "samples" / f"{name}.docx").read_bytes()


def _mail() -> bytes:
    """A saved page with one picture, as browsers write it."""
    message = EmailMessage()
    message["Subject"] = "Акт"
    message.set_content(_compact("html").decode("utf-8"), subtype="html", charset="utf-8")
    message.add_related(b"\x89PNG", "image", "png", cid="<a@b>")
    message.set_boundary("----=_part")
    return message.as_bytes()


def _pdf() -> bytes:
    """A law of two pages with a table."""
    lines = _compact("utf-8.txt").decode("utf-8").splitlines()
    body = "#for p in d { par(p) }\n#table(columns: 2, [Статья 1], [Срок], [Статья 2], [Порядок])"
    with tempfile.TemporaryDirectory() as folder:
        return printed(Path(folder), [line for line in lines * 2 if line], body=body)


def _picture(form: str) -> bytes:
    image = Image.new("L", (500, 120), 255)
    ImageDraw.Draw(image).text((20, 40), "1. 2026", fill=0, font_size=40)
    out = BytesIO()
    image.save(out, form)
    return out.getvalue()


_MAKERS: dict[str, tuple[Callable[[], bytes], ...]] = {
    "docx": (
        lambda: _compact("docx"),
        lambda: _sample("comparative-table.ky"),
        lambda: _sample("amending-law.ru"),
    ),
    "doc": (lambda: _compact("doc"),),
    "rtf": (lambda: _compact("rtf"),),
    "odt": (lambda: _compact("odt"),),
    "html": (lambda: _compact("html"),),
    "mht": (_mail,),
    "txt": tuple(
        lambda ending=ending: _compact(f"{ending}.txt")
        for ending in ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866")
    ),
    "pdf": (_pdf,),
    "picture": (lambda: _picture("PNG"), lambda: _picture("JPEG"), lambda: _picture("TIFF")),
    "package": (lambda: (corpora() / "packages" / "partial.zip").read_bytes(),),
}
FORMATS = tuple(_MAKERS)


@cache
def wholes(form: str) -> tuple[bytes, ...]:
    """Return the whole files of one of FORMATS; ``package`` is a .zip of several."""
    return tuple(make() for make in _MAKERS[form])
