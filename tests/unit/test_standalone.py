"""The stand-alone map: one file that links nothing, says everything and takes names for names."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geodata.catalog import Catalog
from geodata.indicator_payload import indicator_payload
from geodata.known import Known, known
from geodata.settings import Settings
from geodata.view import parse_view
from layouts import standalone
from layouts.standalone import LeafletMissingError, standalone_page

HOSTILE = (
    "</script><script>alert(1)</script>{{7*7}}{% if %}${alert(2)}`\\\"'<img src=x onerror=alert(3)>\u2028"
)
AS_OF = date(2026, 11, 25)
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def about(shipped: Catalog) -> Known:
    return replace(known(shipped), scales={"classes": indicator_payload(shipped)["classes"]})


def page(about: Known, query: str = "", settings: Settings | None = None) -> str:
    return standalone_page(about, parse_view(query)[0], settings or Settings(), AS_OF)


def data(written: str) -> dict[str, Any]:
    (found,) = re.findall(r'(?s)<script type="application/json" id="atlas-data">(.*?)</script>', written)
    content: dict[str, Any] = json.loads(found)
    return content


def test_it_links_nothing(about: Known) -> None:
    written = page(about)
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]*\s(?:src|href)=", written)
    assert not re.findall(r"url\(\s*['\"]?(?!data:|#)", written)
    assert "default-src 'none'" in written and "L.tileLayer(" not in written.replace("L.tileLayer=", "")
    assert len(written.encode()) < MOST_BYTES


def test_it_holds_the_items_of_the_view(about: Known) -> None:
    every, some = data(page(about)), data(page(about, "city=city-suzhou&kind=lab,park"))
    assert len(every["items"]) == 168
    # Layers that are off can be switched on again in the file, so only the other filters leave items out.
    assert len(some["items"]) == 38
    assert {kind["id"] for kind in some["kinds"] if kind["on"]} == {"lab", "park"}


def test_an_item_says_what_is_known_in_both_languages(about: Known) -> None:
    one = next(item for item in data(page(about))["items"] if item["id"] == "lab-pml")
    assert one["name"] == {"zh": "网络通信与安全紫金山实验室", "en": "Purple Mountain Laboratories"}
    assert one["precision"]["zh"] == "街道级 · 误差约 1 公里，非门牌位置"
    assert one["clause"] == {"zh": "方案 三(一)、附件·南京市", "en": "Plan III(1), Annex · Nanjing"}
    assert (one["claim"], one["placeClaim"], one["source"]) == ("stated", "unconfirmed", "src-plan")


def test_what_is_known_by_district_or_city_has_no_point_of_its_own(about: Known) -> None:
    found = data(page(about))
    places = {place["id"]: place for place in found["places"]}
    for item in found["items"]:
        assert "lon" not in item and "lat" not in item
        if item["kind"] != "zone" and item.get("place"):
            assert places[item["place"]]["precision"] in {"street", "district", "city"}


def test_its_furniture_is_there_in_both_languages(about: Known, shipped: Catalog) -> None:
    said = data(page(about))["captions"]
    assert said["zh"]["review"] == "内部示意图·未经地图审核"
    assert said["en"]["review"] == "Internal sketch · map not reviewed"
    assert shipped.release in said["zh"]["dated"] and shipped.date in said["en"]["dated"]
    reviewed = Settings(map_review_number="GS(2026)1号", boundary_source="标准地图", boundary_date="2026")
    assert data(page(about, "", reviewed))["captions"]["zh"]["review"] == "审图号：GS(2026)1号"


def test_the_language_of_the_view_is_on(about: Known) -> None:
    assert '<html lang="en" data-lang="en">' in page(about, "lang=en")
    assert "<title>Sunan: 168 sites" in page(about, "lang=en")
    assert data(page(about, "lang=en"))["lang"] == "en"


def test_an_indicator_shows_its_values_and_no_items(about: Known) -> None:
    found = data(page(about, "indicator=i-rd-expenditure&lens=indicator&year=2022"))
    values = {one["id"]: one["text"]["zh"] for one in found["values"]}
    assert values == {
        "city-nanjing": "645.3",
        "city-wuxi": "487.5",
        "city-changzhou": "323.2",
        "city-suzhou": "961.4",
        "city-zhenjiang": "无数据",
    }
    assert found["items"] == []
    rate = page(about, "indicator=i-rd-intensity&lens=indicator&level=zone&year=2021")
    assert [one["words"] for one in data(rate)["captions"]["zh"]["legend"]] == [
        "4.84",
        "5.01",
        "5.8",
        "单位：%",
    ]


def test_what_is_selected_is_named(about: Known) -> None:
    assert data(page(about, "selected=lab-pml"))["selected"] == "lab-pml"
    assert data(page(about, "selected=lab-pml&city=city-suzhou"))["selected"] == ""


def test_a_hostile_name_stays_a_name(tiny_catalog: Catalog) -> None:
    sites = tiny_catalog.sites.copy()
    sites["name_zh"] = sites["note_zh"] = HOSTILE
    hostile = object.__new__(Catalog)
    hostile.__dict__.update(tiny_catalog.__dict__ | {"sites": sites})
    written = standalone_page(known(hostile), parse_view("selected=lab-purple")[0], Settings(), AS_OF)
    assert "<script>alert(1)" not in written and "<img src=x" not in written
    assert "\u2028" not in written.split("</title>")[1]
    assert next(one for one in data(written)["items"] if one["kind"] == "lab")["name"]["zh"] == HOSTILE
    assert "{{7*7}}" in written  # no template has read it


def test_without_leaflet_it_is_refused(about: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standalone, "leaflet_parts", lambda: ())
    with pytest.raises(LeafletMissingError):
        page(about)
