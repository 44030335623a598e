"""What a person types into a conclusion, field by field: checked, then put together in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from expertise import service_conclusion as conclusions
from expertise import service_forms
from expertise.errors import WrongUse
from expertise.lexicon.terms import LANGUAGES
from expertise.review.journal import Entry
from expertise.review.state import fold
from expertise.review.typed import settled
from expertise.service_desk import Desk

#: The action of an entry that holds typed fields.
ACTION = "requisites"
LINES = ("initiator", "ground", "place")
AREAS = ("subject", "collisions", "differences", "remarks")
RECEIVED = ("yes", "no", "none")
ROLES = ("expert", "head")
#: Longer than any part of a conclusion; what is longer was pasted by mistake.
MAX_TYPED = 20_000


def type_in(desk: Desk, draft: str, body: Mapping[str, Any], *, outdated: bool = False) -> dict[str, Any]:
    """Enter typed fields and return ``seq``, the journal's number of it; it is on the disk then.

    ``body["values"]`` maps a field's path to its text: ``number``, ``date`` (ISO or empty), ``form``,
    ``verdict``, ``initiator/ru``, ``papers/ID/received``, ``papers/ID/note/ru``, ``signatories/ROLE/name``,
    ``signatories/ROLE/post/ru``. Other parts of the same requisite stay as they are. The same
    ``client`` again changes nothing, without one the entry gets a name of its own; texts that are there
    already enter nothing, unless ``outdated`` says that others follow: then the entry is known when it comes
    again behind them. Raises WrongUse: ``bad-request``, ``unknown-draft``, ``store-unwritable``.
    """
    desk.store.require(draft)
    client, values = str(body.get("client") or ""), _values(body)
    people = _people(desk, draft) if any(path.startswith("signatories/") for path in values) else {}

    def payload(entries: Sequence[Entry]) -> dict[str, Any]:
        return merged(fold(entries).requisites, values, people)

    state = desk.state(draft)
    said = merged(state.requisites, values, people)
    if not outdated and all(state.requisites.get(name) == value for name, value in said.items()):
        return {"seq": state.seq}
    return {"seq": desk.store.enter(draft, desk.person, "requisites", payload, client).seq}


def merged(
    said: Mapping[str, Any], values: Mapping[str, str], people: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the requisites that ``values`` change, whole: what was ``said`` with the new texts in it.

    ``people`` are the signatories as they stand while nobody typed any.
    """
    found: dict[str, Any] = {}
    for path, text in values.items():
        name, *rest = path.split("/")
        before = found.get(name, said.get(name))
        if name == "signatories":
            before = {**people, **(before or {})}
        found[name] = _put(before, rest, text)
    return found


def _put(before: Any, rest: Sequence[str], text: str) -> Any:
    if not rest:
        return text
    held = before if isinstance(before, Mapping) else {}
    if rest == ["name"]:  # a person has one name in both languages
        return {**held, "name": dict.fromkeys(LANGUAGES, text)}
    return {**held, rest[0]: _put(held.get(rest[0]), rest[1:], text)}


def _people(desk: Desk, draft: str) -> dict[str, dict[str, Any]]:
    made = conclusions.statement(desk, draft)
    return {each.role: {"name": dict(each.name), "post": dict(each.post)} for each in made.signatories}


def _values(body: Mapping[str, Any]) -> dict[str, str]:
    values = body.get("values")
    if not isinstance(values, dict) or not values:
        raise WrongUse("bad-request", detail="values")
    found = {}
    for path, text in values.items():
        if not isinstance(text, str) or len(text) > MAX_TYPED:
            raise WrongUse("bad-request", detail=f"{path[:80]}: > {MAX_TYPED}")
        found[path] = settled(text)
        if not _fits(path.split("/"), found[path]):
            raise WrongUse("bad-request", detail=path[:80])
    return found


def _fits(path: Sequence[str], text: str) -> bool:
    """Tell whether there is such a field and whether it can hold this text."""
    match path:
        case ["number"]:
            return True
        case ["date"]:
            return not text or _is_day(text)
        case ["form"]:
            return text in service_forms.known_forms()
        case ["verdict"]:
            return text in ("", *conclusions.VERDICTS)
        case ["papers", paper, *rest]:
            known = any(kind.id == paper for kind in service_forms.papers())
            return known and (text in RECEIVED if rest == ["received"] else _is_pair(rest, "note"))
        case ["signatories", role, *rest]:
            return role in ROLES and (rest == ["name"] or _is_pair(rest, "post"))
        case [name, language]:
            return name in (*LINES, *AREAS) and language in LANGUAGES
    return False


def _is_pair(rest: Sequence[str], name: str) -> bool:
    return len(rest) == 2 and rest[0] == name and rest[1] in LANGUAGES


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
