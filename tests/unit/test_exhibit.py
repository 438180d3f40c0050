"""Charts and tables of files: the values of the View, open values as text, no data in words."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.catalog import Catalog
from geodata.known import Known, known
from geodata.view import LENSES, parse_view
from layouts.exhibit import Bars, Exhibit, Grid, exhibits
from tests.tiny_catalogue import TinyCatalogue


@pytest.fixture(scope="module")
def about(shipped: Catalog) -> Known:
    return known(shipped)


def made(about: Known, query: str) -> tuple[Exhibit, ...]:
    return exhibits(about, parse_view(query)[0], date(2026, 11, 25))


def grid(about: Known, query: str) -> Grid:
    found = next(one for one in made(about, query) if isinstance(one, Grid))
    assert all(len(row) == len(found.rows[0]) for row in found.rows)
    return found


def bars(about: Known, query: str) -> Bars:
    (found,) = [one for one in made(about, query) if isinstance(one, Bars)]
    assert len(found.names) == len(found.values) == len(found.colours)
    return found


def test_an_indicator_has_bars_of_its_values_best_first(about: Known) -> None:
    found = bars(about, "indicator=i-rd-expenditure&lens=indicator&year=2022")
    assert dict(zip(found.names, found.values, strict=True)) == {
        "苏州": 961.4,
        "南京": 645.3,
        "无锡": 487.5,
        "常州": 323.2,
    }
    assert found.notes == ("无数据：镇江",)


def test_an_open_value_is_text_and_no_bar(about: Known) -> None:
    query = "indicator=i-gdp&lens=indicator&level=zone"
    drawn = bars(about, query)
    assert "武进区" not in drawn.names and 3100 not in drawn.values
    assert any("武进区 >3100 亿元" in note for note in drawn.notes)
    rows = {row[0]: row for row in grid(about, query).rows}
    assert rows["武进区"][2] == ">3100 亿元"
    assert rows["江阴高新区"][2] == "无数据"


def test_where_no_two_values_are_exact_there_is_a_table_only(about: Known) -> None:
    (found,) = made(about, "indicator=i-hnte-count&lens=indicator&year=2022")
    assert isinstance(found, Grid)
    values = {row[0]: row[2] for row in found.rows}
    assert values["南京"] == ">8800 家" and values["镇江"] == "无数据"


def test_ranks_are_no_bars(about: Known) -> None:
    (found,) = made(about, "indicator=i-city-innovation-rank&lens=indicator")
    assert isinstance(found, Grid)


def test_targets_are_a_table_of_all(about: Known) -> None:
    found = grid(about, "lens=target")
    assert len(found.rows) == 18 and found.is_wide
    rows = {row[0]: row for row in found.rows}
    assert rows["国家重点实验室总数"][2:] == ("未公布", "–", "–")
    assert rows["万人发明专利拥有量"] == (
        "万人发明专利拥有量",
        "达 65 件",
        "62.01 件",
        "2020",
        "还差 2.99 件",
    )


def test_an_industry_is_counted_by_city(about: Known) -> None:
    found = bars(about, "industry=ind-biomedicine&lens=industry")
    assert dict(zip(found.names, found.values, strict=True))["苏州"] == 5
    assert sum(found.values) == 10
    assert len(grid(about, "industry=ind-biomedicine&lens=industry").rows) == 10


def test_many_items_are_counted_by_kind_and_city(about: Known) -> None:
    found = grid(about, "")
    assert found.is_legend and found.heads[0] == "类别" and found.heads[-1] == "合计"
    assert sum(int(row[-1]) for row in found.rows) == 168
    assert all(sum(int(cell) for cell in row[1:-1] if cell != "·") == int(row[-1]) for row in found.rows)
    assert [mark for mark, _ in found.marks][:3] == ["研", "创", "服"]


def test_few_items_are_listed(about: Known) -> None:
    found = grid(about, "industry=ind-biomedicine&lang=en")
    assert len(found.rows) == 10 and found.heads == ("Name", "City", "Precision")


def test_what_is_selected_has_its_facts(about: Known) -> None:
    facts = {row[0]: row[1:] for row in grid(about, "selected=lab-pml").rows}
    assert facts["精度"] == ("街道级 · 误差约 1 公里，非门牌位置", "待核实")
    assert facts["出处"] == ("方案 三(一)、附件·南京市", "方案载明")
    told = made(about, "selected=z-suzhou")
    assert len(told) == 2 and isinstance(told[1], Grid) and told[1].heads == ("指标", "数值", "年份")
    target = {row[0]: row[1] for row in grid(about, "lens=target&selected=t-rd").rows}
    assert target["进度"] == "2019 年已达到"


def test_places_are_put_side_by_side(about: Known) -> None:
    found = grid(about, "compare=city-suzhou,city-wuxi&list=compare")
    assert found.heads == ("指标", "苏州", "无锡")
    assert "（" not in found.rows[1][1] and "(2021 年前三季度)" in found.rows[0][1]


def test_industries_are_crossed_with_cities(about: Known) -> None:
    found = grid(about, "list=matrix")
    assert len(found.rows) == 15 and found.heads[0] == "产业" and found.heads[-2:] == ("未载", "合计")
    row = next(row for row in found.rows if row[0] == "生物医药")
    assert int(row[-1]) == 10 == sum(int(cell) for cell in row[1:-1] if cell != "·")


def test_a_clause_has_the_items_that_it_names(about: Known) -> None:
    found = grid(about, "lens=plan&passage=c-3-1.1&city=city-wuxi")
    assert found.rows and all(row[1] == "无锡" for row in found.rows)
    assert grid(about, "lens=system").heads == ("类别", "合计")


def test_nothing_left_says_so(about: Known) -> None:
    (found,) = made(about, "kind=none")
    assert isinstance(found, Grid) and found.title == "没有符合的条目" and found.rows == ()


def test_own_place_stands_out(about: Known) -> None:
    found = bars(about, "indicator=i-rd-expenditure&lens=indicator&year=2022&selected=city-wuxi")
    colours = dict(zip(found.names, found.colours, strict=True))
    assert colours["无锡"] == "#b23510" and len(set(colours.values())) == 4


def test_a_tiny_catalogue_has_exhibits_for_every_view(tiny: TinyCatalogue) -> None:
    about = known(tiny.load())
    for lens in LENSES:
        for more in (
            "list=matrix",
            "",
            "list=coverage",
            "list=plan",
            "level=zone",
            "selected=lab-purple",
            "selected=city-nanjing",
        ):
            assert made(about, f"lens={lens}&{more}")
