"""The guard before formats that are archives of XML: what an archive may hold, XML without a document type.

Limits hold before anything is unpacked or parsed, and again while it is, since an archive may lie.
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from lxml import etree

from expertise.errors import UnreadableFile

SIGNS = (b"PK\x03\x04", b"PK\x05\x06")  # the second: an archive of nothing
MAX_MEMBERS = 2_000
MAX_DIRECTORY = 1024 * 1024  # bytes of the list of members
MAX_TOTAL = 256 * 1024 * 1024  # bytes, all members unpacked
MAX_PART = 64 * 1024 * 1024  # bytes, one XML part unpacked
MAX_RATIO = 80  # unpacked to packed; real acts stay under 20
RATIO_FLOOR = 1024 * 1024  # small members may be packed as tightly as they like
MAX_MARKS = 1_200_000  # signs that begin elements and values; a code of 450 articles has 200 thousand
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are unpacked without a limit
_ASTRAY = re.compile(r"[\\\x00]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")

MAIN = "word/document.xml"
_KINDS = ("numbering", "styles", "footnotes", "endnotes", "comments", "commentsExtended")
_ROOT_LINKS = "_rels/.rels"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MACROS = re.compile(r"(?:^|/)vba(?:Project|Data)[^/]*\.(?:bin|xml)$", re.IGNORECASE)


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive that keeps to the limits; what goes wrong within becomes ``damaged``."""
    _check_directory(data, file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist(), file)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableFile("damaged", file=file, detail=str(error)) from error


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


def _check_directory(data: bytes, file: str) -> None:
    """Refuse a long list of members before it is read: each becomes an object, and their number may lie."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22:
        raise UnreadableFile("damaged", file=file, detail="ZIP: no directory")
    (size,) = struct.unpack_from("<L", data, end + 12)
    wide = end - 20 - 56  # a ZIP64 record, which overrules, lies before its locator
    if wide >= 0 and data[end - 20 : end - 16] == b"PK\x06\x07":
        (size,) = struct.unpack_from("<Q", data, wide + 40)
    if size > MAX_DIRECTORY:
        raise UnreadableFile("too-large", file=file, detail=f"directory: {size} bytes")


def _check(found: list[zipfile.ZipInfo], file: str) -> None:
    if len(found) > MAX_MEMBERS:
        raise UnreadableFile("too-large", file=file, detail=f"members: {len(found)}")
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
    name = member.filename
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableFile("encrypted", file=file, detail=name)
    if _ASTRAY.search(member.orig_filename) or stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableFile("damaged", file=file, detail=f"path: {name[:80]!r}")
    if member.compress_type not in _METHODS:
        raise UnreadableFile("damaged", file=file, detail=f"packed by method {member.compress_type}: {name}")
    if _MACROS.search(name):
        raise UnreadableFile("macros", file=file, detail=name)
    ratio = member.file_size / max(1, member.compress_size)
    if member.file_size > RATIO_FLOOR and ratio > MAX_RATIO:
        raise UnreadableFile("too-large", file=file, detail=f"ratio: {name}")


def _unpacked(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """Unpack a member, no more of it than is allowed whatever its header says."""
    if archive.getinfo(name).file_size > MAX_PART:
        raise UnreadableFile("too-large", file=file, detail=name)
    with archive.open(name) as stream:
        parts, left = [], MAX_PART + 1
        while left > 0 and (part := stream.read(min(left, RATIO_FLOOR))):
            parts.append(part)
            left -= len(part)
    if left <= 0:
        raise UnreadableFile("too-large", file=file, detail=name)
    return b"".join(parts)


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
