"""What sets two catalogues apart: rows added and removed, cells changed. Rows are matched by their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.catalog import Tables
from geodata.releases.digest import canonical

Row = Mapping[str, str]


@dataclass(frozen=True)
class RowChange:
    """A row that only one of the two has."""

    table: str
    id: str
    row: Row


@dataclass(frozen=True)
class CellChange:
    """A cell that both have, with what it was and what it is."""

    table: str
    id: str
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """All that sets the new catalogue apart from the old, table by table in the order of the rows."""

    added: tuple[RowChange, ...] = ()
    changed: tuple[CellChange, ...] = ()
    removed: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many rows of each table are added, changed and removed."""
        changed = {(one.table, one.id) for one in self.changed}
        return {
            "added": dict(Counter(one.table for one in self.added)),
            "changed": dict(Counter(table for table, _ in changed)),
            "removed": dict(Counter(one.table for one in self.removed)),
        }


def rows_by_id(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the rows of a table of text cells by their id, which is the first column of every table."""
    columns = list(frame.columns)
    return {row[0]: dict(zip(columns, row, strict=True)) for row in frame.to_numpy().tolist()}


def difference(old: Tables, new: Tables) -> Difference:
    """Return what has to be done to `old` to make it `new`; numbers that are equal are no difference."""
    added: list[RowChange] = []
    changed: list[CellChange] = []
    removed: list[RowChange] = []
    before, after = canonical(old), canonical(new)
    for name, frame in after.items():
        then, now = rows_by_id(before[name]), rows_by_id(frame)
        added += [RowChange(name, one, row) for one, row in now.items() if one not in then]
        removed += [RowChange(name, one, row) for one, row in then.items() if one not in now]
        changed += [
            CellChange(name, one, column, then[one][column], cell)
            for one, row in now.items()
            if one in then
            for column, cell in row.items()
            if then[one][column] != cell
        ]
    return Difference(tuple(added), tuple(changed), tuple(removed))
