"""The items of the payload: every city, zone, site, target and governance row as the browser gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd

from geodata.catalog import Catalog
from geodata.searching import search_keys
from geodata.wording import Row, both, compact, rows

BBOX_DECIMALS = 4


@dataclass(frozen=True)
class Context:
    """What items refer to, by id: names of stages and districts, bounds of outlines, places of sites."""

    stages: Mapping[str, dict[str, str]]
    districts: Mapping[str, dict[str, str]]
    bounds: Mapping[str, list[float]]
    place_of: Mapping[str, str] = field(default_factory=dict)


def context(catalog: Catalog, place_of: Mapping[str, str]) -> Context:
    """Return what the items of this catalogue refer to."""
    return Context(
        stages={row["id"]: both(row, "name") for row in rows(catalog.stages)},
        districts={row["id"]: both(row, "name") for row in rows(catalog.districts)},
        bounds=bounds(catalog.ground.cities) | bounds(catalog.zone_outlines),
        place_of=place_of,
    )


def bounds(outlines: gpd.GeoDataFrame) -> dict[str, list[float]]:
    """Return west, south, east, north in degrees of each outline that is drawn, under its id."""
    drawn = outlines[outlines.geometry.notna()]
    boxes = drawn.geometry.bounds.to_numpy().round(BBOX_DECIMALS).tolist()
    return dict(zip(drawn["id"], boxes, strict=True))


def items(catalog: Catalog, around: Context) -> list[Row]:
    """Return all items, table by table, in the order of the files."""
    return [
        *(_city(row, around) for row in rows(catalog.cities)),
        *(_zone(row, around) for row in rows(catalog.zones)),
        *(_site(row, around) for row in rows(catalog.sites)),
        *(_target(row, around) for row in rows(catalog.targets)),
        *(_governance(row, around) for row in rows(catalog.governance)),
    ]


def _city(row: Row, around: Context) -> Row:
    return _common(row, "city", around) | compact(
        city=row["id"],
        precision="city",
        lon=row["lon"],
        lat=row["lat"],
        formula=both(row, "formula"),
        bbox=around.bounds[row["id"]],
    )


def _zone(row: Row, around: Context) -> Row:
    return (
        _common(row, "zone", around)
        | _location(row, around)
        | compact(
            zone=row["id"],
            nine=row["nine"],
            nineSource=row["nine_source_id"],
            strategic=row["strategic_industry_id"],
            area=row["area_km2"],
            areaBasis=both(row, "area_basis"),
            year=row["approved_year"],
            level=both(row, "level"),
            outline=row["outline"].removesuffix("-west"),
            bbox=around.bounds.get(row["id"]),
        )
    )


def _site(row: Row, around: Context) -> Row:
    return (
        _common(row, row["kind"], around)
        | _location(row, around)
        | compact(
            zone=row["zone_id"],
            place=around.place_of.get(row["id"]),
            cityClaim=row["city_claim"],
            address=both(row, "address"),
        )
    )


def _target(row: Row, around: Context) -> Row:
    actual = compact(
        comparator=row["actual_comparator"],
        value=row["actual_value"],
        year=row["actual_year"],
        source=row["actual_source_id"],
        claim=row["actual_claim"],
    )
    target = compact(
        comparator=row["comparator"],
        value=row["value"],
        unit=both(row, "unit"),
        scope=row["scope"],
        indicator=row["indicator_id"],
        actual=actual,
        status=row["status"],
        metYear=row["met_year"],
        owner=both(row, "owner"),
    )
    return _common(row, "target", around) | {"target": target}


def _governance(row: Row, around: Context) -> Row:
    return _common(row, row["kind"], around) | compact(parent=row["parent_id"], order=row["order"])


def _common(row: Row, kind: str, around: Context) -> Row:
    """Return what every item may have. Clauses are always there, if only as an empty list."""
    aliases = row.get("aliases", ())
    return compact(
        id=row["id"],
        kind=kind,
        name=both(row, "name"),
        aliases=aliases,
        industries=row.get("industries"),
        claim=row["claim"],
        stage=around.stages.get(row.get("stage_id", "")),
        source=row["source_id"],
        note=both(row, "note"),
        keys=search_keys([row["name_zh"], *aliases]),
    ) | {"clauses": list(row["clause"])}


def _location(row: Row, around: Context) -> Row:
    known = row["location_precision"] != "none"
    return compact(
        city=row["city_id"],
        district=around.districts.get(row["district_id"]),
        precision=row["location_precision"] if known else None,
        lon=row["lon"],
        lat=row["lat"],
        locationClaim=row["location_claim"],
        locationSource=row["location_source_id"],
    )
