"""The list of drafts, the page of each, and the texts as they were examined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from expertise.publish.conclusion_page import mark_of
from expertise.publish.layout import Frame, table
from expertise.publish.markup import Child, Markup, tag
from expertise.publish.record import Record
from expertise.publish.register import Discussion, Dossier, Impact, Version

LIST = "drafts/index.html"


def draft_list(frame: Frame) -> bytes:
    """Return the page of all drafts and acts, newest release first."""
    held = sorted(frame.register.dossiers, key=lambda d: d.moment, reverse=True)
    content = listed(frame, held, LIST) if held else tag("p", frame.say("drafts-none"))
    return frame.page(LIST, frame.say("menu-drafts"), tag("p", frame.say("drafts-about")), content)


def listed(frame: Frame, dossiers: Iterable[Dossier], address: str) -> Markup:
    """Return drafts as a list: title, body, verdict, how many findings."""
    return tag("ul", (tag("li", _line(frame, each, address)) for each in dossiers), class_="drafts")


def _line(frame: Frame, dossier: Dossier, address: str) -> Iterator[Child]:
    record = dossier.record
    target = f"{dossier.address}/index.html"
    if record is None:
        yield frame.link(address, target, frame.say("conclusion-withdrawn"))
        yield tag("p", frame.say("withdrawn-on", date=frame.day(dossier.versions[-1].ended)))
        return
    yield frame.link(address, target, frame.title(record.title))
    told = [frame.plain(record.body), frame.day(record.date), frame.say(f"verdict-{record.verdict}")]
    count = frame.say("findings-count", count=len(record.findings))
    yield tag("p", "; ".join(part for part in (*told, count) if part))


def draft_page(frame: Frame, dossier: Dossier) -> bytes:
    """Return the page of a draft: what stands, what became of the findings, what else belongs to it."""
    address = f"{dossier.address}/index.html"
    record = dossier.record
    if record is None:
        heading = frame.say("conclusion-withdrawn")
        return frame.page(address, heading, _versions(frame, dossier, address))
    conclusion = f"{dossier.versions[-1].address}.html"
    return frame.page(
        address,
        frame.title(record.title),
        _facts(frame, record, address),
        tag("h2", frame.say("conclusion")),
        tag("p", frame.link(address, conclusion, frame.say("read-conclusion"))),
        _findings(frame, dossier, record, address),
        _discussion(frame, dossier, dossier.discussion, address) if dossier.discussion else None,
        _impact(frame, dossier, dossier.impact, address) if dossier.impact else None,
        _versions(frame, dossier, address),
        title=frame.plain(record.title) or frame.say("untitled"),
    )


def _facts(frame: Frame, record: Record, address: str) -> Markup:
    body = frame.pick(record.body)
    fields = [frame.register.fields[name] for name in record.fields if name in frame.register.fields]
    links: list[Child] = []
    for name, texts in zip(record.fields, fields, strict=False):
        links += [", " if links else None, frame.link(address, f"fields/{name}.html", frame.plain(texts))]
    return frame.facts(
        ("type", frame.pick(record.type)),
        ("requisites", frame.pick(record.requisites)),
        ("body", frame.link(address, f"bodies/{body_slug(record)}.html", body) if body else None),
        ("fields", links or None),
        ("level", frame.say(f"level-{record.level}")),
        ("verdict", frame.say(f"verdict-{record.verdict}")),
    )


def body_slug(record: Record) -> str:
    """Return the name of the page of a body: the same for the same name, however it is spaced or cased."""
    from hashlib import sha256

    name = record.body.get("ky") or record.body.get("ru") or ""
    return sha256(" ".join(name.casefold().split()).encode()).hexdigest()[:12]


def _findings(frame: Frame, dossier: Dossier, record: Record, address: str) -> Child:
    if not record.findings:
        return tag("p", frame.say("findings-none"))
    page = f"{dossier.versions[-1].address}.html"
    rows: list[tuple[Child, ...]] = [
        (
            tag(
                "a", frame.plain(found.place) or frame.say("whole-act"), href=_to(frame, address, page, found)
            ),
            f"{found.factor}. {frame.plain(found.name)}",
            frame.say(f"level-{found.level}"),
            frame.say(f"answer-{dossier.outcome(found).verdict or 'none'}"),
        )
        for found in record.findings
    ]
    names = ("column-norm", "column-factor", "column-level", "column-answer")
    return table(frame.say("findings-title"), tuple(frame.say(name) for name in names), rows)


def _to(frame: Frame, address: str, page: str, found: object) -> str:
    from expertise.publish.record import Found

    assert isinstance(found, Found)
    return f"{frame.href(address, frame.file(page))}#{mark_of(found)}"


def _discussion(frame: Frame, dossier: Dossier, held: Discussion, address: str) -> Markup:
    counts = {name: held.totals.get(name, 0) for name in ("proposals", "accepted", "partly", "rejected")}
    rows = [_proposal(row) for row in held.rows.get(frame.language, ())]
    names = ("number", "norm", "proposal", "verdict", "reason")
    head = tuple(frame.say(f"proposal-{name}") for name in names)
    return tag(
        "section",
        tag("h2", frame.say("discussion")),
        tag("p", frame.say("discussion-totals", **counts)),
        table(frame.say("discussion"), head, rows) if rows else None,
        _links(frame, f"files/{dossier.address}/discussion", held.files, address),
    )


def _proposal(row: Mapping[str, object]) -> tuple[Child, ...]:
    """Return the cells of a proposal; what holds several lines has a paragraph for each."""
    return tuple(_cell(row.get(name)) for name in ("number", "norm", "proposal", "verdict", "reason"))


def _cell(value: object) -> Child:
    if isinstance(value, list | tuple):
        return [tag("p", str(each)) for each in value]
    return str(value or "")


def _impact(frame: Frame, dossier: Dossier, held: Impact, address: str) -> Markup:
    items = (
        tag(
            "li", frame.pick(item.text), ": ", frame.say("impact-there" if item.found else "impact-not-there")
        )
        for item in held.items
    )
    files = {held.name: held.data} if held.data else {}
    return tag(
        "section",
        tag("h2", frame.say("impact")),
        tag("p", frame.say("impact-complete" if held.complete else "impact-incomplete")),
        tag("ul", items),
        _links(frame, f"files/{dossier.address}/impact", files, address),
        None if files else tag("p", frame.say("impact-unpublished")),
    )


def _links(frame: Frame, folder: str, files: Mapping[str, bytes], address: str) -> Child:
    if not files:
        return None
    return tag("ul", (tag("li", frame.to_file(address, f"{folder}/{name}", name)) for name in files))


def _versions(frame: Frame, dossier: Dossier, address: str) -> Markup:
    lines = (tag("li", _version(frame, each, address)) for each in reversed(dossier.versions))
    return tag("section", tag("h2", frame.say("versions")), tag("ul", lines))


def _version(frame: Frame, version: Version, address: str) -> Iterator[Child]:
    told = frame.say("version-line", number=version.number, date=frame.day(version.at))
    yield frame.link(address, f"{version.address}.html", told)
    yield f": {frame.say(f'status-{version.status}')}"
    if version.note:
        yield from (". ", frame.pick(version.note))
    if version.ended:
        yield from (". ", frame.say("reason"), ": ", frame.pick(version.reason))


def text_pages(frame: Frame, dossier: Dossier, version: Version) -> Iterator[tuple[str, bytes]]:
    """Yield address and page of each text that was released with a version; findings lead into it."""
    for name, data in version.files.items():
        if name.startswith("text.") and name.endswith(".json"):
            text = json.loads(data)
            address = f"{version.address}-text-{text['language']}.html"
            back = tag("p", frame.link(address, f"{version.address}.html", frame.say("to-conclusion")))
            body = tag("div", _lines(text["lines"]), lang=text["language"], class_="act")
            yield address, frame.page(address, text["title"] or frame.say("untitled"), back, body)


def _lines(lines: list[list[str]]) -> Iterator[Markup]:
    seen: set[str] = set()
    for eid, kind, words in lines:
        name = None if eid in seen or not eid else eid
        seen.add(eid)
        yield tag("p", words, id_=name, class_="heading" if kind == "heading" else None)
