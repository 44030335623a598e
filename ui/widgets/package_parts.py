"""The files of a package: each with its part and the reason, changeable; what is missing or empty."""

from __future__ import annotations

import streamlit as st
from office import desk, go, plain, say, tongue, trouble, words

from expertise import service_package, service_return
from expertise.errors import ExpertiseError
from expertise.reading.package import DRAFT, OK, TABLE, Member
from expertise.service_return import Looked

_COLOURS = {"ok": "green", "empty": "orange", "unreadable": "red", "double": "orange"}


def parts(draft: str, package: Looked) -> None:
    """Show every file with what it was taken for; another choice is entered at once."""
    st.subheader(say("package-parts", count=len(package.members)))
    for error in st.session_state.pop("package-errors", []):
        st.error(trouble(error))
    for place, member in enumerate(package.members):
        with st.container(border=True, key=f"part-{place}"):
            _part(draft, member, place)


def _part(draft: str, member: Member, place: int) -> None:
    names = service_package.part_names(tongue())
    about, choice = st.columns([6, 5], vertical_alignment="center")
    language = f" · {say(f'tongue-{member.language}')}" if member.language else ""
    with about:
        badge = "" if member.state == OK else f" :{_COLOURS[member.state]}-badge[{_state(member)}]"
        st.markdown(f"**{plain(member.file)}**{plain(language)}{badge}")
        st.caption(plain(_ground(member)))
        if member.error:
            st.caption(trouble(member.error))
    with choice:
        known = [name for name in names if name != DRAFT or member.part == DRAFT]
        part = st.selectbox(
            say("package-part"), known, index=known.index(member.part), format_func=names.__getitem__,
            key=f"part-{draft}-{member.file}-{member.part}", label_visibility="collapsed",
        )  # fmt: skip
        if member.part == TABLE and member.state == OK:
            _open_table(draft, member, place)
    if part != member.part:
        _retell(draft, member.file, part)


def _retell(draft: str, file: str, part: str) -> None:
    try:
        with st.spinner(say("upload-wait")):
            made = service_return.retell(desk(), draft, {file: part})
    except ExpertiseError as error:
        st.session_state["package-errors"] = [error]
        st.rerun()
    st.session_state["package-errors"] = list(made.errors)
    go("package", made.draft)


def _open_table(draft: str, member: Member, place: int) -> None:
    """Open the comparative table as a text of its own, with both columns side by side."""
    if st.button(say("package-open-table"), key=f"open-table-{place}", width="stretch"):
        data = service_return.member_data(desk(), draft, member.file)
        (taken,) = desk().receive([(member.file, data)])
        if taken.error:
            st.session_state["package-errors"] = [taken.error]
            st.rerun()
        go("act", taken.draft)


def _state(member: Member) -> str:
    return words()[f"package-state-{member.state}"]


def _ground(member: Member) -> str:
    return words()[f"package-how-{member.ground.how}"].format(words=member.ground.words)


def gaps(package: Looked) -> None:
    """Show what is missing, empty or wrong in the package, with its factor."""
    remarks = package.judgement.remarks
    st.subheader(say("package-gaps", count=len(remarks)))
    kind = words().get(f"type-{package.judgement.kind}", words()["package-kind-unknown"])
    st.caption(plain(words()["package-kind"].format(kind=kind)))
    if not remarks:
        st.success(words()["package-complete"])
        return
    with st.container(border=True, key="package-gaps"):
        for remark in remarks:
            factor = f":orange-badge[{remark.factor}] " if remark.factor else ""
            st.markdown(f"{factor}{plain(service_package.remark_words(remark, tongue()))}")
            for place in remark.places:
                if place.quote:
                    st.caption(plain(f"{place.file}, {place.label}: {place.quote}"))
