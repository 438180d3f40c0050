"""The ground under the catalogue: outlines of cities and counties, and labels. Only read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata import loading
from geodata.contracts import check_table
from geodata.problems import Problem, Words
from geodata.row_tests import Surroundings
from geodata.tables import LABELS

# Drawn as they are and never calculated with: read only to prove them.
SCENERY = ("bands", "borders", "water", "land")

_ABSENT = Words(
    *("要素缺少属性", "用建库脚本重新生成"),
    *("features lack this property", "build the file again with its script"),
)
_REPEATED = Words("编号重复", "用建库脚本重新生成", "id stands twice", "build the file again with its script")


@dataclass(frozen=True)
class Ground:
    """Outlines in EPSG:4326 with id and adcode (counties also city_id and name_zh), and the labels."""

    cities: gpd.GeoDataFrame
    counties: gpd.GeoDataFrame
    labels: pd.DataFrame


def load_ground(folder: Path, problems: list[Problem]) -> Ground | None:
    """Return the ground, or None after adding to `problems` what is wrong with it."""
    found = len(problems)
    cities = _outlines(folder / "cities.geojson", ("adcode",), problems)
    counties = _outlines(folder / "counties.geojson", ("adcode", "city_id", "name_zh"), problems)
    labels = _labels(folder / "labels.csv", problems)
    if cities is None or counties is None or labels is None or len(problems) > found:
        return None
    return Ground(cities, counties, labels)


def check_scenery(folder: Path) -> list[Problem]:
    """Return what is wrong with the files that the map draws without calculating."""
    problems: list[Problem] = []
    for name in SCENERY:
        loading.attempt(loading.read_json, folder / f"{name}.geojson", problems)
    return problems


def _outlines(path: Path, properties: Sequence[str], problems: list[Problem]) -> gpd.GeoDataFrame | None:
    frame = loading.attempt(loading.read_features, path, problems)
    if frame is None:
        return None
    problems += [Problem(path.name, None, name, "", _ABSENT) for name in properties if name not in frame]
    problems += [
        Problem(path.name, int(str(row)), "id", str(value), _REPEATED)
        for row, value in frame["id"][frame["id"].duplicated()].items()
    ]
    return frame.reset_index(drop=True)


def _labels(path: Path, problems: list[Problem]) -> pd.DataFrame | None:
    frame = loading.attempt(loading.read_table, path, problems)
    if frame is None:
        return None
    # Two places may share a name, so the warnings of the catalogue mean nothing here.
    found = check_table(path.name, frame, LABELS, {}, Surroundings())
    errors = [problem for problem in found if not problem.is_warning]
    problems += errors
    return None if errors else loading.typed(frame, LABELS)
