"""What is punished gives nobody a power: the lines before a sanction, in both languages."""

import pytest

from expertise.analysis.check import check
from expertise.norms.extract import norms
from expertise.reading import read_text

HEADS = {
    "ru": "КОДЕКС КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nСтатья 5. Порча пастбищ\n",
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН КОДЕКСИ\n\n5-берене. Жайыттарды бузуу\n",
}


def places(language, body, lexicon):
    return [n.passage.place for n in norms(read_text(HEADS[language] + body), lexicon).norms]


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        (
            "ru",
            "1. Незаконный отказ должностным лицом в выдаче пастбищного билета -\n"
            "наказывается общественными работами.",
            ["offence", "norm"],
        ),
        # the sanction stands on the same line
        (
            "ru",
            "1. Отказ должностным лицом в выдаче билета – влечет наложение штрафа в размере 5 показателей.",
            ["offence"],
        ),
        # the items of the deed and their lead-in belong to it
        (
            "ru",
            "1. Порча пастбища, совершенная:\n1) должностным лицом;\n2) повторно, –\nнаказывается штрафом.",
            ["offence", "offence", "offence", "norm"],
        ),
        # nothing but a deed runs into a sanction
        (
            "ru",
            "1. Билет выдается айыл окмоту.\n2. Потрава посевов -\nнаказывается штрафом.",
            ["norm", "offence", "norm"],
        ),
        # without a dash it is a consequence, and what goes before may be a power
        ("ru", "1. Нарушение срока, установленного министерством, влечет наложение штрафа.", ["norm"]),
        (
            "ky",
            "1. Кызмат адамы тарабынан жайыт билетин берүүдөн мыйзамсыз баш тартуу, -\n"
            "коомдук жумуштарга тартууга жазаланат.",
            ["offence", "norm"],
        ),
        (
            "ky",
            "1. Билет айыл өкмөтү тарабынан берилет.\n2. Эгинди тебелетүү, -\n"
            "5 эсептик көрсөткүч өлчөмүндө айып салууга алып келет.",
            ["norm", "offence", "norm"],
        ),
    ],
)
def test_dispositions_are_told_from_norms(language, body, expected, lexicon):
    assert places(language, body, lexicon) == expected


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ru", "1. Выдача должностным лицом билета постороннему -\nнаказывается штрафом."),
        ("ky", "1. Кызмат адамы тарабынан билетти бөтөн адамга берүү, -\nайып салууга жазаланат."),
    ],
)
def test_a_deed_is_no_finding(language, body, lexicon):
    assert not check(read_text(HEADS[language] + body), lexicon, excerpt=True).findings


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ru", "1. Потрава посевов, причинившая значительный ущерб хозяйству, -\nнаказывается штрафом."),
        ("ky", "1. Жайытты бузуп, олуттуу зыян келтирүү, -\nайып салууга жазаланат."),
    ],
)
def test_a_vague_word_in_a_deed_is_one(language, body, lexicon):
    found = check(read_text(HEADS[language] + body), lexicon, excerpt=True).findings
    assert [f.factor for f in found] == ["B3"]
