"""What a signed conclusion would look like in public, and what to look at before it is released.

Nothing is entered or kept here: files are cleaned, the record is drawn up, warnings are gathered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from expertise import settings
from expertise.act import Act, Role
from expertise.conclusion.statement import Texts, canonical
from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.fields import Names, load_names
from expertise.publish import drawing_up
from expertise.publish.hidden import cleaned, traces
from expertise.publish.hidden_pdf import found
from expertise.publish.record import Record, version_address
from expertise.review.examination import Examination, unpacked
from expertise.review.journal import Entry
from expertise.review.releases import releases, restricted
from expertise.review.store import now
from expertise.review.typed import settled
from expertise.service_conclusion import signed_files
from expertise.service_desk import Desk
from expertise.service_forms import known_forms
from expertise.service_privacy import Piece, personal

_EXAMINATIONS = "inputs/examinations/"
_TEXTS = "inputs/texts/"
_KEPT = 16  # clean files of some conclusions


@dataclass(frozen=True, slots=True)
class Releasing:
    """What a person says when releasing.

    ``name`` is who releases, the person of the desk when empty. ``confirmed`` is the reason why personal data
    in the conclusion may be public, ``note`` what a later version corrects. ``documents`` publishes the
    examined Word files too, cleaned.
    """

    name: str = ""
    note: Texts = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    confirmed: str = ""
    documents: bool = True


@dataclass(frozen=True, slots=True)
class Warnings:
    """What to look at before a release.

    ``restricted`` is the reason why the draft must stay inside, ``personal`` the pieces that look like
    personal data, ``unreviewed`` counts strings that no authority has approved, ``later`` tells that
    decisions changed after the signature, ``hidden`` names what is taken out of the files, ``left_out`` the
    examined files that cannot be cleaned and so are not published.
    """

    restricted: str
    personal: tuple[Piece, ...]
    unreviewed: int
    later: bool
    hidden: Mapping[str, tuple[str, ...]]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Signed:
    """A signed conclusion as its archive holds it."""

    entry: Entry
    statement: Mapping[str, Any]
    done: tuple[Examination, ...]
    files: Mapping[str, bytes]

    @property
    def sources(self) -> dict[str, bytes]:
        """Return the examined files by language, those that are Word files."""
        held = {
            name.removeprefix(_TEXTS): data for name, data in self.files.items() if name.startswith(_TEXTS)
        }
        formats: dict[str, str] = {each.act.language: each.act.format for each in self.done}
        return {
            language: data
            for name, data in held.items()
            if formats.get(language := name.partition("/")[0]) == "docx"
        }


@cache
def fields() -> Names:
    """Return the fields of law that a release can name. Raises BadLexicon."""
    return load_names(settings.lexicons() / "fields")


def last_signed(desk: Desk, draft: str) -> Entry:
    """Return the conclusion that would be released. Raises WrongUse ``release-unsigned``."""
    signed = desk.state(draft).signed
    if not signed:
        raise WrongUse("release-unsigned", draft=draft)
    return signed[-1]


def signed_conclusion(desk: Desk, entry: Entry) -> Signed:
    """Return a signed conclusion from its archive. Raises UnreadableFile as ``signed_files`` does."""
    files = signed_files(desk, entry)
    done = (unpacked(data) for name, data in sorted(files.items()) if name.startswith(_EXAMINATIONS))
    return Signed(entry, json.loads(files["statement.json"]), tuple(done), files)


def warnings(desk: Desk, draft: str) -> Warnings:
    """Return what to look at before releasing the last signed conclusion of a draft.

    Raises WrongUse ``release-unsigned``; UnreadableFile for an archive that is lost or altered.
    """
    signed = signed_conclusion(desk, last_signed(desk, draft))
    state = desk.state(draft)
    _, hidden, left_out = _prepared(signed, documents=True)
    return Warnings(
        restricted(desk.store.entries(draft)), tuple(personal_in(signed)), signed.statement["unreviewed"],
        not state.is_signed, hidden, left_out,
    )  # fmt: skip


def personal_in(signed: Signed) -> Iterator[Piece]:
    """Yield what looks like personal data in the words that would be published; signatures are none."""
    said = {k: v for k, v in signed.statement.items() if k not in ("signatories", "limits", "method")}
    yield from personal(_texts_in(said))
    for each in signed.done:
        yield from personal([line.span.of(each.act.text) for line in each.act.lines], law=True)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts_in(each)


def _prepared(
    signed: Signed, *, documents: bool
) -> tuple[dict[str, bytes], dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the clean files by name, what was hidden in each, and the documents that could not be cleaned.

    Raises WrongUse ``hidden-left`` where the conclusion itself cannot be cleaned.
    """
    files: dict[str, bytes] = {}
    hidden: dict[str, tuple[str, ...]] = {}
    left_out = []
    for name, data in sorted(signed.files.items()):
        if name.startswith("conclusion.") and "/" not in name:
            files[name], hidden[name] = _clean(data, name, _authorities(signed))
    for language, data in signed.sources.items() if documents else ():
        name = f"draft.{language}.docx"
        try:
            files[name], hidden[name] = _clean(data, name)
        except (WrongUse, UnreadableFile):
            left_out.append(name)
    for each in signed.done:
        files[f"text.{each.act.language}.json"] = canonical(_text(each.act))
    return files, {name: found for name, found in hidden.items() if found}, tuple(left_out)


