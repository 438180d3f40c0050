"""The copy that goes back: the same cells, the bad ones coloured and commented, and no formula."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from geodata.intake import limits, refusals
from geodata.intake.annotating import annotated
from geodata.intake.grid import Finding, RefusedError
from geodata.intake.headings import SHEETS
from geodata.intake.marking import FILLS
from geodata.intake.reading import read_upload
from geodata.problems import Words
from tests.intake_files import features, opened, saved, workbook

WRONG = Words("不是数", "写成数字", "not a number", "write digits")
JUMP = Words("变动很大", "核对单位", "a large jump", "check the unit")
SHEET = "指标"


def found(
    level: str, row: int | None, column: int | None, words: Words = WRONG, sheet: str = SHEET
) -> Finding:
    return Finding(level, words, sheet, row, column, "GDP", "x")  # type: ignore[arg-type]


def colour(cell: object) -> str:
    return str(cell.fill.fgColor.rgb) if cell.fill.fill_type else ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "said", "listed"),
    [
        ("zh", "错误: 不是数;写成数字\n提示: 变动很大;核对单位", "不是数"),
        ("en", "Error: not a number: write digits\nWarning: a large jump: check the unit", "not a number"),
    ],
)
def test_bad_cells_are_coloured_and_commented_and_all_is_listed(
    language: str, said: str, listed: str
) -> None:
    data = workbook({SHEET: [["地区", "年份", "GDP"], ["南京", 2024, "x"], ["无锡", 2024, 5]]})
    findings = [
        *(found("warning", 2, 2, JUMP), found("error", 2, 2), found("warning", 3, None, JUMP)),
        *(found("note", 2, 0), found("error", None, None, sheet="")),
    ]
    findings[0], findings[1] = findings[1], findings[0]
    book = opened(annotated(data, findings, language))
    sheet = book[SHEET]
    assert (colour(sheet["C2"]), sheet["C2"].comment.text) == (FILLS["error"], said)
    assert colour(sheet["A3"]) == FILLS["warning"]
    assert not colour(sheet["A2"]) and sheet["A2"].comment is None
    name = SHEETS["findings"].named(language)
    assert book.sheetnames == [SHEET, name]
    rows = list(book[name].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(findings)
    assert rows[0][1:7] == (SHEET, 2, 3, "GDP", "x", listed)


def test_an_error_colours_a_cell_that_only_had_a_warning() -> None:
    data = workbook({SHEET: [["a"]]})
    book = opened(annotated(data, [found("warning", 1, 0, JUMP), found("error", 1, 0)], "zh"))
    assert colour(book[SHEET]["A1"]) == FILLS["error"]


def test_the_copy_is_the_workbook_itself() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append(["地区", "份额", "=1+1", "=cmd"])
    sheet["D1"].data_type = "s"
    sheet["B1"].value, sheet["B1"].number_format = 0.034, "0.0%"
    sheet["A1"].comment = Comment("自注", "steward")
    sheet["A1"].hyperlink = "http://example.org"
    sheet.column_dimensions["A"].width = 41
    sheet.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="A2:A9"))
    data = saved(book)
    copy = annotated(data, [found("error", 1, 1)], "zh")
    kept = opened(copy)[SHEET]
    assert (kept["B1"].value, kept["B1"].number_format) == (0.034, "0.0%")
    assert (kept["A1"].comment.text, kept["A1"].hyperlink) == ("自注", None)
    assert kept.column_dimensions["A"].width == 41
    assert [str(rule.sqref) for rule in kept.data_validations.dataValidation] == ["A2:A9"]
    assert [(kept[at].value, kept[at].data_type) for at in ("C1", "D1")] == [("=1+1", "s"), ("=cmd", "s")]
    assert read_upload(copy).grids == read_upload(data).grids


def test_a_second_copy_has_only_its_own_marks() -> None:
    data = workbook({SHEET: [["a", "b"]]})
    first = annotated(data, [found("error", 1, 0)], "zh")
    book = opened(annotated(first, [found("warning", 1, 1)], "en"))
    assert book.sheetnames == [SHEET, SHEETS["findings"].en]
    assert not colour(book[SHEET]["A1"]) and book[SHEET]["A1"].comment is None
    assert colour(book[SHEET]["B1"]) == FILLS["warning"]


@pytest.mark.parametrize(
    ("data", "sheet"),
    [
        ("名称,值\n=cmd|' /C calc'!A0,1.50\n\x01+1,-3.5\n".encode("gb18030"), "CSV"),
        (features([(120.5, 31.25)], 名称="=1+1", 值="\x01"), "GeoJSON"),
    ],
)
def test_csv_and_geojson_come_back_as_a_workbook_of_the_same_cells(data: bytes, sheet: str) -> None:
    copy = annotated(data, [found("error", 2, 1, sheet=sheet)], "zh")
    cells = [cell for row in opened(copy)[sheet].iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert colour(opened(copy)[sheet]["B2"]) == FILLS["error"]
    (again,), (rows,) = read_upload(copy).grids, read_upload(data).grids
    assert again.rows == tuple(tuple(cell.replace("\x01", "\ufffd") for cell in row) for row in rows.rows)


def test_marks_comments_and_the_list_have_limits() -> None:
    data = workbook({SHEET: [["a"]]})
    long = Words("长" * 400, "改" * 400, "long " * 100, "mend " * 100)
    findings = [found("error", 1 + i, 0, long) for i in range(limits.MOST_FINDINGS_LISTED + 3)]
    book = opened(annotated(data, findings, "en"))
    marks = [row[0].comment for row in book[SHEET].iter_rows() if row[0].comment]
    assert len(marks) == limits.MOST_MARKS
    assert {len(one.text) for one in marks} == {limits.MOST_COMMENT_CHARS}
    last = list(book[SHEETS["findings"].en].iter_rows(values_only=True))[-1]
    assert str(last[0]).startswith("3 more")


def test_what_is_refused_has_no_copy() -> None:
    with pytest.raises(RefusedError) as refused:
        annotated(b"%PDF-1.7", [found("error", 1, 0)], "zh")
    assert refused.value.words.rule_en == refusals.UNKNOWN[2]


def test_findings_beside_the_cells_do_no_harm() -> None:
    data = workbook({SHEET: [["a"]]})
    book = opened(annotated(data, [found("error", 5, 7), found("error", 1, 0, sheet="另一表")], "zh"))
    assert colour(book[SHEET]["H5"]) == FILLS["error"]
