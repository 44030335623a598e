"""The words of the conclusion before any layout: order, numbers, languages, what is said of nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from expertise.conclusion.form import PARTS, Words, context, part_of, quoted
from expertise.conclusion.statement import Item, Source, Statement
from expertise.lexicon.forms import Form, load_form
from expertise.settings import lexicons

BOTH = pytest.mark.parametrize("language", ["ru", "ky"])
PARTED = ("findings", "collisions", "differences")


def numbers(words, part: str) -> list[str]:
    return [item["number"] for item in words[part]]


@BOTH
def test_parts_stand_in_the_order_of_the_method(full: Statement, form: Form, language: str):
    parts = context(full, form, language)["part"]
    assert [parts[name].partition(".")[0] for name in PARTS] == [str(n) for n in range(1, 10)]
    assert not parts["signatures"][0].isdigit()


def test_items_go_to_their_part_and_numbering_runs_through(full: Statement, form: Form):
    words = context(full, form, "ru")
    assert numbers(words, "findings") == ["1", "2", "3", "4", "5"]
    assert numbers(words, "collisions") == ["6", "7"]
    assert numbers(words, "differences") == ["8"]
    assert words["collisions"][0]["place"] == "Ст. 16 ч. 5"


def test_a_norm_with_objections_of_several_parts_stands_in_each(full: Statement, form: Form):
    said = tuple(full.items[place].objections[0] for place in (0, 4, 6))
    item = replace(full.items[0], objections=said)
    words = context(replace(full, collisions={}, items=(item,)), form, "ru")
    assert [numbers(words, part) for part in PARTED] == [["1"], ["2"], ["3"]]
    assert [words[part][0]["objections"][0]["factor"][:2] for part in PARTED] == ["A1", "A9", "E1"]
    assert [len(words[part][0]["quotes"]) for part in PARTED] == [1, 1, 2]
    assert words["collisions_text"] == []
    assert words["differences_text"] == [form.say("compared", "ru")]


@pytest.mark.parametrize(
    ("factor", "part"),
    [("A1", "findings"), ("A6", "collisions"), ("D6", "collisions"), ("E1", "differences")],
)
def test_a_factor_has_its_part(form: Form, factor: str, part: str):
    assert part_of(factor, form) == part


@BOTH
def test_nothing_found_is_said_in_words(empty: Statement, form: Form, language: str):
    words = context(empty, form, language)
    assert [words[part] for part in PARTED] == [[], [], []]
    assert words["findings_none"] == form.say("findings-none", language)
    assert words["collisions_text"] == [form.say("collisions-none", language)]
    assert words["differences_text"] == [form.say("differences-none", language)]


def test_only_collisions_leave_no_claim_that_nothing_was_found(full: Statement, form: Form):
    words = context(replace(full, items=full.items[4:5]), form, "ru")
    assert words["findings_none"] == form.say("findings-elsewhere", "ru")
    assert numbers(words, "collisions") == ["1"]


def test_languages_that_were_not_compared(full: Statement, form: Form):
    words = context(replace(full, items=(), compared=False), form, "ru")
    assert words["differences_text"] == [form.say("not-compared", "ru")]


def test_what_the_expert_wrote_of_differences_follows_the_fact_of_comparing(full: Statement, form: Form):
    words = context(replace(full, differences={"ru": "Первое.\n\nВторое."}), form, "ru")
    assert words["differences_text"] == [form.say("compared", "ru"), "Первое.", "Второе."]


@pytest.mark.parametrize(("signed", "language"), [(True, "ru"), (True, "ky"), (False, "ru"), (False, "ky")])
def test_only_a_preview_is_marked(full: Statement, form: Form, signed: bool, language: str):
    words = context(replace(full, signed=signed), form, language)
    assert words["preview"] == ("" if signed else form.say("preview", language))


def test_a_missing_text_is_taken_from_the_other_language(full: Statement, form: Form):
    words = context(replace(full, initiator={"ru": "", "ky": "Демилгечи орган"}), form, "ru")
    assert words["origin"][0]["value"] == "Демилгечи орган"


def test_a_text_that_nobody_wrote_is_not_stated(full: Statement, form: Form):
    bare = replace(full, initiator={}, subject={}, requisites={})
    words = context(bare, form, "ru")
    assert words["origin"][0]["value"] == words["subject"][0] == form.say("not-stated", "ru")
    assert [row["label"] for row in words["requisites"]] == ["Вид акта", "Наименование"]


@BOTH
def test_nothing_follows_from_findings_that_are_open(full: Statement, form: Form, language: str):
    def said(**more) -> list[str]:
        made = replace(full, comparison=None, **more)
        return [each["value"] for each in context(made, form, language)["assessment"]]

    known = {
        name: form.say(name, language) for name in ("level-none", "level-open", "level-high", "verdict-open")
    }
    assert said(level="none", verdict="", undecided=1) == [known["level-open"], known["verdict-open"]]
    chosen = form.say("verdict-revise", language)
    assert said(level="none", verdict="revise", undecided=1) == [known["level-open"], chosen]
    assert said(level="none", verdict="revise", undecided=0) == [known["level-none"], chosen]
    assert said(level="high", verdict="revise", undecided=1) == [known["level-high"], chosen]


def test_a_quote_of_the_other_language_says_so(full: Statement, form: Form):
    own, other = (context(full, form, language)["findings"][2]["quotes"] for language in ("ky", "ru"))
    assert [quote["language"] for quote in own] == [""]
    assert [quote["language"] for quote in other] == ["(текст на государственном языке)"]
    assert own[0]["text"] == other[0]["text"]


@BOTH
def test_a_difference_shows_both_texts(full: Statement, form: Form, language: str):
    quotes = context(full, form, language)["differences"][0]["quotes"]
    assert len(quotes) == 2
    assert all(quote["language"] for quote in quotes)
    assert (quotes[0]["text"] == "«Лицензиар уведомляет заявителя в течение трёх рабочих дней.»") == (
        language == "ru"
    )


def test_an_item_on_the_whole_act_needs_no_quote(full: Statement, form: Form):
    item = context(full, form, "ru")["collisions"][1]
    assert (item["place"], item["quotes"]) == ("Проект в целом", [])


@pytest.mark.parametrize(
    ("form_id", "language", "words"),
    [
        ("ministry-draft", "ru", "экспертизы проекта Закона Кыргызской Республики «О лицензировании"),
        ("ministry-draft", "ky", "жөнүндө» Кыргыз Республикасынын Мыйзамынын долбооруна жүргүзүлгөн"),
        ("prosecutor-act", "ru", "экспертизы Закона Кыргызской Республики «О лицензировании"),
        ("prosecutor-act", "ky", "жөнүндө» Кыргыз Республикасынын Мыйзамына жүргүзүлгөн"),
    ],
)
def test_the_kind_of_act_is_declined(full: Statement, form_id: str, language: str, words: str):
    form = load_form(lexicons() / "forms" / f"{form_id}.yml")
    assert words in context(full, form, language)["subheading"]


def test_an_unknown_kind_of_act_has_a_heading_too(full: Statement, form: Form):
    words = context(replace(full, kind={"ru": "Меморандум"}), form, "ru")
    assert "проекта нормативного правового акта «О лицензировании" in words["subheading"]
    assert words["requisites"][0]["value"] == "Меморандум"


@pytest.mark.parametrize(
    ("language", "day"), [("ru", "22 ноября 2026 года"), ("ky", "2026-жылдын 22-ноябры")]
)
def test_a_date_is_written_out(full: Statement, form: Form, language: str, day: str):
    assert context(full, form, language)["issued_date"] == day
    assert context(full, form, language)["method"][1]["value"] == day


def test_a_preview_leaves_room_for_date_number_and_names(empty: Statement, form: Form):
    words = context(empty, form, "ky")
    assert "____" in words["issued_date"]
    assert "____" in words["issued_number"]
    assert [person["role"] for person in words["signatures"]] == ["Эксперт", "Бөлүмдүн жетекчиси"]


def test_unapproved_words_are_owned_up_to(full: Statement, form: Form):
    assert len(context(full, form, "ru")["notes"]) == 2
    assert "187" in context(full, form, "ru")["notes"][0]
    assert "сверен вручную" in context(full, form, "ru")["notes"][1]
    assert context(replace(full, unreviewed=0), form, "ru")["notes"] == []


@BOTH
def test_warnings_of_the_reader_are_words(full: Statement, form: Form, lexicon, language: str):
    sources = context(full, form, language)["sources"]
    assert sources[1]["warnings"] == [lexicon.messages[language]["warning-footnotes"]]


def test_every_source_gives_what_was_examined(full: Statement, form: Form):
    source = Source("ru", "a.docx", "f" * 64, 1, 2, 3)
    (printed,) = context(replace(full, sources=(source,)), form, "ru")["sources"]
    assert printed["counts"] == "статей: 1, структурных единиц: 2, абзацев с нормами: 3"
    assert "a.docx" in printed["file"]
    assert "f" * 64 in printed["file"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("О лесе", "«О лесе»"),
        ("«О лесе»", "«О лесе»"),
        ("О поправках в Закон «О лесе»", "«О поправках в Закон «О лесе»"),
        ("«А» и «Б»", "««А» и «Б»"),
        ("«А» и другое", "««А» и другое»"),
        ("", ""),
    ],
)
def test_quotation_marks_are_never_doubled_at_the_end(text: str, wanted: str):
    assert quoted(text) == wanted


def test_signs_that_break_a_document_are_left_out(form: Form):
    words = Words(form, "ru")
    assert words.pick({"ru": " а\x00\x07\x1bб\tв\r\nг\x0bд\ud800\uffff "}) == "аб в\nг\nд"


def test_a_long_title_is_cut_in_the_header_only(full: Statement, form: Form):
    title = "О внесении изменений " * 20
    words = context(replace(full, title={"ru": title}), form, "ru")
    assert len(words["running"]) < 120
    assert words["running"].endswith("…")
    assert title.strip() in words["subheading"]


def test_context_reads_the_item_not_its_number(full: Statement, form: Form):
    item = Item(99, {}, {}, full.items[0].objections)
    assert numbers(context(replace(full, items=(item,)), form, "ru"), "findings") == ["1"]
