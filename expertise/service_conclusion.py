"""From decisions to a signed conclusion: preview, sign, write out."""

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
from expertise.conclusion.archive import pack, unpack
from expertise.conclusion.conclusion_docx import conclusion_docx
from expertise.conclusion.conclusion_pdf import conclusion_pages, conclusion_pdf
from expertise.conclusion.divergence import compared, divergences, in_text
from expertise.conclusion.statement import Signatory, Statement, Texts, canonical
from expertise.errors import UnreadableFile, WrongUse
from expertise.lexicon.forms import Form
from expertise.lexicon.terms import LANGUAGES
from expertise.reading import read
from expertise.reading.front import in_both
from expertise.reading.pdf import is_pdf
from expertise.review.bases import bases
from expertise.review.examination import Examination, method_of
from expertise.review.journal import Entry
from expertise.review.page import seen
from expertise.review.state import State, changed_at
from expertise.review.store import Document
from expertise.review.typed import settled
from expertise.service_desk import Desk
from expertise.service_forms import (
    form_of,
    known_forms,
    own_template,
    papers_reviewed,
    template,
    template_path,
)
from expertise.service_papers import attachments, papers_of

VERDICTS = ("recommended", "revise", "rejected")
_BY_LEVEL = {"none": "recommended", "low": "recommended", "medium": "revise", "high": "revise"}
_TEXTS = ("initiator", "ground", "subject", "collisions", "differences", "remarks", "place")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between a draft and its signature.

    ``missing`` names requisites to fill in (number, date, expert, title), ``verdict`` tells that the expert
    has to choose one, since from findings that are open none follows, ``undecided`` counts findings without a
    decision, ``differences`` those of the two languages, ``stale`` the findings whose decision has to be
    looked at again; ``one_language`` names the places whose wording is there in one language only,
    ``untranslated`` the typed requisites that are; ``unreviewed`` counts strings that no authority has
    approved.
    """

    missing: tuple[str, ...]
    verdict: bool
    undecided: int
    differences: int
    stale: int
    one_language: tuple[str, ...]
    untranslated: tuple[str, ...]
    unreviewed: int

    @property
    def left(self) -> int:
        """Return how many findings and differences stay out of the conclusion as it stands."""
        return self.undecided + self.differences + self.stale


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
    went_by = next((each.method for each in done if each.method), method_of(method))
    both = desk.languages(draft)
    form = form_of(said)
    found = build.items(done, state, method, desk.lexicon.messages, form)
    found += divergences(both, state, method, len(found) + 1) if both else ()
    told = seen(desk.lexicon, done, compared=both is not None)
    typed = {name: dict(said.get(name, {})) for name in _TEXTS}
    made = Statement(
        form=form.id, signed=signed, kind=_kind(desk, done), title=_titles(done, said),
        requisites=_requisites(done), papers=papers_of(texts, done, said, form), method=dict(went_by.name),
        method_date=went_by.date, lexicon=done[0].lexicon if done else "", engine=installed("expertise"),
        sources=build.sources(done, _applied(desk, draft)), limits=build.limits(done, method, told),
        items=found,
        compared=both is not None, level=build.level(found), verdict=said.get("verdict", ""),
        signatories=_signatories(desk, said), number=said.get("number", ""), date=said.get("date", ""),
        override=override or {},
        initiator=typed["initiator"], ground=typed["ground"], subject=typed["subject"],
        collisions=typed["collisions"], differences=typed["differences"], remarks=typed["remarks"],
        place=typed["place"], comparison=compared(both, state), undecided=sum(_open(desk, draft, state)),
    )  # fmt: skip
    # What follows from the findings follows from all of them: the expert may say so before, the program not.
    verdict = made.verdict or ("" if made.open else _BY_LEVEL[made.level])
    return replace(made, verdict=verdict, unreviewed=_unreviewed(made, desk, form))


def _kind(desk: Desk, done: Sequence[Examination]) -> dict[str, str]:
    kinds = [e.act.requisites.type for e in done if e.act.requisites.type]
    messages = desk.lexicon.messages
    return {tongue: messages[tongue].get(f"type-{kinds[0]}", "") if kinds else "" for tongue in LANGUAGES}


def _applied(desk: Desk, draft: str) -> set[str]:
    """Return the languages whose text was applied to the acts it changes."""
    return {base.language for base in bases(desk.store.entries(draft))}


def _titles(done: Sequence[Examination], said: Mapping[str, Any]) -> dict[str, str]:
    titles = {e.act.language: e.act.requisites.title for e in done}
    return {**titles, **{tongue: text for tongue, text in said.get("title", {}).items() if text}}


def _requisites(done: Sequence[Examination]) -> dict[str, str]:
    """Return number, date and body by language; a body with a name in both languages is named in either."""
    found: dict[str, str] = {}
    for each in reversed(done):
        named = each.act.requisites
        parts = [f"№ {named.number}" if named.number else "", f"{named.date:%d.%m.%Y}" if named.date else ""]
        for tongue, body in in_both({each.act.language: named.body}).items():
            found[tongue] = ", ".join(part for part in (*parts, body) if part)
    return found


def _signatories(desk: Desk, said: Mapping[str, Any]) -> tuple[Signatory, ...]:
    held = desk.store.settings()
    typed: Mapping[str, Mapping[str, Any]] = said.get("signatories", {})
    expert = typed.get("expert") or {
        "name": {"ru": held.get("name", ""), "ky": held.get("name", "")},
        "post": {"ru": held.get("post", ""), "ky": held.get("post-other", "")},
    }
    head = typed.get("head") or {
        "name": {"ru": held.get("head", ""), "ky": held.get("head", "")},
        "post": {
            "ru": held.get("head-post", ""),
            "ky": held.get("head-post-other", ""),
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
    """Return the verdict the expert chose, empty while it is to follow from the level of the findings."""
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
        item.place[desk.language] or desk.lexicon.messages[desk.language]["text-whole-act"]
        for item in made.items
        if any(not all(text.get(t) for t in LANGUAGES) for o in item.objections for text in (o.risk, o.cure))
    )
    return Readiness(
        tuple(missing),
        not made.verdict,
        undecided,
        made.open_differences,
        stale,
        one,
        _untranslated(made),
        made.unreviewed,
    )


def _untranslated(made: Statement) -> tuple[str, ...]:
    """Return the names of requisites written in one language only: the other conclusion prints them so."""
    posts = dict(zip(("post", "head-post"), (person.post for person in made.signatories), strict=True))
    written = {**{name: getattr(made, name) for name in _TEXTS}, **posts}
    return tuple(
        name
        for name, texts in written.items()
        if len([t for t in LANGUAGES if settled(texts.get(t, ""))]) == 1
    )


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

    Raises WrongUse: ``bad-template`` and its kin, ``pdf-warning`` and what conclusion.annotated raises.
    """
    form = known_forms()[made.form]
    files: dict[str, bytes] = {}
    for language in languages:
        own, path = own_template(desk.store.folder, language), template_path(desk.store.folder, language)
        files[f"conclusion.{language}.docx"] = conclusion_docx(made, form, language, own, str(path))
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

    An act of the corpus has no file here: its lines become a new .docx. Raises WrongUse ``text-changed`` when
    the file no longer reads as it was examined.
    """
    done = desk.examination(text.id)
    desk.store.file(text.sha256)  # refuses a lost or altered file
    path = desk.store.file_path(text.sha256)
    act = replace(desk.source(text), format="txt") if text.kept else read(path)
    if act.text != done.act.text:
        raise WrongUse("text-changed", file=text.file)
    all_texts = [desk.examination(each.id) for each in desk.texts(draft)]
    state = desk.state(draft)
    chosen = [*build.accepted(all_texts, state, act), *in_text(desk.languages(draft), state, act)]
    chosen.sort(key=lambda f: (f.span.start, f.span.end, f.factor))
    return annotate(act, chosen, desk.lexicon, act.language).data


def sign(desk: Desk, draft: str, said: Signing) -> Entry:
    """Sign the conclusion: make its files, enter it together with the archive of all it rests on.

    The same conclusion again returns the entry of the first time. Raises WrongUse: ``not-ready`` (requisites
    missing), ``undecided-left``, ``verdict-open``, ``unreviewed-strings`` without the head's reason,
    ``number-signed`` where another conclusion on this draft has this number and date, ``journal-moved`` where
    something was decided while the files were made, and what ``make`` raises; nothing is entered then.
    """
    before = desk.store.entries(draft)
    ready = readiness(desk, draft)
    reason = _permitted(desk, ready, said)
    made = statement(desk, draft, signed=True, override=reason)
    client = _signature(desk, made, changed_at(before), said.languages)
    if held := next((entry for entry in before if entry.client == client), None):
        return held
    _require_number(before, made)
    data = _archived(desk, draft, made, before, said.languages)
    digest = sha256(data).hexdigest()
    payload = {
        "number": made.number, "date": made.date, "archive": f"{draft}-{digest[:16]}.zip", "sha256": digest,
        "override": reason, "undecided": ready.left, "items": len(made.items),
        "level": made.level, "verdict": made.verdict, "form": made.form,
    }  # fmt: skip

    def entered(now: list[Entry]) -> Mapping[str, Any]:
        if changed_at(now) != changed_at(before):
            raise WrongUse("journal-moved")
        _require_number(now, made)
        return payload

    return desk.store.enter(draft, desk.person, "sign", entered, client, (str(payload["archive"]), data))


def _permitted(desk: Desk, ready: Readiness, said: Signing) -> dict[str, str]:
    """Return the head's reason by language, empty where none is needed; refuse what is not ready."""
    words = desk.lexicon.messages[desk.language]
    override = settled(said.override)
    if ready.missing:
        named = ", ".join(words[f"desk-{name}"] for name in ready.missing)
        raise WrongUse("not-ready", fields=named)
    if ready.left and not said.leave_undecided:
        raise WrongUse("undecided-left", count=ready.left)
    if ready.verdict:
        raise WrongUse("verdict-open", count=ready.left)
    if ready.unreviewed and not override:
        raise WrongUse("unreviewed-strings", count=ready.unreviewed)
    return {"ru": override, "ky": settled(said.override_ky) or override} if ready.unreviewed else {}


