"""A campaign from a choice of acts to the letters: drafts, decisions, joint report, answers."""

from __future__ import annotations

import io

import docx
import pdfplumber
import pytest

from expertise import (
    service_batch,
    service_campaign_acts,
    service_campaign_papers,
    service_campaigns,
    service_conclusion,
    service_dashboard,
)
from expertise.errors import WrongUse
from expertise.service_campaign_papers import Writing
from expertise.service_campaigns import Plan
from expertise.service_desk import Desk
from expertise.settings import corpora

LAW = """ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ
от 2 июня 1999 года № 45
О разрешениях
Статья 1. Право
1. Уполномоченный орган вправе при необходимости отказать в выдаче разрешения.
(В редакции Закона КР от 9 июля 2003 года № 123)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    acts = tmp_path_factory.mktemp("acts")
    for tongue in ("ru", "ky"):
        source = corpora() / "samples" / f"licensing-law.{tongue}.docx"
        (acts / source.name).write_bytes(source.read_bytes())
    (acts / "permits.txt").write_text(LAW, encoding="utf-8")
    out = acts.parent / "run-of-three"
    service_batch.run(service_batch.Order(out, (str(acts),), workbook=False), lambda _: None)
    return out


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "home")
    made.store.set({"name": "Айгүл", "head": "Начальник Отдела", "head-post": "Начальник отдела"})
    yield made
    made.store.close()


@pytest.fixture
def begun(desk, folder):
    run, seen = service_dashboard.opened(folder)
    plan = Plan(
        {"ru": "Лицензии 2026", "ky": "Лицензиялар 2026"}, "2026-12-31", ("Айгүл", " Бакыт ", "Айгүл")
    )
    return service_campaigns.create(desk, service_campaign_acts.of_choice(run, seen), plan)


def taken(desk, name):
    whole = service_campaigns.campaign(desk, name)
    assert [error for _, error in service_campaigns.take(desk, whole, whole.cases)] == [None, None]
    return service_campaigns.campaign(desk, name)


def accept_first(desk, draft, language="ru"):
    text = next(t for t in desk.texts(draft) if t.language == language)
    subject = text.summary["keys"][0]
    body = {"action": "accept", "subjects": [subject], "client": f"c-{subject}", "document": text.id}
    desk.decide(draft, body, language)


def words_of(files, name):
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(files[name]))
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    with pdfplumber.open(io.BytesIO(files[name])) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def test_two_texts_of_an_act_are_one_case_and_people_take_turns(desk, begun):
    whole = service_campaigns.campaign(desk, begun)
    assert [len(case.files) for case in whole.cases] == [2, 1]
    assert whole.people == ("Айгүл", "Бакыт")
    assert [case.person for case in whole.cases] == ["Айгүл", "Бакыт"]
    assert [c.id for c in service_campaigns.campaigns(desk)] == [begun]
    assert desk.drafts(hidden=True) == []  # a campaign is no draft


def test_acts_become_drafts_with_the_prosecutor_s_form_once(desk, begun):
    whole = taken(desk, begun)
    drafts = desk.drafts()
    assert sorted(d.languages for d in drafts) == [("ky", "ru"), ("ru",)]
    assert {desk.state(d.draft).requisites["form"] for d in drafts} == {"prosecutor-act"}
    assert {d.deadline for d in drafts} == {"2026-12-31"}
    desk.set_requisites(drafts[0].draft, {"form": "ministry-draft"})
    taken(desk, begun)
    assert len(desk.drafts()) == 2
    assert desk.state(drafts[0].draft).requisites["form"] == "ministry-draft"
    assert [s.taken for s in service_campaigns.shares(desk, whole)] == [1, 1]


def test_progress_and_report_follow_the_decisions(desk, begun):
    whole = taken(desk, begun)
    (draft,) = whole.cases[1].drafts
    accept_first(desk, draft)
    shares = service_campaigns.shares(desk, whole)
    assert [(s.person, s.decided) for s in shares] == [("Айгүл", 0), ("Бакыт", 1)]
    files = service_campaign_papers.report(desk, whole, "2026-11-26")
    assert sorted(files) == ["report.ky.docx", "report.ky.pdf", "report.ru.docx", "report.ru.pdf"]
    assert files == service_campaign_papers.report(desk, whole, "2026-11-26")
    said = " ".join(words_of(files, "report.ru.docx").split())
    for told in ("Лицензии 2026", "9 июля 2003", "Бакыт", "нерешённые"):
        assert told in said, told
    assert "Лицензии 2026" in words_of(files, "report.ru.pdf")
    assert "2003-жылдын 9-июлу" in " ".join(words_of(files, "report.ky.docx").split())
    assert len(docx.Document(io.BytesIO(files["report.ru.docx"])).inline_shapes) == 2


def test_a_body_that_is_known_is_named_in_both_languages(desk):
    head = (
        "ПОСТАНОВЛЕНИЕ {}\nот 2 июня 2020 года № 5\nО разрешениях\n1. Орган вправе отказать по усмотрению.\n"
    )
    texts = [("known.txt", "КАБИНЕТА МИНИСТРОВ КЫРГЫЗСКОЙ РЕСПУБЛИКИ"), ("other.txt", "АЙЫЛНОГО КЕНЕША")]
    drafts = [each.draft for each in desk.receive([(n, head.format(b).encode()) for n, b in texts])]
    known, other = (service_conclusion.statement(desk, draft).requisites for draft in drafts)
    assert known == {
        "ru": "№ 5, 02.06.2020, Кабинет Министров Кыргызской Республики",
        "ky": "№ 5, 02.06.2020, Кыргыз Республикасынын Министрлер Кабинети",
    }
    assert other == {"ru": "№ 5, 02.06.2020"}


def test_the_report_says_why_there_are_more_objections_than_proposals(desk, begun):
    whole = taken(desk, begun)
    draft = whole.cases[1].drafts[0]
    (text,) = desk.texts(draft)
    for place, subject in enumerate(text.summary["keys"]):
        body = {"action": "accept", "subjects": [subject], "client": str(place), "document": text.id}
        desk.decide(draft, body, "ru")
    parts = list(service_campaign_papers.parts(desk, whole.cases))
    proposals = [proposal for part in parts for proposal in part.proposals]
    objections = sum(len(proposal.objections) for proposal in proposals)
    assert objections > len(proposals), "the act has a norm with two objections"
    files = service_campaign_papers.report(desk, whole, "")
    document = docx.Document(io.BytesIO(files["report.ru.docx"]))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Фактор")
    assert table.cell(0, 1).text == "Замечаний"
    assert sum(int(row.cells[1].text) for row in table.rows[1:]) == objections
    for name in ("report.ru.docx", "report.ru.pdf"):
        assert "замечаний бывает" in " ".join(words_of(files, name).split())


def test_a_report_before_anything_was_taken_says_so(desk, begun):
    whole = service_campaigns.campaign(desk, begun)
    files = service_campaign_papers.report(desk, whole, "")
    assert "экспертиза не начата" in words_of(files, "report.ru.docx")


def test_a_letter_is_kept_as_sent_and_its_answer_recorded(desk, begun):
    whole = taken(desk, begun)
    case = whole.cases[1]
    said = Writing((case.key,), {"ru": "Министерство", "ky": "Министрлик"}, "7/1", "2026-11-26", "2026-12-26")
    with pytest.raises(WrongUse, match="letter-empty"):
        service_campaign_papers.letter(desk, whole, said)
    accept_first(desk, case.drafts[0])
    with pytest.raises(WrongUse, match="letter-requisites"):
        service_campaign_papers.send(desk, whole, Writing((case.key,), {"ru": "Министерство"}))
    files = service_campaign_papers.send(desk, whole, said)
    text = words_of(files, "letter.ru.docx")
    for told in ("Представление", "Министерство", "9 июля 2003", "26 декабря 2026", "Начальник Отдела"):
        assert told in text, told
    assert "Сунуштама" in words_of(files, "letter.ky.pdf")
    service_campaign_papers.send(desk, whole, said)
    (sent,) = service_campaigns.campaign(desk, begun).letters
    assert service_campaign_papers.sent_files(desk, sent) == files
    assert sent.reply is None
    with pytest.raises(WrongUse, match="unknown-verdict"):
        service_campaign_papers.reply(desk, whole, sent, "maybe", "2026-12-20", "", "")
    with pytest.raises(WrongUse, match="reply-date"):
        service_campaign_papers.reply(desk, whole, sent, "partly", "", "", "")
    service_campaign_papers.reply(desk, whole, sent, "rejected", "2026-12-19", "1", "")
    service_campaign_papers.reply(desk, whole, sent, "partly", "2026-12-20", "2", "примут\x0b часть")
    (sent,) = service_campaigns.campaign(desk, begun).letters
    assert sent.reply is not None
    assert (sent.reply["verdict"], sent.reply["number"]) == ("partly", "2")


def test_a_letter_with_wrong_days_or_a_used_number_is_refused_and_none_is_lost(desk, begun):
    whole = taken(desk, begun)
    for case, language in zip(whole.cases, ("ky", "ru"), strict=True):
        accept_first(desk, case.drafts[0], language)
    keys = tuple(case.key for case in whole.cases)
    body = {"ru": "Министерство"}

    def send(*said):
        return service_campaign_papers.send(desk, whole, Writing(*said))

    with pytest.raises(WrongUse, match="letter-deadline"):
        send(keys[:1], body, "7/1", "2026-11-26", "2026-11-01")
    send(keys[:1], body, "7/1", "2026-11-26", "2026-12-26")
    for other in ((keys[1:], body), (keys[:1], {"ru": "Кабинет"})):
        with pytest.raises(WrongUse, match="letter-number"):
            send(*other, " 7/1", "2026-11-26", "2026-12-26")
    send(keys[1:], body, "7/2", "2026-11-26", "2026-12-26")
    letters = service_campaigns.campaign(desk, begun).letters
    assert [(sent.number, sent.cases) for sent in letters] == [("7/1", keys[:1]), ("7/2", keys[1:])]
    with pytest.raises(WrongUse, match="reply-early"):
        service_campaign_papers.reply(desk, whole, letters[0], "accepted", "2026-11-25", "", "")


def test_acts_of_one_title_are_told_apart_by_their_files():
    cases = [
        service_campaigns.Case(name, "А", ((f"{name}.docx", name),), {"ru": title}, {})
        for name, title in (("a", "Положение"), ("b", "Закон"), ("c", "Положение"))
    ]
    found = service_campaigns.told_apart(cases, "ky")
    assert found == {"a": "Положение (a.docx)", "b": "Закон", "c": "Положение (c.docx)"}


def test_acts_go_by_the_body_that_adopted_them():
    def case(key, **bodies):
        return service_campaigns.Case(key, "А", ((f"{key}.docx", key),), {}, bodies)

    cases = [case("a", ru="Кабинет"), case("b", ky="Жергилик"), case("c"), case("d", ru="Кабинет", ky="К")]
    found = service_campaign_papers.by_body(cases)
    assert found == {"Кабинет": ["a", "d"], "Жергилик": ["b"], "": ["c"]}


def test_the_report_names_letters_answers_and_days_of_answer(desk, begun):
    whole = taken(desk, begun)
    case = whole.cases[1]
    accept_first(desk, case.drafts[0])
    for number, answer in (("7/1", "2026-12-26"), ("7/2", "2026-12-01")):
        said = Writing((case.key,), {"ru": "Министерство", "ky": "Министрлик"}, number, "2026-11-26", answer)
        service_campaign_papers.send(desk, whole, said)
    first = service_campaigns.campaign(desk, begun).letters[0]
    service_campaign_papers.reply(desk, whole, first, "partly", "2026-12-20", "2", "примут часть")
    files = service_campaign_papers.report(desk, service_campaigns.campaign(desk, begun), "2026-12-25")
    said = words_of(files, "report.ru.docx")
    answered = "принято частично, 20.12.2026 №\u00a02\nпримут часть"
    for told in (
        "№\u00a07/1, 26.11.2026",
        "26.12.2026",
        answered,
        "ответа нет, срок прошёл",
        "Всего актов: 2",
        "Начальник Отдела",
    ):
        assert told in said, told
    assert "жарым-жартылай кабыл алынды, 20.12.2026" in words_of(files, "report.ky.docx")
    assert "жооп жок, мөөнөтү өттү" in words_of(files, "report.ky.pdf")


def test_the_report_prints_what_the_acts_were_examined_with(desk, begun):
    """Two of three acts were examined on a desk of another methodology; its own desk says so too."""
    from dataclasses import replace

    whole = service_campaigns.campaign(desk, begun)
    own = desk.lexicon
    other = replace(own.methodology, id="other", name={"ru": "Другая методика", "ky": "Башка методика"})
    desk.lexicon = replace(own, methodology=other, digest="f" * 64)
    done = service_campaigns.take(desk, whole, whole.cases[:1])
    assert [error for _, error in done] == [None]
    desk.lexicon = own
    whole = taken(desk, begun)
    said = words_of(service_campaign_papers.report(desk, whole, ""), "report.ru.docx")
    assert "Методика экспертизы: Другая методика" in said
    assert f"Методика экспертизы: {own.methodology.name['ru']}" in said
    assert said.count("актов: 1; лексикон") == 2
    assert "лексикон ffffffffffff" in said
    (draft,) = whole.cases[0].drafts
    assert service_conclusion.statement(desk, draft).method == other.name


def test_an_examination_of_before_says_that_its_methodology_is_not_known():
    from expertise.conclusion.joint import Ground, Joint, joint_words
    from expertise.conclusion.statement import Signatory
    from expertise.service_forms import campaign_words, known_forms

    joint = Joint(
        {"ru": "А"}, (Ground({}, "", "a" * 64, "0.9", 3),), "", "", (), (), Signatory("head", {}, {})
    )
    for tongue, told in (("ru", "Методика в данных экспертизы не записана"), ("ky", "жазылган эмес")):
        words = joint_words(joint, campaign_words(), known_forms()["prosecutor-act"], tongue)
        assert told in words["notes"][0]


@pytest.mark.parametrize("count", [15, 16])
def test_a_chart_that_leaves_acts_out_says_how_many(count):
    from expertise.conclusion.joint import Joint, Part, Proposal, joint_words
    from expertise.conclusion.statement import Objection, Signatory
    from expertise.reading.editions import UNKNOWN, Edition
    from expertise.service_forms import campaign_words, known_forms

    text = {"ru": "а", "ky": "а"}
    wrong = Objection("A1", text, "1", {}, text, text, "high", 70, "tool")
    parts = tuple(
        Part(
            {"ru": f"Акт {n}"},
            {},
            "А",
            True,
            1,
            1,
            "high",
            (Proposal({}, {}, Edition(UNKNOWN, None), (wrong,)),),
        )
        for n in range(count)
    )
    joint = Joint(text, (), "", "", (), parts, Signatory("head", text, text))
    charts = joint_words(joint, campaign_words(), known_forms()["prosecutor-act"], "ru")["charts"]
    assert ("первые 15 из 16" in charts[1]) == (count == 16)


def test_a_lost_file_stops_no_other(desk, folder, begun, tmp_path):
    from dataclasses import replace

    whole = service_campaigns.campaign(desk, begun)
    lost = replace(whole.cases[1], files=((str(tmp_path / "gone.txt"), "0" * 64),))
    results = list(service_campaigns.take(desk, whole, [lost, whole.cases[0]]))
    assert [error.code if error else "" for _, error in results] == ["not-found", ""]


def test_a_campaign_needs_a_name_and_some_acts(desk, folder):
    run, seen = service_dashboard.opened(folder)
    cases = service_campaign_acts.of_choice(run, seen)
    with pytest.raises(WrongUse, match="campaign-title"):
        service_campaigns.create(desk, cases, Plan({"ru": " "}, "", ()))
    nothing = seen.chosen(service_dashboard.Choice(fields=frozenset({"tax"})))
    none = service_campaign_acts.of_choice(run, nothing)
    with pytest.raises(WrongUse, match="campaign-empty"):
        service_campaigns.create(desk, none, Plan({"ru": "А"}, "", ()))
    with pytest.raises(WrongUse, match="campaign-large"):
        service_campaigns.create(desk, cases * 251, Plan({"ru": "А"}, "", ()))
    with pytest.raises(WrongUse, match="unknown-campaign"):
        service_campaigns.campaign(desk, "nothing")
