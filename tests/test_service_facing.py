"""Two texts side by side: every line once, marks at their words, only what can be decided is decided."""

from __future__ import annotations

import gzip
import json
import uuid
from itertools import pairwise
from typing import Any

import pytest

from expertise import service_bases as bases
from expertise import service_conclusion as conclusions
from expertise import service_corpus
from expertise import service_facing as facing
from expertise.conclusion.form import context
from expertise.errors import ExpertiseError, WrongUse
from expertise.review import bilingual
from expertise.service_conclusion import Signing
from expertise.service_desk import Desk
from expertise.service_forms import known_forms
from expertise.settings import corpora

SAMPLES = corpora() / "samples"
TEXTS = {"ru": "Слово-метка изменено", "ky": "Белги-сөз өзгөртүлдү"}


def sample(name: str) -> tuple[str, bytes]:
    return name, (SAMPLES / name).read_bytes()


@pytest.fixture
def law(desk: Desk) -> str:
    return desk.receive([sample("licensing-law.ru.docx"), sample("licensing-law.ky.docx")])[0].draft


def text(desk: Desk, draft: str, language: str = "ru") -> Any:
    return next(t for t in desk.texts(draft) if t.language == language)


def shown(desk: Desk, view: str, document: str, beside: str = "") -> dict[str, Any]:
    return json.loads(gzip.decompress(facing.page(desk, view, document, beside)[0]))


def words_at(page: dict[str, Any], marks: list[list[int]]) -> str:
    return " ".join(page["lines"][line]["t"][start:end] for line, start, end in marks)


def sides(page: dict[str, Any]) -> tuple[list[str], list[str]]:
    left, right = [], []
    for first, one, other, _ in page["rows"]:
        left += [each["t"] for each in page["lines"][first : first + one]]
        right += [each["t"] for each in page["lines"][first + one : first + one + other]]
    return left, right


def decide(desk: Desk, draft: str, action: str, *subjects: str, **more: Any) -> dict[str, Any]:
    body = {"client": uuid.uuid4().hex, "document": text(desk, draft).id, "action": action}
    return desk.decide(draft, {**body, "subjects": subjects, **more}, "ru")


def assert_whole(page: dict[str, Any]) -> None:
    """Rows and sections cover all lines in order; every finding belongs to its case."""
    assert [row[0] for row in page["rows"]] == [
        sum(row[1] + row[2] for row in page["rows"][:n]) for n in range(len(page["rows"]))
    ]
    assert page["rows"][-1][0] + sum(page["rows"][-1][1:3]) == len(page["lines"])
    edges = [(s["first"], s["last"]) for s in page["sections"]]
    assert edges[0][0] == 0
    assert edges[-1][1] == len(page["lines"])
    assert all(one[1] == other[0] for one, other in pairwise(edges))
    assert len({s["eid"] for s in page["sections"]}) == len(page["sections"])
    for number, case in enumerate(page["cases"]):
        assert all(page["findings"][place]["case"] == number for place in case["findings"])


def test_both_languages_stand_whole_side_by_side(desk, law):
    page = shown(desk, "languages", text(desk, law).id)
    assert_whole(page)
    for language, lines in zip(("ru", "ky"), sides(page), strict=True):
        act = desk.examination(text(desk, law, language).id).act
        assert lines == [line.span.of(act.text) for line in act.lines]
    for each in page["findings"]:
        said = " ".join(side["quote"] for side in each["sides"] if side)
        assert words_at(page, each["marks"]) == said


def test_differences_are_decided_and_stand_in_part_8(desk, law):
    names = list(bilingual.by_name(desk.languages(law)))
    assert len(names) > 3
    answer = decide(desk, law, "accept", names[0])
    assert answer["decisions"][names[0]]["action"] == "accept"
    decide(desk, law, "reject", names[1], reason="low-risk")
    decide(desk, law, "change", names[2], why=TEXTS, recommendation=TEXTS)
    state = facing.decisions(desk, law, text(desk, law).id, "languages")
    assert {n: d["action"] for n, d in state["decisions"].items()} == {
        names[0]: "accept", names[1]: "reject", names[2]: "change",
    }  # fmt: skip
    made = conclusions.statement(desk, law)
    assert [o.factor for item in made.items for o in item.objections] == ["E1", "E1"]
    assert made.comparison is not None
    figures = made.comparison
    assert (figures.found, figures.accepted, figures.rejected) == (len(names), 2, 1)
    assert figures.open == len(names) - 3
    printed = context(made, known_forms()["ministry-draft"], "ru")
    assert len(printed["differences"]) == 2
    assert f"подтвердил: 2, отклонил: 1, не рассмотрел: {figures.open}" in printed["differences_text"][1]
    assert TEXTS["ru"] in str(printed["differences"])
    limit = next(each for each in made.limits if each.factor == "E1")
    assert "нужен текст на втором языке" not in limit.reason["ru"]