def _signature(desk: Desk, made: Statement, changed: int, languages: Sequence[Language]) -> str:
    """Return the name of a signature: the same words on the same state of the journal have the same."""
    layouts = [sha256(template(desk.store.folder, language)).hexdigest() for language in languages]
    said = canonical([changed, made.record().decode(), list(languages), layouts])
    return f"sign:{sha256(said).hexdigest()}"


def _require_number(entries: Sequence[Entry], made: Statement) -> None:
    for entry in entries:
        if entry.kind == "sign" and (made.number, made.date) == (
            entry.payload.get("number"),
            entry.payload.get("date"),
        ):
            raise WrongUse("number-signed", number=made.number, date=made.date)


def _archived(
    desk: Desk, draft: str, made: Statement, journal: Sequence[Entry], languages: Sequence[Language]
) -> bytes:
    """Return the archive of a conclusion; it carries the head of the journal it rests on."""
    files = make(desk, draft, made, languages) | _inputs(desk, draft, made, journal)
    about = {
        "draft": draft, "number": made.number, "date": made.date, "engine": made.engine,
        "lexicon": made.lexicon, "form": made.form, "languages": list(languages),
        "journal_head": journal[-1].hash,
    }  # fmt: skip
    return pack(files, about)


def _inputs(desk: Desk, draft: str, made: Statement, journal: Sequence[Entry]) -> dict[str, bytes]:
    """Return what a conclusion rests on: the texts, their examinations, the journal, form and templates."""
    files = {
        "statement.json": made.record(),
        "journal.jsonl": b"".join(canonical(asdict(entry)) + b"\n" for entry in journal),
        f"inputs/form/{made.form}.yml": (settings.lexicons() / "forms" / f"{made.form}.yml").read_bytes(),
    }
    for text in desk.texts(draft):
        files[f"inputs/texts/{text.language}/{_archive_name(text)}"] = desk.store.file(text.sha256)
        files[f"inputs/examinations/{text.language}.json.zlib"] = desk.store.examination(text.id)
    if both := desk.languages(draft):
        files["inputs/comparison.json"] = canonical([each.record() for each in both.shown()])
    for base in bases(journal):
        files[f"inputs/bases/{base.language}/{base.sha256[:12]}-{Path(base.file).name}"] = desk.store.file(
            base.sha256
        )
    for name, data in attachments(desk, draft).items():
        files[f"inputs/attached/{name}"] = data
    for language in LANGUAGES:
        files[f"inputs/form/conclusion.{language}.docx"] = template(desk.store.folder, language)
    files["inputs/form/conclusion.typ"] = (settings.lexicons() / "templates" / "conclusion.typ").read_bytes()
    return files


def _archive_name(text: Document) -> str:
    """Return what a text is called in an archive; an act of the corpus is JSON and called by its URI."""
    return f"{text.file.strip('/').replace('/', '-')}.json" if text.kept else Path(text.file).name


def signed_files(desk: Desk, entry: Entry) -> dict[str, bytes]:
    """Return the files of a signed conclusion from its archive.

    Raises UnreadableFile: ``file-lost``, ``file-altered``, ``not-an-archive``.
    """
    path = str(desk.store.archive_path(entry.payload["archive"]))
    data = desk.store.archive(entry.payload["archive"])
    if sha256(data).hexdigest() != entry.payload["sha256"]:
        raise UnreadableFile("file-altered", file=path)
    return unpack(data, path)[1]


def today() -> str:
    """Return today's date, ISO."""
    return date.today().isoformat()
