"""Items as files for other programs: GeoJSON (RFC 7946) and GeoPackage, in WGS-84, with what they are.

A point stands where a place is known; `location_precision` says how well. What is not placed has no geometry.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geodata.catalog import Catalog
from geodata.export import feature, stage_names
from geodata.loading import DATA_CRS
from geodata.shown import Item
from geodata.wording import Row

# What is said about a file: pairs of a name and words.
About = Sequence[tuple[str, str]]
ITEM_COLUMNS = (
    *("id", "name_zh", "name_en", "aliases", "kind", "city", "zone", "industries", "clause", "claim"),
    *("stage", "location_precision", "location_claim", "source"),
)
CITY_COLUMNS = ["id", "name_zh", "name_en", "formula_zh", "formula_en"]
ZONE_COLUMNS = ["id", "name_zh", "name_en", "city_id", "nine", "approved_year", "area_km2", "claim"]


def _features(catalog: Catalog, items: Iterable[Item]) -> list[Row]:
    stages = stage_names(catalog)
    found = [(item, feature("zones" if item.kind == "zone" else "sites", item.row, stages)) for item in items]
    for item, one in found:
        one["properties"]["location_claim"] = item.row["location_claim"] or None
    return [one for _, one in found]


def geojson(catalog: Catalog, items: Iterable[Item], about: About) -> bytes:
    """Return a FeatureCollection; the member `about` says what it is, which other programs pass over."""
    content = {
        "type": "FeatureCollection",
        "about": dict(about),
        "features": _features(catalog, items),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def geopackage(catalog: Catalog, items: Sequence[Item], about: About) -> bytes:
    """Return an OGC GeoPackage: layers `items`, `zones` and `cities`, the table `about`, metadata."""
    points = _points(_features(catalog, items))
    zones = _outlines(catalog, {item.id for item in items if item.kind == "zone"})
    cities = catalog.ground.cities[["id", "geometry"]].merge(
        pd.DataFrame(catalog.cities[CITY_COLUMNS]), on="id"
    )
    said = pd.DataFrame({"name": [name for name, _ in about], "words": [words for _, words in about]})
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        path = Path(folder) / "items.gpkg"
        head = dict(about)
        _write(points, path, "items", "Point", dataset_metadata=head, layer_metadata=head)
        _write(zones, path, "zones", "MultiPolygon", append=True)
        _write(cities, path, "cities", "MultiPolygon", append=True)
        _write(said, path, "about", None, append=True)
        return path.read_bytes()


def _points(features: Sequence[Row]) -> gpd.GeoDataFrame:
    table = pd.DataFrame(
        [[_flat(one["properties"][name]) for name in ITEM_COLUMNS] for one in features],
        columns=list(ITEM_COLUMNS),
    )
    at = [one["geometry"]["coordinates"] if one["geometry"] else (None, None) for one in features]
    geometry = gpd.points_from_xy(
        pd.Series([x for x, _ in at], dtype=float), pd.Series([y for _, y in at], dtype=float)
    )
    placed = [point if one["geometry"] else None for point, one in zip(geometry, features, strict=True)]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(placed, crs=DATA_CRS), crs=DATA_CRS)


def _flat(value: Any) -> str | None:
    """Return a list as one text, as in the catalogue's own files."""
    return "|".join(value) if isinstance(value, list) else value


def _outlines(catalog: Catalog, ids: set[str]) -> gpd.GeoDataFrame:
    drawn = catalog.zone_outlines[catalog.zone_outlines["id"].isin(ids)].dropna(subset="geometry")
    return drawn.merge(pd.DataFrame(catalog.zones[ZONE_COLUMNS]), on="id")


def _write(frame: pd.DataFrame, path: Path, layer: str, shape: str | None, **options: Any) -> None:
    import pyogrio  # noqa: PLC0415  GDAL's writer; it never reads what a visitor sends

    is_area = shape == "MultiPolygon"
    options |= {"layer": layer, "driver": "GPKG", "geometry_type": shape, "promote_to_multi": is_area}
    pyogrio.write_dataframe(frame, path, **options)
