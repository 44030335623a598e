"""Versions side by side: lines that moved or got another number are the same, findings follow their norm."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.analysis.alignment import align
from expertise.analysis.change import fates
from expertise.analysis.check import check
from expertise.reading import read_text

HEAD = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nО примере\n\n"
ASK = "Уполномоченный орган вправе при необходимости запросить дополнительные документы."
REFUSE = "Уполномоченный орган отказывает в выдаче разрешения по иным основаниям."
TERM = "Решение принимается в течение 10 рабочих дней со дня подачи заявления."
APPEAL = "Отказ обжалуется в суд в порядке, установленном законом."
RU = f"{HEAD}Статья 1. Выдача\n1. {ASK}\n2. {TERM}\nСтатья 2. Отказ\n1. {REFUSE}\n2. {APPEAL}\n"
KY = (
    "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ\nМисал жөнүндө\n\n1-берене. Берүү\n"
    "1. Ыйгарым укуктуу орган зарыл болгон учурда кошумча документтерди суратууга укуктуу.\n"
    "2. Чечим арыз берилген күндөн тартып 10 жумуш күндүн ичинде кабыл алынат.\n"
)


@pytest.fixture(scope="module")
def seen(lexicon):
    return lambda text: check(read_text(text), lexicon)


def kinds(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(c.kind, c.was, c.label) for c in align(read_text(old), read_text(new)).changes()]


def test_an_inserted_part_renumbers_the_next_and_changes_nothing_else():
    assert kinds(RU, RU.replace(f"2. {TERM}", f"2. {APPEAL[:-1]} и иначе.\n3. {TERM}")) == [
        ("added", "", "ст. 1 ч. 2"),
        ("renumbered", "ст. 1 ч. 2", "ст. 1 ч. 3"),
    ]


def test_a_part_that_went_to_another_article_has_moved_even_when_edited():
    without = RU.replace(f"2. {TERM}\n", "")
    assert kinds(RU, f"{without}3. {TERM}\n") == [("moved", "ст. 1 ч. 2", "ст. 2 ч. 3")]
    edited = f"{without}3. {TERM.replace('10', '15')}\n"
    assert kinds(RU, edited) == [("moved", "ст. 1 ч. 2", "ст. 2 ч. 3")]


def test_a_rewritten_line_is_removed_and_added_and_an_edited_one_changed():
    assert kinds(RU, RU.replace("10 рабочих", "5 рабочих")) == [("changed", "ст. 1 ч. 2", "ст. 1 ч. 2")]
    found = kinds(RU, RU.replace(TERM, "Плата не взимается."))
    assert sorted(found) == [("added", "", "ст. 1 ч. 2"), ("removed", "", "ст. 1 ч. 2")]


def test_an_edited_block_is_paired_as_a_whole():
    """The first line is a little like the second new one; taking it would rob the second."""
    old = RU.replace(
        APPEAL, f"Орган выдает лицензию на добычу.\n3. Орган выдает лицензию на вывоз угля. {TERM}"
    )
    new = old.replace("на добычу", "на добычу угля").replace("на вывоз угля", "на вывоз нефти")
    assert [c[0] for c in kinds(old, new)] == ["changed", "changed"]


@pytest.mark.parametrize("text", [RU, KY])
def test_the_same_text_keeps_every_finding(seen, text):
    found = fates(seen(text), seen(text))
    assert found.kept
    assert not any(pair.edited for pair in found.kept)
    assert (found.introduced, found.cured) == ((), ())
    assert align(read_text(text), read_text(text)).changes() == []


def test_findings_are_introduced_and_cured_with_their_norm(seen):
    without = RU.replace(f"1. {REFUSE}\n2. {APPEAL}", f"1. {APPEAL}")
    gone = fates(seen(RU), seen(without)).view()
    came = fates(seen(without), seen(RU)).view()
    assert {f.quote for f in gone.cured} == {f.quote for f in came.introduced} != set()
    assert (gone.introduced, came.cured) == ((), ())
    assert all(came.fate(f) == "introduced" for f in came.introduced)


def test_a_finding_stays_with_a_norm_that_was_edited_renumbered_and_moved(seen):
    new = RU.replace(f"1. {ASK}\n", "") + f"3. {ASK.replace('документы', 'документы и сведения')}\n"
    found = fates(seen(RU), seen(new)).view()
    assert (found.introduced, found.cured) == ((), ())
    moved = [pair for pair in found.kept if pair.old.eid != pair.new.eid]
    assert moved
    assert all(pair.edited for pair in moved if pair.old.label == "ст. 1 ч. 1")


def test_a_cured_sentence_is_cured_where_the_next_one_of_its_line_stays(seen):
    old = RU.replace(f"1. {ASK}", f"1. {ASK} {REFUSE}").replace(f"1. {REFUSE}\n", "1. Отказ мотивируется.\n")
    found = fates(seen(old), seen(old.replace(f" {REFUSE}", "")))
    assert {f.quote for f in found.view().cured} <= {f.quote for f in seen(old).findings}
    assert all(REFUSE.startswith(f.sentence.of(read_text(old).text)[:20]) for f in found.view().cured)
    assert {pair.new.quote for pair in found.kept} == {
        f.quote for f in seen(old.replace(f" {REFUSE}", "")).findings
    }


def test_a_view_leaves_out_what_the_default_view_does(seen):
    found = fates(seen(HEAD + "Статья 1. Пусто\n1. Закон опубликован.\n"), seen(RU))
    assert found.view(everything=True).introduced == found.introduced
    assert {f.factor for f in found.view(factors={"B2"}).introduced} <= {"B2"}
    assert all(f.shown for f in found.view().introduced)


SENTENCES = [
    "Орган вправе отказать.", "Лицо подаёт заявление.", "Решение обжалуется.", ASK, REFUSE, TERM, APPEAL,
    ASK.replace("необходимости", "надобности"), "", "да",
]  # fmt: skip
LINES = st.lists(st.sampled_from(SENTENCES), max_size=9)


def act_of(body: list[str]):
    return read_text(f"{HEAD}Статья 1. Пример\n" + "\n".join(f"{i}. {t}" for i, t in enumerate(body, 1)))


@given(LINES, LINES)
def test_changes_rebuild_the_newer_text(old, new):
    before, after = act_of(old), act_of(new)
    found = align(before, after).changes()
    if old == new:
        assert found == []
    kept = [n.span.of(before.text) for n in before.lines]
    for change in found:
        if change.before:
            kept.remove(change.before)
    kept += [c.after for c in found if c.after]
    assert sorted(kept) == sorted(n.span.of(after.text) for n in after.lines)


@given(LINES, LINES)
def test_pairs_are_one_to_one_and_only_moved_lines_leave_their_order(old, new):
    found = align(act_of(old), act_of(new))
    assert len(found.backward) == len(found.forward)
    stayed = [y for _, y in sorted(found.forward.items()) if y not in found.moved]
    assert all(a < b for a, b in pairwise(stayed))


@given(LINES, LINES)
def test_every_finding_has_one_fate(seen, old, new):
    was, now = (seen(act_of(each).text) for each in (old, new))
    found = fates(was, now)
    assert sorted([*found.introduced, *(p.new for p in found.kept)], key=lambda f: f.id) == sorted(
        now.findings, key=lambda f: f.id
    )
    assert len(found.cured) + len(found.kept) == len(was.findings)
    assert all(p.old.factor == p.new.factor for p in found.kept)


def test_a_huge_rewrite_ends_in_time():
    old = act_of([f"Норма {n} о предмете номер {n * 7} остаётся в силе." for n in range(3000)])
    new = act_of([f"Иное правило {n} про вещь {n * 13} вступает завтра." for n in range(3000)])
    assert len(align(old, new).changes()) >= 3000
