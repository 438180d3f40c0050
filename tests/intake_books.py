"""Uploads as a reader hands them on, over the bundled catalogue; short ways to ask what becomes of them."""

from __future__ import annotations

import csv
import io
from functools import cache

import pandas as pd

from geodata.catalog import Tables, read_tables
from geodata.intake.grid import Book, Finding, Grid, Outcome
from geodata.intake.understanding import Kind, Released, understand
from geodata.loading import CATALOGUE_DIR
from geodata.problems import Problem
from geodata.releases.difference import Difference, difference
from geodata.releases.digest import canonical

RELEASE = "0002-abcdef01"


@cache
def base() -> Tables:
    problems: list[Problem] = []
    return canonical(read_tables(CATALOGUE_DIR, problems))


def csv_book(text: str, sheet: str = "data") -> Book:
    return Book("csv", (grid(text, sheet),))


def grid(text: str, sheet: str) -> Grid:
    return Grid(sheet, tuple(map(tuple, csv.reader(io.StringIO(text.strip("\n"))))))


def taken(
    text: str | Book,
    kind: Kind = "indicators",
    answers: dict[str, str] | None = None,
    tables: Tables | None = None,
    released: Released = lambda _: None,
) -> Outcome:
    book = csv_book(text) if isinstance(text, str) else text
    return understand(book, kind, tables or base(), RELEASE, answers or {}, released)


def changes(outcome: Outcome, tables: Tables | None = None) -> Difference:
    assert outcome.tables is not None, [(one.words.rule_en, one.value) for one in outcome.errors]
    return difference(tables or base(), outcome.tables)


def row(tables: Tables | None, table: str, identifier: str) -> dict[str, str]:
    assert tables is not None
    frame: pd.DataFrame = tables[table]
    found = frame[frame["id"] == identifier]
    assert len(found) == 1, identifier
    return {str(name): str(value) for name, value in found.iloc[0].items()}


def rules(outcome: Outcome, level: str = "error") -> list[str]:
    return [one.words.rule_en for one in outcome.findings if one.level == level]


def only_error(outcome: Outcome) -> Finding:
    assert len(outcome.errors) == 1, rules(outcome)
    return outcome.errors[0]


def with_row(tables: Tables, table: str, identifier: str, **cells: str) -> Tables:
    """Return the tables with one row changed."""
    frame = tables[table].copy()
    for column, value in cells.items():
        frame.loc[frame["id"] == identifier, column] = value
    return {**tables, table: frame}
