"""The reader in a real browser: marks, decisions, outbox, own findings, keys, speed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("uvicorn")
harness = pytest.importorskip("reader_harness")

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SELECT = """([line, start, end]) => {
  const host = document.querySelector("#host"), root = host.shadowRoot ?? document;
  const walker = document.createTreeWalker(root.querySelectorAll(".rd-line")[line], NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) {
    const node = walker.currentNode;
    if (start >= at && start < at + node.length) range.setStart(node, start - at);
    if (end > at && end <= at + node.length) range.setEnd(node, end - at);
  }
  const selection = (root.getSelection ? root : document).getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""
MEASURED = "(name) => performance.getEntriesByName(name).map((entry) => Math.round(entry.duration))"
MEASURES = ("first-view", "drawn", "card", "saved")
WAITING = "() => JSON.parse(localStorage.getItem('expertise-outbox-d1') ?? '[]').length"
RUSSIAN = {"KeyA": "ф", "KeyR": "к", "KeyJ": "о", "KeyN": "т", "KeyC": "с"}


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Any, str]]:
    desk = harness.make_desk()
    with harness.running(desk) as address:
        yield desk, address


@pytest.fixture(scope="module")
def browser(engine) -> Iterator[Any]:
    browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def desk(served) -> Any:
    served[0].reset()
    return served[0]


@pytest.fixture
def opened(browser, desk, served) -> Iterator[Callable[..., Any]]:
    """Open the reader: opened("small", shadow=1); no error may reach the console, but refused requests."""
    troubles: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(10_000)

    def open_page(document: str, **query: Any) -> Any:
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        asked = "".join(f"&{name}={value}" for name, value in query.items())
        page.goto(f"{served[1]}/page?document={document}{asked}")
        page.wait_for_selector("[data-testid=reader][data-ready]")
        desk.requests.clear()
        return page

    yield open_page
    context.close()
    assert [trouble for trouble in troubles if "Failed to load resource" not in trouble] == []


def press(page: Any, code: str) -> None:
    """Press a key of the Russian layout: its letter is Cyrillic, its code is the place."""
    page.evaluate(
        "([code, key]) => (document.activeElement ?? document.body).dispatchEvent("
        "new KeyboardEvent('keydown', { code, key, bubbles: true, composed: true, cancelable: true }))",
        [code, RUSSIAN[code]],
    )


def mark(page: Any, key: str) -> Any:
    return page.locator(f"[data-testid=mark][data-keys~='{key}']").first


def by(page: Any, name: str) -> Any:
    return page.get_by_test_id(name)


def wait_decided(page: Any, count: int) -> None:
    page.wait_for_selector(f"[data-testid=progress][data-decided='{count}']")


def look(page: Any, key: str) -> str:
    return mark(page, key).get_attribute("class")


@pytest.mark.parametrize("query", [{}, {"shadow": 1}])
def test_a_click_opens_the_card_without_any_request(opened, desk, query):
    page = opened("small", **query)
    mark(page, "ru:0002").click()
    assert "разумный срок" in by(page, "card").inner_text()
    assert "срок" in by(page, "card").locator(".rd-missing").inner_text()
    assert "rd-selected" in look(page, "ru:0002")
    assert desk.requests == []
    assert len(page.evaluate(MEASURED, "reader-card")) == 1


def test_accept_decides_all_findings_of_the_norm_and_their_twins(opened, desk):
    page = opened("small", shadow=1)
    mark(page, "ru:0000").click()
    by(page, "accept").click()
    wait_decided(page, 2)
    assert desk.journal[0]["subjects"] == ["ru:0000", "ky:0000", "ru:0001", "ky:0001"]
    assert "rd-is-accept" in look(page, "ru:0000")
    assert "rd-selected" in look(page, "ru:0002")
    assert page.evaluate("heard.length") == 1
    assert len(page.evaluate(MEASURED, "reader-saved")) == 1


