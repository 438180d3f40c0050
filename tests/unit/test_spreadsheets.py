"""Files: opened again with the programs' own readers, they hold what was put in, and no formula."""

from __future__ import annotations

import csv
import io
import math
from datetime import date

import openpyxl
import pytest

from geodata.catalog import Catalog
from geodata.known import known
from geodata.settings import Settings
from geodata.spreadsheets import Sheet, as_csv, as_xlsx, guarded
from geodata.view import parse_view
from layouts.sheets import indicator_sheet, target_sheet

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")


def sheet(*cells: str | float | None) -> Sheet:
    return Sheet(
        "数值", "说明", (("标题", "试"), ("来源", "=cmd")), tuple(map(str, range(len(cells)))), (cells,)
    )


def test_what_looks_like_a_formula_is_guarded_and_numbers_stay_numbers() -> None:
    assert [guarded(cell) for cell in HOSTILE] == [f"'{cell}" for cell in HOSTILE]
    assert [guarded(cell) for cell in (-3.5, 0, None, "a=b", "苏州")] == [-3.5, 0, None, "a=b", "苏州"]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="not a value"):
        guarded(bad)


def test_a_csv_file_has_a_mark_its_head_and_no_formula() -> None:
    content = as_csv(sheet(*HOSTILE, -3.5, None))
    assert content.startswith(b"\xef\xbb\xbf")
    head, source, empty, columns, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert (head, source[1], empty, columns[0]) == (["标题", "试"], "'=cmd", [], "0")
    assert row == [*(f"'{cell}" for cell in HOSTILE), "-3.5", ""]


def test_a_workbook_has_two_sheets_numbers_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet(*HOSTILE[:4], -3.5, None, "https://example.org"))))
    assert book.sheetnames == ["说明", "数值"]
    cells = next(book["数值"].iter_rows(min_row=2))
    assert [cell.value for cell in cells] == [
        *(f"'{cell}" for cell in HOSTILE[:4]),
        -3.5,
        None,
        "https://example.org",
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert book["说明"]["B2"].value == "'=cmd"
    book.close()


def test_a_bound_is_kept_beside_the_number(tiny_catalog: Catalog) -> None:
    view, _ = parse_view("lens=indicator&indicator=i-firms")
    found = indicator_sheet(known(tiny_catalog), view, Settings(), "shown", date(2022, 3, 1))
    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert len(found.rows) == 1
    assert (row["界"], row["数值"], row["写法"], row["单位"]) == (">", 8800, ">8800", "家")
    assert (row["来源"], row["网址"], row["可信度"]) == ("网页", "https://example.org/a", "可信度高")
    assert dict(found.head)["版本"] == tiny_catalog.release
    assert dict(found.head)["地图"] == "内部示意图·未经地图审核"


def test_shown_is_what_is_on_the_screen(shipped: Catalog) -> None:
    about = known(shipped)

    def places(query: str) -> set[object]:
        found = indicator_sheet(about, parse_view(query)[0], Settings(), "shown", date(2026, 1, 1))
        return {row[found.columns.index("地方编号")] for row in found.rows}

    def count(query: str, scope: str = "shown") -> int:
        return len(indicator_sheet(about, parse_view(query)[0], Settings(), scope, date(2026, 1, 1)).rows)

    assert places("selected=z-sip") == {"z-sip"}
    compared = "list=compare&compare=city-suzhou,city-wuxi"
    assert places(compared) == {"city-suzhou", "city-wuxi"}
    assert "z-sip" not in places("lens=indicator&indicator=i-gdp")
    assert (
        count("lens=indicator&indicator=i-gdp", "all") == len(shipped.observations) == count("list=coverage")
    )
    assert places("lens=target") == {"region-sunan"}


def test_what_must_not_be_linked_has_no_address(shipped: Catalog) -> None:
    found = indicator_sheet(known(shipped), parse_view("")[0], Settings(), "all", date(2026, 1, 1))
    linkable = dict(zip(shipped.sources["url"], shipped.sources["linkable"], strict=True))
    addresses = {row[found.columns.index("网址")] for row in found.rows} - {""}
    assert addresses and all(linkable[str(address)] for address in addresses)


def test_a_target_without_a_figure_has_no_number(shipped: Catalog) -> None:
    found = target_sheet(known(shipped), parse_view("lang=en")[0], Settings())
    rows = {row[-1]: dict(zip(found.columns, row, strict=True)) for row in found.rows}
    assert len(rows) == 18
    assert rows["t-skl"]["Latest actual"] == "Not published" and rows["t-skl"]["Short by"] is None
    assert (rows["t-hnte"]["Bound of actual"], rows["t-hnte"]["Latest actual"]) == ("≈", 24000)
    assert rows["t-rd"]["Met in"] == 2019
