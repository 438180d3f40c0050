"""The contracts of the tables, checked by pandera. Every problem is found before any is reported.

What comes out is a list of `Problem`; nothing is raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import pandera.pandas as pa

from geodata.cell_rules import CellRule, Known, rules_for
from geodata.problems import Problem, Words
from geodata.row_rule import RowRule
from geodata.row_rules import ROW_RULES
from geodata.row_tests import Surroundings
from geodata.tables import CLAUSE_REFS, TABLES, Column

_ABSENT = Words("缺少这一列", "补上此列(可为空)", "column is missing", "add it; its cells may be empty")
_EXTRA = Words("多出的列", "删去此列或改正列名", "column not known", "remove it or correct its name")
_EMPTY = Words("没有一行数据", "填写数据", "no rows", "fill it in")
_TAKEN = Words(
    *("编号已用于 {where}", "改用新编号"),
    *("id already used in {where}", "choose a new one"),
)


@dataclass(frozen=True)
class _Asked:
    """The rules put to one table, by column and code, and which of its columns hold lists."""

    of_cells: Mapping[str, Mapping[str, CellRule]]
    of_rows: Mapping[str, RowRule]
    lists: set[str]


def check_tables(around: Surroundings) -> list[Problem]:
    """Return all that is wrong with the catalogue's tables; those that could not be read are passed over."""
    known = _known(around.tables)
    problems = [
        problem
        for name, frame in around.tables.items()
        for problem in check_table(f"{name}.csv", frame, TABLES[name], known, around)
    ]
    return [*problems, *_repeated_ids(around.tables)]


def check_table(
    file: str, frame: pd.DataFrame, columns: Sequence[Column], known: Known, around: Surroundings
) -> list[Problem]:
    """Return all that is wrong with one table of text cells, whose index is the line in the file."""
    if frame.empty:
        return [Problem(file, None, "", "", _EMPTY)]
    asked = _Asked(
        {column.name: {rule.code: rule for rule in rules_for(column, known)} for column in columns},
        {rule.code: rule for rule in _row_rules(file, frame)},
        {column.name for column in columns if column.kind == "list"},
    )
    schema = pa.DataFrameSchema(
        {
            column.name: pa.Column(str, _cell_checks(column, asked.of_cells[column.name]))
            for column in columns
        },
        checks=[
            pa.Check(partial(_rows_hold, rule, around), error=rule.code) for rule in asked.of_rows.values()
        ],
        strict=True,
    )
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return list(_problems(file, frame, errors.failure_cases, asked))
    return []


def _known(tables: Mapping[str, pd.DataFrame]) -> Known:
    known = {name: set(frame["id"]) for name, frame in tables.items() if "id" in frame}
    if "clauses" in tables and "ref_zh" in tables["clauses"]:
        known[CLAUSE_REFS] = set(tables["clauses"]["ref_zh"])
    return known


def _row_rules(file: str, frame: pd.DataFrame) -> Iterator[RowRule]:
    for rule in ROW_RULES:
        if set(rule.needs) <= set(frame.columns) and (not rule.only or f"{rule.only}.csv" == file):
            yield rule


def _cell_checks(column: Column, rules: Mapping[str, CellRule]) -> list[pa.Check]:
    is_list = column.kind == "list"
    return [pa.Check(partial(_cells_hold, rule, is_list), error=code) for code, rule in rules.items()]


def _cells_hold(rule: CellRule, is_list: bool, cells: pd.Series) -> pd.Series:
    # Each distinct value once: ids, units and years repeat by the thousand.
    holds = {cell: not rule.broken_by(cell, is_list) for cell in cells.unique()}
    return cells.map(holds).astype("bool")


def _rows_hold(rule: RowRule, around: Surroundings, frame: pd.DataFrame) -> pd.Series:
    return rule.test(frame, around).astype("bool")


def _problems(file: str, frame: pd.DataFrame, cases: pd.DataFrame, asked: _Asked) -> Iterator[Problem]:
    """Yield pandera's failure cases in our words; a row rule fails there once per column."""
    seen: set[tuple[str, int]] = set()
    for case in cases.to_dict("records"):
        code, column = case["check"], case["column"]
        if case["index"] is None or pd.isna(case["index"]):
            words = _ABSENT if code == "column_in_dataframe" else _EXTRA
            yield Problem(file, 1, str(case["failure_case"]), "", words)
            continue
        row = int(case["index"])
        if case["schema_context"] == "DataFrameSchema":
            if (code, row) not in seen:
                seen.add((code, row))
                rule = asked.of_rows[code]
                blamed = rule.needs[0]
                yield Problem(file, row, blamed, str(frame.at[row, blamed]), rule.words, rule.is_warning)
            continue
        cell_rule = asked.of_cells[column][code]
        for part in cell_rule.broken_by(str(frame.at[row, column]), column in asked.lists):
            yield Problem(file, row, column, part, cell_rule.words)


def _repeated_ids(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield every id that is taken already, in this file or another."""
    first: dict[str, str] = {}
    for name, frame in tables.items():
        for row, identifier in frame.get("id", pd.Series(dtype="str")).items():
            if identifier and identifier in first:
                yield Problem(
                    f"{name}.csv", int(str(row)), "id", identifier, _TAKEN.filled(where=first[identifier])
                )
            first.setdefault(identifier, f"{name}.csv:{row}")
