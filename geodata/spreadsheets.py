"""Tables as files: CSV with a byte-order mark, XLSX by XlsxWriter. No cell is ever taken for a formula.

Each file begins with what it is: title, filters, sources, date and release, review line.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None

# What a spreadsheet program may take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Nothing becomes a formula, a link or a number by looking like one.
TEXTS_STAY_TEXTS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDEST_COLUMN, NARROWEST_COLUMN = 48, 8


@dataclass(frozen=True)
class Sheet:
    """A table with its head: pairs of label and words that say what it is."""

    name: str
    head_name: str
    head: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def guarded(cell: Cell) -> Cell:
    """Return a cell that no program takes for a formula. Numbers stay numbers; NaN is no cell."""
    if isinstance(cell, float) and not math.isfinite(cell):
        raise ValueError(f"{cell} is not a value for a spreadsheet")
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def as_csv(sheet: Sheet) -> bytes:
    """Return UTF-8 with a byte-order mark, so that Chinese is read: head, an empty line, the table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for line in (*sheet.head, (), sheet.columns, *sheet.rows):
        writer.writerow([_plain(guarded(cell)) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def as_xlsx(sheet: Sheet) -> bytes:
    """Return a workbook of two sheets: what it is, and the table with its heading fixed."""
    import xlsxwriter  # noqa: PLC0415  only who downloads a workbook needs it

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, TEXTS_STAY_TEXTS) as book:
        strong = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        about = book.add_worksheet(sheet.head_name)
        about.set_column(0, 0, 18, strong)
        about.set_column(1, 1, 90, wrapped)
        for i, pair in enumerate(sheet.head):
            _write(about, i, pair)
        table = book.add_worksheet(sheet.name)
        for i, line in enumerate((sheet.columns, *sheet.rows)):
            _write(table, i, line)
        table.set_row(0, None, strong)
        table.freeze_panes(1, 1)
        if sheet.rows:
            table.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        for i, title in enumerate(sheet.columns):
            table.set_column(i, i, _wide(title, [row[i] for row in sheet.rows]))
    return file.getvalue()


def _write(table: object, i: int, line: Sequence[Cell]) -> None:
    for j, cell in enumerate(map(guarded, line)):
        if isinstance(cell, str):
            table.write_string(i, j, cell)  # type: ignore[attr-defined]
        elif cell is not None:
            table.write_number(i, j, cell)  # type: ignore[attr-defined]


def _wide(title: str, cells: Sequence[Cell]) -> int:
    # A Chinese character is two columns wide.
    longest = max(
        sum(1 + (ord(one) > 0x2E7F) for one in str(cell))
        for cell in (title, *cells[:200])
        if cell is not None
    )
    return min(max(longest + 2, NARROWEST_COLUMN), WIDEST_COLUMN)
