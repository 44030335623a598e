"""The act page: all that a reader needs of one text, as JSON that is fetched once.

Offsets are UTF-16 units of a line here, as browsers count; everywhere else they are code points of the act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from expertise.act import Act, Kind, Role, Span, Unit, label
from expertise.analysis.finding import Finding
from expertise.analysis.wording import mechanism
from expertise.corpus.work import State
from expertise.lexicon.choices import Reason
from expertise.lexicon.lexicon import Lexicon
from expertise.review.examination import Examination, key

_HEADS = frozenset({Kind.DIVISION, Kind.SECTION, Kind.CHAPTER, Kind.SUBCHAPTER, Kind.ANNEX})
_OPENS = _HEADS | {Kind.ARTICLE, Kind.PREAMBLE}
_DEPTH = {Kind.POINT: 1, Kind.SUBPOINT: 2, Kind.PARAGRAPH: 1, Kind.TABLE: 1}
_BMP = "\uffff"
_HEADING_LENGTH = 90
#: The factor of what two languages of one draft say differently.
BILINGUAL = "E1"
#: The check of references to other acts, which a corpus decides.
_REFERENCES = "C-REF-05"


def page(
    document: str, done: Examination, other: Examination | None, lexicon: Lexicon, reasons: Sequence[Reason]
) -> dict[str, Any]:
    """Return the page of one text; ``other`` is the same draft in the other language, None without it."""
    act = done.act
    cases = case_numbers(done.findings)
    paired = twins(done, other)
    return {
        "document": document, "language": act.language, "title": act.requisites.title,
        "sections": list(sections(act)), "lines": [line_record(act, n) for n in range(len(act.lines))],
        "findings": [finding_record(act, f, cases[f.eid], paired, lexicon) for f in done.findings],
        "cases": _cases(done, cases), "other": _other(done, other),
        **method(lexicon, reasons, seen(lexicon, [done], compared=other is not None)),
    }  # fmt: skip


def method(lexicon: Lexicon, reasons: Sequence[Reason], told: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    """Return what every page says of the method; ``told`` is what ``seen`` gives."""
    unseen = {f.id: told.get(f.id) or dict(f.expert_only or f.partly or {}) for f in lexicon.factors.values()}
    return {
        "factors": {
            f.id: {"name": dict(f.name), "about": dict(f.about), "clause": f.clause}
            for f in lexicon.factors.values()
        },
        "reasons": [{"id": r.id, "text": dict(r.text), "free": r.free} for r in reasons],
        "limits": [{"factor": name, "reason": reason} for name, reason in unseen.items() if reason],
    }


def seen(lexicon: Lexicon, done: Sequence[Examination], *, compared: bool) -> dict[str, dict[str, str]]:
    """Return by factor what was judged apart from the rules and how far that sees, in both languages.

    These are the two languages of a draft where they were ``compared``, and references to other acts: in
    which corpus the texts that are ``done`` had them looked up, or that they were not.
    """
    found: dict[str, dict[str, str]] = {}
    if compared:
        found[BILINGUAL] = {tongue: words["compare-limits"] for tongue, words in lexicon.messages.items()}
    states = dict.fromkeys(each.corpus for each in done)
    check = lexicon.collisions.checks.get(_REFERENCES)
    if states and check:
        factor = lexicon.factors[check.factor]
        for tongue, words in lexicon.messages.items():
            looked = "; ".join(_looked_up(state, words) for state in states)
            partly = (factor.partly or {}).get(tongue, "")
            found.setdefault(factor.id, {})[tongue] = f"{partly} ({looked})" if partly else looked
    return found


def _looked_up(state: State | None, words: Mapping[str, str]) -> str:
    if state is None:
        return words["not-looked-up"]
    return words["looked-up"].format_map(state.said("%d.%m.%Y"))


def case_numbers(findings: Sequence[Finding]) -> dict[str, int]:
    """Return the number of the case at each unit: findings of one unit are decided together."""
    return {eid: number for number, eid in enumerate(dict.fromkeys(f.eid for f in findings))}


def utf16(text: str, offset: int) -> int:
    """Return ``offset`` (code points of ``text``) in UTF-16 units."""
    return offset + sum(sign > _BMP for sign in text[:offset])


def code_point(text: str, offset: int) -> int:
    """Return ``offset`` (UTF-16 units of ``text``) in code points; past the end gives the length."""
    units = 0
    for place, sign in enumerate(text):
        if units >= offset:
            return place
        units += 2 if sign > _BMP else 1
    return len(text)


def marks(act: Act, span: Span) -> list[list[int]]:
    """Return a span as pieces of lines: [line, start, end], offsets in UTF-16 units of the line."""
    found = []
    for place in range(act.line_at(span.start), len(act.lines)):
        own = act.lines[place].span
        if own.start >= span.end:
            break
        start, end = max(own.start, span.start), min(own.end, span.end)
        if start < end:
            text = own.of(act.text)
            found.append([place, utf16(text, start - own.start), utf16(text, end - own.start)])
    return found


def line_record(act: Act, place: int) -> dict[str, Any]:
    """Return one line: words ``t``, role ``r``, unit ``e``, depth ``d``, begin of the body ``b``."""
    line = act.lines[place]
    unit = act.units[line.unit]
    text = line.span.of(act.text)
    depth = 0 if line.role in (Role.HEADING, Role.FRONT) else _DEPTH.get(unit.kind, 0)
    return {
        "t": text, "r": line.role.value, "e": unit.eid, "d": depth,
        "b": utf16(text, max(0, line.body - line.span.start)),
    }  # fmt: skip


def sections(act: Act) -> Iterator[dict[str, Any]]:
    """Yield the contents: every line belongs to the nearest heading, article or annex above it.

    What stands behind the last article (the signature) belongs to the section it follows.
    """
    seen: Counter[str] = Counter()
    for owner, group in groupby(range(len(act.lines)), key=_section_of(act)):
        places = list(group)
        unit = act.units[owner]
        seen[unit.eid] += 1
        yield {
            "eid": unit.eid if seen[unit.eid] == 1 else f"{unit.eid}~{seen[unit.eid]}",
            "kind": unit.kind.value, "label": label(act, unit), "heading": _heading(act, unit, places[0]),
            "depth": sum(a.kind in _HEADS for a in act.ancestors(unit)[1:]),
            "first": places[0], "last": places[-1] + 1,
        }  # fmt: skip


def _section_of(act: Act) -> Callable[[int], int]:
    owners = _owners(act)
    found: list[int] = []
    for line in act.lines:
        owner = owners[line.unit]
        found.append(found[-1] if owner == 0 and found else owner)
    return found.__getitem__


def _owners(act: Act) -> list[int]:
    """Return for each unit the index of its section; an act without articles opens at its points."""
    opens = _OPENS if any(u.kind is Kind.ARTICLE for u in act.units) else _OPENS | {Kind.POINT}
    owners: list[int] = []
    for place, unit in enumerate(act.units):
        above = owners[unit.parent] if unit.parent >= 0 else 0
        inside = act.units[above].kind in (Kind.ARTICLE, Kind.POINT)
        is_open = unit.kind in opens and not inside
        owners.append(place if is_open or unit.parent < 0 else above)
    return owners


def _heading(act: Act, unit: Unit, first: int) -> str:
    if unit.heading is not None:
        return unit.heading.of(act.text).replace("\n", " ")
    if unit.parent < 0:
        return act.requisites.title
    line = act.lines[first]
    text = act.text[line.body : line.span.end]
    return text if len(text) <= _HEADING_LENGTH else text[:_HEADING_LENGTH].rpartition(" ")[0] + " …"


def _cases(done: Examination, cases: Mapping[str, int]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"eid": eid, "label": "", "findings": []} for eid in cases]
    for place, f in enumerate(done.findings):
        case = found[cases[f.eid]]
        case["label"] = f.label
        case["findings"].append(place)
    return found


def finding_record(
    act: Act, finding: Finding, case: int, paired: Mapping[str, str], lexicon: Lexicon
) -> dict[str, Any]:
    """Return one finding with all that its card says; ``paired`` holds its counterpart by key."""
    name = key(finding)
    return {
        "key": name, "case": case, "factor": finding.factor, "level": finding.level,
        "severity": finding.severity, "confidence": finding.confidence, "parts": dict(finding.parts),
        "eid": finding.eid, "label": finding.label, "quote": finding.quote,
        "norm": (finding.sentence or finding.span).of(act.text),
        "who": {tongue: who(finding, words) for tongue, words in lexicon.messages.items()},
        "why": mechanism(finding, lexicon.messages), "recommendation": dict(finding.recommendation),
        "missing": list(finding.missing), "searched": list(finding.searched), "rule": finding.rule,
        "title": dict(lexicon.title(finding.rule)), "marks": marks(act, finding.span),
        "twins": [paired[name]] if name in paired else [],
    }  # fmt: skip


def who(finding: Finding, words: Mapping[str, str]) -> str:
    """Return who gains what power over whom, as far as the norm names it; empty where it names no body."""
    power = finding.power
    if "body" not in power:
        return ""
    does = words[f"value-action-{power['action']}"] if "action" in power else ""
    if "modality" in power:
        does = words["power-may"].format(action=does) if does else words["power-may-alone"]
    # In «»: the act's own words keep the case they have there.
    over = words["power-over"].format(person=power["person"]) if "person" in power else ""
    body = f"«{power['body']}»"
    return "; ".join(part for part in (f"{body}: {does}" if does else body, over) if part)


def twins(done: Examination, other: Examination | None) -> dict[str, str]:
    """Return for each finding of ``done`` the one of the same factor and unit in the other language, by keys.

    Where the two languages have different numbers of them nobody can tell which belongs to which: none.
    """
    ours, theirs = _by_place(done), _by_place(other) if other else {}
    found: dict[str, str] = {}
    for place, keys in ours.items():
        if len(keys) == len(theirs.get(place, ())):
            found.update(zip(keys, theirs[place], strict=True))
    return found


def _by_place(done: Examination) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for f in done.findings:
        found.setdefault((f.eid, f.factor), []).append(key(f))
    return found


def _other(done: Examination, other: Examination | None) -> dict[str, str]:
    """Return the text of each unit with findings in the other language, by eId."""
    if other is None:
        return {}
    wanted = {f.eid for f in done.findings}
    texts: dict[str, list[str]] = {}
    for line in other.act.lines:
        eid = other.act.units[line.unit].eid
        if eid in wanted:
            texts.setdefault(eid, []).append(line.span.of(other.act.text))
    return {eid: "\n".join(lines) for eid, lines in texts.items()}
