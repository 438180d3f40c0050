"""What an upload would do to the catalogue: everything wrong is said at once, what is not known is asked.

Pure: the same upload, release and answers have the same outcome for a preview and for its publication.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from geodata.catalog import Tables, shipped_ground
from geodata.intake.asking import Spot, Talk
from geodata.intake.columns import Table, find_table, placed_once
from geodata.intake.grid import Book, Grid, Outcome
from geodata.intake.headings import (
    INDICATOR_COLUMNS,
    RELEASE,
    SHEETS,
    SITE_COLUMNS,
    SOURCE_COLUMNS,
    folded,
    heading_of,
)
from geodata.intake.limits import MOST_ROWS
from geodata.intake.merging import Edits
from geodata.intake.observations import Observations
from geodata.intake.points import Points
from geodata.intake.sites import Sites
from geodata.intake.sources import Sources
from geodata.problems import Words

Kind = Literal["indicators", "sites", "all"]
Released = Callable[[str], Tables | None]

_NO_SHEET = Words(
    *("没有“{sheet}”这张表", "把表改名为“{sheet}”,或下载模板"),
    *("there is no sheet “{sheet}”", "name the sheet so, or take the template"),
)
_NO_TABLE = Words(
    *("前 20 行没有找到表头", "第一行写列名,可下载模板"),
    *("no headings in the first 20 rows", "write them in the first row, or take the template"),
)
_NO_ROWS = Words(
    *("表头下没有数据", "填写数据后再上传"),
    *("nothing stands below the headings", "fill it in and upload it again"),
)
_MANY_ROWS = Words(
    *("超过 {most} 行", "拆成几份"),
    *("more than {most} rows", "split the file"),
)
_ONLY_SITES = Words(
    *("GeoJSON 只用于点位", "指标用 XLSX 或 CSV 上报"),
    *("GeoJSON is for sites only", "send indicators as XLSX or CSV"),
)
_UNKNOWN_RELEASE = Words(
    *("找不到模板的版本 {id},改与现用数据比较", "核对差异;最好重新下载模板"),
    *(
        "release {id} of this template is not here: compared with the data in use",
        "look at the difference; better take the template again",
    ),
)
_OLDER = Words(
    *("模板出自版本 {id},只取您改过的单元格", "无需处理"),
    *("this template was made from release {id}: only cells that you changed are taken", "nothing to do"),
)
_NOTHING = Words(
    *("与现用数据相同,没有要改的", "无需处理"),
    *("the same as the data in use: nothing changes", "nothing to do"),
)


def understand(  # noqa: PLR0913, PLR0917  all that an upload is judged by, given by desk and command line
    book: Book,
    kind: Kind,
    base: Tables,
    release: str,
    answers: Mapping[str, str],
    released: Released,
) -> Outcome:
    """Return what an upload would make of `base`, the tables of `release`.

    `answers` are those given to earlier questions; `released` returns the tables of an earlier release.
    """
    talk = Talk(answers)
    for remark in book.remarks:
        talk.note(remark)
    edits = Edits(base, _was(book, release, released, talk), talk)
    _read(book, kind, edits, talk)
    tables = edits.tables()
    if any(tables[name] is not base[name] for name in base):
        # Rows with an error or a question are not among the edits: the rest is proved beside them.
        if edits.can_remove():
            edits.prove(tables)
    elif talk.is_settled:
        talk.note(_NOTHING)
    findings = talk.findings()
    return Outcome(findings, talk.questions(), tables if talk.is_settled else None, dict(talk.used))


@dataclass(frozen=True)
class _Wanted:
    """The sheets of an upload, by what they are for."""

    indicators: Grid | None = None
    sites: Grid | None = None
    sources: Grid | None = None


def _was(book: Book, release: str, released: Released, talk: Talk) -> Tables | None:
    """Return the release that the template was made from, None where that is the one in use or unknown."""
    named = _template_release(book)
    if not named or named == release:
        return None
    was = released(named)
    if was is None:
        talk.warning(_UNKNOWN_RELEASE, id=named[:40])
    else:
        talk.note(_OLDER, id=named)
    return was


def _template_release(book: Book) -> str:
    labels = {folded(RELEASE.named(tongue)) for tongue in ("zh", "en")}
    for grid in book.grids:
        if _is_called(grid, "instructions"):
            for cells in grid.rows:
                if len(cells) > 1 and folded(cells[0]) in labels:
                    return cells[1].strip()
    return ""


def _is_called(grid: Grid, sheet: str) -> bool:
    heading = SHEETS[sheet]
    return folded(grid.sheet) in {folded(one) for one in (heading.key, heading.zh, heading.en)}


def _read(book: Book, kind: Kind, edits: Edits, talk: Talk) -> None:
    sources = Sources(edits, talk)
    observations = Observations(edits, sources, talk)
    wanted = _wanted(book, kind, observations, talk)
    if wanted.sources:
        _take_sources(wanted.sources, sources, talk)
    if wanted.indicators:
        table = _table(wanted.indicators, observations.names.has, talk)
        if table:
            observations.take(table)
    if wanted.sites:
        table = _table(wanted.sites, lambda cell: bool(heading_of(cell, SITE_COLUMNS)), talk)
        if table:
            points = Points(shipped_ground(), talk, _stated_datum(book))
            Sites(edits, sources, points, talk).take(table)


def _wanted(book: Book, kind: Kind, observations: Observations, talk: Talk) -> _Wanted:
    """Return the sheets to read; a file of one sheet may call it what it will."""
    named = {name: next((one for one in book.grids if _is_called(one, name)), None) for name in SHEETS}
    own = {"indicators", "sites"} if kind == "all" else {kind}
    if book.format == "geojson" and kind == "indicators":
        talk.error(_ONLY_SITES)
        return _Wanted()
    found = {name: grid for name, grid in named.items() if name in own and grid}
    others = [grid for grid in book.grids if grid not in named.values() and any(map(any, grid.rows))]
    if not found and len(others) == 1:
        found[_kind_of(others[0], kind, observations)] = others[0]
    if not found:
        talk.error(_NO_SHEET, sheet=SHEETS["sites" if kind == "sites" else "indicators"].zh)
    return _Wanted(found.get("indicators"), found.get("sites"), named["sources"])


def _kind_of(grid: Grid, kind: Kind, observations: Observations) -> str:
    """Return what the only sheet of a file is for, by its headings where nobody said."""
    if kind != "all":
        return kind
    words = [cell for cells in grid.rows[:20] for cell in cells if cell]
    sites = sum(bool(heading_of(cell, SITE_COLUMNS)) for cell in words)
    has_year = any(heading_of(cell, INDICATOR_COLUMNS) == "year" for cell in words)
    indicators = sum(observations.names.has(cell) for cell in words)
    return "indicators" if has_year or indicators > sites else "sites"


def _table(grid: Grid, names_a_column: Callable[[str], bool], talk: Talk) -> Table | None:
    """Return the table of a sheet, None after saying why there is none to read."""
    table, whole = find_table(grid, names_a_column), Spot(grid.sheet, None)
    if table is None:
        talk.error(_NO_TABLE, whole)
    elif len(grid.rows) > MOST_ROWS + table.heading_row:
        talk.error(_MANY_ROWS, whole, most=str(MOST_ROWS))
    elif next(table.rows({}), None) is None:
        talk.error(_NO_ROWS, whole)
    else:
        return table
    return None


def _take_sources(grid: Grid, sources: Sources, talk: Talk) -> None:
    table = find_table(grid, lambda cell: bool(heading_of(cell, SOURCE_COLUMNS)))
    if table is None:
        return  # the sheet is optional, an empty one says nothing
    known = {i: key for i, one in enumerate(table.headings) if (key := heading_of(one, SOURCE_COLUMNS))}
    for row in table.rows(placed_once(table, known, talk)):
        sources.take(row)


def _stated_datum(book: Book) -> str:
    """Return the datum that a file states: one whose CRS was converted is in WGS-84 now."""
    return "wgs84" if any("EPSG:" in remark.rule_en for remark in book.remarks) else ""
