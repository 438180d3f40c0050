"""Whether a value is still the newest one to be had, and on how many sources it rests.

Data of a year are expected some months after its end. A value is stale once those of the next year are due.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from geodata.indicators import Definition, Observed, Value, latest

Status = Literal["filled", "stale", "single-source", "empty"]
# In the order in which they ask to be collected.
STATUSES: tuple[Status, ...] = ("empty", "stale", "single-source", "filled")


@dataclass(frozen=True)
class Freshness:
    """How far a value can be relied on as of a day. `stale_after` is the day by which a newer one was due."""

    is_stale: bool
    is_single_source: bool
    stale_after: date

    @property
    def status(self) -> Status:
        """Return the one word: stale weighs more than resting on a single source."""
        if self.is_stale:
            return "stale"
        return "single-source" if self.is_single_source else "filled"


def stale_after(year: int, update_months: int) -> date:
    """Return the last day on which data of `year` are the newest to be expected."""
    months = (year + 1) * 12 + 11 + update_months
    due_year, month = divmod(months, 12)
    return date(due_year, month + 1, calendar.monthrange(due_year, month + 1)[1])


def freshness(value: Value, values: Iterable[Value], definition: Definition, as_of: date) -> Freshness:
    """Return the freshness of a value, given all values of its place and indicator.

    It rests on a single source if no other source says anything of this indicator at this place.
    """
    limit = stale_after(value.year, definition.update_months)
    return Freshness(as_of > limit, len({each.source for each in values}) == 1, limit)


def coverage(
    seen: Observed, defined: Mapping[str, Definition], places: Sequence[str], as_of: date
) -> pd.DataFrame:
    """Return the matrix as rows: place, indicator, status, year (0: none), values, sources, confidence."""
    return pd.DataFrame(
        [_cell(seen, definition, place, as_of) for place in places for definition in defined.values()],
        columns=["place", "indicator", "status", "year", "values", "sources", "confidence"],
    )


def _cell(seen: Observed, definition: Definition, place: str, as_of: date) -> tuple[object, ...]:
    newest = latest(seen, definition.id, place)
    if newest is None:
        return place, definition.id, "empty", 0, 0, 0, ""
    values = seen.of(definition.id, place)
    status = freshness(newest, values, definition, as_of).status
    sources = len({value.source for value in values})
    return place, definition.id, status, newest.year, len(values), sources, newest.confidence


def to_collect(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that are not filled, what is missing before what is old, older before newer."""
    wanted = cells[cells["status"] != "filled"]
    order = wanted["status"].map({status: place for place, status in enumerate(STATUSES)})
    return wanted.assign(order=order).sort_values(["order", "year"], kind="stable").drop(columns="order")
