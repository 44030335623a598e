"""The annotated copy as the drafter sends it back: replies to our comments and edits of the norms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from expertise.act import Act, Remark
from expertise.analysis.alignment import Alignment, align
from expertise.analysis.finding import Finding
from expertise.conclusion.annotated import comment
from expertise.conclusion.package import AUTHOR
from expertise.lexicon.intake import ACCEPTED, VerdictWords
from expertise.lexicon.lexicon import Lexicon
from expertise.review.examination import key

#: A comment at least as alike (0-100) is ours, whoever it says wrote it: Word may take names away.
_OURS = 85


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back on one finding; ``verdict`` is empty where the reply gives none.

    ``said`` are those words, ``author`` who wrote them. ``wording`` is the line of the norm as it stands now,
    empty where it was not touched or is gone. ``how`` is word, or tracked (edited without words).
    """

    key: str
    verdict: str
    reason: str
    wording: str
    how: str
    said: str = ""
    author: str = ""


def replies(
    returned: Act, sent: Act, findings: Sequence[Finding], lexicon: Lexicon, words: VerdictWords
) -> tuple[Reply, ...]:
    """Return the replies in a returned copy, in the order of ``findings``; none where nobody replied.

    ``sent`` is the text that was examined, ``findings`` those that were commented in its copy. Of several
    replies to one comment the last that gives a verdict counts.
    """
    threads = _threads(returned.remarks)
    mine = _matched(returned, findings, lexicon)
    alignment = align(sent, returned)
    return tuple(_replies(returned, findings, mine, threads, alignment, words))


def has_ours(returned: Act, findings: Sequence[Finding], lexicon: Lexicon) -> bool:
    """Tell whether a document holds any of our comments on these findings."""
    return bool(_matched(returned, findings, lexicon))


def name_of(finding: Finding) -> str:
    """Return the key of a finding as it was commented; an expert's own one has it for its id."""
    return key(finding) if finding.rule else finding.id


def _replies(
    returned: Act,
    findings: Sequence[Finding],
    mine: Mapping[int, Remark],
    threads: Mapping[str, Sequence[Remark]],
    alignment: Alignment,
    words: VerdictWords,
) -> Iterator[Reply]:
    for place, finding in enumerate(findings):
        touched, wording = _edited(finding, returned, alignment)
        thread = threads.get(mine[place].number, ()) if place in mine else ()
        read = [(*words.read(remark.text), remark) for remark in thread]
        if read:
            verdict, reason, remark = next((r for r in reversed(read) if r[0]), read[-1])
            told = reason if verdict else ""
            yield Reply(name_of(finding), verdict, told, wording, "word", remark.text, remark.author)
        elif touched:
            yield Reply(name_of(finding), ACCEPTED, "", wording, "tracked")


def _threads(remarks: Sequence[Remark]) -> dict[str, list[Remark]]:
    """Return the replies to each comment that opens a thread, replies to replies among them."""
    above = {remark.number: remark.parent for remark in remarks}
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        top, seen = remark.number, {remark.number}
        while (parent := above.get(top, "")) and parent not in seen:
            seen.add(parent)
            top = parent
        if top != remark.number and remark.author != AUTHOR and remark.text.strip():
            found.setdefault(top, []).append(remark)
    return {top: sorted(thread, key=lambda r: r.date) for top, thread in found.items()}


def _matched(returned: Act, findings: Sequence[Finding], lexicon: Lexicon) -> dict[int, Remark]:
    """Return our comment on each finding, by the finding's place; told by its words, then by the norm's."""
    tops = [remark for remark in returned.remarks if not remark.parent]
    scored = []
    for place, finding in enumerate(findings):
        expected = "\n".join(comment(finding, "", lexicon, returned.language).paragraphs)
        for order, remark in enumerate(tops):
            likeness = fuzz.ratio(expected, remark.text, score_cutoff=_OURS)
            if likeness:
                quoted = fuzz.ratio(finding.quote, remark.span.of(returned.text))
                scored.append((-likeness - quoted / 100, place, order))
    found: dict[int, Remark] = {}
    taken: set[int] = set()
    for _, place, order in sorted(scored):
        if place not in found and order not in taken:
            found[place] = tops[order]
            taken.add(order)
    return found


def _edited(finding: Finding, returned: Act, alignment: Alignment) -> tuple[bool, str]:
    """Tell whether the sentence of a finding was touched, and how its line reads now (empty: it is gone)."""
    span = finding.sentence or finding.span
    words = span.of(alignment.old.text)
    line = alignment.forward.get(alignment.old.line_at(span.start))
    if line is None:
        return True, ""
    now = returned.lines[line].span.of(returned.text)
    return (False, "") if words in now else (True, now)
