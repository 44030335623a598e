"""The parts of the publication page: warnings, release, the page as it will be, withdrawal, the site."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from office import desk, moment, plain, say, tongue, trouble, words

from expertise import service_clearing as clearing
from expertise import service_keys, service_publish, service_release
from expertise.errors import ExpertiseError
from expertise.review.releases import releases, standing
from expertise.service_clearing import Releasing, Warnings
from expertise.service_publish import Standing

_SHOWN = 8  # pieces of personal data that are listed
_HEIGHT = 620


def warn(draft: str, held: Standing, found: Warnings) -> None:
    """Say what stands, and what to look at before a release."""
    stands = standing(releases(desk().store.entries(draft)))
    if stands:
        date, person = moment(stands.at), plain(stands.person)
        st.success(say("publication-stands", number=stands.version, date=date, person=person))
    if held.state in ("newer", "withdrawn"):
        st.info(say(f"publication-{held.state}"))
    if found.restricted:
        st.error(say("publication-restricted", reason=plain(found.restricted)))
    if held.state == "released":
        return
    if found.personal:
        st.warning(say("publication-personal", count=len(found.personal)))
        for piece in found.personal[:_SHOWN]:
            kind = words()[f"personal-{piece.kind}"]
            st.markdown(f"- {say('publication-piece', kind=kind, around=plain(piece.around))}")
    if found.later:
        st.warning(say("publication-later"))
    if found.left_out:
        st.warning(say("publication-left-out", files=", ".join(found.left_out)))
    if found.unreviewed:
        st.info(say("publication-unreviewed", count=found.unreviewed))
    if found.hidden:
        st.caption(say("publication-hidden", files=", ".join(found.hidden)))


def release(draft: str, held: Standing, found: Warnings) -> None:
    """Ask for what a release needs, and release."""
    if held.state in ("released", "restricted"):
        st.info(say(f"publication-is-{held.state}"))
        return
    said = _asked(draft, held, found)
    phrase = _phrase("release")
    if not st.button(say("publication-go"), type="primary", key="publication-go"):
        return
    try:
        with st.spinner(""):
            service_release.release(desk(), draft, said, phrase)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    _again(say("publication-done"))


def _asked(draft: str, held: Standing, found: Warnings) -> Releasing:
    name = st.text_input(
        say("publication-name"), value=desk().person, key=f"publication-name-{draft}", width=720
    )
    names = clearing.fields().names
    chosen = st.multiselect(
        say("publication-fields"), list(names), key=f"publication-fields-{draft}", placeholder="",
        format_func=lambda field: names[field][tongue()], width=720,
    )  # fmt: skip
    note: dict[str, str] = {}
    if held.state in ("newer", "withdrawn"):
        for language, key in (("ru", "note"), ("ky", "note-ky")):
            note[language] = st.text_input(
                say(f"publication-{key}"), key=f"publication-{key}-{draft}", width=720
            )
    why = ""
    if found.personal:
        why = st.text_input(say("publication-why"), key=f"publication-why-{draft}", width=720)
    documents = st.checkbox(say("publication-documents"), value=True, key=f"publication-documents-{draft}")
    return Releasing(name, note, tuple(chosen), why, documents)


def _phrase(place: str) -> str:
    """Ask for the pass-phrase of the key where it has one."""
    if not service_keys.is_locked(desk().store):
        return ""
    return st.text_input(
        say("publication-phrase"), type="password", key=f"publication-phrase-{place}", width=720
    )


def preview(draft: str, held: Standing, found: Warnings) -> None:
    """Show the page as everybody will see it, in either language."""
    st.caption(say("publication-preview-about"))
    order = ("ky", "ru") if tongue() == "ky" else ("ru", "ky")
    language = st.segmented_control(
        say("preview-language"), order, default=order[0], required=True, key="publication-language",
        format_func=lambda name: say(f"tongue-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    chosen = tuple(st.session_state.get(f"publication-fields-{draft}", ()))
    page = service_publish.preview(desk(), draft, Releasing(fields=chosen), language)
    st.iframe(page, height=_HEIGHT)


def take_back(draft: str, held: Standing, found: Warnings) -> None:
    """Withdraw what was released, or say that a draft must stay inside; both with a reason."""
    past = releases(desk().store.entries(draft))
    open_ = [each.version for each in reversed(past) if not each.recall]
    if open_:
        with st.form("recall", border=False):
            version = open_[0]
            if len(open_) > 1:
                version = st.selectbox(say("publication-version"), open_, key="recall-version", width=240)
            reason = {
                language: st.text_input(say(f"publication-{key}"), key=f"recall-{key}", width=720)
                for language, key in (("ru", "reason"), ("ky", "reason-ky"))
            }
            if st.form_submit_button(say("publication-recall")):
                _done(
                    lambda: service_release.recall(desk(), draft, reason, "", version),
                    say("publication-recalled"),
                )
    if standing(past):
        return
    st.markdown(f"**{say('publication-restrict')}**")
    st.caption(say("publication-restrict-about"))
    on = held.state != "restricted"
    with st.form("restrict", border=False):
        why = st.text_input(say("publication-restrict-reason"), key="restrict-reason", width=720)
        if st.form_submit_button(say("publication-restrict-go" if on else "publication-lift")):
            told = words()["restrict-done" if on else "restrict-lifted"]
            _done(lambda: service_release.restrict(desk(), draft, why, on=on), told)


def _done(act: object, told: str) -> None:
    assert callable(act)
    try:
        act()
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    _again(told)


def _again(told: str) -> None:
    st.session_state["publication-told"] = told
    st.rerun()


def write_site(draft: str, held: Standing, found: Warnings) -> None:
    """Write the site of everything that was released into a folder of this computer."""
    st.caption(say("publication-site-about"))
    place = st.text_input(
        say("publication-folder"),
        value=str(desk().store.folder / "site"),
        key="publication-folder",
        width=720,
    )
    phrase = _phrase("site")
    if not st.button(say("publication-write"), type="primary", key="publication-write"):
        return
    try:
        with st.spinner(""):
            done = service_publish.publish(desk(), Path(place).expanduser().absolute(), phrase)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    st.success(
        plain(
            words()["publish-done"].format(
                folder=done.folder, files=done.files, changed=done.changed, removed=done.removed,
                versions=done.versions,
            )
        )
    )  # fmt: skip
    for name in done.left_out:
        st.warning(plain(words()["publish-left-out"].format(draft=name)))
    st.caption(
        plain(words()["publish-key"].format(key=done.key)) if done.key else words()["publish-unsigned"]
    )
