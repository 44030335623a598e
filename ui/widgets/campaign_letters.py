"""Letters of a campaign to the bodies that adopted its acts, and what the bodies answered."""

from __future__ import annotations

from datetime import date

import streamlit as st
from office import day, desk, plain, say, tongue, trouble
from widgets.campaign_report import files, state_of

from expertise import service_campaign_papers as papers
from expertise import service_campaigns as campaigns
from expertise.errors import ExpertiseError


def letters(whole: campaigns.Campaign) -> None:
    """Write a letter, then the letters that were sent."""
    st.caption(say("campaign-letter-about"))
    keys = _ready(whole)
    ready = {case.key: case for case in whole.cases if case.key in keys}
    if ready:
        _write(whole, ready)
    else:
        st.info(say("campaign-letter-none"))
    st.markdown(f"### {say('campaign-letters-sent')}")
    if not whole.letters:
        st.caption(say("campaign-letters-empty"))
    for sent in reversed(whole.letters):
        with st.container(border=True, key=f"letter-{sent.seq}"):
            _sent(whole, sent)


def _ready(whole: campaigns.Campaign) -> frozenset[str]:
    """Return the keys of the acts on which something was taken; looked up anew once anything was entered."""
    held = st.session_state.get("letter-ready")
    if held and held[0] == state_of(whole):
        return frozenset(held[1])
    # Most acts have no decision yet: their conclusions need not be made to know that nothing was taken there.
    begun = {draft.draft for draft in desk().drafts(hidden=True) if draft.decided or draft.own}
    with st.spinner(say("campaign-letter-look")):
        found = frozenset(
            case.key
            for case in whole.cases
            if begun.intersection(case.drafts) and any(p.proposals for p in papers.parts(desk(), [case]))
        )
    st.session_state["letter-ready"] = (state_of(whole), found)
    return found


def _write(whole: campaigns.Campaign, ready: dict[str, campaigns.Case]) -> None:
    written = {key for sent in whole.letters for key in sent.cases}
    open_ = papers.by_body(case for key, case in ready.items() if key not in written)
    first = next(iter(open_.values()), [])
    # The keys hold how many were sent: after each one the fields begin anew, with acts not yet written of.
    place = len(whole.letters)
    keys = st.multiselect(
        say("campaign-letter-cases"), list(ready), first, key=f"letter-cases-{place}", select_all=False,
        placeholder=say("campaign-pick"),
        format_func=campaigns.told_apart(whole.cases, tongue()).__getitem__,
    )  # fmt: skip
    named = [body for body in papers.by_body(ready[key] for key in keys) if body]
    if len(named) > 1:
        st.warning(say("campaign-letter-bodies", bodies=plain("; ".join(named))))
    known = papers.addressee(ready[key] for key in keys)
    left, right = st.columns(2)
    body = {
        language: column.text_input(
            say(f"campaign-letter-body-{language}"),
            known.get(language, ""),
            key=f"letter-body-{language}-{place}-{'-'.join(sorted(keys))}",
        )
        for language, column in (("ru", left), ("ky", right))
    }
    one, two, three = st.columns(3)
    number = one.text_input(say("campaign-letter-number"), key=f"letter-number-{place}")
    dated = two.date_input(say("campaign-letter-date"), "today", format="DD.MM.YYYY", key="letter-date")
    answer = three.date_input(
        say("campaign-letter-answer"), None, format="DD.MM.YYYY", key=f"letter-answer-{place}"
    )
    said = papers.Writing(tuple(keys), body, number, _iso(dated), _iso(answer))
    with st.container(horizontal=True):
        draft = st.button(say("campaign-letter-draft"), key="letter-draft")
        send = st.button(say("campaign-letter-send"), type="primary", key="letter-send")
    if not (draft or send):
        return
    try:
        made = (papers.send if send else papers.letter)(desk(), whole, said)
    except ExpertiseError as error:
        st.error(trouble(error))
        return
    if send:
        st.rerun()
    files(made, "draft-letter")


def _iso(chosen: date | None) -> str:
    return chosen.isoformat() if chosen else ""


def _sent(whole: campaigns.Campaign, sent: campaigns.Sent) -> None:
    body = sent.body.get(tongue()) or next(iter(sent.body.values()), "")
    said = say("campaign-sent", number=sent.number, date=day(sent.date), body=body, answer=day(sent.answer))
    if sent.reply is None:
        late = sent.answer < date.today().isoformat()
        badge = (
            f":{'red' if late else 'blue'}-badge[{say('campaign-overdue' if late else 'campaign-waiting')}]"
        )
        st.markdown(f"{plain(said)} {badge}")
    else:
        st.markdown(plain(said))
        named = {
            **sent.reply,
            "date": day(sent.reply["date"]),
            "verdict": say(f"campaign-reply-{sent.reply['verdict']}"),
        }
        st.markdown(plain(say("campaign-replied", **named)))
    names = campaigns.told_apart((*whole.cases, *whole.dropped), tongue())
    st.caption(plain("; ".join(names[key] for key in sent.cases)))
    files(papers.sent_files(desk(), sent), f"sent-{sent.seq}")
    with (
        st.expander(say("campaign-reply"), key=f"reply-shut-{sent.seq}"),
        st.form(f"reply-{sent.seq}", enter_to_submit=False, border=False),
    ):
        one, two, three = st.columns(3)
        verdict = one.selectbox(
            say("campaign-reply-verdict"), papers.VERDICTS, key=f"reply-verdict-{sent.seq}",
            format_func=lambda name: say(f"campaign-reply-{name}"),
        )  # fmt: skip
        on = two.date_input(
            say("campaign-letter-date"), None, format="DD.MM.YYYY", key=f"reply-date-{sent.seq}"
        )
        number = three.text_input(say("campaign-letter-number"), key=f"reply-number-{sent.seq}")
        note = st.text_area(say("campaign-reply-note"), key=f"reply-note-{sent.seq}", height=80)
        if st.form_submit_button(say("campaign-reply-enter")):
            try:
                papers.reply(desk(), whole, sent, verdict, _iso(on), number, note)
            except ExpertiseError as error:
                st.error(trouble(error))
                return
            st.rerun()
