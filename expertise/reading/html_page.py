"""What of a web page is not the act: scripts, navigation, lists of links, hidden elements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

# Never shown as text of the page.
SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "applet", "svg", "math", "canvas",
     "audio", "video", "button", "select", "datalist", "textarea", "rp", "rt", "del", "map")
)  # fmt: skip
_FURNITURE = frozenset(("nav", "footer", "dialog", "menu"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alert"))
_BOXES = frozenset(("div", "ul", "ol", "table", "td", "section", "aside", "center", "header", "dl"))
_NAMES = frozenset(
    ("menu", "nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "sidebar", "footer", "toc",
     "contents",
     "content-list", "pagination", "pager", "toolbar", "share", "login", "banner", "cookie", "cookies")
)  # fmt: skip
_CLASSES_HIDDEN = frozenset(("sr-only", "visually-hidden", "d-none", "noprint", "no-print", "print-hidden"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MOSTLY, _PARTLY = 0.8, 0.4  # share of a box's text that is links
_LINKS = 4  # links that make a list of them
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(slots=True)
class Weight:
    """Signs of text below an element, those of them in links, and the number of links."""

    text: int = 0
    linked: int = 0
    links: int = 0


def weigh(root: etree._Element) -> dict[etree._Element, Weight]:
    """Return the weight of every element of a page, in one pass."""
    weights: dict[etree._Element, Weight] = {}
    for element in root.iterdescendants():
        weights[element] = Weight(_length(element.text))
    weights[root] = Weight(_length(root.text))
    for element in reversed(list(root.iterdescendants())):
        own = weights[element]
        tag = element.tag
        if tag == "a" and element.get("href"):
            own.linked, own.links = own.text, own.links + bool(own.text)
        parent = element.getparent()
        if parent is None:
            continue
        above = weights[parent]
        above.text += _length(element.tail)
        if tag not in SILENT:
            above.text += own.text
            above.linked += own.linked
            above.links += own.links
    return weights


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def is_furniture(element: etree._Element, weight: Weight) -> bool:
    """Tell whether an element serves the page and not the act: navigation, a list of links, a footer."""
    if element.tag in _FURNITURE or (element.get("role") or "").lower() in _ROLES:
        return True
    if element.tag not in _BOXES or not weight.text:
        return False
    share = weight.linked / weight.text
    if weight.links >= _LINKS and share >= _MOSTLY:
        return True
    return weight.links > 1 and share >= _PARTLY and not _NAMES.isdisjoint(_named(element))


def _named(element: etree._Element) -> set[str]:
    names = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    whole = set(_WORD.findall(names))
    return whole | {part for name in whole for part in name.split("-")}


def is_hidden(element: etree._Element) -> bool:
    """Tell whether the page itself hides an element."""
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").lower() == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
        or not _CLASSES_HIDDEN.isdisjoint((element.get("class") or "").split())
    )
