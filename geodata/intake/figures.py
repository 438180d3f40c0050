"""A cell of the indicators' sheet as a figure: exact in decimals, open where it is written open."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from geodata.intake.headings import folded
from geodata.problems import Words
from geodata.releases.digest import number_text

MOST_DIGITS = 15
_REMOVE = {"删除", "删去", "delete", "remove"}
_NOTHING = {
    "-",
    "--",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "无",
    "暂无",
    "n/a",
    "na",
    "...",
    "……",
    "…",
    "未统计",
    "不详",
}
# Longest first, so that 不超过 is not read as 超过.
_BEFORE = {
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", ">=", "≥", "≧", "at least"), ">="),
    **dict.fromkeys(("不超过", "不高于", "不多于", "不大于", "至多", "最多", "<=", "≤", "≦"), "<="),
    **dict.fromkeys(("at most", "up to"), "<="),
    **dict.fromkeys(
        ("超过", "突破", "大于", "高于", "多于", "逾", "超", ">", "more than", "over", "above"), ">"
    ),
    **dict.fromkeys(("低于", "少于", "小于", "不足", "不到", "<", "less than", "fewer than"), "<"),
    **dict.fromkeys(("under", "below"), "<"),
    **dict.fromkeys(("约为", "大约", "接近", "将近", "约", "近", "~", "≈", "about", "around"), "~"),
    **dict.fromkeys(("approximately", "approx.", "approx", "nearly", "circa", "ca."), "~"),
}
_AFTER = {
    **dict.fromkeys(("及以上", "以上", "+", "or more", "and above"), ">="),
    **dict.fromkeys(("及以下", "以下", "以内", "or less", "or fewer"), "<="),
    **dict.fromkeys(("左右", "上下"), "~"),
}
_ORDER_BEFORE = sorted(_BEFORE, key=len, reverse=True)
_ORDER_AFTER = sorted(_AFTER, key=len, reverse=True)
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]*)?(?:e[+-]?[0-9]{1,3})?"
    r"|[+-]?\.[0-9]+"
)
_MORE = re.compile(r"([十百千万亿]*)\s*[余多](?=\D*$)")
_ERROR_CELLS = re.compile(r"#(REF|N/A|NAME|VALUE|DIV/0|NULL|NUM|SPILL|CALC)[!?]?", re.I)

_NOT_NUMBER = Words(
    *("不是数", "写成如 31.25 的数字;无数据则留空"),
    *("not a number", "write digits such as 31.25; leave the cell empty where there is none"),
)
_RANGE = Words(
    *("是一个区间,不是一个数", "只填一个数,开口的写成如 >8800"),
    *("a range, not one number", "give one number; write an open one as >8800"),
)
_FORMULA = Words(
    *("是公式,没有算出的值", "在 Excel 中重新计算并保存,或粘贴为数值"),
    *("a formula without its result", "let Excel calculate and save it, or paste it as a value"),
)
_BROKEN = Words(
    *("是 Excel 的错误值", "改正公式,或填写数值"),
    *("an error of the spreadsheet", "correct the formula or write the value"),
)
_COMMAS = Words(
    *("逗号的位置不像千位分隔", "小数点用“.”,千位分隔可省略"),
    *("the commas do not separate thousands", "write the decimal point as “.” and leave commas out"),
)
_TWO_BOUNDS = Words(
    *("界限的写法互相矛盾", "只写一种,如 >8800 或 8800以上"),
    *("two bounds that contradict each other", "write one, as >8800"),
)
_LARGE = Words(
    *("数太大", "核对数值与单位"),
    *("the number is too large", "check value and unit"),
)


class NotAFigureError(Exception):
    """The cell cannot be taken; `words` say why and the way out."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.rule_en)


@dataclass(frozen=True)
class Figure:
    """A number with its bound (tables.BOUNDS, "" exact) and the unit written beside it, "" if none."""

    value: Decimal
    bound: str = ""
    unit: str = ""
    is_rewritten: bool = False

    @property
    def number(self) -> str:
        """Return the number as the catalogue writes it."""
        return number_text(float(self.value))


def read_figure(cell: str) -> Figure | Literal["blank", "dash", "remove"]:
    """Return what a cell says. Raises NotAFigureError."""
    text = unicodedata.normalize("NFKC", cell).replace("−", "-").strip().lstrip("'").strip()
    if not text:
        return "blank"
    plain = text.casefold()
    if plain in _NOTHING:
        return "dash"
    if plain in _REMOVE:
        return "remove"
    _refuse_errors(text)
    bound, body = _bound(plain)
    found = _NUMBER.match(body)
    if found is None:
        raise NotAFigureError(_NOT_NUMBER)
    value = _decimal(found[0])
    more, unit = _rest(body[found.end() :])
    if more and bound not in ("", ">", ">="):
        raise NotAFigureError(_TWO_BOUNDS)
    is_rewritten = text != cell.strip() or found[0] != found[0].strip("+").replace(",", "").replace(" ", "")
    return Figure(value, ">" if more else bound, unit, is_rewritten)


def _refuse_errors(text: str) -> None:
    if text.startswith("="):
        # 「=12」 alone is a formula too: what stands there is not what Excel would show.
        raise NotAFigureError(_FORMULA)
    if _ERROR_CELLS.fullmatch(text):
        raise NotAFigureError(_BROKEN)


def _bound(text: str) -> tuple[str, str]:
    """Return the bound that words around a number give it, and the text without them."""
    bounds = []
    for word in _ORDER_BEFORE:
        if text.startswith(word):
            bounds.append(_BEFORE[word])
            text = text[len(word) :].lstrip()
            break
    for word in _ORDER_AFTER:
        if text.endswith(word):
            bounds.append(_AFTER[word])
            text = text[: -len(word)].rstrip()
            break
    if set(bounds) == {">", ">="}:
        return ">=" if bounds[0] == ">=" else ">", text
    if len(set(bounds)) > 1:
        raise NotAFigureError(_TWO_BOUNDS)
    return (bounds[0] if bounds else ""), text.removeprefix("第")


def _rest(text: str) -> tuple[bool, str]:
    """Return whether 余 or 多 follows a number, and the unit after it."""
    rest = text.strip()
    if more := _MORE.match(rest):
        return True, more[1] + rest[more.end() :].strip()
    if re.match(r"[-~—–至到]\s*[0-9]", rest):
        raise NotAFigureError(_RANGE)
    if rest.startswith(","):
        raise NotAFigureError(_COMMAS)
    if rest and (rest[0].isdigit() or rest[0] in ".+-*("):
        raise NotAFigureError(_NOT_NUMBER)
    return False, rest


def _decimal(written: str) -> Decimal:
    value = Decimal(written.replace(",", "").replace(" ", ""))
    if abs(value) >= Decimal(10) ** MOST_DIGITS:
        raise NotAFigureError(_LARGE)
    return value


def read_year(cell: str) -> int | None:
    """Return the whole year that a cell names, None if it names none."""
    text = unicodedata.normalize("NFKC", cell).strip()
    found = re.fullmatch(r"([0-9]{4})(\.0+)?\s*(年|年度|全年)?", text)
    return int(found[1]) if found else None


def is_year_heading(heading: str) -> bool:
    """Say whether a heading is a year, as in a table with years as columns."""
    year = read_year(heading)
    return year is not None and 1900 <= year < 2100 and bool(folded(heading))
