"""A package for reading: a row for each file, what is missing, what is wrong with what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from expertise.analysis.papers import Judgement, Place, Remark
from expertise.conclusion.row import Row
from expertise.reading.package import OK, Member

_LONGEST_QUOTE = 160


def page(
    path: str,
    members: Sequence[Member],
    judgement: Judgement,
    names: Mapping[str, str],
    errors: Mapping[str, str],
    words: Mapping[str, str],
) -> Iterator[Row]:
    """Yield the table of parts, then the remarks; ``errors`` are the messages of unreadable files by name."""
    yield Row(words["package-title"].format(package=path), "title")
    kind = words.get(f"type-{judgement.kind}", words["package-kind-unknown"])
    yield Row(words["package-kind"].format(kind=kind) + _amending(judgement, words), "note")
    yield Row("")
    for member in members:
        yield from _member(member, names, errors, words)
    yield Row("")
    if not judgement.remarks:
        yield Row(words["package-complete"], "case")
    else:
        yield Row(words["package-remarks"].format(count=len(judgement.remarks)), "case")
    for number, remark in enumerate(judgement.remarks, start=1):
        factor = f"{remark.factor}: " if remark.factor else ""
        yield Row(f"{number}. {factor}{remark_text(remark, words, names)}", "medium")
        yield from (Row(f"   {_place(place)}") for place in remark.places)


def remark_text(remark: Remark, words: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return a remark in one sentence."""
    section = words.get(f"package-section-{remark.subject}", remark.subject)
    key = f"package-{remark.code}"
    if remark.code == "missing" and (when := remark.values.get("when")) and when != "always":
        key = f"{key}-{when}"
    return words[key].format(part=names.get(remark.subject, remark.subject), section=section)


def _amending(judgement: Judgement, words: Mapping[str, str]) -> str:
    return f"; {words['text-amending']}" if judgement.amending else ""


def _member(
    member: Member, names: Mapping[str, str], errors: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[Row]:
    tongue = f" ({words[f'language-{member.language}']})" if member.language else ""
    yield Row(f"{member.file}: {names.get(member.part, member.part)}{tongue}", "case")
    yield Row(f"   {words[f'package-how-{member.ground.how}'].format(words=member.ground.words)}", "note")
    if member.state != OK:
        yield Row(f"   {words[f'package-state-{member.state}']}", "medium")
    if message := errors.get(member.file):
        yield Row(f"   {message}", "medium")


def _place(place: Place) -> str:
    head = f"{place.file}, {place.label}" if place.label else place.file
    quote = place.quote
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE].rpartition(' ')[0]} …"
    return f"{head}: {quote}" if quote else head
