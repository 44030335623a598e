"""The regulatory impact analysis of a draft: attach it, hold it against the checklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from expertise import settings
from expertise.act import Act
from expertise.errors import UnreadableFile
from expertise.lexicon.intake import Checklist, load_checklist
from expertise.reading import bundle, read
from expertise.review.ria import RIA, RiaItem, judged, ria_entry
from expertise.review.typed import one_line
from expertise.service_desk import Desk
from expertise.service_papers import note_paper


@dataclass(frozen=True, slots=True)
class Ria:
    """The analysis attached to a draft: its file, who attached it when, and the points of the checklist."""

    file: str
    sha256: str
    language: str
    at: str
    person: str
    items: tuple[RiaItem, ...]
    reviewed: bool

    @property
    def complete(self) -> bool:
        """Tell whether every point of the checklist was found."""
        return all(item.found for item in self.items)


@cache
def checklist() -> Checklist:
    """Return what an analysis must speak of. Raises BadLexicon."""
    return load_checklist(settings.lexicons() / "review" / "ria.yml")


def attach(desk: Desk, draft: str, name: str, data: bytes) -> Ria:
    """Attach an analysis to a draft; a later one stands for it, the earlier stays in the journal.

    The same bytes again enter nothing new. Raises UnreadableFile.
    """
    file, digest = one_line(name), desk.store.keep(data)
    act = _read(desk, digest, file)
    held = ria_entry(desk.store.entries(draft))
    if held is None or held.payload["sha256"] != digest:
        said = {"file": file, "sha256": digest, "language": act.language}
        desk.store.enter(draft, desk.person, RIA, said)
        note_paper(desk, draft, "ria")
    made = ria(desk, draft)
    assert made is not None  # entered just now
    return made


def _read(desk: Desk, digest: str, file: str) -> Act:
    desk.store.file(digest)  # refuses a lost or altered file
    try:
        return replace(read(desk.store.file_path(digest), excerpt=True), file=file)
    except UnreadableFile as error:
        raise UnreadableFile(error.code, **{**error.parameters, "file": file}) from error


def ria(desk: Desk, draft: str) -> Ria | None:
    """Return the analysis of a draft, None without one. Raises UnreadableFile for a lost or altered file."""
    entry = ria_entry(desk.store.entries(draft))
    if entry is None:
        return None
    said = entry.payload
    items = judged(_read(desk, said["sha256"], said["file"]), checklist())
    return Ria(
        said["file"], said["sha256"], said["language"], entry.at, entry.person, items, checklist().reviewed
    )


def ria_file(desk: Desk, draft: str) -> bytes:
    """Return the file of the analysis as it came; empty without one. Raises UnreadableFile."""
    entry = ria_entry(desk.store.entries(draft))
    return desk.store.file(entry.payload["sha256"]) if entry else b""


def in_package(desk: Desk, draft: str) -> Mapping[str, bytes]:
    """Return the analyses that lie in the newest package of a draft, by file name; mostly one or none.

    Raises UnreadableFile where the package is lost or altered.
    """
    packages = [e.payload for e in desk.store.entries(draft) if e.kind == "package"]
    if not packages:
        return {}
    named = {
        part["file"] for part in packages[-1]["parts"] if part["part"] == "ria" and part["state"] == "ok"
    }
    if not named:
        return {}
    data = desk.store.file(packages[-1]["sha256"])
    return {e.name: e.data for e in bundle.zipped(data, packages[-1]["file"]) if e.name in named}
