"""The workbook stewards fill in: current with a release, with lists to choose from and last year's values.

Importing it unchanged changes nothing.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from geodata.catalog import Tables
from geodata.intake.headings import (
    CHOICES,
    PLACE,
    RELEASE,
    SHEETS,
    SITE_COLUMNS,
    SOURCE,
    SOURCE_COLUMNS,
    TONGUES,
    YEAR,
    Heading,
    choice_words,
    indicator_heading,
)
from geodata.intake.places import Names, place_names
from geodata.releases.difference import rows_by_id
from geodata.spreadsheets import TEXTS_STAY_TEXTS
from geodata.tables import BASES, PLACE_TABLES, parts

Row = Mapping[str, str]
PAGES = "instructions", "indicators", "sites", "sources", "lists"
ROOM_ROWS = 2000  # how far down the lists to choose from reach
PLACED_IN = {"city_id": "cities", "zone_id": "zones"}
HEAD_FORMAT = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7"}
NOTE_FORM = {"x_scale": 2, "y_scale": 1.2}
# What a heading says when pointed at, in Chinese and English; an indicator says its definition.
NOTES = {
    "place": ("名称、简称或编号", "Name, short name or id"),
    "year": ("如 2025；不满一年的数不收", "As 2025; whole years only"),
    "source": ("来源的标题或编号，可写新的", "Title or id of a source; a new one may be written"),
    "id": ("已有的不改；新的留空", "Leave as it is; blank for a new one"),
    "industries": ("名称，多项用 | 隔开", "Names, several set apart by |"),
    "lon": ("十进制度，如 120.5853", "Decimal degrees, as 120.5853"),
    "lat": ("十进制度，如 31.2989", "Decimal degrees, as 31.2989"),
    "datum": ("改动或新填坐标时必填", "Needed where coordinates are new or changed"),
    "location_precision": ("坐标准到哪一级", "How exact the point is"),
    "remove": ("填“是”即删去此点位", "yes removes this site"),
    "accessed": ("如 2025-12-31", "As 2025-12-31"),
}
WIDE, NARROW = 28, 14
LINES = {
    "zh": (
        "每张表改动要更新的格，其余不动；空格不改变任何数值。",
        "指标：一行一个地区一个年份，单位在列名里；可改年份、添行、删去用不到的列。",
        "各行先填有该地区最近一年的数值供覆盖；改了年份，就清空没有新数的格，否则旧数会记到新年份上。",
        "要删去一个数值，在格里写“删除”；开口值照写，如 >8800、8800以上、约2.4万。",
        "点位：编号指已有的点位，新点位编号留空；“删除”列填“是”即删去；产业有几项用 | 隔开。",
        "坐标用度，注明坐标系：WGS-84（含 CGCS2000、天地图、GPS）、GCJ-02（高德、腾讯）、BD-09（百度）。",
        "来源：写来源的标题；新来源可在“来源”表里写全。不写来源的数值标为“待核实”。",
        "存为 .xlsx，在 /data 上传；发布前不会改变任何屏幕。",
    ),
    "en": (
        "Change the cells that are new and leave the others; blank cells change nothing.",
        "Indicators: a row for each place and year, units in the headings; change years, add rows, "
        "delete columns you do not need.",
        "Each row begins with the newest values of its place, to overwrite; where you change the year, clear "
        "the cells that have no new value, or the old one would stand for the new year.",
        "To remove a value write delete in its cell; keep open values open, such as >8800 or ~24000.",
        "Sites: an id means the site that is there; leave it blank for a new one; yes in Remove removes it; "
        "several industries are set apart by |.",
        "Coordinates in degrees, with their datum: WGS-84 (also CGCS2000, GPS), GCJ-02 (Amap, Tencent), "
        "BD-09 (Baidu).",
        "Source: its title; write more about a new one on the sheet of sources. "
        "Values without a source are shown as to be checked.",
        "Save it as .xlsx and upload it at /data; no screen changes before you publish.",
    ),
}


def template(tables: Tables, release: str, language: str) -> bytes:
    """Return the workbook for tables of text cells; `release` is kept in it, to tell what was edited."""
    import xlsxwriter  # noqa: PLC0415  only who asks for a template needs it

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, TEXTS_STAY_TEXTS) as book:
        pages = {name: book.add_worksheet(SHEETS[name].named(language)) for name in PAGES}
        writer = _Writer(tables, language, pages, book.add_format(HEAD_FORMAT))
        writer.instructions(release)
        writer.indicators()
        writer.sites()
        writer.sources()
        writer.lists()
        pages["lists"].hide()
        pages["indicators"].activate()
    return file.getvalue()


class _Writer:
    """Writes the sheets one after another; lists are collected on the way."""

    def __init__(self, tables: Tables, language: str, pages: Mapping[str, Any], strong: Any) -> None:
        self._rows = {name: rows_by_id(frame) for name, frame in tables.items()}
        self._language, self._pages, self._strong = language, pages, strong
        self._lists: dict[str, list[str]] = {}
        # A name stands for a thing only where the import reads it as that thing alone.
        self._names = {"places": place_names(tables)}
        self._names |= {name: Names(tables, [name]) for name in ("cities", "zones", "industries")}

    def instructions(self, release: str) -> None:
        page = self._pages["instructions"]
        page.set_column(0, 0, WIDE)
        page.set_column(1, 1, 100)
        page.write_string(0, 0, RELEASE.named(self._language), self._strong)
        page.write_string(0, 1, release)
        for i, line in enumerate(LINES[self._language], 2):
            page.write_string(i, 1, line)

    def indicators(self) -> None:
        defined = list(self._rows["indicators"].values())
        observed = {row["indicator_id"] for row in self._rows["observations"].values()}
        defined.sort(key=lambda row: row["id"] not in observed)  # what nobody has figures for yet comes last
        heads = [self._head(PLACE), self._head(YEAR)]
        stem = f"definition_{self._language}"
        heads += [(indicator_heading(row, self._language), row[stem]) for row in defined]
        lines = [
            [self._name("places", place), year, *(values.get(row["id"], "") for row in defined)]
            for place, year, values in self._newest()
        ]
        numbers = range(1, len(heads))
        page = self._table("indicators", [*heads, self._head(SOURCE)], lines, numbers)
        self._choose(page, 0, "place", [line[0] for line in lines], is_strict=False)
        self._choose(page, len(heads), "source", self._titles(), is_strict=False)

    def _newest(self) -> list[tuple[Row, str, Mapping[str, str]]]:
        """Return for each place that is observed or could be, its newest year and that year's values."""
        places = {id_: row for name in PLACE_TABLES for id_, row in self._rows[name].items()}
        found = self._by_place()
        newest = max((year for years in found.values() for year in years), default="")
        wanted = [*(one for name in PLACE_TABLES[:3] for one in self._rows[name]), *found]
        lines: list[tuple[Row, str, Mapping[str, str]]] = []
        for place in dict.fromkeys(wanted):
            years = found.get(place, {})
            year = max(years, default=newest)
            lines.append((places[place], year, years.get(year, {})))
        return lines

    def _by_place(self) -> dict[str, dict[str, dict[str, str]]]:
        """Return values by place, year and indicator; of several bases the first in their order."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        whole_years = (row for row in self._rows["observations"].values() if not row["period"])
        for row in sorted(whole_years, key=lambda row: ("", *BASES).index(row["basis"])):
            values = found.setdefault(row["place_id"], {}).setdefault(row["year"], {})
            values.setdefault(row["indicator_id"], f"{row['bound']}{row['value']}")
        return found

    def sites(self) -> None:
        keys = [column.key for column in SITE_COLUMNS]
        lines = [[self._site_cell(row, key) for key in keys] for row in self._rows["sites"].values()]
        numbers = keys.index("lon"), keys.index("lat")
        page = self._table("sites", [self._head(column) for column in SITE_COLUMNS], lines, numbers)
        for key in CHOICES:
            said = [choice_words(key, code, self._language) for code in CHOICES[key] if code]
            self._choose(page, keys.index(key), key, said)
        for key, table in PLACED_IN.items():
            names = [self._name(table, row) for row in self._rows[table].values()]
            self._choose(page, keys.index(key), key, names, is_strict=False)
        self._choose(page, keys.index("source"), "source", self._titles(), is_strict=False)

    def _site_cell(self, row: Row, key: str) -> str:
        if key in ("datum", "source", "remove"):
            # Each says something about the steward's change, not about the site as it is.
            return ""
        if key in CHOICES:
            return choice_words(key, row[key], self._language)
        if table := PLACED_IN.get(key):
            return self._name(table, self._rows[table][row[key]]) if row[key] else ""
        if key == "industries":
            industries = self._rows["industries"]
            return "|".join(self._name("industries", industries[one]) for one in parts(row[key]))
        return row[key]

    def sources(self) -> None:
        heads = [self._head(column) for column in SOURCE_COLUMNS]
        lines = [[row[column.key] for column in SOURCE_COLUMNS] for row in self._rows["sources"].values()]
        self._table("sources", heads, lines, ())

    def lists(self) -> None:
        for i, words in enumerate(self._lists.values()):
            for j, one in enumerate(words):
                self._pages["lists"].write_string(j, i, one)

    def _head(self, column: Heading) -> tuple[str, str]:
        note = NOTES.get(column.key, ("", ""))
        return column.named(self._language), note[TONGUES.index(self._language)]

    def _table(
        self,
        name: str,
        heads: Sequence[tuple[str, str]],
        lines: Sequence[Sequence[str]],
        numbers: Collection[int],
    ) -> Any:
        page = self._pages[name]
        for i, (head, note) in enumerate(heads):
            page.write_string(0, i, head, self._strong)
            page.set_column(i, i, NARROW if i in numbers else WIDE)
            if note:
                page.write_comment(0, i, note, NOTE_FORM)
        for j, line in enumerate(lines, 1):
            for i, cell in enumerate(line):
                if i in numbers and _is_number(cell):
                    page.write_number(j, i, float(cell))
                elif cell:
                    page.write_string(j, i, cell)
        page.freeze_panes(1, 2)
        return page

    def _choose(self, page: Any, column: int, key: str, words: list[str], is_strict: bool = True) -> None:
        """Offer a list for a column; one that is not strict also takes what is not on it."""
        if not words:
            return
        kept = self._lists.setdefault(key, words)
        letter = chr(ord("A") + list(self._lists).index(key))
        sheet = SHEETS["lists"].named(self._language)
        rule = {
            "validate": "list",
            "source": f"='{sheet}'!${letter}$1:${letter}${len(kept)}",
            "show_error": is_strict,
        }
        page.data_validation(1, column, ROOM_ROWS, column, rule)

    def _titles(self) -> list[str]:
        return [row[f"title_{self._language}"] for row in self._rows["sources"].values()]

    def _name(self, among: str, row: Row) -> str:
        name = row[f"name_{self._language}"]
        return name if self._names[among].find(name) == (row["id"],) else row["id"]


def _is_number(cell: str) -> bool:
    """Say whether a cell is a figure; one with a bound, such as >8800, is text."""
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()
