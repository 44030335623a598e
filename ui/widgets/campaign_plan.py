"""The fields that a campaign begins with, and that change while it goes on: name, people, deadline."""

from __future__ import annotations

from datetime import date

import streamlit as st
from office import desk, say

from expertise import service_campaigns as campaigns


def plan_fields(name: str, whole: campaigns.Campaign | None = None) -> campaigns.Plan:
    """Ask inside a form; ``name`` tells the fields of several forms apart, ``whole`` is what they hold."""
    held = whole.title if whole else {}
    left, right = st.columns(2)
    title = {
        "ru": left.text_input(say("campaign-title-ru"), held.get("ru", ""), key=f"{name}-ru"),
        "ky": right.text_input(say("campaign-title-ky"), held.get("ky", ""), key=f"{name}-ky"),
    }
    people = left.text_area(
        say("campaign-people"), "\n".join(whole.people) if whole else desk().person, key=f"{name}-people",
        height=90, help=say("campaign-people-help"),
    )  # fmt: skip
    until = date.fromisoformat(whole.deadline) if whole and whole.deadline else None
    day = right.date_input(say("campaign-deadline"), until, format="DD.MM.YYYY", key=f"{name}-deadline")
    return campaigns.Plan(title, day.isoformat() if day else "", tuple(people.splitlines()))
