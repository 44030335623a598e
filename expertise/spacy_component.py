"""The expertise as a component of a spaCy pipeline: ``spacy.blank("ky").add_pipe("expertise")``.

It fills ``doc.spans["expertise"]`` (label: factor, ``kb_id`` and ``id``: code of the rule) and
``doc._.expertise``, the findings as in the JSON interface of ``check`` (see README) with spans of
``doc.text``. The text is read as an excerpt: nothing is judged that only a whole act can show.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from spacy.language import Language as Pipeline
from spacy.tokens import Doc, SpanGroup

from expertise.analysis.check import check
from expertise.errors import UnreadableFile
from expertise.lexicon.lexicon import load_lexicon
from expertise.reading import read_text
from expertise.settings import lexicons

if TYPE_CHECKING:
    from expertise.act import Act, Language

#: Name of the factory, of the span group and of the extension.
NAME = "expertise"


class Expertise:
    """Checks one document after the other; a blank document gets no findings.

    ``everything`` takes also findings behind ``--all``. It holds no lexicon, so that it may be pickled for
    ``nlp.pipe(..., n_process=2)``.
    """

    def __init__(self, language: Language, methodology: str, everything: bool) -> None:
        self._language, self._methodology, self._everything = language, methodology, everything

    def __call__(self, doc: Doc) -> Doc:
        """Fill in the findings and return the document."""
        records = list(self._records(doc.text))
        group = SpanGroup(doc, name=NAME)
        for found in records:
            start, end = found["span"]
            span = doc.char_span(
                start, end, label=found["factor"], kb_id=found["rule"], span_id=found["rule"],
                alignment_mode="expand",
            )  # fmt: skip
            if span is not None:
                group.append(span)
        doc.spans[NAME] = group
        doc._.expertise = records
        return doc

    def _records(self, text: str) -> list[dict[str, Any]]:
        try:
            act = replace(read_text(text, excerpt=True), language=self._language)
        except UnreadableFile:  # nothing but blanks
            return []
        result = check(act, load_lexicon(lexicons(), self._methodology), excerpt=True)
        found = result.findings if self._everything else result.shown()
        return [{**f.record(), "span": list(_source(act, f.span.start, f.span.end))} for f in found]


def _source(act: Act, start: int, end: int) -> tuple[int, int]:
    """Return where ``act.text[start:end]`` stands in the text that was read: reading settles blanks."""
    return _offset(act, start), _offset(act, end - 1) + 1


def _offset(act: Act, place: int) -> int:
    """Return the source offset of one character; one that reading composed stands behind its neighbour."""
    index = max(0, bisect_right(act.pieces, place, key=lambda piece: piece.start) - 1)
    piece = act.pieces[index]
    return piece.offset + min(place, piece.end) - piece.start


@Pipeline.factory(NAME, default_config={"methodology": "kg-working", "everything": False})
def create(nlp: Pipeline, name: str, methodology: str, everything: bool) -> Expertise:
    """Make the component for a pipeline; raises ValueError unless the pipeline is ``ru`` or ``ky``."""
    if nlp.lang not in ("ru", "ky"):
        raise ValueError(f"expertise reads ru and ky, this pipeline is {nlp.lang!r}")
    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, default=[])
    return Expertise(cast("Language", nlp.lang), methodology, everything)
