"""From decisions to a signed conclusion: preview, sign, write out, verify."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from expertise import settings
from expertise.act import Language
from expertise.conclusion import build
from expertise.conclusion.annotated import annotate
from expertise.conclusion.archive import Fault, faults, pack, unpack
from expertise.conclusion.conclusion_docx import conclusion_docx
from expertise.conclusion.conclusion_pdf import conclusion_pages, conclusion_pdf
from expertise.conclusion.statement import Paper, Signatory, Statement, Texts, canonical
from expertise.errors import ExpertiseError, UnreadableFile, WrongUse
from expertise.lexicon.forms import Form
from expertise.lexicon.terms import LANGUAGES
from expertise.reading import read
from expertise.reading.pdf import is_pdf
from expertise.review.examination import Examination
from expertise.review.journal import Entry, broken_at
from expertise.review.state import State
from expertise.review.store import Document
from expertise.service_desk import Desk
from expertise.service_forms import known_forms, own_template, papers, papers_reviewed, template

FORM = "ministry-draft"
VERDICTS = ("recommended", "revise", "rejected")
_BY_LEVEL = {"none": "recommended", "low": "recommended", "medium": "revise", "high": "revise"}
_TEXTS = ("initiator", "ground", "subject", "collisions", "differences", "remarks", "place")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between a draft and its signature.

    ``missing`` names requisites to fill in (number, date, expert, title), ``undecided`` counts findings
    without a decision and ``stale`` those whose decision has to be looked at again; ``one_language`` names
    the places whose wording is there in one language only; ``unreviewed`` counts strings that no authority
    has approved.
    """

    missing: tuple[str, ...]
    undecided: int
    stale: int
    one_language: tuple[str, ...]
    unreviewed: int


@dataclass(frozen=True)
class Signing:
    """What a person says when signing.

    ``override`` is the head's reason for unreviewed strings, ``override_ky`` its Kyrgyz wording where there
    is one.
    """

    override: str = ""
    override_ky: str = ""
    leave_undecided: bool = False
    languages: tuple[Language, ...] = LANGUAGES


def statement(desk: Desk, draft: str, *, signed: bool = False, override: Texts | None = None) -> Statement:
    """Return the conclusion on a draft as decisions and requisites stand now."""
    texts, state = desk.texts(draft), desk.state(draft)
    done = [desk.examination(text.id) for text in texts]
    method, said = desk.lexicon.methodology, state.requisites
    found = build.items(done, state, method, desk.lexicon.messages)
    level = build.level(found)
    form = known_forms().get(said.get("form", FORM)) or known_forms()[FORM]
    typed = {name: dict(said.get(name, {})) for name in _TEXTS}
    made = Statement(
        form=form.id, signed=signed, kind=_kind(desk, done), title=_titles(done, said),
        requisites=_requisites(done), papers=_papers(texts, said), method=dict(method.name),
        method_date=method.date, lexicon=done[0].lexicon if done else "", engine=installed("expertise"),
        sources=build.sources(done), limits=build.limits(done, method), items=found,
        compared=False, level=level, verdict=said.get("verdict") or _BY_LEVEL[level],
        signatories=_signatories(desk, said), number=said.get("number", ""), date=said.get("date", ""),
        override=override or {},
        initiator=typed["initiator"], ground=typed["ground"], subject=typed["subject"],
        collisions=typed["collisions"], differences=typed["differences"], remarks=typed["remarks"],
        place=typed["place"],
    )  # fmt: skip
    return replace(made, unreviewed=_unreviewed(made, desk, form))


def _kind(desk: Desk, done: Sequence[Examination]) -> dict[str, str]:
    kinds = [e.act.requisites.type for e in done if e.act.requisites.type]
    messages = desk.lexicon.messages
    return {tongue: messages[tongue].get(f"type-{kinds[0]}", "") if kinds else "" for tongue in LANGUAGES}


def _titles(done: Sequence[Examination], said: Mapping[str, Any]) -> dict[str, str]:
    titles = {e.act.language: e.act.requisites.title for e in done}
    return {**titles, **{tongue: text for tongue, text in said.get("title", {}).items() if text}}