def test_a_decision_on_a_difference_is_undone_like_any(desk, law):
    name = next(iter(bilingual.by_name(desk.languages(law))))
    decide(desk, law, "accept", name)
    answer = decide(desk, law, "undo")
    assert answer["decisions"] == {name: None}
    assert desk.differences(law) == {}


def test_an_unknown_difference_is_refused(desk, law):
    with pytest.raises(WrongUse) as refused:
        decide(desk, law, "accept", "both:0123456789ab")
    assert refused.value.code == "unknown-finding"


def test_signing_asks_for_the_differences_too_and_keeps_them(desk, law):
    desk.set_requisites(law, {"number": "1", "date": "2026-11-25"})
    for language in ("ru", "ky"):
        keys = list(desk.examination(text(desk, law, language).id).by_key)
        decide(desk, law, "reject", *keys, reason="low-risk")
    names = list(bilingual.by_name(desk.languages(law)))
    assert conclusions.readiness(desk, law).differences == len(names)
    with pytest.raises(WrongUse) as refused:
        conclusions.sign(desk, law, Signing("срочно"))
    assert refused.value.code == "undecided-left"
    decide(desk, law, "accept", *names)
    entry = conclusions.sign(desk, law, Signing("срочно"))
    files = conclusions.signed_files(desk, entry)
    assert len(json.loads(files["inputs/comparison.json"])) == len(names)
    assert entry.payload["items"] == len(names)


def test_one_language_is_compared_with_nothing(desk):
    draft = desk.receive([sample("licensing-law.ru.docx")])[0].draft
    assert desk.languages(draft) is None
    assert facing.tally(desk, draft) is None
    made = conclusions.statement(desk, draft)
    assert (made.compared, made.comparison) == (False, None)
    with pytest.raises(WrongUse) as refused:
        shown(desk, "languages", text(desk, draft).id)
    assert refused.value.code == "one-language-only"


OLD = """Закон
О примере
Статья 1. Право
1. Орган вправе при необходимости отказать.
2. Лицо подаёт заявление в орган.
Статья 2. Срок
1. Орган принимает решение по своему усмотрению.
"""
NEW = OLD.replace("2. Лицо подаёт заявление в орган.", "2. Лицо подаёт заявление в любой орган.").replace(
    "1. Орган принимает решение по своему усмотрению.\n", "1. Орган принимает решение в течение 5 дней.\n"
)


def test_versions_show_changed_words_and_fates(desk):
    draft = desk.receive([("law.txt", OLD.encode())])[0].draft
    old = text(desk, draft)
    desk.receive([("law.txt", NEW.encode())], draft)
    page = shown(desk, "versions", text(desk, draft).id, old.id)
    assert_whole(page)
    assert sides(page) == (OLD.splitlines(), NEW.splitlines())
    changed = {each["t"][start:end] for each in page["lines"] for start, end in each.get("x", ())}
    assert "любой" in changed
    fates = {each["group"] for each in page["findings"]}
    assert {"kept", "cured"} <= fates
    cured = [each for each in page["findings"] if each["group"] == "cured"]
    assert all(each["fixed"] and each["key"].startswith("old:") for each in cured)
    assert all(words_at(page, each["marks"]) in OLD for each in cured)
    decidable = {each["key"] for each in page["findings"] if not each.get("fixed")}
    assert decidable == set(text(desk, draft).summary["keys"])


