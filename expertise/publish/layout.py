"""What every page of the site has: head, way to the content, menu, the other language, foot."""

from __future__ import annotations

import posixpath
import re
from datetime import date

from expertise.lexicon.site_words import SiteWords
from expertise.publish.markup import Child, Markup, tag
from expertise.publish.record import Texts
from expertise.publish.register import Register

LANGUAGES = ("ky", "ru")
_FEW = 3  # columns that fit on a phone
_OTHER = {"ru": "ky", "ky": "ru"}
#: Nothing from elsewhere, no script but ours, nobody may frame the pages.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'"
)
#: The menu: address within a language, name of its text.
MENU = (
    ("index.html", "menu-start"),
    ("drafts/index.html", "menu-drafts"),
    ("bodies/index.html", "menu-bodies"),
    ("factors/index.html", "menu-factors"),
    ("fields/index.html", "menu-fields"),
    ("indicators.html", "menu-indicators"),
    ("search.html", "menu-search"),
    ("data.html", "menu-data"),
)


class Frame:
    """One language of the site: its words, and how its pages lead to each other."""

    def __init__(self, register: Register, words: SiteWords, language: str) -> None:
        self.register = register
        self.language = language
        self._words = words

    def say(self, key: str, /, **values: object) -> str:
        """Return a text of the site in this language."""
        return self._words.say(key, self.language, **values)

    def pick(self, texts: Texts) -> Child:
        """Return a text in this language, else in the other one marked as such, else None."""
        if own := texts.get(self.language):
            return own
        other = texts.get(_OTHER[self.language])
        return tag("span", other, lang=_OTHER[self.language]) if other else None

    def plain(self, texts: Texts) -> str:
        """Return a text in this language, else in the other one, for places that hold no markup."""
        return texts.get(self.language) or texts.get(_OTHER[self.language]) or ""

    def title(self, texts: Texts) -> Child:
        """Return the title of a draft; one without a title says so."""
        return self.pick(texts) or self.say("untitled")

    def file(self, address: str) -> str:
        """Return the path of a page of this language: ``ru/drafts/index.html``."""
        return f"{self.language}/{address}"

    def page(
        self, address: str, heading: Child, *content: Child, title: str = "", search: bool = False
    ) -> bytes:
        """Return a whole page at ``address`` (within the language); ``search`` loads the scripts of it."""
        body = (
            tag("a", self.say("skip"), class_="skip", href="#main"),
            self._header(address),
            tag("main", tag("h1", heading), content, id_="main", tabindex="-1"),
            self._footer(address),
        )
        head = self._head(address, title or str(heading), search)
        return f"<!doctype html>\n{tag('html', head, tag('body', body), lang=self.language)}".encode()

    def href(self, address: str, target: str) -> str:
        """Return the way from a page of this language to ``target``, a path of the site; #marks stay."""
        return posixpath.relpath(target, posixpath.dirname(self.file(address)))

    def link(self, address: str, target: str, *content: Child, **attributes: str) -> Markup:
        """Return a link from a page to another page of this language."""
        return tag("a", content, href=self.href(address, self.file(target)), **attributes)

    def to_file(self, address: str, path: str, *content: Child) -> Markup:
        """Return a link from a page to a file of the site."""
        return tag("a", content, href=self.href(address, path))

    def _head(self, address: str, title: str, search: bool) -> Markup:
        other = _OTHER[self.language]
        scripts = (f"assets/index.{self.language}.js", "assets/search.js") if search else ()
        return tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", f"{title} - {self.say('site')}"),
            tag("link", rel="stylesheet", href=self.href(address, "assets/style.css")),
            tag("link", rel="icon", href=self.href(address, "assets/icon.svg")),
            tag("link", rel="alternate", hreflang=other, href=self.href(address, f"{other}/{address}")),
            tag(
                "link",
                rel="alternate",
                type_="application/atom+xml",
                title=self.say("site"),
                href=self.href(address, self.file("feed.atom")),
            ),
            (tag("script", src=self.href(address, path), defer=True) for path in scripts),
        )

    def _header(self, address: str) -> Markup:
        other = _OTHER[self.language]
        switch = tag(
            "a", self.say("other-language"), href=self.href(address, f"{other}/{address}"), lang=other,
            hreflang=other, class_="language",
        )  # fmt: skip
        items = (
            tag("li", self.link(address, target, self.say(name), **_current(target == address)))
            for target, name in MENU
        )
        return tag(
            "header",
            tag("p", self.link(address, "index.html", self.say("site")), class_="site"),
            switch,
            tag("nav", tag("ul", items), aria_label=self.say("menu")),
        )

    def _footer(self, address: str) -> Markup:
        note = None if self._words.reviewed else tag("p", self.say("unreviewed"))
        updated = self.register.updated
        moment = tag("p", self.say("updated", date=self.day(updated))) if updated else None
        return tag("footer", moment, note, tag("p", self.link(address, "data.html", self.say("foot-data"))))

    def day(self, moment: str) -> str:
        """Return the day of an ISO date or moment as people write it; what is no date stays as it is."""
        try:
            return f"{date.fromisoformat(moment[:10]):%d.%m.%Y}"
        except ValueError:
            return moment

    def facts(self, *pairs: tuple[str, Child]) -> Markup:
        """Return a list of names and values; what nobody said is left out."""
        told = ((self.say(name), value) for name, value in pairs if value not in (None, ""))
        return tag("dl", ((tag("dt", name), tag("dd", value)) for name, value in told))


def _current(here: bool) -> dict[str, str]:
    return {"aria_current": "page"} if here else {}


def table(caption: str, head: tuple[Child, ...], rows: list[tuple[Child, ...]]) -> Markup:
    """Return a table that a phone scrolls sideways, by keyboard too; first cells are headers of rows."""
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("thead", tag("tr", (tag("th", cell, scope="col") for cell in head))),
            tag("tbody", (tag("tr", tag("th", row[0], scope="row"), _cells(row[1:])) for row in rows)),
            class_="many" if len(head) > _FEW else None,
        ),
        class_="wide",
        tabindex="0",
        role="region",
        aria_label=caption,
    )


def _cells(cells: tuple[Child, ...]) -> list[Markup]:
    return [tag("td", cell) for cell in cells]


def framed(page: str, style: str) -> str:
    """Return a page for a frame of the desk: its style is in it, links that would lead nowhere are none."""
    head_end = page.index("</head>")
    body = re.sub(r' href="(?!#)[^"]*"', "", page[head_end:])
    return f"<!doctype html><html><head><meta charset='utf-8'><style>{style}</style>{body}"
