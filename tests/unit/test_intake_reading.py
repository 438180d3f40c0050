"""Honest files: every kind becomes the same text cells, whatever its encoding, delimiter or CRS."""

from __future__ import annotations

import codecs
import datetime as dt
import io
from typing import Any

import openpyxl
import pyproj
import pytest
import xlsxwriter

from geodata.intake.grid import Book, RefusedError
from geodata.intake.headings import SHEETS
from geodata.intake.reading import read_upload
from tests.intake_files import bare_workbook, features, named_crs, saved, workbook

TEXT = '地区,年份,地区生产总值（亿元）\r\n南京,2024,"18,500.81"\r\n\r\n一市,2023,"含""引号""\r\n与换行"\r\n'
ROWS = (
    ("地区", "年份", "地区生产总值（亿元）"),
    ("南京", "2024", "18,500.81"),
    (),
    ("一市", "2023", '含"引号"\r\n与换行'),
)


def only(book: Book) -> tuple[tuple[str, ...], ...]:
    (grid,) = book.grids
    return grid.rows


@pytest.mark.parametrize(
    ("mark", "encoding", "said"),
    [
        (b"", "utf-8", ""),
        (codecs.BOM_UTF8, "utf-8", ""),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (b"", "utf-16-le", "UTF-16-LE"),
        (b"", "utf-16-be", "UTF-16-BE"),
        (b"", "gb18030", "GB18030"),
    ],
)
def test_every_encoding_is_recognised_and_said(mark: bytes, encoding: str, said: str) -> None:
    book = read_upload(mark + TEXT.encode(encoding), "figures.csv")
    assert (book.format, only(book)) == ("csv", ROWS)
    assert len(book.remarks) == bool(said)
    assert all(said in remark.rule_en and said in remark.rule_zh for remark in book.remarks)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    lines = ["2024年统计表", delimiter.join(("地区", "年份", "值")), delimiter.join(("南京", "2024", "1.5"))]
    rows = only(read_upload(end.join(lines).encode()))
    assert rows[1:] == (("地区", "年份", "值"), ("南京", "2024", "1.5"))


def test_a_workbook_is_read_as_it_is_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "指标"
    sheet.append(["地区", 2024, 18500.81, 0.1 + 0.2, True, None, dt.datetime(2025, 3, 1), "#REF!"])
    sheet.append([])
    sheet.append([0.034, 3.4, "=A3*2", None])
    sheet["A3"].number_format, sheet["B3"].number_format = "0.0%", '0.0"%"'
    hidden = book.create_sheet("藏")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "在"
    first, second = read_upload(saved(book), "book.xlsx").grids
    assert (first.sheet, second.sheet) == ("指标", "藏")
    assert first.rows == (
        ("地区", "2024", "18500.81", "0.3", "true", "", "2025-03-01", "#REF!"),
        (),
        ("3.4%", "3.4%", "=A3*2"),
    )
    assert second.rows == ((), ("", "在"))


def test_a_formula_gives_its_value_even_an_empty_one() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '="南"&"京"', None, "南京")
        sheet.write_array_formula(0, 2, 0, 2, "{=SUM(A1:A1)}", None, 7)
    assert only(read_upload(file.getvalue())) == (("2", "南京", "7"),)
    # As Excel writes an empty result, a result that is missing, and one of a range that is missing.
    cells = (
        '<c t="str"><f>IF(1,"","")</f><v></v></c><c><f>A1*2</f></c><c><f t="array" ref="C1">SUM(A1)</f></c>'
    )
    assert only(read_upload(bare_workbook(f"<row>{cells}</row>"))) == (("", "=A1*2", "=SUM(A1)"),)


def test_what_calls_itself_a_formula_markup_or_a_path_stays_text() -> None:
    names = ("<script>alert(1)</script>", "../../etc/passwd", "@SUM(1)", "${7*7}", "'; DROP TABLE", "👍")
    assert only(read_upload(workbook({"S": [names]}))) == (names,)
    csv_names = ("名称", *names, "=cmd|' /C calc'!A0")
    assert only(read_upload("\t".join(csv_names).encode())) == (csv_names,)


