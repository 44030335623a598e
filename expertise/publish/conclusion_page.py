"""One released version of a conclusion, in plain words, finding by finding."""

from __future__ import annotations

from collections.abc import Iterator

from expertise.publish.layout import Frame
from expertise.publish.markup import Child, Markup, tag
from expertise.publish.record import Found, Record
from expertise.publish.register import CORRECTED, WITHDRAWN, Dossier, Outcome, Version

_KEY = 16  # signs of a fingerprint that are shown in the text; all of it stands on the data page


def mark_of(found: Found) -> str:
    """Return the name of a finding within its page."""
    return f"n{found.number.replace('.', '-')}"


def conclusion_page(frame: Frame, dossier: Dossier, version: Version) -> bytes:
    """Return the page of a version; a withdrawn one keeps its address and says when and why it went."""
    address = f"{version.address}.html"
    back = tag("p", frame.link(address, f"{dossier.address}/index.html", frame.say("to-draft")))
    if version.record is None:
        heading = frame.say("conclusion-withdrawn")
        return frame.page(address, heading, back, _status(frame, dossier, version, address))
    record = version.record
    heading = frame.say("conclusion-of", title=frame.plain(record.title) or frame.say("untitled"))
    return frame.page(
        address,
        heading,
        back,
        _status(frame, dossier, version, address),
        _facts(frame, record, version),
        tag("h2", frame.say("findings-title")),
        tag("p", frame.say("findings-about" if record.findings else "findings-none")),
        [_finding(frame, dossier, version, found, address) for found in record.findings],
        _texts(frame, record),
        _method(frame, record),
        _files(frame, version, address),
    )


def _status(frame: Frame, dossier: Dossier, version: Version, address: str) -> Child:
    notes: list[Child] = []
    if version.status == WITHDRAWN:
        told = frame.say("withdrawn-on", date=frame.day(version.ended))
        notes.append(tag("p", told, class_="notice"))
        notes.append(tag("p", frame.say("reason"), ": ", frame.pick(version.reason)))
    elif version.status == CORRECTED:
        last = dossier.versions[-1]
        newer = frame.link(address, f"{last.address}.html", frame.say("newer-version"))
        notes.append(tag("p", frame.say("corrected"), " ", newer, class_="notice"))
    if version.note:
        notes.append(tag("p", frame.say("correction"), ": ", frame.pick(version.note)))
    return notes


def _facts(frame: Frame, record: Record, version: Version) -> Markup:
    return frame.facts(
        ("type", frame.pick(record.type)),
        ("requisites", frame.pick(record.requisites)),
        ("body", frame.pick(record.body)),
        ("conclusion-number", frame.say("number-date", number=record.number, date=frame.day(record.date))),
        ("released", frame.day(record.released)),
        ("version", version.number),
        ("level", frame.say(f"level-{record.level}")),
        ("verdict", frame.say(f"verdict-{record.verdict}")),
    )


def _finding(frame: Frame, dossier: Dossier, version: Version, found: Found, address: str) -> Markup:
    mark = mark_of(found)
    heading = (f"{found.number}. ", frame.pick(found.place) or frame.say("whole-act"))
    is_newest = version is dossier.versions[-1]
    return tag(
        "article",
        tag("h3", heading, id_=f"{mark}-title"),
        tag(
            "p",
            frame.link(address, f"factors/{found.factor}.html", found.factor, ". ", frame.plain(found.name)),
            " ",
            tag("span", frame.say(f"level-{found.level}"), class_=f"level {found.level}"),
        ),
        _said(
            frame, "norm", tag("blockquote", _quote(frame, found)), _in_text(frame, version, found, address)
        ),
        _said(frame, "who", _paragraph(frame.pick(found.who)), _paragraph(frame.pick(found.risk))),
        _said(frame, "missing", _paragraph(frame.pick(found.missing))),
        _said(frame, "asked", _paragraph(frame.pick(found.cure))),
        _said(frame, "happened", *outcome_of(frame, dossier.outcome(found))) if is_newest else None,
        id_=mark,
        class_="finding",
        aria_labelledby=f"{mark}-title",
    )


