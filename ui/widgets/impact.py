"""The regulatory impact analysis of a draft beside the checklist."""

from __future__ import annotations

import streamlit as st
from office import desk, plain, say, tongue, trouble, words
from widgets.table import table

from expertise import service_ria
from expertise.errors import ExpertiseError


def impact(draft: str) -> None:
    """Show the analysis with what it has and lacks, and take one in."""
    try:
        _shown(draft)
        _taking_in(draft)
    except ExpertiseError as error:
        st.error(trouble(error))


def _shown(draft: str) -> None:
    found = service_ria.ria(desk(), draft)
    if found is None:
        st.info(say("ria-none"))
        return
    st.markdown(say("ria-attached", file=plain(found.file), person=plain(found.person)))
    if found.complete:
        st.success(words()["ria-complete"])
    else:
        st.warning(words()["ria-incomplete"])
    rows = [
        [words()["ria-yes" if item.found else "ria-no"], item.text[tongue()], item.quote]
        for item in found.items
    ]
    table(
        [say(f"ria-{name}") for name in ("there", "point", "quote")],
        rows,
        alerts=[not item.found for item in found.items],
        widths=(8, 34, 58),
    )
    if not found.reviewed:
        st.caption(words()["ria-working"])


def _taking_in(draft: str) -> None:
    for name, data in service_ria.in_package(desk(), draft).items():
        if st.button(say("ria-from-package", file=plain(name)), key=f"ria-{name}"):
            service_ria.attach(desk(), draft, name, data)
            st.rerun()
    st.session_state.setdefault("ria-round", 0)
    key = f"ria-file-{st.session_state['ria-round']}"
    file = st.file_uploader(say("ria-hint"), type=["docx", "rtf", "txt", "pdf"], key=key)
    if file and st.button(say("ria-go"), type="primary", key="ria-go"):
        service_ria.attach(desk(), draft, file.name, file.getvalue())
        st.session_state["ria-round"] += 1
        st.rerun()