def test_an_unchecked_companion_stays_undecided(opened, desk):
    page = opened("small")
    mark(page, "ru:0000").click()
    page.locator("[data-testid=check][data-key='ru:0001']").uncheck()
    by(page, "accept").click()
    wait_decided(page, 1)
    assert desk.journal[0]["subjects"] == ["ru:0000", "ky:0000"]
    assert "rd-selected" in look(page, "ru:0001")


def test_keys_work_by_place_on_a_russian_layout_and_stay_in_the_reader(opened, desk):
    page = opened("small", shadow=1)
    press(page, "KeyN")
    assert "rd-selected" in look(page, "ru:0000")
    press(page, "KeyA")
    wait_decided(page, 2)
    press(page, "KeyJ")
    assert "rd-selected" in look(page, "ru:0003")
    press(page, "KeyR")
    page.keyboard.press("Digit1")
    page.keyboard.press("Control+Enter")
    wait_decided(page, 3)
    press(page, "KeyC")
    assert page.evaluate("hostKeys.filter((code) => ['KeyR', 'KeyC', 'KeyA'].includes(code))") == []


def test_reject_needs_a_reason_and_the_free_one_its_words(opened, desk):
    page = opened("small")
    mark(page, "ru:0002").click()
    by(page, "reject").click()
    assert by(page, "save").is_disabled()
    page.keyboard.press("Control+Enter")
    by(page, "reason-other").check()
    assert by(page, "save").is_disabled()
    by(page, "reject-note").fill("Срок назван в статье 6")
    by(page, "save").click()
    wait_decided(page, 1)
    assert [(e["reason"], e["note"]) for e in desk.journal] == [("other", "Срок назван в статье 6")]
    assert "rd-is-reject" in look(page, "ru:0002")
    mark(page, "ru:0002").click()
    assert "Срок назван в статье 6" in by(page, "decision").inner_text()


def test_escape_closes_the_form_and_typing_is_never_a_command(opened, desk):
    page = opened("small")
    mark(page, "ru:0002").click()
    page.keyboard.press("r")
    by(page, "reject-note").press_sequentially("ajar u n")
    assert by(page, "reject-note").input_value() == "ajar u n"
    page.keyboard.press("Escape")
    assert by(page, "reject-note").count() == 0
    assert desk.journal == []


def test_wording_is_changed_in_both_languages_with_a_hint(opened, desk):
    page = opened("small")
    mark(page, "ru:0000").click()
    by(page, "change").click()
    assert by(page, "save").is_disabled()
    by(page, "change-why").fill("Случаи не названы.")
    words = harness.words("ru")
    assert by(page, "change-hint").inner_text() == words["reader-change-only-ru"]
    by(page, "change-why-ky").fill("Учурлар аталган эмес.")
    assert by(page, "change-hint").inner_text() == ""
    by(page, "save").click()
    wait_decided(page, 1)
    assert desk.journal[0]["subjects"] == ["ru:0000", "ky:0000"]
    assert desk.journal[0]["why"] == {"ru": "Случаи не названы.", "ky": "Учурлар аталган эмес."}
    assert desk.journal[0]["recommendation"] == harness.CURE
    assert "rd-is-change" in look(page, "ru:0000")


@pytest.mark.parametrize("query", [{}, {"shadow": 1}])
def test_an_own_finding_on_selected_words_and_its_withdrawal(opened, desk, query):
    page = opened("small", **query)
    text = desk.acts["small"]["lines"][4]["t"]
    start = text.index("Лицензиар")
    end = text.index("необходимости") + len("необходимости ")  # into a mark, with a blank at the end
    page.evaluate(SELECT, [4, start, end])
    by(page, "own-add").click()
    assert by(page, "own-quote").inner_text() == "Лицензиар при необходимости"
    by(page, "own-factor").select_option("A7")
    assert by(page, "own-save").is_disabled()
    by(page, "own-why").fill("Нет порядка запроса.")
    by(page, "own-recommendation").fill("Установить порядок.")
    by(page, "own-save").click()
    page.wait_for_selector("[data-testid=mark].rd-is-own")
    assert desk.journal[0]["marks"] == [[4, start, end - 1]]
    assert desk.journal[0]["level"] == "medium"
    assert desk.own[0]["quote"] == "Лицензиар при необходимости"
    assert page.locator(".rd-line").nth(4).evaluate("(node) => node.textContent") == text
    by(page, "withdraw").click()
    page.wait_for_selector("[data-testid=mark].rd-own", state="detached")
    assert desk.own == []


