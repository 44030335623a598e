"""Every screen through the router, without a browser: what it says when there is nothing, what it keeps."""

from __future__ import annotations

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from expertise import service
from expertise import service_conclusion as conclusions
from expertise.settings import corpora

pytest.importorskip("streamlit.testing.v1")
SCREENS = (
    "drafts", "package", "act", "languages", "changes", "amending", "conclusion", "answers", "discussion",
    "publication", "dashboard", "campaigns", "help", "profile",
)  # fmt: skip
LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n"
SAMPLES = [corpora() / "samples" / f"licensing-law.{tongue}.docx" for tongue in ("ky", "ru")]


def shown(test: Any) -> str:
    parts = [
        *test.markdown,
        *test.title,
        *test.header,
        *test.subheader,
        *test.caption,
        *test.info,
        *test.error,
    ]
    parts += [*test.warning, *test.success]
    labels = [
        w.label for kind in (test.text_input, test.text_area, test.button, test.selectbox) for w in kind
    ]
    return "\n".join([*(str(p.value) for p in parts), *labels])


def test_the_first_run_asks_for_a_name(office, screen):
    test = screen()
    test.button[0].click().run()
    assert not test.exception
    assert service.messages()["ru"]["desk-name-missing"] in shown(test)
    test.text_input(key="welcome-name").set_value("А. Эксперт")
    test.text_input(key="welcome-post").set_value("главный специалист")
    test.text_input(key="welcome-post-other").set_value("башкы адис")
    test.button[0].click().run()
    assert not test.exception
    held = office.desk().store.settings()
    assert held["name"] == "А. Эксперт"
    assert (held["post"], held["post-other"]) == ("главный специалист", "башкы адис")
    assert len(office.desk().drafts()) == 1  # the sample


def test_the_first_run_speaks_kyrgyz_when_asked(office, screen):
    office.desk().store.set({"language": "ky"})
    assert service.messages()["ky"]["desk-welcome-title"] in shown(screen())


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_whole_in_both_languages(office, screen, language, name):
    office.desk().store.set({"name": "А. Эксперт", "language": language})
    draft = office.desk().receive([(p.name, p.read_bytes()) for p in SAMPLES])[0].draft
    test = screen(name, draft=draft)
    assert not test.exception
    text = shown(test)
    assert text.strip()
    assert re.findall(r"\{\w+\}|\b(?:desk|reader|error)-[a-z-]+", text) == []


@pytest.mark.parametrize(
    "name",
    ["package", "act", "languages", "changes", "amending", "conclusion", "answers", "discussion"],
)
def test_without_a_draft_a_screen_says_what_to_do(known, screen, name):
    words = service.messages()["ru"]
    for query in ({}, {"draft": "nobody"}):
        test = screen(name, **query)
        assert not test.exception
        assert words["desk-choose-draft"] in shown(test)
        assert words["desk-to-drafts"] in shown(test)


@pytest.mark.parametrize(
    "name",
    ["drafts", "act", "changes", "conclusion", "languages", "amending", "answers", "discussion"],
)
def test_a_title_is_never_read_as_markdown(known, screen, name):
    law = LAW.replace("О примере", "О ![знак](http://evil.example/a.png) :red[примере]")
    draft = known.receive([("![x](http://evil.example/b.png).txt", law.encode())])[0].draft
    assert "![знак](" in known.draft(draft).title("ru")
    text = shown(screen(name, draft=draft))
    assert "знак" in text or name == "drafts"
    assert "![" not in text
    assert ":red[" not in text


def test_an_empty_work_list_says_what_to_do(known, screen):
    assert service.messages()["ru"]["desk-drafts-empty"] in shown(screen("drafts"))


def test_the_work_list_filters_and_finds(known, screen):
    first = known.receive([("law.txt", LAW.encode())])[0].draft
    known.receive([("two.txt", LAW.replace("О примере", "О другом").encode())])
    known.set_requisites(first, {"initiator": {"ru": "Минздрав"}})
    test = screen("drafts")
    test.text_input(key="drafts-search").set_value("минздрав").run()
    assert not test.exception
    assert "Минздрав" in shown(test)
    test.text_input(key="drafts-search").set_value("ничего такого").run()
    assert service.messages()["ru"]["desk-drafts-none"] in shown(test)


def test_a_draft_of_older_rules_is_checked_again_on_demand(known, screen, monkeypatch):
    draft = known.receive([("law.txt", LAW.encode())])[0].draft
    assert "examine-again" not in [b.key for b in screen("changes", draft=draft).button]
    monkeypatch.setattr(known, "lexicon", replace(known.lexicon, digest="of tomorrow"))
    test = screen("changes", draft=draft)
    test.button(key="examine-again").click().run()
    assert not test.exception
    assert [t.version for t in known.texts(draft)] == [2]


