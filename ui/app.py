"""The desk as a web application: Streamlit's pages and the routes of its own on one port.

Started by ``expertise ui``, which hands it to ``streamlit run``.
"""

from pathlib import Path

import streamlit as st
from routes import routes

app = st.App(str(Path(__file__).with_name("pages.py")), routes=routes())
