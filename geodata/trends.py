"""How the values of one place go on over the years: changes, or why there is none, and series with gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodata.indicators import Both, Definition, Observed, Value

Why = Literal["", "no-earlier", "bound", "basis", "period"]

WHY: dict[str, Both] = {
    "no-earlier": {"zh": "没有更早的数据", "en": "no earlier value"},
    "bound": {"zh": "有一值为开口值或约数", "en": "one of the values is open or approximate"},
    "basis": {"zh": "前后口径不同", "en": "the earlier value is on another basis"},
    "period": {"zh": "前后时段不同", "en": "the earlier value is for another part of the year"},
}


@dataclass(frozen=True)
class Change:
    """From the previous value to this one, or why not. `percent` only where a ratio has a meaning."""

    previous: Value | None = None
    absolute: float | None = None
    percent: float | None = None
    why: Why = ""


@dataclass(frozen=True)
class Point:
    """A year of a series; `value` is None in a gap."""

    year: int
    value: Value | None


def change(seen: Observed, value: Value, definition: Definition) -> Change:
    """Return the change since the last earlier year with data on the same basis."""
    earlier = [v for v in seen.of(value.indicator, value.place) if v.year < value.year]
    if not earlier:
        return Change(why="no-earlier")
    same_basis = [v for v in earlier if v.basis == value.basis]
    if not same_basis:
        return Change(why="basis")
    alike = [v for v in same_basis if v.period == value.period]
    if not alike:
        return Change(why="period")
    previous = alike[-1]
    if not (previous.is_exact and value.is_exact):
        return Change(previous, why="bound")
    absolute = _difference(value.value, previous.value)
    can_divide = definition.measure not in {"rate", "rank"} and previous.value > 0
    return Change(previous, absolute, absolute / previous.value * 100 if can_divide else None)


def _difference(later: float, earlier: float) -> float:
    # Decimal figures are subtracted: 3.4 - 3.26 is 0.14, not 0.1399….
    return round(later - earlier, 9)


def series(
    seen: Observed, indicator: str, place: str, basis: str = "", period: str = ""
) -> tuple[Point, ...]:
    """Return every year from the first with data to the last; a year without data is a gap."""
    found = {v.year: v for v in seen.of(indicator, place) if (v.basis, v.period) == (basis, period)}
    if not found:
        return ()
    return tuple(Point(year, found.get(year)) for year in range(min(found), max(found) + 1))
