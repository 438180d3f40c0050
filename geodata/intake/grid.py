"""What every kind of upload becomes: sheets of text cells. Nothing in them is trusted or understood yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from geodata.catalog import Tables
from geodata.problems import Words

Format = Literal["xlsx", "csv", "geojson"]


@dataclass(frozen=True)
class Grid:
    """One sheet. A number is `f"{x:.15g}"`, a cell shown in per cent `3.4%`, a date ISO, an empty cell "".

    `rows[0]` is the first line as a spreadsheet numbers it, empty lines included; lines may differ
    in length. A GeoJSON file is a grid too: the names of its properties, then a line for each feature.
    """

    sheet: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Book:
    """A whole upload. `remarks` are what the reader wants to say about it (its encoding, a projected CRS)."""

    format: Format
    grids: tuple[Grid, ...]
    remarks: tuple[Words, ...] = ()


class RefusedError(Exception):
    """The file as a whole cannot be taken; `words` say why and the way out."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(f"{words.rule_zh};{words.way_zh}。{words.rule_en}: {words.way_en}.")


@dataclass(frozen=True)
class Finding:
    """Something about one place in the upload: `error` refuses it, `warning` and `note` do not.

    `row` counts from 1 as in a spreadsheet, `column` from 0 (None: the whole row), `heading` is its name.
    """

    level: Literal["error", "warning", "note"]
    words: Words
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    heading: str = ""
    value: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer to a question: what to give to `--answer KEY=value`, and what it means."""

    value: str
    words: Words  # only rule_zh and rule_en are used


@dataclass(frozen=True)
class Question:
    """What only the steward can know. `key` is short ASCII; `findings` say which lines it is about."""

    key: str
    words: Words
    choices: tuple[Choice, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What an upload would do. `tables` is the whole new catalogue, None while errors or questions stand."""

    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    tables: Tables | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    def noted(self, note: str) -> str:
        """Return a note with what was answered, such as the datum: it is kept with the release."""
        given = ", ".join(f"{key}={value}" for key, value in sorted(self.answers.items()))
        return f"{note} [{given}]" if given else note

    @property
    def errors(self) -> Sequence[Finding]:
        """Return what refuses the upload."""
        return [finding for finding in self.findings if finding.level == "error"]
