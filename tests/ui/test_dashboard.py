"""The dashboard and a campaign in a real browser, in both languages, over the results of a small real run."""

from __future__ import annotations

import pytest

from expertise import service_batch
from expertise.review.store import Store
from expertise.settings import corpora


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    acts = tmp_path_factory.mktemp("acts")
    for tongue in ("ru", "ky"):
        source = corpora() / "samples" / f"licensing-law.{tongue}.docx"
        (acts / source.name).write_bytes(source.read_bytes())
    out = acts.parent / "run-to-look-at"
    service_batch.run(service_batch.Order(out, (str(acts),), workbook=False), lambda _: None)
    return out


def seated(desk, language):
    store = Store(desk.home)
    store.set({"name": "Айгүл Садыкова", "language": language})
    store.close()


def choose_run(page, desk, say, language, folder):
    page.goto(f"{desk.address}/dashboard")
    page.get_by_text(say(language, "desk-dashboard-about")).wait_for()
    field = page.locator(".st-key-run-folder input")
    field.fill(str(folder.parent))
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.get_by_test_id("stAlert").nth(1).wait_for()
    field.fill(str(folder))
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.locator(".st-key-run-acts canvas").first.wait_for()


def saved(page, place=0):
    with page.expect_download() as started:
        page.get_by_test_id("file").nth(place).click()
    return started.value.path().read_bytes()


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_run_is_looked_at_and_judged(page, server, words, language, folder):
    desk = server(language)
    seated(desk, language)
    choose_run(page, desk, words, language, folder)
    assert saved(page).startswith(b"\xef\xbb\xbf")
    box = page.locator(".st-key-run-acts canvas").first.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 52)
    page.locator(".st-key-run-to-desk").wait_for()
    page.locator(".st-key-run-tab button").nth(1).click()
    chart = page.locator(".st-key-run-heat .vega-embed canvas, .st-key-run-heat .vega-embed svg").first
    chart.wait_for()
    assert b"<svg" in saved(page, 2)
    assert saved(page, 3).startswith(b"\x89PNG")
    page.wait_for_timeout(500)
    box = chart.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 20, box["y"] + 36)
    page.locator(".st-key-run-tab button").nth(2).click()
    page.locator(".st-key-run-group").wait_for()
    page.locator(".st-key-run-tab button").nth(4).click()
    page.get_by_text(words(language, "desk-dashboard-precision-none")).wait_for()
    for done, verdict in enumerate(("right", "wrong"), start=1):
        page.locator(f".st-key-quality-{verdict} button").click()
        page.get_by_text(words(language, "desk-dashboard-judged", done=done, count=50)).wait_for()
    store = Store(desk.home)
    assert [e.payload["verdict"] for e in store.entries() if e.kind == "judgement"] == ["right", "wrong"]
    store.close()


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_campaign_from_the_choice_to_the_letter(page, server, words, language, folder):
    desk = server(language)
    seated(desk, language)
    page.goto(f"{desk.address}/campaigns")
    page.get_by_text(words(language, "desk-campaign-empty")).wait_for()
    choose_run(page, desk, words, language, folder)
    page.get_by_text(words(language, "desk-campaign-new")).click()
    for tongue in ("ru", "ky"):
        page.locator(f".st-key-campaign-{tongue} input").fill(f"Лицензии {tongue}")
    page.get_by_role("button", name=words(language, "desk-campaign-create")).click()
    page.locator(".st-key-campaign-take-all button").first.click()
    page.locator("[class*=st-key-open-] button").first.click(timeout=60_000)
    page.get_by_test_id("mark").nth(1).click()
    page.get_by_test_id("accept").click()
    page.wait_for_function(
        """() => { const find = (root) => root.querySelector('[data-testid=progress]')
             ?? [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
           return Number(find(document)?.dataset.decided) > 0; }"""
    )
    page.goto(f"{desk.address}/campaigns")
    page.locator(".st-key-campaign-tab button").nth(1).click()
    page.locator(".st-key-campaign-report-make button").click()
    page.get_by_test_id("file").nth(3).wait_for(timeout=60_000)
    assert saved(page).startswith(b"PK")
    assert saved(page, 1).startswith(b"%PDF")
    page.locator(".st-key-campaign-tab button").nth(2).click()
    page.locator(".st-key-letter-number-0 input").fill("7/1")
    page.locator(".st-key-letter-number-0 input").press("Enter")
    page.locator(".st-key-letter-send button").click()
    page.get_by_text(words(language, "error-letter-requisites")).wait_for()
    page.locator(".st-key-letter-answer-0 [role=spinbutton]").first.click()
    page.keyboard.type("26122027")
    page.keyboard.press("Tab")
    page.wait_for_timeout(800)
    page.locator(".st-key-letter-send button").click()
    page.get_by_text(words(language, "desk-campaign-waiting")).wait_for()
    store = Store(desk.home)
    (sent,) = [e for e in store.entries() if e.kind == "letter"]
    assert (sent.payload["number"], sent.payload["answer"]) == ("7/1", "2027-12-26")
    store.close()
