"""A draft's package: what was taken for what and why, what is missing, examine it or return it."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say, tongue
from widgets.package_parts import gaps, parts
from widgets.package_return import package_return, returned

from expertise import service_return as returns

draft = draft_or_stop()
if not returns.package_of(desk(), draft):
    st.info(say("package-none"))
    left, right, _ = st.columns([3, 3, 6])
    if left.button(say("to-text"), key="package-to-text", width="stretch"):
        go("act", draft)
    if right.button(say("to-drafts"), key="package-to-drafts", width="stretch"):
        go("drafts")
    st.stop()
package = returns.look(desk(), draft)
name = desk().draft(draft).title(tongue()) or say("untitled")
st.markdown(f"**{plain(name)}** · {plain(package.file)}")
if st.session_state.pop("package-known", False):
    st.info(say("package-known"))
returned(draft)
list_, decide = st.columns([8, 5], gap="medium")
with list_:
    parts(draft, package)
with decide:
    gaps(package)
    package_return(draft, package)
