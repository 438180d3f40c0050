"""The words of the enumerations that indicators use, in both languages, and how a value is said."""

from __future__ import annotations

from geodata.indicators import Both, Definition, Value

DIMENSION_NAMES: dict[str, Both] = {
    "innovation": {"zh": "创新投入与产出", "en": "Innovation"},
    "structure": {"zh": "产业结构", "en": "Industrial structure"},
    "enterprise": {"zh": "企业梯队", "en": "Enterprises"},
    "output": {"zh": "经济规模与质效", "en": "Output and efficiency"},
    "openness": {"zh": "开放合作", "en": "Openness"},
    "capacity": {"zh": "载体与人才", "en": "Platforms and talent"},
    "green": {"zh": "绿色发展", "en": "Green development"},
    "ranking": {"zh": "排名与评价", "en": "Rankings and scores"},
}
MEASURE_NAMES: dict[str, Both] = {
    "rate": {"zh": "比率", "en": "rate"},
    "amount": {"zh": "总量", "en": "amount"},
    "count": {"zh": "数量", "en": "count"},
    "rank": {"zh": "名次", "en": "rank"},
    "score": {"zh": "得分", "en": "score"},
}
PERIOD_NAMES: dict[str, Both] = {
    "Q1": {"zh": "一季度", "en": "first quarter"},
    "H1": {"zh": "上半年", "en": "first half"},
    "Q3": {"zh": "前三季度", "en": "first three quarters"},
}
BASIS_NAMES: dict[str, Both] = {
    "provincial-list": {"zh": "省级榜单", "en": "provincial list"},
    "national-list": {"zh": "国家榜单", "en": "national list"},
    "city-list": {"zh": "市级榜单", "en": "city list"},
    "unstated-list": {"zh": "榜单未注明", "en": "list not stated"},
    "with-unicorns": {"zh": "含独角兽", "en": "unicorns included"},
    "evaluation-year": {"zh": "按评价年", "en": "by year of evaluation"},
    "data-year": {"zh": "按数据年", "en": "by year of data"},
    "unstated-year": {"zh": "年份口径未注明", "en": "year basis not stated"},
    "with-etdz": {"zh": "含经开区", "en": "with the economic zone"},
    "without-etdz": {"zh": "不含经开区", "en": "without the economic zone"},
    "former-extent": {"zh": "当时的范围", "en": "extent at that time"},
    "scope-unclear": {"zh": "口径未明", "en": "scope unclear"},
}
LEVEL_NAMES: dict[str, Both] = {
    "region": {"zh": "区域", "en": "regions"},
    "city": {"zh": "市", "en": "cities"},
    "zone": {"zh": "区", "en": "zones"},
    "nine": {"zh": "区", "en": "zones of the nine"},
    "park": {"zh": "园区", "en": "parks"},
    "district": {"zh": "区县", "en": "districts"},
}
STATUS_NAMES: dict[str, Both] = {
    "filled": {"zh": "有数据", "en": "filled"},
    "stale": {"zh": "已过期", "en": "stale"},
    "single-source": {"zh": "单一来源", "en": "single source"},
    "empty": {"zh": "无数据", "en": "no data"},
}
JOINED: Both = {"zh": "、", "en": ", "}
NO_DATA: Both = {"zh": "无数据", "en": "no data"}

_BEFORE: dict[str, Both] = {
    "=": {"zh": "", "en": ""},
    ">": {"zh": "超", "en": "over "},
    ">=": {"zh": "不低于", "en": "at least "},
    "<": {"zh": "不足", "en": "under "},
    "<=": {"zh": "不超过", "en": "at most "},
    "~": {"zh": "约", "en": "about "},
}


def number(value: float) -> str:
    """Return a number as it stands in the data: no separators, no zeros added."""
    return f"{value:.15g}"


def spoken(value: Value, definition: Definition, tongue: str) -> str:
    """Return a value as a sentence has it. English leaves the unit to the heading, except for %."""
    if definition.measure == "rank":
        return _spoken_rank(value, tongue)
    unit = definition.unit[tongue] if tongue == "zh" or definition.is_percent else ""
    return f"{_BEFORE[value.bound][tongue]}{number(value.value)}{unit}"


def _spoken_rank(value: Value, tongue: str) -> str:
    """Return a place among others, e.g. 第4位; at most 4 is one of the first four."""
    place = number(value.value)
    if value.bound == "<=":
        return f"前{place}位" if tongue == "zh" else f"within the top {place}"
    before = _BEFORE[value.bound][tongue]
    return f"{before}第{place}位" if tongue == "zh" else f"{before}No. {place}"


def on_basis(basis: str, tongue: str) -> str:
    """Return which of several lists or years is meant, as it stands behind a name."""
    if not basis:
        return ""
    return f"（{BASIS_NAMES[basis]['zh']}）" if tongue == "zh" else f", {BASIS_NAMES[basis]['en']}"


def heading(definition: Definition, tongue: str) -> str:
    """Return the name with its unit, unless the values or the name itself say it."""
    name, unit = definition.name[tongue], definition.unit[tongue]
    if definition.measure in {"rank", "count"} or definition.is_percent or unit in name.lower():
        return name
    return f"{name}（{unit}）" if tongue == "zh" else f"{name} ({unit})"
