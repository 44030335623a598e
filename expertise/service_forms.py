"""Forms of a conclusion: the fixed words as data, and the Word form that an office may make its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from expertise import settings
from expertise.conclusion.conclusion_docx import conclusion_docx
from expertise.conclusion.statement import Item, Limit, Objection, Paper, Signatory, Source, Statement
from expertise.lexicon.campaign import CampaignWords, load_campaign_words
from expertise.lexicon.choices import PaperKind, is_reviewed, load_papers, load_reasons
from expertise.lexicon.factors import Methodology, load_methodology
from expertise.lexicon.fields import load_names
from expertise.lexicon.forms import Form, forms
from expertise.lexicon.intake import load_checklist
from expertise.lexicon.letters import LetterForm, load_letter
from expertise.lexicon.report_form import load_report_form
from expertise.lexicon.site_words import load_site_words
from expertise.lexicon.terms import LANGUAGES
from expertise.lexicon.translation import load_translation
from expertise.review.store import TEMPLATES
from expertise.service import write

FORM = "ministry-draft"


@cache
def known_forms() -> Mapping[str, Form]:
    """Return the forms of a conclusion by id."""
    return forms(settings.lexicons() / "forms")


def form_of(requisites: Mapping[str, Any]) -> Form:
    """Return the form that was chosen among the requisites of a draft, else that of the ministry."""
    return known_forms().get(requisites.get("form", FORM)) or known_forms()[FORM]


@cache
def papers() -> tuple[PaperKind, ...]:
    """Return the documents that belong to a draft."""
    return load_papers(settings.lexicons() / "review" / "papers.yml")


@cache
def papers_reviewed() -> bool:
    """Tell whether an authority has approved the names of these documents."""
    return is_reviewed(settings.lexicons() / "review" / "papers.yml")


@cache
def campaign_words() -> CampaignWords:
    """Return the fixed words of a campaign's report and letters."""
    return load_campaign_words(settings.lexicons() / "letters" / "campaign.yml")


@cache
def letter_form() -> LetterForm:
    """Return the fixed words of the letter that returns a package. Raises BadLexicon."""
    return load_letter(settings.lexicons() / "letters" / "return.yml")


def own_template(folder: Path, language: str) -> bytes | None:
    """Return the office's own Word form from the data folder, None while the program's stands."""
    path = template_path(folder, language)
    return path.read_bytes() if path.is_file() else None


def template(folder: Path, language: str) -> bytes:
    """Return the Word form that conclusions are laid out with now."""
    shipped = settings.lexicons() / TEMPLATES / f"conclusion.{language}.docx"
    return own_template(folder, language) or shipped.read_bytes()


def set_template(folder: Path, language: str, data: bytes, file: str) -> None:
    """Take an office's own Word form after it was tried on a whole specimen conclusion.

    ``file`` is what the user calls it. Raises WrongUse ``bad-template`` and its kin for a form that could not
    print every conclusion (see conclusion_docx), ``output-unwritable``.
    """
    for items in ((), (_ITEM,)):
        conclusion_docx(specimen(items), known_forms()["ministry-draft"], language, data, file)
    path = template_path(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, data)


def drop_template(folder: Path, language: str) -> None:
    """Let the program's own Word form stand again."""
    template_path(folder, language).unlink(missing_ok=True)


#: File, key, language, words.
String = tuple[str, str, str, str]


def unreviewed() -> Iterator[String]:
    """Yield (file, key, language, text) of every string that its authority has not reviewed.

    They are names of factors, words of forms, letters, the discussion report and the public site, reasons,
    checklists, and the words by which the comparison of two languages knows a meaning (a row a meaning and
    language). Raises BadLexicon.
    """
    folder = settings.lexicons()
    for path in sorted((folder / "methodologies").glob("*.yml")):
        method = load_methodology(path)
        if not method.reviewed:
            yield from _factor_strings(method)
    for name, texts, reviewed in _printed(folder):
        if not reviewed:
            yield from (
                (name, key, tongue, text) for key, said in texts.items() for tongue, text in said.items()
            )
    for concept in load_translation(folder / "translation").concepts.values():
        if not concept.reviewed:
            for tongue, patterns in concept.patterns.items():
                words = "; ".join(pattern.source for pattern in patterns)
                yield (f"translation-{concept.kind}", concept.name, tongue, words)


def _printed(folder: Path) -> Iterator[tuple[str, Mapping[str, Mapping[str, str]], bool]]:
    """Yield each file of words that are printed: its name, its texts by key, whether they are reviewed."""
    for form in known_forms().values():
        yield form.id, {"name": form.name, **form.texts}, form.reviewed
    reasons = folder / "review" / "reasons.yml"
    yield "reasons", {each.id: each.text for each in load_reasons(reasons).values()}, is_reviewed(reasons)
    letter, campaign = letter_form(), campaign_words()
    yield "return", {**letter.texts, **letter.reasons}, letter.reviewed
    yield "campaign", campaign.texts, campaign.reviewed
    report = load_report_form(folder / "discussion" / "report.yml")
    yield "discussion-report", report.texts, report.reviewed
    analysis = load_checklist(folder / "review" / "ria.yml")
    yield "ria", {point.id: point.name for point in analysis.points}, analysis.reviewed
    site = load_site_words(folder / "publish" / "words.yml")
    yield "site", site.texts, site.reviewed
    fields = load_names(folder / "fields")
    yield "fields", fields.names, fields.reviewed
    yield "papers", {paper.id: paper.name for paper in papers()}, papers_reviewed()


def _factor_strings(method: Methodology) -> Iterator[String]:
    yield from ((method.id, "name", tongue, text) for tongue, text in method.name.items())
    for factor in method.factors.values():
        for key in ("name", "about", "expert_only", "partly"):
            texts: Mapping[str, str] = getattr(factor, key) or {}
            yield from ((method.id, f"{factor.id}.{key}", tongue, text) for tongue, text in texts.items())


def template_path(folder: Path, language: str) -> Path:
    """Return where an office's own Word form lies, whether it is there or not."""
    return folder / TEMPLATES / f"conclusion.{language}.docx"


def _said(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


_OBJECTION = Objection(
    "A1", _said("…"), "A1", _said("…"), _said("…"), _said("…"), "medium", 40, "tool"
)  # fmt: skip
_ITEM = Item(1, _said("…"), _said("…"), (_OBJECTION,))


def specimen(items: tuple[Item, ...]) -> Statement:
    """Return a conclusion in which every field says something: what a form is tried on."""
    word = _said("…")
    return Statement(
        form="ministry-draft", signed=True, kind=word, title=word, requisites=word, initiator=word,
        ground=word, papers=(Paper(word, "yes", word),), subject=word, method=word, method_date="2026-11-22",
        lexicon="0" * 64, engine="1", sources=(Source("ru", "…", "0" * 64, 1, 1, 1, ("footnotes",)),),
        limits=(Limit("D1", word, word),), items=items, collisions=word, differences=word, compared=False,
        level="medium", verdict="revise", remarks=word, number="1", date="2026-11-22", place=word,
        signatories=(Signatory("expert", word, word), Signatory("head", word, word)), unreviewed=1,
        override=word,
    )  # fmt: skip
