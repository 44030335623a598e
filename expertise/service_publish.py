"""The published site: gathered from the store, laid out, written to a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from expertise import settings
from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.site_words import SiteWords, load_site_words
from expertise.publish import register as kept
from expertise.publish.conclusion_page import conclusion_page
from expertise.publish.drawing_up import ACT_FORMS
from expertise.publish.envelope import Signature
from expertise.publish.layout import Frame, framed
from expertise.publish.manifest import MANIFEST, listed
from expertise.publish.record import Record, record_of
from expertise.publish.register import Attached, Dossier, Factor, Register, Version, Work
from expertise.publish.site import site
from expertise.review.journal import Entry
from expertise.review.releases import Release, releases, restricted, standing
from expertise.review.state import fold
from expertise.service import write
from expertise.service_clearing import Releasing, drawn, fields, last_signed, signed_conclusion
from expertise.service_desk import Desk
from expertise.service_forms import FORM
from expertise.service_keys import ring, signer
from expertise.service_outcomes import discussion, impact, outcomes

_DATA = "publish"


@dataclass(frozen=True, slots=True)
class Published:
    """A site that was written: ``files`` in all, ``changed`` new or other than before, ``removed`` ones.

    ``versions`` counts the released versions that stand or were corrected, ``key`` is the fingerprint that
    signs the list of files, empty while nothing was ever released. ``left_out`` are drafts whose analysis
    (RIA) is named on the site but not published, as it could not be cleaned.
    """

    folder: Path
    files: int
    changed: int
    removed: int
    versions: int
    key: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A draft as publication sees it: ``state`` is restricted, ready, released, newer or withdrawn.

    ``newer`` is released, and a later conclusion is signed but not released.
    """

    draft: str
    title: str
    state: str


def standings(desk: Desk, language: str) -> list[Standing]:
    """Return every draft that has a signed conclusion, newest first, with what can be done with it."""
    found = []
    for progress in desk.drafts(hidden=True):
        entries = desk.store.entries(progress.draft)
        if signed := fold(entries).signed:
            state = _standing(entries, signed[-1].seq)
            found.append(Standing(progress.draft, progress.title(language), state))
    return found


def _standing(entries: Sequence[Entry], signed: int) -> str:
    past = releases(entries)
    stands = standing(past)
    if restricted(entries):
        return "restricted"
    if stands:
        return "released" if stands.sign == signed else "newer"
    return "withdrawn" if past else "ready"


@cache
def words() -> SiteWords:
    """Return the words of the site. Raises BadLexicon."""
    return load_site_words(settings.lexicons() / _DATA / "words.yml")


def register(desk: Desk, address: str = "") -> Register:
    """Return all that the site shows, from the journal and the kept files; nothing of a restricted draft.

    Raises UnreadableFile: ``file-lost``, ``file-altered`` for a released file that is not as it was.
    """
    by_draft: dict[str, list[Entry]] = {}
    entries = desk.store.entries()
    for entry in entries:
        by_draft.setdefault(entry.draft, []).append(entry)
    method = desk.lexicon.methodology
    factors = {f.id: Factor(f.id, dict(f.name), dict(f.about)) for f in method.factors.values()}
    return Register(
        tuple(_dossiers(desk, by_draft)), tuple(_work(by_draft)), factors, fields().names, ring(desk.store),
        entries[-1].at if entries else "", address,
    )  # fmt: skip


def _dossiers(desk: Desk, by_draft: Mapping[str, list[Entry]]) -> Iterator[Dossier]:
    for draft, entries in sorted(by_draft.items()):
        found = releases(entries)
        if not found:
            continue
        versions = tuple(_version(desk, draft, each, each is found[-1]) for each in found)
        last = versions[-1].record
        if last is None:
            yield Dossier(draft, versions)
            continue
        signature = next(entry for entry in entries if entry.seq == found[-1].sign)
        told = outcomes(desk, draft, last, signature)
        yield Dossier(draft, versions, told, discussion(desk, draft), impact(desk, draft))


def _version(desk: Desk, draft: str, release: Release, newest: bool) -> Version:
    if release.recall:
        return Version(
            draft, release.version, kept.WITHDRAWN, release.at, {}, None, None, {}, (), release.recall.at,
            release.recall.reason,
        )  # fmt: skip
    status = kept.STANDING if newest else kept.CORRECTED
    files = {name: desk.store.file(digest) for name, digest in sorted(release.files.items())}
    attached = tuple(
        Attached(each.target, each.name, desk.store.file(each.sha256), each.checked, each.key)
        for each in release.outside
    )
    return Version(
        draft, release.version, status, release.at, release.note, _record(desk, release),
        Signature(release.public, release.signature), files, attached,
    )  # fmt: skip