def test_undo_takes_back_the_last_decision(opened, desk):
    page = opened("small")
    mark(page, "ru:0002").click()
    page.keyboard.press("a")
    wait_decided(page, 1)
    by(page, "undo").click()
    wait_decided(page, 0)
    assert "rd-is-undecided" in look(page, "ru:0002")
    assert "ст. 1 ч. 2" in by(page, "toast").inner_text()
    assert by(page, "undo").is_disabled()


def test_filters_hide_marks_and_are_skipped(opened):
    page = opened("small")
    by(page, "filter-level-high").click()
    assert "rd-off" in look(page, "ru:0004")
    page.keyboard.press("j")
    assert "rd-selected" in look(page, "ru:0001")
    by(page, "filter-factor").select_option("A7")
    assert "rd-off" in look(page, "ru:0001")
    by(page, "filter-factor").evaluate("(node) => node.blur()")
    page.keyboard.press("n")
    page.keyboard.press("a")
    wait_decided(page, 1)
    by(page, "filter-undecided").click()
    assert "rd-off" in look(page, "ru:0002")


def test_an_overlap_is_cut_and_offers_every_finding(opened, desk):
    page = opened("small")
    both = page.locator("[data-testid=mark][data-keys='ru:0000 ru:0001']").first
    assert both.inner_text() == "запрашивает"
    assert "rd-many" in both.get_attribute("class")
    both.click()
    assert [row.get_attribute("data-key") for row in by(page, "finding").all()] == ["ru:0000", "ru:0001"]
    by(page, "finding").nth(1).click()
    assert "rd-selected" in look(page, "ru:0001")
    lines = page.locator(".rd-line").evaluate_all("(nodes) => nodes.map((node) => node.textContent)")
    assert lines == [line["t"] for line in desk.acts["small"]["lines"]]


def test_what_is_not_saved_is_not_shown_as_decided(opened, desk):
    desk.delay = 0.6
    page = opened("small")
    mark(page, "ru:0002").click()
    by(page, "accept").click()
    assert "rd-is-saving" in look(page, "ru:0002")
    assert by(page, "progress").get_attribute("data-decided") == "0"
    wait_decided(page, 1)
    assert "rd-is-accept" in look(page, "ru:0002")


def test_the_outbox_survives_a_failing_server_and_a_reload_in_order(opened, desk):
    page = opened("small", shadow=1)
    desk.fail = 503
    page.on("dialog", lambda dialog: dialog.accept())
    mark(page, "ru:0002").click()
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.keyboard.press("Digit3")
    page.keyboard.press("Control+Enter")
    by(page, "banner-unsaved").wait_for()
    assert page.evaluate(WAITING) == 2
    page.reload()
    page.wait_for_selector("[data-testid=reader][data-ready]")
    assert "rd-is-saving" in look(page, "ru:0002")
    desk.delay = 0.1
    desk.fail = 0
    wait_decided(page, 2)
    sent = [(entry["action"], entry["subjects"][0]) for entry in desk.journal]
    assert sent == [("accept", "ru:0002"), ("reject", "ru:0003")]
    assert desk.together == 1
    assert page.evaluate(WAITING) == 0
    by(page, "banner-unsaved").wait_for(state="hidden")


def test_a_final_refusal_is_told_and_dropped(opened, desk):
    page = opened("small")
    desk.fail = 422
    mark(page, "ru:0002").click()
    page.keyboard.press("a")
    page.wait_for_selector(".rd-trouble")
    assert "нет прав" in page.locator(".rd-trouble").inner_text()
    assert page.evaluate(WAITING) == 0
    assert "rd-is-undecided" in look(page, "ru:0002")


