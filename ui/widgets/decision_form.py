"""The decision on a group of proposals: verdict, reason and new wording in both languages, consent, norm."""

from __future__ import annotations

import streamlit as st
from office import desk, say, trouble, words

from expertise import service_discussion as discussions
from expertise.discussion.report import Group
from expertise.errors import ExpertiseError
from expertise.lexicon.intake import VERDICTS


def decision_form(draft: str, group: Group) -> None:
    """Show the form of one group, filled in with what was decided already."""
    made = next((c.resolution for c in group.members if c.resolution), None)
    first = group.numbers[0]
    with (
        # With a key it stays open when messages above it come and go.
        st.expander(say("discussion-verdict"), key=f"decide-shut-{draft}-{first}"),
        st.form(f"decide-{draft}-{first}", border=False, enter_to_submit=False),
    ):
        numbers = _which(group, first)
        verdict = st.segmented_control(
            say("discussion-verdict"), VERDICTS, default=made.verdict if made else None,
            format_func=lambda name: words()[f"answers-verdict-{name}"], key=f"verdict-{draft}-{first}",
        )  # fmt: skip
        texts: dict[str, dict[str, str]] = {"reason": {}, "wording": {}}
        for name, said in texts.items():
            columns = st.columns(2)
            for column, language in zip(columns, ("ky", "ru"), strict=True):
                held = getattr(made, name).get(language, "") if made else ""
                said[language] = column.text_area(
                    say(f"discussion-{name}-{language}"), held, height=68,
                    key=f"{name}-{language}-{draft}-{first}",
                )  # fmt: skip
        norm = _norm(group, first)
        consents = {
            c.number: st.checkbox(
                f"№ {c.number}: {say('discussion-consent')}", c.proposal.consent,
                key=f"consent-{draft}-{c.number}",
            )
            for c in group.members if c.proposal.author
        }  # fmt: skip
        sent = st.form_submit_button(say("discussion-decide"), type="primary", key=f"decide-go-{first}")
    if sent and not verdict:
        st.error(say("discussion-choose"))
    elif sent:
        try:
            _enter(draft, group, norm, consents)
            discussions.resolve(desk(), draft, numbers, verdict, texts["reason"], texts["wording"])
        except ExpertiseError as error:
            st.error(trouble(error))
            return
        st.session_state["discussion-just-decided"] = True
        st.rerun()


def _which(group: Group, first: int) -> list[int]:
    if len(group.numbers) == 1:
        return list(group.numbers)
    return st.multiselect(
        say("discussion-apart"), group.numbers, default=group.numbers, key=f"which-{first}", placeholder=""
    )


def _norm(group: Group, first: int) -> str:
    held = next((c.proposal.norm for c in group.members if c.proposal.norm), "")
    return st.text_input(say("discussion-norm"), held, key=f"norm-{first}", width=420)


def _enter(draft: str, group: Group, norm: str, consents: dict[int, bool]) -> None:
    """Enter what was changed beside the decision, and only that."""
    held = next((c.proposal.norm for c in group.members if c.proposal.norm), "")
    if norm.strip() != held:
        discussions.set_norm(desk(), draft, group.numbers, norm)
    before = {c.number: c.proposal.consent for c in group.members}
    for number, consent in consents.items():
        if consent != before[number]:
            discussions.set_consent(desk(), draft, [number], consent)
