"""Slides, opened again by python-pptx: native parts with the right values, fonts named, notes, alt texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.oxml.ns import qn

from geodata.catalog import Catalog
from geodata.known import Known, known
from geodata.settings import Settings
from geodata.view import parse_view
from layouts.board import Step
from layouts.caption import caption
from layouts.exhibit import exhibits
from layouts.slides import FONT, Slide, presentation
from tests.office import png

SIZE = (1920, 1200)


@pytest.fixture(scope="module")
def about(shipped: Catalog) -> Known:
    return known(shipped)


def slide(about: Known, query: str, picture: bytes | None = None, notes: str = "", **words: str) -> Slide:
    view = parse_view(query)[0]
    said, told = caption(about, view, Settings()), exhibits(about, view, date(2026, 11, 25))
    return Slide(Step(said, told, SIZE if picture else None, **words), picture, notes)


def opened(*slides: Slide) -> Any:
    return pptx.Presentation(io.BytesIO(presentation(slides)))


def shapes(shape_tree: Any) -> Iterator[Any]:
    for shape in shape_tree:
        yield shape
        if hasattr(shape, "shapes"):
            yield from shapes(shape.shapes)


def named(deck: Any, name: str, number: int = 0) -> Any:
    return next(shape for shape in shapes(deck.slides[number].shapes) if shape.name == name)


def all_words(deck: Any, number: int = 0) -> str:
    found = [shape.text_frame.text for shape in shapes(deck.slides[number].shapes) if shape.has_text_frame]
    tables = [
        shape.table for shape in shapes(deck.slides[number].shapes) if getattr(shape, "has_table", False)
    ]
    return "\n".join([*found, *(cell.text for table in tables for cell in table.iter_cells())])


def test_a_slide_is_wide_and_has_title_map_legend_filters_sources_and_review_line(about: Known) -> None:
    deck = opened(slide(about, "city=city-suzhou", png()))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)
    assert deck.slides[0].shapes.title.text == "苏州：38 项，均在图上"
    words = all_words(deck)
    for said in (
        "筛选：城市：苏州",
        "来源：苏南国家自主创新示范区",
        "内部示意图·未经地图审核",
        "版本",
        "图例",
    ):
        assert said in words
    picture = named(deck, "map")
    assert picture.image.size == SIZE and picture.width / picture.height == pytest.approx(1.6, abs=0.01)


def test_an_indicator_is_a_native_chart_with_its_values(about: Known) -> None:
    deck = opened(slide(about, "indicator=i-rd-expenditure&lens=indicator&year=2022", png()))
    chart = named(deck, "chart").chart
    assert list(chart.plots[0].categories) == ["苏州", "南京", "无锡", "常州"]
    assert list(chart.plots[0].series[0].values) == [961.4, 645.3, 487.5, 323.2]
    assert chart.value_axis.minimum_scale == 0 and chart.category_axis.reverse_order
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert [row[1].value for row in book.active.iter_rows(min_row=2)] == [961.4, 645.3, 487.5, 323.2]
    book.close()
    assert "无数据：镇江" in all_words(deck)


def test_an_open_value_is_never_a_number_in_a_chart(about: Known) -> None:
    deck = opened(slide(about, "indicator=i-gdp&lens=indicator&level=zone", png()))
    assert 3100 not in named(deck, "chart").chart.plots[0].series[0].values
    assert ">3100 亿元" in all_words(deck)


def test_targets_are_a_native_table(about: Known) -> None:
    deck = opened(slide(about, "lang=en&lens=target", png()))
    table = named(deck, "table").table
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(cells) == 19 and cells[0] == ["Target", "Target 2022", "Latest actual", "Year", "Status"]
    assert ["State key laboratories", "about 38 laboratories", "Not published", "–", "–"] in cells


def test_industries_are_a_native_chart_of_cities(about: Known) -> None:
    deck = opened(slide(about, "industry=ind-biomedicine&lens=industry", png()))
    plot = named(deck, "chart").chart.plots[0]
    assert dict(zip(plot.categories, plot.series[0].values, strict=True))["南京"] == 3


def test_every_letter_has_its_font_named(about: Known) -> None:
    deck = opened(
        slide(about, "", png(), "备注"),
        slide(about, "indicator=i-rd-expenditure&lens=indicator&year=2022", png()),
        slide(about, "lens=target", None),
    )
    parts = [one._element for one in deck.slides] + [deck.slides[0].notes_slide._element]
    parts += [named(deck, "chart", 1).chart._chartSpace]
    properties = [found for part in parts for found in part.iter(qn("a:rPr"), qn("a:defRPr"))]
    assert len(properties) > 100
    for found in properties:
        for tag in ("a:latin", "a:ea"):
            assert found.find(qn(tag)).get("typeface") == FONT
    theme = (
        zipfile.ZipFile(io.BytesIO(presentation([slide(about, "")]))).read("ppt/theme/theme1.xml").decode()
    )
    assert f'<a:ea typeface="{FONT}"' in theme and "Calibri" not in theme


def test_notes_and_own_words_of_a_step(about: Known) -> None:
    deck = opened(
        slide(
            about,
            "",
            png(),
            "先讲布局，\n再讲三项设施。",
            title="苏南：一体化",
            text="五城九区",
            number="1 / 2",
        ),
        slide(about, "lens=target"),
    )
    assert deck.slides[0].notes_slide.notes_text_frame.text == "先讲布局，\n再讲三项设施。"
    assert not deck.slides[1].has_notes_slide
    assert deck.slides[0].shapes.title.text == "苏南：一体化"
    assert "五城九区" in all_words(deck) and "1 / 2" in all_words(deck)


def test_no_picture_is_said_and_the_table_stands_instead(about: Known) -> None:
    deck = opened(slide(about, ""))
    assert "此页未附地图图片，以表格代替。" in all_words(deck)
    assert len(named(deck, "table").table.rows) == 15
    assert not [shape for shape in deck.slides[0].shapes if shape.name == "map"]


def test_pictures_and_charts_say_what_they_show(about: Known) -> None:
    deck = opened(slide(about, "indicator=i-rd-expenditure&lens=indicator&year=2022", png()))
    said = {
        name: named(deck, name)._element.xpath(".//p:cNvPr")[0].get("descr")
        for name in ("map", "chart", "table")
    }
    assert said["map"].startswith("2022年苏南R&D经费支出")
    assert "苏州 961.4" in said["chart"] and said["table"]


def test_the_file_says_what_it_is(about: Known, shipped: Catalog) -> None:
    about_file = opened(slide(about, "lang=en")).core_properties
    assert about_file.title == "Sunan: 168 sites and zones named in the plan"
    assert about_file.author == "Sunan Innovation Atlas" and shipped.release in about_file.comments
    assert about_file.created.year >= 2026


def test_a_formula_in_a_name_stays_a_name_in_the_charts_workbook(about: Known) -> None:
    one = slide(about, "industry=ind-biomedicine&lens=industry")
    bars, *rest = one.step.exhibits
    hostile = replace(bars, names=("=1+1", "@SUM(A1)", *bars.names[2:]))  # type: ignore[type-var]
    deck = opened(replace(one, step=replace(one.step, exhibits=(hostile, *rest))))
    book = openpyxl.load_workbook(io.BytesIO(named(deck, "chart").chart.part.chart_workbook.xlsx_part.blob))
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert [cell.value for cell in cells][:2] == ["'=1+1", "'@SUM(A1)"]
    assert {cell.data_type for cell in cells} == {"s"}
    book.close()


def test_a_presentation_needs_a_slide() -> None:
    with pytest.raises(ValueError, match="needs a slide"):
        presentation([])
