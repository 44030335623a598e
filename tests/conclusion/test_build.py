"""What was decided in one language governs the other: the expert's own words are in both conclusions."""

from __future__ import annotations

import io
import uuid
import zipfile

import docx
import pytest

from expertise import service_conclusion as conclusions
from expertise.conclusion.form import context
from expertise.conclusion.statement import Objection
from expertise.review.page import twins
from expertise.service_desk import Desk
from expertise.settings import corpora

RU = {"ru": "Слово-метка"}
KY = {"ky": "Белги-сөз"}
OTHER = {"ru": "Иное слово"}


@pytest.fixture
def draft(desk: Desk) -> str:
    paths = [corpora() / f"samples/licensing-law.{language}.docx" for language in ("ky", "ru")]
    return desk.receive([(p.name, p.read_bytes()) for p in paths])[0].draft


@pytest.fixture
def pair(desk: Desk, draft: str) -> dict[str, str]:
    """The keys of one finding with exactly one counterpart, alone with its factor in its unit."""
    ky, ru = (desk.examination(text.id) for text in desk.texts(draft))
    for one, other in twins(ru, ky).items():
        mine = ru.by_key[one]
        if sum((f.eid, f.factor) == (mine.eid, mine.factor) for f in ru.findings) == 1:
            return {"ru": one, "ky": other}
    raise AssertionError("the sample has no such pair")


@pytest.mark.parametrize("drafted", ["ky", "ru"])
def test_the_place_of_new_wording_is_told_in_the_language_of_the_conclusion(desk, drafted):
    path = corpora() / f"samples/amending-law.{drafted}.docx"
    draft = desk.receive([(path.name, path.read_bytes())])[0].draft
    first = next(iter(desk.examination(desk.texts(draft)[0].id).by_key))
    decide(desk, draft, first, "accept")
    (item,) = conclusions.statement(desk, draft).items
    assert item.place == {
        "ru": "ст. 1 п. 4 (ст. 9-1 ч. 1)",
        "ky": "1-берененин 4-пункту (9-1-берененин 1-бөлүгү)",
    }


def decide(desk: Desk, draft: str, key: str, action: str, texts: dict[str, str] | None = None) -> None:
    text = next(t for t in desk.texts(draft) if key.startswith(t.language))
    body = {"client": uuid.uuid4().hex, "document": text.id, "action": action, "subjects": [key]}
    said = {"why": texts, "recommendation": texts} if texts else {}
    desk.decide(draft, {**body, "reason": "low-risk", **said}, "ru")


def objections(desk: Desk, draft: str) -> list[Objection]:
    return [o for item in conclusions.statement(desk, draft).items for o in item.objections]


@pytest.mark.parametrize(("changed", "accepted"), [("ru", "ky"), ("ky", "ru")])
@pytest.mark.parametrize("first", ["change", "accept"])
@pytest.mark.parametrize("texts", [RU, KY, RU | KY])
def test_a_changed_wording_stands_for_the_accepted_counterpart(
    desk, draft, pair, changed, accepted, first, texts
):
    steps = [(pair[changed], "change", texts), (pair[accepted], "accept", None)]
    for step in steps if first == "change" else reversed(steps):
        decide(desk, draft, *step)
    (found,) = objections(desk, draft)
    assert (found.source, dict(found.risk), dict(found.cure)) == ("changed", texts, texts)
    files = conclusions.make(desk, draft, conclusions.statement(desk, draft))
    for language in ("ru", "ky"):
        wanted = texts.get(language) or next(iter(texts.values()))
        document = docx.Document(io.BytesIO(files[f"conclusion.{language}.docx"]))
        said = " ".join(p.text for p in document.paragraphs)
        said += " ".join(cell.text for t in document.tables for row in t.rows for cell in row.cells)
        assert wanted in said
        with zipfile.ZipFile(io.BytesIO(files[f"annotated.{language}.docx"])) as archive:
            assert wanted in archive.read("word/comments.xml").decode()
    assert bool(conclusions.readiness(desk, draft).one_language) == (len(texts) == 1)


def test_two_changed_wordings_that_complete_each_other_are_one_objection(desk, draft, pair):
    decide(desk, draft, pair["ru"], "change", RU)
    decide(desk, draft, pair["ky"], "change", KY)
    (found,) = objections(desk, draft)
    assert dict(found.risk) == RU | KY


def test_two_wordings_that_differ_are_both_said(desk, draft, pair):
    decide(desk, draft, pair["ru"], "change", RU)
    decide(desk, draft, pair["ky"], "change", OTHER)
    assert {tuple(o.risk.items()) for o in objections(desk, draft)} == {
        tuple(RU.items()), tuple(OTHER.items()),
    }  # fmt: skip


def test_a_rejected_counterpart_governs_nothing(desk, draft, pair):
    decide(desk, draft, pair["ru"], "change", RU)
    decide(desk, draft, pair["ru"], "reject")
    decide(desk, draft, pair["ky"], "accept")
    (found,) = objections(desk, draft)
    assert found.source == "tool"


def test_every_changed_wording_of_the_sample_is_in_the_conclusion(desk, draft):
    keys = [key for text in desk.texts(draft) for key in text.summary["keys"]]
    for place, key in enumerate(keys):
        if place % 2:
            decide(desk, draft, key, "change", {"ru": f"слово {place}.", "ky": f"сөз {place}."})
        else:
            decide(desk, draft, key, "accept")
    said = {o.risk["ru"] for o in objections(desk, draft)}
    assert {f"слово {place}." for place in range(1, len(keys), 2)} <= said


def test_words_of_the_other_text_are_quoted_where_only_it_has_the_finding(desk, draft):
    """The Russian text of the sample says «обязан» where the Kyrgyz one says «укуктуу»."""
    ky = next(desk.examination(t.id) for t in desk.texts(draft) if t.language == "ky")
    alone = next(n for n, f in ky.by_key.items() if (f.eid, f.factor) == ("art_18__para_3", "A2"))
    decide(desk, draft, alone, "accept")
    made = conclusions.statement(desk, draft)
    (item,) = made.items
    assert item.lacking == ("ru",)
    form = conclusions.known_forms()[made.form]
    shown = {t: context(made, form, t)["findings"][0]["quotes"] for t in ("ru", "ky")}
    assert [bool(q["language"]) for q in shown["ru"]] == [True, True]
    assert "укуктуу" in shown["ru"][1]["text"]
    assert len(shown["ky"]) == 1


def test_a_finding_of_both_texts_is_quoted_once(desk, draft, pair):
    for key in pair.values():
        decide(desk, draft, key, "accept")
    (item,) = conclusions.statement(desk, draft).items
    assert item.lacking == ()
