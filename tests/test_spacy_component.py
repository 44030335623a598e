"""The spaCy component: findings as spans of any text, in both languages, with the pipeline's own offsets."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy

from expertise import spacy_component

ROOT = Path(spacy_component.__file__).resolve().parents[1]
TEXTS = {
    "ru": "Лицензиар при необходимости запрашивает у соискателя лицензии дополнительные сведения.",
    "ky": "Лицензиар зарыл болгон учурда арыз ээсинен кошумча маалыматтарды сурайт.",
}
WORDS = {"ru": "при необходимости", "ky": "зарыл болгон учурда"}


@pytest.fixture(params=["ru", "ky"])
def tongue(request: pytest.FixtureRequest) -> str:
    return request.param


def pipeline(tongue: str, **config: object):
    nlp = spacy.blank(tongue)
    nlp.add_pipe("expertise", config=config)
    return nlp


def vague(doc):
    return [span for span in doc.spans["expertise"] if span.kb_id_ == "A1-01"]


def test_a_sentence_gets_its_spans(tongue):
    doc = pipeline(tongue)(TEXTS[tongue])
    (span,) = vague(doc)
    assert span.text == WORDS[tongue]
    assert (span.label_, span.id_) == ("A1", "A1-01")
    (found,) = [f for f in doc._.expertise if f["rule"] == "A1-01"]
    start, end = found["span"]
    assert doc.text[start:end] == found["quote"] == WORDS[tongue]
    assert found["recommendation"]["ky"]


def test_offsets_are_those_of_the_document_however_it_is_spaced(tongue):
    words = WORDS[tongue].split()
    text = TEXTS[tongue].replace(WORDS[tongue], " \u00a0 ".join(words))
    doc = pipeline(tongue)(f"\n\n  {unicodedata.normalize('NFD', text)}  \n\n  \t{text}\n")
    spans = vague(doc)
    assert len(spans) == 2
    assert [span.text.split() for span in spans] == [words, words]
    assert {span.text for span in spans} == {" \u00a0 ".join(words)}


def test_an_article_keeps_its_address_and_lists_their_lead():
    text = "Статья 3. Проверки\n\nУполномоченный орган вправе:\n1) отозвать лицензию;\n2) требовать справки."
    doc = pipeline("ru")(text)
    found = [f for f in doc._.expertise if f["rule"] == "A2-01"]
    assert [f["label"] for f in found] == ["ст. 3 абз. 1"]
    assert {span.label_ for span in doc.spans["expertise"]} >= {"A2"}


def test_nothing_is_judged_that_only_a_whole_act_can_show(tongue, lexicon):
    absences = {rule.code for rule in lexicon.rules.values() if rule.absent}
    doc = pipeline(tongue, everything=True)(f"{TEXTS[tongue]}\n" * 12)
    assert absences
    assert not absences.intersection(f["rule"] for f in doc._.expertise)


def test_everything_shows_what_the_default_view_hides():
    text = "Уполномоченный орган принимает решение об отзыве лицензии."
    assert len(pipeline("ru", everything=True)(text)._.expertise) > len(pipeline("ru")(text)._.expertise)


def test_documents_without_text_and_without_findings(tongue):
    nlp = pipeline(tongue)
    for text in ("", " \n ", "2 + 2"):
        doc = nlp(text)
        assert list(doc.spans["expertise"]) == []
        assert doc._.expertise == []


def test_documents_can_be_stored_and_made_in_other_processes(tongue):
    nlp = pipeline(tongue)
    docs = list(nlp.pipe([TEXTS[tongue]] * 3, n_process=2))
    assert [len(vague(doc)) for doc in docs] == [1, 1, 1]
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(docs[0].to_bytes())
    assert vague(again)[0].text == WORDS[tongue]
    assert again._.expertise == docs[0]._.expertise


def test_other_languages_are_refused():
    with pytest.raises(ValueError, match="'en'"):
        spacy.blank("en").add_pipe("expertise")


def test_spacy_finds_the_factory_without_an_import():
    (entry,) = [e for e in entry_points(group="spacy_factories") if e.name == "expertise"]
    assert entry.load() is spacy_component.create
    code = "import spacy; print(spacy.blank('ky').add_pipe('expertise').__class__.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Expertise"


def test_the_command_line_does_without_it():
    code = (
        "import sys\nimport expertise.cli\n"
        "from expertise.analysis.check import check\nfrom expertise.reading import read_text\n"
        "assert 'spacy' not in sys.modules and 'expertise.spacy_component' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
