"""Copies in a real browser: of a norm decided on the act page, of norms and acts on the dashboard."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from conftest import press
from test_dashboard import choose_run, seated

from expertise import service_batch
from expertise.service_desk import Desk

NORM = {
    "ru": "1. Лицензиар вправе в необходимых случаях запросить дополнительные сведения у заявителя{more}.",
    "ky": "1. Лицензиар зарыл болгон учурларда арыз ээсинен кошумча маалымат сурап алууга укуктуу{more}.",
}
LAW = {
    "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО примере {name}\nСтатья {n}. Порядок\n{norm}\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\n{name} мисал жөнүндө\n{n}-берене. Тартип\n{norm}\n",
}
NAMES = {"ru": ("первом", "втором", "третьем", "ином"), "ky": ("Биринчи", "Экинчи", "Үчүнчү", "Башка")}
MORE = {"ru": " лично", "ky": " өзү"}
OTHER = {
    "ru": "1. Копия решения направляется заявителю в течение трёх рабочих дней со дня его принятия.",
    "ky": "1. Чечимдин көчүрмөсү ал кабыл алынган күндөн тартып үч жумуш күнүндө арыз ээсине жиберилет.",
}


def laws(language: str) -> list[tuple[str, bytes]]:
    """Three laws with one norm, the third with a word more, and a law without it."""
    norms = [NORM[language].format(more=more) for more in ("", "", MORE[language])] + [OTHER[language]]
    return [
        (f"{place}.txt", LAW[language].format(name=name, n=place, norm=norm).encode())
        for place, (name, norm) in enumerate(zip(NAMES[language], norms, strict=True), start=1)
    ]


def shoot(page, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at it."""
    if folder := os.environ.get("EXPERTISE_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_decision_is_handed_on_to_the_copies_that_are_ticked(page, server, words, language):
    desk = server(language)
    seated(desk, language)
    inside = Desk(desk.home)
    drafts = [each.draft for each in inside.receive(laws(language))]
    (text,) = inside.texts(drafts[0])
    page.goto(f"{desk.address}/act?draft={drafts[0]}")
    page.get_by_test_id("mark").first.click()
    page.get_by_test_id("accept").click()
    page.get_by_test_id("toast-copies").click()
    page.get_by_test_id("copy").first.wait_for()
    assert page.get_by_test_id("copy").count() == 2
    assert page.get_by_text(words(language, "reader-copies-same")).count() == 1
    assert page.get_by_test_id("save").is_disabled()
    assert not any(inside.state(draft).decisions for draft in drafts[1:])
    shoot(page, f"copies-{language}")
    # Meanwhile somebody decides on the first of them in its own draft: that one is refused, by name.
    (other,) = inside.texts(drafts[1])
    named = inside.examination(other.id).by_key
    body = {"action": "reject", "client": "meanwhile", "document": other.id, "subjects": list(named)}
    inside.decide(drafts[1], {**body, "reason": "low-risk"}, language)
    page.get_by_test_id("copies-all").click()
    page.get_by_test_id("save").click()
    page.get_by_test_id("copy-entered").first.wait_for()
    assert page.get_by_test_id("copy-entered").count() == page.get_by_test_id("copy-refused").count() == 1
    assert {made.action for made in inside.state(drafts[1]).decisions.values()} == {"reject"}
    assert {made.action for made in inside.state(drafts[2]).decisions.values()} == {"accept"}
    assert not inside.state(drafts[3]).decisions
    shoot(page, f"copies-decided-{language}")
    with page.context.expect_page() as opened:
        page.get_by_test_id("copy-entered").get_by_role("link").first.click()
    opened.value.get_by_test_id("decision").wait_for()
    assert drafts[2] in opened.value.url
    opened.value.close()
    page.get_by_test_id("cancel").click()
    press(page, "KeyC")  # all are decided now: it says that none is left
    page.get_by_text(words(language, "reader-copies-none")).wait_for()
    assert text.id
    inside.store.close()


@pytest.fixture(scope="module", params=["ru", "ky"])
def run(request, tmp_path_factory) -> tuple[str, Path]:
    """A run over laws in one language, one of them twice."""
    folder = tmp_path_factory.mktemp(f"laws-{request.param}")
    for name, data in [*laws(request.param), ("again.txt", laws(request.param)[0][1] + b"\n")]:
        (folder / name).write_bytes(data)
    out = folder.parent / f"run-with-copies-{request.param}"
    service_batch.run(service_batch.Order(out, (str(folder),), workbook=False), lambda _: None)
    return request.param, out


def click_row(page, key: str) -> None:
    page.wait_for_timeout(500)
    box = page.locator(f"[class*=st-key-{key}] canvas").first.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 52)


DRAWN = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"""


def rows(page, table: str) -> list[list[str]]:
    """Return the rows of a table as its file has them; a file asked for while the page is drawn gets lost."""
    page.locator(f"[class*=st-key-exports-{table}] a").first.wait_for()
    page.wait_for_function(DRAWN)
    with page.expect_download() as started:
        page.locator(f"[class*=st-key-exports-{table}] a").first.click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]


def test_families_of_a_run_are_walked_down_to_an_act(page, server, words, run):
    language, folder = run
    desk = server(language)
    seated(desk, language)
    choose_run(page, desk, words, language, folder)
    page.locator(".st-key-run-tab button").nth(3).click()
    page.locator(".st-key-run-families-norm canvas").first.wait_for()
    found = rows(page, "families-norm")
    assert found[0][:3] == ["1", "4", "4"]
    assert NORM[language].format(more="").partition(" ")[2] in found[0][6]
    click_row(page, "run-families-norm")
    page.locator("[class*=st-key-run-members] canvas").first.wait_for()
    members = rows(page, "family-")
    assert len(members) == 4
    assert sorted(int(row[2]) == 100 for row in members) == [False, True, True, True]
    shoot(page, f"families-{language}")
    click_row(page, "run-members")
    page.locator(".st-key-run-to-desk").wait_for()
    page.locator(".st-key-run-kind button").nth(1).click()
    page.locator(".st-key-run-families-act canvas").first.wait_for()
    page.locator(".st-key-run-to-desk").wait_for(state="detached")
    assert int(rows(page, "families-act")[0][1]) >= 2
    click_row(page, "run-families-act")
    page.locator("[class*=st-key-run-members] canvas").first.wait_for()
    shoot(page, f"families-acts-{language}")
    click_row(page, "run-members")
    page.locator(".st-key-run-to-desk").get_by_role("button").click()  # a hidden twin holds its hint
    page.get_by_test_id("mark").first.wait_for()
