"""Packages at the desk: take one in, and return one that is late or incomplete without examination.

A package makes one draft with its readable texts, or with none. What was in it and what was missing is an
entry of the journal; so is its return, with the hashes of the letters.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from expertise.analysis.papers import Judgement, due, judge
from expertise.conclusion.letter import (
    LATE,
    Reasoned,
    ReturnLetter,
    letter_docx,
    letter_pdf,
    letter_words,
    reasons,
)
from expertise.conclusion.statement import Signatory, Texts
from expertise.errors import WrongUse
from expertise.lexicon.terms import LANGUAGES
from expertise.reading import bundle
from expertise.reading.package import DRAFT, OK, Member, members
from expertise.review.journal import Entry
from expertise.service_desk import Desk
from expertise.service_forms import known_forms, letter_form
from expertise.service_package import Examined, demands, part_names, part_record

FORM = "ministry-draft"
_PACKAGE_FILE = "package.zip"
_PACKAGE, _RETURN = "package", "return"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class PackageReceived:
    """A package after it was handed in: its draft, ``known`` where these very bytes were there before.

    ``errors`` are of files that a person called drafts and that cannot be read as an act.
    """

    draft: str
    members: tuple[Member, ...]
    known: bool = False
    errors: tuple[Exception, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """The newest package of a draft as its page shows it; ``given`` are the parts that a person named."""

    file: str
    members: tuple[Member, ...]
    judgement: Judgement
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Returning:
    """What a person says of a return: ``reasons`` are ids of lexicons/letters/return.yml.

    Empty ``reasons`` take those that the package itself shows; ``late`` adds the one it cannot show.
    """

    reasons: tuple[str, ...] = ()
    late: bool = False
    ground: Texts = field(default_factory=dict)
    incoming: str = ""
    number: str = ""
    date: str = ""


def receive_package(desk: Desk, name: str, data: bytes, draft: str = "") -> PackageReceived:
    """Take in a .zip: its drafts become the texts of one draft, the others are told and kept in the bytes.

    ``draft`` takes it as the next version. The documents of the conclusion (part 3) are filled in from it.
    Raises UnreadableFile where the .zip itself cannot be read; what is wrong inside is told by the members.
    """
    found = members(bundle.zipped(data, name), name)
    digest = desk.store.keep(data)
    known = next((e.draft for e in desk.store.entries(draft) if _is_package(e, digest)), "")
    if known:
        return PackageReceived(known, found, known=True)
    return _taken(desk, name, data, found, draft, {})


def _taken(
    desk: Desk, name: str, data: bytes, found: tuple[Member, ...], draft: str, given: Mapping[str, str]
) -> PackageReceived:
    drafts = _drafts(found)
    if len({m.language for m in drafts}) < len(drafts):
        raise WrongUse("two-texts-of-a-language")
    goes_to = draft or desk.store.add_draft(desk.person)
    content = {entry.name: entry.data for entry in bundle.zipped(data, name)}
    received = desk.receive([(m.file, content[m.file]) for m in drafts], goes_to)
    said = {**_said(desk, name, desk.store.keep(data), found), "given": dict(given)}
    desk.store.enter(goes_to, desk.person, _PACKAGE, said)
    desk.set_requisites(goes_to, {"papers": _papers(found)})
    return PackageReceived(goes_to, found, errors=tuple(r.error for r in received if r.error))


def _drafts(found: Sequence[Member]) -> list[Member]:
    return [m for m in found if m.part.startswith(DRAFT) and m.state == OK]


def retell(desk: Desk, draft: str, parts: Mapping[str, str]) -> PackageReceived:
    """Enter what a person says the files of a draft's newest package are, ``parts`` by file.

    A text that is no draft after all cannot leave a draft: the package begins a new draft then, and the old
    one is put away. Nothing said gives the package as it is. Raises WrongUse ``unknown-part``, UnreadableFile
    ``file-lost``, ``file-altered``.
    """
    before = look(desk, draft)
    told = {m.file: m.part for m in before.members}
    fresh = {file: part for file, part in parts.items() if told.get(file, part) != part}
    known = part_names(desk.language)
    if unknown := [part for part in fresh.values() if part not in known]:
        raise WrongUse("unknown-part", part=unknown[0], known=", ".join(known))
    if not fresh:
        return PackageReceived(draft, before.members, known=True)
    given = {**before.given, **fresh}
    data = desk.store.file(package_of(desk, draft)["sha256"])
    found = members(bundle.zipped(data, before.file), before.file, given)
    stay = {m.sha256 for m in _drafts(found)}
    leaves = any(m.sha256 not in stay for m in _drafts(before.members))
    made = _taken(desk, before.file, data, found, "" if leaves else draft, given)
    if leaves:
        desk.set_requisites(draft, {"hidden": True})
    return made


def look(desk: Desk, draft: str) -> Looked:
    """Return the newest package of a draft, read again from its bytes. Raises WrongUse ``no-package``.

    Raises UnreadableFile ``file-lost``, ``file-altered``.
    """
    said = package_of(desk, draft)
    if not said:
        raise WrongUse("no-package", draft=draft)
    given = dict(said.get("given", {}))
    data = desk.store.file(said["sha256"])
    found = _read(said["file"], data, tuple(sorted(given.items())))
    return Looked(said["file"], found, judge(found, demands()), given)


@lru_cache(4)
def _read(name: str, data: bytes, given: tuple[tuple[str, str], ...]) -> tuple[Member, ...]:
    return members(bundle.zipped(data, name), name, dict(given))


def member_data(desk: Desk, draft: str, file: str) -> bytes:
    """Return one file of a draft's newest package. Raises as ``look``, WrongUse ``unknown-file``."""
    said = look(desk, draft).file
    data = desk.store.file(package_of(desk, draft)["sha256"])
    found = next((e.data for e in bundle.zipped(data, said) if e.name == file), None)
    if found is None:
        raise WrongUse("unknown-file", file=file)
    return found


