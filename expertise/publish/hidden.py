"""Word files without what nobody meant to publish: names, comments, earlier wordings, traces of machines.

What is left is what the reader of the page sees: tracked changes are settled as the examined text has them
(insertions stay, deletions go). It is proved: the clean file is looked through for traces and read again, and
its text must be the text of the original.
"""

from __future__ import annotations

import io
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from lxml import etree

from expertise.conclusion.conclusion_docx import packed
from expertise.errors import UnreadableFile, WrongUse
from expertise.publish.pictures import without_remarks
from expertise.publish.settled_changes import settle, unwrap
from expertise.reading import View, read
from expertise.reading.archive import parse, parts
from expertise.reading.numbering import W

_CORE = "docProps/core.xml"
_PLAIN_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
#: Parts that hold no words of the page: who wrote, who remarked, what the file was made from.
_DROPPED = re.compile(
    r"(?i)^docprops/(?!core\.xml$|app\.xml$)|^customxml/|/people\.xml$|/comments[a-z]*\d*\.xml$|/glossary/"
    r"|/printersettings|/vba|/activex/|/embeddings/|/attachedtoolbars|^\[trash\]|/threadedcomments/"
    r"|/persons/|/documenttasks|/keymap|/recipientdata|/maildata"
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WEB = re.compile(r"(?i)^https?://")
#: Attributes that name a person, a moment or a session of editing, wherever they stand.
_PERSONAL = re.compile(r"(?i)^(rsid\w*|author|initials|date|dateUtc|userid|providerId|paraId|textId)$")
_FIRST = frozenset("raiduptRAIDUPT")
_REMOVED = frozenset(
    f"{W}{name}"
    for name in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr", "rsid",
        "rsids", "docVars", "attachedTemplate", "mailMerge", "saveThroughXslt", "dataBinding", "permStart",
        "permEnd", "object", "control", "lastRenderedPageBreak", "activeWritingStyle", "documentProtection",
        "writeProtection", "revisionView",
    )
)  # fmt: skip
_ALTERNATIVE = ("descr", "title", "name")  # of pictures: Word writes the path on its maker's disk there
_PATH = re.compile(r"[A-Za-z]:\\|\\\\|/(?:Users|home)/")


def cleaned(data: bytes, file: str) -> bytes:
    """Return a .docx without hidden data; equal input gives equal bytes.

    Raises UnreadableFile as the reader does, WrongUse ``hidden-left`` where something could not be taken out
    or the text would not be the same.
    """
    parts(data, file)  # the guard: limits, no entities
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if not _DROPPED.search(name) and not name.endswith("/"):
                target.writestr(name, _part(name, source.read(name), file))
    made = packed(out.getvalue())
    left = [*traces(made, file)]
    if not left and _words(made, file, "final") != _words(data, file, "final"):
        left = ["text"]
    if left:
        raise WrongUse("hidden-left", file=file, detail=", ".join(left[:5]))
    return made


def _part(name: str, data: bytes, file: str) -> bytes:
    if name == _CORE:
        return _PLAIN_CORE
    if PurePosixPath(name).suffix.lower() in (".jpg", ".jpeg", ".png"):
        return without_remarks(data)
    if not name.endswith((".xml", ".rels")):
        return data
    root = parse(data, file, name)
    if name.endswith(".rels"):
        _clean_links(root, name)
    elif name == "[Content_Types].xml":
        for override in root.findall(_OVERRIDE):
            if _DROPPED.search((override.get("PartName") or "").lstrip("/")):
                root.remove(override)
    else:
        _clean_tree(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _clean_links(root: etree._Element, name: str) -> None:
    for link in root.findall(_RELATIONSHIP):
        if _is_loose(link, name):
            root.remove(link)


def _is_loose(link: etree._Element, name: str) -> bool:
    """Tell whether a relationship leads to a part that goes, or out of the document to no web page."""
    target = link.get("Target") or ""
    if link.get("TargetMode") == "External":
        return not ((link.get("Type") or "").endswith("/hyperlink") and _WEB.match(target))
    folder = posixpath.dirname(posixpath.dirname(name))  # word/_rels/document.xml.rels speaks of word/
    whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return bool(_DROPPED.search(whole))


def _clean_tree(root: etree._Element) -> None:
    settle(root)
    for element in list(root.iter()):
        if element.tag in _REMOVED:
            _drop(element)
            continue
        for attribute in [name for name in element.attrib if _is_personal(str(name))]:
            del element.attrib[attribute]
        _forget_paths(element)
    for link in list(root.iter(f"{W}hyperlink")):
        if link.get(f"{_R}id"):
            unwrap(link)  # its address is published only where it is written out
    _drop_hidden(root)


def _is_personal(attribute: str) -> bool:
    """Tell by its full name whether an attribute is of those; one without a namespace is of no editor."""
    space, _, local = attribute.rpartition("}")
    return bool(space) and local[:1] in _FIRST and _PERSONAL.match(local) is not None


def _forget_paths(element: etree._Element) -> None:
    for name in _ALTERNATIVE:
        if _PATH.search(element.get(name) or ""):
            element.set(name, "")


def _drop_hidden(root: etree._Element) -> None:
    """Take out the words that Word hides; a paragraph's mark that is hidden stays, it holds none."""
    for run in list(root.iter(f"{W}r")):
        vanish = run.find(f"{W}rPr/{W}vanish")
        if vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off"):
            _drop(run)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    emptied = parent.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in parent)
    if emptied and parent.getparent() is not None:
        parent.getparent().remove(parent)  # type: ignore[union-attr]


def traces(data: bytes, file: str) -> Iterator[str]:
    """Yield what a .docx still holds that no reader of the page sees, by part and name; none for a clean one.

    Raises UnreadableFile as the reader does.
    """
    parts(data, file)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            yield "zip"
        for member in archive.infolist():
            name = member.filename
            if _DROPPED.search(name):
                yield name
            elif name.startswith("docProps/"):
                yield from _said(name, parse(archive.read(member), file, name))
            elif name.endswith(".rels"):
                links = parse(archive.read(member), file, name).findall(_RELATIONSHIP)
                yield from (f"{name}: {link.get('Target')}" for link in links if _is_loose(link, name))
            elif name.endswith(".xml"):
                yield from _marks(name, parse(archive.read(member), file, name))


def _said(name: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if (element.text or "").strip():
            yield f"{name}: {etree.QName(element).localname}"


_TRACKED = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))


def _marks(name: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        tag = element.tag
        if tag in _REMOVED or tag in _TRACKED or str(tag).endswith("PrChange"):
            yield f"{name}: {etree.QName(element).localname}"
        for attribute in map(str, element.attrib):
            if _is_personal(attribute):
                yield f"{name}: {attribute.rpartition('}')[2]}"


def _words(data: bytes, file: str, view: View) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clean.docx"
        path.write_bytes(data)
        try:
            return read(path, view).text
        except UnreadableFile as error:
            raise UnreadableFile(error.code, **{**error.parameters, "file": file}) from error


def said_by(data: bytes) -> Mapping[str, str]:
    """Return the core properties of a .docx by name, as they will be read by whoever opens the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = (
            parse(archive.read(_CORE), _CORE, _CORE) if _CORE in archive.namelist() else etree.Element("none")
        )
    return {etree.QName(each).localname: each.text or "" for each in root if each.text}
