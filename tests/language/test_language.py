"""Both languages offer the same names, and of() finds them."""

import pytest

from expertise.language import of


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_same_names(code):
    tongue = of(code)
    names = ("Morphology", "clauses", "lemmas", "number", "plain", "sentences")
    assert all(callable(getattr(tongue, name)) for name in names)
    assert tongue.Morphology(["орган"], plain=False).match("орган") == ("орган",)


def test_languages_differ():
    assert of("ru").number(["он"]) is None
    assert of("ky").number(["он"]) == 10
