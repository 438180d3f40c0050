"""The sheet of sites, row by row: which site each is about, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.intake.asking import Spot, Talk
from geodata.intake.columns import Row, Table, nearest_words, placed_once
from geodata.intake.describing import Described
from geodata.intake.headings import SITE_COLUMNS, folded, heading_of
from geodata.intake.identifying import TABLE, Identity
from geodata.intake.locations import Locations
from geodata.intake.merging import Cells, Edits, cell_of
from geodata.intake.places import Names, short_hash
from geodata.intake.points import Points
from geodata.intake.sources import STEWARD, Sources
from geodata.problems import Words
from geodata.tables import PLAN_SOURCE, TABLES

# Columns of the catalogue and of people's own, which the sheet does not change.
_ASIDE = {column.name for column in TABLES[TABLE]} | {
    *("序号", "备注", "说明", "no", "note", "notes", "remarks", "district", "stage", "precision_zh"),
    *("区县", "地址", "address", "别名", "条款", "依据"),
}

_NO_COLUMN = Words(
    *("没有“名称”或“编号”这一列", "第一行写列名,可下载模板"),
    *("there is no column “Name” or “Id”", "write the headings in the first row, as the template"),
)
_UNKNOWN = Words(
    *("认不出这一列", "是否指“{nearest}”?改正列名,或删去此列"),
    *("this column is not known", "did you mean “{nearest}”? Correct the heading or remove the column"),
)
_ASIDE_SAID = Words("此列未读入", "无需处理", "this column was not read", "nothing to do")
_ADDED = Words(
    *("目录中没有这个编号,作为新点位加入", "要修改已有点位,改正编号"),
    *("no site has this id: it is added as a new one", "correct the id to change one that is there"),
)
_NOT_THERE = Words(
    *("目录中没有这个点位,无从删除", "是否指 {nearest}?改正编号或名称"),
    *("there is no such site to remove", "did you mean {nearest}? Correct id or name"),
)
_GONE = Words(
    *("下载模板以后,别人已删去这一点位,此行未读入", "要重新加入,清空编号"),
    *("others removed this site after your template was made: not read", "empty its id to add it again"),
)
_NO_SOURCE = Words(
    *("新点位未注明来源,记为“待核实”", "在“来源”列写明出处"),
    *("a new site without a source: kept as unconfirmed", "name it in the column Source"),
)
_PLAN_STAYS = Words(
    *("条目出自方案,其来源不变;所填来源只用于位置", "无需处理"),
    *("the plan stays the source of this entry: what is named here is for its place", "nothing to do"),
)
_PLAN_ONLY = Words(
    *("新点位不能以方案为来源", "写方案以外的来源,或留空"),
    *("the plan cannot be the source of a new site", "name another source or leave it empty"),
)


class Sites:
    """Turns the rows of the sheet into edits of sites."""

    def __init__(self, edits: Edits, sources: Sources, points: Points, talk: Talk) -> None:
        self._edits, self._sources, self._talk = edits, sources, talk
        base = edits.base
        cities = Names(base, ["cities"])
        self._described = Described(edits, cities, talk)
        self._identity = Identity(edits, cities, talk)
        self._points = points
        self._locations = Locations(edits, sources, points, cities.said, talk)

    def take(self, table: Table) -> None:
        """Take every row; all that is wrong with any is said."""
        columns = self._columns(table)
        if not {"id", "name_zh"} & set(columns):
            self._talk.error(_NO_COLUMN, Spot(table.sheet, table.heading_row))
            return
        for row in table.rows(columns):
            self._take(row)

    def _columns(self, table: Table) -> dict[str, int]:
        found = {}
        for column, heading in enumerate(table.headings):
            key, spot = heading_of(heading, SITE_COLUMNS), table.heading_spot(column)
            if key:
                found[column] = key
            elif table.is_empty(column):
                continue
            elif heading.casefold() in _ASIDE or folded(heading) in _ASIDE:
                self._talk.note(_ASIDE_SAID, spot)
            else:
                self._talk.error(
                    _UNKNOWN, spot, nearest=nearest_words(heading, [one.zh for one in SITE_COLUMNS])
                )
        return placed_once(table, found, self._talk)

    def _take(self, row: Row) -> None:
        texts = {one.key: row.text(one.key, self._talk) for one in SITE_COLUMNS if one.key != "source"}
        cells = {key: text or "" for key, text in texts.items()}
        removes = self._described.removes(row, cells)
        which = self._identity.which(row, cells) if None not in texts.values() else None
        if which is None or removes is None or self._identity.is_again(row, which):
            self._look(row, cells)
            return
        known = which if self._edits.row(TABLE, which) else ""
        if removes:
            self._remove(row, known)
            return
        if not known and (was := self._edits.once(TABLE, which)):
            self._is_gone(row, cells, was)
            return
        wanted = self._described.wanted(row, cells, known)
        if wanted is None:
            self._look(row, cells)
        elif known:
            self._change(row, known, wanted)
        else:
            self._add(row, cells["id"], wanted)

    def _is_gone(self, row: Row, cells: Mapping[str, str], was: Cells) -> None:
        """Say that others removed a site since the template was made; loudly if the steward changed it."""
        found = {
            **self._described.found(row, cells),
            "name_zh": cells["name_zh"],
            "name_en": cells["name_en"],
        }
        is_changed = any(value and value != was[column] for column, value in found.items())
        tell = self._talk.warning if is_changed else self._talk.note
        tell(_GONE, row.spot("id"))

    def _look(self, row: Row, cells: Mapping[str, str]) -> None:
        """Say what else is wrong in a row that cannot be taken, and ask what its point will need."""
        wanted, source = self._described.found(row, cells), self._sources.named(row)
        if self._points.written(row) not in (None, "blank") and None not in wanted.values():
            self._locations.of_new(row, {key: value or "" for key, value in wanted.items()}, source or "")

    def _change(self, row: Row, known: str, wanted: Cells) -> None:
        now, was = self._edits.row(TABLE, known), self._edits.once(TABLE, known)
        source = self._new_source(row, now)
        if now is None or source is None:
            return
        changed = {
            column: value
            for column, value in wanted.items()
            if column != "location_precision"
            and self._edits.is_mine(value, cell_of(was, column), now[column], row.spot(column))
        }
        if "city_id" in changed:
            changed["city_claim"] = _claim(source)
        changed |= self._sourced(row, now, was, source)
        located = self._locations.changes(row, now, was, {**now, **wanted}, source)
        for column, value in {**changed, **(located or {})}.items():
            self._edits.change(TABLE, known, {column: value}, row.spot(column))

    def _new_source(self, row: Row, now: Cells | None) -> str | None:
        """Return the source that a row names, "" for none or for the one its site has."""
        source = self._sources.named(row)
        return "" if now and source == now["source_id"] == PLAN_SOURCE else source

    def _sourced(self, row: Row, now: Cells, was: Cells | None, source: str) -> Cells:
        """Return the change of source; what the plan states keeps the plan."""
        spot = row.spot("source")
        if not source or not self._edits.is_mine(source, cell_of(was, "source_id"), now["source_id"], spot):
            return {}
        if now["claim"] == "stated" or source == PLAN_SOURCE:
            self._talk.note(_PLAN_STAYS, spot)
            return {}
        changed = {"source_id": source, "claim": _claim(source)}
        if now["location_source_id"] == STEWARD:
            changed |= {"location_source_id": source, "location_claim": _claim(source)}
        if now["city_claim"] == "unconfirmed":
            changed["city_claim"] = _claim(source)
        return changed

    def _add(self, row: Row, identifier: str, wanted: Cells) -> None:
        source = self._sources.named(row)
        if source == PLAN_SOURCE:
            self._talk.error(_PLAN_ONLY, row.spot("source"))
            return
        located = self._locations.of_new(row, wanted, source or "")
        if source is None or located is None:
            return
        if not source:
            self._talk.once("warning", _NO_SOURCE, row.spot("source"))
        wanted_id = identifier.casefold() or f"site-{short_hash(folded(wanted['name_zh']))}"
        if identifier:
            self._talk.note(_ADDED, row.spot("id"))
        origin = {"source_id": source or self._sources.steward(), "claim": _claim(source)}
        city_claim = {"city_claim": _claim(source)} if wanted.get("city_id") else {}
        cells = {**wanted, **origin, **city_claim, **located, "id": self._edits.new_id(wanted_id)}
        self._edits.add(TABLE, cells, row.spot("name_zh"))
        for column in ("lon", "lat", *wanted):
            self._edits.tell(TABLE, cells["id"], (column,), row.spot(column))

    def _remove(self, row: Row, known: str) -> None:
        spot = row.spot("remove")
        if known:
            self._edits.remove(TABLE, known, spot)
        elif not self._edits.once(TABLE, row.raw("id").strip()):
            nearest = self._identity.names.nearest(row.raw("id") or row.raw("name_zh"))
            self._talk.error(_NOT_THERE, spot, nearest=nearest)


def _claim(source: str | None) -> str:
    return "external" if source and source != PLAN_SOURCE else "unconfirmed"
