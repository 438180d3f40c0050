"""The report a steward reads: what would change, then errors, questions, warnings and notes, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.intake.grid import Choice, Finding, Outcome, Question
from geodata.problems import LONGEST_VALUE, Words
from geodata.releases.difference import Difference

_LEVELS = {
    "error": {"zh": "错误", "en": "Error"},
    "warning": {"zh": "警告", "en": "Warning"},
    "note": {"zh": "提示", "en": "Note"},
}
_ASKED = {"zh": "请选择", "en": "Please choose"}
_COUNTS = {
    "zh": "新增 {added},修改 {changed},删除 {removed}",
    "en": "Added {added}, changed {changed}, removed {removed}",
}
_UNDECIDED = {
    "zh": "尚不能发布:{errors} 处错误,{questions} 个问题待答",
    "en": "Not yet to be published: errors {errors}, questions {questions}",
}
_NONE = {"zh": "没有变动", "en": "Nothing changes"}
MOST_CHANGES = 200


def report(outcome: Outcome, difference: Difference | None, language: str) -> str:
    """Return the report in one language; `difference` is None while errors or questions stand."""
    return "\n".join(_lines(outcome, difference, language))


def _lines(outcome: Outcome, difference: Difference | None, language: str) -> Iterator[str]:
    yield from _changes(outcome, difference, language)
    for level in ("error", "question", "warning", "note"):
        if level == "question":
            for question in outcome.questions:
                yield from _question(question, language)
        yield from (said(one, language) for one in outcome.findings if one.level == level)


def _changes(outcome: Outcome, difference: Difference | None, language: str) -> Iterator[str]:
    if difference is None:
        counts = {"errors": len(outcome.errors), "questions": len(outcome.questions)}
        yield _UNDECIDED[language].format(**counts)
        return
    if not difference:
        yield _NONE[language]
        return
    counted = {
        what: " · ".join(f"{table} {count}" for table, count in tables.items()) or "0"
        for what, tables in difference.counts().items()
    }
    yield _COUNTS[language].format(**counted)
    changes = [
        *(f"+ {one.table} {one.id}" for one in difference.added),
        *(
            f"~ {one.table} {one.id} {one.column}: “{shown(one.old)}” → “{shown(one.new)}”"
            for one in difference.changed
        ),
        *(f"- {one.table} {one.id}" for one in difference.removed),
    ]
    yield from changes[:MOST_CHANGES]
    if len(changes) > MOST_CHANGES:
        yield f"… {len(changes) - MOST_CHANGES}"


def said(finding: Finding, language: str) -> str:
    """Return one finding as a line: what it is, where, the value, the rule and the way out."""
    level = _LEVELS[finding.level][language]
    return f"{level} {_where(finding, language)}{_rule(finding.words, language)}"


def _where(finding: Finding, language: str) -> str:
    parts = [shown(finding.sheet)] if finding.sheet else []
    if finding.row is not None:
        cell = "" if finding.column is None else f" {column_letters(finding.column)}{finding.row}"
        parts.append((f"第 {finding.row} 行" if language == "zh" else f"row {finding.row}") + cell)
    if finding.heading:
        parts.append(shown(finding.heading))
    where = ", ".join(parts)
    if finding.value and finding.value != finding.heading:
        where += f" “{shown(finding.value)}”" if where else f"“{shown(finding.value)}”"
    return f"{where}: " if where else ""


def _rule(words: Words, language: str) -> str:
    rule, way = (words.rule_zh, words.way_zh) if language == "zh" else (words.rule_en, words.way_en)
    end, stop = (";", "。") if language == "zh" else (": ", ".")
    return _one_line(f"{rule}{end}{way}{stop}" if way else f"{rule}{stop}")


def _question(question: Question, language: str) -> Iterator[str]:
    choices = " | ".join(_choice(question.key, one, language) for one in question.choices)
    yield f"{_ASKED[language]} {_rule(question.words, language)} {choices}"
    # The cells it is about say where and why; they begin so that no line is taken for a note.
    yield from (
        f"{_ASKED[language]} ({question.key}) {_where(one, language)}{_rule(one.words, language)}"
        for one in question.findings
    )


def _choice(key: str, choice: Choice, language: str) -> str:
    words = choice.words.rule_zh if language == "zh" else choice.words.rule_en
    return f"--answer {key}={choice.value} ({_one_line(words)})"


def _one_line(text: str) -> str:
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def shown(value: str) -> str:
    """Return a value on one line, control characters made visible, cut to sixty characters."""
    plain = _one_line(value[: LONGEST_VALUE + 1])
    return plain if len(plain) <= LONGEST_VALUE else plain[: LONGEST_VALUE - 1] + "…"


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, B, … Z, AA."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
