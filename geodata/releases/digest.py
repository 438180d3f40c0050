"""Tables in their one canonical form, and the digest that stands for all that can be read in them."""

from __future__ import annotations

import hashlib
import json
import math

import pandas as pd

from geodata.catalog import Tables
from geodata.tables import TABLES, Column


def canonical(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables in the order of `TABLES`, with numbers written one way and rows numbered as lines."""
    return {name: _canonical(tables[name], columns) for name, columns in TABLES.items()}


def _canonical(frame: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    cells = {
        column.name: [number_text(cell) for cell in frame[column.name]]
        if column.kind in ("number", "whole")
        else list(frame[column.name])
        for column in columns
    }
    lines = pd.RangeIndex(2, len(frame) + 2, name="line").astype("int64")
    return pd.DataFrame(cells, index=pd.Index(lines, name="line"), dtype="str")


def number_text(cell: str) -> str:
    """Return a number as it is written in every release; what is none stays for the contracts to refuse."""
    try:
        value = float(cell)
    except ValueError:
        return cell
    return f"{value:.15g}" if math.isfinite(value) else cell


def digest_of(tables: Tables) -> str:
    """Return the hex SHA-256 of all cells: equal content has an equal digest, whatever its history."""
    digest = hashlib.sha256()
    for name, frame in canonical(tables).items():
        digest.update(json.dumps([name, list(frame.columns), frame.to_numpy().tolist()]).encode())
    return digest.hexdigest()
