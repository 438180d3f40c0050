"""The columns of the indicators' sheet: which indicator each is for, and in which unit its cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from geodata.catalog import Tables
from geodata.intake.asking import Spot, Talk, choice
from geodata.intake.columns import Table, placed_once
from geodata.intake.figures import Figure, NotAFigureError, is_year_heading, read_figure
from geodata.intake.headings import INDICATOR_COLUMNS, folded, heading_of, split_heading
from geodata.intake.places import Names
from geodata.intake.units import how_many, known_unit, unit_of
from geodata.problems import Words
from geodata.releases.difference import rows_by_id

# Columns that people add for themselves.
_ASIDE = {"序号", "备注", "说明", "no", "note", "notes", "remarks", "remark"}
# “地区生产总值 亿元”, “GDP_亿元”, “地区生产总值,单位:亿元”.
_UNIT_BESIDE = re.compile(r"(?P<name>.+?)\s*[\s_,:/-]\s*(?:单位\s*:?)?\s*(?P<unit>\S+)")
_OTHER_MONEY = {"yuan": ("亿元", "万元", "元"), "dollar": ("亿美元", "万美元", "千美元", "美元")}

_NO_PLACE = Words(
    *("没有“地区”这一列", "第一行写列名,其中一列名为“地区”"),
    *("there is no column “Place”", "write the headings in one row, one of them “Place”"),
)
_NO_YEAR = Words(
    *("没有“年份”这一列", "加一列“年份”,每行写一个年份"),
    *("there is no column “Year”", "add a column “Year” and write one year in each row"),
)
_YEARS_ACROSS = Words(
    *("年份作了列名", "改为每行一个地区、一个年份,列为指标;可下载模板"),
    *(
        "the years are columns",
        "give each place and year its row and each indicator its column, as the template",
    ),
)
_TWO_ROWS = Words(
    *("表头占了两行", "取消合并单元格,把列名写成一行,如 地区生产总值(亿元)"),
    *("the headings take two rows", "unmerge them and write them in one row, as GDP (100 million yuan)"),
)
_NO_HEADING = Words(
    *("这一列没有列名", "写上指标的名称与单位,或删去此列"),
    *("a column without a heading", "write the indicator and its unit, or remove the column"),
)
_UNKNOWN = Words(
    *("认不出这一列", "是否指 {nearest}?按模板改正列名,或删去此列"),
    *("this column is not known", "did you mean {nearest}? Correct the heading or remove the column"),
)
_ASIDE_SAID = Words("此列未读入", "无需处理", "this column was not read", "nothing to do")
_WRONG_UNIT = Words(
    *("单位“{unit}”不能换算为{own}", "改正列名中的单位"),
    *("the unit “{unit}” cannot be converted to {own}", "correct the unit in the heading"),
)
_OWN_UNIT = Words(
    *("列名未写单位,按“{own}”读入", "不对则在列名中写明单位"),
    *("no unit in the heading: read as {own}", "write the unit into the heading if that is wrong"),
)
_WHICH_UNIT = Words(
    *("“{name}”的列名没有单位,请选择", "回答,或在列名中写明,如 {name}({own})"),
    *("the heading of “{name}” has no unit: please choose", "answer, or write it there, as {name} ({own})"),
)
_EITHER = Words(
    *("这一列可指不止一项指标,请选择", "回答,或写指标的全称"),
    *("this column may be for more than one indicator: please choose", "answer, or write the full name"),
)


@dataclass(frozen=True)
class Measured:
    """One column: its indicator (a row of the table) and the unit of its bare numbers.

    `factor` is how many of the indicator's unit one of them is, None while that is asked.
    """

    column: int
    indicator: Mapping[str, str]
    unit: str
    factor: Decimal | None


@dataclass(frozen=True)
class Layout:
    """Where everything stands in the sheet of indicators."""

    keys: Mapping[str, int]
    measured: tuple[Measured, ...]


class IndicatorNames(Names):
    """Indicators by id, code, name and short name."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables, ["indicators"])
        self.rows = rows_by_id(tables["indicators"])

    def named_by(self, heading: str) -> tuple[tuple[str, ...], str]:
        """Return the indicators that a heading may name, and the unit it gives, "" for none."""
        if found := self.find(heading):
            return found, ""
        name, unit = split_heading(heading)
        if found := self.find(name):
            return found, unit.removeprefix("单位").lstrip(": ")
        beside = _UNIT_BESIDE.fullmatch(name)
        if beside and known_unit(beside["unit"]) and (found := self.find(beside["name"])):
            return found, beside["unit"]
        return (), ""

    def has(self, heading: str) -> bool:
        """Say whether a heading names an indicator or another column of the sheet."""
        return bool(heading_of(heading, INDICATOR_COLUMNS) or self.named_by(heading)[0])


