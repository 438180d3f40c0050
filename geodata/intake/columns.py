"""Where the table begins in a sheet, and what stands in which of its columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from geodata.intake.asking import Spot, Talk
from geodata.intake.grid import Grid
from geodata.intake.headings import tidy
from geodata.problems import Words

HEADING_ROWS = 20
MOST_NAME_CHARS = 120
MOST_TEXT_CHARS = 500

_CONTROL = Words(
    *("含有控制字符", "删去后重新输入"),
    *("it holds a control character", "remove it and type the text again"),
)
_LONG = Words(
    *("超过 {most} 字", "缩短此格"),
    *("more than {most} characters", "shorten this cell"),
)
_TIDIED = Words(
    *("已去掉首尾空格与不可见字符,全角字母数字改为半角", "无需处理"),
    *("spaces around it and invisible marks were taken out, full-width letters made plain", "nothing to do"),
)
_REPEATED = Words(
    *("与第 {other} 列是同一列", "删去其中一列"),
    *("the same column as column {other}", "remove one of them"),
)


@dataclass(frozen=True)
class Row:
    """A line of a sheet under its headings; cells by the key of their column, as they were written."""

    sheet: str
    number: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]
    headings: tuple[str, ...]

    def raw(self, key: str) -> str:
        """Return a cell as written, "" where the sheet has no such column."""
        column = self.columns.get(key)
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    def spot(self, key: str = "") -> Spot:
        """Return where a cell is; without its column, where the row is."""
        column = self.columns.get(key)
        if column is None:
            return Spot(self.sheet, self.number)
        return Spot(self.sheet, self.number, column, self.headings[column], self.raw(key))

    def text(self, key: str, talk: Talk, most: int = MOST_NAME_CHARS) -> str | None:
        """Return a cell made plain; None after saying what is wrong with it."""
        raw = self.raw(key)
        plain = _plain(raw)
        if any(unicodedata.category(one) == "Cc" for one in plain):
            talk.error(_CONTROL, self.spot(key))
            return None
        if len(plain) > most:
            talk.error(_LONG, self.spot(key), most=str(most))
            return None
        if plain != raw:
            talk.note(_TIDIED, self.spot(key))
        return plain


def _plain(raw: str) -> str:
    """Return a text without what nobody sees in it; Chinese punctuation stays as it is written."""
    if raw.isascii() and raw.isprintable():
        return raw.strip()
    seen = (one for one in raw if unicodedata.category(one) != "Cf")
    return "".join(_plain_letter(one) for one in seen).strip()


def _plain_letter(one: str) -> str:
    if one.isspace():
        return " "
    return unicodedata.normalize("NFKC", one) if "０" <= one <= "ｚ" and one.isalnum() else one


@dataclass(frozen=True)
class Table:
    """A sheet from its headings on; `columns` are those that were recognised, by key."""

    sheet: str
    heading_row: int
    headings: tuple[str, ...]
    grid: Grid

    def heading_spot(self, column: int) -> Spot:
        """Return where a heading is."""
        return Spot(self.sheet, self.heading_row, column, self.headings[column], self.headings[column])

    def rows(self, columns: Mapping[str, int]) -> Iterator[Row]:
        """Yield the lines below the headings that hold anything."""
        for number, cells in enumerate(self.grid.rows[self.heading_row :], self.heading_row + 1):
            if any(cell.strip() for cell in cells):
                yield Row(self.sheet, number, cells, columns, self.headings)

    def is_empty(self, column: int) -> bool:
        """Say whether nothing stands below a heading."""
        below = self.grid.rows[self.heading_row :]
        return not any(column < len(cells) and cells[column].strip() for cells in below)


def find_table(grid: Grid, names_a_column: Callable[[str], bool]) -> Table | None:
    """Return the table whose headings are the row, of the first twenty, with most known columns."""
    best, most = None, 0
    for index, cells in enumerate(grid.rows[:HEADING_ROWS]):
        known = sum(names_a_column(cell) for cell in cells if cell.strip())
        if known > most:
            best, most = index, known
    if best is None:
        return None
    width = max(len(cells) for cells in grid.rows[best:])
    headings = tuple(tidy(cell) for cell in grid.rows[best])
    return Table(grid.sheet, best + 1, headings + ("",) * (width - len(headings)), grid)


def placed_once(table: Table, keys: Mapping[int, str], talk: Talk) -> dict[str, int]:
    """Return the column of each key, after saying which columns repeat."""
    found: dict[str, int] = {}
    for column, key in keys.items():
        if key not in found:
            found[key] = column
        elif not table.is_empty(column):
            talk.error(_REPEATED, table.heading_spot(column), other=str(found[key] + 1))
    return found


def nearest_words(written: str, offered: Iterable[str]) -> str:
    """Return which of the words on offer looks most like what was written."""
    names = list(offered)
    found = process.extractOne(written, names, scorer=fuzz.WRatio)
    return str(found[0]) if found else names[0]
