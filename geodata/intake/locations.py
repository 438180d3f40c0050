"""Where a site is to be shown: its point, how exact that is, who says so; never more exact than is known."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.intake.asking import Talk, choice
from geodata.intake.columns import Row
from geodata.intake.merging import Cells, Edits, cell_of
from geodata.intake.points import Point, Points
from geodata.intake.sources import Sources
from geodata.problems import Words
from geodata.releases.difference import rows_by_id
from geodata.releases.digest import number_text
from geodata.tables import PLAN_SOURCE

UNPLACED: Cells = {
    **{"lon": "", "lat": "", "location_precision": "none"},
    **{"location_claim": "", "location_source_id": ""},
}
_PRECISION = Words(
    *("新的坐标未写位置精度,请选择", "回答,或在“位置精度”列填写"),
    *("new coordinates without their precision: please choose", "answer, or fill in the column Precision"),
)
_PRECISIONS = (
    choice("site", "院落级", "the very site"),
    choice("street", "街道级", "the street"),
    choice("district", "仅知区县", "the district only"),
    choice("city", "仅知城市", "the city only"),
)
_NO_POINT = Words(
    *("写了位置精度却没有坐标", "填写经度与纬度,或改为“地点不明”"),
    *("a precision without a point", "give longitude and latitude, or write “Place unknown”"),
)
_NO_PLACE = Words(
    *("有坐标却写“地点不明”", "改正精度,或删去坐标"),
    *("a point, but “Place unknown”", "correct the precision or remove the point"),
)
_NO_CITY = Words(
    *("有坐标却没有城市", "填写城市;此点落在{city}"),
    *("a point without a city", "fill in the city; this point lies in {city}"),
)
_NO_COUNTY = Words(
    *("点不在已知区县之内,不能写“仅知区县”", "改正坐标,或改为“仅知城市”"),
    *("the point lies in no known district", "correct it, or write “City only”"),
)
_LEFT_OUT = Words(
    *("点位先不落在图上", "有了坐标再报"),
    *("the site is left off the map for now", "report its point when it is known"),
)
_SEAT = Words(
    *("没有坐标,落在城市驻地", "有了坐标再报"),
    *("no coordinates: shown at the seat of its city", "report its point when it is known"),
)


class Locations:
    """Turns coordinates, precision and source of a row into the columns that place a site."""

    def __init__(
        self,
        edits: Edits,
        sources: Sources,
        points: Points,
        cities: Mapping[str, tuple[str, str]],
        talk: Talk,
    ) -> None:
        self._sources, self._points, self._talk, self._edits = sources, points, talk, edits
        self._said = cities
        self._seats = rows_by_id(edits.base["cities"])
        districts = edits.base["districts"]
        self._district = dict(zip(districts["adcode"], districts["id"], strict=True))

    def of_new(self, row: Row, wanted: Cells, source: str) -> Cells | None:
        """Return the columns that place a new site; None after asking or saying what is wrong."""
        written = self._points.written(row)
        if written is None:
            return None
        if written == "blank":
            return self._without_point(row, wanted)
        return self._placed(row, written, None, wanted, source)

    def changes(self, row: Row, now: Cells, was: Cells | None, wanted: Cells, source: str) -> Cells | None:
        """Return the columns by which a known site is moved or graded anew; None as `of_new`."""
        written = self._points.written(row)
        if written is None:
            return None
        spot = row.spot("lon")
        mine = "" if written == "blank" else _pair(*written)
        if mine and self._edits.is_mine(mine, _pair_of(was) if was else None, _pair_of(now), spot):
            assert written != "blank"
            return self._placed(row, written, now, wanted, source)
        graded, before = wanted["location_precision"], cell_of(was, "location_precision")
        spot = row.spot("location_precision")
        if not self._edits.is_mine(graded, before, now["location_precision"], spot):
            return {}
        return self._graded(row, now, wanted, source)

    def _graded(self, row: Row, now: Cells, wanted: Cells, source: str) -> Cells | None:
        """Return the columns of a site that stays where it is, under another precision."""
        if wanted["location_precision"] == "none":
            return dict(UNPLACED)
        if not now["lon"]:
            return self._without_point(row, wanted)
        point = float(now["lon"]), float(now["lat"])
        return self._at(row, point, wanted, source or now["location_source_id"])

    def _without_point(self, row: Row, wanted: Cells) -> Cells | None:
        """Return the columns of a site without a point: unplaced, or at the seat of its city if so graded."""
        precision, seat = wanted.get("location_precision", ""), self._seats.get(wanted.get("city_id", ""))
        if precision in ("", "none"):
            self._talk.note(_LEFT_OUT, row.spot("location_precision"))
            return dict(UNPLACED)
        if precision != "city" or seat is None:
            self._talk.error(_NO_POINT, row.spot("location_precision"))
            return None
        self._talk.note(_SEAT, row.spot("location_precision"))
        at = {"lon": seat["lon"], "lat": seat["lat"], "location_precision": "city"}
        return {**at, "location_claim": "derived", "location_source_id": ""}

    def _placed(
        self, row: Row, written: Point, now: Cells | None, wanted: Cells, source: str
    ) -> Cells | None:
        """Return the columns for a point that is new; None while something about it is open."""
        city = wanted.get("city_id", "")
        if not city:
            found = self._points.city_at(written)
            said = self._said.get(found, ("五市之外", ""))[0]
            self._talk.error(_NO_CITY, row.spot("city_id"), city=said)
            return None
        precision = self._precision(row, wanted)
        before = (float(now["lon"]), float(now["lat"])) if now and now["lon"] else None
        placed = self._points.placed(row, written, before, city, self._said[city][0])
        if placed.state == "unplaced":
            return dict(UNPLACED)
        if placed.point is None or precision is None:
            return None
        return self._at(row, placed.point, {**wanted, "location_precision": precision}, source)

    def _precision(self, row: Row, wanted: Cells) -> str | None:
        given = wanted.get("location_precision", "")
        if row.raw("location_precision").strip() and given == "none":
            self._talk.error(_NO_PLACE, row.spot("location_precision"))
            return None
        if given not in ("", "none"):
            return given
        return self._talk.ask("precision", _PRECISION, _PRECISIONS, row.spot("location_precision"))

    def _at(self, row: Row, point: Point, wanted: Cells, source: str) -> Cells | None:
        outside = source not in ("", PLAN_SOURCE)
        cells = {
            **{"lon": number_text(point[0]), "lat": number_text(point[1])},
            "location_precision": wanted["location_precision"],
            "location_claim": "external" if outside else "unconfirmed",
            "location_source_id": source if outside else self._sources.steward(),
        }
        if wanted["location_precision"] == "district" and not wanted.get("district_id"):
            district = self._district.get(self._points.county_at(point))
            if district is None:
                self._talk.error(_NO_COUNTY, row.spot("location_precision"))
                return None
            cells["district_id"] = district
        return cells


def _pair(lon: float, lat: float) -> str:
    return f"{number_text(lon)}, {number_text(lat)}"


def _pair_of(row: Cells) -> str:
    return _pair(float(row["lon"]), float(row["lat"])) if row["lon"] else ""
