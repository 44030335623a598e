"""The index of the search in the browser: one script a language, loaded from a file as from a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from expertise.publish.conclusion_page import mark_of
from expertise.publish.layout import Frame

#: Letters that people leave out or type differently; the script folds what is typed in the same way.
_FOLDED = str.maketrans("ңүөёһґ", "нуоехг")
_BREAK = re.compile(r"[^\w]+")
_SNIPPET = 160  # code points of a norm that are shown under a hit


def folded(text: str) -> str:
    """Return the words of a text as they are searched: small letters, ң ү ө ё as н у о е, spaces between."""
    return _BREAK.sub(" ", text.casefold().translate(_FOLDED)).strip()


def index(frame: Frame) -> bytes:
    """Return the script with the index: [title, words shown, address, words searched] of each hit."""
    data = json.dumps(list(_hits(frame)), ensure_ascii=False, separators=(",", ":"))
    safe = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.EXPERTISE_INDEX={safe};\n".encode()


def _hits(frame: Frame) -> Iterator[list[str]]:
    for dossier, record in frame.register.records():
        title = frame.plain(record.title) or frame.say("untitled")
        both = " ".join((*record.title.values(), *record.body.values(), *record.requisites.values()))
        fields = (frame.plain(frame.register.fields[n]) for n in record.fields if n in frame.register.fields)
        words = folded(" ".join((both, record.number, *fields)))
        yield [title, frame.plain(record.body), f"{dossier.address}/index.html", words]
        page = f"{dossier.versions[-1].address}.html"
        for found in record.findings:
            said = (*found.quotes.values(), found.factor, *found.name.values(), frame.plain(found.risk))
            place = frame.plain(found.place) or frame.say("whole-act")
            quote = frame.plain(found.quotes)
            shown = quote if len(quote) <= _SNIPPET else f"{quote[:_SNIPPET].rpartition(' ')[0]} …"
            words = folded(" ".join((*said, frame.plain(found.cure))))
            yield [f"{place}: {title}", shown, f"{page}#{mark_of(found)}", words]
    for name, factor in frame.register.factors.items():
        words = folded(" ".join((name, *factor.name.values(), *factor.about.values())))
        yield [f"{name}. {frame.plain(factor.name)}", "", f"factors/{name}.html", words]
