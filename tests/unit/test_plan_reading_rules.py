"""Names are found whatever the spaces and parentheses; which of them count depends on the clause."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.catalog import Catalog
from geodata.plan_parts import Part, Span, cut
from geodata.plan_payload import plan_payload
from geodata.plan_reading import PlanReading, read_plan
from tests.tiny_catalogue import TinyCatalogue

WHOLE = """三、平台
依托南京市、苏州市。
(一)设施。加快建设网络通信与安全紫金山实验室、江宁园、苏州纳米基地、长三角国际路演中心。
南京高新区、苏州高新区、苏州工业园区由理事会和秘书处推进。
发展未来网络;提高研发投入占比,建国家重点实验室。先行。
"""

Parts = list[tuple[str, tuple[str, ...]]]


@pytest.fixture
def two_chapters(tiny: TinyCatalogue) -> TinyCatalogue:
    """The tiny catalogue with another chapter, in which nothing is at home."""
    row = {"ref_en": "IV", "title_zh": "项目", "title_en": "Projects"}
    tiny.write("clauses", [*tiny.read("clauses"), {"id": "c-4", "ref_zh": "四", **row}])
    return tiny


def last(reading: PlanReading) -> Parts:
    """Return the parts of the last sentence that name something."""
    sentence = reading.clauses[-1].paragraphs[-1][-1]
    return [(part.text, part.ids) for part in sentence.parts if part.ids]


def at_home(catalog: Catalog, sentence: str) -> Parts:
    return last(read_plan(catalog, f"三、平台\n(一)设施。{sentence}"))


def elsewhere(catalog: Catalog, sentence: str) -> Parts:
    return last(read_plan(catalog, f"四、项目\n{sentence}"))


def test_a_whole_text_names_everything_the_plan_states(tiny_catalog: Catalog) -> None:
    reading = read_plan(tiny_catalog, WHOLE)
    assert reading.is_whole
    assert plan_payload(reading)["coverage"] == {
        **{"sentences": 6, "with": 4, "without": 2, "items": 13, "found": 13, "missing": []},
    }
    assert reading.found["lab-purple"] == ("c-3-1.2",)
    assert reading.found["ind-network"] == ("c-3-1.4",)


@pytest.mark.parametrize(
    "text",
    [
        "紫金山(南京)实验室",
        "紫金山（南京）实验室",
        "紫金山 （ 南京 ）\u3000实验室",
    ],
)
def test_copies_may_differ_in_spaces_and_parentheses(tiny: TinyCatalogue, text: str) -> None:
    tiny.edit("sites", "lab-purple", aliases="紫金山（南京）实验室")
    assert at_home(tiny.load(), f"建 {text} 等。") == [(text, ("lab-purple",))]


def test_names_that_run_into_each_other_are_all_found_at_home(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "base-nano", aliases="苏州纳米")
    tiny.edit("sites", "park-jiangning", aliases="苏州纳米、石墨烯")
    assert at_home(tiny.load(), "建苏州纳米、石墨烯。") == [
        ("苏州纳米", ("base-nano", "park-jiangning")),
        ("、石墨烯", ("park-jiangning",)),
    ]


def test_two_things_of_one_name_are_both_found_in_the_order_of_the_catalogue(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "base-nano", aliases="共用名")
    tiny.edit("zones", "z-sip", aliases="共用名")
    assert at_home(tiny.load(), "建共用名。") == [("共用名", ("z-sip", "base-nano"))]


def test_a_name_and_its_alias_in_it_are_one_mention(tiny_catalog: Catalog) -> None:
    assert at_home(tiny_catalog, "建网络通信与安全紫金山实验室。") == [
        ("网络通信与安全紫金山实验室", ("lab-purple",)),
    ]


def test_a_city_inside_a_name_is_not_named(tiny: TinyCatalogue) -> None:
    tiny.edit("cities", "city-nanjing", aliases="南京")
    catalog = tiny.load()
    assert at_home(catalog, "建南京高新区。") == [("南京高新区", ("z-nanjing",))]
    assert at_home(catalog, "支持南京建设。") == [("南京", ("city-nanjing",))]


def test_elsewhere_only_the_longest_counts(two_chapters: TinyCatalogue) -> None:
    two_chapters.edit("sites", "park-jiangning", aliases="苏州高新区江宁园")
    two_chapters.edit("sites", "lab-purple", name_zh="江宁园大实验室")
    catalog = two_chapters.load()
    assert elsewhere(catalog, "依托苏州高新区江宁园。") == [("苏州高新区江宁园", ("park-jiangning",))]
    assert elsewhere(catalog, "依托苏州高新区江宁园大实验室。") == [("苏州高新区江宁园", ("park-jiangning",))]
    assert elsewhere(catalog, "依托苏州高新区、江宁园。") == [
        ("苏州高新区", ("z-suzhou",)),
        ("江宁园", ("park-jiangning",)),
    ]


def test_what_is_at_home_goes_before_a_longer_name_from_elsewhere(two_chapters: TinyCatalogue) -> None:
    two_chapters.edit("sites", "park-jiangning", aliases="苏州高新区纳米", clause="四")
    two_chapters.edit("industries", "ind-nano", synonyms="纳米")
    catalog = two_chapters.load()
    assert at_home(catalog, "依托苏州高新区纳米。") == [
        ("苏州高新区", ("z-suzhou",)),
        ("纳米", ("ind-nano",)),
    ]
    assert elsewhere(catalog, "依托苏州高新区纳米。") == [("苏州高新区纳米", ("park-jiangning",))]


def test_what_stands_under_its_clause_is_at_home(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "base-nano", clause="三", aliases="纳米")
    tiny.edit("sites", "park-jiangning", aliases="纳米园")
    assert at_home(tiny.load(), "建纳米园。") == [
        ("纳米", ("base-nano", "park-jiangning")),
        ("园", ("park-jiangning",)),
    ]


def test_industries_are_named_only_where_no_item_is(tiny: TinyCatalogue) -> None:
    tiny.edit("industries", "ind-nano", synonyms="纳米")
    catalog = tiny.load()
    reading = read_plan(catalog, "三、平台\n(一)设施。苏州纳米基地发展纳米技术。")
    sentence = reading.clauses[-1].paragraphs[-1][-1]
    assert [part.ids for part in sentence.parts] == [("base-nano",), (), ("ind-nano",), ()]
    assert sentence.items == ("base-nano",)
    assert reading.found == {"base-nano": ("c-3-1.2",), "ind-nano": ("c-3-1.2",)}


def test_a_latin_name_is_a_whole_word(tiny: TinyCatalogue) -> None:
    tiny.edit("industries", "ind-nano", synonyms="AI")
    catalog = tiny.load()
    assert at_home(catalog, "用AI技术。") == [("AI", ("ind-nano",))]
    assert at_home(catalog, "our AI tools。") == [("AI", ("ind-nano",))]
    assert at_home(catalog, "MAIN技术,5AI。") == []


def test_a_name_broken_by_the_end_of_a_line_is_found(tiny_catalog: Catalog) -> None:
    reading = read_plan(tiny_catalog, "三、平台\n(一)设施。建设长三角国际\n路演中心。")
    assert reading.found["event-roadshow"] == ("c-3-1.2", "c-3-1.3")


def test_headings_name_things_but_are_no_sentences(tiny: TinyCatalogue) -> None:
    coverage = plan_payload(read_plan(tiny.load(), "三、平台\n(一)理事会。先行。"))["coverage"]
    assert (coverage["sentences"], coverage["with"], coverage["found"]) == (1, 0, 1)


def test_what_is_missing_is_listed(tiny_catalog: Catalog) -> None:
    reading = read_plan(tiny_catalog, WHOLE.replace("江宁园", "江宁").replace("研发投入占比", "投入"))
    assert reading.fits
    assert not reading.is_whole
    assert plan_payload(reading)["coverage"]["missing"] == ["park-jiangning", "t-rd"]


def test_only_what_the_plan_states_can_be_missing(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "park-jiangning", claim="external", source_id="src-web")
    assert read_plan(tiny.load(), WHOLE.replace("江宁园", "江宁")).is_whole


@pytest.mark.parametrize(
    "text",
    ["", "买菜:白菜、萝卜。", "南京市、苏州市。", "三、平台\n(一)设施。买白菜。", "四、项目\n支持南京市。"],
)
def test_another_text_does_not_fit(tiny_catalog: Catalog, text: str) -> None:
    reading = read_plan(tiny_catalog, text)
    assert not reading.fits
    assert not reading.is_whole
    assert len(plan_payload(reading)["coverage"]["missing"]) >= 11


def test_the_browser_gets_plain_and_short_json(tiny_catalog: Catalog) -> None:
    sent = plan_payload(read_plan(tiny_catalog, "三、平台\n(一)设施。建江宁园。"))
    assert sent["clauses"] == [
        {
            **{"id": "c-3", "ref": "三", "chapter": "c-3"},
            "paragraphs": [[{"id": "c-3.1", "heading": True, "parts": [["三、平台"]]}]],
        },
        {
            **{"id": "c-3-1", "ref": "三(一)", "chapter": "c-3"},
            "paragraphs": [
                [
                    {"id": "c-3-1.1", "heading": True, "parts": [["(一)设施。"]]},
                    {
                        "id": "c-3-1.2",
                        "parts": [["建"], ["江宁园", ["park-jiangning"]], ["。"]],
                        "items": ["park-jiangning"],
                    },
                ]
            ],
        },
    ]
    assert sent["found"] == {"park-jiangning": ["c-3-1.2"]}


def test_a_sentence_is_cut_where_names_begin_and_end() -> None:
    spans = [Span("long", 1, 5, (4, 0)), Span("short", 3, 5, (2, 1)), Span("long", 3, 4, (1, 0))]
    assert cut("abcdef", spans) == (
        *(Part("a"), Part("bc", ("long",)), Part("d", ("long", "short")), Part("e", ("short", "long"))),
        Part("f"),
    )
    assert cut("abc", []) == (Part("abc"),)
    assert cut("", []) == ()


NAMES = [
    "网络通信与安全",
    "紫金山实验室",
    "江宁园",
    "苏州",
    "纳米",
    "高新区",
    "工业园区",
    "未来网络",
    "南京市",
]
MARKS = ["三、", "(一)", "（", "）", " ", "\u3000", "。", "；", "”", "\n", "附件", "甲"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from([*NAMES, *MARKS])).map("".join))
def test_parts_joined_are_the_sentence(tiny_catalog: Catalog, text: str) -> None:
    sentences = [
        each
        for clause in read_plan(tiny_catalog, text).clauses
        for paragraph in clause.paragraphs
        for each in paragraph
    ]
    for each in sentences:
        assert "".join(part.text for part in each.parts) == each.sentence.text
        assert all(part.text for part in each.parts)
