"""What the stewards' pages say of findings, questions and changes: plain rows for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geodata.changes import Line
from geodata.intake.grid import Finding, Question
from geodata.problems import Words
from layouts.preview_map import Mark
from layouts.text import text, words

LONGEST = 200
# Columns of codes, with the beginning of the keys of their words.
CODED = {
    **{"kind": "kind", "location_precision": "precision", "confidence": "confidence", "claim": "claim"},
    **{"city_claim": "claim", "location_claim": "claim"},
}
KINDS = ("added", "changed", "removed")


@dataclass(frozen=True)
class FindingRow:
    """A finding as a row: where, what is written, what is wrong and the way out."""

    level: str
    where: str
    value: str
    rule: str
    way: str


@dataclass(frozen=True)
class ChangeRow:
    """A change as a row: `cells` are column, old and new in words."""

    number: int
    kind: str
    table: str
    name: str
    cells: tuple[tuple[str, str, str], ...]
    jump: str


def said(one: Words, language: str) -> tuple[str, str]:
    """Return rule and way out in one language."""
    return (one.rule_zh, one.way_zh) if language == "zh" else (one.rule_en, one.way_en)


def finding_row(finding: Finding, language: str) -> FindingRow:
    """Return a finding in the reader's language."""
    where = [finding.sheet]
    if finding.row:
        where.append(text("steward.row", language, row=finding.row))
    if finding.column is not None:
        where.append(column_name(finding.column))
    if finding.heading:
        where.append(shortened(finding.heading))
    rule, way = said(finding.words, language)
    return FindingRow(finding.level, " · ".join(filter(None, where)), shortened(finding.value), rule, way)


def column_name(column: int) -> str:
    """Return a column's letters as a spreadsheet has them; 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shortened(value: str) -> str:
    """Return a value on one line, printable, and not too long."""
    shown = "".join(one if one.isprintable() else "·" for one in value)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def question_form(question: Question, language: str) -> dict[str, object]:
    """Return a question as a form has it."""
    return {
        "key": question.key,
        "rule": said(question.words, language)[0],
        "way": said(question.words, language)[1],
        "choices": [(choice.value, said(choice.words, language)[0]) for choice in question.choices],
        "about": [finding_row(one, language) for one in question.findings[:20]],
        "more": max(0, len(question.findings) - 20),
    }


def counted(lines: Iterable[Line]) -> dict[str, int]:
    """Return how many things are added, changed and removed."""
    counts = Counter(str(line.kind) for line in lines)
    return {kind: counts[kind] for kind in KINDS}


def line_rows(lines: Iterable[Line], language: str) -> list[ChangeRow]:
    """Return changes as numbered rows."""
    return [
        ChangeRow(
            number,
            line.kind,
            known(f"steward.table.{line.table}", language, line.table),
            shortened(line.name[language]),
            tuple(
                (
                    known(f"steward.column.{cell.column}", language, cell.column),
                    value_words(cell.column, cell.old[language], language),
                    value_words(cell.column, cell.new[language], language),
                )
                for cell in line.cells
            ),
            line.jump,
        )
        for number, line in enumerate(lines, 1)
    ]


def value_words(column: str, value: str, language: str) -> str:
    """Return what a cell says: the word of a code, else the value itself."""
    stem = CODED.get(column)
    return shortened(known(f"{stem}.{value}", language, value) if stem else value)


def moment(when: str) -> str:
    """Return a time of the log as people read it, to the minute."""
    return when.partition("+")[0].replace("T", " ")[:16]


def known(key: str, language: str, other: str) -> str:
    """Return the words of a key, or the other where there are none."""
    return words(language).get(key, other)


def marks(lines: Iterable[Line], language: str) -> Iterator[Mark]:
    """Yield a mark for each change that has a place, under the number of its row."""
    for number, line in enumerate(lines, 1):
        if line.point is not None:
            name = shortened(line.name[language])
            yield Mark(line.kind, *line.point, name, number, line.moved_from)
