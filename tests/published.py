"""The whole way from a bilingual package to a published site, as several tests walk it."""

from __future__ import annotations

import io
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path

from expertise import service_answers, service_discussion, service_publish, service_release, service_ria
from expertise import service_conclusion as conclusions
from expertise.service_clearing import Releasing
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk
from expertise.service_return import receive_package
from expertise.settings import corpora

#: Words that must not be anywhere in what is published: names, numbers, addresses, a note, hidden authors.
PLANTED = (
    "Планованов", "Выдуманов", "Тестова", "Чолпон", "Образцов", "Придуманн", "Несуществующ",
    "0555 01-02-03", "555) 01",
    "21205199900001", "ID 0000001", "example.kg", "0700 11 22 33", "0777 00 11 22", "заметка для себя",
)  # fmt: skip
ANSWER = "Согласны. Исполнитель Планованов П. П., тел. 0700 11 22 33."


@dataclass(frozen=True)
class Way:
    """Where the way led: the desk, its draft, the written site."""

    desk: Desk
    draft: str
    site: Path


def authored(data: bytes) -> bytes:
    """Return a package in which a made-up person is the author of every Word file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as target:
        for info in package.infolist():
            inner = package.read(info)
            target.writestr(info, _signed_by(inner) if info.filename.endswith(".docx") else inner)
    return out.getvalue()


def _signed_by(document: bytes) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    author = '<creator xmlns="http://purl.org/dc/elements/1.1/">Планованов П.</creator>'
    core = f'<cp:coreProperties xmlns:cp="{space}">{author}</cp:coreProperties>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as parts, zipfile.ZipFile(out, "w") as target:
        for name in parts.namelist():
            target.writestr(name, core if name == "docProps/core.xml" else parts.read(name))
    return out.getvalue()


def decided(desk: Desk, draft: str) -> None:
    """Accept some findings of each text, reject the others with a note that stays inside."""
    for text in desk.texts(draft):
        keys = [key for key in text.summary["keys"] if key not in desk.state(draft).decisions]
        for action, subjects, more in (
            ("accept", keys[:4], {}),
            ("reject", keys[4:], {"reason": "low-risk", "note": "заметка для себя: Планованов"}),
        ):
            if subjects:
                body = {"client": uuid.uuid4().hex, "document": text.id, "action": action}
                desk.decide(draft, {**body, "subjects": subjects, **more}, "ru")


def walked(home: Path, site: Path) -> Way:
    """Take the package in, decide, sign, answer, discuss, attach the analysis, release, publish."""
    desk = Desk(home)
    desk.store.set({"name": "Эксперт", "post": "главный специалист", "head": "Начальник", "language": "ru"})
    package = authored((corpora() / "packages" / "complete.zip").read_bytes())
    draft = receive_package(desk, "package.zip", package).draft
    decided(desk, draft)
    body = {"ru": "Министерство природных ресурсов", "ky": "Жаратылыш ресурстары министрлиги"}
    desk.set_requisites(draft, {"number": "14-3/812", "date": "2026-11-25", "initiator": body})
    signed = conclusions.sign(desk, draft, Signing("срочно", "шашылыш", leave_undecided=True))
    asked = service_answers.answered(desk, draft, signed)
    service_answers.enter_answer(desk, draft, [asked[0].asked.number], "accepted", ANSWER)
    if len(asked) > 1:
        service_answers.enter_answer(desk, draft, [asked[1].asked.number], "rejected", "Не согласны.")
    for tongue in ("ru", "ky"):
        table = corpora() / "discussion" / f"proposals.{tongue}.xlsx"
        service_discussion.import_proposals(desk, draft, table.name, table.read_bytes())
    rest = [each.number for each in service_discussion.discussion(desk, draft).proposals if each.number > 1]
    service_discussion.resolve(desk, draft, [1], "accepted", {})
    service_discussion.resolve(
        desk, draft, rest, "partly", {"ru": "Учтено в части.", "ky": "Бөлүгү эске алынды."}
    )
    service_discussion.confirm(desk, draft, "2026-11-26")
    analysis = _signed_by((corpora() / "discussion" / "ria.ru.docx").read_bytes())
    service_ria.attach(desk, draft, "анализ Планованова.docx", analysis)
    service_release.release(desk, draft, Releasing("Начальник", fields=("licensing", "environment")))
    service_publish.publish(desk, site)
    return Way(desk, draft, site)


def said_in(site: Path) -> dict[str, str]:
    """Return all that a site says, unpacked: the parts of its Word files and books too, text of its PDF."""
    import pdfplumber

    found = {}
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        name, data = path.relative_to(site).as_posix(), path.read_bytes()
        found[name] = data.decode("utf-8", "replace")
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read(each).decode("utf-8", "replace") for each in archive.namelist()]
            found[name] = "\n".join(parts)
        elif path.suffix == ".pdf":
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                text = "\n".join(page.extract_text() for page in pdf.pages)
                found[name] = f"{text}\n{pdf.metadata}"
    return found
