"""The targets of 2022 against what was observed: the gap in units, whether a target is met, and since when.

What has not been published is no zero: without an observation there is no gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from geodata.indicators import Both, Definition, Observed, Value, bases
from geodata.wording import both, rows

Order = Literal["gap", "chapter"]
# The lists the targets speak of, where several kinds exist.
TARGET_BASES = ("", "provincial-list")


@dataclass(frozen=True)
class Progress:
    """One target. `gap` is what is still missing, in its unit (0 or less: nothing); None if not published.

    `is_met` is None too where a bound leaves it open. `met_year` is the first year that certainly reached it.
    """

    id: str
    name: Both
    indicator: str
    comparator: str
    target: float
    unit: Both
    scope: str
    clause: str
    actual: Value | None
    gap: float | None
    is_met: bool | None
    met_year: int | None
    owner: Both

    @property
    def gap_share(self) -> float | None:
        """Return the gap as a share of the target, so that targets in different units can be ordered."""
        return None if self.gap is None else self.gap / self.target


def progress(
    targets: pd.DataFrame, seen: Observed, defined: Mapping[str, Definition], region: str
) -> tuple[Progress, ...]:
    """Return the targets in the order of the table, each with what was observed in the region."""
    return tuple(_progress(row, _values(seen, row["indicator_id"], region), defined) for row in rows(targets))


def _values(seen: Observed, indicator: str, region: str) -> list[Value]:
    """Return the yearly values on the one basis that the targets mean."""
    found = [v for v in seen.of(indicator, region) if v.basis in TARGET_BASES and not v.period]
    basis = next(iter(bases(found)), "")
    return [value for value in found if value.basis == basis]


def _progress(row: dict[str, object], values: list[Value], defined: Mapping[str, Definition]) -> Progress:
    indicator, target = str(row["indicator_id"]), float(str(row["value"]))
    direction = defined[indicator].direction if indicator in defined else "higher"
    actual = values[-1] if values else None
    met = [value.year for value in values if _reaches(value, target, direction)]
    clauses = row["clause"]
    return Progress(
        id=str(row["id"]),
        name=both(row, "name"),
        indicator=indicator,
        comparator=str(row["comparator"]),
        target=target,
        unit=both(row, "unit"),
        scope=str(row["scope"]),
        clause=clauses[0] if isinstance(clauses, tuple) and clauses else "",
        actual=actual,
        gap=_gap(actual, target, direction),
        is_met=_is_met(actual, target, direction),
        met_year=min(met, default=None),
        owner=both(row, "owner"),
    )


def _gap(actual: Value | None, target: float, direction: str) -> float | None:
    if actual is None:
        return None
    missing = actual.value - target if direction == "lower" else target - actual.value
    return round(missing, 9)


def _reaches(value: Value, target: float, direction: str) -> bool:
    return value.high <= target if direction == "lower" else value.low >= target


def _is_met(actual: Value | None, target: float, direction: str) -> bool | None:
    if actual is None:
        return None
    if _reaches(actual, target, direction):
        return True
    could_be = actual.low <= target if direction == "lower" else actual.high >= target
    return None if could_be else False


def in_order(found: Sequence[Progress], order: Order = "chapter") -> tuple[Progress, ...]:
    """Return targets as they stand in the plan, or by gap: farthest from met first, the unpublished last."""
    if order == "chapter":
        return tuple(found)
    return tuple(sorted(found, key=lambda each: (each.gap_share is None, -(each.gap_share or 0.0))))