def laid_out(table: Table, names: IndicatorNames, talk: Talk) -> Layout | None:
    """Return where everything stands, None after saying why that cannot be told."""
    years = [column for column, heading in enumerate(table.headings) if is_year_heading(heading)]
    known = {i: key for i, one in enumerate(table.headings) if (key := heading_of(one, INDICATOR_COLUMNS))}
    if len(years) > 1 and "year" not in known.values():
        talk.error(_YEARS_ACROSS, table.heading_spot(years[0]))
        return None
    if _takes_two_rows(table, names):
        talk.error(_TWO_ROWS, Spot(table.sheet, table.heading_row))
        return None
    for key, words in (("place", _NO_PLACE), ("year", _NO_YEAR)):
        if key not in known.values():
            talk.error(words, Spot(table.sheet, table.heading_row))
    found = {
        column: identifier
        for column in range(len(table.headings))
        if column not in known and (identifier := _indicator(table, column, names, talk))
    }
    keys = placed_once(table, known | found, talk)
    measured = [
        _measured(table, column, names.rows[one], names.named_by(table.headings[column])[1], talk)
        for one, column in keys.items()
        if one in names.rows
    ]
    return Layout(keys, tuple(one for one in measured if one)) if {"place", "year"} <= set(keys) else None


def _takes_two_rows(table: Table, names: IndicatorNames) -> bool:
    """Say whether headings stand in the row above or below too, beside empty or merged ones."""
    rows, first = table.grid.rows, table.heading_row
    above = [
        names.has(cell) for cells in rows[max(first - 2, 0) : first - 1] for cell in cells if cell.strip()
    ]
    below = [names.has(cell) for cells in rows[first : first + 1] for cell in cells[1:] if cell.strip()]
    return any(above) or any(below)


def _indicator(table: Table, column: int, names: IndicatorNames, talk: Talk) -> str | None:
    """Return the indicator of a column, None for a column that is none or is asked about."""
    heading, spot = table.headings[column], table.heading_spot(column)
    found, _ = names.named_by(heading)
    if len(found) == 1:
        return found[0]
    if table.is_empty(column):
        return None
    if len(found) > 1:
        return talk.ask(
            f"column-{column + 1}", _EITHER, [choice(one, *names.said[one]) for one in found], spot
        )
    if folded(heading) in _ASIDE:
        talk.note(_ASIDE_SAID, spot)
    elif not heading:
        talk.error(_NO_HEADING, spot)
    else:
        nearest = names.nearest(split_heading(heading)[0]) or [
            names.rows[one]["name_zh"] for one in names.rows
        ]
        talk.error(_UNKNOWN, spot, nearest="、".join(nearest[:3]))
    return None


def _measured(table: Table, column: int, row: Mapping[str, str], unit: str, talk: Talk) -> Measured | None:
    """Return a column with its unit: that of its heading, or the answer, or the indicator's own, said so."""
    spot, own = table.heading_spot(column), row["unit_zh"]
    if unit:
        factor = how_many(unit, row)
        if factor is None:
            talk.error(_WRONG_UNIT, spot, unit=unit, own=own)
            return None
        return Measured(column, row, unit, factor)
    if not _has_bare_numbers(table, column):
        return Measured(column, row, "", Decimal(1))
    money = unit_of(own)
    if row["measure"] == "amount" and money.is_money:
        units = dict.fromkeys((own, *_OTHER_MONEY[money.base]))
        words = _WHICH_UNIT.filled(name=row["name_zh"], own=own)
        unit = talk.ask(f"unit-{row['code']}", words, [choice(one, one, one) for one in units], spot) or ""
        return Measured(column, row, unit, how_many(unit, row) if unit else None)
    if own not in table.headings[column]:
        talk.note(_OWN_UNIT, spot, own=own)
    return Measured(column, row, "", Decimal(1))


def _has_bare_numbers(table: Table, column: int) -> bool:
    return any(not figure.unit for figure in _figures(table, column))


def _figures(table: Table, column: int) -> Iterator[Figure]:
    for cells in table.grid.rows[table.heading_row :]:
        try:
            figure = read_figure(cells[column]) if column < len(cells) else "blank"
        except NotAFigureError:
            continue
        if isinstance(figure, Figure):
            yield figure
