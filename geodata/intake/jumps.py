"""Large jumps against last year, which are more often a slip of the unit than a leap of the economy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geodata.intake.asking import Spot, Talk
from geodata.problems import Words

MOST_FACTOR, MOST_RATE_CHANGE, MOST_POINTS = 2.0, 0.5, 10.0
UNIT_FACTOR = 9.0  # from here on it is probably the unit
YEARS_BACK = 3

Series = tuple[str, str, str]  # place, indicator, basis
Key = tuple[str, str, str, str]  # place, indicator, year, basis

_JUMP = Words(
    *("与{year}年的 {before} 相比变动很大({times})", "核对数值;无误则不必改"),
    *("a large jump against {before} in {year} ({times})", "check the value; leave it if it is right"),
)
_UNIT = Words(
    *("与{year}年的 {before} 相差 {times},单位是否有误", "核对单位:亿元、万元还是元"),
    *("{times} what it was in {year}, {before}: is the unit right?", "check the unit"),
)


class Jumps:
    """The values of each series by year, those of the upload over those in use."""

    def __init__(self, rows: Iterable[Mapping[str, str]], talk: Talk) -> None:
        self._talk = talk
        self._values: dict[Series, dict[int, float]] = {}
        self._before: dict[Series, dict[int, float]] = {}
        self._new: list[tuple[Series, int, Mapping[str, str], Spot]] = []
        for row in rows:
            if not row["period"]:
                series = row["place_id"], row["indicator_id"], row["basis"]
                self._values.setdefault(series, {})[int(row["year"])] = float(row["value"])

    def add(self, key: Key, indicator: Mapping[str, str], value: str, spot: Spot) -> None:
        """Put a value of the upload into its series."""
        place, identifier, year, basis = key
        series = place, identifier, basis
        years = self._values.setdefault(series, {})
        if int(year) in years:
            self._before.setdefault(series, {})[int(year)] = years[int(year)]
        years[int(year)] = float(value)
        self._new.append((series, int(year), indicator, spot))

    def tell(self) -> None:
        """Warn of each value of the upload that jumps, against its last year or what it replaces."""
        for series, year, indicator, spot in self._new:
            if indicator["measure"] == "rank":
                continue
            value = self._values[series][year]
            for then, before in self._compared(series, year):
                words = jump(value, before, indicator)
                if words:
                    shown = {"before": f"{before:.15g}{indicator['unit_zh']}", "times": _times(value, before)}
                    self._talk.warning(words, spot, year=str(then), **shown)
                    break

    def _compared(self, series: Series, year: int) -> list[tuple[int, float]]:
        years = self._values[series]
        last = max((one for one in years if year - YEARS_BACK <= one < year), default=None)
        found = [(last, years[last])] if last is not None else []
        replaced = self._before.get(series, {}).get(year)
        return found if replaced is None else [*found, (year, replaced)]


def jump(value: float, before: float, indicator: Mapping[str, str]) -> Words | None:
    """Return what to say of a value after another, None where nothing is remarkable."""
    if before in (0, value):
        return None
    ratio = value / before
    if ratio >= UNIT_FACTOR or 0 <= ratio <= 1 / UNIT_FACTOR:
        return _UNIT
    if indicator["measure"] == "rate":
        points = abs(value - before) > MOST_POINTS and indicator["unit_zh"] == "%"
        return _JUMP if points or abs(ratio - 1) > MOST_RATE_CHANGE else None
    return _JUMP if ratio > MOST_FACTOR or ratio < 1 / MOST_FACTOR else None


def _times(value: float, before: float) -> str:
    return f"×{value / before:.3g}"