def _requisites(done: Sequence[Examination]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in done:
        named = each.act.requisites
        parts = [f"№ {named.number}" if named.number else "", f"{named.date:%d.%m.%Y}" if named.date else ""]
        found[each.act.language] = ", ".join(part for part in (*parts, named.body) if part)
    return found


def _papers(texts: Sequence[Document], said: Mapping[str, Any]) -> tuple[Paper, ...]:
    """Return the documents of the package: what was typed, else the texts that are there themselves."""
    there = {text.language for text in texts}
    typed: Mapping[str, Mapping[str, Any]] = said.get("papers", {})
    return tuple(
        Paper(
            dict(kind.name),
            typed.get(kind.id, {}).get("received") or ("yes" if kind.text in there else "no"),
            typed.get(kind.id, {}).get("note", {}),
        )
        for kind in papers()
    )


def _signatories(desk: Desk, said: Mapping[str, Any]) -> tuple[Signatory, ...]:
    held = desk.store.settings()
    typed: Mapping[str, Mapping[str, Any]] = said.get("signatories", {})
    expert = typed.get("expert") or {
        "name": {"ru": held.get("name", ""), "ky": held.get("name", "")},
        "post": {"ru": held.get("post", ""), "ky": held.get("post-other") or held.get("post", "")},
    }
    head = typed.get("head") or {
        "name": {"ru": held.get("head", ""), "ky": held.get("head", "")},
        "post": {
            "ru": held.get("head-post", ""),
            "ky": held.get("head-post-other") or held.get("head-post", ""),
        },
    }
    return (Signatory("expert", **expert), Signatory("head", **head))


def _unreviewed(made: Statement, desk: Desk, form: Form) -> int:
    """Count the strings of one language that would be printed and no authority has approved."""
    named = {objection.factor for item in made.items for objection in item.objections}
    named |= {limit.factor for limit in made.limits}
    factors = 0 if desk.lexicon.methodology.reviewed else len(named) + 1
    return form.unreviewed() + factors + (0 if papers_reviewed() else len(made.papers))


def chosen_verdict(desk: Desk, draft: str) -> str:
    """Return the verdict the expert chose, empty while it follows from the level of the findings."""
    return str(desk.state(draft).requisites.get("verdict", ""))


def readiness(desk: Desk, draft: str) -> Readiness:
    """Return what is missing before the draft's conclusion can be signed."""
    made, state = statement(desk, draft), desk.state(draft)
    expert = made.signatories[0]
    missing = [name for name in ("number", "date") if not getattr(made, name)]
    missing += ["title"] if not any(made.title.values()) else []
    missing += ["expert"] if not any(expert.name.values()) else []
    undecided, stale = _open(desk, draft, state)
    one = tuple(
        item.place[desk.language]
        for item in made.items
        if any(not all(text.get(t) for t in LANGUAGES) for o in item.objections for text in (o.risk, o.cure))
    )
    return Readiness(tuple(missing), undecided, stale, one, made.unreviewed)


def _open(desk: Desk, draft: str, state: State) -> tuple[int, int]:
    undecided = stale = 0
    for text in desk.texts(draft):
        decisions = desk.decisions(draft, text.id)["decisions"]
        undecided += sum(name not in decisions for name in text.summary["keys"])
        stale += sum(d["stale"] for d in decisions.values())
    return undecided, stale


def make(
    desk: Desk, draft: str, made: Statement, languages: Sequence[Language] = LANGUAGES, *, copies: bool = True
) -> dict[str, bytes]:
    """Return the files of a conclusion by name: .docx and .pdf a language, annotated copies of the texts.

    Raises WrongUse: ``bad-template``, ``pdf-warning`` and what conclusion.annotated raises.
    """
    form = known_forms()[made.form]
    files: dict[str, bytes] = {}
    for language in languages:
        own = own_template(desk.store.folder, language)
        files[f"conclusion.{language}.docx"] = conclusion_docx(made, form, language, own)
        files[f"conclusion.{language}.pdf"] = conclusion_pdf(made, form, language)
    if copies:
        for text in desk.texts(draft):
            copy = annotated(desk, draft, text)
            files[f"annotated.{text.language}.{'pdf' if is_pdf(copy) else 'docx'}"] = copy
    return files


def pages(made: Statement, language: Language) -> list[bytes]:
    """Return a conclusion as pictures of its pages (PNG). Raises WrongUse ``pdf-warning``."""
    return conclusion_pages(made, known_forms()[made.form], language)


def annotated(desk: Desk, draft: str, text: Document) -> bytes:
    """Return a text with comments at what the expert took, and at nothing else; a PDF stays a PDF.

    Raises WrongUse ``text-changed`` when the file no longer reads as it was examined.
    """
    desk.store.file(text.sha256)  # refuses a lost or altered file
    path, done = desk.store.file_path(text.sha256), desk.examination(text.id)
    act = read(path)
    if act.text != done.act.text:
        raise WrongUse("text-changed", file=text.file)
    chosen = build.accepted(done, desk.state(draft), act, desk.lexicon.methodology)
    return annotate(act, chosen, desk.lexicon, act.language).data


def sign(desk: Desk, draft: str, said: Signing) -> Entry:
    """Sign the conclusion: make its files, archive them with all they rest on, enter it.

    Raises WrongUse: ``not-ready`` (requisites missing), ``undecided-left``, ``unreviewed-strings`` without
    the head's reason, and what ``make`` raises; nothing is entered then.
    """
    ready = readiness(desk, draft)
    words = desk.lexicon.messages[desk.language]
    if ready.missing:
        named = ", ".join(words[f"desk-{name}"] for name in ready.missing)
        raise WrongUse("not-ready", fields=named)
    if (ready.undecided or ready.stale) and not said.leave_undecided:
        raise WrongUse("undecided-left", count=ready.undecided + ready.stale)
    if ready.unreviewed and not said.override.strip():
        raise WrongUse("unreviewed-strings", count=ready.unreviewed)
    override = said.override.strip() if ready.unreviewed else ""
    reason = {"ru": override, "ky": said.override_ky.strip() or override} if override else {}
    made = statement(desk, draft, signed=True, override=reason)
    files = make(desk, draft, made, said.languages)
    journal = desk.store.entries(draft)
    files |= _inputs(desk, draft, made, journal)
    about = {
        "draft": draft, "number": made.number, "date": made.date, "engine": made.engine,
        "lexicon": made.lexicon, "form": made.form, "languages": list(said.languages),
        "journal_head": journal[-1].hash,
    }  # fmt: skip
    data = pack(files, about)
    digest = sha256(data).hexdigest()
    name = f"{draft}-{digest[:16]}.zip"
    desk.store.archive(name, data)
    payload = {
        "number": made.number, "date": made.date, "archive": name, "sha256": digest, "override": reason,
        "undecided": ready.undecided + ready.stale, "items": len(made.items), "level": made.level,
        "verdict": made.verdict, "form": made.form,
    }  # fmt: skip
    return desk.store.enter(draft, desk.person, "sign", payload, f"sign:{digest}")


def _inputs(desk: Desk, draft: str, made: Statement, journal: Sequence[Entry]) -> dict[str, bytes]:
    """Return what a conclusion rests on: the texts, their examinations, the journal, form and templates."""
    files = {
        "statement.json": made.record(),
        "journal.jsonl": b"".join(canonical(asdict(entry)) + b"\n" for entry in journal),
        f"inputs/form/{made.form}.yml": (settings.lexicons() / "forms" / f"{made.form}.yml").read_bytes(),
    }
    for text in desk.texts(draft):
        files[f"inputs/texts/{text.language}/{Path(text.file).name}"] = desk.store.file(text.sha256)
        files[f"inputs/examinations/{text.language}.json.zlib"] = desk.store.examination(text.id)
    for language in LANGUAGES:
        files[f"inputs/form/conclusion.{language}.docx"] = template(desk.store.folder, language)
    files["inputs/form/conclusion.typ"] = (settings.lexicons() / "templates" / "conclusion.typ").read_bytes()
    return files


def signed_files(desk: Desk, entry: Entry) -> dict[str, bytes]:
    """Return the files of a signed conclusion from its archive.

    Raises UnreadableFile: ``file-lost``, ``file-altered``, ``not-an-archive``.
    """
    path = desk.store.archive_path(entry.payload["archive"])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("file-lost", file=str(path)) from error
    if sha256(data).hexdigest() != entry.payload["sha256"]:
        raise UnreadableFile("file-altered", file=str(path))
    return unpack(data, str(path))[1]


def verify_store(desk: Desk) -> list[Fault]:
    """Return what in the store was altered or lost: journal, source files, archives; none for a sound one."""
    found: list[Fault] = []
    entries = desk.store.entries()
    if (broken := broken_at(entries)) is not None:
        found.append(Fault("journal", str(broken)))
    for text in desk.store.documents():
        try:
            desk.store.file(text.sha256)
        except UnreadableFile as error:
            found.append(Fault(error.code, text.file))
    for entry in entries:
        if entry.kind == "sign":
            try:
                found += verify_archive(
                    desk.store.archive_path(entry.payload["archive"]), entry.payload["sha256"]
                )
            except ExpertiseError as error:
                found.append(Fault(error.code, str(entry.payload["archive"])))
    return found


def verify_archive(path: Path, digest: str = "") -> list[Fault]:
    """Return what in an archive does not fit its manifest, or the ``digest`` the journal holds.

    Raises UnreadableFile: ``not-found``, ``not-an-archive``.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile("not-found", file=str(path)) from error
    found = faults(*unpack(data, str(path)))
    if digest and sha256(data).hexdigest() != digest:
        found.append(Fault("altered", path.name))
    return found


def archive_size(path: Path) -> int:
    """Return how many files an archive holds beside its manifest; raises ``not-an-archive``."""
    return len(unpack(path.read_bytes(), str(path))[1])


def today() -> str:
    """Return today's date, ISO."""
    return date.today().isoformat()
