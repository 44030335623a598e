"""The letter that returns a package without examination: .docx and PDF of the same words."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expertise.analysis.papers import Judgement
from expertise.conclusion.conclusion_docx import packed, signed_properties
from expertise.conclusion.conclusion_pdf import laid_out
from expertise.conclusion.form import Words, going_on, quoted
from expertise.conclusion.statement import Signatory, Texts
from expertise.lexicon.forms import Form
from expertise.lexicon.letters import LetterForm
from expertise.review.typed import settled

#: Reasons that only a person can give; all others are seen in the package.
LATE = "late"
_DRAFTS = ("draft-ky", "draft-ru")


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A reason of the letter by its id; ``parts`` are the ids of the documents it speaks of."""

    id: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnLetter:
    """What one letter says; every text may be empty, ``date`` is ISO or empty.

    ``incoming`` is number and date of the ministry's own letter, ``ground`` the rule that allows the return.
    """

    reasons: tuple[Reasoned, ...]
    title: Texts
    initiator: Texts
    signatory: Signatory
    number: str = ""
    date: str = ""
    incoming: str = ""
    ground: Texts | None = None


def reasons(judgement: Judgement, *, late: bool = False) -> tuple[Reasoned, ...]:
    """Return why a package may be returned, as far as its structure shows; none for a complete one."""
    by_code: dict[str, list[str]] = {}
    for remark in judgement.remarks:
        if remark.factor == "D5" and remark.code in ("missing", "empty", "unreadable", "double"):
            by_code.setdefault(remark.code, []).append(remark.subject)
    gone = by_code.get("missing", [])
    drafts = [part for part in gone if part in _DRAFTS]
    found = []
    if set(_DRAFTS) <= set(judgement.missing):
        found.append(Reasoned("no-draft"))
    elif drafts:
        found.append(Reasoned("one-language", tuple(drafts)))
    for name, code in (("incomplete", "missing"), ("empty", "empty"), ("unreadable", "unreadable")):
        parts = [part for part in by_code.get(code, ()) if code != "missing" or part not in _DRAFTS]
        found += [Reasoned(name, tuple(dict.fromkeys(parts)))] if parts else []
    if "double" in by_code:
        found.append(Reasoned("double", tuple(dict.fromkeys(by_code["double"]))))
    return (*found, *((Reasoned(LATE),) if late else ()))


def letter_words(
    letter: ReturnLetter, own: LetterForm, form: Form, names: Mapping[str, str], language: str
) -> dict[str, Any]:
    """Return all that the letter prints in ``language``; ``names`` are those of the documents in it.

    Authority, date and number are worded as in the conclusions of ``form``.
    """
    words = Words(form, language)
    title = quoted(words.pick(letter.title))
    initiator = words.pick(letter.initiator) or own.say("blank", language)
    ground = words.pick(letter.ground or {})
    incoming = settled(letter.incoming)
    return {
        "language": language,
        "authority": words.say("authority"),
        "issued_date": words.day(letter.date) if letter.date else words.say("blank-date"),
        "issued_number": words.say("number", number=settled(letter.number) or "________"),
        "incoming": own.say("incoming", language, incoming=incoming) if incoming else "",
        "addressee": own.say("addressee", language, initiator=initiator),
        "heading": own.say("heading", language),
        "lead": own.say("lead", language, title=title) if title else own.say("lead-untitled", language),
        "reasons": [_reason(reason, own, names, language) for reason in letter.reasons],
        "ground": own.say("ground", language, ground=ground) if ground else "",
        "closing": own.say("closing", language),
        "working": "" if own.reviewed else own.say("working", language),
        "post": words.pick(letter.signatory.post) or words.named("role", letter.signatory.role),
        "name": words.pick(letter.signatory.name),
        "signature_mark": words.say("signature"),
        "name_mark": words.say("name"),
    }


def _reason(reason: Reasoned, own: LetterForm, names: Mapping[str, str], language: str) -> str:
    parts = ", ".join(going_on(names.get(part, part)) for part in reason.parts)
    return own.reasons[reason.id][language].format(parts=parts)


def letter_pdf(words: Mapping[str, Any], day: str) -> bytes:
    """Return the letter as PDF/A; equal words give equal bytes. Raises WrongUse ``pdf-warning``."""
    return laid_out("letter.typ", words, day)


def letter_docx(words: Mapping[str, Any], day: str) -> bytes:
    """Return the letter as .docx; equal words give equal bytes."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)

    def line(text: str, align: ALIGN = ALIGN.JUSTIFY, *, bold: bool = False, left: float = 0) -> None:
        paragraph = document.add_paragraph()
        paragraph.alignment, paragraph.paragraph_format.left_indent = align, Cm(left)
        paragraph.add_run(text).bold = bold

    line(words["authority"].upper(), ALIGN.CENTER, bold=True)
    line(f"{words['issued_date']}   {words['issued_number']}", ALIGN.LEFT)
    for text in _filled([words["incoming"]]):
        line(text, ALIGN.LEFT)
    line(words["addressee"], ALIGN.LEFT, left=8)
    line(words["heading"], ALIGN.CENTER, bold=True)
    line(words["lead"])
    for number, text in enumerate(words["reasons"], start=1):
        line(f"{number}) {text}", left=0.5)
    for text in _filled([words["ground"], words["closing"], words["working"]]):
        line(text)
    line(f"\n{words['post']}\t____________________\t{words['name']}", ALIGN.LEFT)
    signed_properties(document.core_properties, words, day)
    out = io.BytesIO()
    document.save(out)
    return packed(out.getvalue())


def _filled(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text]
