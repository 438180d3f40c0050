"""On which basis a value is meant, where an indicator is kept on several that must not meet in one series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geodata.intake.asking import Spot, Talk, choice
from geodata.intake.merging import Cells
from geodata.problems import Words

Key = tuple[str, str, str]  # place, indicator, year
_NONE = "none"

_WHICH_BASIS = Words(
    *("“{name}”有不同口径,请选择这次数据的口径", "回答"),
    *("“{name}” is kept on several bases: please choose that of these values", "answer"),
)
_SAME_BASIS = Words(
    *("按以往口径 {basis} 记入", "口径有变则告知管理员"),
    *("taken on the basis of earlier values, {basis}", "tell the administrator if it is another"),
)


class Bases:
    """On which bases a place has an indicator, and, under no place, on which it is kept anywhere."""

    def __init__(self, rows: Mapping[Key, Sequence[Cells]], talk: Talk) -> None:
        self._talk = talk
        self._bases: dict[tuple[str, str], set[str]] = {}
        for (place, indicator, _), several in rows.items():
            for whose in (place, ""):
                found = self._bases.setdefault((whose, indicator), set())
                found |= {row["basis"] for row in several}

    def of(self, rows: Sequence[Cells], key: Key, indicator: Mapping[str, str], spot: Spot) -> str | None:
        """Return the basis of a value: that of `rows` for its year, else of the series it continues.

        None after asking where there are several.
        """
        if len(rows) == 1:
            return rows[0]["basis"]
        series = self._bases.get(key[:2]) or self._bases.get(("", key[1]), set())
        bases = sorted({row["basis"] for row in rows} or series)
        if len(bases) <= 1 or (not rows and "" in bases):
            if bases and bases[0]:
                self._talk.note(_SAME_BASIS, spot, basis=bases[0])
            return bases[0] if bases else ""
        choices = [choice(one or _NONE, one or "不分口径", one or "none") for one in bases]
        words = _WHICH_BASIS.filled(name=indicator["name_zh"])
        answer = self._talk.ask(f"basis-{indicator['code']}", words, choices, spot)
        return "" if answer == _NONE else answer
