"""The columns and words of the stewards' workbook, in both languages, and how headings are understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

TONGUES = ("zh", "en")


@dataclass(frozen=True)
class Heading:
    """One column: its key, what it is called in the template, and what else it may be called."""

    key: str
    zh: str
    en: str
    also: tuple[str, ...] = ()

    def named(self, language: str) -> str:
        """Return what the template calls it."""
        return self.zh if language == "zh" else self.en


SHEETS = {
    "instructions": Heading("instructions", "说明", "Instructions"),
    "indicators": Heading("indicators", "指标", "Indicators"),
    "sites": Heading("sites", "点位", "Sites"),
    "sources": Heading("sources", "来源", "Sources"),
    "lists": Heading("lists", "选项", "Lists"),
    "findings": Heading("findings", "检查结果", "Findings"),
}
RELEASE = Heading("release", "模板版本", "Release of this template")

PLACE = Heading(
    "place", "地区", "Place", ("地点", "地区名称", "地区编号", "单位", "place_id", "area", "region")
)
YEAR = Heading("year", "年份", "Year", ("年度", "统计年份"))
SOURCE = Heading("source", "来源", "Source", ("数据来源", "source_id"))
INDICATOR_COLUMNS = (PLACE, YEAR, SOURCE)

SITE_COLUMNS = (
    Heading("id", "编号", "Id", ("ID", "site_id", "标识")),
    Heading("name_zh", "名称", "Name", ("中文名称", "name_zh", "点位名称")),
    Heading("name_en", "英文名称", "English name", ("英文名", "name_en")),
    Heading("kind", "类别", "Kind", ("类型", "种类", "type")),
    Heading("city_id", "城市", "City", ("所在市", "所在城市", "市", "city_id")),
    Heading("zone_id", "所在区", "Zone", ("区", "高新区", "园区", "zone_id")),
    Heading("industries", "产业", "Industries", ("行业", "产业方向", "industry")),
    Heading("lon", "经度", "Longitude", ("lon", "lng", "x", "东经")),
    Heading("lat", "纬度", "Latitude", ("lat", "y", "北纬")),
    Heading("datum", "坐标系", "Datum", ("坐标基准", "crs", "coordinate system")),
    Heading("location_precision", "位置精度", "Precision", ("精度", "location_precision")),
    SOURCE,
    Heading("remove", "删除", "Remove", ("是否删除", "delete")),
)
SOURCE_COLUMNS = (
    Heading("id", "编号", "Id", ("ID", "source_id")),
    Heading("title_zh", "标题", "Title", ("名称", "来源", "title", "title_zh")),
    Heading("title_en", "英文标题", "English title", ("英文名称", "title_en")),
    Heading("publisher", "发布者", "Publisher", ("发布机构", "来源单位")),
    Heading("url", "网址", "Address", ("链接", "url")),
    Heading("accessed", "查阅日期", "Consulted on", ("日期", "accessed", "date")),
)

# What a cell of a column with a list may say, by code.
CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kind": {
        "lab": ("实验室与科学设施", "Labs & facilities", "实验室", "lab"),
        "innovation_centre": ("创新中心", "Innovation centres", "innovation centre"),
        "service_platform": ("服务平台", "Service platforms", "公共服务平台", "service platform"),
        "incubator": ("众创社区与孵化器", "Incubators", "众创社区", "孵化器", "众创空间", "incubator"),
        "industrial_base": ("产业化基地", "Industrial bases", "产业基地", "industrial base"),
        "cluster": ("产业集群", "Clusters", "集群", "cluster"),
        "finance": ("创投集聚区", "Venture finance", "创投", "finance"),
        "park": ("园区", "Parks", "科技园", "产业园", "park"),
        "intl_park": ("国际合作园区", "International parks", "international park"),
        "pilot": ("试验示范", "Pilots", "试点", "pilot"),
        "event": ("展会活动", "Events", "展会", "event"),
        "talent": ("人才计划", "Talent", "人才"),
        "corridor": ("创新走廊", "Corridors", "走廊", "corridor"),
    },
    "location_precision": {
        "site": ("院落级", "Site", "点位级", "门牌级"),
        "street": ("街道级", "Street"),
        "district": ("仅知区县", "District only", "区县级"),
        "city": ("仅知城市", "City only", "城市级"),
        "none": ("地点不明", "Place unknown", "不明"),
    },
    "datum": {
        "wgs84": ("WGS-84", "WGS-84", "CGCS2000", "EPSG:4326", "EPSG:4490", "天地图", "GPS", "国家2000"),
        "gcj02": ("GCJ-02", "GCJ-02", "火星坐标", "高德", "腾讯", "amap"),
        "bd09": ("BD-09", "BD-09", "百度", "BD09LL", "baidu"),
    },
    "remove": {
        "yes": ("是", "yes", "true", "1", "删除", "y", "remove", "delete"),
        "": ("否", "no", "0", "false"),
    },
}
_UNIT = re.compile(r"^(?P<name>.*?)\s*\((?P<unit>[^()]*)\)\s*$")


def folded(words: str) -> str:
    """Return words as they are compared: half-width, small letters, without spaces and punctuation."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(one for one in plain if one.isalnum() or one in "%‰")


def tidy(words: str) -> str:
    """Return words with full-width forms of ASCII, odd spaces and invisible marks made plain, and trimmed."""
    plain = "".join(unicodedata.normalize("NFKC", one) if _is_wide(one) else one for one in words)
    return " ".join("".join(one for one in plain if unicodedata.category(one) != "Cf").split())


def _is_wide(one: str) -> bool:
    return "！" <= one <= "～" or one in "\u3000\xa0"


def indicator_heading(row: Mapping[str, str], language: str) -> str:
    """Return the heading of an indicator (a row of its table) with its unit, as 地区生产总值（亿元）."""
    if language == "zh":
        return f"{row['name_zh']}（{row['unit_zh']}）"
    return f"{row['name_en']} ({row['unit_en']})"


def split_heading(heading: str) -> tuple[str, str]:
    """Return name and unit of a heading, the unit "" where none stands in brackets at its end."""
    plain = unicodedata.normalize("NFKC", heading).strip()
    found = _UNIT.match(plain)
    return (found["name"], found["unit"].strip()) if found else (plain, "")


def heading_of(words: str, columns: tuple[Heading, ...]) -> str | None:
    """Return the key of the column that a heading names, None if it names none of them."""
    wanted = folded(words)
    for column in columns:
        if wanted and wanted in {folded(one) for one in (column.key, column.zh, column.en, *column.also)}:
            return column.key
    return None


def code_of(column: str, words: str) -> str | None:
    """Return the code of a choice by any of its words or the code itself, None for what is none of them."""
    wanted = folded(words)
    for code, said in CHOICES[column].items():
        if wanted in {folded(one) for one in (code, *said)}:
            return code
    return None


def choice_words(column: str, code: str, language: str) -> str:
    """Return what the template calls a choice; a code it does not know stays as it is."""
    said = CHOICES[column].get(code)
    return said[TONGUES.index(language)] if said else code
