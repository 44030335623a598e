"""Quality control: the next finding of a random sample to judge, and the precision so far."""

from __future__ import annotations

import streamlit as st
from office import desk, plain, say, trouble
from widgets.exports import exports
from widgets.run_acts import norm

from expertise import service_dashboard as dashboard
from expertise import service_quality as quality
from expertise.errors import ExpertiseError


def control(run: dashboard.Run, choice: dashboard.Choice) -> None:
    """Ask for judgements on the findings of a choice one by one, then show what all of them amount to."""
    st.caption(say("dashboard-quality-about"))
    left, middle, right = st.columns([2, 2, 4], vertical_alignment="bottom")
    seed = left.text_input(say("dashboard-seed"), "1", key="quality-seed").strip()
    count = int(middle.number_input(say("dashboard-size"), 1, 1000, 50, key="quality-size"))
    again = right.checkbox(say("dashboard-again"), key="quality-again")
    drawn = quality.sample(desk(), run, seed, count, choice)
    if not drawn:
        st.info(say("dashboard-no-sample"))
        return
    done = sum(bool(each.verdict) for each in drawn)
    st.progress(done / len(drawn), say("dashboard-judged", done=done, count=len(drawn)))
    open_ = [each for each in drawn if again or not each.verdict]
    if open_:
        place = st.session_state.get("quality-place", 0) % len(open_) if again else 0
        _judge(run, seed, open_[place], again)
    else:
        st.success(say("dashboard-all-judged"))
    _precision()


def _judge(run: dashboard.Run, seed: str, drawn: quality.Drawn, again: bool) -> None:
    name = f"{drawn.sha256}-{drawn.norm.id}"
    with st.container(border=True, key="quality-finding"):
        st.markdown(f"**{plain(drawn.title)}**")
        norm(drawn.norm)
        if drawn.verdict:
            said = say(f"dashboard-{drawn.verdict}")
            st.caption(say("dashboard-said", person=plain(drawn.person), verdict=said))
        note = st.text_input(say("dashboard-note"), key=f"quality-note-{name}")
        with st.container(horizontal=True):
            for verdict in quality.VERDICTS:
                if st.button(say(f"dashboard-{verdict}"), key=f"quality-{verdict}"):
                    _enter(run, seed, drawn, verdict, note, again)


def _enter(run: dashboard.Run, seed: str, drawn: quality.Drawn, verdict: str, note: str, again: bool) -> None:
    try:
        quality.judge(desk(), run, seed, drawn, verdict, note)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    if again:
        st.session_state["quality-place"] = st.session_state.get("quality-place", 0) + 1
    st.rerun()


def _precision() -> None:
    st.markdown(f"### {say('dashboard-precision')}")
    (total,) = quality.precision(desk())
    counts = {"right": total.right, "wrong": total.wrong, "unsure": total.unsure}
    if not any(counts.values()):
        st.info(say("dashboard-precision-none"))
        return
    if total.share is None:
        st.markdown(say("dashboard-precision-unsure", **counts))
    else:
        shares = {"share": _percent(total.share), "low": _percent(total.low), "high": _percent(total.high)}
        st.markdown(say("dashboard-precision-all", **counts, **shares))
    by = st.segmented_control(
        say("dashboard-precision"), ("rule", "factor"), default="rule", required=True, key="quality-by",
        format_func=lambda name: say(f"dashboard-by-{name}"), label_visibility="collapsed",
    )  # fmt: skip
    heads = [
        say(f"dashboard-column-{name}") for name in (by, "right", "wrong", "unsure", "precision", "interval")
    ]
    rows = [_row(each) for each in quality.precision(desk(), by)]
    st.dataframe(
        {head: [row[place] for row in rows] for place, head in enumerate(heads)}, hide_index=True,
        key=f"quality-table-{by}",
    )  # fmt: skip
    exports(f"precision-{by}", heads, lambda: rows)


def _row(each: quality.Precision) -> list[object]:
    between = "" if each.share is None else f"{_percent(each.low)} - {_percent(each.high)}"
    share = "" if each.share is None else _percent(each.share)
    return [each.name, each.right, each.wrong, each.unsure, share, between]


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0):.0f}"