def _authorities(signed: Signed) -> tuple[str, ...]:
    """Return who may stand as the author of a conclusion: the authority itself, in both languages."""
    form = known_forms().get(signed.statement["form"])
    return tuple(form.texts["authority"].values()) if form else ()


@lru_cache(_KEPT)
def _clean(data: bytes, name: str, authors: tuple[str, ...] = ()) -> tuple[bytes, tuple[str, ...]]:
    """Return a file without hidden data, and what was hidden; a person looks first and releases then."""
    if name.endswith(".pdf"):  # made by us: PDF/A without hidden data, or this program is broken
        if left := found(data, authors):
            raise WrongUse("hidden-left", file=name, detail=", ".join(left))
        return data, ()
    return cleaned(data, name), tuple(dict.fromkeys(traces(data, name)))


def _text(act: Act) -> dict[str, Any]:
    lines = [
        [act.units[line.unit].eid, "heading" if line.role is Role.HEADING else "", line.span.of(act.text)]
        for line in act.lines
    ]
    return {"language": act.language, "title": act.requisites.title, "lines": lines}


def drawn(desk: Desk, draft: str, signed: Signed, said: Releasing) -> tuple[Record, dict[str, bytes]]:
    """Return the record and the clean files as they would be released now; nothing is kept.

    Raises WrongUse ``hidden-left`` where the conclusion itself cannot be cleaned.
    """
    files, _, _ = _prepared(signed, documents=said.documents)
    past = releases(desk.store.entries(draft))
    digests = {name: sha256(data).hexdigest() for name, data in files.items()}
    bodies: dict[str, str] = {
        each.act.language: each.act.requisites.body for each in signed.done if each.act.requisites.body
    }
    replaces = version_address(draft, past[-1].version) if past else ""
    extra = drawing_up.Said(
        draft, len(past) + 1, now(), replaces, both(said.note), tuple(said.fields), bodies
    )
    made = drawing_up.record(signed.statement, signed.done, desk.lexicon.messages, extra, digests)
    return made, files


def both(texts: Texts) -> dict[str, str]:
    """Return a note in both languages: one that was not written is the other's words; none for empty ones."""
    said = {tongue: settled(text) for tongue, text in texts.items() if settled(text)}
    return {tongue: said.get(tongue) or next(iter(said.values())) for tongue in ("ru", "ky")} if said else {}
