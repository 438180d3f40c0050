"""Rules that one cell must satisfy by itself, or by what it refers to. A list cell is judged part by part."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from geodata.problems import Words
from geodata.tables import CLAUSE_REFS, Column, parts

# As far as the camera goes: a point beyond it has its coordinates swapped or mistyped.
FRAME_LON = (114.0, 126.0)
FRAME_LAT = (27.0, 36.0)

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# [0-9], not \d: a full-width digit is a digit to Python and to nobody else.
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
WHOLE = re.compile(r"-?[0-9]{1,15}")
ADCODE = re.compile(r"[0-9]{6}")
CHINESE = re.compile(r"[\u3400-\u9fff]")

_TIDY = Words(
    *("首尾有空格或含控制字符", "删去它们"),
    *("leading or trailing space, or a control character", "remove it"),
)
_REQUIRED = Words("不能为空", "填写此格", "must not be empty", "fill in this cell")
_CHOICE = Words("不在允许值之内", "改用 {choices} 之一", "not an allowed value", "use one of {choices}")
_REFERS = Words(
    *("所指编号不存在", "改用 {tables} 中已有的编号,或先在那里添加"),
    *("refers to nothing", "use an id that stands in {tables}, or add it there first"),
)
_CLAUSE = Words(
    *("条款不存在", "改用 clauses 表 ref_zh 列中的写法"),
    *("no such clause", "write it as in column ref_zh of clauses"),
)
_NUMBER = Words(
    "不是有限的数", "写成如 31.25 的半角数字", "not a finite number", "write plain digits such as 31.25"
)
_WHOLE = Words("不是整数", "写成如 2022 的半角整数", "not a whole number", "write plain digits such as 2022")
_FLAG = Words("不是 true 或 false", "填 true 或 false", "neither true nor false", "write true or false")
_DATE = Words("不是日期", "写成 2024-12-31", "not a date", "write it as 2024-12-31")
_REPEATS = Words("同一格内有重复", "删去重复的一项", "repeats within the cell", "remove the second one")
_KEBAB = Words(
    *("编号写法有误", "只用小写字母、数字与连字符"),
    *("not a kebab-case id", "use small letters, digits and hyphens only"),
)
_ENGLISH = Words("英文名含有汉字", "写英文名", "Chinese in an English name", "write the English name")
_CHINESE = Words("中文名没有汉字", "写中文名", "no Chinese in a Chinese name", "write the Chinese name")
_LON = Words(
    "经度不在 114–126", "核对,经度在前、纬度在后", "longitude not in 114–126", "check it; is it the latitude?"
)
_LAT = Words(
    "纬度不在 27–36", "核对,经度在前、纬度在后", "latitude not in 27–36", "check it; is it the longitude?"
)
_ADCODE = Words("不是六位区划代码", "写成如 320115", "not a six-digit division code", "write it as 320115")
_YEAR = Words("年份不在 1978–2035", "核对年份", "year not in 1978–2035", "check the year")
_POSITIVE = Words("应大于零", "核对数值", "must be above zero", "check the number")
_SMALL = Words("不在 0–6", "写小数位数", "not in 0–6", "write how many decimals to show")
_MONTHS = Words(
    *("不在 0–36", "写年末之后几个月应公布"),
    *("not in 0–36", "write how many months after the end of the year it is published"),
)
_URL = Words(
    *("不是网址", "以 http:// 或 https:// 开头且无空格"),
    *("not a web address", "begin with http:// or https://, without spaces"),
)

Known = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class CellRule:
    """A rule for each part of a cell, or for the cell whole. Only `required` minds an empty cell."""

    code: str
    test: Callable[[str], bool]
    words: Words
    whole: bool = False

    def broken_by(self, cell: str, is_list: bool) -> tuple[str, ...]:
        """Return the parts of `cell` that break the rule."""
        judged = parts(cell) if is_list and not self.whole else (cell,)
        return tuple(part for part in judged if not self.test(part))


def _optional(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda cell: not cell or test(cell)


def _is_tidy(cell: str) -> bool:
    return cell == cell.strip() and not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in cell)


def _is_number(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell)) and math.isfinite(float(cell))


def _is_date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _within(low: float, high: float) -> Callable[[str], bool]:
    # What is no number is another rule's business.
    return lambda cell: not _is_number(cell) or low <= float(cell) <= high


def _is_web_address(cell: str) -> bool:
    return cell.startswith(("http://", "https://")) and not re.search(r"[\s<>\"]", cell)


_KIND_RULES: dict[str, CellRule] = {
    "number": CellRule("number", _optional(_is_number), _NUMBER),
    "whole": CellRule("whole", _optional(lambda cell: bool(WHOLE.fullmatch(cell))), _WHOLE),
    "flag": CellRule("flag", _optional(lambda cell: cell in {"true", "false"}), _FLAG),
    "date": CellRule("date", _optional(_is_date), _DATE),
    "list": CellRule("repeats", lambda cell: len(set(parts(cell))) == len(parts(cell)), _REPEATS, whole=True),
}

_YEAR_RULE = CellRule("year", _within(1978, 2035), _YEAR)
_ADCODE_RULE = CellRule("adcode", _optional(lambda cell: bool(ADCODE.fullmatch(cell))), _ADCODE)

_NAMED_RULES: dict[str, CellRule] = {
    "id": CellRule("kebab", _optional(lambda cell: bool(KEBAB.fullmatch(cell))), _KEBAB),
    "name_en": CellRule("english", lambda cell: not CHINESE.search(cell), _ENGLISH),
    "name_zh": CellRule("chinese", _optional(lambda cell: bool(CHINESE.search(cell))), _CHINESE),
    "lon": CellRule("lon", _within(*FRAME_LON), _LON),
    "lat": CellRule("lat", _within(*FRAME_LAT), _LAT),
    "adcode": _ADCODE_RULE,
    "outline_adcodes": _ADCODE_RULE,
    "approved_year": _YEAR_RULE,
    "actual_year": _YEAR_RULE,
    "met_year": _YEAR_RULE,
    "year": _YEAR_RULE,
    "area_km2": CellRule("positive", lambda cell: not _is_number(cell) or float(cell) > 0, _POSITIVE),
    "decimals": CellRule("decimals", _within(0, 6), _SMALL),
    "expected_update_months": CellRule("months", _within(0, 36), _MONTHS),
    "url": CellRule("url", _optional(_is_web_address), _URL),
}


def rules_for(column: Column, known: Known) -> Iterator[CellRule]:
    """Yield what each cell of `column` must satisfy. `known` holds, by table, what may be referred to."""
    yield CellRule("tidy", _is_tidy, _TIDY)
    if column.required:
        yield CellRule("required", bool, _REQUIRED, whole=True)
    elif column.kind == "list":
        # An empty part, as in `a||b`, is a slip.
        yield CellRule("required", bool, _REQUIRED)
    if column.choices:
        words = _CHOICE.filled(choices=", ".join(column.choices))
        yield CellRule("choice", _optional(lambda cell: cell in column.choices), words)
    if column.kind in _KIND_RULES:
        yield _KIND_RULES[column.kind]
    if column.name in _NAMED_RULES:
        yield _NAMED_RULES[column.name]
    # Where a table could not be read, every reference to it would be reported in vain.
    if column.refers and all(table in known for table in column.refers):
        yield _reference(column, known)


def _reference(column: Column, known: Known) -> CellRule:
    targets = {target for table in column.refers for target in known[table]}
    words = _CLAUSE if column.refers == (CLAUSE_REFS,) else _REFERS
    filled = words.filled(tables=", ".join(column.refers))
    return CellRule("refers", _optional(lambda cell: cell in targets), filled)
