"""A release as an OGC GeoPackage: written with GDAL from our own tables, read with SQLite alone, read-only.

Every table is a layer: points where it has them (EPSG:4326), attributes elsewhere, and the zones' outlines.
"""

from __future__ import annotations

import sqlite3
import warnings
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata import loading
from geodata.catalog import Tables, shipped_ground
from geodata.loading import DATA_CRS
from geodata.releases.digest import number_text
from geodata.tables import TABLES, Column
from geodata.zones import zone_outlines

POINT_TABLES = ("cities", "districts", "zones", "sites")
OUTLINES = "zone_outlines"


def write_geopackage(tables: Tables, path: Path) -> None:
    """Write canonical tables to a file that is not there yet. Raises OSError when the disk refuses."""
    import pyogrio  # noqa: PLC0415  only who publishes needs GDAL

    # The file lies aside until it has been read again and synced: no need to sync each layer.
    pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": "OFF", "OGR_SQLITE_JOURNAL": "OFF"})
    try:
        for name, columns in TABLES.items():
            frame = _typed(tables[name], columns)
            if name in POINT_TABLES:
                frame = loading.with_points(frame)
            with warnings.catch_warnings():
                # A layer of attributes has no geometry, and says so.
                warnings.filterwarnings("ignore", message=".*[Gg]eometry.*")
                pyogrio.write_dataframe(
                    frame,
                    path,
                    layer=name,
                    driver="GPKG",
                    geometry_type="Point" if name in POINT_TABLES else None,
                    append=path.exists(),
                )
        pyogrio.write_dataframe(
            _outlines(tables), path, layer=OUTLINES, driver="GPKG", append=True, promote_to_multi=True
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.FieldError, RuntimeError) as fault:
        raise OSError(0, str(fault), str(path)) from fault


def _typed(frame: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    """Return numbers as numbers and all else as the text it is, lists and flags too."""
    typed = {
        column.name: pd.to_numeric(frame[column.name], errors="coerce").astype(
            "float64" if column.kind == "number" else "Int64"
        )
        if column.kind in ("number", "whole")
        else frame[column.name].astype("object")
        for column in columns
    }
    return pd.DataFrame(typed).reset_index(drop=True)


def _outlines(tables: Tables) -> gpd.GeoDataFrame:
    zones = loading.typed(tables["zones"], TABLES["zones"])
    outlines = zone_outlines(zones, shipped_ground().counties)
    shapes = np.array([shape if shape is not None else shapely.MultiPolygon() for shape in outlines.geometry])
    return gpd.GeoDataFrame(
        {"id": outlines["id"].astype("object"), "outline": outlines["outline"].astype("object")},
        geometry=shapes,
        crs=DATA_CRS,
    )


def read_geopackage(path: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a release as canonical text. Raises sqlite3.Error or KeyError for what is none."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        return {name: _table(file, name, columns) for name, columns in TABLES.items()}


def _table(file: sqlite3.Connection, name: str, columns: tuple[Column, ...]) -> pd.DataFrame:
    wanted = ", ".join(f'"{column.name}"' for column in columns)
    rows = file.execute(f'SELECT {wanted} FROM "{name}" ORDER BY fid').fetchall()
    index = pd.Index(range(2, len(rows) + 2), dtype="int64", name="line")
    cells = [[_text(cell) for cell in row] for row in rows]
    return pd.DataFrame(cells, index=index, columns=[column.name for column in columns], dtype="str")


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return number_text(float(cell)) if isinstance(cell, int | float) else str(cell)
