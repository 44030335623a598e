"""The router: which pages there are, in the language of the person; what stands on every page."""

from pathlib import Path

import streamlit as st
from office import desk, say, trouble
from widgets.frame import frame

from expertise.errors import ExpertiseError

# An icon of Streamlit's own would be fetched from the network; the desk asks nobody outside.
ICON = Path(__file__).with_name("icon.png")
st.set_page_config(page_title="expertise", page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
try:
    desk()
except ExpertiseError as error:
    # Without its data the desk can do nothing; the person reads why and what to do.
    from expertise import service, settings

    st.error(service.render(error, service.messages()[settings.language()]))
    st.stop()

PAGES = (
    "drafts", "package", "act", "languages", "changes", "amending", "conclusion", "answers", "discussion",
    "publication", "dashboard", "campaigns", "help", "profile",
)  # fmt: skip
first = not desk().store.settings().get("name")
names = ("welcome",) if first else PAGES
chosen = st.navigation(
    [
        st.Page(f"screens/{name}.py", title=say(f"page-{name}"), default=place == 0)
        for place, name in enumerate(names)
    ],
    position="hidden" if first else "top",
)
frame()
try:
    chosen.run()
except ExpertiseError as error:
    st.error(trouble(error))
