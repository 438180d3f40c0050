"""Who stands where among its peers. Ties share a place (1, 2, 2, 4); what bounds leave open has no rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geodata.indicators import Definition, Observed, Value, value_at


@dataclass(frozen=True)
class Ranked:
    """A place with its value. `rank` is None where bounds leave it open between `best` and `worst`.

    `moved` is how many places it went up since the last year with data, counted among the places
    that are ranked in both years; None if it cannot be said.
    """

    place: str
    value: Value
    rank: int | None
    best: int
    worst: int
    is_tied: bool = False
    moved: int | None = None


@dataclass(frozen=True)
class Ranking:
    """The places with data, best first; `missing` have none. Moves are from `previous_year`."""

    year: int
    basis: str
    ranked: tuple[Ranked, ...]
    missing: tuple[str, ...]
    previous_year: int | None = None

    @property
    def leaders(self) -> tuple[Ranked, ...]:
        """Return who is certainly first, several if tied, none if bounds leave it open."""
        return tuple(each for each in self.ranked if each.rank == 1)

    def of(self, place: str) -> Ranked | None:
        """Return where one place stands, None if it has no data."""
        return next((each for each in self.ranked if each.place == place), None)


def ranking(
    seen: Observed, definition: Definition, places: Sequence[str], year: int, basis: str = ""
) -> Ranking:
    """Return the ranking of `places` in a whole year, with moves since the last year with data."""
    now = _ranked(seen, definition, places, year, basis)
    missing = tuple(place for place in places if place not in {each.place for each in now})
    earlier = _years_before(seen, definition.id, places, year, basis)
    if not earlier or len(now) < 2:
        return Ranking(year, basis, now, missing)
    then = _ranked(seen, definition, places, earlier[-1], basis)
    moves = _moves(definition, [each.value for each in now], [each.value for each in then])
    moved = tuple(replace(each, moved=moves.get(each.place)) for each in now)
    return Ranking(year, basis, moved, missing, earlier[-1] if moves else None)


def rank_values(values: Iterable[Value], definition: Definition) -> tuple[Ranked, ...]:
    """Return values best first. A neutral indicator has an order, by value, and no ranks."""
    listed = sorted(values, key=lambda each: -_worth(each.value, definition))
    return tuple(_placed(each, listed, definition) for each in listed)


def _ranked(
    seen: Observed, definition: Definition, places: Sequence[str], year: int, basis: str
) -> tuple[Ranked, ...]:
    found = (value_at(seen, definition.id, place, year, basis) for place in places)
    return rank_values([value for value in found if value is not None], definition)


def _worth(value: float, definition: Definition) -> float:
    return -value if definition.direction == "lower" else value


def _placed(one: Value, values: Sequence[Value], definition: Definition) -> Ranked:
    others = [value for value in values if value is not one]
    best = 1 + sum(_is_better(other, one, definition) for other in others)
    worst = 1 + sum(_may_be_better(other, one, definition) for other in others)
    is_open = best != worst or definition.direction == "neutral"
    tied = any(_is_tie(one, other) for other in others)
    return Ranked(one.place, one, None if is_open else best, best, worst, is_tied=tied and not is_open)


def _is_tie(one: Value, other: Value) -> bool:
    return one.is_exact and other.is_exact and one.value == other.value


def _range(value: Value, definition: Definition) -> tuple[float, float]:
    """Return the least and the most a value may be worth."""
    ends = _worth(value.low, definition), _worth(value.high, definition)
    return min(ends), max(ends)


def _is_better(other: Value, one: Value, definition: Definition) -> bool:
    least, most = _range(other, definition)[0], _range(one, definition)[1]
    # More than 8800 is better than 8800 itself; at least 8800 need not be.
    return least > most or (least == most and ({other.bound, one.bound} & {">", "<"}) != set())


def _may_be_better(other: Value, one: Value, definition: Definition) -> bool:
    return _range(other, definition)[1] > _range(one, definition)[0]


def _years_before(seen: Observed, indicator: str, places: Sequence[str], year: int, basis: str) -> list[int]:
    """Return the earlier years in which at least two of the places have a value of the whole year."""
    found: dict[int, int] = {}
    for value in seen.all_of(indicator, places):
        if value.year < year and value.basis == basis and not value.period:
            found[value.year] = found.get(value.year, 0) + 1
    return sorted(year for year, count in found.items() if count > 1)


def _moves(definition: Definition, now: Sequence[Value], then: Sequence[Value]) -> dict[str, int]:
    """Return how many places each went up among those with data in both years."""
    both_years = {value.place for value in now} & {value.place for value in then}
    if len(both_years) < 2:
        return {}
    ranks = [
        {
            each.place: each.rank
            for each in rank_values([v for v in values if v.place in both_years], definition)
            if each.rank is not None
        }
        for values in (now, then)
    ]
    return {place: ranks[1][place] - rank for place, rank in ranks[0].items() if place in ranks[1]}
