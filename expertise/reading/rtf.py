"""Rich text (.rtf): the words of an act by striprtf, its source cleared before of what striprtf cannot know.

Cleared away: instructions of fields, notes, hidden and deleted text. Kept as the reader of .docx keeps it:
raised figures, list numbers where the file holds them, ends of paragraphs against line breaks, tables.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from striprtf.striprtf import destinations, rtf_to_text, specialchars

from expertise.errors import UnreadableFile
from expertise.reading import flow
from expertise.reading.formats import Found
from expertise.reading.walker import FIGURES, SUPERSCRIPTS

SIGN = b"{\\rtf"
MAX_FILE = 32 * 1024 * 1024  # bytes, pictures with it
MAX_MARKS = 1_000_000  # words, escaped letters and braces; a code of 120 articles has 200 thousand
MAX_SOURCE = 16 * 1024 * 1024  # signs left to striprtf; a code of 450 articles has under 4 million
WARNINGS = ("footnotes", "hidden-text", "text-boxes", "lists-lost")

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_STEP = re.compile(rb"\\bin(\d{1,10}) ?|\\[^a-zA-Z]|[{}]")
_RAW = re.compile(r"[\x80-\xff\\{}]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_BULLET = "•"
_CODE_PAGE = "cp1251"  # of files that name none

# Ends of lines, as they stand in what striprtf gives back, are the signs of flow.
_ENDS = {"par": flow.PAR, "sect": flow.PAR, "cell": flow.CELL, "nestcell": flow.CELL, "row": flow.ROW}
_BREAKS = frozenset({"line", "lbr", "page", "column"})
_SIGNS = frozenset(specialchars) - frozenset(_ENDS) - _BREAKS

# Groups left out, by their first word: a code of WARNINGS is given if there was text in them.
_FONTS, _QUIET, _DROPPED = "fonts", "quiet", "dropped"
_GROUPS = {
    **dict.fromkeys(destinations, _DROPPED),
    **dict.fromkeys((name + page for name in ("header", "footer") for page in ("", *"lrf")), _QUIET),
    "fonttbl": _FONTS,
    "footnote": "footnotes",
}
_LABELS = frozenset({"listtext", "pntext"})
_BOXES = frozenset({"shptxt", "dptxbxtext"})


class _State(NamedTuple):
    """What holds until the group ends; ``left_out`` names why its text is not read, empty if it is."""

    left_out: str = ""
    label: bool = False
    raised: bool = False
    hidden: bool = False
    deleted: bool = False
    listed: bool = False
    in_table: bool = False


class _Cleared:
    """The source with nothing but text, its fonts and ends of lines; ``lost`` holds codes of WARNINGS."""

    def __init__(self, source: str) -> None:
        self.lost: set[str] = set()
        self._out: list[str] = []
        self._stack: list[_State] = []
        self._state = _State()
        self._code_page = self._default = self._font = ""
        self._charsets: dict[str, str] = {}
        self._after_code = self._labelled = self._filled = False
        self._walk(source)

    def text(self) -> str:
        """Return the source for striprtf, which gives a default to neither the font nor its character set."""
        page = f"\\ansicpg{self._code_page}" if self._code_page else ""
        fonts = "".join(f"\n\\f{font}\\fcharset{sets} x;" for font, sets in self._charsets.items())
        default = f"\\f{self._default} " if self._default else ""
        return f"{{\\rtf1{page}{{\\fonttbl{fonts}}}{default}{''.join(self._out)}}}"

    def _walk(self, source: str) -> None:
        place = 0
        while found := _TOKEN.search(source, place):
            place = found.end()
            word, number, byte, sign, brace, text = found.groups()
            after_code, self._after_code = self._after_code, False
            if word == "bin":  # so many bytes of a picture, whatever they look like
                place += max(0, int(number or 0))
            elif word:
                self._word(word, number or "")
            elif brace == "{":
                self._open()
            elif brace:
                if self._close():
                    return
            elif sign == "*":
                self._leave_out(_DROPPED)
            else:
                self._content(byte, sign, text, after_code)

    def _open(self) -> None:
        self._stack.append(self._state)
        if not self._state.left_out:
            self._out.append("{")

    def _close(self) -> bool:
        """Go back to the outer group and tell whether that was the end of the document."""
        if len(self._stack) == 1:
            self._check_list()
        if self._stack:
            self._state = self._stack.pop()
            if not self._state.left_out:
                self._out.append("}")
        return not self._stack

    def _leave_out(self, why: str) -> None:
        if not self._state.left_out:
            self._state = self._state._replace(left_out=why)

    def _word(self, word: str, number: str) -> None:
        state = self._state
        if state.left_out:
            self._left_out_word(word, number)
        elif word in _LABELS:
            self._labelled = True
            self._state = state._replace(label=True)
        elif word in _GROUPS:
            if word == "pn" and self._stack:
                self._stack[-1] = self._stack[-1]._replace(listed=True)
            self._leave_out(_GROUPS[word])
        elif word in _ENDS:
            self._end(word)
        elif word in _BREAKS:
            self._mark(flow.LINE)
        elif word == "ansicpg":
            self._code_page = number
        elif word == "deff":
            self._default = number
        elif word in ("u", "uc") or word in _SIGNS:
            self._coded(word, number)
        else:
            self._property(word, number)

    def _left_out_word(self, word: str, number: str) -> None:
        state = self._state
        if word == "pn" and self._stack and not self._stack[-1].left_out:
            self._stack[-1] = self._stack[-1]._replace(listed=True)
        elif word in _BOXES and state.left_out == _DROPPED:
            self._state = state._replace(left_out="text-boxes")
        elif state.left_out == _FONTS and word == "f":
            self._font = number
        elif state.left_out == _FONTS and word == "fcharset" and number not in ("0", "1"):
            self._charsets[self._font] = number  # 0 and 1 are the code page of the document

    def _property(self, word: str, number: str) -> None:
        state, on = self._state, number != "0"
        if word == "f":
            self._out.append(f"\\f{number} ")
        elif word == "plain":
            self._out.append(f"\\f{self._default} " if self._default else "")
            self._state = state._replace(raised=False, hidden=False, deleted=False)
        elif word == "pard":
            self._state = state._replace(listed=False, in_table=False)
        elif word == "ls":
            self._state = state._replace(listed=on)
        elif word == "intbl":
            self._state = state._replace(in_table=on)
        elif word in ("super", "up"):
            self._state = state._replace(raised=on)
        elif word in ("nosupersub", "sub", "dn"):
            self._state = state._replace(raised=False)
        elif word == "v":
            self._state = state._replace(hidden=on)
        elif word == "deleted":
            self._state = state._replace(deleted=on)

    def _end(self, word: str) -> None:
        if self._state.deleted:
            return  # the mark of the paragraph is deleted: it goes on
        self._check_list()
        end = _ENDS[word]
        self._mark(flow.TABLE_PAR if end == flow.PAR and self._state.in_table else end)

    def _check_list(self) -> None:
        if self._state.listed and self._filled and not self._labelled:
            self.lost.add("lists-lost")
        self._filled = self._labelled = False

    def _mark(self, signs: str) -> None:
        """Put signs that no state of striprtf can swallow or read otherwise."""
        if not self._state.left_out and not self._state.deleted:
            self._out.extend(("{\\uc0", *(f"\\u{ord(sign)} " for sign in signs), "}"))

    def _coded(self, word: str, number: str) -> None:
        self._after_code = word == "u"
        if word == "u" and number:
            code = int(number) + (0x10000 if number.startswith("-") else 0)
            if 0 <= code < ord(" "):
                number = str(ord(" "))
            elif self._state.label and 0xE000 <= code <= 0xF8FF:
                number = str(ord(_BULLET))
        if word == "uc" or self._shown("" if word == "tab" else "x"):
            self._out.append(f"\\{word}{number} ")

    def _content(self, byte: str | None, sign: str | None, text: str | None, after_code: bool) -> None:
        if sign is not None:
            self._sign(sign)
            return
        plain = text if text is not None else chr(int(byte or "0", 16))
        plain = _CONTROL.sub("", plain)
        if not self._shown(plain):
            return
        if self._state.raised and not after_code and FIGURES.fullmatch(plain):
            self._mark(plain.translate(SUPERSCRIPTS))
        elif self._state.label and plain == "\xb7":
            self._mark(_BULLET)
        else:
            self._out.append(_RAW.sub(lambda raw: f"\\'{ord(raw[0]):02x}", plain))

    def _sign(self, sign: str) -> None:
        if sign in "\r\n":
            if not self._state.left_out:
                self._end("par")
        elif sign in specialchars and self._shown("" if sign == "~" else sign):
            if sign == "\\":
                self._mark(sign)
            else:
                self._out.append(f"\\{sign}")

    def _shown(self, text: str) -> bool:
        """Tell whether ``text`` belongs to the act; keep in mind why it was lost if not."""
        state = self._state
        why = state.left_out or ("hidden-text" if state.hidden and not state.deleted else "")
        if why in WARNINGS and text.strip():
            self.lost.add(why)
        if why or state.deleted:
            return False
        self._filled = self._filled or (not state.label and bool(text.strip()))
        return True


def whole(data: bytes, file: str) -> bytes:
    """Return ``data`` if all its groups are closed. Raises UnreadableFile: ``too-large``, ``damaged``."""
    if len(data) > MAX_FILE:
        raise UnreadableFile("too-large", file=file, detail=f"{len(data)} bytes")
    if (marks := sum(map(data.count, (b"\\", b"{", b"}")))) > MAX_MARKS:
        raise UnreadableFile("too-large", file=file, detail=f"RTF: {marks}")
    depth = place = 0
    while step := _STEP.search(data, place):
        place = step.end() + int(step[1] or 0)  # so many bytes of a picture, whatever they look like
        depth += (step[0] == b"{") - (step[0] == b"}")
        if step[0] == b"}" and depth <= 0:
            return data
    raise UnreadableFile("damaged", file=file, detail="RTF: no closing brace")


def read(data: bytes, file: str) -> Found:
    """Return the paragraphs of an .rtf and codes of WARNINGS for what was lost.

    Raises UnreadableFile: ``too-large``, or ``damaged`` where a group is not closed or striprtf gives up.
    """
    whole(data, file)
    cleared = _Cleared(data[data.index(SIGN) :].decode("latin-1"))
    source = cleared.text()
    if len(source) > MAX_SOURCE:
        raise UnreadableFile("too-large", file=file, detail=f"text: {len(source)}")
    try:
        text: str = rtf_to_text(source, _CODE_PAGE, "replace")  # type: ignore[no-untyped-call]
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise UnreadableFile("damaged", file=file, detail=f"RTF: {error}") from error
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Found(flow.paragraphs(joined), tuple(code for code in WARNINGS if code in cleared.lost))
