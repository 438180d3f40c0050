"""Ranks, classes, circles and the sentences made from them."""

from __future__ import annotations

import math
import subprocess
import sys

import pandas as pd
import pytest

from geodata.classification import circles, class_of, classes, radius_share
from geodata.comparing import compare
from geodata.indicators import Value
from geodata.ranking import Ranking, rank_values, ranking
from geodata.ranking_readings import ranking_reading
from geodata.readings import compare_reading, coverage_reading, targets_reading, trend_reading
from geodata.targets import Progress
from geodata.trends import series
from tests.indicator_samples import AMOUNT, RANK, RATE, definition, seen, value

NAMES = {
    place: {"zh": zh, "en": en}
    for place, zh, en in (
        ("a", "甲", "A"),
        ("b", "乙", "B"),
        ("c", "丙", "C"),
        ("d", "丁", "D"),
        ("r", "全域", "All"),
    )
}


def ranks(*values: Value, of: object = AMOUNT) -> dict[str, int | None]:
    return {each.place: each.rank for each in rank_values(values, of)}  # type: ignore[arg-type]


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    four = [value(place, 2020, amount) for place, amount in (("a", 9), ("b", 7), ("c", 7), ("d", 5))]
    assert ranks(*four) == {"a": 1, "b": 2, "c": 2, "d": 4}
    assert [each.is_tied for each in rank_values(four, AMOUNT)] == [False, True, True, False]


def test_a_lower_rank_is_better_and_a_neutral_indicator_has_none() -> None:
    two = value("a", 2020, 4), value("b", 2020, 9)
    assert ranks(*two, of=RANK) == {"a": 1, "b": 2}
    assert ranks(*two, of=definition("count", "个", "neutral")) == {"b": None, "a": None}


def test_an_open_value_is_ranked_only_where_it_does_not_matter() -> None:
    assert ranks(value("a", 2020, 8800, bound=">"), value("b", 2020, 13400)) == {"a": None, "b": None}
    assert ranks(value("a", 2020, 8800, bound=">"), value("b", 2020, 8800)) == {"a": 1, "b": 2}
    assert ranks(value("a", 2020, 8800, bound=">="), value("b", 2020, 8800)) == {"a": 1, "b": None}
    top = value("a", 2020, 4, bound="<=")
    assert ranks(top, value("b", 2020, 12), of=RANK) == {"a": 1, "b": 2}
    assert ranks(top, value("b", 2020, 3), of=RANK) == {"a": None, "b": None}
    between = rank_values(
        [value("a", 2020, 8800, bound=">"), value("b", 2020, 9000), value("c", 2020, 5)], AMOUNT
    )
    assert {each.place: (each.best, each.worst) for each in between} == {
        "a": (1, 2),
        "b": (1, 2),
        "c": (3, 3),
    }


def test_about_is_ranked_where_the_distance_is_large_enough() -> None:
    assert ranks(value("a", 2020, 100, bound="~"), value("b", 2020, 90)) == {"a": 1, "b": 2}
    assert ranks(value("a", 2020, 100, bound="~"), value("b", 2020, 101)) == {"a": None, "b": None}


def test_moves_are_counted_among_those_ranked_in_both_years() -> None:
    found = seen(
        *(value("a", 2019, 9), value("b", 2019, 8), value("c", 2019, 7)),
        *(value("b", 2021, 9), value("a", 2021, 8), value("d", 2021, 99)),
    )
    result = ranking(found, AMOUNT, ["a", "b", "c", "d"], 2021)
    assert [(each.place, each.rank, each.moved) for each in result.ranked] == [
        *(("d", 1, None), ("b", 2, 1), ("a", 3, -1))
    ]
    assert (result.missing, result.previous_year) == (("c",), 2019)
    assert ranking(found, AMOUNT, ["a", "b"], 2019).previous_year is None


def test_a_part_of_a_year_and_another_basis_are_no_rank() -> None:
    found = seen(value("a", 2021, 9, period="Q3"), value("b", 2021, 8, basis="city-list"))
    assert ranking(found, AMOUNT, ["a", "b"], 2021).missing == ("a", "b")


def test_classes_keep_an_outlier_by_itself() -> None:
    found = classes([1, 2, 3, 10, 11, 12, 20, 21, 1000])
    assert found.method == "fisher-jenks"
    assert found.breaks[-2:] == (21, 1000)
    assert (found.breaks[0], found.count) == (1, 5)
    assert class_of(1000, found.breaks) == 4
    assert class_of(21, found.breaks) == 3


@pytest.mark.parametrize(
    ("values", "breaks"),
    [([5, 5, 5], (5, 5)), ([1, 3, 2, 3], (1, 1, 2, 3)), ([], ()), ([math.nan, 2], (2, 2))],
)
def test_no_more_classes_than_different_values(values: list[float], breaks: tuple[float, ...]) -> None:
    assert classes(values).breaks == breaks


def test_every_value_has_a_class_even_beyond_the_breaks() -> None:
    assert [class_of(each, (1, 1, 2, 3)) for each in (0, 1, 1.5, 2, 3, 9)] == [0, 0, 1, 1, 2, 2]


def test_circles_have_round_values_and_areas_in_proportion() -> None:
    found = circles([12, 961.4])
    assert found is not None
    assert (found.maximum, found.legend) == (961.4, (500, 100, 20))
    assert radius_share(25, 100) == 0.5
    assert circles([0]) is None
    thousand = circles([1000])
    assert thousand is not None and thousand.legend[0] == 1000
    small = circles([3])
    assert small is not None and small.legend == (2, 0.5, 0.1)


