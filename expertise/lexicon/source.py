"""Strict YAML: every value knows its line, double and unknown keys are refused with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from expertise.errors import BadLexicon

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a lexicon file with its place: ``value`` is str, a list of Node or a dict of Node."""

    file: str
    line: int
    value: Any

    def refuse(self, code: str, **parameters: object) -> BadLexicon:
        """Return the error that points at this value."""
        return BadLexicon(code, file=self.file, line=self.line, **parameters)

    def text(self) -> str:
        """Return the value as a string; anything else is refused."""
        if not isinstance(self.value, str):
            raise self.refuse("text-expected")
        return self.value

    def texts(self) -> list[Node]:
        """Return the items of a list of strings; a missing list is written as []."""
        for item in self.items():
            item.text()
        return list(self.items())

    def items(self) -> Iterator[Node]:
        """Return the items of a list."""
        if not isinstance(self.value, list):
            raise self.refuse("list-expected")
        return iter(self.value)

    def keys(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Node]:
        """Return the mapping after checking that it has all required keys and no unknown one."""
        if not isinstance(self.value, dict):
            raise self.refuse("mapping-expected")
        for key, node in self.value.items():
            if key not in required and key not in optional:
                raise node.refuse("unknown-key", key=key)
        for key in required:
            if key not in self.value:
                raise self.refuse("missing-key", key=key)
        return dict(self.value)

    def mapping(self) -> dict[str, Node]:
        """Return a mapping with free keys."""
        if not isinstance(self.value, dict):
            raise self.refuse("mapping-expected")
        return dict(self.value)

    def whole(self) -> int:
        """Return the value as a whole number."""
        try:
            return int(self.text())
        except ValueError:
            raise self.refuse("number-expected", value=self.value) from None


def load(path: Path) -> Node:
    """Read one YAML file; scalars stay strings («no» is a word, not false). Raises BadLexicon."""
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadLexicon("bad-yaml", file=str(path), line=line, problem=error.problem or "") from None
    except yaml.reader.ReaderError as error:  # a control character: the parser gives its place, not its line
        raise BadLexicon("bad-yaml", file=str(path), line=_bad_sign(text), problem=error.reason) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadLexicon("unreadable", file=str(path), line=1, problem=str(error)) from None
    if root is None:
        raise BadLexicon("empty-file", file=str(path), line=1)
    return _convert(root, str(path))


def _bad_sign(text: str) -> int:
    """Return the line of the first character that YAML does not allow."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _convert(node: yaml.Node, file: str) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Node(file, line, node.value)
    if isinstance(node, yaml.SequenceNode):
        return Node(file, line, [_convert(item, file) for item in node.value])
    assert isinstance(node, yaml.MappingNode)
    mapping: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise BadLexicon("text-expected", file=file, line=key.start_mark.line + 1)
        if key.value in mapping:
            raise BadLexicon("double-key", file=file, line=key.start_mark.line + 1, key=key.value)
        mapping[key.value] = _convert(value, file)
    return Node(file, line, mapping)
