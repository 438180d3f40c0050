"""Reads the files: CSV as text, GeoJSON by a JSON parser, then cells into types; knows no meanings.

What cannot be read becomes a `Problem`, never a traceback. A frame of text has the line in the file as its
index, so that every later complaint can say where it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.problems import Problem, Words
from geodata.tables import Column, parts

DATA_CRS = "EPSG:4326"
CATALOGUE_DIR = Path(__file__).parent / "catalogue"
BOUNDARIES_DIR = Path(__file__).parent / "boundaries"

_Read = TypeVar("_Read")

_MISSING = Words("找不到文件", "放回这个文件", "file not found", "put it back")
_UNREADABLE = Words(
    "文件无法读取", "检查权限与磁盘", "file cannot be read", "check its permissions and the disk"
)
_ENCODING = Words("不是 UTF-8 编码", "另存为“CSV UTF-8”", "not UTF-8", "save it as “CSV UTF-8”")
_NO_HEADER = Words("没有表头", "第一行写列名", "no header", "write the column names in the first line")
_NOT_CSV = Words("不是规范的 CSV", "检查引号与逗号", "not well-formed CSV", "check quotes and commas")
_RAGGED = Words(
    *("应有 {wanted} 格,实有 {found} 格", "补足或删去逗号,含逗号的格加英文引号"),
    *("{wanted} cells wanted, {found} found", "add or remove commas; quote a cell that holds one"),
)
_REPEATED = Words("列名重复", "删去一列", "column name repeats", "remove one of the columns")
_NOT_JSON = Words("不是规范的 JSON", "重新生成文件", "not well-formed JSON", "build the file again")
_NOT_FEATURES = Words(
    *("不是要素集合", "存为 GeoJSON FeatureCollection"),
    *("not a collection of features", "store a GeoJSON FeatureCollection"),
)
_BAD_FEATURE = Words(
    *("要素缺 id 或几何无效", "用建库脚本重新生成"),
    *("feature without id or valid geometry", "build the file again with its script"),
)


class Unreadable(Exception):
    """A file that cannot be used at all; carries the one problem that says why."""

    def __init__(
        self, file: str, words: Words, row: int | None = None, column: str = "", value: str = ""
    ) -> None:
        self.problem = Problem(file, row, column, value, words)
        super().__init__(str(self.problem))


def attempt(read: Callable[[Path], _Read], path: Path, problems: list[Problem]) -> _Read | None:
    """Return `read(path)`, or None after noting in `problems` why it cannot be read."""
    try:
        return read(path)
    except Unreadable as error:
        problems.append(error.problem)
        return None


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark. Raises Unreadable."""
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise Unreadable(path.name, _MISSING) from None
    except OSError:
        raise Unreadable(path.name, _UNREADABLE) from None
    except UnicodeDecodeError as error:
        raise Unreadable(path.name, _ENCODING, data[: error.start].count(b"\n") + 1) from None


def read_table(path: Path) -> pd.DataFrame:
    """Return a CSV file as text cells, indexed by the line each row begins on. Raises Unreadable."""
    rows = _rows(path.name, read_text(path))
    if not rows:
        raise Unreadable(path.name, _NO_HEADER)
    header = rows.pop(min(rows))
    for name in header:
        if header.count(name) > 1:
            raise Unreadable(path.name, _REPEATED, 1, name)
    for line, cells in rows.items():
        if len(cells) != len(header):
            wanted = _RAGGED.filled(wanted=str(len(header)), found=str(len(cells)))
            raise Unreadable(path.name, wanted, line, value=cells[0])
    index = pd.Index(list(rows), dtype="int64", name="line")
    return pd.DataFrame(list(rows.values()), index=index, columns=header, dtype="str")


def _rows(file: str, text: str) -> dict[int, list[str]]:
    """Return the cells of each row under the line it begins on; blank lines are passed over."""
    rows: dict[int, list[str]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                rows[line] = cells
            line = reader.line_num + 1
    except csv.Error:
        raise Unreadable(file, _NOT_CSV, line) from None
    return rows


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; NaN and Infinity are not JSON. Raises Unreadable."""

    def refuse(constant: str) -> NoReturn:
        raise ValueError(constant)

    text = read_text(path)
    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Unreadable(path.name, _NOT_JSON) from None


def read_features(path: Path) -> gpd.GeoDataFrame:
    """Return the features of a GeoJSON file (WGS-84): their properties and geometry. Raises Unreadable."""
    content = read_json(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise Unreadable(path.name, _NOT_FEATURES)
    shapes, records = [], []
    for number, feature in enumerate(features, 1):
        try:
            shapes.append(_shape(feature["geometry"]))
            records.append({"id": feature["properties"]["id"], **feature["properties"]})
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
            raise Unreadable(path.name, _BAD_FEATURE, number) from None
    frame = pd.DataFrame.from_records(records, index=pd.RangeIndex(1, len(records) + 1, name="feature"))
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=DATA_CRS)


def _shape(geometry: dict[str, Any]) -> shapely.Geometry:
    """Return a valid geometry in degrees. Raises ValueError for a projected or broken one."""
    shape = shapely.geometry.shape(geometry)
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90 and shape.is_valid):
        raise ValueError("not a valid geometry in degrees")
    return shape


def typed(frame: pd.DataFrame, columns: Iterable[Column]) -> pd.DataFrame:
    """Return checked text cells as values: lists as tuples, numbers as float64 or Int64, flags as bool.

    An empty number is missing, text stays text, empty or not. Rows are numbered from 0.
    """
    return pd.DataFrame(
        {column.name: _values(frame[column.name], column.kind) for column in columns}
    ).reset_index(drop=True)


def _values(cells: pd.Series, kind: str) -> pd.Series:
    if kind == "list":
        return pd.Series([parts(cell) for cell in cells], index=cells.index, dtype="object")
    if kind == "flag":
        return cells == "true"
    if kind == "number":
        return pd.to_numeric(cells, errors="coerce").astype("float64")
    if kind == "whole":
        return pd.to_numeric(cells, errors="coerce").astype("Int64")
    return cells


def with_points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a frame with `lon` and `lat` as a GeoDataFrame; a row without them has no geometry."""
    lonlat = frame[["lon", "lat"]].to_numpy(dtype="float64")
    placed = np.isfinite(lonlat).all(axis=1)
    points = np.full(len(frame), None, dtype="object")
    points[placed] = shapely.points(lonlat[placed])
    return gpd.GeoDataFrame(frame, geometry=points, crs=DATA_CRS)
