"""A figure in the unit of its indicator: converted where it is written in another, or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from geodata.intake.asking import Spot, Talk
from geodata.intake.figures import Figure
from geodata.intake.measured import Measured
from geodata.intake.units import how_many, with_base
from geodata.problems import Words
from geodata.releases.digest import number_text

_REWRITTEN = Words(
    *("数字已改为半角、去掉千位分隔", "无需处理"),
    *("digits were made half-width, separators of thousands taken out", "nothing to do"),
)
_CONVERTED = Words(
    *("由{unit}换算为{own},原值保留", "核对换算后的数值"),
    *("converted from {unit} to {own}, the original is kept", "check the value"),
)
_WRONG_UNIT = Words(
    *("单位“{unit}”不能换算为{own}", "改正单位"),
    *("the unit “{unit}” cannot be converted to {own}", "correct the unit"),
)
_BARE = Words(
    *("“{unit}”与列名中的单位放在一起,含义不明", "写全单位,如 1.2万亿元"),
    *("“{unit}” beside the unit of the heading may mean two things", "write the whole unit"),
)
_OUTSIDE = Words(
    *("超出该指标可能的范围 {low}–{high}{own}", "核对数值与单位"),
    *("outside what this indicator can be, {low}–{high} {own}", "check value and unit"),
)
_NOT_WHOLE = Words(
    *("数量与名次应为整数", "核对数值"),
    *("counts and ranks are whole numbers", "check the value"),
)


@dataclass(frozen=True)
class Told:
    """What a cell says of an indicator, in its own unit."""

    bound: str
    value: str
    original: str = ""
    unit: str = ""

    @property
    def shown(self) -> str:
        return self.bound + self.value


def converted(figure: Figure, measured: Measured, spot: Spot, talk: Talk) -> Told | None:
    """Return a figure in the indicator's unit, None after saying what is wrong or while that is asked."""
    own = measured.indicator
    unit, factor = figure.unit or measured.unit, measured.factor
    if figure.unit:
        whole = figure.unit
        if re.fullmatch(r"[十百千万亿]+", figure.unit):
            whole = with_base(figure.unit, measured.unit or own["unit_zh"]) or ""
            if not whole:
                talk.error(_BARE, spot, unit=figure.unit)
                return None
        unit, factor = whole, how_many(whole, own)
        if factor is None:
            talk.error(_WRONG_UNIT, spot, unit=figure.unit, own=own["unit_zh"])
            return None
    if factor is None:
        return None
    if figure.is_rewritten:
        talk.note(_REWRITTEN, spot)
    value = figure.value * factor
    if factor == 1:
        return _possible(Told(figure.bound, figure.number), value, own, spot, talk)
    talk.note(_CONVERTED, spot, unit=unit, own=own["unit_zh"])
    told = Told(figure.bound, number_text(float(value)), figure.number, unit)
    return _possible(told, value, own, spot, talk)


def _possible(told: Told, value: Decimal, own: Mapping[str, str], spot: Spot, talk: Talk) -> Told | None:
    low, high = own["minimum"], own["maximum"]
    if (low and value < Decimal(low)) or (high and value > Decimal(high)):
        span = {"low": low or "−∞", "high": high or "∞"}
        talk.error(_OUTSIDE, spot, own=own["unit_zh"], **span)
    elif own["measure"] in ("count", "rank") and value % 1:
        talk.error(_NOT_WHOLE, spot)
    else:
        return told
    return None
