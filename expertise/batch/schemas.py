"""The columns of the result tables; others read them, so they change only with a word to those."""

from __future__ import annotations

import pyarrow as pa

_TEXT, _FLAG, _COUNT, _BIG, _REAL = pa.string(), pa.bool_(), pa.int32(), pa.int64(), pa.float64()
_LIST = pa.list_(pa.string())
PARTS = ("stakes", "discretion", "safeguards", "addressee", "force")


def _schema(*columns: tuple[pa.DataType, str]) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for kind, names in columns for name in names.split()])


#: A row an act that was checked. ``act`` counts them and is the key of the other tables; counts of findings
#: are of the default view, ``weight`` is their sum of severity / 100 * confidence, ``copies`` the acts of its
#: family, ``fields`` the fields of law, the strongest first, ``field_words`` the words that told each.
ACTS = _schema(
    (_BIG, "act"), (_TEXT, "file name sha256 format language type title number"), (pa.date32(), "date"),
    (_TEXT, "body"), (_COUNT, "articles units examined"), (_BIG, "characters"),
    (_FLAG, "amending comparative"), (_LIST, "warnings"), (_COUNT, "findings high medium low severity"),
    (_REAL, "weight"), (_LIST, "fields field_words"), (_TEXT, "family"), (_COUNT, "copies"),
)  # fmt: skip
#: A row a finding; ``start`` and ``end`` are code points of the act's text, ``sentence`` the norm's words.
FINDINGS = _schema(
    (_BIG, "act"), (_TEXT, "file id rule factor"), (_COUNT, "severity"), (_TEXT, "level"),
    (_REAL, "confidence"), (_FLAG, "shown"), (_COUNT, " ".join(PARTS)), (_TEXT, "language eid label"),
    (_BIG, "start end"), (_TEXT, "quote sentence"), (_LIST, "missing searched"),
    (_TEXT, "why recommendation_ru recommendation_ky evidence family"), (_COUNT, "copies"),
)  # fmt: skip
#: A row a file that could not be checked; ``again``: it is tried again at the next call.
FAILURES = _schema((_TEXT, "file name sha256 code message_ru message_ky"), (_FLAG, "again"))
#: A row a member of a family of acts or of norms with findings; ``place`` 0 is the first member.
FAMILIES = _schema(
    (_TEXT, "family kind"), (_BIG, "act"), (_TEXT, "file finding rule eid label"), (_REAL, "similarity"),
    (_COUNT, "place"),
)  # fmt: skip
SCHEMAS = {"acts": ACTS, "findings": FINDINGS, "failures": FAILURES, "families": FAMILIES}
