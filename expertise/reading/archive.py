"""The guard before formats that are archives of XML: what a document may hold, XML without a document type.

What any archive may hold is said in ``unpacking``; a document that breaks a rule is refused as a whole.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from lxml import etree

from expertise.errors import UnreadableFile
from expertise.reading import unpacking
from expertise.reading.unpacking import MAX_PART, MAX_TOTAL

SIGNS = (b"PK\x03\x04", b"PK\x05\x06")  # the second: an archive of nothing
MAX_MARKS = 1_200_000  # signs that begin elements and values; a code of 450 articles has 200 thousand

MAIN = "word/document.xml"
_KINDS = ("numbering", "styles", "footnotes", "endnotes", "comments", "commentsExtended")
_ROOT_LINKS = "_rels/.rels"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MACROS = re.compile(r"(?:^|/)vba(?:Project|Data)[^/]*\.(?:bin|xml)$", re.IGNORECASE)


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive all of whose members keep to the limits."""
    with unpacking.opened(data, file) as archive:
        _check(archive.infolist(), file)
        yield archive


def members(data: bytes, file: str, wanted: Collection[str], needed: str) -> dict[str, bytes]:
    """Return those members of ``wanted`` that an archive has, unpacked, by name; ``needed`` is among them.

    Raises UnreadableFile: ``damaged`` (no archive, lies about its members, names that lead elsewhere, twice
    the same name, a link), ``encrypted``, ``macros``, ``too-large`` (limits above), ``unsupported``
    (``needed`` is missing).
    """
    with _opened(data, file) as archive:
        held = set(archive.namelist())
        if needed not in held:
            raise UnreadableFile("unsupported", file=file, detail=f"no {needed}")
        return {name: _unpacked(archive, name, file) for name in wanted if name in held}


def _check(found: list[zipfile.ZipInfo], file: str) -> None:
    if sum(member.file_size for member in found) > MAX_TOTAL:
        raise UnreadableFile("too-large", file=file, detail="unpacked size")
    seen: set[str] = set()
    for member in found:
        _check_member(member, file)
        if member.filename in seen:
            raise UnreadableFile("damaged", file=file, detail=f"twice: {member.filename}")
        seen.add(member.filename)


def guard(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse an archive that would swell or leads elsewhere. Raises UnreadableFile as ``members`` does."""
    _check(archive.infolist(), file)


def _check_member(member: zipfile.ZipInfo, file: str) -> None:
    try:
        unpacking.check(member, member.orig_filename, file)
    except UnreadableFile as error:
        if error.code == "path-astray":  # no program writes such a document
            raise UnreadableFile("damaged", **error.parameters) from error
        raise
    if "\\" in member.orig_filename:
        raise UnreadableFile("damaged", file=file, detail=f"path: {member.filename[:80]!r}")
    if _MACROS.search(member.filename):
        raise UnreadableFile("macros", file=file, detail=member.filename)


def _unpacked(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    return unpacking.unpacked(archive, archive.getinfo(name), file, MAX_PART)


def parse(data: bytes, file: str, name: str) -> etree._Element:
    """Return the root of an XML part.

    Raises UnreadableFile: ``damaged`` (also for a document type), ``too-large``.
    """
    if data.count(b"<") + data.count(b"=") > MAX_MARKS:
        raise UnreadableFile("too-large", file=file, detail=f"{name}: elements")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged", file=file, detail=f"{name}: {str(error)[:200]}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("damaged", file=file, detail=f"{name}: document type")
    return root


def names(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Return where the parts of a .docx stand: the usual name of each part and its name in this archive.

    What no relationship leads to is taken by its usual name. Parts that are not there are left out; raises
    UnreadableFile (``damaged``, ``too-large``) for relationships that cannot be read.
    """
    main = _targets(archive, _ROOT_LINKS, "", file).get("officeDocument", MAIN)
    folder, _, name = main.rpartition("/")
    linked = _targets(archive, f"{folder}/_rels/{name}.rels", folder, file)
    wanted = {MAIN: main, **{f"word/{kind}.xml": linked.get(kind, f"word/{kind}.xml") for kind in _KINDS}}
    held = set(archive.namelist())
    return {usual: own for usual, own in wanted.items() if own in held}


def _targets(archive: zipfile.ZipFile, links: str, folder: str, file: str) -> dict[str, str]:
    """Return the parts that a file of relationships leads to, by the last word of their types."""
    if links not in archive.namelist():
        return {}
    root = parse(_unpacked(archive, links, file), file, links)
    return {
        (link.get("Type") or "").rpartition("/")[2]: posixpath.normpath(
            posixpath.join("/", folder, link.get("Target") or "")
        ).lstrip("/")
        for link in root.iter(_LINK)
        if link.get("TargetMode") != "External"
    }


def parts(data: bytes, file: str) -> dict[str, etree._Element]:
    """Return the XML parts of a .docx that the reader needs, by their usual names; only MAIN is sure.

    Raises UnreadableFile as ``members`` and ``parse`` do.
    """
    with _opened(data, file) as archive:
        own = names(archive, file)
        if MAIN not in own:
            raise UnreadableFile("unsupported", file=file, detail=f"no {MAIN}")
        found = {usual: _unpacked(archive, name, file) for usual, name in own.items()}
    read = {name: parse(xml, file, name) for name, xml in found.items()}
    kind = etree.QName(read[MAIN]).localname
    if kind != "document":
        raise UnreadableFile("unsupported", file=file, detail=f"main part: {kind[:80]}")
    return read
