"""Tests on tables of text cells: each says, row by row, whether it holds. Distances in metres."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.loading import DATA_CRS
from geodata.tables import PLAN_SOURCE
from geodata.zones import METRIC_CRS, is_in_two_pieces

# Points are rounded to 4 decimals (10 m) and outlines simplified by about 100 m: nearer than this is inside.
TOLERANCE_M = 250.0

Truth = pd.Series


@dataclass(frozen=True)
class Surroundings:
    """What a row may be compared with: other tables as text and outlines, as far as they could be read."""

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    cities: gpd.GeoDataFrame | None = None
    counties: gpd.GeoDataFrame | None = None


def filled(frame: pd.DataFrame, column: str) -> Truth:
    return frame[column] != ""


def filled_count(frame: pd.DataFrame, *columns: str) -> pd.Series:
    """Return how many of `columns` each row has filled in."""
    return (frame[list(columns)] != "").sum(axis=1)


def placed(frame: pd.DataFrame) -> Truth:
    return filled(frame, "lon") & filled(frame, "lat")


def has_outside_source(frame: pd.DataFrame, claim: str, source: str) -> Truth:
    return (frame[claim] != "external") | ~frame[source].isin(["", PLAN_SOURCE])


def _lookup(around: Surroundings, table: str, column: str) -> dict[str, str]:
    frame = around.tables.get(table)
    if frame is None or column not in frame or "id" not in frame:
        return {}
    return dict(zip(frame["id"], frame[column], strict=True))


def same_city(frame: pd.DataFrame, around: Surroundings, column: str, table: str) -> Truth:
    city = frame[column].map(_lookup(around, table, "city_id"))
    unknown = ~frame["city_id"].isin(list(_lookup(around, "cities", "id")))
    return unknown | city.isna() | (city == frame["city_id"])


def stands_in(frame: pd.DataFrame, around: Surroundings, column: str, tables: Sequence[str]) -> Truth:
    """Say whether what each row names stands in one of `tables`; an unknown id is another rule's."""
    here, anywhere = set[str](), set[str]()
    for name, table in around.tables.items():
        if "id" in table:
            anywhere |= set(table["id"])
            here |= set(table["id"]) if name in tables else set()
    return frame[column].isin(list(here)) | ~frame[column].isin(list(anywhere))


def inside(frame: pd.DataFrame, outlines: gpd.GeoDataFrame | None, column: str) -> Truth:
    """Say whether each point lies in the outline that `column` names; what is unknown passes."""
    truth = pd.Series(True, index=frame.index)
    if outlines is None:
        return truth
    lonlat = frame[["lon", "lat"]].apply(pd.to_numeric, errors="coerce").to_numpy(dtype="float64")
    shape_of = dict(zip(outlines["id"], outlines.geometry.to_crs(METRIC_CRS), strict=True))
    asked = np.isfinite(lonlat).all(axis=1) & frame[column].isin(list(shape_of)).to_numpy()
    points = gpd.GeoSeries(shapely.points(lonlat[asked]), crs=DATA_CRS).to_crs(METRIC_CRS)
    shapes = [shape_of[name] for name in frame.loc[asked, column]]
    truth[asked] = shapely.distance(points.to_numpy(), shapes) <= TOLERANCE_M
    return truth


def known_counties(frame: pd.DataFrame, around: Surroundings) -> Truth:
    wanted = frame["outline"].isin(["district", "district-west"])
    if around.counties is None:
        return pd.Series(True, index=frame.index)
    known = set(around.counties["adcode"].astype("str"))
    found = frame["outline_adcodes"].map(lambda cell: bool(cell) and set(cell.split("|")) <= known)
    return ~wanted | found


def two_pieces(frame: pd.DataFrame, around: Surroundings) -> Truth:
    counties = around.counties
    if counties is None:
        return pd.Series(True, index=frame.index)
    halves = frame["outline_adcodes"].map(lambda cell: is_in_two_pieces(counties, cell.split("|")))
    return (frame["outline"] != "district-west") | halves


def two_levels(frame: pd.DataFrame, _: Surroundings) -> Truth:
    """Industries have two levels: a parent has no parent."""
    parent_of = dict(zip(frame["id"], frame["parent_id"], strict=True))
    return frame["parent_id"].map(lambda parent: not parent_of.get(parent))


def not_under_itself(frame: pd.DataFrame, _: Surroundings) -> Truth:
    parent_of = dict(zip(frame["id"], frame["parent_id"], strict=True))

    def climbs_out(name: str) -> bool:
        seen = {name}
        while name := parent_of.get(name, ""):
            if name in seen:
                return False
            seen.add(name)
        return True

    return frame["id"].map(climbs_out).astype("bool")


def first_of(*columns: str) -> Callable[[pd.DataFrame, Surroundings], Truth]:
    """Return a test that a row is the first with what it has in `columns`; empty ones never repeat."""
    return lambda frame, _: ~(frame.duplicated(list(columns)) & (frame[list(columns)] != "").all(axis=1))


def once_by(*columns: str) -> Callable[[pd.DataFrame, Surroundings], Truth]:
    """Return a test that a row is the first with what it has in `columns`; empty ones count too."""
    return lambda frame, _: ~frame.duplicated(list(columns))


def _of_indicator(frame: pd.DataFrame, around: Surroundings, column: str) -> pd.Series:
    known = _lookup(around, "indicators", column)
    return frame["indicator_id"].map(lambda name: known.get(name, "")).astype("str")


def _number(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(cells, errors="coerce")


def in_its_unit(frame: pd.DataFrame, around: Surroundings) -> Truth:
    """Say whether each value is in the unit of its indicator; an unknown indicator is another rule's."""
    wanted = _of_indicator(frame, around, "unit_zh")
    return (wanted == "") | (frame["unit"] == wanted)


def in_its_range(frame: pd.DataFrame, around: Surroundings) -> Truth:
    """Say whether each value lies between the least and the most its indicator can be."""
    value = _number(frame["value"])
    low = _number(_of_indicator(frame, around, "minimum"))
    high = _number(_of_indicator(frame, around, "maximum"))
    return ~((value < low) | (value > high))


def whole_if_counted(frame: pd.DataFrame, around: Surroundings) -> Truth:
    """Say whether each count and rank is a whole number."""
    counted = _of_indicator(frame, around, "measure").isin(["count", "rank"])
    value = _number(frame["value"])
    return ~counted | value.isna() | (value % 1 == 0)


def published_later(frame: pd.DataFrame, _: Surroundings) -> Truth:
    """Say whether each value was published in its year or after it."""
    return ~(_number(frame["published"].str[:4]) < _number(frame["year"]))


def in_order(low: str, high: str) -> Callable[[pd.DataFrame, Surroundings], Truth]:
    """Return a test that the number in `low` is not above that in `high`, where both are given."""
    return lambda frame, _: ~(_number(frame[low]) > _number(frame[high]))