def receive_files(desk: Desk, files: Sequence[tuple[str, bytes]], draft: str = "") -> PackageReceived:
    """Take in files that were handed in one by one as the package they are; see ``receive_package``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return receive_package(desk, _PACKAGE_FILE, out.getvalue(), draft)


def _is_package(entry: Entry, digest: str) -> bool:
    return entry.kind == _PACKAGE and entry.payload["sha256"] == digest


def _said(desk: Desk, name: str, digest: str, found: Sequence[Member]) -> dict[str, Any]:
    words = desk.lexicon.messages[desk.language]
    judgement = judge(found, demands())
    return {
        "file": name,
        "sha256": digest,
        "parts": [part_record(member, words) for member in found],
        "missing": list(judgement.missing),
        "reasons": [{"id": r.id, "parts": list(r.parts)} for r in reasons(judgement)],
    }


def _papers(found: Sequence[Member]) -> dict[str, dict[str, str]]:
    """Return what the conclusion says of the documents: there, not there, or not asked of this draft."""
    there = {m.part for m in found if m.state == OK}
    notes = [m.act for m in found if m.part == "note" and m.act]
    wanted = due([m.act for m in _drafts(found) if m.act], notes, demands())
    parts = {part for kind in demands().parts.values() for part in kind}
    told = {part: "yes" if part in there else "no" if part in wanted else "none" for part in parts}
    return {part: {"received": told[part]} for part in sorted(parts)}


def package_of(desk: Desk, draft: str) -> Mapping[str, Any]:
    """Return what the journal says of a draft's newest package: file, parts, missing, reasons; else {}."""
    found = [e.payload for e in desk.store.entries(draft) if e.kind == _PACKAGE]
    return found[-1] if found else {}