def _said(frame: Frame, key: str, *content: Child) -> Child:
    """Return a named part of a finding, nothing where nothing is said."""
    said = [each for each in content if each]
    return [tag("h4", frame.say(f"finding-{key}")), said] if said else None


def _paragraph(content: Child) -> Child:
    return tag("p", content) if content else None


def _quote(frame: Frame, found: Found) -> Child:
    return frame.pick(found.quotes)


def _in_text(frame: Frame, version: Version, found: Found, address: str) -> Child:
    """Return links to the norm in the published texts, one a language."""
    links: list[Child] = []
    for tongue, eid in sorted(found.eids.items()):
        if f"text.{tongue}.json" in version.files:
            path = frame.file(f"{version.address}-text-{tongue}.html")
            href = f"{frame.href(address, path)}#{eid}"
            links += [" " if links else None, tag("a", frame.say(f"in-text-{tongue}"), href=href)]
    return tag("p", links) if links else None


def outcome_of(frame: Frame, outcome: Outcome) -> Iterator[Child]:
    """Yield what became of a finding, in words; «no answer yet» where there is none."""
    yield tag("p", tag("strong", frame.say(f"answer-{outcome.verdict or 'none'}")))
    if outcome.reason:
        yield tag("p", frame.say("answer-reason"), ": ", outcome.reason)
    if outcome.wording:
        yield tag("p", frame.say("answer-wording"), ": ", tag("q", outcome.wording))
    if outcome.fate:
        yield tag("p", frame.say(f"fate-{outcome.fate}"))
    if outcome.promise in ("met", "broken"):
        yield tag("p", frame.say(f"promise-{outcome.promise}"))


def _texts(frame: Frame, record: Record) -> list[Child]:
    found: list[Child] = []
    told = {"collisions": record.collisions, "differences": record.differences, "remarks": record.remarks}
    for name, texts in told.items():
        words = frame.pick(texts)
        if words:
            found += [tag("h2", frame.say(name)), tag("p", words, class_="typed")]
    return found


def _method(frame: Frame, record: Record) -> Markup:
    examined = (
        frame.say(f"examined-{t.language}", articles=t.articles, units=t.units, passages=t.passages)
        for t in record.texts
    )
    unjudged = (
        tag("li", f"{each.factor}. ", frame.pick(each.name), ": ", frame.pick(each.reason))
        for each in record.unjudged
    )
    return tag(
        "section",
        tag("h2", frame.say("examined")),
        tag("ul", (tag("li", line) for line in examined)),
        tag("p", frame.say("compared" if record.compared else "not-compared")),
        frame.facts(
            ("method", frame.pick(record.method)),
            ("lexicon", record.lexicon[:_KEY]),
            ("engine", record.engine),
        ),
        tag("p", frame.say("override"), ": ", frame.pick(record.override)) if record.override else None,
        (tag("h3", frame.say("unjudged")), tag("ul", unjudged)) if record.unjudged else None,
    )


def _files(frame: Frame, version: Version, address: str) -> Markup:
    folder = f"files/{version.address}"
    names = [*version.files, "conclusion.json"]
    signed = {each.target: each for each in version.attached}
    key = version.signature.fingerprint if version.signature else ""
    return tag(
        "section",
        tag("h2", frame.say("files")),
        tag("ul", (tag("li", _file(frame, f"{folder}/{name}", address)) for name in names)),
        [
            tag(
                "p",
                frame.to_file(address, f"{folder}/{each.name}", each.name),
                ": ",
                frame.say("outside-checked" if each.checked else "outside-unchecked", target=target),
            )
            for target, each in signed.items()
        ],
        tag("p", frame.say("signed-by", name=key[:_KEY])) if key else None,
        tag("p", frame.link(address, "data.html", frame.say("how-to-verify"))),
        tag("p", frame.say("lasting-name"), " ", tag("code", version.uri)),
    )


def _file(frame: Frame, path: str, address: str) -> list[Child]:
    name = path.rpartition("/")[2]
    kind, _, rest = name.partition(".")
    tongue, _, form = rest.rpartition(".")
    said = frame.say(f"file-{kind}", language=frame.say(f"tongue-{tongue}") if tongue else "")
    return [frame.to_file(address, path, f"{said.strip()} ({form or rest})")]
