"""Formulas of Word (Office Math) written in one line: «a/b», «√(x)», «x²»."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH = f"{M}oMath"
TEXT = f"{M}t"
RUN = f"{M}r"
Part = str | etree._Element
_PROPERTIES = frozenset({f"{M}rPr", f"{M}ctrlPr"})


def built(element: etree._Element) -> bool:
    """Tell whether an element of a formula sets its parts otherwise than one behind the other."""
    return element.tag in _FORMS


def parts(element: etree._Element) -> Iterator[Part]:
    """Yield the parts of a built element in the order of one line: signs, and elements to be read."""
    return _FORMS[str(element.tag)](element)


def _own(element: etree._Element, name: str) -> Iterator[Part]:
    found = element.find(f"{M}{name}")
    if found is not None:
        yield found


def _grouped(element: etree._Element, name: str) -> Iterator[Part]:
    """Yield a part, in brackets where it has more than one sign."""
    found = element.find(f"{M}{name}")
    if found is None:
        return
    single = sum(len(t.text or "") for t in found.iter(TEXT)) < 2
    yield from (found,) if single else ("(", found, ")")


def _sign(element: etree._Element, path: str, otherwise: str) -> str:
    found = element.find("/".join(f"{M}{name}" for name in path.split("/")))
    return otherwise if found is None else found.get(f"{M}val") or ""


def _fraction(element: etree._Element) -> Iterator[Part]:
    yield from _grouped(element, "num")
    yield "/"
    yield from _grouped(element, "den")


def _scripts(element: etree._Element) -> Iterator[Part]:
    yield from _own(element, "e")
    for name, sign in (("sub", "_"), ("sup", "^")):
        if element.find(f"{M}{name}") is not None:
            yield sign
            yield from _grouped(element, name)


def _radical(element: etree._Element) -> Iterator[Part]:
    yield from _own(element, "deg")
    yield "√"
    yield from _grouped(element, "e")


def _sum(element: etree._Element) -> Iterator[Part]:
    yield _sign(element, "naryPr/chr", "∫")
    for name, sign in (("sub", "_"), ("sup", "^")):
        found = element.find(f"{M}{name}")
        if found is not None and next(found.iter(TEXT), None) is not None:
            yield sign
            yield from _grouped(element, name)
    yield " "
    yield from _own(element, "e")


def _brackets(element: etree._Element) -> Iterator[Part]:
    yield _sign(element, "dPr/begChr", "(")
    for place, each in enumerate(element.findall(f"{M}e")):
        if place:
            yield _sign(element, "dPr/sepChr", "|")
        yield each
    yield _sign(element, "dPr/endChr", ")")


_FORMS = {
    f"{M}f": _fraction, f"{M}sSup": _scripts, f"{M}sSub": _scripts, f"{M}sSubSup": _scripts,
    f"{M}rad": _radical, f"{M}nary": _sum, f"{M}d": _brackets,
}  # fmt: skip