def return_letter(desk: Desk, draft: str, said: Returning) -> ReturnLetter:
    """Return the letter as it would be written now. Raises WrongUse ``return-reasons``, ``return-date``."""
    shown = {
        r["id"]: Reasoned(r["id"], tuple(r["parts"])) for r in package_of(desk, draft).get("reasons", ())
    }
    wanted = said.reasons or tuple(shown)
    chosen = [shown.get(name, Reasoned(name)) for name in wanted if name != LATE]
    if said.late or LATE in wanted:
        chosen.append(Reasoned(LATE))
    known = letter_form().reasons
    if not chosen or any(reason.id not in known for reason in chosen):
        raise WrongUse("return-reasons", known=", ".join(known))
    if said.date and not _ISO.fullmatch(said.date):
        raise WrongUse("return-date", date=said.date)
    typed = desk.state(draft).requisites
    held = desk.store.settings()
    titles = {**desk.draft(draft).titles, **{k: v for k, v in typed.get("title", {}).items() if v}}
    return ReturnLetter(
        tuple(chosen), titles, typed.get("initiator", {}), head_of(held), said.number, said.date,
        said.incoming, said.ground,
    )  # fmt: skip


def head_of(held: Mapping[str, str]) -> Signatory:
    """Return the head of unit as the profile (``held`` settings) names them; any text may be empty."""
    post = held.get("head-post", "")
    name = held.get("head", "")
    return Signatory(
        "head", {"ru": name, "ky": name}, {"ru": post, "ky": held.get("head-post-other") or post}
    )


def letters(letter: ReturnLetter) -> dict[str, bytes]:
    """Return the files of a letter by name: return.ru.docx, return.ru.pdf and the same in Kyrgyz.

    Raises WrongUse ``pdf-warning``.
    """
    form, own = known_forms()[FORM], letter_form()
    files = {}
    for tongue in LANGUAGES:
        words = letter_words(letter, own, form, part_names(tongue), tongue)
        files[f"return.{tongue}.docx"] = letter_docx(words, letter.date)
        files[f"return.{tongue}.pdf"] = letter_pdf(words, letter.date)
    return files


def return_draft(desk: Desk, draft: str, said: Returning) -> dict[str, bytes]:
    """Return a draft without examination: write its letters, keep them, enter the return in the journal.

    The same return again enters nothing new. Raises WrongUse: ``return-number`` without number or date,
    ``return-signed`` where a conclusion on the draft is signed already, and what ``return_letter`` and
    ``letters`` raise; nothing is entered then.
    """
    if not said.number.strip() or not said.date:
        raise WrongUse("return-number")
    if desk.state(draft).signed:
        raise WrongUse("return-signed", draft=draft)
    letter = return_letter(desk, draft, said)
    files = letters(letter)
    kept = {name: desk.store.keep(data) for name, data in sorted(files.items())}
    payload = {
        "number": letter.number,
        "date": letter.date,
        "incoming": letter.incoming,
        "ground": dict(said.ground),
        "reasons": [{"id": r.id, "parts": list(r.parts)} for r in letter.reasons],
        "files": kept,
    }
    told = sha256(repr(kept).encode()).hexdigest()
    desk.store.enter(draft, desk.person, _RETURN, payload, f"return:{draft}:{told}")
    return files


def returned_files(desk: Desk, entry: Entry) -> dict[str, bytes]:
    """Return the letters of a return that was entered, as they were written."""
    return {name: desk.store.file(digest) for name, digest in entry.payload["files"].items()}


def letter_files(done: Examined, *, late: bool = False) -> dict[str, bytes]:
    """Return the letters for a package outside the desk, none where its structure gives no reason."""
    found = reasons(done.judgement, late=late)
    if not found:
        return {}
    titles: dict[str, str] = {}
    for member in done.members:
        if member.act and member.part.startswith(DRAFT) and member.act.requisites.title:
            titles.setdefault(member.act.language, member.act.requisites.title)
    return letters(ReturnLetter(found, titles, {}, Signatory("head", {}, {})))
