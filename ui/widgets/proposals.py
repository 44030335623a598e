"""Proposals of a public discussion: take in, look through, decide group by group."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st
from office import desk, plain, say, tongue, trouble, words
from widgets.decision_form import decision_form
from widgets.files_in import emptied, files_in

from expertise import service_discussion as discussions
from expertise.discussion.proposal import Considered, Proposal
from expertise.discussion.report import Group
from expertise.errors import ExpertiseError
from expertise.service_discussion import Received

_PER_PAGE = 10
_COLOURS = {"accepted": "green", "partly": "orange", "rejected": "red"}


def proposals(draft: str) -> None:
    """Show what came, the open ones first to be found, each group with its decision."""
    found = discussions.discussion(desk(), draft)
    _taking_in(draft, empty=not found.groups)
    if not found.groups:
        st.info(say("discussion-empty"))
        return
    st.markdown(words()["discussion-totals"].format(**asdict(found.totals)))
    chosen = st.segmented_control(
        say("discussion-filter"), ("all", "undecided"), default="all", required=True, key="discussion-filter",
        format_func=lambda name: say(f"discussion-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    groups = [g for g in found.groups if chosen == "all" or any(c.resolution is None for c in g.members)]
    pages = max(1, -(-len(groups) // _PER_PAGE))
    page = st.pagination(pages, key="discussion-page") if pages > 1 and hasattr(st, "pagination") else 1
    for group in groups[(page - 1) * _PER_PAGE : page * _PER_PAGE]:
        _group(draft, group)


def _taking_in(draft: str, *, empty: bool) -> None:
    left, right = st.columns(2)
    with left.expander(say("discussion-import"), expanded=empty, icon=":material/upload_file:"):
        _files(draft)
    with right.expander(say("discussion-type"), icon=":material/edit:"):
        _typed(draft)
    for each in st.session_state.pop("discussion-received", []):
        _told(each)
    if number := st.session_state.pop("discussion-added", 0):
        st.success(say("discussion-added", number=number))
    if st.session_state.pop("discussion-just-decided", False):
        st.success(say("discussion-decided"))


def _files(draft: str) -> None:
    if files := files_in("discussion-import", ("xlsx", "csv", "docx")):
        st.session_state["discussion-received"] = [_received(draft, *file) for file in files]
        emptied("discussion-import")


def _received(draft: str, name: str, data: bytes) -> Received | ExpertiseError:
    try:
        return discussions.import_proposals(desk(), draft, name, data)
    except ExpertiseError as error:
        return error


def _told(done: Received | ExpertiseError) -> None:
    if isinstance(done, ExpertiseError):
        st.error(trouble(done))
        return
    text = words()["discussion-known" if done.known else "discussion-taken"]
    st.success(text.format(file=plain(done.file), count=len(done.numbers), decided=done.decided))
    for bad in done.bad:
        why = words()[f"discussion-bad-{bad.code}"]
        key = "discussion-bad-row" if bad.sheet else "discussion-bad-line"
        st.warning(words()[key].format(sheet=plain(bad.sheet), row=bad.row, why=why))


def _typed(draft: str) -> None:
    with st.form("proposal-typed", border=False, enter_to_submit=False, clear_on_submit=True):
        text = st.text_area(say("discussion-text"), key="proposal-text", height=90)
        one, two = st.columns(2)
        author = one.text_input(say("discussion-author"), key="proposal-author")
        norm = two.text_input(say("discussion-norm"), key="proposal-norm")
        day = one.text_input(say("discussion-date"), key="proposal-date")
        channel = two.text_input(say("discussion-channel"), key="proposal-channel")
        consent = st.checkbox(say("discussion-consent"), key="proposal-consent")
        sent = st.form_submit_button(say("discussion-add"), type="primary", key="proposal-add")
    if sent:
        made = Proposal(text, author, {}, day, channel, norm, consent)
        try:
            st.session_state["discussion-added"] = discussions.add_proposal(desk(), draft, made)
        except ExpertiseError as error:
            st.error(trouble(error))
            return
        st.rerun()


def _group(draft: str, group: Group) -> None:
    numbers = ", ".join(str(number) for number in group.numbers)
    norm = "; ".join(place.of(tongue()) for place in group.places) or words()["discussion-whole"]
    with st.container(border=True, key=f"group-{group.numbers[0]}"):
        st.markdown(f"**{say('discussion-numbers', numbers=numbers)}**, {plain(norm)} {_badge(group)}")
        shown: set[str] = set()
        for each in group.members:
            st.caption(say("discussion-inside", said=_inside(each)))
            if each.lost:
                st.markdown(say("discussion-lost"))
            elif each.proposal.text not in shown:
                shown.add(each.proposal.text)
                st.markdown("  \n".join(plain(line) for line in each.proposal.text.split("\n")))
        decision_form(draft, group)


def _badge(group: Group) -> str:
    verdicts = dict.fromkeys(c.resolution.verdict if c.resolution else "" for c in group.members)
    return " ".join(
        f":{_COLOURS[v]}-badge[{words()[f'answers-verdict-{v}']}]"
        if v
        else f":gray-badge[{words()['discussion-open']}]"
        for v in verdicts
    )


def _inside(each: Considered) -> str:
    """Return who said it, for the eyes of the desk alone."""
    mine = each.proposal
    said = (f"№ {each.number}", mine.author, mine.date, mine.channel, *mine.contacts.values())
    return plain(", ".join(text for text in said if text))
