"""Pattern signs: what each means, and what is refused."""

import pytest

from expertise.lexicon.pattern import Atom, Sign, parse


def atoms(source):
    return [[(a.sign.value, a.text) for a in e.atoms] for e in parse(source).elements]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("вправе", [[("form", "вправе")]]),
        ("Орган~", [[("stem", "орган")]]),
        ("-ышы мүмкүн", [[("suffix", "ышы")], [("form", "мүмкүн")]]),
        ("в течение #", [[("form", "в")], [("form", "течение")], [("number", "")]]),
        ("<body> ... срок~", [[("term", "body")], [], [("stem", "срок")]]),
        ("может|мочь~", [[("form", "может"), ("stem", "мочь")]]),
        ("ещё", [[("form", "еще")]]),  # ё is е
        ("в порядке , *", [[("form", "в")], [("form", "порядке")], [("form", ",")], [("any", "")]]),
    ],
)
def test_signs(source, expected):
    assert atoms(source) == expected


def test_optional_is_marked():
    assert [e.optional for e in parse("орган~ государственный~? власти?").elements] == [False, True, True]


def test_forbidden_neighbours_are_kept_apart():
    pattern = parse("!не вправе !ли")
    assert pattern.before is not None
    assert pattern.before.atoms == (Atom(Sign.FORM, "не"),)
    assert pattern.behind is not None
    assert pattern.behind.atoms == (Atom(Sign.FORM, "ли"),)
    assert len(pattern.elements) == 1


@pytest.mark.parametrize(
    "source", ["", "...", "... орган", "орган ...", "а !не б", "орган?", "<", "а||б", "<незакрыт"]
)
def test_what_cannot_be_matched_is_refused(source):
    with pytest.raises(ValueError, match=r"\S"):
        parse(source)
