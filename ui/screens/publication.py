"""Publication: what is signed, release, how the page will look, outside signatures, withdrawal, the site."""

import streamlit as st
from office import DRAFT, desk, plain, say, tongue, words
from widgets.outside_signature import outside_signature
from widgets.parts import part
from widgets.publication import preview, release, take_back, warn, write_site

from expertise import service_clearing as clearing
from expertise import service_publish

st.title(say("page-publication"))
drafts = {each.draft: each for each in service_publish.standings(desk(), tongue())}
if not drafts:
    st.info(say("publication-none"))
    st.stop()


def line(draft: str) -> str:
    """Return a draft as it stands in the list."""
    held = drafts[draft]
    state = words()[f"release-state-{held.state}"]
    return say("publication-line", title=held.title or say("untitled"), state=state)


named = st.query_params.get(DRAFT) or st.session_state.get(DRAFT, "")
first = list(drafts).index(named) if named in drafts else 0
chosen = st.selectbox(
    say("publication-choose"), list(drafts), index=first, format_func=line, key="publication-draft"
)
st.session_state[DRAFT] = st.query_params[DRAFT] = chosen
if told := st.session_state.pop("publication-told", ""):
    st.success(plain(told))
found = clearing.warnings(desk(), chosen)
warn(chosen, drafts[chosen], found)
parts = {
    "publication-release": release, "publication-preview": preview, "publication-outside": outside_signature,
    "publication-back": take_back, "publication-site": write_site,
}  # fmt: skip
parts[part(list(parts), "publication-part", say)](chosen, drafts[chosen], found)
