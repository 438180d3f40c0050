"""Coordinates as stewards have them: perhaps swapped, perhaps in GCJ-02 or BD-09, perhaps in another city.

Only the steward can say; what comes out is WGS-84 in degrees, rounded to a decimetre.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import geocoordinates_ffi as gc  # type: ignore[import-untyped]
import geopandas as gpd
import shapely
from pyproj import Transformer

from geodata.cell_rules import FRAME_LAT, FRAME_LON
from geodata.ground import Ground
from geodata.intake.asking import Talk, choice
from geodata.intake.columns import Row
from geodata.intake.headings import code_of
from geodata.loading import DATA_CRS
from geodata.problems import Words
from geodata.row_tests import TOLERANCE_M
from geodata.zones import METRIC_CRS

Point = tuple[float, float]
DATUMS = ("wgs84", "gcj02", "bd09")
# Where a longitude and a latitude of southern Jiangsu lie; in each other's column they are swapped.
SWAPPED_LON, SWAPPED_LAT = (29.0, 36.0), (116.0, 124.0)
MOVED_M = 60.0  # a point nearer than this to the old one in another datum is that one
_DEGREES = re.compile(r"[0-9.]+\s*[°º度]|[0-9]+\s+[0-9]+\s+[0-9.]+|[NEne北东]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?(e[+-]?[0-9]{1,2})?", re.I)

_NOT_NUMBER = Words("不是数", "写成如 120.6205 的度数", "not a number", "write degrees such as 120.6205")
_MINUTES = Words(
    *("不是十进制度", "把度分秒换算为如 120.6205 的度数"),
    *("not in decimal degrees", "convert degrees and minutes to degrees such as 120.6205"),
)
_HALF = Words(
    *("经纬度须成对", "补上另一个或都留空"),
    *("half a point", "give both longitude and latitude, or neither"),
)
_FAR = Words(
    *("不在本区范围(经度 114–126,纬度 27–36)", "核对坐标;米制坐标先换算为度"),
    *("outside the region (longitude 114–126, latitude 27–36)", "check it; convert metres to degrees"),
)
_SWAP = Words(
    *("经度与纬度像是写反了,请确认", "回答"),
    *("longitude and latitude look swapped: please confirm", "answer"),
)
_SWAPS = (
    choice("swap", "写反了,互换", "they are swapped: exchange them"),
    choice("keep", "没有写反", "they are not swapped"),
)
_DATUM = Words(
    *("新的坐标未注明坐标系,请选择", "回答,或加一列“坐标系”;相差可达 500–1200 米"),
    *(
        "new coordinates without a datum: please choose",
        "answer, or add a column “Datum”; they may be 500–1200 m apart",
    ),
)
_DATUM_CHOICES = (
    choice(
        "wgs84", "WGS-84 或 CGCS2000(GPS、天地图、测绘成果)", "WGS-84 or CGCS2000 (GPS, Tianditu, surveys)"
    ),
    choice("gcj02", "GCJ-02(高德、腾讯地图)", "GCJ-02 (Amap, Tencent)"),
    choice("bd09", "BD-09(百度地图)", "BD-09 (Baidu)"),
)
_PLAIN = Words("未注明坐标系", "请选择", "no datum is given", "please choose")
_LIKELY = Words(
    *("与原点位换算成 {datum} 的坐标重合,很可能是 {datum}", "请选择"),
    *("where its point is now, as {datum} writes it: probably {datum}", "please choose"),
)
_NAMED = Words(
    *("注明的是 {given},却与原点位的 {datum} 坐标重合", "核对坐标系"),
    *("said to be {given}, but it is where its point is now, as {datum} writes it", "check the datum"),
)
_INSIDE_AS = Words(
    *("按 {datum} 才落在所在市内", "请选择"),
    *("inside its city only when read as {datum}", "please choose"),
)
_NO_DATUM = Words(
    *("认不出坐标系", "写 WGS-84、CGCS2000、GCJ-02 或 BD-09"),
    *("this datum is not known", "write WGS-84, CGCS2000, GCJ-02 or BD-09"),
)
_CONVERTED = Words(
    *("坐标已由 {datum} 换算为 WGS-84", "核对地图上的位置"),
    *("coordinates were converted from {datum} to WGS-84", "check the place on the map"),
)
_OUTSIDE = Words(
    *("点在所在市之外,请选择", "回答,或改正坐标、坐标系与城市"),
    *("points outside their city: please choose", "answer, or correct point, datum and city"),
)
_OUTSIDE_CHOICES = (
    choice("unplaced", "先不落点(地点不明)", "leave the point out for now (place unknown)"),
    choice("correct", "我来改正表格", "I correct the sheet"),
)
_LIES = Words(
    *("点在{city}之外", "请选择"),
    *("the point is outside {city}", "please choose"),
)
_CORRECT = Words(
    *("点在{city}之外", "改正坐标、坐标系或城市"),
    *("the point is outside {city}", "correct point, datum or city"),
)


@dataclass(frozen=True)
class Placed:
    """What a row says of its point: in WGS-84, or none because it is `unplaced` or still `open`."""

    point: Point | None
    state: Literal["placed", "unplaced", "open"]


class Points:
    """Reads points, asks what is not known of them, and knows in which city and county they lie."""

    def __init__(self, ground: Ground, talk: Talk, stated: str = "") -> None:
        self._ground, self._talk = ground, talk
        self._stated = stated  # the datum that the file as a whole states

    def written(self, row: Row) -> Point | Literal["blank"] | None:
        """Return a point as its row has it, in whatever datum; None after saying what is wrong."""
        cells = row.raw("lon").strip(), row.raw("lat").strip()
        if not any(cells):
            return "blank"
        if not all(cells):
            self._talk.error(_HALF, row.spot("lat" if cells[0] else "lon"))
            return None
        lon, lat = (self._number(row, key) for key in ("lon", "lat"))
        if lon is None or lat is None:
            return None
        if _within(lon, SWAPPED_LON) and _within(lat, SWAPPED_LAT):
            answer = self._talk.ask("swap", _SWAP, _SWAPS, row.spot("lon"))
            if answer is None:
                return None
            lon, lat = (lat, lon) if answer == "swap" else (lon, lat)
        for key, value, frame in (("lon", lon, FRAME_LON), ("lat", lat, FRAME_LAT)):
            if not _within(value, frame):
                self._talk.error(_FAR, row.spot(key))
                return None
        return lon, lat

    def _number(self, row: Row, key: str) -> float | None:
        text = unicodedata.normalize("NFKC", row.raw(key)).strip()
        if _NUMBER.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        self._talk.error(_MINUTES if _DEGREES.search(text) else _NOT_NUMBER, row.spot(key))
        return None

    def placed(self, row: Row, written: Point, now: Point | None, city: str, said: str) -> Placed:
        """Return where a point is; `now` is where it is in use, `city` the outline it is to lie in."""
        datum = self._datum(row, written, now, city)
        point = in_wgs84(written, datum) if datum else None
        possible = [point] if point else [in_wgs84(written, one) for one in DATUMS]
        if any(self.lies_in(one, city) for one in possible):
            if datum and datum != "wgs84":
                self._talk.note(_CONVERTED, row.spot("lon"), datum=_shown(datum))
            return Placed(point, "placed" if point else "open")
        answer = self._talk.ask(
            "outside", _OUTSIDE, _OUTSIDE_CHOICES, row.spot("lon"), _LIES.filled(city=said)
        )
        if answer == "correct":
            self._talk.error(_CORRECT, row.spot("lon"), city=said)
        return Placed(None, "unplaced" if answer == "unplaced" else "open")

    def _datum(self, row: Row, written: Point, now: Point | None, city: str) -> str | None:
        """Return the datum of a point, None after asking or saying that it is not known."""
        likely = _likely(written, now)
        if named := row.raw("datum").strip():
            code = code_of("datum", named)
            if code is None:
                self._talk.error(_NO_DATUM, row.spot("datum"))
            elif likely and likely != code:
                self._talk.warning(_NAMED, row.spot("datum"), given=named[:20], datum=_shown(likely))
            return code
        if self._stated:
            return self._stated
        about = _LIKELY.filled(datum=_shown(likely)) if likely else self._inside_as(written, city)
        return self._talk.ask("datum", _DATUM, _DATUM_CHOICES, row.spot("lon"), about)

    def _inside_as(self, written: Point, city: str) -> Words:
        inside = [one for one in DATUMS if self.lies_in(in_wgs84(written, one), city)]
        return _INSIDE_AS.filled(datum="/".join(map(_shown, inside))) if 0 < len(inside) < 3 else _PLAIN

    def lies_in(self, point: Point, city: str) -> bool:
        """Say whether a point lies in a city, or so near that its outline does not tell."""
        outline = self._cities.get(city)
        return outline is None or bool(shapely.distance(self._metric(point), outline) <= TOLERANCE_M)

    def city_at(self, point: Point) -> str:
        """Return the city that a point lies in, "" for none."""
        return next((one for one in self._cities if self.lies_in(point, one)), "")

    def county_at(self, point: Point) -> str:
        """Return the division code of the county that a point lies in, "" for none."""
        counties, where = self._ground.counties, shapely.Point(point)
        inside = counties["adcode"][counties.geometry.contains(where).to_numpy()]
        return str(inside.iloc[0]) if len(inside) else ""

    @cached_property
    def _cities(self) -> dict[str, shapely.Geometry]:
        cities: gpd.GeoDataFrame = self._ground.cities
        outlines = list(cities.geometry.to_crs(METRIC_CRS))
        shapely.prepare(outlines)
        return dict(zip(cities["id"], outlines, strict=True))

    @cached_property
    def _to_metres(self) -> Transformer:
        return Transformer.from_crs(DATA_CRS, METRIC_CRS, always_xy=True)

    def _metric(self, point: Point) -> shapely.Point:
        return shapely.Point(self._to_metres.transform(*point))


def _within(value: float, frame: tuple[float, float]) -> bool:
    return frame[0] <= value <= frame[1]


def _shown(datum: str) -> str:
    return {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}[datum]


def in_wgs84(point: Point, datum: str) -> Point:
    """Return a point (lon, lat) of a datum in WGS-84."""
    lon, lat = point
    if datum == "gcj02":
        found = gc.gcj02_to_wgs84_refined(gc.Gcj02(lat=lat, lon=lon))
    elif datum == "bd09":
        found = gc.bd09_to_wgs84_refined(gc.Bd09(lat=lat, lon=lon))
    else:
        return round(lon, 6), round(lat, 6)
    return round(found.lon, 6), round(found.lat, 6)


def _likely(written: Point, now: Point | None) -> str:
    """Return the datum in which a point would be where it is now, "" if it really moves."""
    if now is None:
        return ""
    for datum in DATUMS[1:]:
        lon, lat = in_wgs84(written, datum)
        metres = math.hypot((lon - now[0]) * 111_320 * math.cos(math.radians(lat)), (lat - now[1]) * 110_950)
        if metres < MOVED_M:
            return datum
    return ""
