"""Which values a View asks for; what it leaves open is filled with what says most.

assets/indicators.js follows the same rules, so that panel and map always speak of the same values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from geodata.areas import per_km2
from geodata.indicators import Definition, Observed, Value, bases
from geodata.known import Known
from geodata.view import View

# What the two levels of the map show; only the first is ranked, the others stand beside it.
LEVELS = {"city": ("city",), "zone": ("zone", "park", "district")}
_KM2_DIGITS = 4


@dataclass(frozen=True)
class Chosen:
    """One indicator on one basis in one year. `year` is 0 where no place of the level has a value.

    Per km², `definition` and `seen` already speak of densities: a rate with a unit of its own.
    """

    definition: Definition
    seen: Observed
    basis: str
    year: int
    years: tuple[int, ...]
    level: str
    places: tuple[str, ...]
    beside: tuple[str, ...]
    is_per_km2: bool = False

    @property
    def everywhere(self) -> tuple[str, ...]:
        """Return the places of the level, the ranked ones first."""
        return (*self.places, *self.beside)


def chosen(known: Known, view: View) -> Chosen:
    """Return what a View asks for. Unknown indicators, bases and years are filled in like missing ones."""
    given, _, basis = view.indicator.partition(".")
    name = given if given in known.defined else _richest(known, view.level)
    on = bases(known.seen.all_of(name))
    basis = basis if basis in on else (on or ("",))[0]
    definition, is_shared = known.defined[name], view.per == "km2" and known.defined[name].per_area
    definition, seen = _per_km2(known, definition) if is_shared else (definition, known.seen)
    # The years are those of the values themselves: a place without an area is still a place with data.
    counts = _counts(known, name, basis, view.level)
    year = int(view.year) if view.year and int(view.year) in counts else _best_year(counts)
    ranked, *others = LEVELS[view.level]
    return Chosen(
        definition=definition,
        seen=seen,
        basis=basis,
        year=year,
        years=tuple(sorted(counts)),
        level=view.level,
        places=tuple(place for place, level in known.level_of.items() if level == ranked),
        beside=tuple(place for place in seen.places(name) if known.level_of.get(place) in others),
        is_per_km2=is_shared,
    )


def _counts(known: Known, indicator: str, basis: str, level: str) -> dict[int, int]:
    """Return how many places of the level have a value of the whole year, by year."""
    counts: dict[int, int] = {}
    for value in known.seen.all_of(indicator):
        if known.level_of.get(value.place) in LEVELS[level] and (value.basis, value.period) == (basis, ""):
            counts[value.year] = counts.get(value.year, 0) + 1
    return counts


def _best_year(counts: dict[int, int]) -> int:
    return max(counts, key=lambda year: (counts[year], year), default=0)


def _richest(known: Known, level: str) -> str:
    """Return the indicator of which most places have a value in one year, the first of several."""

    def most(indicator: str) -> int:
        found = bases(known.seen.all_of(indicator))
        return max(
            (max(_counts(known, indicator, each, level).values(), default=0) for each in found), default=0
        )

    return max(known.defined, key=most)


def _per_km2(known: Known, definition: Definition) -> tuple[Definition, Observed]:
    per = replace(
        definition,
        name={"zh": f"每平方公里{definition.name['zh']}", "en": f"{definition.name['en']} per km²"},
        short={"zh": f"每平方公里{definition.short['zh']}", "en": f"{definition.short['en']} per km²"},
        unit={tongue: f"{unit}/km²" for tongue, unit in definition.unit.items()},
        measure="rate",
    )

    def shared(value: Value) -> Value | None:
        density = per_km2(value, definition, known.sizes.get(value.place))
        return None if density is None else replace(value, value=float(f"{density:.{_KM2_DIGITS}g}"))

    by_place = {
        (definition.id, place): tuple(one for one in map(shared, known.seen.of(definition.id, place)) if one)
        for place in known.seen.places(definition.id)
    }
    return per, Observed({pair: values for pair, values in by_place.items() if values})