def test_the_profile_is_kept(known, screen):
    test = screen("profile")
    test.text_input(key="profile-head").set_value("Б. Башчы")
    test.button[0].click().run()
    assert known.store.settings()["head"] == "Б. Башчы"
    test.text_input(key="profile-name").set_value(" ")
    test.button[0].click().run()
    assert service.messages()["ru"]["desk-name-missing"] in shown(test)
    assert known.store.settings()["name"] == "А. Эксперт"


def test_help_explains_every_factor(known, screen):
    test = screen("help")
    labels = [e.label for e in test.expander]
    for factor in known.lexicon.factors.values():
        assert any(factor.name["ru"] in label for label in labels), factor.id


def test_the_conclusion_shows_what_was_typed_into_each_draft(known, screen):
    first = known.receive([("law.txt", LAW.encode())])[0].draft
    second = known.receive([("two.txt", LAW.replace("О примере", "О другом").encode())])[0].draft
    known.set_requisites(first, {"number": "77"})
    for draft, number in ((first, "77"), (second, "")):
        test = screen("conclusion", draft=draft)
        assert not test.exception
        (form,) = [each for each in fields(test) if each["draft"] == draft]
        assert form["values"]["number"] == number
        assert form["values"]["date"] == date.today().isoformat()
    assert "number" not in known.state(second).requisites


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_label_of_the_conclusion_names_one_language_at_most(known, screen, language):
    known.store.set({"language": language})
    draft = known.receive([("law.txt", LAW.encode())])[0].draft
    (form,) = fields(screen("conclusion", draft=draft))
    labels = re.findall(r'"label": "([^"]+)"', json.dumps(form["layout"], ensure_ascii=False))
    words = service.messages()[language]
    russian, kyrgyz = words["desk-in-ru"], words["desk-in-ky"]
    assert sum(label.endswith(f", {russian}") for label in labels) > 3
    assert [label for label in labels if russian in label and kyrgyz in label] == []


def fields(test: Any) -> list[dict[str, Any]]:
    """Return what the form's components on a page were given."""
    found = [json.loads(each.proto.json) for each in test.get("bidi_component") if each.proto.json]
    return [each for each in found if "layout" in each]


def test_a_home_that_cannot_be_used_is_told_in_words(office, tmp_path, monkeypatch, screen):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("EXPERTISE_HOME", str(tmp_path / "file"))
    office.desk.cache_clear()
    test = screen()
    assert not test.exception
    assert str(tmp_path / "file") in shown(test)


def test_all_who_ask_for_the_token_at_once_get_the_same(office, known):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: office.token(), range(8)))
    assert found == {known.store.settings()["token"]}


def test_a_number_that_is_signed_already_is_told_before_signing(known, screen):
    draft = known.receive([("law.txt", LAW.encode())])[0].draft
    known.set_requisites(draft, {"number": "7", "date": "2026-11-22", "verdict": "revise"})
    assert service.messages()["ru"]["desk-items-open"] in shown(screen("conclusion", draft=draft))
    said = conclusions.Signing("срочно", leave_undecided=True)
    conclusions.sign(known, draft, said)
    known.set_requisites(draft, {"place": {"ru": "Бишкек"}})
    test = screen("conclusion", draft=draft)
    test.session_state["conclusion-part"] = "conclusion-sign"
    test.run()
    assert not test.exception
    told = service.messages()["ru"]["desk-ready-number-taken"].format(number="7", date="22.11.2026")
    assert told in shown(test).replace("\\", "")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one time zone a process")
def test_a_moment_is_told_by_the_clock_on_the_wall(office, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Bishkek")
    time.tzset()
    try:
        assert office.moment("2026-11-25T20:05:00.123+00:00") == "26.11.2026 02:05"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_was_signed_is_dated_as_a_person_writes_it_and_the_conclusion_comes_first(known, screen):
    draft = known.receive([("law.txt", LAW.encode())])[0].draft
    known.set_requisites(draft, {"number": "1-2/3", "date": "2026-11-26", "verdict": "revise"})
    conclusions.sign(known, draft, conclusions.Signing("срочно", leave_undecided=True))
    test = screen("conclusion", draft=draft)
    test.session_state["conclusion-part"] = "conclusion-sign"
    text = shown(test.run())
    assert "от 26.11.2026, подписано " in text
    assert "2026-11-26" not in text
