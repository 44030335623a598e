"""The scanner finds what spaCy's Matcher finds over the same atoms, and honours terms, gaps and bans."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc

from expertise.language.tokens import tokenize
from expertise.lexicon.pattern import parse
from expertise.lexicon.scanner import Scanner


def scan(text, rules, terms=None, language="ru", plain=False):
    """Return {name: [matched words]} of one sentence."""
    named = {name: [parse(p) for p in patterns] for name, patterns in rules.items()}
    lists = {name: [parse(p) for p in patterns] for name, patterns in (terms or {}).items()}
    scanner = Scanner(language, lists, named, plain)
    tokens = tokenize(text)
    found = {}
    for hit in scanner.scan(scanner.table(tokens), 0, len(tokens.forms)):
        found.setdefault(hit.name, []).append(" ".join(tokens.forms[hit.start : hit.end]))
    return found


def test_lemma_sets_match_participles_of_a_verb():
    # «установленном» is a form of установить: the first parse alone would miss it
    assert scan("в установленном порядке", {"R": ["установить~ порядок~"]}) == {
        "R": ["установленном порядке"]
    }


def test_form_without_sign_is_only_itself():
    assert scan("органы вправе", {"R": ["орган"]}) == {}


def test_gap_stays_in_its_range_and_takes_the_nearest():
    found = scan("порядок учета и порядок выдачи определяет орган", {"R": ["порядок~ ... определять~"]})
    assert (
        "порядок выдачи определяет" in found["R"] or "порядок учета и порядок выдачи определяет" in found["R"]
    )
    assert scan("порядок " + "слово " * 40 + "определяет", {"R": ["порядок~ ... определять~"]}) == {}


def test_forbidden_neighbours():
    rules = {"R": ["!не вправе"], "S": ["мүмкүн !эмес"]}
    assert scan("орган не вправе отказать", rules) == {}
    assert scan("орган вправе отказать", rules) == {"R": ["вправе"]}
    assert scan("берилиши мүмкүн эмес", rules, language="ky") == {}
    assert scan("берилиши мүмкүн", rules, language="ky") == {"S": ["мүмкүн"]}


def test_a_forbidden_word_at_the_border_of_the_sentence_is_no_neighbour():
    scanner = Scanner("ru", {}, {"R": [parse("!не вправе")]})
    tokens = tokenize("не вправе")
    assert [h.start for h in scanner.scan(scanner.table(tokens), 1, 2)] == [1]


def test_terms_are_single_elements_and_the_longest_wins():
    terms = {"body": ["орган~", "уполномоченный~ орган~"], "gov": ["<body>"]}
    found = scan("порядок определяет уполномоченный орган", {"R": ["определять~ <gov>"]}, terms)
    assert found["body"] == ["уполномоченный орган"]
    assert found["R"] == ["определяет уполномоченный орган"]


def test_optional_words_may_be_absent():
    rules = {"R": ["без проведения? торгов"]}
    assert scan("без торгов", rules) == {"R": ["без торгов"]}
    assert scan("без проведения торгов", rules) == {"R": ["без проведения торгов"]}


def test_number_words_and_digits_are_numbers():
    rules = {"R": ["# день~|дней"]}
    assert scan("10 дней", rules) == {"R": ["10 дней"]}
    assert scan("десяти дней", rules) == {"R": ["десяти дней"]}


def test_kyrgyz_verb_chains_and_texts_without_their_letters():
    rules = {"R": ["белгилөө~"], "S": ["мөөнөт~"]}
    assert scan("тартиби белгиленет", rules, language="ky") == {"R": ["белгиленет"]}
    assert scan("моонотун белгилейт", rules, language="ky", plain=True)["S"] == ["моонотун"]


words = st.sampled_from(["орган", "порядок", "срок", "вправе", "не", "может", "быть", "установлен"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(words, min_size=1, max_size=14),
    st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=4),
)
def test_agrees_with_spacy_matcher(sentence, pattern):
    """spaCy's Matcher is the oracle: same starts of matches for forms and optional forms."""
    if all(optional for _, optional in pattern):
        return
    source = " ".join(word + "?" * optional for word, optional in pattern)
    nlp = spacy.blank("ru")
    matcher = Matcher(nlp.vocab)
    matcher.add("R", [[{"ORTH": w, **({"OP": "?"} if o else {})} for w, o in pattern]])
    spans = matcher(Doc(nlp.vocab, words=sentence))
    required = [word for word, optional in pattern if not optional]
    scanner = Scanner("ru", {}, {"R": [parse(source)]})
    tokens = tokenize(" ".join(sentence))
    hits = scanner.scan(scanner.table(tokens), 0, len(tokens.forms))
    assert bool(hits) == bool(spans)
    oracle = {(start, end) for _, start, end in spans}
    assert {(h.start, h.end) for h in hits} <= oracle
    if required == [w for w, _ in pattern]:
        assert {(h.start, h.end) for h in hits} == oracle
