"""What leaves as data: one GeoJSON of everything named, or every table as CSV. Never half-written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.catalog import Catalog
from geodata.tables import NAMED_TABLES, TABLES
from geodata.wording import Row, rows
from geodata.writing import write_whole

# A spreadsheet takes a cell that begins so for a formula; the full-width forms count in some locales.
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
KIND_OF = {"cities": "city", "zones": "zone", "targets": "target"}


def feature_collection(catalog: Catalog) -> dict[str, Any]:
    """Return one feature per city, zone, site, target and governance row (RFC 7946, WGS-84).

    Geometry is the point where one is known, else null: cities and zones have theirs too.
    """
    stages = stage_names(catalog)
    features = [feature(name, row, stages) for name in NAMED_TABLES for row in rows(getattr(catalog, name))]
    return {"type": "FeatureCollection", "features": features}


def stage_names(catalog: Catalog) -> dict[str, str]:
    """Return the plan's own verbs by id, in Chinese."""
    return dict(zip(catalog.stages["id"], catalog.stages["name_zh"], strict=True))


def feature(table: str, row: Row, stages: dict[str, str]) -> Row:
    """Return one row of a table as a GeoJSON feature; what is not known is null."""
    is_city = table == "cities"
    properties = {
        "id": row["id"],
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
        "aliases": list(row.get("aliases", ())),
        "kind": row.get("kind") or KIND_OF[table],
        "city": row["id"] if is_city else row.get("city_id", ""),
        "zone": row["id"] if table == "zones" else row.get("zone_id", ""),
        "industries": list(row.get("industries", ())),
        "clause": list(row["clause"]),
        "claim": row["claim"],
        "stage": stages.get(row.get("stage_id", ""), ""),
        "location_precision": "city" if is_city else row.get("location_precision", "none"),
        "source": row["source_id"],
    }
    return {
        "type": "Feature",
        "id": row["id"],
        "properties": _null_for_empty(properties),
        "geometry": _point(row),
    }


def _null_for_empty(properties: Row) -> Row:
    return {name: None if value == "" else value for name, value in properties.items()}


def _point(row: Row) -> dict[str, Any] | None:
    lon = row.get("lon")
    if lon is None or pd.isna(lon):
        return None
    return {"type": "Point", "coordinates": [lon, row["lat"]]}


def table_csv(catalog: Catalog, name: str) -> str:
    """Return one table as CSV text: lists joined by `|`, cells guarded, numbers left numbers."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    columns = TABLES[name]
    writer.writerow([column.name for column in columns])
    for row in rows(catalog.table(name)):
        writer.writerow([_cell(row[column.name], column.kind) for column in columns])
    return lines.getvalue()


def _cell(value: Any, kind: str) -> str:
    if kind in {"number", "whole"}:
        return "" if pd.isna(value) else f"{value:.15g}"
    if kind == "flag":
        return "true" if value else "false"
    return guarded("|".join(value) if kind == "list" else value)


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_geojson(catalog: Catalog, path: Path) -> None:
    """Write everything named as GeoJSON. Raises OSError and leaves what was there if it cannot."""
    text = json.dumps(feature_collection(catalog), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    write_whole({path: text.encode()})


def write_csv(catalog: Catalog, folder: Path) -> list[Path]:
    """Write every table to `folder`, made if need be, and return the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    # The byte order mark tells spreadsheets that this is UTF-8.
    contents = {folder / f"{name}.csv": table_csv(catalog, name).encode("utf-8-sig") for name in TABLES}
    write_whole(contents)
    return list(contents)
