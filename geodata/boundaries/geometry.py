"""Small helpers on shapely geometry: metres and back, rounding, polygons only. Degrees are WGS-84."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

METRIC_CRS = "EPSG:4549"  # CGCS2000, 3-degree zone on 120° E, which runs through the region
DECIMALS = 4  # about 10 m: under a pixel at zoom 12

_TO_METRES = pyproj.Transformer.from_crs("EPSG:4326", METRIC_CRS, always_xy=True)


def to_metres(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape in METRIC_CRS."""
    return shapely.transform(shape, _stepwise(_TO_METRES.transform))


def to_degrees(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape in METRIC_CRS as longitude and latitude."""
    return shapely.transform(shape, _stepwise(lambda x, y: _TO_METRES.transform(x, y, direction="INVERSE")))


def rounded(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape on the grid of DECIMALS; corners that fall together become one."""
    grid = shapely.transform(shape, lambda points: np.round(points, DECIMALS))
    return shapely.remove_repeated_points(grid)


def snapped(shape: BaseGeometry) -> BaseGeometry:
    """Return polygons on the grid of DECIMALS, kept valid. For shapes that share no border with another."""
    return polygons(rounded(shapely.set_precision(shape, 10**-DECIMALS)))


def polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return only the polygons of the shape, one Polygon or MultiPolygon."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def without_specks(shape: BaseGeometry, area_km2: float) -> BaseGeometry:
    """Return the shape without parts and holes smaller than `area_km2`."""
    kept = [
        shapely.Polygon(
            part.exterior, [ring for ring in part.interiors if km2(shapely.Polygon(ring)) >= area_km2]
        )
        for part in shapely.get_parts(shape)
        if km2(part) >= area_km2
    ]
    return shapely.union_all(kept)


def km2(shape: BaseGeometry) -> float:
    """Return the area; good to a few per cent in the whole frame, enough to tell specks from islands."""
    return float(shape.area * 111.2**2 * np.cos(np.radians(shape.centroid.y)))


def lines(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return all line parts, joined end to end where only two meet."""
    parts = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.union_all(parts)) if parts else shapely.MultiLineString()


def _stepwise(
    change: Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], tuple[object, object]],
) -> Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]:
    return lambda points: np.column_stack(change(points[:, 0], points[:, 1]))
