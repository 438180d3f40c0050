"""Made-up values and definitions for the tests of indicators."""

from __future__ import annotations

from typing import Any

from geodata.indicators import Definition, Observed, Value


def definition(measure: str, unit: str, direction: str = "higher", per_area: bool = False) -> Definition:
    return Definition(
        **{"id": "i", "name": {"zh": "指标", "en": "Indicator"}, "short": {"zh": "指标", "en": "Indicator"}},
        **{"unit": {"zh": unit, "en": unit}, "direction": direction, "dimension": "output"},
        **{"measure": measure, "decimals": 1, "per_area": per_area, "update_months": 3},
    )


AMOUNT = definition("amount", "亿元", per_area=True)
RATE = definition("rate", "%")
RANK = definition("rank", "位", "lower")


def value(place: str, year: int, amount: float, **others: Any) -> Value:
    return Value(
        **{"id": f"obs-{place}-{year}", "place": place, "indicator": "i", "year": year, "period": ""}
        | {"basis": "", "bound": "=", "value": amount, "source": "src-a", "published": ""}
        | {"confidence": "high", "claim": "external", "note": {}, "original": ""}
        | others
    )


def seen(*values: Value) -> Observed:
    found: dict[tuple[str, str], list[Value]] = {}
    for each in sorted(values, key=lambda v: (v.year, v.period == "")):
        found.setdefault((each.indicator, each.place), []).append(each)
    return Observed({pair: tuple(listed) for pair, listed in found.items()})
