"""The whole site as files by path: equal registers give equal bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from expertise.lexicon.site_words import SiteWords
from expertise.publish import plain_pages as plain
from expertise.publish.conclusion_page import conclusion_page
from expertise.publish.draft_pages import LIST, draft_list, draft_page, text_pages
from expertise.publish.envelope import sealed
from expertise.publish.feed import feed
from expertise.publish.keys import Signer, ring_record
from expertise.publish.layout import LANGUAGES, POLICY, Frame
from expertise.publish.manifest import KEYS, MANIFEST, RECORD, manifest
from expertise.publish.markup import tag
from expertise.publish.open_data import as_csv, as_xlsx, indented, lines, tables
from expertise.publish.register import Dossier, Register
from expertise.publish.search_index import index
from expertise.publish.topic_pages import topics

_ASSETS = ("style.css", "search.js", "icon.svg")
_SCHEMA = "conclusion.schema.json"


def site(register: Register, words: SiteWords, folder: Path, signer: Signer | None) -> dict[str, bytes]:
    """Return every file of the site by its path; ``folder`` holds style, script and schema (data).

    ``signer`` signs the list of files; without one the list is there and says that nobody signed it.
    """
    frames = {language: Frame(register, words, language) for language in LANGUAGES}
    files: dict[str, bytes] = {"index.html": _choice(words, frames)}
    for frame in frames.values():
        files |= {frame.file(address): data for address, data in _pages(frame)}
        files[f"assets/index.{frame.language}.js"] = index(frame)
    for name in _ASSETS:
        files[f"assets/{name}"] = (folder / name).read_bytes()
    for dossier in register.dossiers:
        files |= _files(dossier)
    files |= _data(register, words)
    files[f"data/{_SCHEMA}"] = (folder / _SCHEMA).read_bytes()
    files[KEYS] = indented(ring_record(register.ring))
    files[MANIFEST] = manifest(files, register.updated, signer)
    return files


def _pages(frame: Frame) -> Iterator[tuple[str, bytes]]:
    yield plain.START, plain.start_page(frame)
    yield plain.INDICATORS, plain.indicator_page(frame)
    yield plain.SEARCH, plain.search_page(frame)
    yield plain.DATA, plain.data_page(frame)
    yield "feed.atom", feed(frame)
    yield LIST, draft_list(frame)
    yield from topics(frame)
    for dossier in frame.register.dossiers:
        yield f"{dossier.address}/index.html", draft_page(frame, dossier)
        for version in dossier.versions:
            yield f"{version.address}.html", conclusion_page(frame, dossier, version)
            yield from text_pages(frame, dossier, version)


def _files(dossier: Dossier) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for version in dossier.versions:
        folder = f"files/{version.address}"
        found |= {f"{folder}/{name}": data for name, data in version.files.items()}
        found |= {f"{folder}/{each.name}": each.data for each in version.attached}
        if version.record and version.signature:
            found[f"{folder}/{RECORD}"] = sealed(version.record.plain(), version.signature)
    if dossier.discussion and dossier.standing:
        folder = f"files/{dossier.address}/discussion"
        found |= {f"{folder}/{name}": data for name, data in dossier.discussion.files.items()}
    if dossier.impact and dossier.impact.data and dossier.standing:
        found[f"files/{dossier.address}/impact/{dossier.impact.name}"] = dossier.impact.data
    return found


def _data(register: Register, words: SiteWords) -> dict[str, bytes]:
    flat = tables(register, words)
    return {
        "data/conclusions.jsonl": lines(register),
        "data/register.xlsx": as_xlsx(flat, register.updated),
        **{f"data/{name}.csv": as_csv(table) for name, table in flat.items()},
    }


def _choice(words: SiteWords, frames: Mapping[str, Frame]) -> bytes:
    """Return the page before all pages: which language."""
    first = next(iter(frames.values()))
    links = (
        tag(
            "li",
            tag("a", words.say("this-language", name), href=f"{name}/index.html", lang=name, hreflang=name),
        )
        for name in frames
    )
    names = " / ".join(words.say("site", name) for name in frames)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", names),
        tag("link", rel="stylesheet", href="assets/style.css"),
        tag("link", rel="icon", href="assets/icon.svg"),
    )
    titles = (
        tag("h1" if name == first.language else "p", words.say("site", name), lang=name) for name in frames
    )
    body = tag("body", tag("main", titles, tag("ul", links, class_="languages")))
    return f"<!doctype html>\n{tag('html', head, body, lang=first.language)}".encode()
