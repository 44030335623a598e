"""Taking in documents: drafts one by one, or a whole package as .zip, as many files, as a folder."""

from __future__ import annotations

import streamlit as st
from office import desk, go, plain, say, trouble

from expertise import service_desk
from expertise import service_return as returns
from expertise.errors import ExpertiseError
from expertise.service_desk import Received

File = tuple[str, bytes]


def upload(*, opened: bool) -> None:
    """Ask for files; what became of each is said below after the next run."""
    with st.expander(say("upload-title"), expanded=opened, icon=":material/upload_file:"):
        st.session_state.setdefault("upload-round", 0)
        folder = st.toggle(say("upload-folder"), key="upload-folder")
        picked = st.file_uploader(
            say("upload-hint"), accept_multiple_files="directory" if folder else True,
            type=[*service_desk.suffixes(), ".zip"],
            key=f"upload-{folder}-{st.session_state['upload-round']}",
        )  # fmt: skip
        files = [(file.name, file.getvalue()) for file in picked or ()]
        if files:
            _buttons(files, folder)
    for each in st.session_state.pop("received", []):
        _said(each)


def _buttons(files: list[File], folder: bool) -> None:
    several = len(files) > 1
    package, single, _ = st.columns([4, 4, 4])
    apart = not folder and (several or not _is_zip(files[0]))
    if (several or _is_zip(files[0])) and package.button(
        say("upload-package"), type="secondary" if apart else "primary", key="upload-package", width="stretch"
    ):
        _take_package(files)
    if apart and single.button(
        say("upload-apart" if several else "upload-go"), type="primary", key="upload-go", width="stretch"
    ):
        with st.spinner(say("upload-wait")):
            st.session_state["received"] = _take_apart(files)
        st.session_state["upload-round"] += 1
        st.rerun()


def _is_zip(file: File) -> bool:
    return file[0].casefold().endswith(".zip")


def _take_package(files: list[File]) -> None:
    """Take the files as one package and open its page."""
    try:
        with st.spinner(say("upload-wait")):
            if len(files) == 1:
                taken = returns.receive_package(desk(), *files[0])
            else:
                taken = returns.receive_files(desk(), files)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.session_state["upload-round"] += 1
    st.session_state["package-known"] = taken.known
    go("package", taken.draft)


def _take_apart(files: list[File]) -> list[Received]:
    """Take drafts each for itself, a .zip among them as the package it is."""
    made = []
    for name, data in filter(_is_zip, files):
        try:
            taken = returns.receive_package(desk(), name, data)
            made.append(Received(name, taken.draft, known=taken.known))
        except ExpertiseError as error:
            made.append(Received(name, "", error=error))
    return made + desk().receive([file for file in files if not _is_zip(file)])


def _said(each: Received) -> None:
    if each.error:
        st.error(trouble(each.error))
    elif each.known:
        st.info(say("upload-known", file=plain(each.file)))
    else:
        st.success(say("upload-done", file=plain(each.file)))
