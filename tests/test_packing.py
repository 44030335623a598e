"""An act as plain values and back, and what older records of it said otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.act import Kind, Steps, address, steps
from expertise.packing import act_of, act_record
from expertise.reading import read
from expertise.settings import corpora

_NUMBERS = st.one_of(st.just(""), st.from_regex(r"[0-9]{1,3}(-[0-9])?|[IVX]{1,4}|[а-я]", fullmatch=True))


@st.composite
def addresses(draw: st.DrawFn) -> Steps:
    kinds = [kind for kind in Kind if kind not in (Kind.ACT, Kind.DIVISION)]
    chosen = draw(st.lists(st.sampled_from(kinds), unique=True, max_size=5))
    return tuple((kind, draw(_NUMBERS)) for kind in chosen)


@given(addresses(), st.sampled_from(["ru", "ky"]))
def test_an_address_is_read_back_as_its_steps(path, language):
    assert steps(address(path, language), language) == path


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_an_act_comes_back_with_future_addresses(language):
    act = read(corpora() / f"samples/amending-law.{language}.docx")
    assert any(unit.target for unit in act.units)
    assert act_of(act_record(act)) == replace(act, pieces=(), remarks=())


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_older_records_told_future_addresses_in_words(language):
    act = read(corpora() / f"samples/amending-law.{language}.docx")
    record = act_record(act)
    for unit, value in zip(act.units, record["units"], strict=True):
        value[-1] = address(unit.target, language)
    assert act_of(record).units == act.units
