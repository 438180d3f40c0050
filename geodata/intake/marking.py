"""Marks cells of a workbook, in the child: nothing is written to disk and no formula goes back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedNameDict
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from geodata.intake.headings import SHEETS

AUTHOR = "atlas"
FILLS = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}
COMMENT_WIDTH_PX, COMMENT_HEIGHT_PX = 320, 140
LIST_WIDTHS = (8, 14, 6, 6, 30, 30, 60, 60)

Mark = Sequence[Any]  # sheet, row, column (from 1), level, text


class _InMemory(ExcelWriter):  # type: ignore[misc]
    """Writes sheets without the temporary files that openpyxl makes: this process may write none."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = openpyxl.drawing.spreadsheet_drawing.SpreadsheetDrawing()
        writer = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def marked(
    data: bytes, read: dict[str, Any], marks: Sequence[Mark], listed: Sequence[Sequence[Any]], sheet: str
) -> bytes:
    """Return a workbook of what was `read` from an upload, with `marks` and a `sheet` that lists all."""
    book = _copied(data, read) if read["format"] == "xlsx" else _made(read)
    for name, row, column, level, text in marks:
        if name in book.sheetnames:
            _mark(book[name].cell(row, column), level, text)
    _list(book, sheet, listed)
    file = io.BytesIO()
    _InMemory(book, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)).save()
    return file.getvalue()


def _copied(data: bytes, read: dict[str, Any]) -> Any:
    """Return the workbook itself where it can be written again, else one of the same cells."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        for name, rows in read["sheets"]:
            _clean(book[name], rows)
    except MemoryError:
        raise
    except Exception:  # what a workbook holds besides cells may be beyond openpyxl
        return _made(read)
    book.defined_names = DefinedNameDict()
    book._pivots, book._external_links = [], []
    return book


def _clean(sheet: Any, rows: list[list[str]]) -> None:
    """Take from a sheet its formulas, links, pictures and the marks of an earlier copy."""
    sheet._charts, sheet._images, sheet._pivots = [], [], []
    for cells in sheet.iter_rows():
        for cell in cells:
            if not isinstance(cell, Cell):
                continue  # the hidden part of merged cells
            cell.hyperlink = None
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment, cell.fill = None, PatternFill()
            if cell.row <= len(rows) and cell.column <= len(rows[cell.row - 1]):
                text = rows[cell.row - 1][cell.column - 1]
                if text.startswith("=") or cell.data_type == "f":
                    _write(cell, text)


def _made(read: dict[str, Any]) -> Any:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in read["sheets"]:
        sheet = book.create_sheet(name)
        for i, row in enumerate(rows, 1):
            for j, text in enumerate(row, 1):
                if text:
                    _write(sheet.cell(i, j), text)
    return book


def _write(cell: Cell, text: str) -> None:
    """Write a cell that stays what it was: a number if it reads the same, else text, never a formula."""
    plain = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    try:
        number = float(plain)
        if f"{number:.15g}" == plain and abs(number) < float("inf"):
            cell.value = number
            return
    except ValueError:
        pass
    cell.value = plain
    cell.data_type = "s"
    cell.quotePrefix = plain.startswith(("=", "+", "-", "@"))


def _mark(cell: Any, level: str, text: str) -> None:
    if not isinstance(cell, Cell):
        return
    cell.fill = PatternFill("solid", fgColor=FILLS[level])
    comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", text), AUTHOR)
    comment.width, comment.height = COMMENT_WIDTH_PX, COMMENT_HEIGHT_PX
    cell.comment = comment


def _list(book: Any, name: str, listed: Sequence[Sequence[Any]]) -> None:
    for earlier in {SHEETS["findings"].zh, SHEETS["findings"].en, name} & set(book.sheetnames):
        del book[earlier]
    sheet = book.create_sheet(name)
    for i, row in enumerate(listed, 1):
        for j, value in enumerate(row, 1):
            if isinstance(value, str):
                _write(sheet.cell(i, j), value)
            else:
                sheet.cell(i, j).value = value
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for j, width in enumerate(LIST_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(j)].width = width
    for cells in sheet.iter_rows(min_row=2, min_col=7):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
