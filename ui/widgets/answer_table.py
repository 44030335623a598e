"""What was asked, what was answered, what became of it: one table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from office import say, tongue, words
from widgets.table import table

from expertise.service_answers import Answered

_COLUMNS = ("number", "norm", "factor", "cure", "answer", "why", "fate")
_WIDTHS = (5, 15, 8, 26, 12, 20, 14)
_QUOTED = 160  # code points of a norm that are shown


def answer_table(found: Sequence[Answered]) -> None:
    """Show all objections with their answers; a promise that was not kept stands out."""
    broken = [each.promise == "broken" for each in found]
    answered = sum(each.answer is not None for each in found)
    st.markdown(say("answers-counts", asked=len(found), answered=answered, broken=sum(broken)))
    if not found:
        st.info(words()["answers-nothing"])
        return
    only = st.checkbox(say("answers-only-broken"), key="answers-only-broken") if any(broken) else False
    shown = [each for each, bad in zip(found, broken, strict=True) if bad or not only]
    table(
        [say(f"answers-{name}") for name in _COLUMNS],
        [_row(each) for each in shown],
        alerts=[each.promise == "broken" for each in shown],
        widths=_WIDTHS,
    )


def _row(each: Answered) -> list[str]:
    asked, answer = each.asked, each.answer
    place = asked.place.get(tongue()) or words()["answers-whole"]
    quote = asked.quotes.get(tongue()) or next(iter(asked.quotes.values()), "")
    if not asked.eid:
        quote = ""
    cure = asked.objection.cure.get(tongue()) or next((t for t in asked.objection.cure.values() if t), "")
    verdict = words()["answers-open"]
    why = ""
    if answer is not None:
        verdict = f"{words()[f'answers-verdict-{answer.verdict}']}\n{words()[f'answers-how-{answer.how}']}"
        why = f"{answer.reason}\n{answer.wording}".strip("\n")
    became = [words()[f"answers-promise-{each.promise}"]] if each.promise else []
    became += [words()[f"answers-fate-{each.fate}"]] if each.fate else []
    short = f"{quote[:_QUOTED]}…" if len(quote) > _QUOTED else quote
    return [
        asked.number, f"{place}\n{short}".strip(), asked.objection.factor, cure, verdict, why,
        "\n".join(became),
    ]  # fmt: skip
