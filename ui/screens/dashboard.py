"""The dashboard of a batch run: acts in their rank, heat map, bodies and years, copies, quality control."""

import streamlit as st
from office import plain, say
from widgets.campaign_new import of_choice
from widgets.parts import part
from widgets.run_acts import acts
from widgets.run_choice import asked, held_run
from widgets.run_failures import failures
from widgets.run_families import families
from widgets.run_groups import groups
from widgets.run_heat import heat
from widgets.run_quality import control

head, summary = st.columns([2, 9], vertical_alignment="center")
head.title(say("page-dashboard"))
held = held_run()
if held is None:
    st.stop()
run, seen = held
versions = run.summary["versions"]
summary.caption(
    say(
        "dashboard-summary", acts=run.summary["acts"], findings=run.summary["findings"],
        failures=run.summary["failures"], methodology=plain(versions["methodology"]),
        lexicon=versions["lexicon"][:12], engine=plain(versions["engine"]),
    )
)  # fmt: skip
choice = asked(seen)
some = seen.chosen(choice)
PARTS = ("acts", "heat", "groups", "families", "quality", "failures")
tab = part(PARTS, "run-tab", lambda name: say(f"dashboard-tab-{name}", count=run.summary["failures"]))
if tab == "failures":
    failures(run)
elif tab == "quality":
    control(run, choice)
elif seen.acts.num_rows == 0:
    st.info(say("dashboard-no-acts"))
elif some.acts.num_rows == 0:
    st.info(say("dashboard-nothing"))
elif tab == "acts":
    of_choice(run, some)
    acts(run, some)
elif tab == "heat":
    heat(run, some)
elif tab == "families":
    families(run, some)
else:
    groups(some)