def test_versions_of_another_draft_or_language_are_refused(desk, law):
    other = desk.receive([("law.txt", OLD.encode())])[0].draft
    for beside in (text(desk, other).id, text(desk, law, "ky").id, "nobody"):
        with pytest.raises(WrongUse) as refused:
            shown(desk, "versions", text(desk, law).id, beside)
        assert refused.value.code == "unknown-document"


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_table_shows_its_columns_and_the_fates_of_the_proposed_one(desk, language):
    draft = desk.receive([sample(f"comparative-table.{language}.docx")])[0].draft
    assert facing.is_table(desk, text(desk, draft, language))
    page = shown(desk, "table", text(desk, draft, language).id)
    assert_whole(page)
    assert {"introduced", "cured"} <= {each["group"] for each in page["findings"]}
    here = {line for first, one, _, _ in page["rows"] for line in range(first, first + one)}
    for each in page["findings"]:
        assert words_at(page, each["marks"]) == each["quote"]
        assert all((line in here) == (each["group"] == "cured") for line, *_ in each["marks"])


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_an_amending_draft_is_examined_on_its_base(desk, language):
    draft = desk.receive([sample(f"amending-law.{language}.docx")])[0].draft
    before = set(desk.examination(text(desk, draft, language).id).by_key)
    assert bases.add_bases(desk, draft, [sample(f"licensing-law.{language}.docx")]) == []
    now = text(desk, draft, language)
    assert now.version == 2
    applied = bases.applied(desk, now)
    (outcome,) = applied.acts
    assert (outcome.misfits, applied.unparsed) == (0, 0)
    assert outcome.counts["cured"] > 0
    page = shown(desk, "amending", now.id, "0")
    assert_whole(page)
    left, right = sides(page)
    base = desk.base(desk.bases(draft, language)[0].sha256)
    assert left == [line.span.of(base.text) for line in base.lines]
    assert left != right
    introduced = {e["key"] for e in page["findings"] if e["group"] == "introduced" and not e.get("fixed")}
    assert introduced == set(now.summary["keys"])
    assert before != introduced
    files = bases.add_bases(desk, draft, [sample(f"licensing-law.{language}.docx")])
    assert [error.code for error in files if isinstance(error, ExpertiseError)] == ["base-known"]
    bases.drop_base(desk, draft, desk.bases(draft, language)[0].sha256)
    assert set(desk.examination(text(desk, draft, language).id).by_key) == before


def test_what_does_not_fit_shows_both_places(desk):
    bill = (
        "Закон Кыргызской Республики\nО внесении изменений в Закон Кыргызской Республики «О примере»\n"
        "Статья 1.\nВнести в Закон Кыргызской Республики «О примере» следующие изменения:\n"
        "1) в части 1 статьи 1 слова «таких слов нет» заменить словами «в течение 5 дней».\n"
        "2) часть 2 статьи 2 признать утратившей силу.\n"
    )
    draft = desk.receive([("bill.txt", bill.encode())])[0].draft
    base = OLD.replace("Закон\n", "Закон Кыргызской Республики\n")
    assert bases.add_bases(desk, draft, [("law.txt", base.encode())]) == []
    page = shown(desk, "amending", text(desk, draft).id)
    misfits = [each for each in page["findings"] if each["group"] == "misfit"]
    assert len(misfits) == 2
    assert all(each["fixed"] and each["places"][0]["text"] == "draft" for each in misfits)
    assert [place["text"] for place in misfits[0]["places"]] == ["draft", "base"]
    assert "таких слов нет" in misfits[0]["why"]["ru"]


def test_a_base_that_the_draft_does_not_change_is_refused(desk, law):
    draft = desk.receive([sample("amending-law.ru.docx")])[0].draft
    troubles = bases.add_bases(
        desk, draft, [("law.txt", OLD.encode()), ("law.docx", b"PK"), sample("licensing-law.ky.docx")]
    )
    codes = [error.code for error in troubles if isinstance(error, ExpertiseError)]
    assert codes[0] == "base-unasked"
    assert codes[2] == "base-language"
    assert desk.bases(draft, "ru") == []
    assert text(desk, draft).version == 1


def test_a_view_that_is_none_is_refused(desk, law):
    for view, beside in (("nothing", ""), ("amending", "7")):
        with pytest.raises(WrongUse):
            shown(desk, view, text(desk, law).id, beside)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_a_base_is_taken_from_the_corpus(desk, language):
    draft = desk.receive([sample(f"amending-law.{language}.docx")])[0].draft
    assert bases.offered(desk, text(desk, draft, language)) == []
    job = service_corpus.job([str(SAMPLES / f"licensing-law.{language}.docx")])
    list(service_corpus.add(desk.corpus.path, job))
    (offer,) = bases.offered(desk, text(desk, draft, language))
    assert bases.add_offered(desk, draft, language, offer.uri) == []
    (outcome,) = bases.applied(desk, text(desk, draft, language)).acts
    assert (outcome.file, outcome.misfits) == (offer.uri, 0)
    assert bases.offered(desk, text(desk, draft, language)) == []
    by_file = desk.receive([("copy.docx", sample(f"amending-law.{language}.docx")[1])])[0].draft
    assert by_file == draft  # known by its bytes
    with pytest.raises(WrongUse) as refused:
        bases.add_offered(desk, draft, language, "/akn/kg/nothing")
    assert refused.value.code == "corpus-unknown-act"
