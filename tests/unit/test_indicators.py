"""Values, bounds, changes, series and peers: known answers by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from geodata.areas import areas, per_km2
from geodata.catalog import Catalog
from geodata.comparing import compare
from geodata.freshness import coverage, freshness, stale_after, to_collect
from geodata.indicators import (
    Definition,
    Observed,
    Value,
    bases,
    definitions,
    latest,
    observed,
    value_at,
    years,
)
from geodata.peers import group_of, members, offered, peers, region_of, short_names
from geodata.targets import in_order, progress
from geodata.trends import change, series
from tests.indicator_samples import AMOUNT, RANK, RATE, seen, value


def test_the_table_becomes_values(tiny_catalog: Catalog) -> None:
    found = observed(tiny_catalog.observations)
    firms = value_at(found, "i-firms", "city-nanjing", 2021)
    assert firms is not None
    assert (firms.bound, firms.value, firms.source, firms.published) == (">", 8800, "src-web", "2022-02-01")
    assert value_at(found, "i-rank", "z-sip", 2021) is None, "a basis is never left out"
    assert value_at(found, "i-rank", "z-sip", 2021, "evaluation-year") is not None
    defined = definitions(tiny_catalog.indicators)
    assert (defined["i-rd"].per_area, defined["i-rank"].direction) == (True, "lower")


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [("=", 100, 100), ("~", 97.5, 102.5), (">", 100, float("inf")), ("<=", float("-inf"), 100)],
)
def test_a_bound_is_a_range(bound: str, low: float, high: float) -> None:
    one = value("a", 2020, 100, bound=bound)
    assert (one.low, one.high) == (low, high)
    assert one.is_exact == (bound == "=")


def test_the_latest_is_the_newest_and_a_whole_year_beats_a_part() -> None:
    found = seen(value("a", 2021, 5, period="Q3"), value("a", 2021, 6), value("a", 2020, 4))
    newest = latest(found, "i", "a")
    assert newest is not None and newest.value == 6
    assert latest(found, "i", "b") is None
    assert (years(found.of("i", "a")), bases(found.of("i", "a"))) == ((2020, 2021), ("",))


def only_change(
    earlier: Value, later: Value, definition: Definition
) -> tuple[float | None, float | None, str]:
    found = change(seen(earlier, later), later, definition)
    return found.absolute, found.percent, found.why


def test_a_change_is_absolute_and_in_percent_where_a_ratio_means_something() -> None:
    assert only_change(value("a", 2019, 800), value("a", 2021, 900), AMOUNT) == (100, 12.5, "")
    assert only_change(value("a", 2019, 3.26), value("a", 2020, 3.4), RATE) == (0.14, None, "")
    assert only_change(value("a", 2018, 20), value("a", 2019, 12), RANK) == (-8, None, "")


@pytest.mark.parametrize(
    ("earlier", "why"),
    [
        (value("a", 2020, 8, bound=">"), "bound"),
        (value("a", 2020, 8, bound="~"), "bound"),
        (value("a", 2020, 8, basis="city-list"), "basis"),
        (value("a", 2020, 8, period="Q3"), "period"),
        (value("b", 2020, 8), "no-earlier"),
        (value("a", 2021, 8, basis="city-list"), "no-earlier"),
    ],
)
def test_no_change_says_why(earlier: Value, why: str) -> None:
    assert only_change(earlier, value("a", 2021, 9), AMOUNT) == (None, None, why)


def test_a_series_has_its_gaps() -> None:
    found = seen(value("a", 2019, 1), value("a", 2022, 2), value("a", 2020, 9, basis="city-list"))
    points = series(found, "i", "a")
    assert [(point.year, point.value and point.value.value) for point in points] == [
        *((2019, 1), (2020, None), (2021, None), (2022, 2))
    ]
    assert series(found, "i", "nowhere") == ()


def test_peers_are_of_one_kind(tiny_catalog: Catalog) -> None:
    assert peers(tiny_catalog, "city-suzhou") == ("city-nanjing", "city-suzhou")
    assert members(tiny_catalog, "nine") == peers(tiny_catalog, "z-suzhou") == ("z-nanjing", "z-suzhou")
    assert (group_of(tiny_catalog, "z-sip"), group_of(tiny_catalog, "park-jiangning")) == ("zone", "park")
    assert peers(tiny_catalog, "nowhere") == ()
    assert [(each.place, each.reason) for each in offered(tiny_catalog, "z-sip")] == [
        ("z-suzhou", "same-city"),
        ("z-nanjing", "same-level"),
    ]
    assert region_of(tiny_catalog) == "region-sunan"
    assert short_names(tiny_catalog)["city-suzhou"] == {"zh": "苏州", "en": "Suzhou"}


def test_areas_are_measured_or_published_and_say_which(tiny_catalog: Catalog) -> None:
    found = areas(tiny_catalog)
    # 0.5° × 0.4° at 32° N: 47.2 km × 44.4 km.
    assert found["city-nanjing"].km2 == pytest.approx(2096, rel=0.005)
    assert (found["city-nanjing"].claim, found["z-nanjing"].claim) == ("derived", "external")
    assert found["z-nanjing"].km2 == 100
    assert found["region-sunan"].km2 == found["city-nanjing"].km2 + found["city-suzhou"].km2
    assert "z-sip" not in found


def test_only_amounts_with_a_known_area_are_shared_out(tiny_catalog: Catalog) -> None:
    area = areas(tiny_catalog)["z-nanjing"]
    one = value("z-nanjing", 2021, 250)
    assert per_km2(one, AMOUNT, area) == 2.5
    assert per_km2(one, RATE, area) is None
    assert per_km2(one, AMOUNT, None) is None
    assert per_km2(replace(one, basis="former-extent"), AMOUNT, area) is None


def test_a_value_is_stale_when_the_next_is_due() -> None:
    assert stale_after(2022, 3) == date(2024, 3, 31)
    assert stale_after(2022, 0) == date(2023, 12, 31)
    assert stale_after(2022, 14) == date(2025, 2, 28)
    one, other = value("a", 2022, 1), replace(value("a", 2021, 1), source="src-b")
    assert freshness(one, [one], AMOUNT, date(2024, 3, 31)).status == "single-source"
    assert freshness(one, [one, other], AMOUNT, date(2024, 3, 31)).status == "filled"
    assert freshness(one, [one, other], AMOUNT, date(2024, 4, 1)).status == "stale"


def test_coverage_knows_what_to_collect_next() -> None:
    other = replace(value("b", 2021, 1), source="src-b")
    found = seen(value("a", 2022, 1), value("b", 2022, 2), other, value("c", 2015, 3))
    cells = coverage(found, {"i": AMOUNT}, ["a", "b", "c", "d"], date(2024, 1, 1))
    assert dict(zip(cells["place"], cells["status"], strict=True)) == {
        **{"a": "single-source", "b": "filled", "c": "stale", "d": "empty"}
    }
    assert cells["year"].tolist() == [2022, 2022, 2015, 0]
    assert to_collect(cells)["place"].tolist() == ["d", "c", "a"]


def test_compared_places_say_when_year_or_basis_differ() -> None:
    found = seen(value("a", 2022, 1), value("b", 2021, 2), value("c", 2022, 3, basis="city-list"))
    result = compare(found, "i", ["a", "b", "c", "d"], 2022)
    assert [(each.place, each.has_other_year, each.has_other_basis) for each in result.compared] == [
        *(("a", False, False), ("b", True, False), ("c", False, True), ("d", False, False))
    ]
    assert result.compared[3].value is None
    assert (result.has_other_years, result.has_other_bases) == (True, True)


TARGETS = pd.DataFrame(
    {
        "id": ["t-met", "t-short", "t-open", "t-none"],
        **{"name_zh": ["甲", "乙", "丙", "丁"], "name_en": ["A", "B", "C", "D"]},
        "indicator_id": ["i-1", "i-2", "i-3", ""],
        **{"comparator": ["达", "达", "力争", "左右"], "value": [3.2, 65.0, 100.0, 38.0]},
        **{"unit_zh": "件", "unit_en": "items", "scope": "sunan", "clause": [("三",)] * 4},
        **{"owner_zh": "", "owner_en": ""},
    }
)


def test_targets_have_a_gap_in_units_and_a_year_in_which_they_were_met() -> None:
    found = seen(
        *(value("r", 2019, 3.26, indicator="i-1"), value("r", 2020, 3.4, indicator="i-1")),
        *(value("r", 2020, 62.01, indicator="i-2"), value("r", 2020, 90, indicator="i-3", bound=">")),
        value("r", 2021, 500, indicator="i-3", basis="city-list"),
    )
    result = progress(TARGETS, found, {}, "r")
    assert [(each.gap, each.is_met, each.met_year) for each in result] == [
        *((-0.2, True, 2019), (2.99, False, None), (10, None, None), (None, None, None))
    ]
    assert [each.id for each in in_order(result, "gap")] == ["t-open", "t-short", "t-met", "t-none"]
    assert in_order(result) == result


def test_about_reaches_a_target_only_with_room_to_spare() -> None:
    def reached(amount: float) -> bool | None:
        found: Observed = seen(value("r", 2020, amount, indicator="i-3", bound="~"))
        return progress(TARGETS, found, {}, "r")[2].is_met

    assert [reached(amount) for amount in (110, 101, 90)] == [True, None, False]
