"""A small server with the reader's contract: synthetic acts, entries in memory, failures on demand."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

ROOT = Path(__file__).resolve().parents[2]
READER = ROOT / "ui" / "widgets" / "reader"
MESSAGES = ROOT / "lexicons" / "messages"
TOKEN = "token-of-the-test"
TYPES = {".js": "text/javascript", ".css": "text/css"}
LEVELS = {"high": 78, "medium": 54, "low": 22}
PARTS = {"stakes": 25, "discretion": 18, "safeguards": 11, "addressee": 10, "force": 5}
OTHER = {"ru": "ky", "ky": "ru"}

FACTORS: dict[str, dict[str, str]] = {
    "A1": {"ru": "Широта дискреционных полномочий", "ky": "Дискрециялык ыйгарым укуктардын кеңдиги"},
    "A7": {
        "ru": "Отсутствие или неполнота административных процедур",
        "ky": "Административдик жол-жоболордун жоктугу же толук эместиги",
    },
    "B1": {
        "ru": "Наличие завышенных требований к лицу, предъявляемых для реализации принадлежащего ему права",
        "ky": "Адамга таандык укукту ишке ашыруу үчүн коюлган ашыкча талаптар",
    },
    "C5": {
        "ru": "Отсутствие (неясность) порядка обжалования",
        "ky": "Даттануу тартибинин жоктугу (так эместиги)",
    },
}
CLAUSES = {"A1": "3.1"}
ABOUT = {
    "ru": "Орган или должностное лицо решает вопрос о правах лица, а срок, основание, условие или предел "
    "размера не установлены либо одно полномочие дано двум органам.",
    "ky": "Орган же кызмат адамы жактын укуктары жөнүндө маселени чечет, бирок мөөнөтү, негизи, шарты же "
    "өлчөмүнүн чеги белгиленген эмес же бир эле ыйгарым укук эки органга берилген.",
}
WHY = {
    "ru": "Орган сам решает, есть ли необходимость, а случаи, в которых он вправе это делать, не названы.",
    "ky": "Зарылчылыктын бар-жогун орган өзү чечет, ал муну кайсы учурларда жасай алары аталган эмес.",
}
CURE = {
    "ru": "Заменить слова закрытым перечнем случаев или измеримым условием и установить срок.",
    "ky": "Бул сөздөрдү учурлардын жабык тизмеси же өлчөнүүчү шарт менен алмаштырып, мөөнөт белгилөө.",
}
TITLE = {"ru": "Условие «при необходимости»", "ky": "«Зарыл болгондо» деген шарт"}
REASONS: list[tuple[str, str, str, bool]] = [
    ("not-a-power", "Норма не даёт органу полномочия", "Ченем органга ыйгарым укук бербейт", False),
    ("elsewhere", "Гарантия есть в другой норме", "Кепилдик башка ченемде бар", False),
    ("narrow", "Полномочие узкое, вреда нет", "Ыйгарым укук тар, зыяны жок", False),
    ("misread", "Инструмент неверно прочёл текст", "Курал текстти туура эмес окуган", False),
    ("other", "Другая причина", "Башка себеп", True),
]
LINES = {
    "ru": [
        "Лицензиар при необходимости запрашивает у соискателя лицензии дополнительные сведения и документы.",
        "Решение об отказе в выдаче лицензии принимается уполномоченным органом в разумный срок.",
        "Размер платы за рассмотрение заявления определяется уполномоченным органом.",
        "Заявитель подаёт заявление и копию документа, удостоверяющего личность.",
        "Уполномоченный орган вправе приостановить действие лицензии в случаях, "
        "предусмотренных законодательством, и сообщает об этом в порядке, который устанавливает сам.",
    ],
    "ky": [
        "Лицензиар зарыл болгон учурда лицензия алуучудан кошумча маалыматтарды жана документтерди сурайт.",
        "Лицензия берүүдөн баш тартуу жөнүндө чечимди орган акылга сыярлык мөөнөттө кабыл алат.",
        "Арызды кароо үчүн төлөмдүн өлчөмүн ыйгарым укуктуу орган аныктайт.",
        "Арыз ээси арызды жана өздүгүн тастыктаган документтин көчүрмөсүн берет.",
        "Ыйгарым укуктуу орган мыйзамдарда каралган учурларда лицензиянын колдонулушун токтото турууга "
        "укуктуу жана бул тууралуу лицензиатка өзү белгилеген тартипте билдирет.",
    ],
}
# Line of LINES, words, factor, level.
MARKED = {
    "ru": [
        (0, "при необходимости запрашивает", "A1", "high"),
        (0, "запрашивает у соискателя лицензии дополнительные сведения", "B1", "medium"),
        (1, "в разумный срок", "A7", "medium"),
        (2, "определяется уполномоченным органом", "A1", "low"),
        (4, "вправе приостановить действие лицензии", "C5", "high"),
    ],
    "ky": [
        (0, "зарыл болгон учурда", "A1", "high"),
        (0, "болгон учурда лицензия алуучудан кошумча маалыматтарды", "B1", "medium"),
        (1, "акылга сыярлык мөөнөттө", "A7", "medium"),
        (2, "өлчөмүн ыйгарым укуктуу орган аныктайт", "A1", "low"),
        (4, "токтото турууга укуктуу", "C5", "high"),
    ],
}
HEADINGS = {
    "ru": ["Выдача лицензии", "Отказ в выдаче и приостановление действия лицензии", "Плата за рассмотрение"],
    "ky": ["Лицензияны берүү", "Берүүдөн баш тартуу жана токтото туруу", "Кароо үчүн төлөм"],
}
WORDS = {
    "ru": {
        "title": "О лицензировании отдельных видов деятельности", "law": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
        "article": "Статья {n}", "label": "ст. {a} ч. {p}", "chapter": "Глава {n}",
        "who": "уполномоченный орган", "chapter-name": "Общий порядок", "label-article": "ст. {n}",
    },
    "ky": {
        "title": "Ишкердиктин айрым түрлөрүн лицензиялоо жөнүндө", "law": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ",
        "article": "{n}-берене", "label": "{a}-берененин {p}-бөлүгү", "chapter": "{n}-глава",
        "who": "ыйгарым укуктуу орган", "chapter-name": "Жалпы тартип", "label-article": "{n}-берене",
    },
}  # fmt: skip


@dataclass
class Act:
    """An act of the contract while it is being written."""

    language: str
    sections: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    cases: list[dict[str, Any]] = field(default_factory=list)
    other: dict[str, str] = field(default_factory=dict)

    def add_line(self, text: str, role: str, eid: str, body: int = 0, depth: int = 0) -> int:
        self.lines.append({"t": text, "r": role, "e": eid, "d": depth, "b": body})
        return len(self.lines) - 1

    def open(self, eid: str, label: str, heading: str, kind: str, depth: int) -> None:
        at = len(self.lines)
        section = {"eid": eid, "label": label, "heading": heading, "kind": kind, "depth": depth}
        self.sections.append({**section, "first": at, "last": at})

    def close(self) -> None:
        self.sections[-1]["last"] = len(self.lines)

    def find(self, line: int, which: int, eid: str, label: str) -> None:
        """Add the findings of the template line ``which``, written as line number ``line``."""
        marked = [m for m in MARKED[self.language] if m[0] == which]
        if not marked:
            return
        self.cases.append({"eid": eid, "label": label, "findings": []})
        text = self.lines[line]["t"]
        for _, words, factor, level in marked:
            start = text.index(words)
            self.add_finding(line, [start, start + len(words)], factor, level, eid, label)

    def add_finding(self, line: int, at: list[int], factor: str, level: str, eid: str, label: str) -> None:
        number = len(self.findings)
        text, body = self.lines[line]["t"], self.lines[line]["b"]
        self.cases[-1]["findings"].append(number)
        self.findings.append({
            "key": f"{self.language}:{number:04d}", "case": len(self.cases) - 1, "factor": factor,
            "level": level, "severity": LEVELS[level], "confidence": 0.8 if number % 2 else 0.65,
            "parts": PARTS, "eid": eid, "label": label, "quote": text[at[0] : at[1]], "norm": text[body:],
            "who": {tongue: WORDS[tongue]["who"] for tongue in WORDS},
            "why": WHY, "recommendation": CURE, "missing": ["deadline", "ground"],
            "searched": ["sentence", "article", "act"], "rule": f"{factor}-01", "title": TITLE,
            "marks": [[line, *at]], "twins": [f"{OTHER[self.language]}:{number:04d}"],
        })  # fmt: skip


def make_act(document: str, language: str, articles: int, paragraphs: int, chapters: int) -> dict[str, Any]:
    """Write an act: a title, then articles of that many paragraphs, five templates in turn."""
    words, act = WORDS[language], Act(language)
    act.open("act", "", words["title"], "act", 0)
    act.add_line(words["law"], "front", "act")
    act.add_line(words["title"], "front", "act")
    act.close()
    for article in range(1, articles + 1):
        if article % chapters == 1:
            eid, label = f"chp_{article // chapters + 1}", words["chapter"].format(n=article // chapters + 1)
            act.open(eid, label, words["chapter-name"], "chapter", 0)
            act.add_line(f"{label}. {words['chapter-name']}", "heading", eid)
            act.close()
        write_article(act, article, paragraphs)
    return {
        "document": document, "language": language, "title": words["title"], "text_sha": document,
        "sections": act.sections, "lines": act.lines, "findings": act.findings, "cases": act.cases,
        "factors": {k: {"name": v, "about": ABOUT, "clause": CLAUSES.get(k, "")} for k, v in FACTORS.items()},
        "reasons": [{"id": i, "text": {"ru": ru, "ky": ky}, "free": free} for i, ru, ky, free in REASONS],
        "other": act.other,
        "limits": [{"factor": "C5", "reason": {
            "ru": "нужно сравнить норму со всем актом и с другими актами",
            "ky": "ченемди бүт акты жана башка актылар менен салыштыруу керек",
        }}],
    }  # fmt: skip


def write_article(act: Act, article: int, paragraphs: int) -> None:
    words, headings = WORDS[act.language], HEADINGS[act.language]
    heading, name = headings[article % len(headings)], words["article"].format(n=article)
    eid = f"art_{article}"
    act.open(eid, words["label-article"].format(n=article), heading, "article", 1)
    act.add_line(f"{name}. {heading}", "heading", eid, len(name) + 2)
    for part in range(1, paragraphs + 1):
        which = (part - 1) % len(LINES["ru"])
        number, unit = f"{part}. ", f"{eid}__para_{part}"
        line = act.add_line(number + LINES[act.language][which], "norm", unit, len(number))
        act.other[unit] = LINES[OTHER[act.language]][which]
        act.find(line, which, unit, words["label"].format(a=article, p=part))
    act.close()


def make_big(document: str) -> dict[str, Any]:
    """About 1.5 MB of text: 5,000 lines, 2,000 findings, half of them over each other."""
    act = make_act(document, "ru", 1000, 4, 20)
    filler = " Порядок рассмотрения, указанный в настоящей статье, применяется ко всем заявителям одинаково."
    for line in act["lines"]:
        if line["r"] == "norm":
            line["t"] += filler
    del act["findings"][2000:]
    act["cases"] = [c for c in act["cases"] if max(c["findings"]) < 2000]
    return act


@dataclass
class Desk:
    """The server's memory and its switches."""

    acts: dict[str, dict[str, Any]]
    decisions: dict[str, dict[str, Any]] = field(default_factory=dict)
    own: list[dict[str, Any]] = field(default_factory=list)
    journal: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    before: list[tuple[dict[str, Any], list[dict[str, Any]]]] = field(default_factory=list)
    signed: dict[str, str] | None = None
    fail: int = 0
    delay: float = 0.0
    busy: int = 0
    together: int = 0

    def reset(self) -> None:
        self.__init__(self.acts)  # type: ignore[misc]

    @property
    def undoable(self) -> int | None:
        return len(self.journal) if self.before else None

    def enter(self, entry: dict[str, Any]) -> dict[str, Any]:
        if entry["client"] in self.answers:
            return self.answers[entry["client"]]
        old = dict(self.decisions)
        if entry["action"] == "undo":
            self.decisions, self.own = self.before.pop()
        else:
            self.before.append((old, list(self.own)))
            self.take(entry)
        self.journal.append(entry)
        keys = {k for k in old.keys() | self.decisions.keys() if old.get(k) != self.decisions.get(k)}
        changed = {key: self.decisions.get(key) for key in keys}
        own = self.own_of(entry["document"])
        answer = {"seq": len(self.journal), "decisions": changed, "own": own, "undoable": self.undoable}
        self.answers[entry["client"]] = answer
        return answer

    def take(self, entry: dict[str, Any]) -> None:
        if entry["action"] == "own":
            self.own = [*self.own, self.own_finding(entry)]
        elif entry["action"] == "withdraw":
            self.own = [item for item in self.own if item["key"] not in entry["subjects"]]
        else:
            kept = {k: entry.get(k) for k in ("action", "reason", "note", "why", "recommendation")}
            said = {**kept, "at": "2026-11-22T14:05:00+06:00", "person": "А. Асанова", "stale": False}
            self.decisions = {**self.decisions, **dict.fromkeys(entry["subjects"], said)}

    def own_of(self, document: str) -> list[dict[str, Any]]:
        return [item for item in self.own if item["document"] == document]

    def own_finding(self, entry: dict[str, Any]) -> dict[str, Any]:
        line, start, end = entry["marks"][0]
        at = self.acts[entry["document"]]["lines"][line]
        kept = {k: entry[k] for k in ("document", "factor", "level", "why", "recommendation", "marks")}
        section = next(s for s in self.acts[entry["document"]]["sections"] if s["first"] <= line < s["last"])
        return {**kept, "key": f"own:{entry['client']}", "quote": at["t"][start:end], "eid": at["e"],
                "label": section["label"], "lost": False}  # fmt: skip


