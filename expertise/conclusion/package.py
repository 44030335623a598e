"""The .docx as a package: new comments beside the old ones, all other parts byte for byte.

The zip is written with the times of the input (1980 for new parts), so that the same input and comments
give the same bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from expertise.conclusion.runs import W
from expertise.reading.archive import MAIN, names
from expertise.review.typed import settled

_TYPES, _LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS_NS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMMENTS_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NO_COMMENTS = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
_NO_LINKS = f'<Relationships xmlns="{_LINKS_NS[1:-1]}"/>'.encode()
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SMALL = "18"  # half points: comments are smaller than the text
AUTHOR, INITIALS = "expertise", "AE"


@dataclass(frozen=True, slots=True)
class Comment:
    """The text of a comment: its first paragraph is set bold."""

    paragraphs: tuple[str, ...]


class Package:
    """The parts of one .docx; ``data`` must have passed the guard of reading.archive.

    ``dated`` keeps the times of the input; without it parts have none, for what was made a moment ago.
    """

    def __init__(self, data: bytes, *, dated: bool = True) -> None:
        self._parts: dict[str, bytes] = {}
        self._times: dict[str, tuple[int, int, int, int, int, int]] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._names = names(archive, "")
            for member in archive.infolist():
                self._parts[member.filename] = archive.read(member.filename)
                if dated:
                    self._times[member.filename] = member.date_time
        self._read: dict[str, tuple[etree._Element, bytes]] = {}
        document = self.part(MAIN)
        assert document is not None  # the guard refuses an archive without it
        self.document = document

    def part(self, usual: str) -> etree._Element | None:
        """Return the XML part of a usual name to be read and changed, None where the package has none."""
        name = self._names.get(usual)
        if name is None:
            return None
        if name not in self._read:
            root = _parse(self._parts[name])
            self._read[name] = root, _bytes(root)
        return self._read[name][0]

    def add(self, comments: Sequence[Comment]) -> list[str]:
        """Add comments to the package and return their ids, which are new to the document."""
        if not comments:
            return []
        name = self._comments_part()
        root = _parse(self._parts.get(name, _NO_COMMENTS))
        used = [int(n) for c in root.iter(f"{W}comment") if (n := c.get(f"{W}id", "")).lstrip("-").isdigit()]
        first = max(used, default=-1) + 1
        numbers = [str(first + place) for place in range(len(comments))]
        root.extend(_comment(number, c) for number, c in zip(numbers, comments, strict=True))
        self._parts[name] = _bytes(root)
        return numbers

    def packed(self) -> bytes:
        """Return the package with its parts as they stand now; those not changed keep their bytes."""
        for name, (root, before) in self._read.items():
            now = _bytes(root)
            if now != before:
                self._parts[name] = now
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._parts.items():
                info = zipfile.ZipInfo(name, self._times.get(name, _EPOCH))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return out.getvalue()

    def _comments_part(self) -> str:
        """Return the name of the comments part; a document without one gets its link and content type."""
        folder, _, main = self._names[MAIN].rpartition("/")
        place = f"{folder}/_rels/{main}.rels"
        links = _parse(self._parts.get(place, _NO_LINKS))
        for link in links:
            if link.get("Type") == _COMMENTS_LINK:
                return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
        known = {link.get("Id") for link in links}
        fresh = next(f"rIdComments{n}" for n in range(len(known) + 1) if f"rIdComments{n}" not in known)
        etree.SubElement(
            links, f"{_LINKS_NS}Relationship", Id=fresh, Type=_COMMENTS_LINK, Target="comments.xml"
        )
        types = _parse(self._parts[_TYPES])
        name = f"{folder}/comments.xml"
        if not any(t.get("PartName") == f"/{name}" for t in types):
            etree.SubElement(types, f"{_TYPES_NS}Override", PartName=f"/{name}", ContentType=_COMMENTS_TYPE)
        self._parts[place], self._parts[_TYPES] = _bytes(links), _bytes(types)
        self._parts.pop(name, None)  # a part nobody links to is no comment of the document
        return name


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    )


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _comment(number: str, comment: Comment) -> etree._Element:
    """Return one w:comment. It has no date: a clock would make every copy of a file a different one."""
    attributes = {f"{W}id": number, f"{W}author": AUTHOR, f"{W}initials": INITIALS}
    element = etree.Element(f"{W}comment", attributes, nsmap={"w": W[1:-1]})
    for place, words in enumerate(comment.paragraphs):
        paragraph = etree.SubElement(element, f"{W}p")
        if place == 0:
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}annotationRef")
        run = etree.SubElement(paragraph, f"{W}r")
        properties = etree.SubElement(run, f"{W}rPr")
        if place == 0:
            etree.SubElement(properties, f"{W}b")
        etree.SubElement(properties, f"{W}sz", {f"{W}val": _SMALL})
        etree.SubElement(run, f"{W}t").text = settled(words)
    return element


_PLAIN_TYPES = (
    f'<Types xmlns="{_TYPES_NS[1:-1]}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.styles+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLAIN_ROOT = (
    f'<Relationships xmlns="{_LINKS_NS[1:-1]}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PLAIN_LINKS = (
    f'<Relationships xmlns="{_LINKS_NS[1:-1]}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_PLAIN_STYLES = (
    f'<w:styles xmlns:w="{W[1:-1]}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults></w:styles>"
)


def plain(lines: Sequence[tuple[str, bool]]) -> bytes:
    """Return a new .docx: one paragraph a line, each in one text node; True sets a line bold."""
    document = etree.Element(f"{W}document", nsmap={"w": W[1:-1]})
    body = etree.SubElement(document, f"{W}body")
    for words, bold in lines:
        run = etree.SubElement(etree.SubElement(body, f"{W}p"), f"{W}r")
        if bold:
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
        text = etree.SubElement(run, f"{W}t")
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parts = {
        _TYPES: _PLAIN_TYPES, "_rels/.rels": _PLAIN_ROOT,
        _LINKS: _PLAIN_LINKS, "word/styles.xml": _PLAIN_STYLES,
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), _bytes(etree.fromstring(xml)))
        archive.writestr(zipfile.ZipInfo(MAIN, _EPOCH), _bytes(document))
    return out.getvalue()
