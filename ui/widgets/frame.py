"""What every page wears: a dense layout for small screens, and the language of the page."""

from __future__ import annotations

import streamlit as st
from office import say
from widgets.line_watch import line_watch

_STYLE = """
<style>
  .block-container, [data-testid="stMainBlockContainer"] {
    padding: 4.2rem 1.2rem 0.6rem 1.2rem; max-width: none}
  [data-testid="stHeader"] {height: 3rem}
  /* Fourteen pages fit on one line of a small screen; what does not fit Streamlit puts behind «4 more». */
  [data-testid="stTopNav"] {max-width: none !important; width: 100% !important;
    padding-left: 0.75rem !important; padding-right: 0.5rem !important}
  /* Beside them Streamlit keeps 200 px for what is not shown here. */
  [data-testid="stTopNav"] + div {width: auto !important; min-width: 0 !important; flex: none !important}
  [data-testid="stTopNav"] .rc-overflow-item > div {margin-right: 0 !important}
  [data-testid="stTopNavLink"] {padding: 0 7px !important}
  [data-testid="stTopNavLink"], [data-testid="stTopNavLink"] * {font-size: 13px !important}
  /* Streamlit's own words are English only: the uploader's are replaced, its menu is of no use here. */
  [data-testid="stMainMenu"], [data-testid="stStatusWidget"], [data-testid="stElementToolbar"],
  .vega-embed > details,
  [data-testid="stFileUploaderDropzoneInstructions"] {display: none}
  [data-test-script-state="running"]::before {
    content: ""; position: fixed; z-index: 999999; inset: 0 0 auto 0; height: 3px;
    background: linear-gradient(90deg, #1f4e79 30%, #9db8d6 50%, #1f4e79 70%) 0 0 / 200% 100%;
    animation: expertise-runs 1.2s linear infinite, expertise-late 0.4s step-end}
  @keyframes expertise-runs {to {background-position: -200% 0}}
  @keyframes expertise-late {from {opacity: 0} to {opacity: 1}}
  [data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p {
    font-size: 0; margin: 0}
  [data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p::after {
    content: "CHOOSE"; font-size: 0.875rem}
  .st-key-draft-title p {white-space: nowrap; overflow: hidden; text-overflow: ellipsis}
  /* All pages in one row; what still does not fit lies behind «…» and not behind English words. */
  [data-testid="stTopNavLink"] {padding: 0 0.3rem; min-width: 0}
  [data-testid="stTopNavLink"] p {font-size: 0.84rem; letter-spacing: -0.01em}
  [data-testid="stTopNavSection"] [data-testid="stMarkdownContainer"] p {font-size: 0}
  [data-testid="stTopNavSection"] [data-testid="stMarkdownContainer"] p::after {content: "…"; font-size: 1rem}
  h1 {font-size: 1.5rem !important; padding: 0.2rem 0 0.4rem 0 !important}
  h2 {font-size: 1.2rem !important; padding: 0.3rem 0 !important}
  h3 {font-size: 1.05rem !important; padding: 0.2rem 0 !important}
  [data-testid="stMarkdownContainer"] p {margin-bottom: 0.3rem}
  /* Streamlit takes a paragraph's margin back from its container; ours is smaller: nothing is. */
  [data-testid="stMarkdownContainer"] {margin-bottom: 0 !important}
  [data-testid="stMarkdownContainer"] > p:last-child {margin-bottom: 0}
  [data-testid="stPageLink"] a {padding-left: 0}
  /* A title is told whole: two lines of it rather than half a word. */
  [data-testid="stPageLink"] a * {white-space: normal !important; overflow: visible !important}
  .st-key-line-watch, div:has(> .st-key-line-watch) {position: absolute; height: 0; overflow: hidden}
  .expertise-line {position: fixed; z-index: 1000000; inset: 0 0 auto 0; min-height: 3.2rem; display: flex;
    align-items: center; padding: 0.4rem 1.2rem; background: #fdf0d3; color: #5f3a00; font-size: 0.95rem;
    border-bottom: 1px solid #e5c67f}
  .expertise-line[hidden] {display: none}
  .expertise-file, .expertise-file:visited {display: flex; align-items: center; justify-content: center;
    min-height: 2.5rem; padding: 0.25rem 0.75rem; border: 1px solid rgba(49, 51, 63, 0.2);
    border-radius: 0.5rem; background: #fff; color: #31333f !important; font-size: 0.875rem; line-height: 1.3;
    text-align: center; text-decoration: none !important}
  .expertise-file:hover, .expertise-file:focus-visible {border-color: #1f4e79; color: #1f4e79 !important}
  .expertise-file:focus-visible {outline: 2px solid #1f4e79; outline-offset: 1px}
  .expertise-file[aria-busy="true"] {opacity: 0.6; cursor: progress}
</style>
"""


def frame() -> None:
    """Put the style of the desk on the page, and the watch over the line to the program."""
    st.html(_STYLE.replace("CHOOSE", say("choose-files")))
    line_watch()
