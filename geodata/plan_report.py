"""What `python -m geodata read-plan` says: what was recognised in the text, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.catalog import Catalog
from geodata.plan_reading import PlanReading, read_plan
from geodata.problems import Problem, Words
from geodata.wording import Row

_NOT_THE_PLAN = Words(
    *(
        "不是实施方案全文:没有认出条款(“一、”“(一)”)或目录中的名称",
        "核对文件;Word 的自动编号不是文字,另存为 .txt 再读",
    ),
    *(
        "not the plan: no clause (“一、”, “(一)”) or no name of the catalogue was recognised",
        "check the file; automatic numbers of Word are no text, save it as .txt",
    ),
)
_ABSENT = Words(
    *("{id} 的名称和别名都不在文本中,应在 {clauses}", "核对这一条款的文字,或在目录中加原文别名"),
    *(
        "neither the name nor an alias of {id} is in the text, expected in {clauses}",
        "correct the text there, or add its wording as an alias to the catalogue",
    ),
)
_WAY_OUT = (
    "未存。改正文本后重读,或设 PLAN_FILE 为此文件,照原样显示。"
    "Not stored: correct the text and read it again, or set PLAN_FILE to this file to show it as it is."
)


class Misfit(Exception):
    """The text is not the plan, or not all of it; the message is the report."""


def proved(catalog: Catalog, text: str, file: str) -> str:
    """Return the report on a text that holds all that the plan states. Raises Misfit with what it lacks."""
    reading = read_plan(catalog, text)
    if not reading.fits:
        raise Misfit(str(Problem(file, None, "", "", _NOT_THE_PLAN)))
    told = "\n".join(report(catalog, reading, file))
    if not reading.is_whole:
        raise Misfit(f"{told}\n{_WAY_OUT}")
    return told


def report(catalog: Catalog, reading: PlanReading, file: str) -> Iterator[str]:
    """Yield what was read, line by line: clauses, sentences, items, and every item that is missing."""
    coverage = reading.coverage
    seen = {read.clause.ref for read in reading.clauses}
    unseen = [ref for ref in catalog.clauses["ref_zh"] if ref not in seen]
    without = coverage.sentences - coverage.with_items
    yield f"方案 Plan: {file}"
    yield f"条款 Clauses: {len(seen)} / {len(catalog.clauses)}"
    if unseen:
        yield f"  未认出 Not recognised: {'、'.join(unseen)}"
    yield (
        f"句子 Sentences: {coverage.sentences} = {coverage.with_items} 提到事物 with items"
        f" + {without} 未提到 without"
    )
    found = coverage.items - len(coverage.missing)
    yield f"事物 Items: {coverage.items} = {found} 找到 found + {len(coverage.missing)} 未找到 not found"
    yield from (f"  {_absent(row, file)}" for row in coverage.missing)


def _absent(row: Row, file: str) -> Problem:
    words = _ABSENT.filled(id=row["id"], clauses="、".join(row["clause"]))
    return Problem(file, None, "", row["name_zh"], words)
