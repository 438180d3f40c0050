"""Two to four places side by side: the same year and basis, or the nearest there is, marked as different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.indicators import Observed, Value, value_at

FEWEST = 2
MOST = 4


@dataclass(frozen=True)
class Compared:
    """One place with its value. The flags ask for a visible note beside it."""

    place: str
    value: Value | None
    has_other_year: bool = False
    has_other_basis: bool = False


@dataclass(frozen=True)
class Comparison:
    """The places as asked for, in that order."""

    year: int
    basis: str
    compared: tuple[Compared, ...]

    @property
    def has_other_years(self) -> bool:
        """Say whether a place stands there with another year or part of a year."""
        return any(each.has_other_year for each in self.compared)

    @property
    def has_other_bases(self) -> bool:
        """Say whether a place stands there on another basis."""
        return any(each.has_other_basis for each in self.compared)


def compare(seen: Observed, indicator: str, places: Sequence[str], year: int, basis: str = "") -> Comparison:
    """Return each place's value of the year and basis asked for, else the nearest, basis before year."""
    return Comparison(year, basis, tuple(_compared(seen, indicator, each, year, basis) for each in places))


def _compared(seen: Observed, indicator: str, place: str, year: int, basis: str) -> Compared:
    exact = value_at(seen, indicator, place, year, basis)
    if exact is not None:
        return Compared(place, exact)
    found = seen.of(indicator, place)
    if not found:
        return Compared(place, None)

    def distance(value: Value) -> tuple[bool, int, bool]:
        return value.basis != basis, abs(value.year - year), bool(value.period)

    nearest = min(found, key=distance)
    return Compared(
        place,
        nearest,
        has_other_year=nearest.year != year or bool(nearest.period),
        has_other_basis=nearest.basis != basis,
    )
