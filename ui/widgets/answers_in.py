"""How answers come in: returned files, typed ones, the adopted act."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import desk, plain, say, tongue, trouble, words
from widgets.files_in import emptied, files_in

from expertise import service_answers
from expertise.errors import ExpertiseError
from expertise.lexicon.intake import VERDICTS
from expertise.service_answers import Answered, Imported


def answer_files(draft: str) -> None:
    """Take in returned Word files and tables, and say row by row what could not be entered."""
    if files := files_in("answers-import", ("docx", "xlsx", "csv")):
        st.session_state["answers-imported"] = [_imported(draft, *file) for file in files]
        emptied("answers-import")
    for done in st.session_state.pop("answers-imported", []):
        _told(done)


def _imported(draft: str, name: str, data: bytes) -> Imported | ExpertiseError:
    try:
        return service_answers.import_answers(desk(), draft, name, data)
    except ExpertiseError as error:
        return error


def _told(done: Imported | ExpertiseError) -> None:
    if isinstance(done, ExpertiseError):
        st.error(trouble(done))
        return
    st.success(words()["answers-taken"].format(file=plain(done.file), count=len(done.taken)))
    for left in done.left:
        why = words()[f"answers-left-{left.code}"]
        st.warning(words()["answers-left"].format(place=plain(left.place), why=why, said=plain(left.said)))


def typed_answer(draft: str, found: Sequence[Answered]) -> None:
    """Let a person type an answer that came by letter or telephone."""
    if st.session_state.pop("answer-saved", False):
        st.success(say("answers-saved"))
    by_number = {each.asked.number: each for each in found}
    with st.form("answer-typed", enter_to_submit=False, width=820, clear_on_submit=False):
        numbers = st.multiselect(
            say("answers-which"), list(by_number), format_func=lambda n: _named(by_number[n]),
            key="answer-numbers", placeholder="",
        )  # fmt: skip
        verdict = st.segmented_control(
            say("answers-verdict"), VERDICTS, key="answer-verdict",
            format_func=lambda name: words()[f"answers-verdict-{name}"],
        )  # fmt: skip
        reason = st.text_area(say("answers-reason"), key="answer-reason", height=80)
        wording = st.text_area(say("answers-wording"), key="answer-wording", height=80)
        sent = st.form_submit_button(say("answers-save"), type="primary", key="answer-save")
    if sent and not verdict:
        st.error(say("discussion-choose"))
    elif sent:
        try:
            service_answers.enter_answer(desk(), draft, numbers, verdict, reason, wording)
        except ExpertiseError as error:
            st.error(trouble(error))
            return
        for name in ("answer-numbers", "answer-verdict", "answer-reason", "answer-wording"):
            st.session_state.pop(name, None)
        st.session_state["answer-saved"] = True
        st.rerun()


def _named(each: Answered) -> str:
    place = each.asked.place.get(tongue()) or words()["answers-whole"]
    return f"{each.asked.number}. {place}, {each.asked.objection.factor}"


def adopted_act(draft: str) -> None:
    """Take in the act as it was adopted and say what became of the objections."""
    entry = service_answers.adopted(desk(), draft)
    if entry is not None:
        told = list(entry.payload["fates"].values())
        changed = told.count("changed") + told.count("unclear")
        st.success(
            say(
                "answers-adopted", about=plain(entry.payload["about"]) or "-", cured=told.count("cured"),
                kept=told.count("kept"), changed=changed,
            )
        )  # fmt: skip
    about = st.text_input(say("answers-adopt-about"), key="adopt-about", width=820)
    if files := files_in("answers-adopt", ("docx", "rtf", "txt", "pdf")):
        try:
            service_answers.adopt(desk(), draft, files, about)
        except ExpertiseError as error:
            st.error(trouble(error))
            return
        emptied("answers-adopt")
