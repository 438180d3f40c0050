"""Tables in their one canonical form, and the digest that stands for all that can be read in them."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

import pandas as pd

from geodata.catalog import Tables
from geodata.cell_rules import NUMBER
from geodata.tables import TABLES, Column

FIRST_LINE = 2  # the first holds the names of the columns


def canonical(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables in the order of `TABLES`, with numbers written one way and rows numbered as lines."""
    return {name: _canonical(tables[name], columns) for name, columns in TABLES.items()}


def _canonical(frame: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    lines = pd.Index(range(FIRST_LINE, len(frame) + FIRST_LINE), dtype="int64", name="line")
    return pd.DataFrame(_cells(frame, columns), index=lines, dtype="str")


def _cells(frame: pd.DataFrame, columns: tuple[Column, ...]) -> dict[str, list[str]]:
    cells = {column.name: frame[column.name].to_list() for column in columns}
    for column in columns:
        if column.kind in ("number", "whole"):
            cells[column.name] = [_number(cell) for cell in cells[column.name]]
    return cells


def _number(cell: str) -> str:
    # What should be a number and is none stays as it is, for the contracts to refuse.
    return number_text(float(cell)) if NUMBER.fullmatch(cell) else cell


def number_text(value: float) -> str:
    """Return a finite number in the one way all releases write it: 15 digits at most, no exponent, no -0."""
    return format(Decimal(f"{value + 0.0:.15g}"), "f")


def digest_of(tables: Tables) -> str:
    """Return the hex SHA-256 of all cells: equal content has an equal digest, whatever its history.

    Rows are told apart by their ids, so their order is no content, as it is no difference.
    """
    digest = hashlib.sha256()
    for name, columns in TABLES.items():
        cells = _cells(tables[name], columns)
        rows = sorted(zip(*cells.values(), strict=True))
        digest.update(json.dumps([name, list(cells), rows]).encode())
    return digest.hexdigest()
