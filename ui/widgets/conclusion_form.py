"""The requisites of a conclusion as one form: each field goes to the journal by itself, by a route of ours.

Streamlit sends a field when it is left, and forgets it when the next page or tab does not draw the field any
more; a closed browser and a stopped server take it along. So the fields are a component: every key is kept in
the browser until the journal has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st
from office import desk, say, token, tongue, words
from routes import ROOT

from expertise import service_conclusion as conclusions
from expertise import service_forms
from expertise.conclusion.statement import Statement
from expertise.service_requisites import AREAS, LINES, RECEIVED

_START = """
export default async function (component) {
  const { parentElement, data } = component;
  const element = parentElement.querySelector(".expertise-typing");
  try {
    const { mount } = await import(new URL(data.root + "/typing/form.js", window.location.origin).href);
    mount(element, data);
  } catch (error) {
    element.textContent = data.words["typing-failed"] + " (" + error + ")";
  }
}
"""
_FORM = st.components.v2.component(
    "expertise_typing", html='<div class="expertise-typing"></div>', js=_START, isolate_styles=True
)
Row = dict[str, Any]


def conclusion_form(draft: str, made: Statement) -> None:
    """Ask for the requisites of a draft's conclusion; each is kept as it is typed."""
    seq = desk().state(draft).seq
    if not made.date:
        desk().set_requisites(draft, {"date": conclusions.today()})
    _FORM(
        key=f"typing-{draft}",
        data={
            "root": ROOT, "token": token(), "draft": draft, "person": desk().person, "lang": tongue(),
            "layout": _layout(made), "values": _values(draft, made), "seq": seq,
            "words": {key: text for key, text in words().items() if key.startswith("typing-")},
        },
    )  # fmt: skip


def _layout(made: Statement) -> list[dict[str, Any]]:
    """Return sections of rows of fields; the interface's language stands first."""
    return [
        {"title": "", "rows": [_first(), *(_pair(name, "line") for name in LINES)]},
        {"title": say("conclusion-papers"), "rows": list(_papers(made))},
        {"title": say("conclusion-texts"), "rows": [_pair(name, "area") for name in AREAS]},
        {"title": say("conclusion-people"), "rows": [_person(each.role) for each in made.signatories]},
    ]


def _languages() -> tuple[str, str]:
    return ("ky", "ru") if tongue() == "ky" else ("ru", "ky")


def _first() -> Row:
    forms = [[name, form.name[tongue()]] for name, form in service_forms.known_forms().items()]
    verdicts = [
        [name, say(f"verdict-{name}" if name else "verdict-auto")] for name in ("", *conclusions.VERDICTS)
    ]
    return {
        "widths": [10, 3, 4, 6],
        "fields": [
            {"path": "form", "kind": "choice", "label": say("conclusion-form"), "options": forms},
            {"path": "number", "kind": "line", "label": say("number")},
            {"path": "date", "kind": "day", "label": say("date")},
            {"path": "verdict", "kind": "choice", "label": say("verdict"), "options": verdicts},
        ],
    }


def _pair(name: str, kind: str) -> Row:
    fields = [
        {"path": f"{name}/{each}", "kind": kind, "label": f"{say(name)}, {say(f'in-{each}')}"}
        for each in _languages()
    ]
    return {"widths": [1, 1], "fields": fields}


def _papers(made: Statement) -> Iterable[Row]:
    received = [[name, say(f"received-{name}")] for name in RECEIVED]
    for kind, paper in zip(service_forms.papers(), made.papers, strict=True):
        name = paper.name[tongue()]
        note = {
            "path": f"papers/{kind.id}/note/{tongue()}", "kind": "line", "hint": say("paper-note"),
            "label": f"{name}: {say('paper-note')}", "quiet": True,
        }  # fmt: skip
        picked = {"path": f"papers/{kind.id}/received", "kind": "pick", "label": name, "options": received}
        yield {"name": name, "widths": [4, 3, 5], "fields": [picked, note]}


def _person(role: str) -> Row:
    return {
        "widths": [1, 1, 1],
        "fields": [
            {"path": f"signatories/{role}/name", "kind": "line", "label": say(role)},
            *(
                {"path": f"signatories/{role}/post/{each}", "kind": "line", "label": _post(role, each)}
                for each in _languages()
            ),
        ],
    }


def _post(role: str, language: str) -> str:
    return f"{say(f'signer-{role}')}, {say(f'in-{language}')}"


def _values(draft: str, made: Statement) -> dict[str, str]:
    """Return what the fields show, by path."""
    found = {
        "form": made.form, "number": made.number, "date": made.date or conclusions.today(),
        "verdict": conclusions.chosen_verdict(desk(), draft),
    }  # fmt: skip
    for name in (*LINES, *AREAS):
        found |= _texts(name, getattr(made, name))
    for kind, paper in zip(service_forms.papers(), made.papers, strict=True):
        found[f"papers/{kind.id}/received"] = paper.received
        found |= _texts(f"papers/{kind.id}/note", paper.note)
    for each in made.signatories:
        found[f"signatories/{each.role}/name"] = each.name.get(tongue(), "")
        found |= _texts(f"signatories/{each.role}/post", each.post)
    return found


def _texts(path: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{path}/{language}": texts.get(language, "") for language in ("ru", "ky")}
