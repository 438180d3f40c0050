"""One line for each chart, made from its own data: alt text, caption and slide title, in both languages.

Readings of rankings are in `ranking_readings`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from geodata.comparing import Comparison
from geodata.indicator_words import JOINED, NO_DATA, PERIOD_NAMES, heading, number, spoken
from geodata.indicators import Both, Definition, Value
from geodata.ranking_readings import Names
from geodata.targets import Progress
from geodata.trends import Point

Reading = dict[str, str]


def trend_reading(points: Sequence[Point], definition: Definition, name: Both) -> Reading:
    """Return the way from the first value of a series to the last, and the years without data."""
    values = [point.value for point in points if point.value is not None]
    gaps = [point.year for point in points if point.value is None]
    return {"zh": _trend_zh(values, gaps, definition, name), "en": _trend_en(values, gaps, definition, name)}


def _trend_zh(values: Sequence[Value], gaps: Sequence[int], definition: Definition, name: Both) -> str:
    subject = f"{name['zh']}{definition.name['zh']}"
    if not values:
        return f"{subject}{NO_DATA['zh']}。"
    first, last = values[0], values[-1]
    part = PERIOD_NAMES[last.period]["zh"] if last.period else ""
    if len(values) == 1:
        return f"{subject}只有{last.year}年{part}一个值：{spoken(last, definition, 'zh')}。"
    start, end = (spoken(value, definition, "zh") for value in (first, last))
    way = (
        f"{subject}由{first.year}年{part}的{start}{_verb(first, last, definition, 'zh')}{last.year}年的{end}"
    )
    missing = f"；{'、'.join(map(str, gaps))}年无数据" if gaps else ""
    return f"{way}{_growth(first, last, definition, 'zh')}{missing}。"


def _trend_en(values: Sequence[Value], gaps: Sequence[int], definition: Definition, name: Both) -> str:
    subject = f"{name['en']}, {heading(definition, 'en')}"
    if not values:
        return f"{subject}: no data."
    first, last = values[0], values[-1]
    part = f" ({PERIOD_NAMES[last.period]['en']})" if last.period else ""
    if len(values) == 1:
        return f"{subject}: a single value, {spoken(last, definition, 'en')} in {last.year}{part}."
    start, end = (spoken(value, definition, "en") for value in (first, last))
    verb = _verb(first, last, definition, "en")
    way = f"{subject}: {verb} {start} in {first.year}{part} to {end} in {last.year}"
    missing = f"; no data for {', '.join(map(str, gaps))}" if gaps else ""
    return f"{way}{_growth(first, last, definition, 'en')}{missing}."


def _verb(first: Value, last: Value, definition: Definition, tongue: str) -> str:
    if not (first.is_exact and last.is_exact):
        return {"zh": "到", "en": "from"}[tongue]
    if first.value == last.value:
        return {"zh": "持平到", "en": "unchanged from"}[tongue]
    if definition.measure == "rank":
        went_up = last.value < first.value
        return {"zh": "升至" if went_up else "降至", "en": "up from" if went_up else "down from"}[tongue]
    went_up = last.value > first.value
    return {"zh": "增至" if went_up else "降至", "en": "up from" if went_up else "down from"}[tongue]


def _growth(first: Value, last: Value, definition: Definition, tongue: str) -> str:
    """Return how much, in percent, percentage points or units; nothing for ranks and for no change."""
    if not (first.is_exact and last.is_exact):
        return {"zh": "，含开口值或约数，不计变化", "en": "; open or approximate, so no change is computed"}[
            tongue
        ]
    step = round(last.value - first.value, 9)
    if definition.measure == "rank" or step == 0:
        return ""
    if definition.is_percent:
        said = f"{number(abs(step))}{'个百分点' if tongue == 'zh' else ' percentage points'}"
    elif definition.measure == "rate" or first.value <= 0:
        said = f"{number(abs(step))}{definition.unit['zh'] if tongue == 'zh' else ''}"
    else:
        said = f"{abs(step) / first.value * 100:.1f}%"
    if tongue == "zh":
        return f"，{'增加' if step > 0 else '减少'}{said}"
    return f", {'+' if step > 0 else '−'}{said}"


def targets_reading(found: Sequence[Progress]) -> Reading:
    """Return how many targets were met, and by when, how many were not, and how many have no figure."""
    met = [each for each in found if each.is_met]
    unsaid = [each for each in found if each.actual is None]
    others = len(found) - len(met) - len(unsaid)
    last = max((each.met_year for each in met if each.met_year), default=None)
    zh = [f"{len(found)}项2022年目标中，{len(met)}项" + (f"在{last}年或以前已达到" if last else "已达到")]
    en = [f"Of {len(found)} targets for 2022, {len(met)} were met" + (f" by {last}" if last else "")]
    if others:
        zh.append(f"{others}项最近数据尚未达到")
        en.append(f"{others} not yet in the latest figures")
    if unsaid:
        zh.append(f"{len(unsaid)}项未公布")
        en.append(f"{len(unsaid)} have no published figure")
    return {"zh": "，".join(zh) + "。", "en": ", ".join(en) + "."}


def coverage_reading(cells: pd.DataFrame) -> Reading:
    """Return how many cells of the matrix are filled, stale, from a single source and empty."""
    count = cells["status"].value_counts().to_dict()
    filled, stale, single, empty = (
        count.get(status, 0) for status in ("filled", "stale", "single-source", "empty")
    )
    places, indicators = cells["place"].nunique(), cells["indicator"].nunique()
    return {
        "zh": f"{places}个地方、{indicators}项指标共{len(cells)}格：{filled}格有较新且不止一处来源的数据，"
        f"{single}格仅一个来源，{stale}格已过期，{empty}格无数据。",
        "en": f"{places} places × {indicators} indicators, {len(cells)} cells: {filled} recent and from more "
        f"than one source, {single} from a single source, {stale} stale, {empty} without data.",
    }


def compare_reading(found: Comparison, definition: Definition, names: Names) -> Reading:
    """Return the values side by side, their ratio where it means something, and what sets them apart."""
    return {tongue: _compare(found, definition, names, tongue) for tongue in ("zh", "en")}


def _compare(found: Comparison, definition: Definition, names: Names, tongue: str) -> str:
    gap, end, pause = ("", "。", "；") if tongue == "zh" else (" ", ".", "; ")
    said = []
    for each in found.compared:
        name = names[each.place][tongue]
        if each.value is None:
            said.append(f"{name}{gap}{NO_DATA[tongue]}")
            continue
        year = f"{'（' if tongue == 'zh' else ' ('}{each.value.year}{'年）' if tongue == 'zh' else ')'}"
        said.append(
            f"{name}{gap}{spoken(each.value, definition, tongue)}{year if each.has_other_year else ''}"
        )
    head = (
        f"{found.year}年{definition.name['zh']}："
        if tongue == "zh"
        else f"{heading(definition, 'en')}, {found.year}: "
    )
    return head + pause.join([JOINED[tongue].join(said), *_remarks(found, definition, names, tongue)]) + end


def _remarks(found: Comparison, definition: Definition, names: Names, tongue: str) -> list[str]:
    if found.has_other_years or found.has_other_bases:
        years = {"zh": "年份不同，不可直接比较", "en": "years differ, not directly comparable"}
        kinds = {"zh": "口径不同，不可直接比较", "en": "bases differ, not directly comparable"}
        return [
            words[tongue]
            for words, is_so in ((years, found.has_other_years), (kinds, found.has_other_bases))
            if is_so
        ]
    exact = [each.value for each in found.compared if each.value is not None and each.value.is_exact]
    if not definition.can_be_shared_out or len(exact) != 2 or len(found.compared) != 2 or exact[1].value <= 0:
        return []
    one, other = (names[value.place][tongue] for value in exact)
    ratio = f"{exact[0].value / exact[1].value:.2f}"
    return [f"{one}为{other}的{ratio}倍" if tongue == "zh" else f"{one} is {ratio} times {other}"]