def test_class_breaks_are_not_loaded_with_the_program() -> None:
    code = "import sys, geodata.payload; assert not {'mapclassify', 'sklearn', 'scipy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def read(result: Ranking, what: object = AMOUNT, region: Value | None = None) -> dict[str, str]:
    return ranking_reading(result, what, NAMES, "city", region)  # type: ignore[arg-type]


def test_a_ranking_names_the_first_and_who_has_no_data() -> None:
    found = seen(value("a", 2022, 961.4), value("b", 2022, 645.3))
    result = ranking(found, AMOUNT, ["a", "b", "c"], 2022)
    assert read(result, region=value("r", 2022, 2548.4)) == {
        "zh": "2022年全域指标2548.4亿元，甲961.4亿元居首；丙当年未单列。",
        "en": "Indicator (亿元), 2022: All 2548.4; of the 2 cities with data, A comes first with 961.4; "
        "no figure for C.",
    }
    assert read(result)["zh"] == "2022年指标：有数据的2市中，甲961.4亿元居首；丙当年无数据。"


@pytest.mark.parametrize(
    ("values", "what", "zh"),
    [
        ([], AMOUNT, "2022年指标：各市均无数据。"),
        ([("a", 5, "=")], RATE, "2022年指标：甲5%；其余3市无数据。"),
        (
            [("a", 5, "="), ("b", 5, "=")],
            RATE,
            "2022年指标：有数据的2市中，甲、乙同为5%，并列最高；丙、丁当年无数据。",
        ),
        (
            [("a", 8800, ">"), ("b", 13400, "=")],
            AMOUNT,
            "2022年指标：有数据的2市中，乙13400亿元、甲超8800亿元，含开口值或约数，首位不能确定；丙、丁当年无数据。",
        ),
        (
            [("a", 4, "="), ("b", 9, "="), ("c", 17, "="), ("d", 20, "=")],
            RANK,
            "2022年指标：甲第4位，名次最前。",
        ),
    ],
)
def test_rankings_are_said_as_they_are(values: list[tuple[str, float, str]], what: object, zh: str) -> None:
    found = seen(*(value(place, 2022, amount, bound=bound) for place, amount, bound in values))
    assert read(ranking(found, what, "abcd", 2022), what)["zh"] == zh  # type: ignore[arg-type]


def trend(*values: Value, what: object = AMOUNT) -> dict[str, str]:
    return trend_reading(series(seen(*values), "i", "a"), what, NAMES["a"])  # type: ignore[arg-type]


def test_trends_are_said_with_their_gaps() -> None:
    assert trend(value("a", 2020, 800), value("a", 2022, 900)) == {
        "zh": "甲指标由2020年的800亿元增至2022年的900亿元，增加12.5%；2021年无数据。",
        "en": "A, Indicator (亿元): up from 800 in 2020 to 900 in 2022, +12.5%; no data for 2021.",
    }
    rates = trend(value("a", 2019, 3.26), value("a", 2020, 3.4), what=RATE)["zh"]
    assert rates == "甲指标由2019年的3.26%增至2020年的3.4%，增加0.14个百分点。"
    assert trend(value("a", 2018, 20), value("a", 2019, 12), what=RANK)["zh"] == (
        "甲指标由2018年的第20位升至2019年的第12位。"
    )
    assert "不计变化" in trend(value("a", 2018, 20, bound=">"), value("a", 2019, 30))["zh"]
    assert trend(value("a", 2018, 20))["zh"] == "甲指标只有2018年一个值：20亿元。"
    assert trend()["zh"] == "甲指标无数据。"


def reached(is_met: bool | None, year: int | None, actual: Value | None) -> Progress:
    both = {"zh": "甲", "en": "A"}
    return Progress("t", both, "i", "达", 1, both, "sunan", "三", actual, None, is_met, year, {})


def test_targets_are_counted() -> None:
    one = value("r", 2020, 1)
    found = [
        reached(True, 2019, one),
        reached(True, 2020, one),
        reached(False, None, one),
        reached(None, None, None),
    ]
    assert targets_reading(found) == {
        "zh": "4项2022年目标中，2项在2020年或以前已达到，1项最近数据尚未达到，1项未公布。",
        "en": "Of 4 targets for 2022, 2 were met by 2020, 1 not yet in the latest figures, "
        "1 have no published figure.",
    }


def test_coverage_is_counted() -> None:
    cells = pd.DataFrame({"place": ["a", "b"], "indicator": ["i", "i"], "status": ["stale", "empty"]})
    assert coverage_reading(cells)["zh"].endswith("0格仅一个来源，1格已过期，1格无数据。")


def test_a_comparison_gives_the_ratio_or_says_why_not() -> None:
    found = seen(value("a", 2022, 961.4), value("b", 2022, 645.3), value("c", 2021, 400))
    assert compare_reading(compare(found, "i", ["a", "b"], 2022), AMOUNT, NAMES)["zh"] == (
        "2022年指标：甲961.4亿元、乙645.3亿元；甲为乙的1.49倍。"
    )
    assert compare_reading(compare(found, "i", ["a", "c", "d"], 2022), AMOUNT, NAMES)["zh"] == (
        "2022年指标：甲961.4亿元、丙400亿元（2021年）、丁无数据；年份不同，不可直接比较。"
    )
