"""The desk as a web application: Streamlit's pages and the routes of its own on one port.

Started by ``expertise ui``, which hands it to ``streamlit run``.
"""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from office import desk, token
from routes import OwnWords, routes
from starlette.middleware import Middleware

from expertise.errors import ExpertiseError

# The first page is as quick as the next: lexicon and store are open before anybody asks. What is wrong with
# them is said on the page (pages.py), where a person reads it.
with suppress(ExpertiseError):
    desk()
    token()

app = st.App(str(Path(__file__).with_name("pages.py")), routes=routes(), middleware=[Middleware(OwnWords)])
