"""Signing, and what was signed."""

from __future__ import annotations

from functools import partial

import streamlit as st
from office import day, desk, moment, plain, say, trouble
from widgets.download import download, paper

from expertise import service_conclusion as conclusions
from expertise.errors import ExpertiseError
from expertise.review.journal import Entry

#: Whose conclusion was signed in this session, and how many of it there were before.
_SIGNING = "signing"


def keep_signing(draft: str) -> None:
    """Keep what was said for signing while another part is open; Streamlit forgets what it does not draw."""
    for name in ("leave", "override", "override-ky"):
        key = f"sign-{name}-{draft}"
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def signing(draft: str) -> None:
    """Say what is missing, ask for what signing needs, sign."""
    ready = conclusions.readiness(desk(), draft)
    # Each in a place of its own: a message that comes or goes would draw the fields below it anew, and what
    # somebody is typing there would be gone.
    with st.container():
        _left_out(draft, ready)
    with st.container():
        leave = bool(ready.left) and st.checkbox(say("leave-undecided"), key=f"sign-leave-{draft}")
    with st.container():
        override, kyrgyz = _reason(draft, ready.unreviewed)
    with st.container():
        able = (
            not _in_the_way(draft, ready)
            and (leave or not ready.left)
            and bool(override.strip() or not ready.unreviewed)
        )
        if able:
            st.success(say("ready-good"))
    if st.button(say("sign"), type="primary", key="sign", disabled=not able):
        said = conclusions.Signing(override, kyrgyz, leave)
        # Said before it is done: a page that is asked for meanwhile ends this run as soon as it is signed.
        st.session_state[_SIGNING] = (draft, len(desk().state(draft).signed))
        try:
            with st.spinner(""):
                conclusions.sign(desk(), draft, said)
        except ExpertiseError as error:
            st.error(trouble(error))
            return
        st.rerun()


def _left_out(draft: str, ready: conclusions.Readiness) -> None:
    """Say what the conclusion will not hold as things stand, or in one language only."""
    if ready.undecided:
        st.warning(say("ready-undecided", count=_undecided(draft)))
    if ready.stale:
        st.warning(say("ready-stale", count=ready.stale))
    if ready.one_language:
        st.warning(say("ready-one-language", items="; ".join(ready.one_language)))
    if ready.untranslated:
        st.warning(say("ready-untranslated", fields=", ".join(say(name) for name in ready.untranslated)))
    if ready.differences:
        st.warning(say("ready-differences", count=ready.differences))


def _in_the_way(draft: str, ready: conclusions.Readiness) -> bool:
    """Say beside the button why nothing can be signed, and tell whether anything was said."""
    taken = _number_taken(draft)
    if ready.missing:
        st.error(say("ready-missing", fields=", ".join(say(name) for name in ready.missing)))
    if ready.verdict:
        st.warning(say("ready-verdict"))
    if taken:
        st.warning(say("ready-number-taken", number=plain(taken[0]), date=day(taken[1])))
    return bool(ready.missing or ready.verdict or taken)


def _reason(draft: str, unreviewed: int) -> tuple[str, str]:
    """Ask for the head's reason where strings are unreviewed: in the first language and in Kyrgyz."""
    if not unreviewed:
        return "", ""
    st.info(say("ready-unreviewed", count=unreviewed))
    override = st.text_input(say("override"), key=f"sign-override-{draft}", width=720)
    kyrgyz = st.text_input(say("override-ky"), key=f"sign-override-ky-{draft}", width=720)
    return override, kyrgyz


def _number_taken(draft: str) -> tuple[str, str] | None:
    """Return number and date as typed where a signed conclusion has them and something came after it."""
    state = desk().state(draft)
    said = (str(state.requisites.get("number", "")), str(state.requisites.get("date", "")))
    signed = [(entry.payload["number"], entry.payload["date"]) for entry in state.signed]
    return said if said in signed and not state.is_signed else None


def _undecided(draft: str) -> str:
    """Return how many findings of each text have no decision, in the figures of its page."""
    texts = desk().draft(draft).texts
    open_ = [(t.language, t.total - t.decided) for t in texts if t.total > t.decided]
    return ", ".join(f"{say(f'tongue-{language}')} {count}" for language, count in open_)


def downloads(draft: str) -> None:
    """Show the signed conclusions of a draft, newest first, each with its files."""
    signed = list(reversed(desk().state(draft).signed))
    asked, before = st.session_state.get(_SIGNING, ("", 0))
    if asked == draft and len(signed) > before and desk().state(draft).is_signed:
        st.success(say("signed-done"))
    if not signed:
        return
    st.subheader(say("signed-title"))
    if desk().draft(draft).state != "signed":
        st.info(say("signed-later"))
    for entry in signed:
        _signed(entry)


def _signed(entry: Entry) -> None:
    said = entry.payload
    number = say(
        "signed-line",
        number=plain(said["number"]),
        date=day(said["date"]),
        at=moment(entry.at),
        person=plain(entry.person),
    )
    with st.container(border=True, key=f"signed-{entry.seq}"):
        st.markdown(number)
        files = conclusions.signed_files(desk(), entry)
        names = [name for name in files if "/" not in name and name.endswith((".docx", ".pdf"))]
        # What is sent first: the conclusion, language by language, then the copies of the draft.
        names.sort(key=lambda name: (name.startswith("annotated"), name.split(".")[1:]))
        columns = st.columns(3)
        for place, name in enumerate(names):
            paper(name, partial(bytes, files[name]), f"signed-{entry.seq}-{name}", columns[place % 3])
        download(
            say("download-archive"), said["archive"], partial(desk().store.archive, said["archive"]),
            f"signed-{entry.seq}-zip", where=columns[len(names) % 3],
        )  # fmt: skip
