"""Holds the catalogue against the text of the plan: whether every name is there, in its clause.

The text is not part of the product; `check --plan FILE` reads it where the reader has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.plan_clauses import sections
from geodata.plan_folding import normalised
from geodata.plan_names import OTHER_NAMES
from geodata.problems import Problem, Words
from geodata.tables import parts

_ABSENT = Words(
    *("方案中没有这个名称,也没有它的别名", "改用方案原文,或加一个原文别名"),
    *("neither the name nor an alias stands in the plan", "use the plan's wording, or add it as an alias"),
)
_ELSEWHERE = Words(
    *("这一条款中没有 {name}", "核对条款"),
    *("{name} does not stand in this clause", "check the clause"),
)


@dataclass(frozen=True)
class _Plan:
    """The normalised text, whole and by clause."""

    whole: str
    by_clause: Mapping[str, str]

    def has_in(self, clause: str, names: Sequence[str]) -> bool:
        """Say whether one of the names is in the clause or in what stands under it."""
        texts = [text for ref, text in self.by_clause.items() if ref.startswith(clause)]
        return any(name in text for text in texts for name in names)


def misses(tables: Mapping[str, pd.DataFrame], text: str) -> list[Problem]:
    """Return every row whose name is not in the plan (errors), or not in a clause it gives (warnings).

    `tables` hold text cells, indexed by line.
    """
    plan = _Plan(normalised(text), sections(text))
    return [
        problem
        for table, other in OTHER_NAMES.items()
        for row, cells in tables[table].iterrows()
        for problem in _missed(f"{table}.csv", int(str(row)), cells, other, plan)
    ]


def _missed(file: str, row: int, cells: pd.Series, other: str, plan: _Plan) -> Iterator[Problem]:
    name = str(cells["name_zh"])
    names = [normalised(each) for each in (name, *parts(str(cells[other]))) if each]
    if not any(each in plan.whole for each in names):
        yield Problem(file, row, "name_zh", name, _ABSENT)
        return
    for clause in parts(str(cells["clause"])):
        if not plan.has_in(clause, names):
            yield Problem(file, row, "clause", clause, _ELSEWHERE.filled(name=f"“{name}”"), is_warning=True)
