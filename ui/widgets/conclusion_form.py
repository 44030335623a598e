"""The requisites of a conclusion, as one form: nothing typed is lost, both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from office import desk, say, tongue

from expertise import service_conclusion as conclusions
from expertise import service_forms
from expertise.conclusion.statement import Paper, Signatory, Statement

_LINES = ("initiator", "ground", "place")
_AREAS = ("subject", "collisions", "differences", "remarks")
_RECEIVED = ("yes", "no", "none")


def conclusion_form(draft: str, made: Statement) -> None:
    """Ask for the requisites of a draft's conclusion; each is kept as soon as it is typed."""
    fields = _Fields(draft)
    values = _requisites(fields, made)
    values |= {name: fields.pair(name, getattr(made, name), area=False) for name in _LINES}
    st.subheader(say("conclusion-papers"))
    values["papers"] = _papers(fields, made.papers)
    st.subheader(say("conclusion-texts"))
    values |= {name: fields.pair(name, getattr(made, name), area=True) for name in _AREAS}
    st.subheader(say("conclusion-people"))
    values["signatories"] = {each.role: _signatory(fields, each) for each in made.signatories}
    shown = _shown(draft, made)
    changed = {name: value for name, value in values.items() if value != shown[name]}
    if changed:
        desk().set_requisites(draft, changed)
    st.caption(say("conclusion-kept"))


class _Fields:
    """The widgets of one draft: their keys carry its id, so that no text strays into another draft."""

    def __init__(self, draft: str) -> None:
        self.draft = draft

    def key(self, name: str) -> str:
        return f"conclusion-{name}-{self.draft}"

    def pair(self, name: str, texts: Mapping[str, str], *, area: bool) -> dict[str, str]:
        """Ask for one text in both languages, the interface's first."""
        order = ("ky", "ru") if tongue() == "ky" else ("ru", "ky")
        found = {}
        for column, language in zip(st.columns(2), order, strict=True):
            ask = column.text_area if area else column.text_input
            label = f"{say(name)}, {say(f'in-{language}')}"
            value = ask(label, value=texts.get(language, ""), key=self.key(f"{name}-{language}"))
            found[language] = (value or "").strip()
        return found


def _shown(draft: str, made: Statement) -> dict[str, Any]:
    """Return what the fields show before anybody types: only what differs from it is entered."""
    texts = {name: _both(getattr(made, name)) for name in (*_LINES, *_AREAS)}
    papers = {
        kind.id: {"received": paper.received, "note": dict(paper.note)}
        for kind, paper in zip(service_forms.papers(), made.papers, strict=True)
    }
    people = {each.role: {"name": _both(each.name), "post": _both(each.post)} for each in made.signatories}
    verdict = conclusions.chosen_verdict(desk(), draft)
    return {
        "form": made.form, "number": made.number, "date": made.date, "verdict": verdict, **texts,
        "papers": papers, "signatories": people,
    }  # fmt: skip


def _both(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: texts.get(language, "") for language in ("ru", "ky")}


def _requisites(fields: _Fields, made: Statement) -> dict[str, Any]:
    form, number, day, verdict = st.columns([4, 2, 2, 4])
    forms = service_forms.known_forms()
    chosen = form.selectbox(
        say("conclusion-form"), list(forms), index=list(forms).index(made.form),
        format_func=lambda name: forms[name].name[tongue()], key=fields.key("form"),
    )  # fmt: skip
    written = number.text_input(say("number"), value=made.number, key=fields.key("number"))
    held = date.fromisoformat(made.date) if made.date else date.today()
    signed_on = day.date_input(say("date"), value=held, format="DD.MM.YYYY", key=fields.key("date"))
    verdicts = ("", *conclusions.VERDICTS)
    judged = verdict.selectbox(
        say("verdict"), verdicts, index=verdicts.index(conclusions.chosen_verdict(desk(), fields.draft)),
        key=fields.key("verdict"),
        format_func=lambda name: say(f"verdict-{name}" if name else "verdict-auto"),
    )  # fmt: skip
    iso = signed_on.isoformat() if signed_on else ""
    return {"form": chosen, "number": (written or "").strip(), "date": iso, "verdict": judged}


def _papers(fields: _Fields, papers: tuple[Paper, ...]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for kind, paper in zip(service_forms.papers(), papers, strict=True):
        name, received, note = st.columns([4, 3, 5], vertical_alignment="center")
        name.markdown(paper.name[tongue()])
        chosen = received.segmented_control(
            paper.name[tongue()], _RECEIVED, default=paper.received, required=True,
            format_func=lambda value: say(f"received-{value}"), key=fields.key(f"paper-{kind.id}"),
            label_visibility="collapsed",
        )  # fmt: skip
        remark = note.text_input(
            paper.name[tongue()], value=paper.note.get(tongue(), ""), label_visibility="collapsed",
            placeholder=say("paper-note"), key=fields.key(f"note-{kind.id}"),
        )  # fmt: skip
        remark = (remark or "").strip()
        said = {**paper.note, tongue(): remark} if remark or tongue() in paper.note else dict(paper.note)
        found[kind.id] = {"received": chosen, "note": said}
    return found


def _signatory(fields: _Fields, person: Signatory) -> dict[str, dict[str, str]]:
    name, ru, ky = st.columns(3)
    role = say("expert" if person.role == "expert" else "head")
    who = name.text_input(role, value=person.name.get(tongue(), ""), key=fields.key(person.role))
    russian = ru.text_input(say("post"), value=person.post.get("ru", ""), key=fields.key(f"{person.role}-ru"))
    kyrgyz = ky.text_input(
        say("post-other"), value=person.post.get("ky", ""), key=fields.key(f"{person.role}-ky")
    )
    said = (who or "").strip()
    posts = {"ru": (russian or "").strip(), "ky": (kyrgyz or "").strip()}
    return {"name": dict.fromkeys(("ru", "ky"), said), "post": posts}
