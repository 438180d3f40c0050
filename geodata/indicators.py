"""Indicators and what was observed of them: one value of one place in one year, or why there is none.

Everything here is a pure function on values read from the catalogue once. A bound stays a bound: `>` 8800 is
more than 8800.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geodata.tables import BASES, MEASURES, PERIODS
from geodata.wording import Row, both, rows

Both = Mapping[str, str]
EXACT = "="
# How far a value called approximate may be off: “nearly 24,000” may be 23,400.
ABOUT_SHARE = 0.025


@dataclass(frozen=True)
class Definition:
    """What an indicator is. Texts come in both languages."""

    id: str
    name: Both
    short: Both
    unit: Both
    direction: str
    dimension: str
    measure: str
    decimals: int
    per_area: bool
    update_months: int

    @property
    def is_percent(self) -> bool:
        """Say whether differences are percentage points."""
        return self.unit["zh"] == "%"

    @property
    def can_be_shared_out(self) -> bool:
        """Say whether ratios of values mean something: amounts and counts, no rates, ranks or scores."""
        return self.measure in {"amount", "count"}


@dataclass(frozen=True)
class Value:
    """One value of one place. `bound` is `=`, `>`, `>=`, `<`, `<=` or `~` (approximate)."""

    id: str
    place: str
    indicator: str
    year: int
    period: str
    basis: str
    bound: str
    value: float
    source: str
    published: str
    confidence: str
    claim: str
    note: Both
    original: str

    @property
    def is_exact(self) -> bool:
        """Say whether the value may be computed with."""
        return self.bound == EXACT

    @property
    def low(self) -> float:
        """Return the least it can be."""
        if self.bound == "~":
            return self.value - abs(self.value) * ABOUT_SHARE
        return -math.inf if self.bound in {"<", "<="} else self.value

    @property
    def high(self) -> float:
        """Return the most it can be."""
        if self.bound == "~":
            return self.value + abs(self.value) * ABOUT_SHARE
        return math.inf if self.bound in {">", ">="} else self.value


@dataclass(frozen=True)
class Observed:
    """All values, by indicator and place, each in the order of years."""

    by_place: Mapping[tuple[str, str], tuple[Value, ...]]

    def of(self, indicator: str, place: str) -> tuple[Value, ...]:
        """Return the values of one indicator at one place, oldest first."""
        return self.by_place.get((indicator, place), ())

    def all_of(self, indicator: str, places: Iterable[str] | None = None) -> tuple[Value, ...]:
        """Return the values of one indicator at some places, or at all that have one."""
        wanted = self.places(indicator) if places is None else places
        return tuple(value for place in wanted for value in self.of(indicator, place))

    def places(self, indicator: str) -> tuple[str, ...]:
        """Return the places that have a value of the indicator, in the order of the file."""
        return self._places.get(indicator, ())

    @cached_property
    def _places(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for indicator, place in self.by_place:
            found[indicator] = (*found.get(indicator, ()), place)
        return found


def definitions(indicators: pd.DataFrame) -> dict[str, Definition]:
    """Return the definitions by id, in the order of the table."""
    return {row["id"]: _definition(row) for row in rows(indicators)}


def _definition(row: Row) -> Definition:
    return Definition(
        id=row["id"],
        name=both(row, "name"),
        short=both(row, "short"),
        unit=both(row, "unit"),
        direction=row["direction"],
        dimension=row["dimension"],
        measure=row["measure"],
        decimals=int(row["decimals"]),
        per_area=bool(row["per_area"]),
        update_months=int(row["expected_update_months"]),
    )


def observed(observations: pd.DataFrame) -> Observed:
    """Return the values of the table; an empty `bound` in it means exact."""
    found: dict[tuple[str, str], list[Value]] = {}
    for row in rows(observations):
        found.setdefault((row["indicator_id"], row["place_id"]), []).append(_value(row))
    return Observed({pair: tuple(sorted(values, key=_age)) for pair, values in found.items()})


def _value(row: Row) -> Value:
    return Value(
        id=row["id"],
        place=row["place_id"],
        indicator=row["indicator_id"],
        year=int(row["year"]),
        period=row["period"],
        basis=row["basis"],
        bound=row["bound"] or EXACT,
        value=float(row["value"]),
        source=row["source_id"],
        published=row["published"],
        confidence=row["confidence"],
        claim=row["claim"],
        note=both(row, "note"),
        original=f"{row['value_original']} {row['unit_original']}".strip(),
    )


def _age(value: Value) -> tuple[int, int, int]:
    # A whole year is newer than a part of it, and a basis that is named first is preferred.
    return value.year, _part(value.period), -_rank_of_basis(value.basis)


def _part(period: str) -> int:
    return len(PERIODS) if not period else PERIODS.index(period)


def _rank_of_basis(basis: str) -> int:
    return BASES.index(basis) + 1 if basis else 0


def bases(values: Iterable[Value]) -> tuple[str, ...]:
    """Return the bases that occur, the one with most values first; each is a series of its own."""
    counted: dict[str, int] = {}
    for value in values:
        counted[value.basis] = counted.get(value.basis, 0) + 1
    return tuple(sorted(counted, key=lambda basis: (-counted[basis], _rank_of_basis(basis))))


def years(values: Iterable[Value]) -> tuple[int, ...]:
    """Return the years that occur, ascending."""
    return tuple(sorted({value.year for value in values}))


def value_at(seen: Observed, indicator: str, place: str, year: int, basis: str = "") -> Value | None:
    """Return the value of a place for the whole of a year, on one basis, or None."""
    wanted = (year, basis, "")
    found = (v for v in seen.of(indicator, place) if (v.year, v.basis, v.period) == wanted)
    return next(found, None)


def latest(seen: Observed, indicator: str, place: str, basis: str | None = None) -> Value | None:
    """Return the newest value, on one basis or on any; it may be for a part of a year."""
    found = [v for v in seen.of(indicator, place) if basis is None or v.basis == basis]
    return found[-1] if found else None


def in_dimensions(defined: Mapping[str, Definition]) -> Iterator[tuple[str, tuple[Definition, ...]]]:
    """Yield each dimension with its indicators, rates before amounts, ranks and scores last."""
    by_dimension: dict[str, list[Definition]] = {}
    for definition in defined.values():
        by_dimension.setdefault(definition.dimension, []).append(definition)
    for dimension, found in by_dimension.items():
        yield dimension, tuple(sorted(found, key=lambda each: MEASURES.index(each.measure)))
