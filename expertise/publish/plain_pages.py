"""The start page, the indicators, the search and the page on data and signatures."""

from __future__ import annotations

from expertise.publish import figures
from expertise.publish.charts import Bar, bars
from expertise.publish.draft_pages import listed
from expertise.publish.keys import pem_of
from expertise.publish.layout import Frame, table
from expertise.publish.markup import Child, Markup, tag

_NEWEST = 10
START, INDICATORS, SEARCH, DATA = "index.html", "indicators.html", "search.html", "data.html"
#: Open data by path, each with the name of its text.
OFFERED = {
    "data/conclusions.jsonl": "data-conclusions",
    "data/conclusion.schema.json": "data-schema",
    "data/findings.csv": "data-findings",
    "data/drafts.csv": "data-drafts",
    "data/indicators.csv": "data-indicators",
    "data/register.xlsx": "data-register",
    "keys.json": "data-keys",
    "manifest.json": "data-manifest",
}


def start_page(frame: Frame) -> bytes:
    """Return the first page: what this is, search, figures, the newest conclusions."""
    newest = sorted(frame.register.dossiers, key=lambda d: d.moment, reverse=True)[:_NEWEST]
    return frame.page(
        START,
        frame.say("site"),
        tag("p", frame.say("start-about")),
        search_form(frame, START),
        tag("h2", frame.say("menu-indicators")),
        _shares(frame, "start"),
        tag("p", frame.link(START, INDICATORS, frame.say("all-indicators"))),
        tag("h2", frame.say("newest")),
        listed(frame, newest, START) if newest else tag("p", frame.say("drafts-none")),
    )


def _shares(frame: Frame, name: str) -> Markup:
    found = [share for share in figures.shares(frame.register) if share.whole]
    rows = [
        Bar(frame.say(f"share-{s.key}"), s.part, s.whole, f"{s.part} / {s.whole} ({s.percent})")
        for s in found
    ]
    if not rows:
        return tag("p", frame.say("indicators-none"))
    return tag("figure", bars(name, frame.say("menu-indicators"), rows))


def indicator_page(frame: Frame) -> bytes:
    """Return the indicators: charts, the same as tables, and what each of them counts."""
    records = [record for _, record in frame.register.records()]
    rows: list[tuple[Child, ...]] = [
        (frame.say(f"share-{s.key}"), s.part, s.whole, s.percent, frame.say(f"share-{s.key}-means"))
        for s in figures.shares(frame.register)
    ]
    names = ("indicator", "part", "whole", "share", "means")
    factors = {
        f"{name}. {frame.plain(frame.register.factors[name].name)}"
        if name in frame.register.factors
        else name: n
        for name, n in figures.by_factor(records).items()
    }
    levels = {frame.say(f"level-{name}"): n for name, n in figures.by_level(records).items()}
    return frame.page(
        INDICATORS,
        frame.say("menu-indicators"),
        tag("p", frame.say("indicators-about")),
        _shares(frame, "shares"),
        table(frame.say("indicators-table"), tuple(frame.say(f"column-{n}") for n in names), rows),
        _counted(frame, "factors", factors),
        _counted(frame, "levels", levels),
        _counted(frame, "years", figures.by_year(records)),
    )


def _counted(frame: Frame, name: str, counts: dict[str, int]) -> Child:
    if not any(counts.values()):
        return None
    most = max(counts.values())
    rows: list[tuple[Child, ...]] = list(counts.items())
    title = frame.say(f"chart-{name}")
    head = (frame.say(f"column-{name}"), frame.say("column-count"))
    drawn = bars(name, title, [Bar(label, n, most, str(n)) for label, n in counts.items()])
    return [tag("h2", title), tag("figure", drawn), table(title, head, rows)]


def search_form(frame: Frame, address: str) -> Markup:
    """Return the field of search; it leads to the search page, which works without a server."""
    return tag(
        "form",
        tag("label", frame.say("search-label"), for_="q"),
        tag("input", type_="search", id_="q", name="q", autocomplete="off"),
        tag("button", frame.say("search-go"), type_="submit"),
        role="search",
        method="get",
        action=frame.href(address, frame.file(SEARCH)),
    )


def search_page(frame: Frame) -> bytes:
    """Return the search: the script fills the list; without one the page says where else to look."""
    hint = tag("noscript", tag("p", frame.link(SEARCH, "drafts/index.html", frame.say("search-without"))))
    return frame.page(
        SEARCH,
        frame.say("menu-search"),
        tag("p", frame.say("search-about")),
        search_form(frame, SEARCH),
        tag(
            "p", "", id_="count", role="status", data_some=frame.say("search-some"),
            data_none=frame.say("search-none"), data_more=frame.say("search-more"),
        ),
        tag("ol", id_="results"),
        hint,
        search=True,
    )  # fmt: skip


def data_page(frame: Frame) -> bytes:
    """Return the page on open data, licence of use, keys and how to check that nothing was altered."""
    offered = (
        tag("li", frame.to_file(DATA, path, path), ": ", frame.say(key)) for path, key in OFFERED.items()
    )
    keys = [
        tag(
            "li",
            tag("code", key.fingerprint),
            tag("p", frame.say("key-since", date=frame.day(key.since))),
            tag("pre", pem_of(key).decode(), tabindex="0"),
        )
        for key in frame.register.ring
    ]
    feed = frame.link(DATA, "feed.atom", frame.say("feed"))
    return frame.page(
        DATA,
        frame.say("menu-data"),
        tag("p", frame.say("data-about")),
        tag("ul", offered, tag("li", feed)),
        tag("h2", frame.say("privacy")),
        tag("p", frame.say("privacy-about")),
        tag("h2", frame.say("verify")),
        tag("p", frame.say("verify-about")),
        tag("pre", "expertise verify SITE\nexpertise verify conclusion.json", tabindex="0"),
        tag("h2", frame.say("keys")),
        tag("ol", keys) if keys else tag("p", frame.say("keys-none")),
        tag("h2", frame.say("addresses")),
        tag("p", frame.say("addresses-about")),
    )
