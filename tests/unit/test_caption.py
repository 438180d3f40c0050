"""What files say of a View: title, filters, legend, sources, date, release, review line, in its language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geodata.catalog import Catalog
from geodata.indicator_payload import indicator_payload
from geodata.known import Known, known
from geodata.settings import Settings
from geodata.view import LENSES, LISTS, parse_view
from layouts.caption import Caption, caption

AS_OF = date(2026, 11, 25)
REVIEWED = Settings(
    map_review_number="苏S(2026)001号", boundary_source="江苏省标准地图", boundary_date="2026-05"
)


@pytest.fixture(scope="module")
def about(shipped: Catalog) -> Known:
    return replace(known(shipped), scales={"classes": indicator_payload(shipped)["classes"]})


def said(about: Known, query: str, settings: Settings | None = None) -> Caption:
    return caption(about, parse_view(query)[0], settings or Settings(), AS_OF)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "苏南：方案点名的 168 项载体与高新区"),
        ("city=city-suzhou", "苏州：38 项，均在图上"),
        (
            "city=city-suzhou&industry=ind-ic&lang=en",
            "Suzhou · Integrated circuits: 1 in total, all on the map",
        ),
        ("industry=ind-biomedicine", "生物医药：10 项，上图 9 项，1 项地点不明"),
        ("industry=ind-biomedicine&lens=industry", "生物医药：10 项，分布于 3 城；无锡、常州无载体。"),
        ("kind=none", "所选图层：0 项，均在图上"),
        ("selected=lab-pml", "网络通信与安全紫金山实验室"),
        ("selected=at-118.816-31.8715", "江宁区，2 项"),
        (
            "indicator=i-rd-expenditure&lens=indicator&year=2022",
            "2022年苏南R&D经费支出2548.4亿元，苏州961.4亿元居首；镇江当年未单列。",
        ),
        ("lens=target", "18项2022年目标中，5项在2020年或以前已达到，1项最近数据尚未达到，12项未公布。"),
        ("lens=system", "组织与行动"),
        ("lens=plan&passage=c-3-1.2", "三(一) 共建重大科学研究设施：15 项，上图 13 项，2 项地点不明"),
        ("lens=plan&passage=c-99", "苏南：方案点名的 168 项载体与高新区"),
        ("industry=ind-ic&list=matrix", "产业 × 城市：9 项，分布于 3 城；常州、镇江无载体。"),
        (
            "compare=city-suzhou,city-wuxi&list=compare",
            "苏州、无锡有 11 项可并列的指标，其中 6 项年份或口径不同",
        ),
    ],
)
def test_the_title_is_the_reading_of_the_view(about: Known, query: str, title: str) -> None:
    assert said(about, query).title == title


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "全部 168 项，未筛选"),
        ("lang=en", "all 168 items, no filter"),
        ("city=city-nanjing,city-suzhou&kind=lab", "城市：南京、苏州 · 图层：实验室与科学设施"),
        ("claim=unconfirmed&lang=en", "Grounds: To be checked"),
        ("kind=none", "图层全部关闭"),
        ("selected=z-sip", "选中：苏州工业园区"),
        (
            "indicator=i-rd-intensity&lens=indicator&year=2021",
            "全社会研发投入占地区生产总值比重 · 五城 · 2021 年",
        ),
        ("lens=target", "方案的全部 2022 年目标"),
        ("list=coverage", "全部地方、指标与年份"),
        ("lens=system", "方案的全部组织与行动"),
        ("city=city-nanjing&lens=plan&passage=c-3-1", "城市：南京 · 出处：三(一)"),
    ],
)
def test_filters_are_said_in_words(about: Known, query: str, words: str) -> None:
    assert said(about, query).filters == words


def test_the_legend_counts_what_is_shown(about: Known) -> None:
    found = said(about, "city=city-suzhou&kind=lab,park,zone")
    counts = {entry.mark: entry.count for entry in found.legend}
    assert counts == {"研": 3, "园": 3, "区": 4}
    assert sum(entry.count or 0 for entry in found.precision) == 10
    assert {entry.sign for entry in found.precision} <= {"filled", "dashed", "square", "none"}


def test_a_rate_has_its_classes_and_no_data_its_sign(about: Known) -> None:
    found = said(about, "indicator=i-rd-intensity&lens=indicator&level=zone&year=2021")
    assert [entry.words for entry in found.legend if entry.sign == "swatch"] == ["4.84", "5.01", "5.8"]
    assert found.legend[-2].sign == "hatch" and found.legend[-1].words == "单位：%"
    assert found.precision == ()
    amounts = said(about, "indicator=i-rd-expenditure&lens=indicator")
    assert [entry.sign for entry in amounts.legend] == ["words", "hatch"]


def test_sources_are_those_of_what_is_shown(about: Known) -> None:
    one = said(about, "indicator=i-rd-expenditure&lens=indicator&year=2022")
    assert one.sources == ("2022年江苏省科技经费投入统计公报 · 江苏化工网转载",)
    selected = said(about, "selected=lab-pml")
    assert len(selected.sources) == 2 and "方案" in selected.sources[0]
    assert said(about, "kind=none").sources == ()


def test_the_review_line_is_the_number_or_that_there_is_none(about: Known) -> None:
    sketch, reviewed = said(about, ""), said(about, "", REVIEWED)
    assert sketch.review == "内部示意图·未经地图审核"
    assert reviewed.review == "审图号：苏S(2026)001号" and "江苏省标准地图" in reviewed.ground
    assert said(about, "lang=en").review == "Internal sketch · map not reviewed"


def test_every_file_has_date_and_release(about: Known, shipped: Catalog) -> None:
    found = said(about, "lang=en")
    assert (found.date, found.release) == (shipped.date, shipped.release)
    assert shipped.date in found.dated and shipped.release in found.dated
    assert dict(found.head)["Map"] == found.review


def test_what_the_release_does_not_know_is_not_said(about: Known) -> None:
    assert said(about, "city=city-venice&selected=lab-x&industry=ind-x") == said(about, "")
    assert said(about, "list=compare&compare=city-suzhou").title == said(about, "").title


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("more", [*(f"list={name}" for name in LISTS), "level=zone", "selected=city-suzhou"])
def test_every_view_has_words_in_both_languages(about: Known, lens: str, more: str) -> None:
    for lang in ("zh", "en"):
        found = said(about, f"lang={lang}&lens={lens}&{more}")
        assert found.title and found.filters and found.review and found.ground and found.lens
        if lang == "en":
            assert not any("\u4e00" <= one <= "\u9fff" for one in found.title + found.filters + found.note)
