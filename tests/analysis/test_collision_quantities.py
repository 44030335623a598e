"""Two quantities about one matter: which exclude each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertise.act import Span
from expertise.analysis.collisions.quantity import Quantity, clash

BOUNDS = st.sampled_from(["exact", "upper", "lower", "within"])
VALUES = st.integers(1, 400).map(float)


def term(value: float, bound: str = "within", unit: str = "day", days: str = "") -> Quantity:
    return Quantity(value, "time", unit, days, bound, Span(0, 1))


@pytest.mark.parametrize(
    ("here", "there", "higher", "wanted"),
    [
        (term(10), term(15), False, True),
        (term(30), term(1, unit="month"), False, False),
        (term(10, days="working"), term(10, days="calendar"), False, True),
        (term(3, days="working"), term(3), False, False),
        (term(20, "upper"), term(30, "upper"), False, True),
        (term(20, "exact"), term(30, "upper"), False, False),
        (term(20, "upper"), term(30, "upper"), True, False),
        (term(40, "upper"), term(30, "upper"), True, True),
        (term(20, "exact"), term(28, "lower"), True, True),
        (term(28, "exact"), term(28, "lower"), True, False),
    ],
)
def test_terms_that_exclude_each_other(here, there, higher, wanted):
    assert clash(here, there, higher=higher) is wanted


@given(VALUES, VALUES, BOUNDS, BOUNDS)
def test_in_one_act_the_order_of_two_quantities_does_not_matter(one, other, first, second):
    a, b = term(one, first), term(other, second)
    assert clash(a, b, higher=False) == clash(b, a, higher=False)


@given(VALUES, BOUNDS)
def test_a_quantity_never_clashes_with_itself(value, bound):
    assert not clash(term(value, bound), term(value, bound), higher=False)
    assert not clash(term(value, bound), term(value, bound), higher=True)
