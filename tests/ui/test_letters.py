"""The letters of a campaign without a browser: the fields follow the acts that were chosen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from expertise import service_campaign_acts, service_campaigns
from expertise.service_campaigns import Plan

HEAD = "{issuer}\nот 2 июня 2020 года № {number}\nО разрешениях № {number}\n"
LAW = HEAD + "1. Уполномоченный орган вправе при необходимости отказать в выдаче разрешения.\n"
ACTS = {
    "5": "ПОСТАНОВЛЕНИЕ КАБИНЕТА МИНИСТРОВ КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
    "6": "ПОСТАНОВЛЕНИЕ ПРАВИТЕЛЬСТВА КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
}
NAMES = {
    "Кабинет Министров Кыргызской Республики": "Кыргыз Республикасынын Министрлер Кабинети",
    "Правительство Кыргызской Республики": "Кыргыз Республикасынын Өкмөтү",
}


@pytest.fixture
def campaign(known):
    """A campaign on two acts of two bodies, something accepted on each."""
    texts = [(f"{n}.txt", LAW.format(issuer=issuer, number=n).encode()) for n, issuer in ACTS.items()]
    drafts = [each.draft for each in known.receive(texts)]
    for draft in drafts:
        (text,) = known.texts(draft)
        subject = text.summary["keys"][0]
        body = {"action": "accept", "subjects": [subject], "client": subject + draft, "document": text.id}
        known.decide(draft, body, "ru")
    cases = service_campaign_acts.of_drafts(known, drafts)
    return service_campaigns.create(known, cases, Plan({"ru": "Разрешения"}, "", ()))


def field(test, kind, name):
    """The one field of a kind whose key begins so."""
    (found,) = [each for each in getattr(test, kind) if str(each.key).startswith(name)]
    return found


def bodies(test):
    return [field(test, "text_input", f"letter-body-{tongue}").value for tongue in ("ru", "ky")]


def test_the_body_is_that_of_the_chosen_acts_and_each_letter_begins_anew(known, screen, campaign):
    whole = service_campaigns.campaign(known, campaign)
    assert sorted(case.bodies["ru"] for case in whole.cases) == sorted(NAMES)
    test = screen("campaigns", campaign=campaign)
    test.session_state["campaign-tab"] = "letters"
    test.run()
    chosen = field(test, "multiselect", "letter-cases")
    first = next(case for case in whole.cases if case.title("ru") in chosen.value or case.key in chosen.value)
    other = next(case for case in whole.cases if case.key != first.key)
    assert bodies(test) == [first.bodies["ru"], NAMES[first.bodies["ru"]]]
    chosen.set_value([other.key]).run()
    assert bodies(test) == [other.bodies["ru"], NAMES[other.bodies["ru"]]]
    field(test, "multiselect", "letter-cases").set_value([first.key]).run()
    field(test, "text_input", "letter-number").set_value("7/1")
    field(test, "date_input", "letter-answer").set_value(date.today() + timedelta(30))
    test.button(key="letter-send").click().run()
    assert not test.exception
    (sent,) = service_campaigns.campaign(known, campaign).letters
    assert sent.cases == (first.key,)
    assert field(test, "text_input", "letter-number").value == ""
    assert bodies(test)[0] == other.bodies["ru"], "the act that nobody wrote of yet comes next"
