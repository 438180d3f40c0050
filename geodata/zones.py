"""The outline of each zone: a district's where the two are one, else a circle that shows size, not shape.

Measured in a metric CRS, returned in degrees. No outline here is a legal boundary.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

DISPLAY_CRS = "EPSG:4326"
# CGCS2000 / 3-degree Gauss-Kruger CM 120E: here it keeps areas to 0.1 %.
METRIC_CRS = "EPSG:4549"
CIRCLE_VERTICES = 96
# Drawn dotted and said to be of unknown area: only large enough to be seen and pressed.
UNKNOWN_RADIUS_KM = 3.0


def zone_outlines(zones: pd.DataFrame, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return id, outline (district | circle | unknown) and geometry (EPSG:4326) of every zone, in order.

    `counties` has `adcode` and geometry. A zone without a point has no circle, so its geometry is None.
    """
    rows: list[dict[str, Any]] = zones.to_dict("records")  # type: ignore[assignment]
    shapes: list[shapely.Geometry | None] = [
        _district(row, counties) if row["outline"].startswith("district") else None for row in rows
    ]
    outlines = gpd.GeoDataFrame(
        {"id": zones["id"].to_list(), "outline": [row["outline"].removesuffix("-west") for row in rows]},
        geometry=gpd.GeoSeries(shapes, crs=DISPLAY_CRS),
    )
    drawn = [place for place, row in enumerate(rows) if shapes[place] is None and math.isfinite(row["lon"])]
    outlines.loc[drawn, "geometry"] = _circles([rows[place] for place in drawn])
    return outlines


def _district(row: dict[str, Any], counties: gpd.GeoDataFrame) -> shapely.Geometry:
    whole = _union(counties, row["outline_adcodes"])
    if row["outline"] == "district":
        return whole
    return min(_largest_two(whole), key=lambda piece: piece.centroid.x)


def _union(counties: gpd.GeoDataFrame, adcodes: Iterable[str]) -> shapely.Geometry:
    named = counties["adcode"].astype("str").isin(list(adcodes))
    return shapely.union_all(counties.geometry[named].to_numpy())


def _largest_two(whole: shapely.Geometry) -> list[shapely.Polygon]:
    # Compared, not measured: square degrees will do. Islets and slivers are no halves.
    return sorted(shapely.get_parts(whole), key=lambda piece: -piece.area)[:2]


def is_in_two_pieces(counties: gpd.GeoDataFrame, adcodes: Sequence[str]) -> bool:
    """Say whether the counties together are two pieces or more, so that there is a western one."""
    return len(shapely.get_parts(_union(counties, adcodes))) >= 2


def _circles(rows: list[dict[str, Any]]) -> list[shapely.Geometry]:
    centres = gpd.GeoSeries(
        gpd.points_from_xy([row["lon"] for row in rows], [row["lat"] for row in rows]), crs=DISPLAY_CRS
    ).to_crs(METRIC_CRS)
    shapes = [_circle(centre, _area_m2(row)) for centre, row in zip(centres, rows, strict=True)]
    return list(gpd.GeoSeries(shapes, crs=METRIC_CRS).to_crs(DISPLAY_CRS))


def _area_m2(row: dict[str, Any]) -> float:
    if row["outline"] == "circle":
        return float(row["area_km2"]) * 1e6
    return math.pi * (UNKNOWN_RADIUS_KM * 1e3) ** 2


def _circle(centre: shapely.Point, area_m2: float) -> shapely.Polygon:
    """Return a regular polygon of exactly this area; its corners stand a little outside the true circle."""
    turn = 2 * math.pi / CIRCLE_VERTICES
    radius = math.sqrt(2 * area_m2 / (CIRCLE_VERTICES * math.sin(turn)))
    angles = turn * np.arange(CIRCLE_VERTICES)
    corners = np.column_stack([centre.x + radius * np.cos(angles), centre.y + radius * np.sin(angles)])
    return shapely.Polygon(corners)
