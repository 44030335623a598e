"""The work list: take in drafts, see what is due, go on."""

import streamlit as st
from office import desk, go, say
from widgets.corpus_beside import corpus_beside
from widgets.draft_row import draft_row
from widgets.sample import sample_files
from widgets.upload import upload

PER_PAGE = 20

desk_ = desk()
drafts = desk_.drafts(hidden=st.session_state.get("show-hidden", False))

st.title(say("page-drafts"))
upload(opened=not drafts)
corpus_beside()

if not drafts:
    st.info(say("drafts-empty"))
    if st.button(say("open-sample"), key="open-sample"):
        go("act", desk_.receive(sample_files())[0].draft)
    st.stop()

search, states, due = st.columns([4, 6, 2], vertical_alignment="bottom")
text = search.text_input(say("search"), key="drafts-search", placeholder=say("search-hint"))
state = states.segmented_control(
    say("filter-state"), ("new", "review", "decided", "signed", "returned"), key="drafts-state",
    format_func=lambda name: say(f"state-{name}"),
)  # fmt: skip
order = due.selectbox(
    say("order"), ("created", "deadline", "level"), key="drafts-order",
    format_func=lambda name: say(f"order-{name}"),
)  # fmt: skip

ORDERS = {
    "created": lambda d: 0,
    "deadline": lambda d: d.deadline or "9999",
    "level": lambda d: ("high", "medium", "low", "none").index(d.level),
}
chosen = [
    d for d in sorted(drafts, key=ORDERS[order])
    if (not state or d.state == state)
    and text.casefold() in f"{' '.join(d.titles.values())} {' '.join(d.initiator.values())}".casefold()
]  # fmt: skip
if not chosen:
    st.info(say("drafts-none"))
pages = max(1, -(-len(chosen) // PER_PAGE))
page = st.pagination(pages, key="drafts-page") if pages > 1 and hasattr(st, "pagination") else 1
for draft in chosen[(page - 1) * PER_PAGE : page * PER_PAGE]:
    draft_row(draft)
st.checkbox(say("show-hidden"), key="show-hidden")
