"""From a signed statement and its examinations to the public record of a conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from expertise.act import label
from expertise.publish.record import (
    SCHEMA,
    Found,
    Record,
    Signer,
    Text,
    Texts,
    Unjudged,
    draft_address,
    name_of,
    version_address,
)
from expertise.review.examination import Examination
from expertise.review.page import who

#: Forms of conclusions on acts in force; all others are on drafts.
ACT_FORMS = frozenset({"prosecutor-act"})
Messages = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Said:
    """What the person who releases adds: version, fields of law, what the version corrects, the moment."""

    draft: str
    version: int
    released: str
    replaces: str = ""
    note: Texts = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    body: Texts = field(default_factory=dict)


def record(
    statement: Mapping[str, Any],
    done: Sequence[Examination],
    messages: Messages,
    said: Said,
    files: Mapping[str, str],
) -> Record:
    """Return the record of a conclusion; ``statement`` is the JSON of the signed one, ``files`` by digest.

    The names of source files stay out: people put names of people into them.
    """
    s = statement
    replaces = name_of(said.replaces) if said.replaces else ""
    return Record(
        schema=SCHEMA, id=name_of(version_address(said.draft, said.version)),
        draft=name_of(draft_address(said.draft)), key=said.draft, version=said.version, replaces=replaces,
        note=dict(said.note), released=said.released, kind="act" if s["form"] in ACT_FORMS else "draft",
        form=s["form"], type=s["kind"], title=s["title"], requisites=s["requisites"],
        body=_filled(s["initiator"]) or dict(said.body), fields=said.fields, number=s["number"],
        date=s["date"], level=s["level"], verdict=s["verdict"], method=s["method"],
        method_date=s["method_date"], lexicon=s["lexicon"], engine=s["engine"],
        texts=tuple(_text(source) for source in s["sources"]),
        unjudged=tuple(Unjudged(each["factor"], each["name"], each["reason"]) for each in s["limits"]),
        findings=tuple(_findings(s["items"], done, messages)), collisions=s["collisions"],
        differences=s["differences"], compared=s["compared"], remarks=s["remarks"],
        signers=tuple(Signer(p["role"], p["name"], p["post"]) for p in s["signatories"]),
        unreviewed=s["unreviewed"], override=s["override"], files=dict(files),
    )  # fmt: skip


def _filled(texts: Texts) -> dict[str, str]:
    return {tongue: text for tongue, text in texts.items() if text}


def _text(source: Mapping[str, Any]) -> Text:
    return Text(source["language"], source["sha256"], source["articles"], source["units"], source["passages"])


def _findings(
    items: Sequence[Mapping[str, Any]], done: Sequence[Examination], messages: Messages
) -> Iterator[Found]:
    eids: dict[str, dict[str, str]] = {each.act.language: _eids(each) for each in done}
    for item in items:
        place = item["place"]
        units = {tongue: eid for tongue, known in eids.items() if (eid := known.get(place.get(tongue, "")))}
        several = len(item["objections"]) > 1
        for count, objection in enumerate(item["objections"], start=1):
            yield Found(
                f"{item['number']}.{count}" if several else str(item["number"]), place, units,
                item["quotes"], objection["factor"], objection["name"], objection["clause"],
                objection["level"], objection["missing"], _who(done, units, objection["factor"], messages),
                objection["risk"], objection["cure"],
            )  # fmt: skip


def _eids(done: Examination) -> dict[str, str]:
    """Return the units of a text by the addresses the conclusion gives them."""
    return {label(done.act, unit): unit.eid for unit in reversed(done.act.units)}


def _who(
    done: Sequence[Examination], units: Mapping[str, str], factor: str, messages: Messages
) -> dict[str, str]:
    """Return who could use the norm, in the language of each text: its own words stand in it.

    Empty where the norm names no body.
    """
    found: dict[str, str] = {}
    for each in done:
        tongue = each.act.language
        for finding in each.findings:
            here = finding.factor == factor and finding.eid == units.get(tongue)
            if here and (said := who(finding, messages[tongue])):
                found.setdefault(tongue, said)
    return found
