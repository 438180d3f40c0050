"""Units as stewards write them: how many of the indicator's own unit one of them is, or that they differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from geodata.intake.headings import folded

_TENS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_WORDS = {"hundred": 2, "thousand": 3, "k": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12}
_BASES = {
    "yuan": ("元", "人民币", "人民币元", "元人民币", "yuan", "rmb", "cny", "rmb yuan", "yuan rmb", "¥"),
    "dollar": (
        *("美元", "美金", "usd", "us$", "$", "us dollars", "us dollar", "dollars", "美元usd"),
        *("usdollars", "usdollar"),
    ),
    "吨标煤": ("吨标煤", "吨标准煤", "tce", "tonnes of coal equivalent"),
    "人": ("人", "person", "people", "capita", "persons"),
    "亩": ("亩", "mu", "mu of land"),
}
_SHARES = {
    Decimal("0.01"): ("%", "百分比", "百分点", "个百分点", "per cent", "percent", "pct", "pp", "百分数"),
    Decimal("0.001"): ("‰", "千分比", "千分点", "permille", "per mille"),
}
# Words for counting that may stand for one another.
_COUNTED = (
    frozenset("家个所户项件台套支只处座"),
    frozenset("人名位"),
    frozenset("分点"),
)
_MONEY = ("yuan", "dollar")
_CHINESE_TENS = re.compile(r"[十百千万亿]*")
_CURRENCY = re.compile(r"^(人民币|rmb|cny|usd|us\$)\s*(?=\S)", re.I)
_LEADING_NUMBER = re.compile(r"([0-9][0-9,]*)\s*")


@dataclass(frozen=True)
class Unit:
    """A unit as so many of a base: 万元 is 10,000 yuan. The base of a bare multiplier is ""."""

    factor: Decimal
    base: str

    @property
    def is_money(self) -> bool:
        return self.base in _MONEY


@lru_cache(maxsize=2048)
def unit_of(written: str) -> Unit:
    """Return what a unit stands for; one that is not known is its own base."""
    text = written.strip().replace("每", "/") if not written.startswith("每") else written.strip()
    over, slash, under = re.sub(r"\s+per\s+(?!cent|mille)", "/", text, flags=re.I).partition("/")
    one = _simple(over)
    if not slash:
        return one
    other = _simple(under)
    return Unit(one.factor / other.factor, f"{one.base}/{other.base}")


def _simple(written: str) -> Unit:
    text = _CURRENCY.sub("", written.strip())
    named = written.strip()[: len(written.strip()) - len(text)].strip()
    for share, names in _SHARES.items():
        if text.casefold() in names:
            return Unit(share, "share")
    factor = Decimal(1)
    if leading := _LEADING_NUMBER.match(text):
        factor, text = Decimal(leading[1].replace(",", "")), text[leading.end() :]
    tens = _CHINESE_TENS.match(text)
    powers, text = (tens[0], text[tens.end() :]) if tens else ("", text)
    factor *= Decimal(10) ** sum(_TENS[one] for one in powers)
    kept = []
    for word in text.casefold().split():
        if word in _WORDS:
            factor *= Decimal(10) ** _WORDS[word]
        else:
            kept.append(word)
    base = _base(" ".join(kept))
    return Unit(factor, _base(named.casefold()) if named and base in ("", "yuan", "dollar") else base)


def _base(words: str) -> str:
    return next((base for base, names in _BASES.items() if words in names), words)


def known_unit(written: str) -> bool:
    """Say whether a text can be nothing but a unit."""
    base = unit_of(written).base
    return base in (*_BASES, "share") or any(base in group for group in _COUNTED if base)


def how_many(given: str, own: Mapping[str, str]) -> Decimal | None:
    """Return how many of an indicator's unit one `given` is, None if they cannot be compared.

    `own` is the indicator's row; its unit may be given in either language.
    """
    spelled = {folded(own["unit_zh"]), folded(own["unit_en"])}
    if folded(given) in spelled:
        return Decimal(1)
    mine, theirs = unit_of(own["unit_zh"]), unit_of(given)
    if mine.base == theirs.base or any({mine.base, theirs.base} <= group for group in _COUNTED):
        return theirs.factor / mine.factor
    # 万人发明专利 is counted in 件, meaning 件/万人: the name says so already.
    if given == f"{own['unit_zh']}/万人" and own["name_zh"].startswith("万人"):
        return Decimal(1)
    return None


def with_base(bare: str, beside: str) -> str | None:
    """Return a bare multiplier (万) with the unit of its heading; None where 万 beside 亿元 says nothing."""
    if not beside:
        return bare
    unit = unit_of(beside)
    return f"{bare}{beside}" if unit.factor == 1 and unit.base != "share" else None
