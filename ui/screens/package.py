"""A draft's package: what was taken for what and why, what is missing, examine it or return it."""

import streamlit as st
from office import desk, draft_or_stop, go, plain, say
from widgets.draft_head import draft_title
from widgets.package_parts import gaps, parts
from widgets.package_return import package_examine, package_return, returned

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
title, examine = st.columns([9, 3], vertical_alignment="center")
with title:
    draft_title(draft, plain(package.file))
with examine:
    package_examine(draft)
if st.session_state.pop("package-known", False):
    st.info(say("package-known"))
returned(draft)
package_return(draft)
list_, wanting = st.columns([8, 5], gap="medium")
with list_:
    parts(draft, package)
with wanting:
    gaps(package)
