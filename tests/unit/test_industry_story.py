"""The story of an industry: a step where there is something, numbers that are counted, words true of any."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import Catalog
from geodata.industry_facts import PLATFORMS, STAGES, IndustryFacts, Named, Thing, industry_facts
from layouts.industry_story import industry_stories, industry_story, story_of
from layouts.stories_payload import stories_payload
from tests.tiny_catalogue import TinyCatalogue

ROOT = Path(__file__).parents[2]
CITIES = {
    "city-a": {"zh": "甲", "en": "Alpha"},
    "city-b": {"zh": "乙", "en": "Beta"},
    "city-c": {"zh": "丙", "en": "Gamma"},
}


def thing(number: int, kind: str, city: str = "", is_certain: bool = True) -> Thing:
    name = {"zh": f"{kind}{number}号", "en": f"{kind.title()} {number}"}
    return Thing(f"{kind}-{number}", name, kind, city, bool(city), is_certain)


def facts(*things: Thing, **more: Any) -> IndustryFacts:
    given: dict[str, Any] = {"parent": None, "terms": 0, "positioned": {}, "plans": (), "targets": ()}
    return IndustryFacts(
        id="ind-glass",
        name={"zh": "玻璃", "en": "Glass"},
        things=things,
        city_names=CITIES,
        **given | more,
    )


def steps(story: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for chapter in story["chapters"] for step in chapter["steps"]]


def step(story: dict[str, Any], view: str) -> dict[str, Any]:
    return next(one for one in steps(story) if one["view"] == view)


def chapters(story: dict[str, Any]) -> list[str]:
    return [chapter["title"]["en"] for chapter in story["chapters"]]


OF_GLASS = "industry=ind-glass&lens=industry"
CHAIN = "industry=ind-glass&kind=cluster,incubator,industrial_base,innovation_centre,lab&lens=industry"


def test_the_stages_are_those_of_the_panel() -> None:
    script = (ROOT / "assets" / "chain.js").read_text(encoding="utf-8")
    found = re.search(r"const STAGES = \[(.*?)\]", script)
    assert found and tuple(re.findall(r'"(\w+)"', found[1])) == STAGES


def test_it_is_named_by_its_industry_and_says_that_it_was_made() -> None:
    story = story_of(facts(thing(1, "lab", "city-a")))
    assert (story["id"], story["made"], story["industry"]) == ("industry-glass", True, "ind-glass")
    assert story["title"] == {"zh": "玻璃在苏南", "en": "Glass in Sunan"}
    assert story["about"]["en"] == "Made from the data: 1 item, 1 stage of the chain."


def test_only_what_there_is_makes_a_step() -> None:
    story = story_of(facts(thing(1, "lab", "city-a")))
    assert chapters(story) == ["What it is", "The chain", "All together"]
    assert [one["view"] for one in steps(story)] == [
        OF_GLASS,
        "industry=ind-glass&kind=lab&lens=industry",
        CHAIN,
        OF_GLASS,
    ]


def test_everything_makes_every_chapter() -> None:
    story = story_of(
        facts(
            thing(1, "lab", "city-a"),
            thing(1, "park", "city-b"),
            positioned={"city-a": "landmark", "city-c": "industry_key"},
            plans=(Named("prog-glass", {"zh": "玻璃专项", "en": "Glass Programme"}),),
            targets=(Named("t-glass", {"zh": "玻璃目标", "en": "Glass made"}),),
        )
    )
    assert chapters(story) == [
        "What it is",
        "The chain",
        "Platforms and parks",
        "Plan and targets",
        "All together",
    ]
    assert step(story, "lens=system&selected=prog-glass")["text"]["en"] == "Related: Glass Programme."
    assert step(story, "lens=target&selected=t-glass")["title"] == {
        "zh": "相关目标 1 项",
        "en": "1 related target",
    }


@pytest.mark.parametrize(
    ("things", "zh", "en"),
    [
        ([thing(1, "lab", "city-a")], "按名称归入 1 项，在 1 城。", "1 item by name, in 1 city."),
        (
            [thing(1, "lab", "city-a"), thing(2, "lab", "city-b")],
            "按名称归入 2 项，在 2 城。",
            "2 items by name, in 2 cities.",
        ),
        (
            [thing(1, "lab", "city-a"), thing(2, "lab", "city-a"), thing(3, "lab")],
            "按名称归入 3 项：2 项在 1 城，1 项城市未载。",
            "3 items by name: 2 in 1 city, 1 with no known city.",
        ),
        ([thing(1, "lab")], "按名称归入 1 项，城市未载。", "1 item by name, with no known city."),
    ],
)
def test_how_many_items_in_how_many_cities(things: list[Thing], zh: str, en: str) -> None:
    assert steps(story_of(facts(*things)))[0]["text"] == {"zh": zh, "en": en}


def test_a_term_names_its_major_and_a_major_counts_its_terms() -> None:
    one = thing(1, "lab", "city-a")
    term = steps(story_of(facts(one, parent={"zh": "新材料", "en": "New materials"})))[0]["text"]
    assert term["zh"].startswith("属新材料大类。") and term["en"].startswith("Part of New materials. ")
    major = steps(story_of(facts(one, terms=1)))[0]["text"]
    assert major["en"].startswith("An industry group with 1 term below it. 1 item")


def test_cities_that_the_plan_does_not_state_are_noted() -> None:
    story = story_of(facts(thing(1, "lab", "city-a", is_certain=False), thing(2, "lab", "city-b")))
    assert steps(story)[0]["notes"]["en"].endswith(
        "The city of 1 item comes from outside the plan or is unconfirmed."
    )
    assert "unconfirmed" not in steps(story_of(facts(thing(1, "lab", "city-a"))))[0]["notes"]["en"]


def test_the_annex_is_filtered_by_the_cities_it_names() -> None:
    story = story_of(
        facts(thing(1, "lab", "city-a"), positioned={"city-b": "industry_key", "city-a": "landmark"})
    )
    annex = step(story, "city=city-a,city-b&industry=ind-glass&lens=industry")
    assert annex["title"] == {"zh": "附件写入 2 城定位", "en": "In the annex: 2 cities"}
    assert annex["text"] == {
        "zh": "附件载明：乙（重点产业）、甲（地标）。",
        "en": "Named in the annex for Beta (key industries) and Alpha (landmarks).",
    }


def test_cities_that_hold_nothing_leave_no_empty_picture() -> None:
    story = story_of(facts(thing(1, "lab", "city-a"), positioned={"city-b": "industry_key"}))
    assert [one["view"] for one in steps(story)][:2] == [OF_GLASS, OF_GLASS]
    assert steps(story)[1]["text"]["en"] == "Named in the annex for Beta (key industries)."


def test_a_single_thing_is_named_and_lit_several_are_counted_by_city() -> None:
    story = story_of(
        facts(
            thing(1, "lab", "city-a"),
            thing(1, "cluster", "city-b"),
            thing(2, "cluster", "city-b"),
            thing(3, "cluster", "city-a"),
            thing(4, "cluster"),
        )
    )
    lab = step(story, "industry=ind-glass&kind=lab&lens=industry")
    assert (lab["title"]["en"], lab["text"]["en"], lab["highlight"]) == (
        "1 laboratory",
        "Lab 1, Alpha.",
        "lab-1",
    )
    clusters = step(story, "industry=ind-glass&kind=cluster&lens=industry")
    assert clusters["title"] == {"zh": "产业集群 4 项", "en": "4 clusters"}
    assert clusters["text"] == {
        "zh": "甲 1 项、乙 2 项、城市未载 1 项。",
        "en": "Alpha 1, Beta 2 and 1 with no known city.",
    }
    assert clusters["notes"]["en"] == "Cluster 1, Cluster 2, Cluster 3 and Cluster 4."
    assert "highlight" not in clusters


def test_what_stands_nowhere_is_not_lit() -> None:
    lab = step(story_of(facts(thing(1, "lab"))), "industry=ind-glass&kind=lab&lens=industry")
    assert lab["text"] == {"zh": "lab1号，城市未载。", "en": "Lab 1, no known city."}
    assert "highlight" not in lab


def test_gaps_are_stages_without_a_name_and_names_without_a_place() -> None:
    story = story_of(facts(thing(1, "lab", "city-a"), thing(1, "incubator")))
    gaps = step(story, CHAIN)
    assert gaps["title"]["en"] == "What the chain lacks"
    assert gaps["text"] == {
        "zh": "没有点名：创新中心、产业基地、产业集群。点了名、地点不明：众创社区。",
        "en": "Not named: innovation centre, industrial base and cluster. Named without a place: incubator.",
    }


def test_a_whole_chain_is_said_to_be_whole() -> None:
    story = story_of(facts(*(thing(1, kind, "city-a") for kind in STAGES)))
    assert step(story, CHAIN)["text"] == {"zh": "五个环节都有。", "en": "All five stages are there."}


def test_without_any_stage_the_picture_stays_that_of_the_industry() -> None:
    story = story_of(facts(thing(1, "zone", "city-a")))
    gaps = next(one for one in steps(story) if one["title"]["en"] == "What the chain lacks")
    assert gaps["view"] == OF_GLASS, "a filter that leaves nothing shows nothing"


def test_cities_with_a_base_and_no_laboratory() -> None:
    story = story_of(
        facts(
            thing(1, "lab", "city-b"),
            *(thing(n, "industrial_base", city) for n, city in enumerate(CITIES, 1)),
        )
    )
    lacking = step(story, "city=city-a,city-c&industry=ind-glass&kind=industrial_base,lab&lens=industry")
    assert lacking["text"] == {
        "zh": "甲、丙有基地而无实验室。",
        "en": "Alpha and Gamma: a base and no laboratory.",
    }
    both = story_of(facts(thing(1, "lab", "city-a"), thing(1, "industrial_base", "city-a")))
    assert not any(one["view"].startswith("city=") for one in steps(both))


def test_platforms_parks_and_finance_share_a_step() -> None:
    story = story_of(facts(*(thing(1, kind, "city-a") for kind in PLATFORMS), thing(2, "zone", "city-b")))
    shared = step(story, "industry=ind-glass&kind=finance,intl_park,park,service_platform,zone&lens=industry")
    assert shared["title"] == {"zh": "平台与园区 6 项", "en": "Platforms and parks: 6"}
    assert shared["text"]["zh"] == (
        "服务平台 1 项、创投集聚区 1 项、园区 1 项、国际合作园区 1 项、高新区 2 个。"
    )
    assert shared["text"]["en"].endswith("1 park, 1 international park and 2 zones.")


@pytest.mark.parametrize(
    ("things", "en"),
    [
        ([thing(1, "lab", "city-a")], "1 item, on the map."),
        ([thing(1, "lab", "city-a"), thing(1, "event", "city-b")], "2 items, all on the map."),
        (
            [thing(1, "lab", "city-a"), thing(1, "event")],
            "1 on the map; 1 with no known place, only in lists, search and counts.",
        ),
        ([thing(1, "event")], "1 item with no known place, only in lists, search and counts."),
    ],
)
def test_the_end_says_what_is_on_the_map(things: list[Thing], en: str) -> None:
    assert steps(story_of(facts(*things)))[-1]["text"]["en"] == en


def test_names_that_do_not_fit_are_counted() -> None:
    plans = tuple(
        Named(f"prog-{n}", {"zh": f"一个名称很长的专项{n}", "en": f"A programme with a long name {n}"})
        for n in range(1, 8)
    )
    told = step(story_of(facts(thing(1, "lab", "city-a"), plans=plans)), "lens=system&selected=prog-1")[
        "text"
    ]
    assert len(told["zh"]) <= 60 and len(told["en"]) <= 160
    assert told["zh"].endswith("等，另有 3 项。") and told["en"].endswith(" and 3 more.")


# ---- from a catalogue -----------------------------------------------------------------------------


def test_what_lies_below_counts_for_what_lies_above(tiny_catalog: Catalog) -> None:
    found = industry_facts(tiny_catalog)
    assert {one.id for one in found["ind-network"].things} == {"lab-purple"}
    assert {one.id for one in found["ind-it"].things} == {"lab-purple"}
    assert {one.id for one in found["ind-nano"].things} == {"z-suzhou", "base-nano"}
    assert found["ind-network"].parent == {"zh": "新一代信息", "en": "Next-generation IT"}
    assert (found["ind-it"].parent, found["ind-it"].terms) == (None, 1)
    assert not found["ind-it"].things[0].is_certain, "its city is from an outside source"


def test_an_industry_without_items_has_no_story(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "lab-purple", industries="ind-nano")
    catalog = tiny.load()
    assert [one["industry"] for one in industry_stories(catalog)] == ["ind-nano"]
    with pytest.raises(KeyError):
        industry_story(catalog, "ind-it")
    with pytest.raises(KeyError):
        industry_story(catalog, "ind-atlantis")


def test_programmes_and_the_targets_of_what_they_belong_to(tiny: TinyCatalogue) -> None:
    tiny.edit("governance", "body-office", kind="programme", industries="ind-network")
    tiny.edit(
        "relations",
        "rel-nano",
        subject_id="body-council",
        predicate="serves_target",
        object_id="t-labs",
    )
    tiny.edit("zones", "z-suzhou", strategic_industry_id="")
    found = industry_facts(tiny.load())
    assert [one.id for one in found["ind-it"].plans] == ["body-office"]
    assert [one.id for one in found["ind-it"].targets] == ["t-labs"]
    assert not found["ind-nano"].plans and not found["ind-nano"].targets


def test_profiles_position_cities(tiny: TinyCatalogue) -> None:
    tiny.edit("profiles", "p-nanjing-2", aspect="landmark", ref_id="ind-network")
    found = industry_facts(tiny.load())
    assert found["ind-it"].positioned == found["ind-network"].positioned == {"city-nanjing": "landmark"}
    assert not found["ind-nano"].positioned


def test_the_payload_has_written_stories_first(tiny: TinyCatalogue, tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "id: mine\ntitle: {zh: 我, en: Me}\nabout: {zh: 我, en: Me}\nchapters:\n"
        "  - title: {zh: 一, en: One}\n    steps:\n"
        "      - {view: '', title: {zh: 一, en: One}, text: {zh: 一, en: One}}\n",
        encoding="utf-8",
    )
    told = stories_payload(tiny.load(), folder)["stories"]
    assert [one["id"] for one in told] == ["mine", "industry-it", "industry-network", "industry-nano"]
    assert "made" not in told[0]
    assert told[0]["chapters"][0]["steps"] == [
        {"view": "", "title": {"zh": "一", "en": "One"}, "text": {"zh": "一", "en": "One"}}
    ]
