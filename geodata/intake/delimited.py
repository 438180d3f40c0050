"""CSV as a grid of text, in the child: the encoding is proved or recognised, and said."""

from __future__ import annotations

import codecs
import csv
import io

from geodata.intake import limits, refusals
from geodata.intake.refusals import Refusal
from geodata.intake.workbook import Budget, Rows

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SHEET = "CSV"
DELIMITERS = ",;\t"
PROBED_BYTES = 200_000
PLAIN_BYTES = b"\r\n\t,;0123456789"


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding. Raises Refusal."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if 0 in data:
        return _unmarked_utf16(data)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes  # noqa: PLC0415  only for what is none of the usual ones

    best = from_bytes(data[:PROBED_BYTES]).best()
    if best is None:
        raise Refusal(refusals.ENCODING)
    return _strictly(data, best.encoding)


def _unmarked_utf16(data: bytes) -> tuple[str, str]:
    # The high byte of digits, commas and line ends is zero: the odd ones where the small end comes first.
    is_little = data[1:PROBED_BYTES:2].count(0) > data[0:PROBED_BYTES:2].count(0)
    encoding = "utf-16-le" if is_little else "utf-16-be"
    probed = data[:PROBED_BYTES]
    is_stray = probed.count(0) * 4 < sum(map(probed.count, PLAIN_BYTES))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(refusals.NUL) from None
    if is_stray or "\0" in text:
        raise Refusal(refusals.NUL)
    return text, encoding


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, LookupError):
        raise Refusal(refusals.ENCODING) from None


def read_delimited(text: str, sheet: str) -> Rows:
    """Return the lines of a CSV text as rows. Raises Refusal."""
    if "\0" in text:
        raise Refusal(refusals.NUL)
    csv.field_size_limit(limits.MOST_CELL_CHARS * 2)
    # The widest of the first lines decides: a title above the table has no columns.
    begin = text[:PROBED_BYTES].splitlines()[:20]
    delimiter = max(DELIMITERS, key=lambda one: max((line.count(one) for line in begin), default=0))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    budget = Budget()
    try:
        for number, row in enumerate(reader, 1):
            budget.take(row, sheet, number)
            rows.append(row)
    except csv.Error:
        raise Refusal(refusals.BAD_CSV, row=reader.line_num) from None
    return rows