def make_app(desk: Desk) -> Starlette:
    def refused(request: Request) -> Response | None:
        desk.requests.append(request.url.path)
        if request.headers.get("X-Expertise-Token") != TOKEN:
            return JSONResponse({"error": {"code": "no-session", "message": "no token"}}, 401)
        return None

    async def act(request: Request) -> Response:
        found = desk.acts[request.path_params["document"]]
        return refused(request) or JSONResponse(found, headers={"ETag": f'"{found["text_sha"]}"'})

    async def state(request: Request) -> Response:
        told = {"seq": len(desk.journal), "signed": desk.signed, "decisions": desk.decisions,
                "own": desk.own_of(request.query_params["document"]), "undoable": desk.undoable}  # fmt: skip
        return refused(request) or JSONResponse(told)

    async def entries(request: Request) -> Response:
        if answer := refused(request):
            return answer
        desk.busy += 1
        desk.together = max(desk.together, desk.busy)
        try:
            await asyncio.sleep(desk.delay)
            if desk.fail:
                message = {"error": {"code": "refused", "message": "Решение не принято: нет прав."}}
                return JSONResponse(message, desk.fail)
            return JSONResponse(desk.enter(await request.json()))
        finally:
            desk.busy -= 1

    async def static(request: Request) -> Response:
        path = READER / request.path_params["name"]
        return FileResponse(path, media_type=TYPES[path.suffix], headers={"Cache-Control": "no-cache"})

    return Starlette(
        routes=[
            Route("/desk/act/{document}", act),
            Route("/desk/draft/{draft}/state", state),
            Route("/desk/draft/{draft}/entries", entries, methods=["POST"]),
            Route("/desk/reader/{name}", static),
            Route("/page", page),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
    )


async def page(request: Request) -> Response:
    """The page around the reader, as Streamlit would be: an element, in a shadow root when asked."""
    asked = {"lang": "ru", "language": "ru", "goto": "", "height": "640px", **request.query_params}
    kept = {name: asked[name] for name in ("document", "lang", "language", "height", "goto")}
    data = {**kept, "root": "/desk", "token": TOKEN, "draft": "d1", "words": words(asked["lang"])}
    text = PAGE.replace("SHADOW", "true" if "shadow" in asked else "false")
    return HTMLResponse(text.replace("DATA", JSONResponse(data).body.decode().replace("<", "\\u003c")))


PAGE = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>reader</title>
<link rel="icon" href="data:,">
<style>body { margin: 0; padding: 8px 12px; font-family: sans-serif; }</style>
<div id="host"></div><script type="module">
const host = document.getElementById("host");
let element = host;
if (SHADOW) {
  element = document.createElement("div");
  host.attachShadow({ mode: "open" }).append(element);
}
window.heard = [];
window.hostKeys = [];
document.addEventListener("reader-changed", (event) => heard.push(event.detail));
document.addEventListener("keydown", (event) => hostKeys.push(event.code));
window.data = DATA;
const { mount } = await import("/desk/reader/main.js");
window.again = (change = {}) => mount(element, { ...data, ...change });
mount(element, data);
</script></html>"""


def words(lang: str) -> dict[str, str]:
    """The interface's words as the desk gives them."""
    paths = [MESSAGES / f"{lang}.yml", *sorted(MESSAGES.glob(f"*.{lang}.yml"))]
    texts = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    wanted = ("reader-", "slot-", "where-", "part-", "level-")
    return {key: text for each in texts for key, text in each.items() if key.startswith(wanted)}


def make_desk() -> Desk:
    return Desk({
        "small": make_act("small", "ru", 6, 5, 3), "small-ky": make_act("small-ky", "ky", 6, 5, 3),
        "big": make_big("big"), "empty": {**make_act("empty", "ru", 3, 4, 3), "findings": [], "cases": []},
    })  # fmt: skip


@contextmanager
def running(desk: Desk) -> Iterator[str]:
    """Serve the desk on a free port in a thread; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(desk), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(5)
