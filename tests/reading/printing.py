"""PDF files for the tests: text set by Typst in many layouts, pictures of pages as a scanner makes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import typst
from PIL import Image, ImageFilter

FONTS = Path(__file__).parents[2] / "lexicons" / "fonts"
LAYOUT = """
#let d = json("lines.json")
#set page(paper: "a4", margin: (x: 2.5cm, y: 2.2cm), numbering: none)
#set text(font: "PT Serif", size: 12pt, lang: "ru", hyphenate: false)
#set par(justify: true, first-line-indent: (amount: 1.25cm, all: true), spacing: 0.65em, leading: 0.65em)
"""
BODY = "#for p in d { par(p) }"


def printed(folder: Path, lines: Sequence[str] = (), setting: str = "", body: str = BODY) -> bytes:
    """Return a PDF of ``lines``, one paragraph each; ``setting`` changes the layout, ``body`` the whole."""
    (folder / "lines.json").write_text(json.dumps(list(lines), ensure_ascii=False), encoding="utf-8")
    source = folder / "act.typ"
    source.write_text(LAYOUT + setting + "\n" + body, encoding="utf-8")
    return typst.compile(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True)


def scanned(
    data: bytes, pages: int, *, dots: int = 200, turned: float = 0.5, noise: float = 14.0
) -> list[Image.Image]:
    """Return pictures of the first pages as a scanner gives them: a little turned, blurred and grainy."""
    grain = np.random.default_rng(7)
    pictures = []
    for number in range(pages):
        page = pypdfium2.PdfDocument(data)[number]
        picture = page.render(scale=dots / 72, grayscale=True).to_pil()
        picture = picture.rotate(turned, fillcolor=255, resample=Image.Resampling.BICUBIC)
        values = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6))).astype(float)
        values += grain.normal(0, noise, values.shape)
        pictures.append(Image.fromarray(np.clip(values, 0, 255).astype("uint8")))
    return pictures


def as_pdf(pictures: Sequence[Image.Image], dots: int = 200) -> bytes:
    """Return a PDF that holds nothing but pictures."""
    out = BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return out.getvalue()
