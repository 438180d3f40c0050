"""The sheet of indicators, row by row: what becomes of each figure, on which basis, from which source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from geodata.intake.asking import Spot, Talk
from geodata.intake.bases import Bases, Key
from geodata.intake.columns import Row, Table
from geodata.intake.converting import Told, converted
from geodata.intake.figures import Figure, NotAFigureError, read_figure, read_year
from geodata.intake.jumps import Jumps
from geodata.intake.measured import IndicatorNames, Measured, laid_out
from geodata.intake.merging import Cells, Edits
from geodata.intake.places import place_names, resolved
from geodata.intake.sources import STEWARD, Sources
from geodata.problems import Words
from geodata.releases.digest import number_text
from geodata.tables import PLAN_SOURCE

FIRST_YEAR = 1990
TABLE = "observations"
_TOTALS = re.compile(r".{0,6}(合计|总计|小计|总和|平均|平均值)|total|totals|sum|subtotal|average", re.I)
_REMARKS = re.compile(r"\s*(注|说明|备注|数据来源|资料来源|来源|note|source)s?\s*[::].*", re.I | re.S)

_TOTAL = Words(
    *("合计行未读入", "无需处理:合计由各地数据算出"),
    *("a row of totals was passed over", "nothing to do: totals are calculated"),
)
_REMARK = Words("表下说明未读入", "无需处理", "a remark below the table was passed over", "nothing to do")
_NO_PLACE = Words(
    *("没有地区", "填写地区;合并的单元格先取消合并"),
    *("no place", "write the place; unmerge merged cells first"),
)
_NO_YEAR = Words("没有年份", "写成如 2024", "no year", "write it as 2024")
_NOT_YEAR = Words(
    *("不是年份", "写成如 2024;季度与半年的数据不在此表"),
    *("not a year", "write it as 2024; quarters and half-years are not for this sheet"),
)
_YEAR = Words(
    *("年份不在 {first}–{last}", "核对年份"),
    *("the year is not in {first}–{last}", "check the year"),
)
_YEAR_READ = Words("认作 {year}", "无需处理", "taken for {year}", "nothing to do")
_OPEN = Words(
    *("不作确数,记为 {shown}", "有确数则填确数"),
    *("kept open, as {shown}", "write the exact value where there is one"),
)
_TWICE = Words(
    *("同一地区、年份在第 {row} 行另有一值“{other}”", "只留一行"),
    *("row {row} has another value for the same place and year, “{other}”", "keep one of the rows"),
)
_TWICE_SAME = Words(
    *("与第 {row} 行重复", "无需处理"),
    *("the same as in row {row}", "nothing to do"),
)
_BLANK = Words(
    *("空格不改变原有数据", "要删去数据,填“删除”"),
    *("an empty cell changes nothing", "write “delete” to remove a value"),
)
_DASH = Words(
    *("按空格处理,不改变原有数据", "要删去数据,填“删除”"),
    *("taken for empty: it changes nothing", "write “delete” to remove a value"),
)
_NOTHING_THERE = Words("没有数据可删", "无需处理", "there is no value to remove", "nothing to do")
_NO_SOURCE = Words(
    *("未注明来源,记为“待核实”", "在“来源”列写明出处"),
    *("no source named: kept as unconfirmed", "name it in the column Source"),
)


class Observations:
    """Turns the rows of the sheet into edits of observations."""

    def __init__(self, edits: Edits, sources: Sources, talk: Talk) -> None:
        self._edits, self._sources, self._talk = edits, sources, talk
        self._names, self._places = IndicatorNames(edits.base), place_names(edits.base)
        self._now = _by_key(edits.rows(TABLE))
        self._was = _by_key(edits.earlier(TABLE))
        self._bases = Bases(self._now, talk)
        self._said: dict[Key, tuple[Told | None, Spot]] = {}
        self._jumps = Jumps(edits.rows(TABLE), talk)

    @property
    def names(self) -> IndicatorNames:
        """Return the names of the indicators, by which the headings are found."""
        return self._names

    def take(self, table: Table) -> None:
        """Take every row; all that is wrong with any is said."""
        layout = laid_out(table, self._names, self._talk)
        if layout is None:
            return
        for row in table.rows(layout.keys):
            if not self._is_aside(row):
                place, year = self._place(row), self._year(row)
                for measured in layout.measured:
                    self._cell(row, measured, place, year)
        self._jumps.tell()

    def _is_aside(self, row: Row) -> bool:
        """Say whether a row is a total or a remark below the table."""
        first = next(cell.strip() for cell in row.cells if cell.strip())
        filled = sum(bool(cell.strip()) for cell in row.cells)
        if _TOTALS.fullmatch(row.raw("place").strip()):
            self._talk.note(_TOTAL, row.spot("place"))
        elif filled == 1 and _REMARKS.fullmatch(first):
            self._talk.note(_REMARK, row.spot())
        else:
            return False
        return True

    def _place(self, row: Row) -> str | None:
        name = row.text("place", self._talk)
        if name == "":
            self._talk.error(_NO_PLACE, row.spot("place"))
        return resolved(name, self._places, row.spot("place"), self._talk) if name else None

    def _year(self, row: Row) -> str | None:
        cell, last = row.raw("year"), date.today().year
        year = read_year(cell)
        if not cell.strip():
            self._talk.error(_NO_YEAR, row.spot("year"))
        elif year is None:
            self._talk.error(_NOT_YEAR, row.spot("year"))
        elif not FIRST_YEAR <= year <= last:
            self._talk.error(_YEAR, row.spot("year"), first=str(FIRST_YEAR), last=str(last))
        else:
            if cell.strip() != str(year):
                self._talk.note(_YEAR_READ, row.spot("year"), year=str(year))
            return str(year)
        return None

    def _cell(self, row: Row, measured: Measured, place: str | None, year: str | None) -> None:
        identifier = measured.indicator["id"]
        spot = row.spot(identifier)
        try:
            figure = read_figure(row.raw(identifier))
        except NotAFigureError as wrong:
            self._talk.error(wrong.words, spot)
            return
        if isinstance(figure, Figure):
            told = converted(figure, measured, spot, self._talk)
            if place and year and told:
                self._figure(row, measured, (place, identifier, year), told)
        elif figure == "remove":
            if place and year:
                self._remove((place, identifier, year), spot)
        elif figure == "blank":
            self._talk.note(_BLANK, Spot(row.sheet, None))
        else:
            self._talk.note(_DASH, spot)

    def _is_again(self, key: Key, told: Told | None, spot: Spot) -> bool:
        """Say whether an earlier row of the upload speaks of the same; two that differ are an error."""
        before = self._said.setdefault(key, (told, spot))
        if before[1] == spot:
            return False
        same = (before[0] and before[0].shown) == (told and told.shown)
        words = _TWICE_SAME if same else _TWICE
        tell = self._talk.note if same else self._talk.error
        tell(words, spot, row=str(before[1].row), other=before[1].value[:60])
        return True

    def _figure(self, row: Row, measured: Measured, key: Key, told: Told) -> None:
        spot = row.spot(key[1])
        if self._is_again(key, told, spot):
            return
        rows, once = self._now.get(key, []), self._was.get(key, [])
        same = next((one for one in rows if _shown(one) == told.shown), None)
        if same:
            self._attribute(row, same, spot)
            return
        if any(_shown(one) == told.shown for one in once):
            return  # as it was in the template: others have changed it since
        basis = self._bases.of(rows or once, key, measured.indicator, spot)
        if basis is None:
            return
        now, was = (next((one for one in several if one["basis"] == basis), None) for several in (rows, once))
        shown_was, shown_now = (_shown(one) if one else None for one in (was, now))
        if not self._edits.is_mine(told.shown, shown_was, shown_now, spot):
            return
        self._write(row, measured, (*key, basis), told, now)

    def _write(
        self, row: Row, measured: Measured, key: tuple[str, str, str, str], told: Told, now: Cells | None
    ) -> None:
        spot = row.spot(key[1])
        origin = self._origin(row)
        if origin is None:
            return
        cells = {
            **{"bound": told.bound, "value": told.value, "unit": measured.indicator["unit_zh"]},
            **{"value_original": told.original, "unit_original": told.unit, "published": ""},
            **{"note_zh": "", "note_en": ""},
            **origin,
        }
        if told.bound:
            self._talk.note(_OPEN, spot, shown=told.shown)
        self._jumps.add(key, measured.indicator, told.value, spot)
        if now:
            self._edits.change(TABLE, now["id"], cells, spot)
            return
        place, indicator, year, basis = key
        named = {"place_id": place, "indicator_id": indicator, "year": year, "basis": basis}
        identifier = self._edits.new_id(_id_of(place, indicator, year, basis))
        self._edits.add(TABLE, {"id": identifier, **named, **cells}, spot)
        self._edits.tell(TABLE, identifier, ("place_id",), row.spot("place"))
        self._edits.tell(TABLE, identifier, ("year",), row.spot("year"))

    def _origin(self, row: Row) -> Cells | None:
        """Return source, confidence and claim of a row's figures; None while its source is asked or wrong."""
        source = self._sources.named(row)
        if source is None:
            return None
        if source in ("", STEWARD):
            self._talk.once("warning", _NO_SOURCE, row.spot("source"))
            return {"source_id": self._sources.steward(), "confidence": "low", "claim": "unconfirmed"}
        claim = "stated" if source == PLAN_SOURCE else "external"
        return {"source_id": source, "confidence": self._sources.confidence(source), "claim": claim}

    def _attribute(self, row: Row, known: Cells, spot: Spot) -> None:
        """Give a value that is in use already, without a source until now, the one that its row names."""
        if known["source_id"] == STEWARD and row.raw("source").strip():
            origin = self._origin(row)
            if origin and origin["source_id"] != STEWARD:
                self._edits.change(TABLE, known["id"], origin, spot)

    def _remove(self, key: Key, spot: Spot) -> None:
        rows, once = self._now.get(key, []), self._was.get(key, [])
        if self._is_again(key, None, spot):
            return
        if not rows:
            self._talk.note(_NOTHING_THERE, spot)
            return
        basis = self._bases.of(rows, key, self._names.rows[key[1]], spot)
        for row in (one for one in rows if one["basis"] == basis):
            was = next((_shown(one) for one in once if one["basis"] == basis), None)
            if self._edits.is_mine("", was, _shown(row), spot):
                self._edits.remove(TABLE, row["id"], spot)


def _by_key(rows: Iterable[Cells]) -> dict[Key, list[Cells]]:
    found: dict[Key, list[Cells]] = {}
    for row in rows:
        if not row["period"]:
            found.setdefault((row["place_id"], row["indicator_id"], row["year"]), []).append(row)
    return found


def _shown(row: Mapping[str, str]) -> str:
    return row["bound"] + number_text(float(row["value"]))


def _id_of(place: str, indicator: str, year: str, basis: str) -> str:
    # As the ids that are there: obs-sunan-gdp-2020, obs-z-sip-torch-rank-2024-evaluation-year.
    where = place.removeprefix("region-").removeprefix("province-")
    return "-".join(filter(None, ("obs", where, indicator.removeprefix("i-"), year, basis)))
