"""The reading of a ranking: who leads, of how many, and who has no data; in both languages.

A superlative counts only places with data, and the sentence says which or how many have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geodata.indicator_words import JOINED, LEVEL_NAMES, NO_DATA, heading, on_basis, spoken
from geodata.indicators import Both, Definition, Value
from geodata.ranking import Ranked, Ranking

Names = Mapping[str, Both]
_NAMED_AT_MOST = 2
_LISTED_AT_MOST = 3
_FIRST_ZH = {"rate": "最高", "amount": "居首", "count": "居首", "score": "居首", "rank": "，名次最前"}
# Cities and zones are counted without a measure word, parks with one.
_COUNTED_ZH = {"city": "市", "zone": "区", "nine": "区", "park": "个园区", "district": "个区县"}


def ranking_reading(
    found: Ranking, definition: Definition, names: Names, level: str, region: Value | None = None
) -> dict[str, str]:
    """Return who leads, of how many, and who has no data.

    `region` is the value of the places together in that year, where one is published.
    """
    return {
        "zh": _ranking_zh(found, definition, names, level, region),
        "en": _ranking_en(found, definition, names, level, region),
    }


def _ranking_zh(
    found: Ranking, definition: Definition, names: Names, level: str, region: Value | None
) -> str:
    noun, name = _COUNTED_ZH[level], f"{definition.name['zh']}{on_basis(found.basis, 'zh')}"
    whole = f"{names[region.place]['zh']}{name}{spoken(region, definition, 'zh')}" if region else ""
    if not found.ranked:
        nobody = f"各{LEVEL_NAMES[level]['zh']}均{NO_DATA['zh']}"
        return f"{found.year}年{whole or name}{'，' if whole else '：'}{nobody}。"
    missing = _missing_zh(found, names, noun, is_part=region is not None and definition.can_be_shared_out)
    first = found.ranked[0]
    if len(found.ranked) == 1:
        said = f"{names[first.place]['zh']}{spoken(first.value, definition, 'zh')}"
        return f"{found.year}年{whole or name}{'，' if whole else '：'}{said}{missing}。"
    among = "" if region or not found.missing else f"有数据的{len(found.ranked)}{noun}中，"
    lead = f"{whole}，" if whole else f"{name}：{among}"
    return f"{found.year}年{lead}{_lead_zh(found, definition, names)}{missing}。"


def _lead_zh(found: Ranking, definition: Definition, names: Names) -> str:
    leaders = found.leaders
    if not leaders or definition.direction == "neutral":
        listed = _listed(found.ranked, definition, names, "zh")
        return listed if definition.direction == "neutral" else f"{listed}，含开口值或约数，首位不能确定"
    said = spoken(leaders[0].value, definition, "zh")
    lowest = definition.direction == "lower" and definition.measure != "rank"
    first = "最低" if lowest else _FIRST_ZH[definition.measure]
    if len(leaders) > 1:
        return f"{_join(leaders, names, 'zh')}同为{said}，并列{first.removeprefix('，')}"
    return f"{names[leaders[0].place]['zh']}{said}{first}"


def _missing_zh(found: Ranking, names: Names, noun: str, is_part: bool) -> str:
    if not found.missing:
        return ""
    if len(found.missing) <= _NAMED_AT_MOST:
        who = "、".join(names[place]["zh"] for place in found.missing)
        return f"；{who}{'当年未单列' if is_part else '当年' + NO_DATA['zh']}"
    return f"；其余{len(found.missing)}{noun}{NO_DATA['zh']}"


def _ranking_en(
    found: Ranking, definition: Definition, names: Names, level: str, region: Value | None
) -> str:
    noun = LEVEL_NAMES[level]["en"]
    head = f"{heading(definition, 'en')}{on_basis(found.basis, 'en')}, {found.year}: "
    whole = f"{names[region.place]['en']} {spoken(region, definition, 'en')}; " if region else ""
    if not found.ranked:
        return f"{head}{whole}no data for any of the {noun}."
    missing = _missing_en(found, names, noun)
    if len(found.ranked) == 1:
        first = found.ranked[0]
        return f"{head}{whole}{names[first.place]['en']} {spoken(first.value, definition, 'en')}{missing}."
    among = f"of the {len(found.ranked)} {noun} with data, " if found.missing else ""
    return f"{head}{whole}{among}{_lead_en(found, definition, names)}{missing}."


def _lead_en(found: Ranking, definition: Definition, names: Names) -> str:
    leaders = found.leaders
    if not leaders or definition.direction == "neutral":
        listed = _listed(found.ranked, definition, names, "en")
        is_neutral = definition.direction == "neutral"
        return (
            listed if is_neutral else f"{listed}; open or approximate values leave the first place undecided"
        )
    said = spoken(leaders[0].value, definition, "en")
    lowest = definition.direction == "lower" and definition.measure != "rank"
    first = "lowest" if lowest else "first"
    if len(leaders) > 1:
        return f"{_join(leaders, names, 'en')} share {said} and come {first}"
    if definition.measure == "rank":
        said = said if said.startswith("within") else f"at {said}"
        return f"{names[leaders[0].place]['en']} ranks highest, {said}"
    return f"{names[leaders[0].place]['en']} comes {first} with {said}"


def _missing_en(found: Ranking, names: Names, noun: str) -> str:
    if not found.missing:
        return ""
    if len(found.missing) <= _NAMED_AT_MOST:
        return f"; no figure for {' or '.join(names[place]['en'] for place in found.missing)}"
    return f"; no data for the other {len(found.missing)} {noun}"


def _listed(ranked: Sequence[Ranked], definition: Definition, names: Names, tongue: str) -> str:
    gap = "" if tongue == "zh" else " "
    shown = ranked[:_LISTED_AT_MOST]
    return JOINED[tongue].join(
        f"{names[each.place][tongue]}{gap}{spoken(each.value, definition, tongue)}" for each in shown
    ) + ("" if len(shown) == len(ranked) else {"zh": "等", "en": " and others"}[tongue])


def _join(ranked: Sequence[Ranked], names: Names, tongue: str) -> str:
    return JOINED[tongue].join(names[each.place][tongue] for each in ranked)
