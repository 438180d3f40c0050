"""The copy that goes back to the steward: bad cells coloured and commented, all findings listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geodata.intake import limits
from geodata.intake.grid import Finding
from geodata.intake.headings import SHEETS
from geodata.intake.reading import answered, ask_child

LONGEST_VALUE = 200
ZIP = b"PK"
_LEVELS = {"error": ("错误", "Error"), "warning": ("提示", "Warning"), "note": ("说明", "Note")}
_HEAD = (
    ("级别", "工作表", "行", "列", "列名", "值", "问题", "怎么改"),
    ("Level", "Sheet", "Row", "Column", "Heading", "Value", "What is wrong", "The way out"),
)
_MORE = "另有 {count} 条未列出", "{count} more are not listed"


def annotated(data: bytes, findings: Sequence[Finding], language: str) -> bytes:
    """Return an XLSX workbook: the upload with its findings marked. Raises RefusedError."""
    tongue = 0 if language == "zh" else 1
    listed = findings[: limits.MOST_FINDINGS_LISTED]
    rows: list[list[Any]] = [list(_HEAD[tongue]), *(_line(one, tongue) for one in listed)]
    if len(findings) > len(listed):
        rows.append([_MORE[tongue].format(count=len(findings) - len(listed))])
    answer = ask_child(
        "annotate",
        {"marks": _marks(findings, tongue), "listed": rows, "sheet": SHEETS["findings"].named(language)},
        data,
    )
    if not answer.startswith(ZIP):
        answered(answer)
    return answer


def _said(finding: Finding, tongue: int) -> tuple[str, str]:
    words = finding.words
    return (words.rule_en, words.way_en) if tongue else (words.rule_zh, words.way_zh)


def _line(finding: Finding, tongue: int) -> list[Any]:
    column = None if finding.column is None else finding.column + 1
    value = finding.value[:LONGEST_VALUE]
    level = _LEVELS[finding.level][tongue]
    return [level, finding.sheet, finding.row, column, finding.heading, value, *_said(finding, tongue)]


def _marks(findings: Sequence[Finding], tongue: int) -> list[list[Any]]:
    """Return sheet, row, column (from 1), level and text of each cell to mark; the worst level colours it."""
    cells: dict[tuple[str, int, int], tuple[str, list[str]]] = {}
    for finding in findings:
        if finding.row is None or not finding.sheet or finding.level == "note":
            continue
        at = finding.sheet, finding.row, (finding.column or 0) + 1
        if at not in cells and len(cells) == limits.MOST_MARKS:
            continue
        level, texts = cells.setdefault(at, (finding.level, []))
        rule, way = _said(finding, tongue)
        texts.append(f"{_LEVELS[finding.level][tongue]}: {rule}{': ' if tongue else ';'}{way}")
        if finding.level == "error" != level:
            cells[at] = "error", texts
    return [
        [sheet, row, column, level, shortened("\n".join(texts))]
        for (sheet, row, column), (level, texts) in cells.items()
    ]


def shortened(text: str) -> str:
    """Return a comment that a spreadsheet can show whole."""
    most = limits.MOST_COMMENT_CHARS
    return text if len(text) <= most else text[: most - 1] + "…"
