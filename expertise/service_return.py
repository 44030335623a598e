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
from hashlib import sha256
from typing import Any

from expertise.analysis.papers import judge
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
    """A package after it was handed in: its draft, ``known`` where these very bytes were there before."""

    draft: str
    members: tuple[Member, ...]
    known: bool = False


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
    goes_to = draft or desk.store.add_draft(desk.person)
    content = {entry.name: entry.data for entry in bundle.zipped(data, name)}
    texts = [(m.file, content[m.file]) for m in found if m.part.startswith(DRAFT) and m.state == OK]
    if texts:
        desk.receive(texts, goes_to)
    desk.store.enter(goes_to, desk.person, _PACKAGE, _said(desk, name, digest, found))
    desk.set_requisites(goes_to, {"papers": _papers(found)})
    return PackageReceived(goes_to, found)


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
    """Return what the conclusion says of the documents: there, or not there with what was wrong."""
    there = {m.part for m in found if m.state == OK}
    parts = {part for kind in demands().parts.values() for part in kind}
    return {part: {"received": "yes" if part in there else "no"} for part in sorted(parts)}


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
