"""The decision on a package: examine it, or return it without examination with a letter."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from office import day, desk, go, moment, plain, say, tongue, trouble
from widgets.download import paper

from expertise import service_conclusion, service_forms, service_package
from expertise import service_return as returns
from expertise.errors import ExpertiseError
from expertise.service_return import Returning


def package_examine(draft: str) -> None:
    """Offer to go on to the text, where there is one to examine."""
    if not desk().texts(draft):
        st.warning(say("no-texts"))
    elif st.button(say("package-examine"), type="primary", key="package-examine", width="stretch"):
        go("act", draft)


def package_return(draft: str) -> None:
    """Ask for a return without examination; with number and date it is entered with its letters."""
    state = desk().state(draft)
    if state.signed or state.returned:
        if state.signed:
            st.caption(say("package-signed"))
        return
    with st.expander(
        say("package-return"), key=f"return-{draft}", icon=":material/undo:", on_change="rerun"
    ) as form:
        if form.open:
            _form(draft)


def _form(draft: str) -> None:
    known = service_forms.letter_form().reasons
    shown = [each["id"] for each in returns.package_of(desk(), draft)["reasons"]]
    chosen = st.multiselect(
        say("return-reasons"), list(known), default=shown, key=f"return-reasons-{draft}",
        format_func=lambda name: _reason(draft, known[name][tongue()], name),
        placeholder=say("return-choose"),
    )  # fmt: skip
    one, two, three = st.columns(3)
    number = one.text_input(say("number"), key=f"return-number-{draft}")
    date = two.text_input(say("return-date"), value=service_conclusion.today(), key=f"return-date-{draft}")
    incoming = three.text_input(say("return-incoming"), key=f"return-incoming-{draft}")
    left, right = st.columns(2)
    ground = {
        language: column.text_input(say(f"return-ground-{language}"), key=f"return-ground-{language}-{draft}")
        for column, language in ((left, "ky"), (right, "ru"))
    }
    said = Returning(
        tuple(chosen), ground=ground, incoming=incoming, number=number.strip(), date=date.strip()
    )
    if chosen:
        _preview(draft, said)
    if st.button(
        say("return-go"), key="return-go", disabled=not (chosen and number.strip()), width="stretch"
    ):
        _enter(draft, said)


def _reason(draft: str, text: str, name: str) -> str:
    """Return a reason with the documents that this package lacks."""
    names = service_package.part_names(tongue())
    found = next((r for r in returns.package_of(desk(), draft)["reasons"] if r["id"] == name), None)
    parts = ", ".join(names.get(part, part) for part in found["parts"]) if found else "…"
    return text.format(parts=parts)


def _preview(draft: str, said: Returning) -> None:
    """Offer the letter as it would be written now."""
    try:
        files = returns.letters(returns.return_letter(desk(), draft, said))
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.caption(say("return-preview"))
    _downloads(files, "preview")


def _enter(draft: str, said: Returning) -> None:
    try:
        with st.spinner(""):
            returns.return_draft(desk(), draft, said)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.rerun()


def returned(draft: str) -> None:
    """Show that a draft was returned, and its letters as they were written."""
    entry = desk().state(draft).returned
    if entry is None:
        return
    said: Any = entry.payload
    with st.container(border=True, key="returned"):
        st.markdown(
            say(
                "returned-line", number=plain(said["number"]), date=day(said["date"]),
                at=moment(entry.at), person=plain(entry.person),
            )
        )  # fmt: skip
        _downloads(returns.returned_files(desk(), entry), "returned")


def _downloads(files: dict[str, bytes], key: str) -> None:
    for column, (name, data) in zip(st.columns(len(files)), files.items(), strict=True):
        paper(name, partial(bytes, data), f"{key}-{name}", column)
