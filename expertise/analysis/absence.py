"""What a whole act lacks: told once per act, never of an excerpt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from expertise.act import Act, Role, Span
from expertise.lexicon.rules import Rule
from expertise.norms.extract import Reading
from expertise.norms.norm import Norm

#: Actions by which a body decides about persons; an act without them needs no safeguards of its own.
DECISIONS = frozenset(
    [
        "issue",
        "refuse",
        "suspend",
        "revoke",
        "seize",
        "sanction",
        "allocate",
        "select",
        "register",
        "certify",
        "restrict",
        "recognise",
        "exempt",
        "dismiss",
        "appoint",
        "approve",
        "accept",
        "extend",
        "delegate",
        "decide",
        "inspect",
    ]
)

#: Share of public norms from which on an act is one of public law (codes of private law stay below).
_PUBLIC_LAW = 0.25


def absences(act: Act, reading: Reading, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Norm, Span]]:
    """Yield the rules of absence that hold for the act, with its first deciding norm and where to say so.

    A rule speaks when at least ``rule.absent.at_least`` norms of public bodies decide something, no sentence
    of the act fills any of the slots it names, and the act is of a kind it is asked of. The place is the
    act's title.
    """
    public = [n for n in reading.norms if n.relation == "public"]
    if len(public) < _PUBLIC_LAW * len(reading.norms):
        return
    deciding = [n for n in public if n.action in DECISIONS]
    filled = {
        name
        for passages in reading.by_article.values()
        for passage in passages
        for name, _ in passage.slots()
    }
    for rule in rules:
        absent = rule.absent
        if absent and absent.kinds and act.requisites.type and act.requisites.type not in absent.kinds:
            continue
        if absent and len(deciding) >= absent.at_least and not filled.intersection(absent.slots):
            yield rule, deciding[0], _title(act, deciding[0])


def _title(act: Act, norm: Norm) -> Span:
    """Return the place of the act's title: the longest front line that is part of it, else the norm."""
    title = act.requisites.title.casefold()
    spans = [line.span for line in act.lines if line.role is Role.FRONT]
    parts = [span for span in spans if title and span.of(act.text).casefold() in title]
    return max(parts, key=len, default=norm.passage.span)
