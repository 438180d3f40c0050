"""Zone outlines: a district's where the two are one, else a circle of the right area."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from geodata import zones
from geodata.catalog import Catalog


@pytest.fixture
def counties() -> gpd.GeoDataFrame:
    east, west = shapely.box(120.6, 31.2, 120.7, 31.3), shapely.box(120.3, 31.2, 120.5, 31.4)
    islet = shapely.box(120.1, 31.2, 120.101, 31.201)
    return gpd.GeoDataFrame(
        {"adcode": ["320505", "320214", "320411"]},
        geometry=[
            shapely.MultiPolygon([east, west, islet]),
            shapely.box(120.7, 31.2, 120.8, 31.4),
            shapely.box(120.8, 31.2, 120.9, 31.4),
        ],
        crs="EPSG:4326",
    )


def row(
    outline: str, *adcodes: str, lon: float = 118.7, lat: float = 32.1, area: float = float("nan")
) -> pd.DataFrame:
    cells = {"id": ["z"], "outline": [outline], "outline_adcodes": [adcodes]}
    return pd.DataFrame({**cells, "lon": [lon], "lat": [lat], "area_km2": [area]})


def area_km2(shape: shapely.Geometry) -> float:
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0]) / 1e6


def test_a_district_is_the_union_of_its_counties(counties: gpd.GeoDataFrame) -> None:
    outlines = zones.zone_outlines(row("district", "320214", "320411"), counties)
    assert outlines["outline"].to_list() == ["district"]
    assert outlines.geometry[0].equals(shapely.box(120.7, 31.2, 120.9, 31.4))


def test_the_west_is_the_western_half_and_no_islet(counties: gpd.GeoDataFrame) -> None:
    outlines = zones.zone_outlines(row("district-west", "320505"), counties)
    assert outlines["outline"].to_list() == ["district"]
    assert outlines.geometry[0].equals(shapely.box(120.3, 31.2, 120.5, 31.4))


# 118.7 and 121.1 are the ends of the five cities: the projection is worst there.
@pytest.mark.parametrize(("lon", "lat"), [(118.4, 31.3), (120.0, 31.8), (121.3, 32.3)])
@pytest.mark.parametrize("area", [19.2, 81.0, 386.25])
def test_a_circle_has_the_area_it_stands_for(
    counties: gpd.GeoDataFrame, lon: float, lat: float, area: float
) -> None:
    (shape,) = zones.zone_outlines(row("circle", lon=lon, lat=lat, area=area), counties).geometry
    assert area_km2(shape) == pytest.approx(area, rel=1e-3)
    assert len(shape.exterior.coords) > 64
    assert shape.centroid.distance(shapely.Point(lon, lat)) < 1e-4


def test_an_unknown_area_is_drawn_three_kilometres_wide(counties: gpd.GeoDataFrame) -> None:
    outlines = zones.zone_outlines(row("unknown"), counties)
    assert outlines["outline"].to_list() == ["unknown"]
    assert area_km2(outlines.geometry[0]) == pytest.approx(28.27, rel=1e-2)


def test_a_zone_without_a_point_has_no_outline(counties: gpd.GeoDataFrame) -> None:
    nowhere = row("unknown", lon=float("nan"), lat=float("nan"))
    assert zones.zone_outlines(nowhere, counties).geometry[0] is None


def test_outlines_come_in_degrees_and_in_order(tiny_catalog: Catalog) -> None:
    outlines = tiny_catalog.zone_outlines
    assert outlines.crs == "EPSG:4326"
    assert outlines["id"].to_list() == tiny_catalog.zones["id"].to_list()
    assert outlines.is_valid.all()
