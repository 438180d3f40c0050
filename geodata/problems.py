"""What is wrong with a file of data, said so that the person who edits it can put it right.

A problem names file, row, column, value, rule and the way out, in Chinese and then in English, on one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_VALUE = 60


@dataclass(frozen=True)
class Words:
    """The words of a rule: what it asks and how to satisfy it, in both languages."""

    rule_zh: str
    way_zh: str
    rule_en: str
    way_en: str

    def filled(self, **values: str) -> Words:
        """Return the same words with `{name}` placeholders replaced."""
        return Words(
            *(_fill(text, values) for text in (self.rule_zh, self.way_zh, self.rule_en, self.way_en))
        )


def _fill(text: str, values: dict[str, str]) -> str:
    # Not str.format: a value may hold braces of its own.
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `row` is the line seen in an editor (GeoJSON: the feature, from 1)."""

    file: str
    row: int | None
    column: str
    value: str
    words: Words
    is_warning: bool = False

    def __str__(self) -> str:
        where = [self.file]
        if self.row is not None:
            where.append(self._row_name())
        if self.column:
            where.append(f"{self.column} = {_quoted(self.value)}" if self.value else self.column)
        elif self.value:
            where.append(_quoted(self.value))
        words = self.words
        return f"{', '.join(where)}: {words.rule_zh};{words.way_zh}。{words.rule_en}: {words.way_en}."

    def _row_name(self) -> str:
        if self.file.endswith(".geojson"):
            return f"第 {self.row} 个要素/feature {self.row}"
        return f"第 {self.row} 行/line {self.row}"


def _quoted(value: str) -> str:
    """Return `value` in quotes, on one line and not too long, control characters made visible."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in value)
    return f"“{shown if len(shown) <= LONGEST_VALUE else shown[: LONGEST_VALUE - 1] + '…'}”"


class CatalogueError(Exception):
    """The data are damaged. The message lists every problem found, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` without repeats, by file, then row, then column."""
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.row or 0, p.column, p.words.rule_en))
    )
