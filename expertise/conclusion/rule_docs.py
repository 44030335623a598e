"""The rules as Markdown pages for docs/rules, Russian first, Kyrgyz below; made of the lexicon alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from expertise.act import Language
from expertise.conclusion.rule_page import conditions, said_record
from expertise.lexicon.coverage import Coverage
from expertise.lexicon.lexicon import Lexicon
from expertise.lexicon.rules import Example, Rule
from expertise.lexicon.terms import LANGUAGES

_SPECIAL = re.compile(r"([\\`*_<>\[\]#|])")


def documents(covered: Sequence[Coverage], lexicon: Lexicon) -> dict[str, str]:
    """Return the text of every page by file name: README.md and one page a rule, retired ones too."""
    pages = {f"{code}.md": "\n".join(_page(rule, lexicon)) for code, rule in sorted(lexicon.rules.items())}
    return {"README.md": "\n".join(_index(covered, lexicon)), **pages}


def _index(covered: Sequence[Coverage], lexicon: Lexicon) -> Iterator[str]:
    for language in LANGUAGES:
        words = lexicon.messages[language]
        yield from (f"# {words['docs-title']}", "", words["docs-made"], "")
        yield from (f"{words['text-method']}: {_plain(lexicon.methodology.name[language])}.", "")
        for each in covered:
            yield from _of_factor(each, lexicon, language)


def _of_factor(each: Coverage, lexicon: Lexicon, language: Language) -> Iterator[str]:
    words, factor = lexicon.messages[language], each.factor
    yield from (f"## {factor.id}. {_plain(factor.name[language])}", "", _plain(factor.about[language]), "")
    retired = sorted(r.code for r in lexicon.rules.values() if (r.factor, r.status) == (factor.id, "retired"))
    for code in (*each.active, *each.trial, *retired):
        status = "active" if code in each.active else "trial" if code in each.trial else "retired"
        mark = "" if status == "active" else f" ({words[f'status-{status}']})"
        name = f"[{code}]({code}.md)" if code in lexicon.rules else code  # a check of collisions has no page
        yield f"- {name} {_plain(lexicon.title(code)[language])}{mark}"
    for reason, name in ((factor.expert_only, "coverage-expert"), (factor.partly, "coverage-partly")):
        if reason:
            yield f"- {words[name]}: {_plain(reason[language])}"
    yield ""


def _page(rule: Rule, lexicon: Lexicon) -> Iterator[str]:
    for language in LANGUAGES:
        words = lexicon.messages[language]
        factor = f"{rule.factor} {lexicon.factors[rule.factor].name[language]}"
        yield from (f"# {rule.code}. {_plain(rule.title[language])}", "", words["docs-made"], "")
        for name, text in (
            ("rule-factor", factor), ("rule-status", words[f"status-{rule.status}"]),
            ("text-why", rule.why[language]), ("text-cure", rule.recommendation[language]),
        ):  # fmt: skip
            yield f"- **{words[name]}**: {_plain(text)}"
        yield from ("", *_looks(rule, words, language), *_examples(rule, words, language))
        record = said_record(lexicon.records.get(rule.code), words)
        file = f"lexicons/rules/{rule.factor}/{rule.file.replace(chr(92), '/').rpartition('/')[2]}"
        yield from (f"- {words['rule-source']}: {_plain(rule.source)}", f"- {words['rule-record']}: {record}")
        yield from (f"- {words['rule-file']}: `{file}`", "")


def _looks(rule: Rule, words: Mapping[str, str], language: Language) -> Iterator[str]:
    """Yield what the rule looks at: words, exceptions, conditions on the norm, what it says is missing."""
    for name, patterns in (
        ("patterns", rule.patterns), ("exceptions", rule.exceptions),
        ("article-exceptions", rule.article_exceptions),
    ):  # fmt: skip
        yield from _section(words[f"rule-{name}"], [f"`{p.source}`" for p in patterns[language]])
    said = [_plain(line) for line in conditions(rule.norm, words)] if rule.norm else []
    if rule.touches:
        said.append(words[f"rule-touches-{rule.touches}"])
    if rule.absent:
        slots = ", ".join(words[f"slot-{slot}"] for slot in rule.absent.slots)
        said.append(words["rule-absent"].format(slots=slots, at_least=rule.absent.at_least))
    yield from _section(words["rule-condition"], said)
    if rule.lacks:
        yield f"{words['rule-lacks']}: {', '.join(words.get(f'slot-{s}', s) for s in rule.lacks)}."
        yield ""


def _examples(rule: Rule, words: Mapping[str, str], language: Language) -> Iterator[str]:
    flags, passes = rule.examples.get(language, ((), ()))
    yield from _section(words["rule-flags"], [_marked(example) for example in flags])
    yield from _section(words["rule-passes"], [_marked(example) for example in passes])
    if not (flags or passes or rule.absent):
        yield from (words["rule-no-examples"], "")


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from (f"## {title}", "", *(f"- {line}" for line in lines), "")


def _marked(example: Example) -> str:
    """Return an example on one line with its marks in bold."""
    out, at = "", 0
    for start, end in example.marks:
        out += f"{_plain(example.text[at:start])}**{_plain(example.text[start:end])}**"
        at = end
    return (out + _plain(example.text[at:])).replace("\n", " / ")


def _plain(text: str) -> str:
    """Return text with the signs of Markdown made harmless."""
    return _SPECIAL.sub(r"\\\1", text)
