"""Pieces of WordprocessingML for the tests of the reader."""

from __future__ import annotations

from expertise.act import Act

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = {
    "w": W,
    "mc": MC,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
HEAD = "<w:p><w:r><w:t>ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ</w:t></w:r></w:p>"
ARTICLE = "<w:p><w:r><w:t>Статья 1. Сроки</w:t></w:r></w:p>"


def wrapped(tag: str, inner: str) -> str:
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    if tag == "commentsExtended":
        return f"<w15:commentsEx {names}>{inner}</w15:commentsEx>"
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {names}>{inner}</w:{tag}>'


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def ended(mark: str, *runs: str, properties: str = "") -> str:
    """A paragraph whose end carries a tracked change: ins, del, moveFrom or moveTo."""
    return paragraph(*runs, properties=f"{properties}<w:rPr><w:{mark}/></w:rPr>")


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="А">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    words = run(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f'<w:del w:id="1" w:author="А">{words}</w:del>'


def moved_from(text: str) -> str:
    start = '<w:moveFromRangeStart w:id="5" w:name="m"/>'
    return f'{start}<w:moveFrom w:id="6">{run(text)}</w:moveFrom><w:moveFromRangeEnd w:id="5"/>'


def moved_to(text: str) -> str:
    start = '<w:moveToRangeStart w:id="7" w:name="m"/>'
    return f'{start}<w:moveTo w:id="8">{run(text)}</w:moveTo><w:moveToRangeEnd w:id="7"/>'


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(rows) + "</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def box(*blocks: str) -> str:
    """A run with a text box, doubled for old programs as Word doubles it."""
    content = "<w:txbxContent>" + "".join(blocks) + "</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(
    instruction: str, result: str, between: str = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{instruction}{between}{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def level(depth: int, form: str, text: str, *, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(text: str, depth: int, number: int = 1) -> str:
    return paragraph(run(text), properties=number_of(depth, number))


def number_of(depth: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def body_of(act: Act) -> str:
    """Return the text after the two lines that every document here begins with."""
    return "\n".join(act.text.split("\n")[2:])
