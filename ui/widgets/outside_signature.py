"""A signature made outside (.p7s, .sig): take the released file away, bring its signature back."""

from __future__ import annotations

from functools import partial

import streamlit as st
from office import desk, plain, say, trouble, words
from widgets.download import download

from expertise import service_release
from expertise.errors import ExpertiseError
from expertise.review.releases import Outside, Release, releases, standing
from expertise.service_clearing import Warnings
from expertise.service_publish import Standing
from expertise.service_release import Attaching

_FORMS = ("docx", "pdf")
_ROUND = "outside-round"  # an uploader is emptied by a new key


def outside_signature(draft: str, held: Standing, found: Warnings) -> None:
    """Show the released files with what was attached to them, and take in one more signature."""
    stands = standing(releases(desk().store.entries(draft)))
    if stands is None:
        st.info(say("outside-none"))
        return
    st.caption(say("outside-about"))
    _attached(stands)
    target = _file(stands)
    number = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader(say("outside-file"), type=["p7s", "sig"], key=f"outside-file-{number}", width=720)
    if file is None:
        return
    consent, key = False, b""
    if file.name.lower().endswith(".p7s"):
        consent = st.checkbox(say("outside-consent"), key=f"outside-consent-{number}")
    else:
        given = st.file_uploader(say("outside-key"), key=f"outside-key-{number}", width=720)
        key = given.getvalue() if given else b""
    said = Attaching(target, file.name, file.getvalue(), consent, key)
    if st.button(say("outside-go"), type="primary", key="outside-go"):
        _attach(draft, said)


def _attached(stands: Release) -> None:
    last: dict[str, Outside] = {each.target: each for each in stands.outside}
    for each in last.values():
        if each.checked:
            st.success(say("outside-checked", target=plain(each.target), key=each.key[:16]))
        else:
            st.info(say("outside-unchecked", target=plain(each.target)))


def _file(stands: Release) -> str:
    """Ask which released file was signed, and offer its very bytes: no other file will do."""
    held = (name for name in stands.files if name.rpartition(".")[2] in _FORMS)
    names = sorted(held, key=lambda name: (not name.endswith(".pdf"), name))
    choice, take = st.container(width=720).columns([7, 5], vertical_alignment="bottom")
    target = choice.selectbox(say("outside-target"), names, key="outside-target")
    download(
        say("outside-take"), target, partial(desk().store.file, stands.files[target]), "outside-take",
        where=take,
    )  # fmt: skip
    return str(target)


def _attach(draft: str, said: Attaching) -> None:
    if said.name.lower().endswith(".p7s") and not said.consent:
        st.warning(say("outside-consent-first"))
        return
    try:
        entry = service_release.attach(desk(), draft, said)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.session_state[_ROUND] += 1
    done = words()["attach-checked" if entry.payload["checked"] else "attach-unchecked"]
    st.session_state["publication-told"] = done.format(file=said.target, key=entry.payload["key"][:16])
    st.rerun()
