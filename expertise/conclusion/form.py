"""The words of a conclusion in one language, ready to print: the .docx and the PDF lay out the same context.

Everything in the context is a string, a list of strings or a list of flat mappings, so that a lawyer who
edits the Word template meets names and loops only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from expertise.conclusion.statement import Item, Objection, Paper, Signatory, Source, Statement, Texts
from expertise.lexicon.forms import Form
from expertise.lexicon.messages import load_messages
from expertise.review.typed import settled
from expertise.settings import lexicons

#: The parts that are printed with a number; part 10 of the method (rejected findings) never is.
PARTS = (
    "requisites", "origin", "papers", "subject", "method",
    "findings", "collisions", "differences", "assessment",
)  # fmt: skip
#: Those of them that hold norms, in their order: the numbers of norms run through.
PARTED = ("findings", "collisions", "differences")
_OTHER = {"ru": "ky", "ky": "ru"}
_RUNNING = 110  # code points of the title in the header of a page: two lines at most
_LEXICON = 12  # signs of a hash that are printed; the record holds all of it
_HASH = re.compile(r"[0-9a-f]{32,}")


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of a form in one language, and what was typed as it is printed."""

    form: Form
    language: str

    def say(self, key: str, **values: object) -> str:
        """Return one text of the form with its values filled in."""
        return self.form.say(key, self.language, **values)

    def named(self, group: str, name: str) -> str:
        """Return the text ``group-name``; an empty or unknown name is not stated."""
        key = f"{group}-{name}"
        return self.say(key if key in self.form.texts else "not-stated")

    def pick(self, texts: Texts) -> str:
        """Return the text of the language, else of the other one, else nothing."""
        return settled(texts.get(self.language, "")) or settled(texts.get(_OTHER[self.language], ""))

    def lines(self, texts: Texts) -> list[str]:
        """Return what was typed line by line, without empty ones."""
        return [line.strip() for line in self.pick(texts).split("\n") if line.strip()]

    def day(self, value: str) -> str:
        """Return an ISO date in words; what is no date stays as it is."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return settled(value)
        month = self.form.months[self.language][day.month - 1]
        return self.say("date", day=day.day, month=month, year=day.year)


def context(statement: Statement, form: Form, language: str) -> dict[str, Any]:
    """Return all that the conclusion in ``language`` prints, part by part, without any layout.

    A text that nobody wrote in the language is printed in the other one. Norms are numbered in the order in
    which they are printed; a norm with objections of several parts stands in each of them, see part_of().
    """
    words = Words(form, language)
    title = quoted(words.pick(statement.title))
    parts = {part: f"{place}. {words.say(f'part-{part}')}" for place, part in enumerate(PARTS, start=1)}
    return {
        "language": language,
        "preview": "" if statement.signed else words.say("preview"),
        "authority": words.say("authority"),
        "heading": words.say("heading"),
        "subheading": _subheading(words, statement, title),
        "running": _short(title),
        "issued_place": words.pick(statement.place),
        "issued_date": words.day(statement.date) if statement.date else words.say("blank-date"),
        "issued_number": words.say("number", number=settled(statement.number) or "________"),
        "part": {**parts, "signatures": words.say("part-signatures")},
        "column": _group(words, "column"),
        "label": _group(words, "label"),
        **_front(statement, words),
        **_method(statement, words),
        **_found(statement, words),
        **_end(statement, words),
    }


def part_of(factor: str, form: Form) -> str:
    """Return the part that prints the objections of a factor: findings, collisions or differences."""
    if factor in form.differences:
        return "differences"
    return "collisions" if factor in form.collisions else "findings"


def quoted(text: str) -> str:
    """Return a text in «»; what stands in them already stays, and two closing signs are never printed."""
    if not text or (text[0] == "«" and text[-1] == "»" and text.count("«") == text.count("»") == 1):
        return text
    closed = text.endswith("»") and text.count("«") == text.count("»")
    return f"«{text}" if closed else f"«{text}»"


def _group(words: Words, group: str) -> dict[str, str]:
    """Return the texts ``group-some-name`` by names a template can write: ``some_name``."""
    prefix = f"{group}-"
    return {
        key.removeprefix(prefix).replace("-", "_"): words.say(key)
        for key in words.form.texts
        if key.startswith(prefix)
    }


def _subheading(words: Words, statement: Statement, title: str) -> str:
    kind, known = words.pick(statement.kind).casefold(), words.form.kinds[words.language]
    said = words.pick(statement.requisites)
    issued = (phrase for (name, body), phrase in known.items() if name == kind and body and body in said)
    phrase = next(issued, known.get((kind, ""), ""))
    key = "subheading" if phrase else "subheading-plain"
    values = {"kind": phrase, "title": title} if phrase else {"title": title}
    return " ".join(words.say(key, **values).split())


def _short(title: str) -> str:
    if len(title) <= _RUNNING:
        return title
    return f"{title[:_RUNNING].rpartition(' ')[0].rstrip(' ,.;:-')} …"


def _pairs(words: Words, values: Mapping[str, str]) -> list[dict[str, str]]:
    """Return label and value of everything that is stated."""
    return [{"label": words.say(f"label-{key}"), "value": value} for key, value in values.items() if value]


def _front(statement: Statement, words: Words) -> dict[str, Any]:
    title = words.pick(statement.title)
    requisites = {
        "kind": words.pick(statement.kind),
        "title": quoted(title),
        "requisites": words.pick(statement.requisites),
    }
    missing = words.say("not-stated")
    origin = {
        "initiator": words.pick(statement.initiator) or missing,
        "ground": words.pick(statement.ground) or missing,
    }
    # Where no package belongs to the act, only what somebody spoke of is told.
    told = [p for p in statement.papers if words.form.package or p.received != "none" or words.pick(p.note)]
    papers = [_paper(number, paper, words) for number, paper in enumerate(told, start=1)]
    return {
        "requisites": _pairs(words, requisites),
        "origin": _pairs(words, origin),
        "papers": papers,
        "papers_none": "" if papers else words.say("papers-none"),
        "subject": words.lines(statement.subject) or [missing],
    }


def _paper(number: int, paper: Paper, words: Words) -> dict[str, str]:
    return {
        "number": str(number), "name": words.pick(paper.name),
        "received": words.named("received", paper.received), "note": words.pick(paper.note),
    }  # fmt: skip


def _method(statement: Statement, words: Words) -> dict[str, Any]:
    lexicon = settled(statement.lexicon)
    method = {
        "method": words.pick(statement.method),
        "method-date": words.day(statement.method_date),
        "lexicon": lexicon[:_LEXICON] if _HASH.fullmatch(lexicon) else lexicon,
        "engine": settled(statement.engine),
    }
    limits = [
        {"name": _named(limit.factor, words.pick(limit.name)), "reason": going_on(words.pick(limit.reason))}
        for limit in statement.limits
    ]
    sources = [_source(source, words) for source in statement.sources]
    return {
        "method": _pairs(words, method),
        "examined": words.say("examined" if sources else "examined-nothing"),
        "sources": sources,
        "limits_lead": words.say("limits") if limits else "",
        "limits": limits,
    }


def going_on(text: str) -> str:
    """Return a sentence as it goes on after a colon: small first letter, no full stop; «ГИК» stays «ГИК»."""
    small = text[:1].lower() if text[1:2].islower() else text[:1]
    return f"{small}{text[1:]}".removesuffix(".")


def _source(source: Source, words: Words) -> dict[str, Any]:
    figures = {"units": source.units, "passages": source.passages}
    counts = (
        words.say("source-counts", articles=source.articles, **figures)
        if source.articles
        else words.say("source-counts-plain", **figures)
    )
    file = words.say("source-file", file=settled(source.file), sha256=source.sha256)
    return {
        "name": words.say(f"source-{source.language}"),
        "counts": counts,
        "file": file,
        "warnings": _warnings(source.warnings, words.language),
    }


def _warnings(codes: Sequence[str], language: str) -> list[str]:
    """Return what the reader warned of: what was not read, without what a person at the desk could do."""
    if not codes:
        return []
    messages = load_messages(lexicons() / "messages")[language]
    told = [messages.get(f"printed-{code}", messages.get(f"warning-{code}", code)) for code in codes]
    return list(dict.fromkeys(told))


def _found(statement: Statement, words: Words) -> dict[str, Any]:
    parted: dict[str, list[dict[str, Any]]] = {part: [] for part in PARTED}
    number = 0
    for part, printed in parted.items():
        for item in statement.items:
            if said := tuple(o for o in item.objections if part_of(o.factor, words.form) == part):
                number += 1
                one = replace(item, objections=said)
                printed.append(_item(number, one, words, both=part == "differences"))
    collisions, differences = words.lines(statement.collisions), words.lines(statement.differences)
    if not collisions and not parted["collisions"]:
        collisions = [words.say("collisions-none")]
    if not statement.compared:
        differences.insert(0, words.say("not-compared"))
    else:
        figures = statement.comparison
        bare = not differences and not parted["differences"] and not (figures and figures.found)
        counts = [words.say("compared-counts", **asdict(figures))] if figures else []
        differences = [words.say("differences-none" if bare else "compared"), *counts, *differences]
    return {
        **parted,
        "findings_none": "" if parted["findings"] else _silence(statement, words),
        "collisions_text": collisions,
        "differences_text": differences,
    }


def _silence(statement: Statement, words: Words) -> str:
    """Return what is said where no finding is printed: that there are none only where all were decided."""
    if statement.undecided:
        return words.say("findings-unconfirmed")
    return words.say("findings-elsewhere" if statement.items else "findings-none")


def _item(number: int, item: Item, words: Words, both: bool) -> dict[str, Any]:
    place = words.pick(item.place) or words.say("whole-act")
    return {
        "number": str(number),
        "place": place[0].upper() + place[1:],
        "quotes": _quotes(item.quotes, words, both or words.language in item.lacking),
        "objections": [_objection(objection, words) for objection in item.objections],
    }


def _quotes(quotes: Texts, words: Words, both: bool) -> list[dict[str, str]]:
    """Return the norm in the language of the conclusion, else in the other; both where they may differ.

    ``language`` names the language where the reader cannot take it for granted, else it is empty.
    """
    known = [tongue for tongue in (words.language, _OTHER[words.language]) if settled(quotes.get(tongue, ""))]
    shown = known if both else known[:1]
    plain = shown == [words.language]
    return [
        {
            "text": quoted(settled(quotes[tongue])),
            "language": "" if plain else f"({words.say(f'quote-{tongue}')})",
        }
        for tongue in shown
    ]


def _objection(objection: Objection, words: Words) -> dict[str, str]:
    clause = settled(objection.clause).replace(" ", "\N{NO-BREAK SPACE}")  # «3 «а»» on one line
    return {
        "factor": _named(objection.factor, words.pick(objection.name)),
        # Where the method numbers its factors by the same sign, the name says the clause already.
        "clause": words.say("clause", clause=clause) if clause not in ("", objection.factor) else "",
        "level": words.say("objection-level", level=words.named("level", objection.level)),
        "missing": words.pick(objection.missing) or words.say("nothing-missing"),
        "risk": words.pick(objection.risk),
        "cure": words.pick(objection.cure),
    }


def _named(factor: str, name: str) -> str:
    return f"{factor}. {name}" if name else factor


def _end(statement: Statement, words: Words) -> dict[str, Any]:
    notes = []
    if statement.undecided:
        notes.append(words.say("findings-undecided", count=statement.undecided))
    if statement.unreviewed:
        notes.append(words.say("unreviewed", count=statement.unreviewed))
        if reason := words.pick(statement.override):
            notes.append(words.say("override", reason=reason))
    # From nothing accepted nothing follows while something is open.
    level = "open" if statement.level == "none" and statement.open else statement.level
    assessment = {
        "level": words.named("level", level),
        "verdict": words.named("verdict", statement.verdict or "open"),
    }
    signatories = statement.signatories or (Signatory("expert", {}, {}), Signatory("head", {}, {}))
    return {
        "assessment": _pairs(words, assessment),
        "remarks": words.lines(statement.remarks),
        "notes": notes,
        "signatures": [_signatory(person, words) for person in signatories],
        "signature_mark": words.say("signature"),
        "name_mark": words.say("name"),
    }


def _signatory(person: Signatory, words: Words) -> dict[str, str]:
    return {
        "role": words.named("role", person.role),
        "post": words.pick(person.post),
        "name": words.pick(person.name),
    }
