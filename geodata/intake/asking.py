"""What is said and asked while an upload is understood: every finding is kept, every question put once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geodata.intake.grid import Choice, Finding, Question
from geodata.problems import Words

Level = Literal["error", "warning", "note"]
# Beyond these, more of the same help nobody; how many there are is said.
MOST_OF_A_LEVEL = 1000
MOST_ASKED_ABOUT = 50

_MANY = Words(
    *("另有 {count} 处同类问题未列出", "先改正以上各处再上传"),
    *("{count} more of these are not listed", "put those above right first"),
)
_TIMES = "(共 {count} 处)", " ({count} cells)"
_NO_CHOICE = Words(
    *("对 {key} 的回答不在选项之内", "改用 {choices} 之一"),
    *("the answer to {key} is none of its choices", "use one of {choices}"),
)
_UNASKED = Words(
    *("没有问过 {key},此回答未用", "删去它,或核对写法"),
    *("{key} was not asked, the answer was not used", "leave it out or check its spelling"),
)


@dataclass(frozen=True)
class Spot:
    """A cell of an upload (`column` None: its row), as a finding names it."""

    sheet: str
    row: int | None
    column: int | None = None
    heading: str = ""
    value: str = ""


NOWHERE = Spot("", None)


def choice(value: str, zh: str, en: str) -> Choice:
    """Return one answer to offer."""
    return Choice(value, Words(zh, "", en, ""))


class Talk:
    """Findings and questions as they come up, and the answers that the steward gave."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._given = answers
        self._findings: dict[Finding, None] = {}
        self._once: dict[tuple[Level, Words, str, int | None], tuple[Finding, int]] = {}
        self._questions: dict[str, Question] = {}
        self._counts: dict[Level, int] = {"error": 0, "warning": 0}
        self.used: dict[str, str] = {}

    def error(self, words: Words, spot: Spot = NOWHERE, **values: str) -> None:
        """Keep what refuses the upload."""
        self._tell("error", words.filled(**values), spot)

    def warning(self, words: Words, spot: Spot = NOWHERE, **values: str) -> None:
        """Keep what deserves a second look."""
        self._tell("warning", words.filled(**values), spot)

    def note(self, words: Words, spot: Spot = NOWHERE, **values: str) -> None:
        """Keep what was done without asking, said once for a column with how many cells it was done to."""
        self.once("note", words.filled(**values), spot)

    def once(self, level: Level, words: Words, spot: Spot) -> None:
        """Say of the first cell of a column what is true of many, and of how many."""
        key = level, words, spot.sheet, spot.column
        first, count = self._once.get(key, (_finding(level, words, spot), 0))
        self._once[key] = first, count + 1

    def _tell(self, level: Level, words: Words, spot: Spot) -> None:
        finding = _finding(level, words, spot)
        if finding in self._findings:
            return
        self._counts[level] += 1
        if self._counts[level] <= MOST_OF_A_LEVEL:
            self._findings[finding] = None

    def ask(
        self,
        key: str,
        words: Words,
        choices: Sequence[Choice],
        spot: Spot = NOWHERE,
        about: Words | None = None,
    ) -> str | None:
        """Return the answer to a question, None where the steward has still to give it.

        `about` says what this cell has to do with it; a question is put once, about all its cells.
        """
        given = self._given.get(key)
        values = [one.value for one in choices]
        if given in values:
            self.used[key] = given
            return given
        if given is not None and key not in self._questions:
            self.error(_NO_CHOICE, key=key, choices=", ".join(values))
        asked = self._questions.setdefault(key, Question(key, words, tuple(choices)))
        finding = _finding("note", about or words, spot)
        if (
            spot is not NOWHERE
            and finding not in asked.findings[-1:]
            and len(asked.findings) < MOST_ASKED_ABOUT
        ):
            self._questions[key] = replace(asked, findings=(*asked.findings, finding))
        return None

    @property
    def is_settled(self) -> bool:
        """Say whether nothing stands in the way."""
        return not self._counts["error"] and not self._questions

    def findings(self) -> tuple[Finding, ...]:
        """Return all that was said, in the order of the upload within each level."""
        for key in sorted(set(self._given) - set(self.used) - set(self._questions)):
            self.note(_UNASKED, key=key)
        notes = [_times(first, count) for first, count in self._once.values()]
        more = [
            Finding(level, _MANY.filled(count=str(count - MOST_OF_A_LEVEL)))
            for level, count in self._counts.items()
            if count > MOST_OF_A_LEVEL
        ]
        return tuple(sorted([*self._findings, *more, *notes], key=_order))

    def questions(self) -> tuple[Question, ...]:
        """Return all that is asked."""
        return tuple(self._questions.values())


def _finding(level: Level, words: Words, spot: Spot) -> Finding:
    return Finding(level, words, spot.sheet, spot.row, spot.column, spot.heading, spot.value)


def _times(finding: Finding, count: int) -> Finding:
    if count == 1:
        return finding
    zh, en = (text.replace("{count}", str(count)) for text in _TIMES)
    words = finding.words
    return replace(finding, words=replace(words, rule_zh=words.rule_zh + zh, rule_en=words.rule_en + en))


def _order(finding: Finding) -> tuple[int, bool, str, int, int]:
    level = ("error", "warning", "note").index(finding.level)
    row, column = finding.row or 0, -1 if finding.column is None else finding.column
    return level, not finding.sheet, finding.sheet, row, column
