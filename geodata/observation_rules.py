"""The rules that rows of indicators and observations must satisfy. They stand among `row_rules.ROW_RULES`."""

from __future__ import annotations

from geodata.problems import Words
from geodata.row_rule import RowRule
from geodata.row_tests import (
    filled_count,
    first_of,
    in_its_range,
    in_its_unit,
    in_order,
    once_by,
    published_later,
    whole_if_counted,
)

OBSERVATION_RULES: tuple[RowRule, ...] = (
    RowRule(
        "indicator-code",
        ("code",),
        first_of("code"),
        Words("指标代码重复", "核对代码", "this indicator code stands twice", "check the code"),
        only="indicators",
    ),
    RowRule(
        "indicator-range",
        ("minimum", "maximum"),
        in_order("minimum", "maximum"),
        Words(
            *("下限高于上限", "核对 minimum 与 maximum"),
            *("the least is above the most", "check minimum and maximum"),
        ),
    ),
    RowRule(
        "observed-once",
        ("value", "place_id", "indicator_id", "year", "period", "basis"),
        once_by("place_id", "indicator_id", "year", "period", "basis"),
        Words(
            *("同一地点、指标、年份、时段与口径已有一值", "只留一值,另一值写入备注;口径不同者填 basis"),
            *(
                "this place, indicator, year, period and basis has a value already",
                "keep one and put the other in the note, or give the basis that sets them apart",
            ),
        ),
    ),
    RowRule(
        "observed-unit",
        ("unit", "indicator_id", "value"),
        in_its_unit,
        Words(
            *("单位与指标的单位不符", "换算成指标的单位,原值原单位写入 value_original 与 unit_original"),
            *(
                "not the unit of the indicator",
                "convert the value and keep the original in value_original and unit_original",
            ),
        ),
    ),
    RowRule(
        "observed-range",
        ("value", "indicator_id", "unit"),
        in_its_range,
        Words(
            *("数值超出该指标可能的范围", "核对数值与单位,或改 indicators 表的 minimum、maximum"),
            *(
                "outside what this indicator can be",
                "check value and unit, or minimum and maximum in indicators",
            ),
        ),
    ),
    RowRule(
        "observed-whole",
        ("value", "indicator_id", "bound"),
        whole_if_counted,
        Words(
            *("数量与名次应为整数", "核对数值"),
            *("counts and ranks are whole numbers", "check the value"),
        ),
    ),
    RowRule(
        "observed-published",
        ("published", "year", "value"),
        published_later,
        Words(
            *("公布日期早于数据年份", "核对两者"),
            *("published before its year began", "check date and year"),
        ),
    ),
    RowRule(
        "observed-original",
        ("value_original", "unit_original"),
        lambda f, _: filled_count(f, "value_original", "unit_original").isin([0, 2]),
        Words(
            *("原值与原单位须同有同无", "补上或清空"),
            *("original value and unit go together", "fill in both or none"),
        ),
    ),
)
