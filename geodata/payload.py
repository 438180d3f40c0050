"""Everything the browser gets, once per release: plain JSON, small, and what is missing has no key."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import shapely

from geodata.catalog import Catalog
from geodata.items import bounds, context, items
from geodata.loading import BOUNDARIES_DIR
from geodata.places import places
from geodata.searching import search_keys
from geodata.tables import SITE_KINDS
from geodata.wording import Row, both, compact, rows

# What is drawn besides the zones; the counties are borders on the map.
DRAWN = ("land", "water", "cities", "bands", "borders")
# 5 decimals are a metre: outlines here are schematic or simplified by a hundred.
GEOMETRY_GRID_DEGREES = 1e-5


def payload(catalog: Catalog) -> dict[str, Any]:
    """Return the release as the browser gets it: cities, industries, items, places and what they refer to."""
    found, place_of = places(catalog)
    return {
        "release": compact(id=catalog.release, date=catalog.date, counts=counts(catalog)),
        "cities": _cities(catalog),
        "kinds": list(SITE_KINDS),
        "industries": [_industry(row) for row in rows(catalog.industries)],
        "items": items(catalog, context(catalog, place_of)),
        "places": found,
        "relations": [_relation(row) for row in rows(catalog.relations)],
        "profiles": _profiles(catalog),
        "clauses": _clauses(catalog),
        "sources": {row["id"]: _source(row) for row in rows(catalog.sources)},
        "labels": [_label(row) for row in rows(catalog.ground.labels)],
    }


def counts(catalog: Catalog) -> dict[str, int]:
    """Return how many there are of each table, of the nine, of placed sites and of each kind of site."""
    tables = (
        *("cities", "zones", "sites", "targets", "governance", "industries", "relations"),
        *("indicators", "observations"),
    )
    kinds = Counter(catalog.sites["kind"])
    return {
        **{name: len(getattr(catalog, name)) for name in tables},
        "nine": int(catalog.zones["nine"].sum()),
        "placed": int(catalog.sites["lon"].notna().sum()),
        **{kind: kinds[kind] for kind in SITE_KINDS},
    }


def ground_geojson(catalog: Catalog, folder: Path = BOUNDARIES_DIR) -> dict[str, Any]:
    """Return all that is drawn under the marks as one FeatureCollection; `layer` names a feature's part.

    Ids stand in the properties and are unique: a band is `band-` and the id of its city.
    """
    parts = {name: json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8")) for name in DRAWN}
    features = [
        feature | {"properties": _drawn(feature["properties"], name)}
        for name, part in (parts | {"zones": zones_geojson(catalog)}).items()
        for feature in part["features"]
    ]
    return {"type": "FeatureCollection", "features": features}


def _drawn(properties: Row, name: str) -> Row:
    kept = {key: properties[key] for key in ("id", "kind", "outline") if key in properties}
    if name == "bands":
        kept["id"] = f"band-{properties['id']}"
    return kept | {"layer": name}


def zones_geojson(catalog: Catalog) -> dict[str, Any]:
    """Return the zones' outlines as a FeatureCollection in WGS-84; the id stands on the feature itself."""
    drawn = catalog.zone_outlines.merge(catalog.zones[["id", "city_id", "nine"]], on="id")
    features = [
        {
            "type": "Feature",
            "id": row.id,
            "properties": {"id": row.id, "outline": row.outline, "city": row.city_id, "nine": bool(row.nine)},
            "geometry": _geometry(row.geometry),
        }
        for row in drawn.itertuples(index=False)
        if row.geometry is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def _geometry(shape: shapely.Geometry) -> dict[str, Any]:
    # RFC 7946 wants outer rings counter-clockwise.
    wound = shapely.orient_polygons(shapely.set_precision(shape, GEOMETRY_GRID_DEGREES))
    content: dict[str, Any] = json.loads(shapely.to_geojson(wound))
    return content


def _cities(catalog: Catalog) -> list[Row]:
    boxes = bounds(catalog.ground.cities)
    return [
        compact(
            id=row["id"],
            code=row["code"],
            name=both(row, "name"),
            short=both(row, "short"),
            formula=both(row, "formula"),
            bbox=boxes[row["id"]],
        )
        for row in rows(catalog.cities)
    ]


def _industry(row: Row) -> Row:
    return compact(
        id=row["id"],
        parent=row["parent_id"],
        name=both(row, "name"),
        short=both(row, "short"),
        synonyms=row["synonyms"],
        keys=search_keys([row["name_zh"], *row["synonyms"]]),
    )


def _relation(row: Row) -> Row:
    return compact(
        from_=row["subject_id"],
        what=row["predicate"],
        to=row["object_id"],
        claim=row["claim"],
        clauses=row["clause"],
        source=row["source_id"],
        note=both(row, "note"),
    )


def _profiles(catalog: Catalog) -> dict[str, list[Row]]:
    """Return the profile of each city, in the order given; rows without one keep their place in the file."""
    profiles: dict[str, list[Row]] = {city: [] for city in catalog.cities["id"]}
    for row in rows(catalog.profiles.sort_values("order", kind="stable")):
        line = compact(aspect=row["aspect"], label=both(row, "label"), ref=row["ref_id"], claim=row["claim"])
        profiles[row["city_id"]].append(line | {"clauses": list(row["clause"])})
    return profiles


def _clauses(catalog: Catalog) -> list[Row]:
    """Return the clauses; a parent is named as items name clauses, by its Chinese reference."""
    ref_of = dict(zip(catalog.clauses["id"], catalog.clauses["ref_zh"], strict=True))
    return [
        compact(
            id=row["id"],
            ref=both(row, "ref"),
            title=both(row, "title"),
            parent=ref_of.get(row["parent_id"]),
        )
        for row in rows(catalog.clauses)
    ]


def _source(row: Row) -> Row:
    return compact(
        title=both(row, "title"),
        publisher=row["publisher"],
        url=row["url"] if row["linkable"] else None,
        confidence=row["confidence"],
    )


def _label(row: Row) -> Row:
    return compact(
        id=row["id"],
        kind=row["kind"],
        name=both(row, "name"),
        lon=row["lon"],
        lat=row["lat"],
        rank=row["rank"],
        angle=row["angle"],
    )
