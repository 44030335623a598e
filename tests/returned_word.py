"""What a drafter does in Word with our annotated copy: reply to comments, edit norms with changes tracked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_TYPES = "[Content_Types].xml"
_EXTENDED = "word/commentsExtended.xml"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_LINK = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def returned(data: bytes, replies: Mapping[int, str], edits: Mapping[str, str] | None = None) -> bytes:
    """Return the copy with ``replies`` (by place of our comment) and tracked ``edits`` (old to new words)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = etree.fromstring(parts["word/document.xml"])
    comments = etree.fromstring(parts["word/comments.xml"])
    threads = etree.Element(f"{W15}commentsEx", nsmap={"w15": W15[1:-1]})
    ours = comments.findall(f"{W}comment")
    for place, text in replies.items():
        _reply(document, comments, threads, ours[place], text)
    for old, new in (edits or {}).items():
        _edit(document, old, new)
    parts["word/document.xml"] = etree.tostring(document)
    parts["word/comments.xml"] = etree.tostring(comments)
    parts[_EXTENDED] = etree.tostring(threads)
    parts[_TYPES] = parts[_TYPES].replace(
        b"</Types>", f'<Override PartName="/{_EXTENDED}" ContentType="{_KIND}"/></Types>'.encode()
    )
    links = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="rIdReplies" Type="{_LINK}" Target="commentsExtended.xml"/></Relationships>'
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _reply(
    document: etree._Element,
    comments: etree._Element,
    threads: etree._Element,
    ours: etree._Element,
    text: str,
) -> None:
    number = str(1000 + len(comments))
    mark, own = f"0A{ours.get(f'{W}id'):0>6}", f"0B{number:0>6}"
    ours.findall(f"{W}p")[-1].set(f"{W14}paraId", mark)
    made = etree.SubElement(comments, f"{W}comment")
    for name, value in (("id", number), ("author", "Юрист ведомства"), ("date", "2026-03-12T09:00:00Z")):
        made.set(f"{W}{name}", value)
    paragraph = etree.SubElement(made, f"{W}p")
    paragraph.set(f"{W14}paraId", own)
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
    for name, above in ((mark, ""), (own, mark)):
        thread = etree.SubElement(threads, f"{W15}commentEx")
        thread.set(f"{W15}paraId", name)
        if above:
            thread.set(f"{W15}paraIdParent", above)
    for tag in ("commentRangeStart", "commentRangeEnd"):
        found = next(e for e in document.iter(f"{W}{tag}") if e.get(f"{W}id") == ours.get(f"{W}id"))
        new = etree.Element(f"{W}{tag}")
        new.set(f"{W}id", number)
        found.addnext(new)


def _edit(document: etree._Element, old: str, new: str) -> None:
    """Replace words of one run by others, as Word tracks it."""
    node = next(t for t in document.iter(f"{W}t") if old in (t.text or ""))
    run = node.getparent()
    before, _, after = node.text.partition(old)
    node.text = before
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    at = run
    for tag, inner, text in (("del", "delText", old), ("ins", "t", new), ("", "t", after)):
        made = etree.Element(f"{W}r")
        words = etree.SubElement(made, f"{W}{inner}")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if tag:
            change = etree.Element(f"{W}{tag}")
            for name, value in (("id", "900"), ("author", "Юрист"), ("date", "2026-03-12T09:00:00Z")):
                change.set(f"{W}{name}", value)
            change.append(made)
            made = change
        at.addnext(made)
        at = made
