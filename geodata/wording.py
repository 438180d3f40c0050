"""From the catalogue's cells to plain JSON: what is missing leaves no key, languages travel together."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame as dicts, without geometry."""
    return pd.DataFrame(frame).drop(columns="geometry", errors="ignore").to_dict("records")  # type: ignore[return-value]


def present(value: Any) -> bool:
    """Say whether a value says anything: False and 0 do; an empty text, list, NaN or NA does not."""
    if value is None or value is pd.NA:
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    return not (isinstance(value, str | tuple | list | dict) and len(value) == 0)


def compact(**values: Any) -> Row:
    """Return the values that are present, under their names; a trailing `_` in a name is dropped."""
    return {name.rstrip("_"): _plain(value) for name, value in values.items() if present(value)}


def both(row: Row, stem: str) -> dict[str, str]:
    """Return a cell in both languages, or an empty dict where there is none."""
    return {tongue: row[f"{stem}_{tongue}"] for tongue in ("zh", "en") if row[f"{stem}_{tongue}"]}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a tuple as a list, a whole number without `.0`."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
