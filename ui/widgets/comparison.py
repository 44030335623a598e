"""What changed between two versions of one text."""

from __future__ import annotations

import html

import streamlit as st
from office import desk, go, plain, say
from rapidfuzz.distance import Opcodes
from rapidfuzz.distance.Levenshtein import opcodes

from expertise.analysis.finding import Finding
from expertise.review.carry import Comparison
from expertise.review.examination import key
from expertise.review.store import Document

_SHOWN = 60
_STYLE = (
    "<style>del{background:#fde2e1;color:#8a1f17} ins{background:#dff3e3;color:#145a2a;text-decoration:none}"
    "p.passage{font-family:'PT Serif','Noto Serif',serif;margin:0.1rem 0 0.6rem 0}</style>"
)


def comparison(draft: str, text: Document, found: Comparison) -> None:
    """Show the changed passages of a text, then its new, gone and kept findings."""
    st.header(say(f"tongue-{text.language}").capitalize())
    state = desk().decisions(draft, text.id)["decisions"]
    decided = sum(key(f) in state for f in found.kept)
    stale = [f for f in found.kept if state.get(key(f), {}).get("stale")]
    st.markdown(
        say(
            "version-summary", changed=len(found.changes), new=len(found.new), gone=len(found.gone),
            kept=len(found.kept), decided=decided, stale=len(stale),
        )
    )  # fmt: skip
    for title, findings, opens in (
        ("version-new", found.new, True), ("version-stale", stale, True), ("version-gone", found.gone, False)
    ):  # fmt: skip
        if findings:
            with st.expander(f"{say(title)}: {len(findings)}", expanded=False):
                for finding in findings:
                    _finding(draft, text, finding, opens)
    for change in found.changes[:_SHOWN]:
        st.markdown(
            f"**{plain(change.label) or say('whole-act')}** :gray-badge[{say('change-' + change.kind)}]"
        )
        st.html(f'{_STYLE}<p class="passage">{_words(change.before, change.after)}</p>')
    if len(found.changes) > _SHOWN:
        st.caption(say("version-more", count=len(found.changes) - _SHOWN))


def _finding(draft: str, text: Document, finding: Finding, opens: bool) -> None:
    left, right = st.columns([8, 1], vertical_alignment="center")
    left.markdown(f"{finding.label}: **{finding.factor}** «{plain(finding.quote)}»")
    if opens and right.button(say("open"), key=f"open-{key(finding)}"):
        go("act", draft, language=text.language, goto=key(finding))


def _words(before: str, after: str) -> str:
    """Return both wordings in one, word by word: taken out words in <del>, new ones in <ins>."""
    old, new = before.split(" ") if before else [], after.split(" ") if after else []
    steps: Opcodes = opcodes(old, new)
    parts = []
    for step in steps:
        gone = html.escape(" ".join(old[step.src_start : step.src_end]))
        came = html.escape(" ".join(new[step.dest_start : step.dest_end]))
        if step.tag == "equal":
            parts.append(came)
            continue
        parts += [f"<del>{gone}</del>"] if gone else []
        parts += [f"<ins>{came}</ins>"] if came else []
    return " ".join(parts)
