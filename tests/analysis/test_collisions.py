"""Collisions: the seeded ones are found and their near misses are not; what a finding says."""

from __future__ import annotations

import pytest
from bilingual import ru_act
from colliding import FILES, RU, acts, cases, touches

from expertise.act import Act, Language
from expertise.analysis.check import check
from expertise.analysis.collisions.collide import Read, collisions, read_for_collisions
from expertise.analysis.finding import Finding
from expertise.lexicon.lexicon import Lexicon
from expertise.reading import read


def found(own: Act, lexicon: Lexicon, *others: Act) -> list[Finding]:
    read_others = [read_for_collisions(other, lexicon) for other in others]
    return [f for f in collisions(read_for_collisions(own, lexicon), read_others) if f.shown]


def of_sentences(lexicon: Lexicon, *sentences: str) -> list[str]:
    """Return the rules that fire in a law of articles with these texts."""
    articles = [(str(n), f"Норма {n}", text) for n, text in enumerate(sentences, 1)]
    return [f.rule for f in found(ru_act(articles), lexicon)]


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("kind", FILES)
def test_seeded_collisions_are_found_and_near_misses_are_not(lexicon, kind: str, language: Language):
    seeded = hit = right = shown = 0
    for case in cases(kind):
        for which in ("clash", "near"):
            own, other = acts(case, language, which)
            all_found = found(own, lexicon, *([other] if other else []))
            good = [
                f for f in all_found
                if which == "clash" and f.rule.startswith(kind) and touches(f, case, language, which)
            ]  # fmt: skip
            shown, right = shown + len(all_found), right + len(good)
            seeded, hit = seeded + (which == "clash"), hit + bool(good)
    assert seeded == 20
    assert hit >= 0.85 * seeded
    assert right >= 0.85 * shown


def test_a_finding_shows_the_other_place_and_says_which_norm_prevails(lexicon):
    case = next(c for c in cases("C-HIER") if c.id == "hier-01")
    own, code = acts(case, "ru", "clash")
    (finding,) = found(own, lexicon, code)
    (place,) = finding.evidence
    assert place["quote"] == case.texts["ru"]["first"]
    assert (place["act"], place["label"]) == ("КОДЕКС ПРИМЕРОВ", "ст. 2 абз. 1")
    assert "большей юридической силы" in finding.why["ru"]
    assert "30 рабочих дней" in finding.why["ru"]
    assert "10 рабочих дней" in finding.why["ru"]
    assert finding.quote == "30 рабочих дней"
    assert finding.factor == "A9"
    assert finding.severity >= 30


def test_the_same_places_of_an_act_of_lower_force_are_a_collision_of_peers(lexicon):
    case = next(c for c in cases("C-HIER") if c.id == "hier-01")
    law, code = acts(case, "ru", "clash")
    (finding,) = found(code, lexicon, law)
    assert finding.rule == "C-PEER-01"
    assert "имеет большую силу" in finding.why["ru"]


def test_the_same_act_and_lexicon_give_the_same_findings(lexicon):
    case = next(c for c in cases("C-INT") if c.id == "int-02")
    own, _ = acts(case, "ky", "clash")
    assert [f.record() for f in found(own, lexicon)] == [f.record() for f in found(own, lexicon)]


@pytest.mark.parametrize(
    "sentences",
    [
        # special and general, an exception said openly, another start of the term
        ("Лицензия выдается в течение 10 дней.", "Временная лицензия выдается в течение 3 дней."),
        ("Вывоз руды запрещается.", "Вывоз руды разрешается, за исключением урановой руды."),
        (
            "Лицензия выдается в течение 10 дней со дня подачи заявления.",
            "Лицензия выдается в течение 3 дней со дня уплаты сбора.",
        ),
        # one term in two units, rights of two bodies side by side, items of one list
        ("Справка выдается в течение 1 месяца.", "Справка выдается не позднее 30 дней."),
        ("Прокурор вправе проверить архив фонда.", "Казначейство вправе проверить архив фонда."),
        ("Срок хранения составляет:\n1) журнал - 3 года;\n2) журнал - 5 лет.",),
        # a sanction leans on the paragraph before it
        ("Кража зерна\nнаказывается штрафом 10 процентов.", "Кража угля\nнаказывается штрафом 20 процентов."),
    ],
)
def test_what_only_looks_like_a_collision_is_left_alone(lexicon, sentences):
    assert of_sentences(lexicon, *sentences) == []


def test_a_body_that_is_no_more_is_told_once_and_not_of_an_older_act(lexicon):
    text = "Правила утверждает Правительство Кыргызской Республики."
    act = ru_act([("1", "Правила", text), ("2", "Сборы", text.replace("Правила", "Сборы"))])
    rules = [f.rule for f in found(act, lexicon)]
    assert rules.count("C-REF-04") == 1
    old = read_old(text)
    assert [f.rule for f in found(old, lexicon)] == []


def read_old(text: str) -> Act:
    from expertise.reading import read_text

    head = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nот 5 мая 2010 года № 7\n\nО примере\n\n"
    return read_text(f"{head}Статья 1. Правила\n{text}\n", "old.txt")


def test_an_excerpt_is_never_blamed_for_what_only_the_whole_act_shows(lexicon):
    case = next(c for c in cases("C-INT") if c.id == "int-01")
    own, _ = acts(case, "ru", "clash")
    rules = {f.rule for f in check(own, lexicon, excerpt=True).findings}
    assert not any(rule.startswith("C-") for rule in rules)
    assert any(f.rule == "C-INT-03" for f in check(own, lexicon).findings)


def test_an_act_of_the_other_language_is_named_as_not_held_against(lexicon):
    case = next(c for c in cases("C-HIER") if c.id == "hier-01")
    own, _ = acts(case, "ru", "clash")
    _, ky_code = acts(case, "ky", "clash")
    result = check(own, lexicon, against=[read_for_collisions(ky_code, lexicon)])
    assert (result.against, result.not_against) == ((), ("МИСАЛДАР КОДЕКСИ",))


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        ("Министерства транспорта", ["C-DUP-01"]),
        ("мэрии", []),
        ("уполномоченного государственного органа", []),
    ],
)
def test_a_power_in_two_lists_of_competence_is_on_trial(lexicon, second, wanted):
    power = "1) утверждение перечня маршрутов пригородных автобусов;\n2) надзор за {}."
    articles = [
        (str(n), "Полномочия", f"К полномочиям {body} относятся:\n{power.format(other)}")
        for n, (body, other) in enumerate([("Кабинета Министров", "дорогами"), (second, "стоянками")], 1)
    ]
    all_found = collisions(read_for_collisions(ru_act(articles), lexicon))
    assert [f.rule for f in all_found] == wanted
    assert not any(f.shown for f in all_found)


def test_articles_that_clash_with_nothing_give_nothing(lexicon):
    act = ru_act([(str(n), *RU[n]) for n in sorted(RU)])
    assert found(act, lexicon) == []


@pytest.mark.shared
@pytest.mark.parametrize("code", ["land-code-2025", "labour-code-2025"])
def test_codes_in_force_show_few_collisions(lexicon, shared_acts, code):
    for language in ("ru", "ky"):
        own = read_for_collisions(read(shared_acts / "docx" / f"{code}.{language}.docx"), lexicon)
        assert isinstance(own, Read)
        assert len(collisions(own)) <= 2
