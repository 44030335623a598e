"""The Atom feed of one language: an entry for every release and every withdrawal."""

from __future__ import annotations

import posixpath

from lxml import etree

from expertise.publish.layout import Frame
from expertise.publish.record import name_of
from expertise.publish.register import Dossier, Version

_ATOM = "http://www.w3.org/2005/Atom"
_NONE_YET = "1970-01-01T00:00:00Z"


def feed(frame: Frame) -> bytes:
    """Return the feed, newest first; links are absolute where the site's address is known."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    root.set("{http://www.w3.org/XML/1998/namespace}lang", frame.language)
    own = frame.file("feed.atom")
    ring = frame.register.ring
    _put(root, "id", name_of(f"{ring[0].public if ring else ''}/{own}"))  # no other office has this key
    _put(root, "title", frame.say("site"))
    _put(root, "updated", moment(frame.register.updated))
    _link(root, "self", _address(frame, own))
    _link(root, "alternate", _address(frame, frame.file("index.html")))
    _put(etree.SubElement(root, f"{{{_ATOM}}}author"), "name", frame.say("authority"))
    versions = [(version, dossier) for dossier in frame.register.dossiers for version in dossier.versions]
    for version, dossier in sorted(versions, key=lambda pair: pair[0].ended or pair[0].at, reverse=True):
        _entry(root, frame, dossier, version)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _entry(root: etree._Element, frame: Frame, dossier: Dossier, version: Version) -> None:
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
    record = version.record
    _put(entry, "id", version.uri)
    title = (
        frame.plain(record.title) or frame.say("untitled") if record else frame.say("conclusion-withdrawn")
    )
    _put(entry, "title", title)
    _put(entry, "updated", moment(version.ended or version.at))
    _put(entry, "published", moment(version.at))
    _link(entry, "alternate", _address(frame, frame.file(f"{version.address}.html")))
    _put(entry, "summary", _summary(frame, version))


def _summary(frame: Frame, version: Version) -> str:
    if version.record is None:
        return frame.say("withdrawn-on", date=frame.day(version.ended))
    told = [
        frame.say(f"verdict-{version.record.verdict}"),
        frame.say("findings-count", count=len(version.record.findings)),
        frame.say(f"status-{version.status}"),
        frame.plain(version.note),
    ]
    return "; ".join(part for part in told if part)


def _put(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: etree._Element, rel: str, href: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=href)


def _address(frame: Frame, path: str) -> str:
    """Return the web address of a page; without one, the way from the feed's own folder."""
    if frame.register.address:
        return f"{frame.register.address.rstrip('/')}/{path}"
    return posixpath.relpath(path, frame.language)


def moment(iso: str) -> str:
    """Return a moment as Atom writes it; the beginning of UNIX time where nothing happened yet."""
    return iso.replace("+00:00", "Z") if iso else _NONE_YET
