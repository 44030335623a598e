"""Damage to files, the same for the same seed: bytes, members of archives, elements, numbers, wrong names.

``case(seed, index)`` gives one damaged file; ``damage_run`` reads many of them under limits.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from lxml import etree

from tests.reading.wholes import FORMATS, wholes

Change = Callable[[bytes, Random], bytes]

#: How often each format comes; the slow ones (a process a page) are rarer.
WEIGHTS = {
    "docx": 20, "doc": 14, "rtf": 14, "odt": 12, "html": 12, "mht": 6, "txt": 8, "pdf": 8, "picture": 2,
    "package": 4,
}  # fmt: skip
_HUGE = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x00FFFFFF)
_NUMBERS = ("-1", "0", "65536", "2147483647", "99999999999999999999", "-9" * 20, "1e400", "NaN", "٣", "²", "")
_WORDS = (
    "\x0b", "\ufffd", "\u202e", "\u0301" * 200, "9" * 400, "((((", "«" * 50, " " * 3000, "I" * 500,
    "1.1." * 200, "ст. 1 ч. 2 п. 3 ", "\u2028", "Статья 1. ", "\U0001f600", "ﷺ",
    "слова «а» заменить словами «б»; ", "¹²³",
)  # fmt: skip
_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged file: what it was, what was done to it, its name with a suffix, its bytes."""

    form: str
    done: tuple[str, ...]
    name: str
    data: bytes


def case(seed: int, index: int, forms: tuple[str, ...] = FORMATS) -> Case:
    """Return the damaged file ``index`` of ``seed``; one in twelve has a name of another format."""
    random = Random(f"{seed}:{index}")
    form = random.choices(forms, [WEIGHTS[form] for form in forms])[0]
    data = random.choice(wholes(form))
    own = _OWN[form]
    done = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        changes = own if random.random() < 0.65 else _BYTES
        change = random.choice(changes)
        done.append(change.__name__.strip("_"))
        data = change(data, random)[:_LARGEST]
    suffix = random.choice(FORMATS) if random.random() < 1 / 12 else form
    return Case(form, tuple(done), f"act.{suffix}", data)


def _place(data: bytes | bytearray, random: Random) -> int:
    """Return a place, half of the time near the head, where formats keep their structure."""
    return random.randrange(min(len(data), 600) if random.random() < 0.5 else len(data)) if data else 0


def _flip(data: bytes, random: Random) -> bytes:
    out = bytearray(data)
    for _ in range(random.choice((1, 3, 20, 200)) if out else 0):
        out[_place(out, random)] = random.randrange(256)
    return bytes(out)


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: _place(data, random)]


def _zero(data: bytes, random: Random) -> bytes:
    start, size = _place(data, random), random.choice((1, 16, 512, 5000))
    return data[:start] + bytes(len(data[start : start + size])) + data[start + size :]


def _drop(data: bytes, random: Random) -> bytes:
    start = _place(data, random)
    return data[:start] + data[start + random.choice((1, 7, 512, 3000)) :]


def _double(data: bytes, random: Random) -> bytes:
    start, size = _place(data, random), random.choice((1, 7, 512, 3000))
    return data[: start + size] * random.choice((1, 1, 20)) + data[start:]


def _swap(data: bytes, random: Random) -> bytes:
    (a, b), size = sorted((_place(data, random), _place(data, random))), random.choice((1, 64, 512))
    b = max(b, a + size)
    return data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]


def _number(data: bytes, random: Random) -> bytes:
    """Put a huge or odd number over two or four bytes, mostly where numbers stand in a structure."""
    out = bytearray(data)
    for _ in range(random.choice((1, 2, 8))):
        at = _place(out, random) & ~1
        wide = random.choice(("<H", "<L"))
        if at + 4 <= len(out):
            struct.pack_into(wide, out, at, random.choice(_HUGE) & (0xFFFF if wide == "<H" else 0xFFFFFFFF))
    return bytes(out)


def _figures(data: bytes, random: Random) -> bytes:
    """Put an odd number for one that stands there in figures."""
    found = list(re.finditer(rb"-?\d+", data[:400_000]))
    for hit in sorted(random.sample(found, min(len(found), random.choice((1, 3, 30)))), key=_start)[::-1]:
        data = data[: hit.start()] + random.choice(_NUMBERS).encode() + data[hit.end() :]
    return data


