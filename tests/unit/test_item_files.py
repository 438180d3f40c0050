"""Items as GeoJSON and GeoPackage: opened by GDAL, they hold what was put in, and leave nothing behind."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from geodata.catalog import Catalog
from geodata.item_files import geojson, geopackage
from geodata.shown import Item, map_items, shown
from geodata.view import parse_view

ABOUT = (("标题", "苏州：38 项"), ("地图", "内部示意图·未经地图审核"))


def items(catalog: Catalog, query: str = "") -> tuple[Item, ...]:
    return shown(map_items(catalog), parse_view(query)[0]).items


@pytest.fixture
def package(shipped: Catalog, tmp_path: Path) -> Path:
    path = tmp_path / "items.gpkg"
    path.write_bytes(geopackage(shipped, items(shipped, "city=city-suzhou"), ABOUT))
    return path


def test_a_geopackage_has_its_layers(package: Path) -> None:
    assert dict(map(tuple, pyogrio.list_layers(package).tolist())) == {
        "items": "Point",
        "zones": "MultiPolygon",
        "cities": "MultiPolygon",
        "about": None,
    }


def test_its_items_are_those_of_the_view_in_degrees(package: Path, shipped: Catalog) -> None:
    frame = gpd.read_file(package, layer="items")
    wanted = {item.id for item in items(shipped, "city=city-suzhou")}
    assert set(frame["id"]) == wanted and frame.crs.to_epsg() == 4326
    assert set(frame["city"]) == {"city-suzhou"}
    placed = frame[frame.geometry.notna()]
    assert set(placed["location_precision"]) <= {"street", "district", "city"}
    assert (placed.geometry.x.between(119.9, 121.4) & placed.geometry.y.between(30.7, 32.1)).all()


def test_its_zones_are_those_that_are_shown(package: Path) -> None:
    zones = gpd.read_file(package, layer="zones")
    assert set(zones["id"]) == {"z-suzhou", "z-kunshan", "z-sip", "z-changshu"}
    assert set(zones["outline"]) <= {"district", "circle", "unknown"} and zones.geometry.is_valid.all()
    assert len(gpd.read_file(package, layer="cities")) == 5


def test_it_says_what_it_is(package: Path) -> None:
    said = pyogrio.read_dataframe(package, layer="about")
    assert dict(zip(said["name"], said["words"], strict=True)) == dict(ABOUT)
    assert pyogrio.read_info(package, layer="items")["dataset_metadata"] == dict(ABOUT)


def test_nothing_shown_is_an_empty_layer(shipped: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "none.gpkg"
    path.write_bytes(geopackage(shipped, items(shipped, "kind=none"), ABOUT))
    assert [pyogrio.read_info(path, layer=name)["features"] for name in ("items", "zones")] == [0, 0]


def test_what_is_not_placed_has_no_geometry(shipped: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    path.write_bytes(geopackage(shipped, items(shipped), ABOUT))
    frame = gpd.read_file(path, layer="items")
    assert len(frame) == len(shipped.sites) + len(shipped.zones)
    assert set(frame[frame.geometry.isna()]["location_precision"]) == {"none"}


def test_a_geojson_says_what_it_is_and_opens(shipped: Catalog) -> None:
    content = geojson(shipped, items(shipped), ABOUT)
    said = json.loads(content)
    assert said["about"] == dict(ABOUT)
    one = next(feature for feature in said["features"] if feature["id"] == "lab-pml")
    assert one["properties"]["aliases"] == ["紫金山实验室"]
    assert one["properties"]["location_claim"] == "unconfirmed"
    frame = gpd.read_file(content.decode())
    assert len(frame) == 168 and frame.crs.to_epsg() == 4326


def test_nothing_is_left_in_the_folder_for_temporary_files(
    shipped: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    geopackage(shipped, items(shipped), ABOUT)
    broken = object.__new__(Catalog)
    broken.__dict__.update(shipped.__dict__ | {"ground": None})
    with pytest.raises(AttributeError):
        geopackage(broken, items(shipped), ABOUT)
    assert list(tmp_path.iterdir()) == []