def _record(desk: Desk, release: Release) -> Record:
    try:
        return record_of(json.loads(desk.store.file(release.record)))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFile("not-a-record", file=str(desk.store.file_path(release.record))) from error


def _work(by_draft: Mapping[str, list[Entry]]) -> Iterator[Work]:
    """Yield how much was received, examined, kept inside and published, of drafts and of acts in force."""
    states = {draft: (fold(entries), entries) for draft, entries in by_draft.items()}
    for kind in ("draft", "act"):
        mine = [
            (state, entries)
            for state, entries in states.values()
            if (state.requisites.get("form", FORM) in ACT_FORMS) == (kind == "act")
        ]
        yield Work(
            kind,
            len(mine),
            sum(bool(state.signed) for state, _ in mine),
            sum(bool(restricted(entries)) for _, entries in mine),
            sum(standing(releases(entries)) is not None for _, entries in mine),
        )


def files(desk: Desk, gathered: Register, phrase: str = "") -> dict[str, bytes]:
    """Return the whole site by path; the same store gives the same bytes.

    The list of files is signed with the office's key once anything was released. Raises WrongUse:
    ``key-locked``, ``key-lost``.
    """
    key = signer(desk.store, phrase) if gathered.ring else None
    return site(gathered, words(), settings.lexicons() / _DATA, key)


def publish(desk: Desk, folder: Path, phrase: str = "", address: str = "") -> Published:
    """Write the site into a folder: a new one, an empty one, or one that holds an earlier site.

    Files of the earlier site that are no longer part of it (those of a withdrawn conclusion) are removed.
    Raises WrongUse: ``site-folder`` for a folder that holds anything else, ``output-unwritable``, and what
    ``register`` and ``files`` raise; nothing is written then.
    """
    before = _before(folder)
    gathered = register(desk, address)
    made = files(desk, gathered, phrase)
    gone = sorted(before - made.keys() - {MANIFEST})
    changed = sum(_written(folder / path, data) for path, data in made.items() if path != MANIFEST)
    for path in gone:
        _remove(folder, path)
    changed += _written(folder / MANIFEST, made[MANIFEST])  # last: a half-written site does not verify
    _, signature = listed(made[MANIFEST], MANIFEST)
    versions = sum(path.endswith("/conclusion.json") for path in made)
    left_out = tuple(d.key for d in gathered.dossiers if d.impact and not d.impact.data)
    return Published(folder, len(made), changed, len(gone), versions, signature.fingerprint, left_out)


def _before(folder: Path) -> set[str]:
    """Return the files of the site that lies in a folder, none for a new or empty one."""
    try:
        if not folder.exists() or not any(folder.iterdir()):
            return set()
        record, _ = listed((folder / MANIFEST).read_bytes(), str(folder / MANIFEST))
    except (OSError, UnreadableFile) as error:
        raise WrongUse("site-folder", folder=str(folder)) from error
    root = folder.resolve()
    # A list that was tampered with must not lead us to remove anything outside.
    return {name for name in record["files"] if (root / name).resolve().is_relative_to(root)}


def _written(path: Path, data: bytes) -> bool:
    """Write a file where it is not there with these very bytes; tell whether it was written."""
    with suppress(OSError):
        if path.read_bytes() == data:
            return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse("output-unwritable", file=str(path), detail=error.strerror or str(error)) from error
    write(path, data)
    return True


def _remove(folder: Path, name: str) -> None:
    path = folder / name
    with suppress(OSError):
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()


def preview(desk: Desk, draft: str, said: Releasing, language: str) -> str:
    """Return the page of the conclusion as it would be published now: one HTML text with its style in it.

    Nothing is entered. Raises WrongUse ``release-unsigned``, ``hidden-left``.
    """
    signed = signed_conclusion(desk, last_signed(desk, draft))
    made, prepared = drawn(desk, draft, signed, said)
    version = Version(
        draft, made.version, kept.STANDING, made.released, made.note, made, Signature("", ""), prepared
    )
    dossier = Dossier(draft, (version,), outcomes(desk, draft, made, signed.entry))
    shown = Register((dossier,), (), {}, fields().names, (), made.released)
    page = conclusion_page(Frame(shown, words(), language), dossier, version).decode()
    style = (settings.lexicons() / _DATA / "style.css").read_text(encoding="utf-8")
    return framed(page, style)
