"""Every error that the package raises has its words in both languages, and they fit its parameters."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from expertise import service
from expertise.act import Role
from expertise.conclusion.rule_page import GROUPS
from expertise.errors import BadLexicon, ExpertiseError, UnreadableFile, WrongUse
from expertise.lexicon.rules import STATUSES, Condition
from expertise.reading.words import grouped

PACKAGE = Path(service.__file__).parent
RAISERS = {"UnreadableFile", "BadLexicon", "WrongUse", "ExpertiseError", "refuse"}
# reading tells three kinds of OLE files apart in a function that returns the code.
RETURNED = {"encrypted", "old-doc", "unsupported"}
LANGUAGES = ("ru", "ky")


def raised() -> Iterator[tuple[str, set[str], str]]:
    """Yield code, parameters and place of every error with a literal code."""
    for path in sorted([*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "ui").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in RAISERS and node.args and isinstance(node.args[0], ast.Constant):
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                if name == "refuse":
                    given |= {"file", "line"}
                if any(keyword.arg is None for keyword in node.keywords):
                    given |= {"file", "detail"}
                yield str(node.args[0].value), given, f"{path.name}:{node.lineno}"


ERRORS = list(raised())


@pytest.fixture(scope="module")
def messages():
    return service.messages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_message_that_its_parameters_fill(messages, language):
    assert len(ERRORS) > 40
    for code, given, place in ERRORS:
        text = messages[language].get(f"error-{code}")
        assert text, f"{place}: no message for {code}"
        wanted = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert wanted <= given, f"{place}: {code} lacks {wanted - given}"


def test_no_message_for_an_error_that_is_never_raised(messages):
    codes = {code for code, _, _ in ERRORS} | RETURNED | {"place"}
    assert {key for key in messages["ru"] if key.startswith("error-")} == {f"error-{code}" for code in codes}


def test_both_languages_fill_in_the_same_parameters(messages):
    for key, text in messages["ru"].items():
        fields = [
            {field for _, field, _, _ in string.Formatter().parse(each) if field}
            for each in (text, messages["ky"][key])
        ]
        assert fields[0] == fields[1], key


def test_no_error_message_is_left_untranslated(messages):
    errors = [key for key in messages["ky"] if key.startswith("error-")]
    assert [key for key in errors if messages["ky"][key] == messages["ru"][key]] == []


def looked_up(lexicon) -> set[str]:
    """The keys that wording, report and rule pages build from data."""
    rules = lexicon.rules.values()
    conditions = [rule.norm for rule in rules if rule.norm]
    slots = {slot for rule in rules for slot in rule.lacks}
    slots |= {slot for rule in rules if rule.absent for slot in rule.absent.slots}
    slots |= {slot for c in conditions for slot in (*c.missing, *c.missing_some[1])}
    return {
        *(f"slot-{slot}" for slot in slots),
        *(f"part-{part.partition('-')[0]}" for part in lexicon.severity.points),
        *(f"role-{role.value}" for role in Role if role not in (Role.NORM, Role.QUOTED)),
        *(f"level-{level}" for level in ("low", "medium", "high")),
        *(f"status-{status}" for status in STATUSES),
        *(f"where-{place}" for place in ("sentence", "lead", "article", "act")),
        *(f"type-{name}" for name in grouped("act_types")),
        *(f"norm-{part.name}" for part in fields(Condition)),
        *(f"coverage-{fault}" for fault in ("uncovered", "stale")),
        *(f"rule-touches-{rule.touches}" for rule in rules if rule.touches),
        *(f"{group}-{v}" for c in conditions for name, group in GROUPS.items() for v in getattr(c, name)),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_that_is_looked_up_exists(lexicon, language):
    assert looked_up(lexicon) - set(lexicon.messages[language]) == set()


def test_a_message_names_file_line_and_remedy(messages):
    error = BadLexicon("double-key", file="rules/A1.yml", line=7, key="why")
    text = service.render(error, messages["ru"])
    assert "rules/A1.yml" in text
    assert "7" in text
    assert "«why»" in text


def test_an_error_without_messages_still_says_its_code():
    assert "not-found" in service.render(UnreadableFile("not-found", file="a.docx"), {})


def test_parameters_are_never_read_as_a_format(messages):
    text = service.render(UnreadableFile("not-found", file="{detail}{0}.docx"), messages["ru"])
    assert text.startswith("{detail}{0}.docx")


def test_errors_are_one_tree():
    assert issubclass(UnreadableFile, ExpertiseError)
    assert issubclass(WrongUse, ExpertiseError)
