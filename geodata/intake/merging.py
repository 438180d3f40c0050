"""What a steward changed, kept apart from what others changed since; put together and proved as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from geodata.catalog import Tables, check_tables_on_ground
from geodata.intake.asking import Spot, Talk, choice
from geodata.problems import CatalogueError, Problem, Words
from geodata.releases.difference import rows_by_id
from geodata.releases.proof import proved
from geodata.tables import TABLES, parts

Cells = dict[str, str]
EDITED = ("sources", "sites", "observations")
_GONE = "∅"

_CONFLICT = Words(
    *("下载模板以后,别人也改了您所改的单元格,请选择", "逐格看过再答"),
    *(
        "others changed cells that you changed, after your template was made: please choose",
        "look at each of them before you answer",
    ),
)
_BOTH = Words(
    *("您填“{mine}”,现用数据已改为“{theirs}”", "选 mine 或 theirs"),
    *("you wrote “{mine}”, the data in use say “{theirs}” now", "choose mine or theirs"),
)
_HOW_TO_MEET = (
    choice("mine", "用我填的", "use what I wrote"),
    choice("theirs", "保留现用数据", "keep the data in use"),
)
_REFERRED = Words(
    *("不能删除:{where} 仍指向它", "先由管理员改正那些行"),
    *("it cannot be removed: {where} still points at it", "have those rows corrected first"),
)


class Edits:
    """Rows added, changed and removed by an upload; `was` is the release that its template was made from."""

    def __init__(self, base: Tables, was: Tables | None, talk: Talk) -> None:
        self.base, self._talk = base, talk
        self._now = {name: rows_by_id(base[name]) for name in EDITED}
        self._was = {name: rows_by_id(was[name]) for name in EDITED} if was else self._now
        self._cells: dict[tuple[str, str], Cells] = {}
        self._new: dict[tuple[str, str], Cells] = {}
        self._removed: dict[tuple[str, str], Spot] = {}
        self._spots: dict[tuple[str, str, str], Spot] = {}
        self._taken = {one for frame in base.values() for one in frame["id"]}

    def row(self, table: str, identifier: str) -> Cells | None:
        """Return a row as it is in use or being added, None if there is none."""
        return self._now[table].get(identifier) or self._new.get((table, identifier))

    def rows(self, table: str) -> Iterable[Cells]:
        """Return the rows of a table as they are in use."""
        return self._now[table].values()

    def once(self, table: str, identifier: str) -> Cells | None:
        """Return a row as it was in the template's release, None if it was not there."""
        return self._was[table].get(identifier)

    def earlier(self, table: str) -> Iterable[Cells]:
        """Return the rows of a table as they were in the template's release."""
        return self._was[table].values()

    def new_id(self, wanted: str) -> str:
        """Return an id that nothing bears yet."""
        found, number = wanted, 2
        while found in self._taken:
            found, number = f"{wanted}-{number}", number + 1
        self._taken.add(found)
        return found

    def is_taken(self, identifier: str) -> bool:
        """Say whether something bears an id."""
        return identifier in self._taken

    def is_mine(self, mine: str, was: str | None, now: str | None, spot: Spot) -> bool:
        """Say whether a steward changed a cell and is to have it so; None: the row is not there."""
        if mine in (was, now):
            return False
        if was == now:
            return True
        about = _BOTH.filled(mine=mine[:60], theirs=_GONE if now is None else now[:60])
        return self._talk.ask("conflict", _CONFLICT, _HOW_TO_MEET, spot, about) == "mine"

    def change(self, table: str, identifier: str, cells: Mapping[str, str], spot: Spot) -> None:
        """Change cells of a row that is in use or being added."""
        if (row := self._new.get((table, identifier))) is not None:
            row.update(cells)
        else:
            self._cells.setdefault((table, identifier), {}).update(cells)
        self.tell(table, identifier, ("", *cells), spot)

    def add(self, table: str, row: Mapping[str, str], spot: Spot) -> None:
        """Add a row; columns that it does not give are empty."""
        self._new[table, row["id"]] = {column.name: row.get(column.name, "") for column in TABLES[table]}
        self.tell(table, row["id"], ("",), spot)

    def remove(self, table: str, identifier: str, spot: Spot) -> None:
        """Remove a row."""
        self._removed[table, identifier] = spot
        self.tell(table, identifier, ("",), spot)

    def tell(self, table: str, identifier: str, columns: Iterable[str], spot: Spot) -> None:
        """Remember which cell of the upload cells of the catalogue come from; "" is the row."""
        for column in columns:
            if column or (table, identifier, "") not in self._spots:
                self._spots[table, identifier, column] = spot

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the whole catalogue with the changes made; what is not touched is the same frame."""
        touched = {table for table, _ in (*self._cells, *self._new, *self._removed)}
        return {name: self._made(name) if name in touched else frame for name, frame in self.base.items()}

    def _made(self, table: str) -> pd.DataFrame:
        frame = self.base[table]
        kept = {
            int(line): {**row, **self._cells.get((table, row["id"]), {})}
            for line, row in zip(frame.index, self._now[table].values(), strict=True)
            if (table, row["id"]) not in self._removed
        }
        new = [row for (name, _), row in self._new.items() if name == table]
        first = max(map(int, frame.index), default=1) + 1
        index = pd.Index([*kept, *range(first, first + len(new))], dtype="int64", name="line")
        columns = list(frame.columns)
        rows = [[row[column] for column in columns] for row in (*kept.values(), *new)]
        return pd.DataFrame(rows, index=index, columns=columns, dtype="str")

    def can_remove(self) -> bool:
        """Say whether nothing points at the rows to be removed, and of each what does."""
        wanted = {identifier for _, identifier in self._removed}
        if not wanted:
            return True
        pointing: dict[str, list[str]] = {}
        for name, frame in self.tables().items():
            for column in TABLES[name]:
                if set(column.refers) & set(EDITED):
                    for row, cell in zip(frame["id"], frame[column.name], strict=True):
                        for part in wanted.intersection(parts(cell)):
                            pointing.setdefault(part, []).append(f"{name} {row}")
        for (_, identifier), spot in self._removed.items():
            if where := pointing.get(identifier):
                self._talk.error(_REFERRED, spot, where="、".join(dict.fromkeys(where[:6])))
        return not pointing

    def prove(self, tables: Tables) -> None:
        """Say what the contracts find wrong, at the cell of the upload that it comes from."""
        touched = {(table, identifier) for table, identifier, _ in self._spots}
        names = {table: dict(zip(frame.index, frame["id"], strict=True)) for table, frame in tables.items()}
        for problem in self._problems(tables):
            table = problem.file.partition(".")[0]
            identifier = names.get(table, {}).get(problem.row, "")
            if not problem.is_warning:
                self._report(self._talk.error, table, identifier, problem)
            elif (table, identifier) in touched:
                self._report(self._talk.warning, table, identifier, problem)

    def _problems(self, tables: Tables) -> Sequence[Problem]:
        found = check_tables_on_ground(tables)
        if not self._removed or any(not problem.is_warning for problem in found):
            return found
        try:
            proved(tables, "")  # a story may show what is to be removed
        except CatalogueError as wrong:
            return wrong.problems
        return found

    def _report(
        self, tell: Callable[[Words, Spot], None], table: str, identifier: str, found: Problem
    ) -> None:
        spots = self._spots
        spot = spots.get((table, identifier, found.column)) or spots.get((table, identifier, ""))
        tell(found.words, spot or Spot(found.file, found.row, None, found.column, found.value))


def cell_of(row: Mapping[str, str] | None, column: str) -> str | None:
    """Return a cell of a row, None where there is no row."""
    return row[column] if row else None
