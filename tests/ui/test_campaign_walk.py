"""A campaign without a run, and what changes in it, in a real browser and in both languages."""

from __future__ import annotations

import pytest

from expertise import service_batch, service_campaigns
from expertise.review.store import Store
from expertise.service_desk import Desk
from tests.campaign_corpus import ONE, THREE, filled


def seated(desk, language, tmp_path):
    filled(desk.home / "corpus.db", tmp_path)
    store = Store(desk.home)
    store.set({"name": "Айгүл Садыкова", "language": language})
    store.close()


def stands(desk):
    """The newest campaign as the store has it now."""
    made = Desk(desk.home)
    whole = service_campaigns.campaigns(made)[0]
    made.store.close()
    return whole


def still(page):
    """Wait until the page was drawn anew: before that it may hold old fields beside the new ones."""
    page.wait_for_timeout(500)
    page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')")


def pressed(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    still(page)


def tab(page, place):
    page.locator(".st-key-campaign-tab button").nth(place).click()
    still(page)


def opened(page, name):
    page.locator("[data-testid=stExpander] summary").filter(has_text=name).first.click()
    still(page)


def picked(page, box):
    field = page.locator(f"[class*=st-key-{box}] input").first
    field.click()
    page.wait_for_timeout(1000)
    if not page.locator("[role=option]").count():  # the list closed when the page moved under it
        field.press("ArrowDown")
    page.locator("[role=option]").first.click()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_campaign_by_query_is_changed_and_closed(page, server, words, language, tmp_path):
    desk = server(language)
    seated(desk, language, tmp_path)

    def say(key, **values):
        return words(language, f"desk-campaign-{key}", **values)

    page.goto(f"{desk.address}/campaigns")
    page.get_by_text(say("empty")).wait_for()
    page.locator(".st-key-start-query input").fill("kind:law")
    pressed(page, say("find"))
    page.get_by_text(say("found", count=3)).wait_for()
    page.locator(f".st-key-start-{language} input").fill("Реестры")
    page.locator(".st-key-start-people textarea").fill("Айгүл\nБакыт")
    pressed(page, say("create"))
    page.locator(".st-key-campaign-take-all button").first.wait_for()
    assert [case.person for case in stands(desk).cases] == ["Айгүл", "Бакыт", "Айгүл"]
    tab(page, 3)
    opened(page, say("hand"))
    picked(page, "hand-keys")
    page.locator("[class*=st-key-hand-to] input").fill("Гүлнара")
    page.keyboard.press("Enter")
    pressed(page, say("hand-do"))
    page.get_by_role("cell", name="Гүлнара").wait_for()
    opened(page, say("drop"))
    picked(page, "drop-keys")
    pressed(page, say("drop-do"))
    page.get_by_text(words(language, "error-campaign-reason")).wait_for()
    page.locator("[class*=st-key-drop-reason] input").fill("Отдельная проверка")
    pressed(page, say("drop-do"))
    page.get_by_text(say("dropped")).wait_for()
    assert [case.dropped for case in stands(desk).dropped] == ["Отдельная проверка"]
    pressed(page, say("bring-back"))
    page.get_by_text(say("dropped")).wait_for(state="detached")
    opened(page, say("plan"))
    page.locator("[class*=st-key-plan-][class*=-people] textarea").fill("Гүлнара")
    pressed(page, say("save"))
    page.get_by_text(say("did-hands", count=2)).wait_for()
    opened(page, say("end"))
    pressed(page, say("end-do"))
    page.get_by_text(say("closed")).wait_for()
    whole = stands(desk)
    assert (whole.closed, {case.person for case in whole.cases}) == (True, {"Гүлнара"})
    pressed(page, say("reopen"))
    tab(page, 0)
    page.locator(".st-key-campaign-take-all button").first.click()
    page.locator("[class*=st-key-open-] button").nth(2).wait_for(timeout=60_000)
    assert all(case.drafts for case in stands(desk).cases)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_list_tells_its_bad_lines_and_a_run_adds_to_it(page, server, words, language, tmp_path):
    desk = server(language)
    seated(desk, language, tmp_path)
    out = tmp_path / "run-of-corpus"
    order = service_batch.Order(out, query="реестр", database=desk.home / "corpus.db", workbook=False)
    service_batch.run(order, lambda _: None)

    def say(key, **values):
        return words(language, f"desk-campaign-{key}", **values)

    page.goto(f"{desk.address}/campaigns")
    page.locator(".st-key-start-way button").nth(1).click()
    still(page)
    page.locator(".st-key-start-list textarea").fill(f"{THREE}\n№ 12, 02.05.2015\nнебывалое")
    pressed(page, say("find"))
    page.get_by_text(say("unfound", count=2)).wait_for()
    page.get_by_text(words(language, "error-list-unknown", text="небывалое")).wait_for()
    page.locator(f".st-key-start-{language} input").fill("Список")
    pressed(page, say("create"))
    page.locator(".st-key-campaign-take-all button").first.wait_for()
    assert [case.files[0][0] for case in stands(desk).cases] == [f"{THREE}/ru"]
    store = Store(desk.home)
    store.set({"run": str(out)})
    store.close()
    page.goto(f"{desk.address}/dashboard")
    page.locator(".st-key-run-acts canvas").first.wait_for()
    opened(page, say("new"))
    pressed(page, say("add"))
    page.get_by_text(say("came", added=1, back=0, known=0)).wait_for()
    assert [file for file, _ in stands(desk).cases[1].files] == [f"{ONE}/ky", f"{ONE}/ru"]
    page.goto(f"{desk.address}/dashboard")
    box = page.locator(".st-key-run-acts canvas").first.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 52)
    page.locator(".st-key-run-to-desk button").first.click()
    page.get_by_test_id("mark").first.wait_for()
    page.goto(f"{desk.address}/campaigns")
    page.locator(".st-key-campaign-take-all button").first.wait_for()
    opened(page, say("start"))
    page.locator(".st-key-start-way button").nth(2).click()
    still(page)
    picked(page, "start-desk")
    pressed(page, say("find"))
    page.get_by_text(say("found", count=1)).wait_for()
