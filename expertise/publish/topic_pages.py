"""The site by body, by factor and by field of law: what of each kind was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from expertise.publish import figures
from expertise.publish.conclusion_page import mark_of
from expertise.publish.draft_pages import body_slug, listed
from expertise.publish.layout import Frame, table
from expertise.publish.markup import Child, Markup, tag
from expertise.publish.record import Record
from expertise.publish.register import Dossier

Held = Sequence[tuple[Dossier, Record]]


def topics(frame: Frame) -> Iterator[tuple[str, bytes]]:
    """Yield address and page of every body, factor and field, and of the three lists."""
    held = list(frame.register.records())
    yield from _bodies(frame, held)
    yield from _factors(frame, held)
    yield from _fields(frame, held)


def _bodies(frame: Frame, held: Held) -> Iterator[tuple[str, bytes]]:
    by_body: dict[str, list[tuple[Dossier, Record]]] = {}
    for dossier, record in held:
        if frame.plain(record.body):
            by_body.setdefault(body_slug(record), []).append((dossier, record))
    names = {slug: frame.plain(group[-1][1].body) for slug, group in by_body.items()}
    order = sorted(by_body, key=lambda slug: names[slug].casefold())
    yield from _topic(frame, "bodies", {slug: (names[slug], by_body[slug]) for slug in order})


def _fields(frame: Frame, held: Held) -> Iterator[tuple[str, bytes]]:
    groups = {
        name: (frame.plain(texts), [pair for pair in held if name in pair[1].fields])
        for name, texts in frame.register.fields.items()
    }
    yield from _topic(frame, "fields", groups)


def _topic(frame: Frame, kind: str, groups: Mapping[str, tuple[str, Held]]) -> Iterator[tuple[str, bytes]]:
    index = f"{kind}/index.html"
    rows: list[tuple[Child, ...]] = []
    for name, (title, held) in groups.items():
        if not held:
            continue
        address = f"{kind}/{name}.html"
        rows.append((frame.link(index, address, title), *_counts(held)))
        lists = listed(frame, (dossier for dossier, _ in held), address)
        levels = figures.by_level(record for _, record in held)
        told = ((f"level-{level}", count) for level, count in levels.items())
        yield address, frame.page(address, title, frame.facts(*told), lists)
    head = tuple(frame.say(f"column-{name}") for name in (kind, "conclusions", "findings"))
    content: Child = (
        table(frame.say(f"menu-{kind}"), head, rows) if rows else tag("p", frame.say("topic-none"))
    )
    yield index, frame.page(index, frame.say(f"menu-{kind}"), tag("p", frame.say(f"{kind}-about")), content)


def _counts(held: Held) -> tuple[int, int]:
    return len(held), sum(len(record.findings) for _, record in held)


def _factors(frame: Frame, held: Held) -> Iterator[tuple[str, bytes]]:
    counts = figures.by_factor(record for _, record in held)
    index = "factors/index.html"
    rows: list[tuple[Child, ...]] = []
    for name, factor in frame.register.factors.items():
        address = f"factors/{name}.html"
        title = f"{name}. {frame.plain(factor.name)}"
        rows.append((frame.link(index, address, title), counts.get(name, 0)))
        found = _places(frame, held, name, address)
        yield address, frame.page(address, title, tag("p", frame.pick(factor.about)), found)
    head = (frame.say("column-factor"), frame.say("column-findings"))
    content = table(frame.say("menu-factors"), head, rows)
    yield index, frame.page(index, frame.say("menu-factors"), tag("p", frame.say("factors-about")), content)


def _places(frame: Frame, held: Held, factor: str, address: str) -> Markup:
    lines = []
    for dossier, record in held:
        page = frame.href(address, frame.file(f"{dossier.versions[-1].address}.html"))
        for found in record.findings:
            if found.factor == factor:
                place = frame.plain(found.place) or frame.say("whole-act")
                link = tag("a", frame.plain(record.title), ", ", place, href=f"{page}#{mark_of(found)}")
                lines.append(tag("li", link, tag("p", frame.pick(found.risk))))
    return tag("ul", lines) if lines else tag("p", frame.say("topic-none"))
