"""The act page: every line once, every mark on exactly the words of its finding, in both counts of signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.analysis.check import check
from expertise.lexicon.choices import load_reasons
from expertise.reading import read, read_text
from expertise.review.examination import Examination, examination, key, packed, summary, unpacked
from expertise.review.page import code_point, page, twins, utf16, who
from expertise.settings import corpora, lexicons

SAMPLES = [corpora() / "samples" / f"{name}.{tongue}.docx"
           for name in ("licensing-law", "amending-law") for tongue in ("ru", "ky")]  # fmt: skip
REASONS = list(load_reasons(lexicons() / "review" / "reasons.yml").values())
letters = st.text(st.sampled_from("абөүң 😀𝔸é"), max_size=30)


@given(letters, st.integers(0, 30))
def test_offsets_go_there_and_back(text, offset):
    offset = min(offset, len(text))
    assert code_point(text, utf16(text, offset)) == offset
    assert utf16(text, offset) == len(text[:offset].encode("utf-16-le")) // 2


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda p: p.name)
def done(request, lexicon) -> Examination:
    return examination(check(read(request.param), lexicon), "1.0")


def test_what_is_kept_comes_back_the_same(done):
    again = unpacked(packed(done))
    assert packed(again) == packed(done)
    assert again.findings == done.findings
    assert (again.act.text, again.act.units, again.act.lines) == (
        done.act.text,
        done.act.units,
        done.act.lines,
    )
    assert again.act.requisites == done.act.requisites
    assert summary(again) == summary(done)


def cut(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le")


def test_marks_cover_exactly_the_words_of_their_finding(done, lexicon):
    made = page("d", done, None, lexicon, REASONS)
    assert len(made["findings"]) == len(done.findings) > 0
    for shown in made["findings"]:
        words = "\n".join(cut(made["lines"][line]["t"], start, end) for line, start, end in shown["marks"])
        assert words == shown["quote"]


def test_every_line_belongs_to_one_section_in_order(done, lexicon):
    made = page("d", done, None, lexicon, REASONS)
    places = [line for s in made["sections"] for line in range(s["first"], s["last"])]
    assert places == list(range(len(made["lines"])))
    assert len({s["eid"] for s in made["sections"]}) == len(made["sections"])
    for case in made["cases"]:
        assert {made["findings"][n]["eid"] for n in case["findings"]} == {case["eid"]}


def test_a_by_law_without_articles_has_its_points_as_contents(lexicon):
    text = "Положение о комиссии\n1. Комиссия рассматривает заявления.\n2. Комиссия вправе отказать.\n"
    done = examination(check(read_text(text), lexicon), "1")
    made = page("d", done, None, lexicon, REASONS)
    assert [s["label"] for s in made["sections"]] == ["", "п. 1", "п. 2"]
    assert made["sections"][1]["heading"].startswith("Комиссия рассматривает")


def test_twins_are_pairs_of_one_factor_and_unit(lexicon):
    ru, ky = (
        examination(check(read(corpora() / "samples" / f"licensing-law.{t}.docx"), lexicon), "1")
        for t in ("ru", "ky")
    )
    there, back = twins(ru, ky), twins(ky, ru)
    assert len(there) > 10
    assert {b: a for a, b in there.items()} == back
    by_key = {key(f): f for f in (*ru.findings, *ky.findings)}
    assert all(
        (by_key[a].factor, by_key[a].eid) == (by_key[b].factor, by_key[b].eid) for a, b in there.items()
    )
    assert twins(ru, None) == {}


def test_the_other_language_is_shown_for_every_unit_with_findings(lexicon):
    ru, ky = (
        examination(check(read(corpora() / "samples" / f"licensing-law.{t}.docx"), lexicon), "1")
        for t in ("ru", "ky")
    )
    made = page("d", ru, ky, lexicon, REASONS)
    units = {u.eid for u in ky.act.units}
    assert {f["eid"] for f in made["findings"]} & units == set(made["other"])
    assert all(text for text in made["other"].values())


def test_the_mechanism_does_not_repeat_what_is_missing(done, lexicon):
    words = lexicon.messages["ru"]
    for shown in page("d", done, None, lexicon, REASONS)["findings"]:
        assert words["why-missing"] not in shown["why"]["ru"]
        assert shown["why"]["ru"].endswith(".")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["land-code-2025.ky.docx", "civil-code-1.ru.docx"])
def test_real_codes_have_whole_pages(shared_acts: Path, lexicon, name):
    done = examination(check(read(shared_acts / "docx" / name), lexicon), "1")
    made = page("d", done, None, lexicon, REASONS)
    assert sum(s["kind"] == "article" for s in made["sections"]) == done.act.articles
    for shown in made["findings"]:
        assert "\n".join(cut(made["lines"][n]["t"], a, b) for n, a, b in shown["marks"]) == shown["quote"]


def test_who_gains_a_power_is_told_in_the_words_of_the_act(lexicon):
    text = (
        "Закон\nО примере\nСтатья 1. Право\n"
        "1. Уполномоченный орган вправе при необходимости запросить у заявителя дополнительные документы.\n"
        "2. Размер сбора устанавливается уполномоченным органом по своему усмотрению.\n"
    )
    done = examination(check(read_text(text), lexicon), "1")
    told = {who(found, lexicon.messages["ru"]) for found in done.findings}
    assert "«Уполномоченный орган»: вправе запросить; над кем: «заявителя»" in told
    assert any(each.startswith("«уполномоченным органом»") for each in told)
