"""A workbook as grids of text, in the child: counted before it is parsed, streamed, capped cell by cell."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from geodata.intake import limits, refusals
from geodata.intake.refusals import Refusal

Rows = list[list[str]]
CHUNK = 2**16
ROW_STARTS = b"<row ", b"<row>"
# A formula that no program has worked out; where tags have a prefix, any formula may be one.
_UNSOLVED = re.compile(rb"(?:</f>|<f [^<>]*/>)\s*(?:</c>|<v\s*/>|<v>\s*</v>)|:f[ >]")
TAIL = 300  # how much of a chunk is looked at again: a tag may lie across its end
# What of a number format stands for itself: "%" in quotes is no per cent.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Budget:
    """What the rows of an upload may still hold, all sheets together."""

    def __init__(self) -> None:
        self.cells, self.chars = limits.MOST_CELLS, limits.MOST_CHARS

    def take(self, row: list[str], sheet: str, number: int) -> None:
        """Count a row. Raises Refusal naming what is too much."""
        if number > limits.MOST_ROWS:
            raise Refusal(refusals.ROWS, sheet=sheet, most=limits.MOST_ROWS)
        if len(row) > limits.MOST_COLUMNS:
            raise Refusal(refusals.COLUMNS, sheet=sheet, row=number, most=limits.MOST_COLUMNS)
        for i, cell in enumerate(row, 1):
            if len(cell) > limits.MOST_CELL_CHARS:
                most = limits.MOST_CELL_CHARS
                raise Refusal(refusals.LONG_CELL, sheet=sheet, row=number, column=i, most=most)
        self.cells -= len(row)
        self.chars -= sum(map(len, row))
        if self.cells < 0:
            raise Refusal(refusals.CELLS, most=limits.MOST_CELLS)
        if self.chars < 0:
            raise Refusal(refusals.CHARS, most=limits.MOST_CHARS)


def read_workbook(data: bytes) -> list[tuple[str, Rows]]:
    """Return the sheets by name. Raises Refusal."""
    has_unsolved = _counted(data)
    import openpyxl  # noqa: PLC0415  the counting comes first

    if openpyxl.LXML or not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl has to parse with defusedxml")
    try:
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        written = None
        if has_unsolved:
            written = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        if len(values.sheetnames) > limits.MOST_SHEETS:
            raise Refusal(refusals.SHEETS, most=limits.MOST_SHEETS)
        budget = Budget()
        return [
            (sheet.title, _sheet(sheet, written[sheet.title] if written else None, budget))
            for sheet in values.worksheets
        ]
    except (Refusal, MemoryError):
        raise
    except Exception:  # whatever a broken workbook makes a parser raise
        raise Refusal(refusals.NOT_WORKBOOK) from None


def _counted(data: bytes) -> bool:
    """Read every part once, counting what it truly unpacks to; say whether a formula lacks its result."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
            _check_parts({part.filename for part in parts}, len(parts))
            left, has_unsolved = limits.MOST_UNPACKED_BYTES, False
            for part in parts:
                size, is_unsolved = _part(book, part, left)
                left -= size
                has_unsolved |= is_unsolved
            return has_unsolved
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise Refusal(refusals.NOT_WORKBOOK) from None


def _check_parts(names: set[str], count: int) -> None:
    if count > limits.MOST_ENTRIES:
        raise Refusal(refusals.ENTRIES, most=limits.MOST_ENTRIES)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refusal(refusals.MACROS)
    if "xl/workbook.xml" not in names:
        raise Refusal(refusals.UNKNOWN)


def _part(book: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> tuple[int, bool]:
    """Return the size of one part as it truly unpacks, and if a formula lacks its result. Raises Refusal."""
    is_sheet = part.filename.startswith("xl/worksheets/")
    most = left if is_sheet else min(left, limits.MOST_PART_BYTES)
    size = rows = 0
    is_unsolved, tail = False, b""
    with book.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise Refusal(refusals.BOMB, most=(limits.MOST_UNPACKED_BYTES if is_sheet else most) // 2**20)
            seen = tail + chunk
            rows += _count(seen, ROW_STARTS) - _count(tail, ROW_STARTS)
            is_unsolved = is_unsolved or _UNSOLVED.search(seen) is not None
            if is_sheet and rows > limits.MOST_ROWS:
                name = part.filename.rpartition("/")[2].removesuffix(".xml")
                raise Refusal(refusals.ROWS, sheet=name, most=limits.MOST_ROWS)
            tail = seen[-TAIL:]
    return size, is_unsolved


def _count(data: bytes, tags: tuple[bytes, ...]) -> int:
    return sum(map(data.count, tags))


def _sheet(sheet: Any, written: Any, budget: Budget) -> Rows:
    sheet.reset_dimensions()  # a file may say that it ends at XFD1048576
    formulas: Iterator[Any] = iter(())
    if written is not None:
        written.reset_dimensions()
        formulas = written.iter_rows()
    rows: Rows = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = [_text(cell) for cell in cells]
        for i, (cell, as_written) in enumerate(zip(cells, next(formulas, ()), strict=False)):
            # An empty text is a result too, as of =IF(A1="","",A1): its cell is of type str.
            if not row[i] and as_written.data_type == "f" and cell.data_type != "str":
                row[i] = _formula(as_written.value)
        while row and not row[-1]:
            row.pop()
        budget.take(row, sheet.title, number)
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _formula(written: Any) -> str:
    # A formula over a range is an object with its text.
    return f"={str(getattr(written, 'text', written) or '').removeprefix('=')}"


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        shown = cell.number_format or ""
        if math.isfinite(value) and "%" in shown:
            is_scaled = "%" in _LITERAL.sub("", shown)
            return f"{value * 100:.12g}%" if is_scaled else f"{value:.15g}%"
        return str(value) if isinstance(value, int) else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
