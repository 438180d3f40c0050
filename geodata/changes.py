"""A difference between two catalogues as people read it: one line for each thing, named, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from geodata.catalog import Tables
from geodata.intake.jumps import YEARS_BACK, jump
from geodata.releases.difference import CellChange, Difference, RowChange, rows_by_id
from geodata.tables import PLACE_TABLES, TABLES, parts

Row = Mapping[str, str]
Both = Mapping[str, str]
Point = tuple[float, float]
Kind = Literal["added", "changed", "removed"]
TONGUES = ("zh", "en")
# Said in the columns that matter; the rest of a row follows from them.
_TOLD = {
    "observations": ("value", "basis", "source_id", "claim"),
    "sources": ("publisher", "url"),
    "sites": (
        *("name_zh", "name_en", "kind", "city_id", "zone_id", "industries", "lon", "lat"),
        *("location_precision", "claim", "source_id"),
    ),
}
_REFERS = {
    name: {column.name: column.refers for column in columns if column.refers}
    for name, columns in TABLES.items()
}


@dataclass(frozen=True)
class Cell:
    """One column that differs, in both languages; an added row has no old, a removed one no new."""

    column: str
    old: Both
    new: Both


@dataclass(frozen=True)
class Line:
    """One thing that is added, changed or removed, with where it is in WGS-84 if that is known.

    `jump` says how far a figure is from what it replaces or from an earlier year, "" where that is usual.
    """

    kind: Kind
    table: str
    id: str
    name: Both
    cells: tuple[Cell, ...]
    point: Point | None = None
    moved_from: Point | None = None
    jump: str = ""


def lines(difference: Difference, old: Tables, new: Tables) -> tuple[Line, ...]:
    """Return the difference line by line, table by table: what is removed, changed, added."""
    before, after = _Names(old), _Names(new)
    found = [
        *(_whole("removed", row, before) for row in difference.removed),
        *_changed(difference.changed, before, after),
        *(_whole("added", row, after) for row in difference.added),
    ]
    # Sources come last: they follow from the rest.
    order = {name: name == "sources" for name in new}
    return tuple(sorted(found, key=lambda line: (order[line.table], list(new).index(line.table))))


class _Names:
    """What the cells of one catalogue stand for."""

    def __init__(self, tables: Tables) -> None:
        self._rows = {name: rows_by_id(frame) for name, frame in tables.items()}
        self._values = {
            (row["place_id"], row["indicator_id"], row["basis"], row["year"]): row["value"]
            for row in self._rows["observations"].values()
            if not row["period"]
        }

    def row(self, table: str, identifier: str) -> Row:
        return self._rows[table].get(identifier, {})

    def name(self, table: str, row: Row) -> Both:
        """Return what a row is called: an observation by its place, indicator and year."""
        if table != "observations":
            return {one: _named(row, one) for one in TONGUES}
        place, indicator = self._place(row), self.row("indicators", row["indicator_id"])
        when = row["year"] + row["period"]
        return {one: f"{_named(place, one)} · {_named(indicator, one)} · {when}" for one in TONGUES}

    def words(self, table: str, row: Row, column: str) -> Both:
        """Return what a cell says: a figure with bound and unit, names instead of ids."""
        cell = row.get(column, "")
        if column == "value" and table == "observations":
            return self._figure(row)
        refers = _REFERS[table].get(column, ())
        named = [self._referred(refers, one) for one in parts(cell)] if refers else []
        if not named:
            return dict.fromkeys(TONGUES, cell)
        return {one: ", ".join(_named(found, one) for found in named) for one in TONGUES}

    def _figure(self, row: Row) -> Both:
        """Return a figure with bound and unit; a unit that begins with a digit stands in brackets."""
        units, value = self.row("indicators", row["indicator_id"]), f"{row['bound']}{row['value']}"
        said = {one: units.get(f"unit_{one}", "") for one in TONGUES}
        return {
            one: f"{value} ({unit})" if unit[:1].isdigit() else f"{value} {unit}"
            for one, unit in said.items()
        }

    def _referred(self, tables: Iterable[str], identifier: str) -> Row:
        found = (self.row(table, identifier) for table in tables if table in self._rows)
        return next((row for row in found if row), {"id": identifier})

    def point(self, table: str, row: Row) -> Point | None:
        """Return where a row is: its own point, or that of the place observed."""
        where = self._place(row) if table == "observations" else row
        lon, lat = where.get("lon", ""), where.get("lat", "")
        return (float(lon), float(lat)) if lon and lat else None

    def _place(self, row: Row) -> Row:
        return self._referred(PLACE_TABLES, row["place_id"])

    def jump(self, row: Row, replaced: str = "") -> str:
        """Return how far a figure is from what it replaces, or from that of a year before."""
        indicator, year = self.row("indicators", row["indicator_id"]), int(row["year"])
        series = row["place_id"], row["indicator_id"], row["basis"]
        then = [(row["year"], replaced)] if replaced else []
        earlier = [str(year - back) for back in range(1, YEARS_BACK + 1)]
        then += [(one, self._values[*series, one]) for one in earlier if (*series, one) in self._values][:1]
        for when, before in then:
            if indicator["measure"] != "rank" and jump(float(row["value"]), float(before), indicator):
                return f"×{float(row['value']) / float(before):.3g} ({when}: {before})"
        return ""


def _named(row: Row, tongue: str) -> str:
    return row.get(f"name_{tongue}") or row.get(f"title_{tongue}") or row.get("ref_zh") or row.get("id", "")


def _whole(kind: Kind, change: RowChange, names: _Names) -> Line:
    row = names.row(change.table, change.id)
    nothing = dict.fromkeys(TONGUES, "")
    cells = []
    for column in _TOLD.get(change.table, ("name_en",)):
        if change.row.get(column):
            words = names.words(change.table, row, column)
            cells.append(Cell(column, words, nothing) if kind == "removed" else Cell(column, nothing, words))
    return Line(
        kind,
        change.table,
        change.id,
        names.name(change.table, row),
        tuple(cells),
        names.point(change.table, row),
        jump=names.jump(row) if change.table == "observations" and kind == "added" else "",
    )


def _changed(changes: Iterable[CellChange], before: _Names, after: _Names) -> Iterator[Line]:
    by_row: dict[tuple[str, str], list[CellChange]] = {}
    for change in changes:
        by_row.setdefault((change.table, change.id), []).append(change)
    for (table, identifier), cells in by_row.items():
        then, row = before.row(table, identifier), after.row(table, identifier)
        columns = dict.fromkeys("value" if cell.column == "bound" else cell.column for cell in cells)
        told = tuple(
            Cell(column, before.words(table, then, column), after.words(table, row, column))
            for column in columns
        )
        now, was = after.point(table, row), before.point(table, then)
        is_observed = table == "observations"
        yield Line(
            "changed",
            table,
            identifier,
            after.name(table, row),
            told,
            now or was,
            was if was != now and not is_observed else None,
            after.jump(row, then["value"]) if is_observed else "",
        )
