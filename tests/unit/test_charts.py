"""Charts: what is drawn equals the data, what is missing is named and never drawn, text is only text."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import plotly.graph_objects as go
import pytest

from geodata.catalog import Catalog
from geodata.chosen import chosen
from geodata.known import Known, known
from geodata.targets import in_order
from geodata.trends import Point
from geodata.view import View, parse_view
from layouts.chart_style import brief, plain, width, wrapped
from layouts.palette import palette
from layouts.ranking_chart import ranking_figure, ranking_rows
from layouts.sparkline import sparkline
from layouts.target_chart import standing, target_figure
from layouts.trend_chart import left_out, trend_figure, trend_lines
from tests.indicator_samples import value
from tests.tiny_catalogue import TinyCatalogue

THEMES = ("light", "dark", "contrast")


@pytest.fixture
def small(tiny_catalog: Catalog) -> Known:
    return known(tiny_catalog)


@pytest.fixture(scope="module")
def real(shipped: Catalog) -> Known:
    return known(shipped)


def view_of(query: str) -> View:
    return parse_view(f"lens=indicator&{query}")[0]


def ranking_of(about: Known, query: str) -> go.Figure:
    view = view_of(query)
    return ranking_figure(about, chosen(about, view), view)


def trend_of(about: Known, query: str) -> go.Figure:
    view = view_of(query)
    return trend_figure(about, chosen(about, view), view)


def drawn(figure: go.Figure, name: str = "value") -> dict[str, float]:
    return {trace.ids[0]: trace.x[0] for trace in figure.data if trace.name == name}


def words(figure: go.Figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations)


def numbers(part: Any) -> list[float]:
    if isinstance(part, dict):
        return [found for one in part.values() for found in numbers(one)]
    if isinstance(part, list):
        return [found for one in part for found in numbers(one)]
    return [part] if isinstance(part, float | int) and not isinstance(part, bool) else []


# ---- ranking


def test_bars_are_the_values_best_first_from_zero(small: Known) -> None:
    figure = ranking_of(small, "indicator=i-rd&year=2021")
    assert drawn(figure) == {"city-suzhou": 900, "city-nanjing": 600}
    assert {trace.type for trace in figure.data if trace.name == "value"} == {"bar"}
    assert figure.layout.xaxis.range == (0, 900)
    heights = {trace.ids[0]: trace.y[0] for trace in figure.data if trace.name == "value"}
    assert heights["city-suzhou"] < heights["city-nanjing"] < figure.layout.height


def test_without_data_there_is_a_hatched_track_the_word_and_no_mark(small: Known) -> None:
    figure = ranking_of(small, "indicator=i-rd&year=2020")
    assert drawn(figure) == {"city-suzhou": 800}
    track = next(trace for trace in figure.data if trace.name == "no-data")
    assert (track.ids[0], track.marker.pattern.shape) == ("city-nanjing", "/")
    assert "无数据" in words(figure)
    missing = ranking_rows(small, chosen(small, view_of("indicator=i-rd&year=2020")), view_of(""))[-1]
    assert (missing.rank, missing.value, missing.change) == ("–", None, "")


def test_the_change_and_its_year_are_those_of_the_data(small: Known) -> None:
    view = view_of("indicator=i-rd&year=2021")
    first, second = ranking_rows(small, chosen(small, view), view)
    assert (first.place, first.change, first.since) == ("city-suzhou", "+12.5%", 2020)
    assert (second.place, second.change, second.since) == ("city-nanjing", "", None)


def test_an_open_value_is_hollow_and_keeps_its_sign(small: Known) -> None:
    figure = ranking_of(small, "indicator=i-firms&year=2021")
    bar = next(trace for trace in figure.data if trace.name == "value")
    assert (bar.x[0], bar.marker.color, bar.marker.line.width) == (8800, "rgba(0,0,0,0)", 2)
    assert "&gt;8800" in words(figure)


def test_ranks_and_rates_are_dots_and_the_better_is_on_the_right(small: Known, real: Known) -> None:
    figure = ranking_of(small, "indicator=i-rank.evaluation-year&level=zone")
    assert {trace.type for trace in figure.data if trace.name == "value"} == {"scatter"}
    assert drawn(figure) == {"z-sip": 4}
    low, high = ranking_of(real, "indicator=i-torch-rank.evaluation-year&level=zone").layout.xaxis.range
    assert low > high


def test_cities_keep_their_hue_and_the_own_one_is_marked(small: Known) -> None:
    for theme in THEMES:
        figure = ranking_of(small, f"indicator=i-rd&year=2021&theme={theme}&compare=city-suzhou")
        colours = palette(theme)
        look = {trace.ids[0]: trace.marker for trace in figure.data if trace.name == "value"}
        assert look["city-nanjing"].color == colours["city-nj"]
        assert look["city-suzhou"].line.color == colours["signal"]


def test_equal_values_share_a_number(tiny: TinyCatalogue) -> None:
    tiny.edit("observations", "obs-city-nanjing-i-rd-2021", value="900")
    about = known(tiny.load())
    view = view_of("indicator=i-rd&year=2021")
    assert [row.rank for row in ranking_rows(about, chosen(about, view), view)] == ["1", "1"]


def test_parks_and_counties_stand_beside_the_ranking(real: Known) -> None:
    view = view_of("indicator=i-gdp&level=zone&year=2022")
    rows = ranking_rows(real, chosen(real, view), view)
    beside = [row for row in rows if row.is_beside]
    assert [row.place for row in beside] == ["district-320412"]
    assert (beside[0].rank, rows[-1]) == ("–", beside[0])


# ---- what a View leaves open


def test_an_open_view_is_filled_as_the_browser_fills_it(real: Known) -> None:
    now = chosen(real, view_of(""))
    assert (now.definition.id, now.year, now.years) == ("i-rd-expenditure", 2021, (2021, 2022, 2023))
    assert chosen(real, view_of("indicator=i-rd-expenditure&year=1999")).year == 2021
    assert chosen(real, view_of("indicator=i-torch-rank.nonsense&level=zone")).basis == "unstated-year"
    assert chosen(real, view_of("indicator=no-such-thing")).definition.id == "i-rd-expenditure"


def test_per_km2_divides_by_the_area_and_is_a_rate(real: Known) -> None:
    view = view_of("indicator=i-rd-expenditure&year=2022&per=km2")
    now = chosen(real, view)
    assert now.is_per_km2 and now.definition.measure == "rate" and now.definition.unit["zh"] == "亿元/km²"
    area = real.sizes["city-suzhou"].km2
    density = drawn(ranking_figure(real, now, view))["city-suzhou"]
    assert density == pytest.approx(961.4 / area, rel=1e-3)
    assert not chosen(real, view_of("indicator=i-rd-intensity&per=km2")).is_per_km2


# ---- trend


def lines_of(figure: go.Figure) -> dict[str, go.Scatter]:
    return {trace.name: trace for trace in figure.data}


def test_a_line_is_the_series_with_its_gaps(real: Known) -> None:
    line = lines_of(trend_of(real, "indicator=i-gdp&level=zone"))["z-sip"]
    assert line.x == (2019, 2020, 2021, 2022, 2023, 2024)
    assert line.y == (2743, 2907, None, 3515.61, None, 4002.4)
    assert line.connectgaps is False


def test_references_are_dashed_and_grey(small: Known) -> None:
    line = lines_of(trend_of(small, "indicator=i-rd-intensity"))["region-sunan"]
    assert (line.line.dash, line.line.color) == ("dash", palette("light")["ink-3"])
    assert line.y == (3.26, 3.4)


def test_open_points_are_hollow(real: Known) -> None:
    line = lines_of(trend_of(real, "indicator=i-tech-contract-value"))["city-suzhou"]
    assert all(symbol.endswith("-open") for symbol in line.marker.symbol)


def test_sums_far_above_the_places_are_left_to_the_table(real: Known) -> None:
    view = view_of("indicator=i-rd-expenditure")
    lines = trend_lines(real, chosen(real, view), view)
    assert {line.place for line in left_out(lines)} == {"region-sunan", "province-jiangsu"}
    figure = trend_of(real, "indicator=i-rd-expenditure")
    assert set(lines_of(figure)) == {line.place for line in lines} - {"region-sunan", "province-jiangsu"}
    assert "苏州 1055" in words(figure)


def test_small_ranks_are_at_the_top(real: Known) -> None:
    low, high = trend_of(real, "indicator=i-torch-rank.unstated-year&level=zone").layout.yaxis.range
    assert low > high


# ---- targets


def test_bullets_are_percent_of_target_from_zero_and_the_unpublished_have_no_bar(real: Known) -> None:
    figure = target_figure(real.targets, View())
    bars = {trace.ids[0]: trace for trace in figure.data if trace.name == "value"}
    published = {one.id for one in real.targets if one.actual}
    assert set(bars) == published and len(published) == 6
    assert bars["t-patent"].x[0] == pytest.approx(62.01 / 65 * 100)
    assert {bar.base[0] for bar in bars.values()} == {0}
    hatched = {trace.ids[0] for trace in figure.data if trace.name == "no-data"}
    assert hatched == {one.id for one in real.targets} - published
    assert [shape.x0 for shape in figure.layout.shapes] == [100] * 18
    assert figure.layout.xaxis.range[0] == 0


def test_a_target_says_whether_and_when_it_was_met(real: Known) -> None:
    by_id = {one.id: one for one in real.targets}
    assert standing(by_id["t-rd"], "zh") == "2019 年已达到"
    assert standing(by_id["t-patent"], "zh") == "还差 2.99 件"
    assert standing(by_id["t-skl"], "en") == "Not published"
    assert standing(replace(by_id["t-rd"], is_met=None), "zh") == "开口值，不能判定"


def test_the_order_moves_the_bullets(real: Known) -> None:
    def first(order: str) -> str:
        figure = target_figure(in_order(real.targets, order), View())  # type: ignore[arg-type]
        return str(min((trace.y[0], trace.ids[0]) for trace in figure.data)[1])

    assert (first("chapter"), first("gap")) == ("t-rd", "t-patent")


# ---- every chart


def every_figure(about: Known) -> list[go.Figure]:
    found = [
        target_figure(about.targets, View(theme=theme, lang=lang))
        for theme in THEMES
        for lang in ("zh", "en")
    ]
    for name in about.defined:
        for level, lang in (("city", "zh"), ("zone", "en")):
            query = f"indicator={name}&level={level}&lang={lang}"
            found += [ranking_of(about, query), trend_of(about, query)]
    return found


def test_every_indicator_can_be_drawn_without_nan_infinity_or_template(real: Known) -> None:
    for figure in every_figure(real):
        content = json.loads(figure.to_json())
        assert all(math.isfinite(one) for one in numbers(content))
        assert not content["layout"]["template"]
        assert content["layout"]["paper_bgcolor"] == content["layout"]["plot_bgcolor"] == "rgba(0,0,0,0)"
        assert content["layout"]["height"] >= 10


def test_no_value_becomes_a_number_that_is_not_in_the_data(real: Known) -> None:
    for name in real.defined:
        for level in ("city", "zone"):
            view = view_of(f"indicator={name}&level={level}")
            now = chosen(real, view)
            seen = {
                each.place: each.value
                for each in real.seen.all_of(name)
                if (each.year, each.basis, each.period) == (now.year, now.basis, "")
            }
            assert drawn(ranking_figure(real, now, view)).items() <= seen.items()


def test_names_from_the_data_are_only_words(tiny: TinyCatalogue) -> None:
    tiny.edit("cities", "city-suzhou", short_zh="<b>苏$州$</b>%{x}")
    about = known(tiny.load())
    for figure in (ranking_of(about, "indicator=i-rd&year=2021"), trend_of(about, "indicator=i-rd")):
        said = words(figure).replace("<br>", "")
        assert "&lt;b&gt;苏&#36;州&#36;&lt;/b&gt;%&#123;x&#125;" in said
        assert "<b>苏" not in said and "%{" not in said and "$" not in said


def test_labels_of_a_trend_do_not_cover_each_other(real: Known) -> None:
    figure = trend_of(real, "indicator=i-rd-expenditure")
    ends = [note for note in figure.layout.annotations if note.xshift == 9]
    low, high = figure.layout.yaxis.range
    plot_px = figure.layout.height - figure.layout.margin.b - figure.layout.margin.t
    at = sorted((note.x, (note.y - low) / (high - low) * plot_px + note.yshift) for note in ends)
    for one, other in pairwise(at):
        assert one[0] != other[0] or other[1] - one[1] >= 16


# ---- letters and small pictures


def test_words_are_wrapped_between_words_and_before_no_comma() -> None:
    assert wrapped("one two three", 60) == ["one two", "three"]
    assert wrapped("一二三，四", 14 * 3) == ["一二", "三，四"]
    assert width("苏A") == pytest.approx(14 * 1.56)
    assert brief("Kunshan New & Hi-tech Industrial Development Zone") == "Kunshan Hi-tech Zone"
    assert plain("a&b<c>$d{e}") == "a&amp;b&lt;c&gt;&#36;d&#123;e&#125;"


def test_a_sparkline_breaks_where_there_is_no_value() -> None:
    points = [Point(2019, value("a", 2019, 1)), Point(2020, value("a", 2020, 2)), Point(2021, None)]
    points.append(Point(2022, value("a", 2022, 3, bound=">")))
    picture = unquote(sparkline(points, "#123456"))
    assert picture.startswith("data:image/svg+xml,<svg")
    assert picture.count("<polyline") == 1 and picture.count("<circle") == 3
    assert picture.count('fill="#123456"') == 2 and "nan" not in picture
