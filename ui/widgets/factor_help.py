"""A factor in plain words, with a norm that has it and one that has not."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import desk, say

from expertise.lexicon.factors import Factor


def factor_help(factor: Factor, language: str) -> None:
    """Show what a factor is, an example from its rules, and what the tool does not see of it."""
    with st.expander(f"**{factor.id}** {factor.name[language]}"):
        st.markdown(factor.about[language])
        rules = [r for r in desk().lexicon.rules.values() if r.factor == factor.id and r.status == "active"]
        for rule in rules[:3]:
            st.markdown(f"**{rule.title[language]}.** {rule.why[language]}.")
            if flags := rule.examples.get(language, ((), ()))[0][:1]:
                st.markdown(f"> {_marked(flags[0].text, flags[0].marks)}")
            st.markdown(f"{say('help-cure')}: {rule.recommendation[language]}")
        if factor.expert_only:
            st.info(say("help-expert-only", reason=factor.expert_only[language]))
        if factor.partly:
            st.info(say("help-partly", reason=factor.partly[language]))


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(marks, reverse=True):
        text = f"{text[:start]}:orange-background[{text[start:end]}]{text[end:]}"
    return text
