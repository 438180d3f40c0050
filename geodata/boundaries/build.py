"""Builds the ground of the map again: python -m geodata.boundaries.build [folder].

Needs the packages of geodata/boundaries/requirements.txt; the app only reads what is committed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import water
from geodata.boundaries.geometry import snapped
from geodata.boundaries.labels import labels
from geodata.boundaries.outlines import CITIES, Outlines, band_of, borders, cities_of, simplified

HERE = Path(__file__).parent
Feature = tuple[dict[str, str], BaseGeometry]


def build(folder: Path) -> None:
    """Write the six GeoJSON files and labels.csv into `folder`."""
    outlines = Outlines()
    places, waters, channels = (_read(name) for name in ("places", "waters", "channels"))
    counties = simplified({code: outlines.outline(code) for code in outlines.county_codes()})
    cities = cities_of(counties)
    land, river_and_sea, lakes = _ground(outlines, waters, channels)
    wet = shapely.union_all([river_and_sea, *lakes.values()])

    _write(
        folder,
        "cities",
        (({"id": city, "adcode": f"{code}00"}, cities[city]) for code, city in CITIES.items()),
    )
    _write(folder, "counties", (_county(code, shape, outlines) for code, shape in counties.items()))
    _write(folder, "bands", (({"id": city}, band_of(shape)) for city, shape in cities.items()))
    edges = borders(counties, cities, wet)
    _write(folder, "borders", (({"kind": kind}, line) for kind, line in edges.items()))
    _write(folder, "land", [({"id": "land"}, land)])
    _write(folder, "water", _waters(river_and_sea, lakes, waters))
    shapes = cities | {f"district-{code}": shape for code, shape in counties.items()} | lakes
    names = labels(places, waters, outlines, shapes, wet)
    names.to_csv(folder / "labels.csv", index=False, lineterminator="\n")


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / "inputs" / f"{name}.csv", dtype=str, keep_default_na=False)


def _ground(
    outlines: Outlines, waters: pd.DataFrame, channels: pd.DataFrame
) -> tuple[BaseGeometry, BaseGeometry, dict[str, BaseGeometry]]:
    shores = water.read_shores()
    land = snapped(water.two_scales(water.land_of(shores)))
    river = water.yangtze(shores, channels, outlines)
    ours = {row["gshhg_id"]: row["id"] for row in waters.to_dict("records") if row["gshhg_id"]}
    lakes = {name: snapped(shape) for name, shape in water.lakes(shores, ours).items()}
    return land, water.sea_and_river(land, river), lakes


def _county(code: str, shape: BaseGeometry, outlines: Outlines) -> Feature:
    city = CITIES[code[:4]]
    return {"id": f"district-{code}", "adcode": code, "name_zh": outlines.names[code], "city_id": city}, shape


def _waters(
    river_and_sea: BaseGeometry, lakes: dict[str, BaseGeometry], waters: pd.DataFrame
) -> Iterable[Feature]:
    names = {row["id"]: (row["name_zh"], row["name_en"]) for row in waters.to_dict("records")}
    yield _named("water-yangtze-and-sea", "sea", "长江与海", "Yangtze River and sea"), river_and_sea
    for name, shape in lakes.items():
        yield _named(name, "lake", *names.get(name, ("", ""))), shape


def _named(name: str, kind: str, zh: str, en: str) -> dict[str, str]:
    return {"id": name, "kind": kind, "name_zh": zh, "name_en": en}


def _write(folder: Path, name: str, features: Iterable[Feature]) -> None:
    """Write one compact FeatureCollection, a feature a line so that a change can be read in a diff."""
    rows = [
        {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}
        for properties, shape in features
    ]
    body = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    text = f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'
    (folder / f"{name}.geojson").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