def test_content_decides_not_the_name() -> None:
    book = read_upload(workbook({"S": [["a"]]}), "figures.csv")
    assert book.format == "xlsx"
    assert "XLSX" in book.remarks[0].rule_en
    assert not read_upload(workbook({"S": [["a"]]}), "figures.XLSX").remarks
    assert read_upload(features([(120.0, 31.0)])).format == "geojson"


def test_the_findings_of_an_annotated_copy_are_not_read_again() -> None:
    book = read_upload(workbook({"指标": [["a"]], SHEETS["findings"].zh: [["错误"]]}))
    assert [grid.sheet for grid in book.grids] == ["指标"]


def test_features_become_rows() -> None:
    data = features(
        [(120.5, 31.25), None], 名称="甲", count=3, share=0.5, tags=["x", "y"], none=None, ok=True
    )
    assert only(read_upload(data)) == (
        ("名称", "count", "share", "tags", "none", "ok", "lon", "lat"),
        ("甲", "3", "0.5", "x|y", "", "true", "120.5", "31.25"),
        ("甲", "3", "0.5", "x|y", "", "true", "", ""),
    )


def test_the_geometry_counts_where_the_properties_name_a_point_too() -> None:
    data = features([(120.5, 31.25), None], 经度=119, 纬度="30")
    assert only(read_upload(data)) == (("lon", "lat"), ("120.5", "31.25"), ("119", "30"))


def test_a_point_of_many_that_is_one() -> None:
    data = features([{"type": "MultiPoint", "coordinates": [[120, 31, 5]]}])
    assert only(read_upload(data))[1] == ("120", "31")


@pytest.mark.parametrize("code", ["4547", "4548", "4528", "4508", "3857", "32651"])
def test_metres_of_a_named_crs_are_converted_and_said(code: str) -> None:
    forward = pyproj.Transformer.from_crs("EPSG:4326", f"EPSG:{code}", always_xy=True)
    at = (120.6, 31.3)
    book = read_upload(
        features([forward.transform(*at), None], named_crs(f"urn:ogc:def:crs:EPSG::{code}"), n=1)
    )
    first, second = (row[-2:] for row in only(book)[1:])
    assert tuple(map(float, first)) == pytest.approx(at, abs=2e-7)
    assert second == ("", "")
    assert f"EPSG:{code}" in book.remarks[0].rule_zh


def test_a_surveyed_datum_is_stated_and_that_of_a_web_map_is_not() -> None:
    def datum(name: str) -> dict[str, str]:
        head, row = only(read_upload(features([(120.5, 31.25)], named_crs(name), n=1)))
        return dict(zip(head, row, strict=True))

    assert datum("urn:ogc:def:crs:EPSG::4490")["datum"] == "CGCS2000"
    for name in ("EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326"):
        assert "datum" not in datum(name)


@pytest.mark.parametrize(
    ("crs", "way"),
    [
        ({"type": "link", "properties": {"href": "http://127.0.0.1/crs"}}, "EPSG:4326"),
        (named_crs("EPSG:2154"), "EPSG:4326"),
        (named_crs("local grid"), "EPSG:4326"),
        ("EPSG:4547", "EPSG:4326"),
    ],
)
def test_other_crs_are_refused_with_the_way_out(crs: Any, way: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_upload(features([(500000, 3460000)], crs))
    assert way in refused.value.words.way_zh
    assert way in refused.value.words.way_en


def test_unlabelled_metres_and_other_shapes_are_refused_all_at_once() -> None:
    with pytest.raises(RefusedError, match="feature 1, 3"):
        read_upload(features([(500000, 3460000), (120, 31), (500001, 3460000)]))
    line = {"type": "LineString", "coordinates": [[120, 31], [121, 31]]}
    with pytest.raises(RefusedError, match="feature 2, 3, 4"):
        read_upload(
            features([(120, 31), line, {"type": "Point", "coordinates": ["x", 1]}, {"type": "Point"}])
        )
