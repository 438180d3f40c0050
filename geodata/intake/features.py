"""GeoJSON as a grid of text, in the child: by a JSON parser alone, points only, no link is followed."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from geodata.intake import limits, refusals
from geodata.intake.headings import SITE_COLUMNS, heading_of
from geodata.intake.refusals import Refusal
from geodata.intake.workbook import Budget, Rows

SHEET = "GeoJSON"
POINT = "lon", "lat"
# Names of a CRS that need no conversion; others are converted by the parent, if it knows them.
DEGREES = {"4326", "CRS84", "4490"}
# Surveyed systems of CGCS2000 leave no doubt about the datum. What calls itself WGS-84 may have been
# read off a Chinese web map: that is asked.
CGCS2000 = re.compile(r"4490|45\d\d")
MOST_NAMED = 20
MOST_DIGITS = 40
_NAME = re.compile(r"(?:EPSG:(?:[\d.]*:)?|EPSG/\d/|OGC:(?:[\d.]*:)?)(\d+|CRS84)$")

Feature = tuple[dict[str, str], tuple[str, str]]


def read_features(text: str) -> tuple[Rows, str]:
    """Return a grid of properties, lon and lat, and the EPSG code to convert from, "" for degrees.

    Raises Refusal.
    """
    content = _parsed(text)
    found = content.get("features") if isinstance(content, dict) else None
    if not isinstance(found, list) or not found:
        raise Refusal(refusals.NO_FEATURES)
    if len(found) > limits.MOST_FEATURES:
        raise Refusal(refusals.FEATURES, most=limits.MOST_FEATURES)
    code = _crs(content.get("crs"))
    crs = "" if code in DEGREES else code
    points = _points(found)
    if not crs:
        _refuse_where(refusals.METRES, [max(map(abs, point), default=0) > 180 for point in points])
    lines = [_line(feature, point, bool(crs)) for feature, point in zip(found, points, strict=True)]
    return _rows(lines, "CGCS2000" if CGCS2000.fullmatch(code) else ""), crs


def _parsed(text: str) -> Any:
    if text.count("[") > limits.MOST_VERTICES:
        raise Refusal(refusals.VERTICES, most=limits.MOST_VERTICES)
    try:
        return json.loads(text, parse_constant=_refuse, parse_int=_whole)
    except (ValueError, RecursionError):
        raise Refusal(refusals.BAD_JSON) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(digits[:MOST_DIGITS])
    return int(digits)


def _refuse_where(words: refusals.Said, is_wrong: list[bool]) -> None:
    """Refuse naming all features that are wrong, or the first twenty."""
    wrong = [str(number) for number, one in enumerate(is_wrong, 1) if one]
    if wrong:
        more = "…" if len(wrong) > MOST_NAMED else ""
        raise Refusal(words, rows=", ".join(wrong[:MOST_NAMED]) + more)


def _crs(given: Any) -> str:
    """Return the EPSG code (or CRS84) that a `crs` member names, "" where there is none."""
    if given is None:
        return ""
    if not isinstance(given, dict) or given.get("type") == "link":
        raise Refusal(refusals.CRS_LINK)
    properties = given.get("properties")
    name = str(properties.get("name")) if isinstance(properties, dict) else ""
    code = _NAME.search(name)
    if code is None:
        raise Refusal(refusals.CRS_UNKNOWN, crs=name[:60])
    return code[1]


def _points(found: list[Any]) -> list[tuple[float, ...]]:
    points = [_point(feature) for feature in found]
    _refuse_where(refusals.NOT_POINT, [point is None for point in points])
    return [point for point in points if point is not None]


def _point(feature: Any) -> tuple[float, ...] | None:
    """Return lon and lat of a feature, () where it has no geometry, None where that is no point."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else {}
    if geometry is None:
        return ()
    kind, at = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (0, 0)
    if kind == "MultiPoint" and isinstance(at, list) and len(at) == 1:
        kind, at = "Point", at[0]
    if kind != "Point" or not isinstance(at, list) or len(at) < 2:
        return None
    lon, lat = at[:2]
    if not all(type(one) in (int, float) and math.isfinite(one) for one in (lon, lat)):
        return None
    return float(lon), float(lat)


def _line(feature: dict[str, Any], point: tuple[float, ...], is_projected: bool) -> Feature:
    """Return the properties as text, and the point: that of the geometry, where there is one."""
    given = feature.get("properties")
    kept = {str(name): _text(value) for name, value in given.items()} if isinstance(given, dict) else {}
    if "id" not in kept and isinstance(feature.get("id"), str | int):
        kept["id"] = _text(feature["id"])
    written = dict.fromkeys(POINT, "")
    for name in list(kept):
        own = heading_of(name, SITE_COLUMNS)
        if own in written:
            written[own] = kept.pop(name)
    if point:
        return kept, (f"{point[0]:.15g}", f"{point[1]:.15g}")
    return kept, ("", "") if is_projected else (written["lon"], written["lat"])


def _rows(lines: list[Feature], datum: str) -> Rows:
    names = list(dict.fromkeys(name for properties, _ in lines for name in properties))
    added = datum and not any(heading_of(name, SITE_COLUMNS) == "datum" for name in names)
    budget = Budget()
    rows = [[*names, *(["datum"] if added else []), *POINT]]
    for properties, point in lines:
        stated = [datum if any(point) else ""] if added else []
        rows.append([*(properties.get(name, "") for name in names), *stated, *point])
    for number, row in enumerate(rows, 1):
        budget.take(row, SHEET, number)
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list):
        return "|".join(map(str, value))
    return str(value)