def _start(hit: re.Match[bytes]) -> int:
    return hit.start()


def _splice(data: bytes, random: Random) -> bytes:
    """Let a file of another format begin, go on or end in this one."""
    other = random.choice(wholes(random.choice(FORMATS)))
    cut, start = _place(data, random), _place(other, random)
    return random.choice(
        (other[:start] + data[cut:], data[:cut] + other[start:], data + other, other[:16] + data)
    )


def _words(data: bytes, random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + random.choice(_WORDS).encode(random.choice(("utf-8", "utf-16-le"))) + data[at:]


def _many(data: bytes, random: Random) -> bytes:
    """Repeat a piece so often that what takes the square of its length would never end."""
    at, size = _place(data, random), random.choice((1, 3, 30, 300))
    piece = data[at : at + size] or b"x"
    return data[:at] + piece * (random.choice((1_000, 100_000, 600_000)) // len(piece)) + data[at:]


def _lines(data: bytes, random: Random) -> bytes:
    """Make one giant line, or a line of every word."""
    old, new = random.choice(((b"\n", b" "), (b" ", b"\n"), (b" ", b"\r\n\r\n"), (b"\n", b"\x00")))
    return data.replace(old, new) * random.choice((1, 50))


_BYTES: tuple[Change, ...] = (
    _flip, _truncate, _zero, _drop, _double, _swap, _number, _figures, _splice, _words, _many,
)  # fmt: skip


def _unpacked(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            return [(info.filename, box.read(info)) for info in box.infolist()]
    except Exception:  # damaged by an earlier change
        return []


def _packed(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        warnings.simplefilter("ignore")
        for name, data in members:
            box.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def _member(data: bytes, random: Random, change: Change) -> bytes:
    """Damage a member and pack it again, with the right sums, so that the reader of XML gets it."""
    members = _unpacked(data)
    if not members:
        return change(data, random)
    large = sorted(members, key=lambda member: -len(member[1]))[:4]
    name, content = random.choice(large if random.random() < 0.7 else members)
    spoilt = change(content, random)
    return _packed([(own, spoilt if own == name else kept) for own, kept in members])


def _member_bytes(data: bytes, random: Random) -> bytes:
    return _member(data, random, random.choice(_BYTES))


def _member_tree(data: bytes, random: Random) -> bytes:
    return _member(data, random, random.choice((_tree, _tree, _tags)))


def _members(data: bytes, random: Random) -> bytes:
    """Drop, double, rename or exchange members; add one that leads elsewhere."""
    members = _unpacked(data)
    if len(members) < 2:
        return _flip(data, random)
    a, b = random.sample(range(len(members)), 2)
    (name, content), (other, words) = members[a], members[b]
    what = random.randrange(6)
    if what == 0:
        del members[a]
    elif what == 1:
        members.append((name, words))
    elif what == 2:
        members[a] = (random.choice(("../x", "a\\b", "/x", "x" * 60_000, "ы\x00", name.upper())), content)
    elif what == 3:
        members[a], members[b] = (name, words), (other, content)
    elif what == 4:
        members[a] = (name, b" " * 3_000_000)
    else:
        members[a] = (name, _packed([(name, content)]))
    return _packed(members)


def _tree(data: bytes, random: Random) -> bytes:
    """Move, drop, double, wrap and rename elements, put odd values into attributes and texts."""
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        root = etree.fromstring(data, etree.HTMLParser()) if data.strip(b"\x00 \r\n\t\x0b\x0c") else None
    if root is None:
        return _flip(data, random)
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    for _ in range(random.choice((1, 3, 10, 60))):
        with suppress(ValueError):  # names that the parser of HTML lets through and nothing else
            _in_tree(random.choice(elements), random.choice(elements), random)
    return etree.tostring(root, encoding="utf-8")


def _in_tree(one: etree._Element, other: etree._Element, random: Random) -> None:
    parent = one.getparent()
    what = random.randrange(6)
    if what == 0 and parent is not None:
        parent.remove(one)
    elif what == 1 and other not in one.iter() and other is not one:
        other.insert(0, one)
    elif what == 2:
        one.tag = other.tag
    elif what == 3 and one.attrib:
        one.set(random.choice(list(one.attrib)), random.choice(_NUMBERS))
    elif what == 4 and len(other) < 200 and sum(1 for _ in one.iter()) < 200:
        other.append(deepcopy(one))
    else:
        one.text = "".join(sign for sign in random.choice(_WORDS) if sign != "\x0b")


def _tags(data: bytes, random: Random) -> bytes:
    """Nest one tag very deep, or leave the closing ones away."""
    found = list(re.finditer(rb"<([\w:]+)[^<>]*?(?<!/)>", data[:200_000]))
    if not found:
        return _drop(data, random)
    hit = random.choice(found)
    if random.random() < 0.3:
        return data.replace(b"</" + hit[1] + b">", b"")
    depth = random.choice((10, 200, 300, 5_000))
    middle = hit[0] * depth + (b"</" + hit[1] + b">") * (depth if random.random() < 0.7 else 0)
    return data[: hit.end()] + middle + data[hit.end() :]


_RTF = (
    b"{", b"}", b"{\\*\\x ", b"\\bin99999999 ", b"\\bin-1 ", b"\\u99999999 ?", b"\\u-9 ", b"\\uc",
    b"\\uc99999 ",
    b"\\'", b"\\'zz", b"\\f99999999999 ", b"\\ansicpg0 ", b"\\ansicpg99999 ", b"\\deff-1 ", b"\\v ",
    b"\\super 1",
    b"\\trowd\\cell\\row ", b"{\\footnote ", b"{\\fonttbl{\\f1\\fcharset999 x;}}", b"\\ls1\\par ",
    b"\\deleted ",
    b"{" * 5_000, b"\\", b"\\u55357?", b"{\\field{\\*\\fldinst x}{\\fldrslt ", b"\\pard\\intbl\\nestcell ",
)  # fmt: skip


def _rich(data: bytes, random: Random) -> bytes:
    """Put words of RTF where they do not belong, or numbers that no word has."""
    for _ in range(random.choice((1, 5, 40))):
        at = _place(data, random)
        data = data[:at] + random.choice(_RTF) + data[at:]
    return data


def _fib(data: bytes, random: Random) -> bytes:
    """Put odd numbers into the tables of a Word document: its head, its pieces, its properties."""
    at = data.find(b"\xec\xa5\xc1\x00")
    if at < 0:
        return _number(data, random)
    out = bytearray(data)
    for _ in range(random.choice((1, 2, 5))):
        place = at + random.choice((0x4C, 0x50, 0x1A2, 0x1A6, 0x0FA, 0x0FE, 0x102, 0x106, 0x2EA, 0x0A))
        place = (
            place
            if random.random() < 0.5
            else 512 * random.randrange(len(out) // 512) + 4 * random.randrange(128)
        )
        if place + 4 <= len(out):
            struct.pack_into("<L", out, place, random.choice((*_HUGE, len(out), len(out) // 512, 511)))
    return bytes(out)


def _streams(data: bytes, random: Random) -> bytes:
    """Damage what a PDF holds packed, and pack it again."""
    found = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    if not found:
        return _figures(data, random)
    hit = random.choice(found)
    try:
        content = zlib.decompress(hit[1])
    except zlib.error:
        return _flip(data, random)
    spoilt = random.choice((_figures, _double, _drop, _swap, _flip, _many))(content, random)
    return data[: hit.start(1)] + zlib.compress(spoilt) + data[hit.end(1) :]


_OWN: dict[str, tuple[Change, ...]] = {
    "docx": (_member_bytes, _member_tree, _member_tree, _members),
    "odt": (_member_bytes, _member_tree, _member_tree, _members),
    "package": (_member_bytes, _members),
    "doc": (_fib, _fib, _number),
    "rtf": (_rich, _rich, _figures),
    "html": (_tree, _tags, _words, _lines),
    "mht": (_lines, _words, _figures, _tags),
    "txt": (_lines, _words, _many),
    "pdf": (_streams, _streams, _figures),
    "picture": (_number, _flip),
}
