"""Values as charts and tables write them: digits, the sign of a bound, changes and ranks."""

from __future__ import annotations

from geodata.indicator_words import BASIS_NAMES, PERIOD_NAMES, number
from geodata.indicators import Definition, Value
from geodata.ranking import Ranked
from geodata.tables import BASES
from geodata.trends import Change
from layouts.text import text

SIGNS = {"=": "", ">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈"}
MINUS, UP, DOWN, SAME = "−", "▲", "▼", "="


def digits(value: float) -> str:
    """Return a number with a narrow space between thousands from 10 000 on, and a true minus."""
    whole, point, rest = number(abs(value)).partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\u202f")
    return f"{MINUS if value < 0 else ''}{whole}{point}{rest}"


def written(value: Value) -> str:
    """Return the digits with the sign of the bound: >8800."""
    return f"{SIGNS[value.bound]}{digits(value.value)}"


def with_unit(value: Value, definition: Definition, lang: str) -> str:
    """Return the value with its unit; a rank as 第4位 or No. 4."""
    return f"{SIGNS[value.bound]}{amount(value.value, definition, lang)}"


def amount(value: float, definition: Definition, lang: str) -> str:
    """Return a number in the unit of an indicator."""
    if definition.measure == "rank":
        return text("value.rank", lang, rank=digits(value))
    return joined(value, definition.unit[lang])


def joined(value: float, unit: str) -> str:
    """Return a number with its unit: 3.2%, 38 家, 1350 × 100 million yuan."""
    if unit == "%":
        return f"{digits(value)}%"
    return f"{digits(value)} {'× ' if unit[:1].isdigit() else ''}{unit}"


def when(value: Value, lang: str) -> str:
    """Return the year, with the part of it where the value is not for the whole."""
    part = PERIOD_NAMES[value.period][lang] if value.period else ""
    return text("value.year", lang, year=value.year) + (
        (part if lang == "zh" else f" ({part})") if part else ""
    )


def basis_name(basis: str, lang: str) -> str:
    """Return which list or year is meant, "" where there is only one."""
    return BASIS_NAMES[basis][lang] if basis in BASES else ""


def changed(found: Change, definition: Definition, lang: str, is_short: bool = False) -> str:
    """Return a change as +8.2%, +0.14 pp, ▲8 (places) or +12, "" where there is none to be computed.

    The short form leaves percentage points to the heading.
    """
    if found.absolute is None:
        return ""
    if definition.measure == "rank":
        return places(-found.absolute)
    if found.percent is not None:
        return f"{_plus(round(found.percent, 1))}%"
    points = text("value.points", lang) if definition.is_percent and not is_short else ""
    return f"{_plus(found.absolute)}{points}"


def places(went_up: float | None) -> str:
    """Return by how many places something moved: ▲2, ▼1, = for none, "" where it cannot be said."""
    if went_up is None:
        return ""
    return f"{UP if went_up > 0 else DOWN}{digits(abs(went_up))}" if went_up else SAME


def rank_of(one: Ranked) -> str:
    """Return the rank, or between which ranks open values leave it."""
    return (
        str(one.rank) if one.rank is not None else f"{one.best}–{one.worst}" if one.best != one.worst else "–"
    )


def _plus(value: float) -> str:
    return digits(value) if value < 0 else f"+{digits(value)}"
