"""Releasing a signed conclusion to the public, its withdrawal, and what goes with both.

A release is made by a named person, of a signed conclusion, once. Its files are cleaned of hidden data, its
record is signed with the office's key, and all of it is kept; the site is made of what is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from expertise.conclusion.statement import Texts
from expertise.errors import WrongUse
from expertise.publish import keys
from expertise.publish.envelope import signed as sign_record
from expertise.review import releases as told
from expertise.review.journal import Entry
from expertise.review.releases import releases, restricted, standing
from expertise.review.typed import one_line, settled
from expertise.service_clearing import (
    Releasing,
    Signed,
    both,
    drawn,
    fields,
    last_signed,
    personal_in,
    signed_conclusion,
)
from expertise.service_desk import Desk
from expertise.service_keys import ring, signer


def release(desk: Desk, draft: str, said: Releasing, phrase: str = "") -> Entry:
    """Release the last signed conclusion of a draft; the same one again returns the entry of the first time.

    Raises WrongUse: ``release-unsigned``, ``release-restricted``, ``release-name``, ``release-field``,
    ``release-personal`` without a reason why personal data may be public, ``correction-note`` where a later
    version says nothing of what it corrects, ``journal-moved``, and what cleaning and keys raise.
    """
    entries = desk.store.entries(draft)
    entry = last_signed(desk, draft)
    past = releases(entries)
    name = _permitted(desk, draft, said)
    now_stands = standing(past)
    if now_stands and now_stands.sign == entry.seq:
        return next(e for e in entries if e.seq == now_stands.seq)
    note = both(said.note)
    if past and not note:
        raise WrongUse("correction-note")
    signed = signed_conclusion(desk, entry)
    found = list(personal_in(signed))
    if found and not settled(said.confirmed):
        shown = "; ".join(piece.words for piece in found[:3])
        raise WrongUse("release-personal", count=len(found), words=shown)
    payload = _payload(desk, draft, signed, said, phrase)

    def entered(moved: list[Entry]) -> Mapping[str, Any]:
        if restricted(moved) or len(releases(moved)) != len(past) or standing(releases(moved)) != now_stands:
            raise WrongUse("journal-moved")
        return payload

    return desk.store.enter(draft, name, told.RELEASE, entered)


def _permitted(desk: Desk, draft: str, said: Releasing) -> str:
    """Return the name of who releases; refuse what must not be released."""
    if reason := restricted(desk.store.entries(draft)):
        raise WrongUse("release-restricted", reason=reason)
    for each in said.fields:
        if each not in fields().names:
            raise WrongUse("release-field", field=each, known=", ".join(fields().names))
    return _named(desk, said.name)


def _named(desk: Desk, name: str) -> str:
    found = one_line(name) or desk.person
    if not found or found == "-":
        raise WrongUse("release-name")
    return found


def _payload(desk: Desk, draft: str, signed: Signed, said: Releasing, phrase: str) -> dict[str, Any]:
    """Clean, draw up, sign and keep a release; return what the journal says of it."""
    key = signer(desk.store, phrase)
    made, files = drawn(desk, draft, signed, said)
    signature = sign_record(made.plain(), key)
    for data in files.values():
        desk.store.keep(data)
    return {
        "sign": signed.entry.seq, "number": made.number, "date": made.date, "note": dict(made.note),
        "record": desk.store.keep(made.data()), "files": dict(made.files), "fields": list(made.fields),
        "confirmed": settled(said.confirmed), "public": signature.public, "signature": signature.value,
    }  # fmt: skip


def recall(desk: Desk, draft: str, reason: Texts, name: str = "", version: int = 0) -> Entry:
    """Withdraw the release that stands, or an earlier ``version``; its address stays and says why.

    What was withdrawn can be released anew, as a later version. Raises WrongUse: ``recall-nothing``,
    ``recall-reason``, ``release-name``.
    """
    why = both(reason)
    if not why:
        raise WrongUse("recall-reason")

    def entered(moved: list[Entry]) -> Mapping[str, Any]:
        past = releases(moved)
        named = [each for each in past if each.version == version and not each.recall]
        gone = next(iter(named), None) if version else standing(past)
        if gone is None:
            raise WrongUse("recall-nothing", draft=draft)
        return {"release": gone.seq, "reason": why}

    return desk.store.enter(draft, _named(desk, name), told.RECALL, entered)


def restrict(desk: Desk, draft: str, reason: str, *, on: bool = True) -> Entry:
    """Say that a draft must stay inside, or (``on`` False) that it may leave; both with a reason.

    Raises WrongUse: ``restrict-reason``, ``restrict-released`` while a release of it stands.
    """
    why = settled(reason)
    if not why:
        raise WrongUse("restrict-reason")

    def entered(moved: list[Entry]) -> Mapping[str, Any]:
        if on and standing(releases(moved)):
            raise WrongUse("restrict-released", draft=draft)
        return {"on": on, "reason": why}

    return desk.store.enter(draft, desk.person, told.RESTRICT, entered)


@dataclass(frozen=True, slots=True)
class Attaching:
    """A signature made outside: the released file it signs (``target``), its own name and bytes.

    ``consent`` says that whoever is named in its certificate agrees to be public; ``key`` is the file of a
    public key to check it with, the office's own keys are tried without one.
    """

    target: str
    name: str
    data: bytes
    consent: bool = False
    key: bytes = b""


def attach(desk: Desk, draft: str, said: Attaching) -> Entry:
    """Attach a signature made outside to a file of the release that stands.

    An Ed25519 signature (64 bytes, raw or base64) is checked; any other is published as not checked by us.
    Raises WrongUse: ``recall-nothing`` without a release, ``attach-target``, ``attach-name``,
    ``attach-consent``, ``attach-wrong`` for one that does not fit the file; UnreadableFile ``not-a-key``.
    """
    stands = standing(releases(desk.store.entries(draft)))
    if stands is None:
        raise WrongUse("recall-nothing", draft=draft)
    if said.target not in stands.files:
        raise WrongUse("attach-target", target=said.target, known=", ".join(stands.files))
    ending = one_line(said.name).rpartition(".")[2].lower()
    if ending not in ("p7s", "sig"):
        raise WrongUse("attach-name", file=said.name)
    if ending == "p7s" and not said.consent:
        raise WrongUse("attach-consent", file=said.name)
    key = _checked(desk, desk.store.file(stands.files[said.target]), said)
    payload = {
        "release": stands.seq, "target": said.target, "name": f"{said.target}.{ending}",
        "sha256": desk.store.keep(said.data), "checked": bool(key), "key": key,
    }  # fmt: skip
    return desk.store.enter(draft, desk.person, told.SIGNATURE, payload)


def _checked(desk: Desk, file: bytes, said: Attaching) -> str:
    """Return the fingerprint of the key an Ed25519 signature holds with, empty for any other signature."""
    raw = keys.sized(said.data, keys.SIGNATURE_BYTES)
    if not raw:
        if said.key:
            raise WrongUse("attach-wrong", file=said.name)
        return ""
    given = (
        [keys.PublicKey(keys.public_of_file(said.key, said.name), "")] if said.key else [*ring(desk.store)]
    )
    for key in given:
        if keys.holds(key.public, file, keys.in_base64(raw)):
            return key.fingerprint
    raise WrongUse("attach-wrong", file=said.name)