def test_an_expired_session_loses_nothing(opened, desk):
    page = opened("small")
    desk.fail = 401
    mark(page, "ru:0002").click()
    page.keyboard.press("a")
    by(page, "banner-unsaved").wait_for()
    assert page.evaluate(WAITING) == 1
    desk.fail = 0
    page.evaluate("again({ token: data.token })")
    wait_decided(page, 1)


def test_the_text_stays_where_it_is(opened, desk):
    page = opened("big")
    mark(page, "ru:0700").evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(400)
    mark(page, "ru:0700").click()
    top = "(node) => node.getBoundingClientRect().top"
    seen = mark(page, "ru:0700").evaluate(top)
    by(page, "accept").click()
    page.wait_for_selector("[data-testid=progress]:not([data-decided='0'])")
    page.wait_for_timeout(300)
    assert abs(mark(page, "ru:0700").evaluate(top) - seen) < 2
    page.reload()
    page.wait_for_selector("[data-testid=reader][data-ready]")
    page.wait_for_timeout(300)
    assert abs(mark(page, "ru:0700").evaluate(top) - seen) < 4


def test_mount_again_keeps_the_page_and_follows_goto(opened):
    page = opened("small", shadow=1)
    mark(page, "ru:0002").click()
    by(page, "text").evaluate("(node) => { node.kept = true; }")
    page.evaluate("again()")
    assert "rd-selected" in look(page, "ru:0002")
    page.evaluate("again({ goto: 'ru:0024' })")
    assert "rd-selected" in look(page, "ru:0024")
    assert by(page, "text").evaluate("(node) => node.kept")
    page.evaluate("again({ document: 'small-ky', language: 'ky', lang: 'ky' })")
    page.wait_for_selector("[data-testid=mark][data-keys~='ky:0000']")
    assert page.locator("[data-testid=reader]").count() == 1
    assert page.locator(".rd-sheet").get_attribute("lang") == "ky"


def test_contents_lead_to_the_article_and_show_what_is_left(opened):
    page = opened("small")
    by(page, "toc-art_6").click()
    page.wait_for_timeout(200)
    assert page.locator(".rd-section[data-eid=art_6]").bounding_box()["y"] < 600
    assert by(page, "toc-art_1").locator(".rd-heat").inner_text() == "5"


def test_no_findings_and_a_signed_conclusion_are_said(opened, desk):
    desk.signed = {"number": "14/2026", "date": "2026-11-20"}
    page = opened("empty")
    assert by(page, "empty").locator("li").count() == 3
    assert "№ 14/2026 подписано 20.11.2026" in by(page, "signed").inner_text()


@pytest.mark.parametrize("lang", ["ru", "ky"])
def test_the_legend_and_words_are_whole(opened, lang):
    page = opened("small" if lang == "ru" else "small-ky", lang=lang, language=lang)
    page.keyboard.press("F1")
    legend = by(page, "legend").inner_text()
    page.keyboard.press("Escape")
    by(page, "legend").wait_for(state="hidden")
    page.keyboard.press("n")
    shown = legend + by(page, "card").inner_text()
    assert [sign for sign in ("{", "legend-", "key-", "status-") if sign in shown] == []


def test_the_big_act_is_quick(opened, desk, capsys):
    page = opened("big", shadow=1)
    page.wait_for_function("performance.getEntriesByName('reader-first-view').length")
    for key in ("ru:0000", "ru:0002", "ru:0003", "ru:0004", "ru:0006"):
        mark(page, key).click()
    page.wait_for_function("performance.getEntriesByName('reader-card').length >= 5")
    page.keyboard.press("a")
    page.wait_for_function("performance.getEntriesByName('reader-saved').length")
    measured = {f"reader-{each}": page.evaluate(MEASURED, f"reader-{each}") for each in MEASURES}
    marks = page.locator("[data-testid=mark]").count()
    with capsys.disabled():
        print(f"\nbig act: {len(desk.acts['big']['lines'])} lines, {marks} marks, ms: {measured}")
    assert measured["reader-first-view"][0] < 5000
    assert max(measured["reader-card"]) < 1000
