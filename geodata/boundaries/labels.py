"""Where names stand: where `inputs/` says so, else the roomiest place on dry ground or on the lake."""

from __future__ import annotations

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries.geometry import to_degrees, to_metres
from geodata.boundaries.outlines import CITIES, Outlines

COLUMNS = ["id", "kind", "name_zh", "name_en", "lon", "lat", "rank", "angle"]
PRECISION_M = 50.0


def labels(
    places: pd.DataFrame,
    waters: pd.DataFrame,
    outlines: Outlines,
    shapes: dict[str, BaseGeometry],
    wet: BaseGeometry,
) -> pd.DataFrame:
    """Return one row per name. `shapes` has cities, counties and lakes by id, `wet` is all water.

    `angle` is in degrees clockwise, as in SVG and MapLibre; `rank` is 1 for large, 3 for small.
    """
    rows = [_place(row, outlines, shapes, wet) for row in places.to_dict("records")]
    rows += [_water(row, shapes) for row in waters.to_dict("records")]
    return pd.DataFrame(rows, columns=COLUMNS)


def _place(
    row: dict[str, str], outlines: Outlines, shapes: dict[str, BaseGeometry], wet: BaseGeometry
) -> dict[str, object]:
    adcode, kind = row["adcode"], row["kind"]
    prefix = {"county": "district", "neighbour": "neighbour"}
    name = CITIES[adcode[:4]] if kind == "city" else f"{prefix[kind]}-{adcode}"
    if row["lon"]:
        lon, lat = _given(row, shapes[name] if name in shapes else outlines.outline(adcode))
    else:
        lon, lat = roomiest(shapes[name].difference(wet))
    values = (name, kind, outlines.names[adcode], row["name_en"], lon, lat, row["rank"], 0)
    return dict(zip(COLUMNS, values, strict=True))


def _given(row: dict[str, str], outline: BaseGeometry) -> tuple[float, float]:
    lon, lat = float(row["lon"]), float(row["lat"])
    if not outline.contains(shapely.Point(lon, lat)):
        raise ValueError(f"places.csv: {row['adcode']} stands outside its outline at {lon}, {lat}.")
    return lon, lat


def _water(row: dict[str, str], shapes: dict[str, BaseGeometry]) -> dict[str, object]:
    lon, lat = (float(row["lon"]), float(row["lat"])) if row["lon"] else roomiest(shapes[row["id"]])
    values = (row["id"], "water", row["name_zh"], row["name_en"], lon, lat, row["rank"], row["angle"])
    return dict(zip(COLUMNS, values, strict=True))


def roomiest(shape: BaseGeometry) -> tuple[float, float]:
    """Return the centre of the largest circle inside, as longitude and latitude."""
    line = shapely.maximum_inscribed_circle(to_metres(shape), tolerance=PRECISION_M)
    centre = to_degrees(shapely.Point(line.coords[0]))
    return round(centre.x, 4), round(centre.y, 4)
