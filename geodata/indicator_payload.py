"""What the browser gets of indicators: definitions, values, classes, circles, areas and readings.

A change of indicator or year asks the server for nothing, so everything the map repaints from is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from geodata.areas import Area, areas, per_km2
from geodata.catalog import Catalog
from geodata.classification import METHODS, Classes, circles, classes
from geodata.indicator_words import (
    BASIS_NAMES,
    DIMENSION_NAMES,
    LEVEL_NAMES,
    MEASURE_NAMES,
    PERIOD_NAMES,
)
from geodata.indicators import Definition, Observed, Value, bases, definitions, observed, value_at, years
from geodata.peers import LEVELS, levels, members, region_of, short_names
from geodata.ranking import ranking
from geodata.ranking_readings import ranking_reading
from geodata.tables import PLACE_TABLES
from geodata.wording import Row, both, compact, rows

# The levels a map shows: areas that are shaded, and symbols that stand side by side on one scale.
SHOWN = ("city", "zone", "park", "district")
SYMBOLS = ("zone", "park", "district")
RANKED = ("city", "zone", "park")
PER_AREA = "/km2"
USUAL_CLAIM = "external"  # what a value stands on unless it says otherwise


def indicator_payload(catalog: Catalog) -> dict[str, Any]:
    """Return the part of the payload that is about indicators, under the names it has there."""
    defined, seen, level_of = definitions(catalog.indicators), observed(catalog.observations), levels(catalog)
    sizes = areas(catalog)
    with_data = {value.place for pair in seen.by_place.values() for value in pair}
    return {
        "dimensions": _named(DIMENSION_NAMES),
        "measures": _named(MEASURE_NAMES),
        "bases": _named(BASIS_NAMES),
        "periods": _named(PERIOD_NAMES),
        "levels": _named(LEVEL_NAMES),
        "subjects": _subjects(catalog, with_data),
        "areas": {place: _area(area) for place, area in sizes.items() if place in with_data},
        "indicators": [_indicator(row, seen, level_of) for row in rows(catalog.indicators)],
        "observations": {name: _values(seen, name) for name in defined if seen.places(name)},
        "classes": _present(_classes(defined.values(), seen, level_of, sizes)),
        "classMethods": _named(METHODS),
        "circles": _present(
            (each.id, _circles(each, seen, level_of)) for each in defined.values() if each.can_be_shared_out
        ),
        "readings": _present(_all_readings(catalog, defined.values(), seen)),
    }


def _present(pairs: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    return {name: content for name, content in pairs if content}


def _named(words: dict[str, Any]) -> list[Row]:
    return [{"id": name, "name": dict(both_languages)} for name, both_languages in words.items()]


def _subjects(catalog: Catalog, with_data: set[str]) -> dict[str, Row]:
    """Return level, name and point of all regions, cities and zones, and of other places with data."""
    level_of, names = levels(catalog), short_names(catalog)
    points = {
        row["id"]: compact(lon=row.get("lon"), lat=row.get("lat"), city=row.get("city_id"))
        for table in PLACE_TABLES
        for row in rows(getattr(catalog, table))
    }
    wanted = [place for place, level in level_of.items() if level in {"region", "city", "zone"}]
    wanted += [place for place in level_of if place in with_data and place not in wanted]
    return {
        place: {"level": level_of[place], "name": dict(names[place]), **points[place]} for place in wanted
    }


def _area(area: Area) -> Row:
    return {"km2": _plain(area.km2), "basis": dict(area.basis), "claim": area.claim}


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _indicator(row: Row, seen: Observed, level_of: dict[str, str]) -> Row:
    found = seen.all_of(row["id"])
    at = [level for level in LEVELS if level in {level_of.get(place) for place in seen.places(row["id"])}]
    return compact(
        id=row["id"],
        name=both(row, "name"),
        short=both(row, "short"),
        unit=both(row, "unit"),
        direction=row["direction"],
        dimension=row["dimension"],
        measure=row["measure"],
        decimals=row["decimals"],
        perArea=row["per_area"] or None,
        updateMonths=row["expected_update_months"],
        definition=both(row, "definition"),
        standard=both(row, "standard"),
        source=row["source_id"],
        claim=row["claim"],
    ) | {"levels": at, "bases": list(bases(found)), "years": list(years(found))}


def _values(seen: Observed, indicator: str) -> list[list[Any]]:
    return [_packed(value) for value in seen.all_of(indicator)]


def _packed(value: Value) -> list[Any]:
    """Return place, year, period, basis, bound, value, source, confidence, and the rest if there is any."""
    claim = "" if value.claim == USUAL_CLAIM else value.claim
    rest = compact(note=dict(value.note), published=value.published, original=value.original, claim=claim)
    return [
        *(value.place, value.year, value.period, value.basis, value.bound, _plain(value.value)),
        *(value.source, value.confidence),
        *([rest] if rest else []),
    ]


def _classes(
    defined: Iterable[Definition], seen: Observed, level_of: dict[str, str], sizes: dict[str, Area]
) -> Iterator[tuple[str, dict[str, dict[str, Row]]]]:
    """Yield classes by basis and level, over all years: of rates, and of amounts per km²."""
    for each in defined:
        found = seen.all_of(each.id)
        if each.measure == "rate" and found:
            yield each.id, _by_basis(found, level_of, {value.id: value.value for value in found})
        if each.per_area and found:
            shared = {value.id: per_km2(value, each, sizes.get(value.place)) for value in found}
            known = {name: density for name, density in shared.items() if density is not None}
            if known:
                yield f"{each.id}{PER_AREA}", _by_basis(found, level_of, known)


def _by_basis(
    found: Iterable[Value], level_of: dict[str, str], amounts: dict[str, float]
) -> dict[str, dict[str, Row]]:
    grouped: dict[str, dict[str, list[float]]] = {}
    for value in found:
        level = level_of.get(value.place, "")
        if level in SHOWN and value.id in amounts:
            grouped.setdefault(value.basis, {}).setdefault(level, []).append(amounts[value.id])
    return {
        basis: {level: _class_row(classes(values)) for level, values in by_level.items()}
        for basis, by_level in grouped.items()
    }


def _class_row(found: Classes) -> Row:
    return {"breaks": [_plain(float(f"{edge:.6g}")) for edge in found.breaks], "method": found.method}


def _circles(definition: Definition, seen: Observed, level_of: dict[str, str]) -> dict[str, Row]:
    """Return the scale of each level, and under `symbols` the one that zones, parks and districts share."""
    found = [(level_of.get(value.place, ""), value.value) for value in seen.all_of(definition.id)]
    scales = {level: circles(value for at, value in found if at == level) for level in SHOWN}
    scales["symbols"] = circles(value for at, value in found if at in SYMBOLS)
    return {
        level: {"max": _plain(scale.maximum), "legend": [_plain(value) for value in scale.legend]}
        for level, scale in scales.items()
        if scale is not None
    }


def _all_readings(
    catalog: Catalog, defined: Iterable[Definition], seen: Observed
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the readings of each indicator by basis, year and level, where at least one place has data."""
    names, region = short_names(catalog), region_of(catalog)
    groups = {level: members(catalog, level) for level in RANKED}
    for each in defined:
        found: dict[str, Any] = {}
        for level, places in groups.items():
            yearly = {(v.basis, v.year) for v in seen.all_of(each.id, places) if not v.period}
            for basis, year in sorted(yearly):
                whole = value_at(seen, each.id, region, year, basis) if level == "city" else None
                listed = ranking(seen, each, places, year, basis)
                reading = ranking_reading(listed, each, names, level, whole)
                found.setdefault(basis, {}).setdefault(str(year), {})[level] = reading
        yield each.id, found
