"""The publication page of the desk in a real browser: release, look, write the site, withdraw, forbid."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import part

from expertise import service_conclusion as conclusions
from expertise.review.releases import releases, restricted, standing
from expertise.review.store import Store
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk
from expertise.service_verify import verify_public

LAW = "Закон\nО примере\nСтатья 1. Право\n1. Орган вправе при необходимости отказать.\n"


def signed(home: Path, language: str, remarks: str = "") -> str:
    """Prepare a store with one signed conclusion and return its draft."""
    desk = Desk(home)
    desk.store.set({"name": "Эксперт", "language": language})
    draft = desk.receive([("law.txt", LAW.encode())])[0].draft
    text = desk.texts(draft)[0]
    body = {"client": uuid.uuid4().hex, "document": text.id, "action": "accept"}
    desk.decide(draft, {**body, "subjects": text.summary["keys"]}, "ru")
    desk.set_requisites(draft, {"number": "7", "date": "2026-11-22", "remarks": {"ru": remarks, "ky": ""}})
    conclusions.sign(desk, draft, Signing("срочно"))
    desk.store.close()
    return draft


def tab(page: Any, say: Any, language: str, name: str) -> None:
    part(page, say(language, f"desk-publication-{name}")).click()


def button(page: Any, say: Any, language: str, name: str) -> Any:
    return page.get_by_role("button", name=say(language, f"desk-publication-{name}"), exact=True)


def fill(page: Any, label: str, text: str) -> None:
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    field.press("Tab")


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_release_look_write_and_withdraw(page, server, words, language, tmp_path):
    draft = signed(tmp_path / "home-0", language)
    desk = server(language)
    page.goto(f"{desk.address}/publication")
    tab(page, words, language, "preview")
    frame = page.frame_locator("iframe")
    frame.locator("article.finding").first.wait_for()
    tab(page, words, language, "release")
    fill(page, words(language, "desk-publication-name"), "Начальник Н.")
    button(page, words, language, "go").click()
    page.get_by_text(words(language, "desk-publication-done")).wait_for()
    store = Store(desk.home)
    stands = standing(releases(store.entries(draft)))
    assert stands is not None
    assert stands.person == "Начальник Н."
    tab(page, words, language, "site")
    fill(page, words(language, "desk-publication-folder"), str(tmp_path / "site"))
    button(page, words, language, "write").click()
    page.get_by_test_id("stAlertContentSuccess").nth(1).wait_for()
    page.get_by_text(str(tmp_path / "site")).last.wait_for()
    assert verify_public(tmp_path / "site").faults == []
    tab(page, words, language, "back")
    button(page, words, language, "recall").click()
    page.get_by_text("--reason").wait_for()
    fill(page, words(language, "desk-publication-reason"), "ошибка")
    button(page, words, language, "recall").click()
    page.get_by_text(words(language, "desk-publication-recalled")).wait_for()
    assert standing(releases(store.entries(draft))) is None


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_signature_made_outside_is_attached_to_the_very_file(page, server, words, language, tmp_path):
    draft = signed(tmp_path / "home-0", language)
    desk = server(language)
    page.goto(f"{desk.address}/publication")
    tab(page, words, language, "outside")
    page.get_by_text(words(language, "desk-outside-none")).wait_for()
    tab(page, words, language, "release")
    button(page, words, language, "go").click()
    page.get_by_text(words(language, "desk-publication-done")).wait_for()
    tab(page, words, language, "outside")
    say = partial(words, language)
    with page.expect_download() as taken:
        page.get_by_role("link", name=say("desk-outside-take"), exact=True).click()
    store = Store(desk.home)
    (release,) = releases(store.entries(draft))
    assert taken.value.suggested_filename in release.files
    assert store.file(release.files[taken.value.suggested_filename]) == taken.value.path().read_bytes()

    given = {
        "name": "sign.p7s",
        "mimeType": "application/pkcs7-signature",
        "buffer": b"a signature elsewhere",
    }
    page.locator("input[type=file]").set_input_files(given)
    page.get_by_role("button", name=say("desk-outside-go"), exact=True).click()
    page.get_by_text(say("desk-outside-consent-first")).wait_for()
    assert releases(store.entries(draft))[0].outside == ()
    page.get_by_test_id("stCheckbox").locator("label").click()
    page.get_by_role("button", name=say("desk-outside-go"), exact=True).click()
    page.get_by_text(say("desk-outside-unchecked", target=taken.value.suggested_filename)).wait_for()
    (attached,) = releases(store.entries(draft))[0].outside
    assert (attached.target, attached.checked) == (taken.value.suggested_filename, False)
    assert store.file(attached.sha256) == given["buffer"]

    # The field of the first file goes away last: what is given to it then would go with it.
    page.get_by_text("sign.p7s", exact=True).wait_for(state="detached")
    page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')")
    wrong = {"name": "sign.sig", "mimeType": "application/octet-stream", "buffer": bytes(64)}
    page.locator("input[type=file]").first.set_input_files(wrong)
    page.get_by_role("button", name=say("desk-outside-go"), exact=True).click()
    page.get_by_test_id("stAlertContentError").get_by_text("sign.sig").wait_for()
    assert len(releases(store.entries(draft))[0].outside) == 1


def test_what_must_stay_inside_and_personal_data(page, server, words, tmp_path):
    draft = signed(tmp_path / "home-0", "ru", "Звоните Асанову: 0555 12 34 56")
    desk = server("ru")
    page.goto(f"{desk.address}/publication")
    page.get_by_text("0555 12 34 56").first.wait_for()
    button(page, words, "ru", "go").click()
    page.get_by_text("--personal").wait_for()
    tab(page, words, "ru", "back")
    fill(page, words("ru", "desk-publication-restrict-reason"), "для служебного пользования")
    button(page, words, "ru", "restrict-go").click()
    page.get_by_text(words("ru", "restrict-done")).wait_for()
    store = Store(desk.home)
    assert restricted(store.entries(draft)) == "для служебного пользования"
    tab(page, words, "ru", "release")
    page.get_by_text(words("ru", "desk-publication-is-restricted")).wait_for()
    assert button(page, words, "ru", "go").count() == 0
    tab(page, words, "ru", "back")
    button(page, words, "ru", "lift").wait_for()
    fill(page, words("ru", "desk-publication-restrict-reason"), "рассекречено")
    button(page, words, "ru", "lift").click()
    page.get_by_text(words("ru", "restrict-lifted"), exact=True).wait_for()
    assert restricted(store.entries(draft)) == ""


def test_a_desk_without_conclusions_says_what_to_do(page, server, words, tmp_path):
    home = tmp_path / "home-0"
    Store(home).set({"name": "Эксперт", "language": "ky"})
    page.goto(f"{server('ky').address}/publication")
    page.get_by_text(words("ky", "desk-publication-none")).wait_for()
