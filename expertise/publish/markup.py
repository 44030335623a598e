"""HTML and SVG as values: what is no Markup is text and comes out escaped, always."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset(("meta", "link", "img", "input", "br", "hr"))
#: Elements whose end a reader of the source wants on a line of its own.
_BLOCKS = frozenset(
    (
        "html", "head", "body", "header", "footer", "main", "nav", "section", "article", "ul", "ol", "li",
        "p", "h1", "h2", "h3", "table", "caption", "thead", "tbody", "tr", "dl", "dt", "dd", "div", "figure",
        "blockquote", "meta", "link", "title", "script", "svg", "rect", "text", "form",
    )
)  # fmt: skip


class Markup(str):
    """A text that is markup already."""

    __slots__ = ()


Child = str | int | Iterable["Child"] | None


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Return an element; a name in Python that HTML spells otherwise ends with _ or has _ for -.

    An attribute that is None or False is left out, True stands without a value.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{said}>\n" if name in _BLOCKS else f"<{name}{said}>")
    end = "\n" if name in _BLOCKS else ""
    return Markup(f"<{name}{said}>{joined(children)}</{name}>{end}")


def joined(children: Child) -> Markup:
    """Return children one after the other: text escaped, markup as it is, None left out."""
    if children is None:
        return Markup("")
    if isinstance(children, Markup):
        return children
    if isinstance(children, str | int):
        return Markup(escape(str(children), quote=False))
    return Markup("".join(joined(child) for child in children))


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
