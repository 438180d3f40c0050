"""The stories that ship: in the form that is saved, every number counted again, pictures as they are told."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from geodata.catalog import Catalog, load_catalog
from geodata.industries import Member, members, shown
from geodata.story_form import MOST, Step, Story
from geodata.storytelling import STORIES_DIR, check_bytes, check_story, load_stories, story_files, story_yaml
from geodata.view import View, parse_view
from layouts.industry_story import industry_stories
from layouts.stories_payload import stories_payload

WRITTEN = ("five-nine-many", "one-zone-one-industry", "targets-2022")


@cache
def catalog() -> Catalog:
    return load_catalog()


@cache
def stories() -> dict[str, Story]:
    return {story.id: story for story in load_stories(catalog())}


@cache
def made() -> list[dict[str, Any]]:
    return industry_stories(catalog())


# ---- form -----------------------------------------------------------------------------------------


def test_three_stories_are_written() -> None:
    assert tuple(stories()) == WRITTEN


@pytest.mark.parametrize("name", WRITTEN)
def test_each_has_eight_to_fourteen_steps_in_three_to_five_chapters(name: str) -> None:
    story = stories()[name]
    assert 8 <= len(story.steps) <= 14
    assert 3 <= len(story.chapters) <= 5


@pytest.mark.parametrize("path", story_files(STORIES_DIR), ids=lambda path: path.stem)
def test_a_file_that_ships_looks_like_one_that_is_saved(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert story_yaml(check_story(text, catalog())) == text


def test_no_two_stories_share_an_id() -> None:
    ids = [story["id"] for story in stories_payload(catalog())["stories"]]
    assert len(ids) == len(set(ids)) and "own" not in ids


def test_a_step_differs_from_the_one_before_it() -> None:
    for story in stories().values():
        for before, after in zip(story.steps, story.steps[1:], strict=False):
            assert before.view != after.view


# ---- numbers in words -----------------------------------------------------------------------------

CHINESE = dict(zip("两二三四五六七八九十", (2, *range(2, 11)), strict=True))
ENGLISH = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5},
    **{"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
}
# Numerals that are part of a name, of a reference or of an idiom, not counts.
NAMES = {
    "zh": (r"五城九区多园", r"一区一战略产业", r"[一二三四五六]\([一二三四五六]\)"),
    "en": (
        *(r"Five cities, nine zones, many parks", r"One zone, one strategic industry"),
        *(r"[IVX]+\(\d\)", r"one by one", r"per 10,000 people"),
    ),
}
FACTORS = {"万": 1e4, "亿": 1e8, "billion": 1e9}


def numbers(words: str, lang: str) -> list[float]:
    """Return every number of a sentence, in digits or in words, in the order of size."""
    formulas = [re.escape(formula) for formula in catalog().cities[f"formula_{lang}"]]
    for name in (*NAMES[lang], *formulas):
        words = re.sub(name, "", words, flags=re.IGNORECASE)
    found = []
    for digits, factor in re.findall(r"(\d[\d,]*(?:\.\d+)?)\s*(万|亿|billion)?", words):
        found.append(float(digits.rstrip(",").replace(",", "")) * FACTORS.get(factor, 1))
    if lang == "zh":
        found += [CHINESE[char] for char in words if char in CHINESE]
        found += [1 for _ in re.findall(r"一(?=[个座项家条城园类步])", words)]
    else:
        found += [ENGLISH[word] for word in re.findall(r"[a-z]+", words.lower()) if word in ENGLISH]
    return sorted(round(number, 6) for number in found)


def held(**wanted: str) -> int:
    """Return how many sites and zones are of a city or kind; `city=""` is none."""
    return sum(all(getattr(one, key) == value for key, value in wanted.items()) for one in members(catalog()))


def of_industry(industry: str, **wanted: str) -> int:
    found = shown(catalog(), View(industry=(industry,)))
    return sum(all(getattr(one, key) == value for key, value in wanted.items()) for one in found)


def stages_of(industry: str) -> int:
    chain = {"lab", "innovation_centre", "incubator", "industrial_base", "cluster"}
    return len({one.kind for one in shown(catalog(), View(industry=(industry,)))} & chain)


def inside(zone: str) -> int:
    """Return how many things the map lights with a zone, as assets/focus.js finds them."""
    ties = catalog().relations
    tied = ties[(ties["object_id"] == zone) & ties["predicate"].isin(["in_zone", "same_ground", "core_of"])]
    return len(set(catalog().sites["id"][catalog().sites["zone_id"] == zone]) | set(tied["subject_id"]))


def nine(is_one: bool = True, **wanted: str) -> int:
    zones = catalog().zones
    found = zones[zones["nine"] == is_one]
    for key, value in wanted.items():
        found = found[found[key] == value]
    return len(found)


def placed() -> int:
    frames = (catalog().zones, catalog().sites)
    return sum(int(frame["lon"].notna().sum()) for frame in frames)


def core_areas(city: str) -> int:
    ties = catalog().relations
    return int(((ties["predicate"] == "core_of") & (ties["object_id"] == city)).sum())


def goal(target: str) -> float:
    return float(catalog().targets.set_index("id").loc[target, "value"])


def status(*wanted: str) -> int:
    return int(catalog().targets["status"].isin(wanted).sum())


def unpublished(chapter: str) -> int:
    found = catalog().targets[catalog().targets["status"] == "none"]
    return sum(clauses[0].startswith(chapter) for clauses in found["clause"])


def seen(place: str, indicator: str, year: int, bound: str = "") -> float:
    found = catalog().observations
    found = found[(found["place_id"] == place) & (found["indicator_id"] == indicator)]
    (row,) = found[(found["year"] == year) & (found["period"] == "")].to_dict("records")
    assert row["bound"] == bound
    return float(row["value"])


def key_industries(city: str) -> int:
    lines = catalog().profiles
    return int(((lines["city_id"] == city) & (lines["aspect"] == "industry_key")).sum())


def concerned(subject: str) -> int:
    ties = catalog().relations
    return int(((ties["subject_id"] == subject) & (ties["predicate"] == "concerns")).sum())


def cities() -> int:
    return len(catalog().cities)


def strategic() -> int:
    return int((catalog().zones["strategic_industry_id"] != "").sum())


def in_note(target: str, words: str) -> float:
    """Return a number that only the note of a target has, and fail if it is not there."""
    assert words in catalog().targets.set_index("id").loc[target, "note_zh"]
    return float(words)


HIGH_TECH = "国家高新技术产业开发区"
Facts = list[Callable[[], list[float]]]

# Every number that stands in a step, counted again; one list for each step, empty where there is none.
FACTS: dict[str, Facts] = {
    "five-nine-many": [
        lambda: [cities(), nine(), len(members(catalog())), placed()],
        lambda: [held(city="city-nanjing"), held(city="city-nanjing", kind="lab")],
        lambda: [
            held(city="city-wuxi"),
            held(city="city-wuxi", kind="lab"),
            held(city="city-wuxi", kind="industrial_base"),
        ],
        lambda: [
            held(city="city-changzhou"),
            held(city="city-changzhou", kind="park"),
            held(city="city-changzhou", kind="industrial_base"),
        ],
        lambda: [held(city="city-suzhou"), cities(), held(city="city-suzhou", kind="intl_park")],
        lambda: [held(city="city-zhenjiang")],
        lambda: [
            *(nine(), nine(level_zh=HIGH_TECH), nine() - nine(level_zh=HIGH_TECH)),
            *(held(kind="zone"), nine(is_one=False), nine()),
        ],
        lambda: [nine(), inside("z-jiangbei")],
        lambda: [nine()],
        lambda: [nine(), inside("z-yixing")],
        lambda: [
            *(held(kind="park"), sum(map(core_areas, catalog().cities["id"]))),
            *map(core_areas, catalog().cities["id"]),
        ],
        lambda: [held(kind="intl_park"), held(kind="intl_park", city="city-suzhou")],
        lambda: [held(kind="innovation_centre"), held(kind="innovation_centre", city="")],
        lambda: [len(members(catalog())), held(city="")],
    ],
    "one-zone-one-industry": [
        lambda: [strategic(), strategic(), nine()],
        lambda: [nine(), key_industries("city-suzhou")],
        lambda: [of_industry("ind-nano"), of_industry("ind-nano", city="city-suzhou")],
        lambda: [],
        lambda: [of_industry("ind-med-devices"), stages_of("ind-med-devices")],
        lambda: [inside("z-wuxi")],
        lambda: [
            *(of_industry("ind-iot"), of_industry("ind-iot", city="city-wuxi")),
            of_industry("ind-iot", kind="innovation_centre"),
            of_industry("ind-iot", kind="innovation_centre", city=""),
        ],
        lambda: [float(catalog().zones.set_index("id").loc["z-changzhou", "area_km2"])],
        lambda: [of_industry("ind-pv"), stages_of("ind-pv")],
        lambda: [],
        lambda: [
            *(of_industry("ind-marine"), of_industry("ind-marine", city="city-zhenjiang")),
            of_industry("ind-marine", kind="lab", city="city-wuxi"),
        ],
        lambda: [nine(), nine(strategic_industry_id=""), nine(is_one=False, strategic_industry_id="")],
        lambda: [goal("t-parks"), 3, 2022, goal("t-parks"), concerned("t-parks")],
    ],
    "targets-2022": [
        lambda: [len(catalog().targets), 2022, status("met"), status("near"), status("none"), 2020],
        lambda: [
            *(goal("t-rd"), 2019, seen("region-sunan", "i-rd-intensity", 2019)),
            *(2020, seen("region-sunan", "i-rd-intensity", 2020)),
            *(2020, in_note("t-rd", "3.3")),
        ],
        lambda: [
            2021,
            seen("z-jiangyin", "i-rd-intensity", 2021),
            seen("z-wuxi", "i-rd-intensity", 2021),
        ],
        lambda: [
            *(goal("t-st"), 2019, seen("region-sunan", "i-st-contribution-rate", 2019)),
            *(2020, seen("region-sunan", "i-st-contribution-rate", 2020)),
        ],
        lambda: [goal("t-hnte"), 2020, seen("region-sunan", "i-hnte-count", 2020, "~")],
        lambda: [
            *(2022, seen("city-suzhou", "i-hnte-count", 2022, "~")),
            *(seen("city-nanjing", "i-hnte-count", 2022, ">"), cities() - 2),
        ],
        lambda: [
            *(goal("t-unicorn"), 2019, seen("region-sunan", "i-unicorn-count", 2019)),
            *(2020, seen("region-sunan", "i-unicorn-count", 2020)),
        ],
        lambda: [
            *(goal("t-gazelle"), 2019, seen("region-sunan", "i-gazelle-count", 2019)),
            *(2020, seen("region-sunan", "i-gazelle-count", 2020)),
        ],
        lambda: [
            *(goal("t-patent"), 2019, seen("region-sunan", "i-invention-patents-per-10k", 2019)),
            *(2020, seen("region-sunan", "i-invention-patents-per-10k", 2020), 2022),
            goal("t-patent") - seen("region-sunan", "i-invention-patents-per-10k", 2020),
        ],
        lambda: [
            *(2022, seen("z-sip", "i-invention-patents-per-10k", 2022), goal("t-patent")),
            seen("z-sip", "i-invention-patents-per-10k", 2022) // goal("t-patent"),
        ],
        lambda: [
            goal("t-contract") * 1e8,
            2023,
            seen("city-suzhou", "i-tech-contract-value", 2023, ">") * 1e8,
        ],
        lambda: [goal("t-skl")],
        lambda: [status("none"), unpublished("三"), unpublished("四"), unpublished("五")],
    ],
}


def told(step: Step, lang: str) -> str:
    parts = (step.title, step.text, step.notes)
    return "\n".join(getattr(part, lang) for part in parts if part is not None)


STEPS = [(name, number) for name in WRITTEN for number in range(len(FACTS[name]))]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_step_is_counted_again(name: str) -> None:
    assert len(FACTS[name]) == len(stories()[name].steps)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "number"), STEPS)
def test_every_number_in_the_words_is_true(name: str, number: int, lang: str) -> None:
    wanted = sorted(round(float(fact), 6) for fact in FACTS[name][number]())
    assert numbers(told(stories()[name].steps[number], lang), lang) == wanted


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_in_the_list_of_stories_is_true(lang: str) -> None:
    wanted = {
        "five-nine-many": [cities(), nine()],
        "one-zone-one-industry": [strategic()],
        "targets-2022": [2022, len(catalog().targets)],
    }
    for name, story in stories().items():
        words = f"{getattr(story.title, lang)}\n{getattr(story.about, lang)}"
        assert numbers(words, lang) == sorted(wanted[name])


# ---- pictures -------------------------------------------------------------------------------------


def view_of(name: str, number: int) -> View:
    return parse_view(stories()[name].steps[number].view)[0]


def test_the_five_cities_are_shown_with_their_formula() -> None:
    for number, city in enumerate(catalog().cities.to_dict("records"), 1):
        step = stories()["five-nine-many"].steps[number]
        assert step.view == f"selected={city['id']}"
        assert step.title.zh == f"{city['short_zh']}：{city['formula_zh']}"
        assert step.title.en.lower() == f"{city['short_en']}: {city['formula_en']}".lower()
        assert held(city=city["id"]) == len(shown(catalog(), View(city=(city["id"],))))


def test_suzhou_holds_most() -> None:
    counted = Counter(one.city for one in members(catalog()) if one.city)
    assert counted.most_common(1)[0][0] == "city-suzhou"


def test_no_point_is_as_exact_as_an_address() -> None:
    assert "site" not in {*catalog().sites["location_precision"], *catalog().zones["location_precision"]}


def test_the_zones_beyond_the_nine_are_shown_one_by_one() -> None:
    found = [view_of("five-nine-many", number).selected for number in (7, 8, 9)]
    beyond = catalog().zones[~catalog().zones["nine"]]
    assert set(found) == set(beyond["id"])


def test_core_areas_are_parks() -> None:
    ties = catalog().relations[catalog().relations["predicate"] == "core_of"]
    parks = set(catalog().sites["id"][catalog().sites["kind"] == "park"])
    assert set(ties["subject_id"]) <= parks
    assert all("五(一)" in clauses for clauses in ties["clause"] if clauses)


def test_every_zone_with_a_strategic_industry_is_shown_and_then_its_industry() -> None:
    story = stories()["one-zone-one-industry"]
    parents = dict(zip(catalog().industries["id"], catalog().industries["parent_id"], strict=True))
    zones = catalog().zones[catalog().zones["strategic_industry_id"] != ""].set_index("id")
    views = [parse_view(step.view)[0] for step in story.steps]
    places = [number for number, view in enumerate(views) if view.selected in zones.index]
    assert {views[number].selected for number in places} == set(zones.index)
    for number in places:
        industry = zones.loc[views[number].selected, "strategic_industry_id"]
        after = views[number + 1]
        assert after.lens == "industry" and set(after.industry) <= {industry, parents[industry]}


def test_zones_without_a_strategic_industry_are_those_named() -> None:
    step = stories()["one-zone-one-industry"].steps[11]
    zones = catalog().zones
    none = zones[zones["nine"] & (zones["strategic_industry_id"] == "")]
    for name in none["name_zh"]:
        assert name.removesuffix("高新区") in step.text.zh


def industry_view(number: int) -> tuple[Member, ...]:
    return shown(catalog(), view_of("one-zone-one-industry", number))


def test_the_chains_hold_and_lack_what_the_words_say() -> None:
    nano, iot, pv, marine = (industry_view(number) for number in (2, 6, 8, 10))
    in_suzhou = {one.kind for one in nano if one.city == "city-suzhou"}
    assert {"lab", "industrial_base", "cluster"} <= in_suzhou
    assert "incubator" not in {one.kind for one in nano}
    assert [one.city for one in nano if one.kind == "innovation_centre"] == [""]
    in_wuxi = {one.kind for one in iot if one.city == "city-wuxi"}
    assert {"incubator", "industrial_base", "cluster"} <= in_wuxi
    assert "lab" not in {one.kind for one in iot}
    assert {one.city for one in pv} == {"city-changzhou"}
    assert {one.kind for one in pv} == {"zone", "park", "industrial_base"}
    assert {one.city for one in marine} == {"city-zhenjiang", "city-wuxi"}
    in_zhenjiang = [one.kind for one in marine if one.city == "city-zhenjiang"]
    assert sorted(in_zhenjiang) == ["industrial_base", "innovation_centre", "park", "zone"]
    assert {one.id for one in industry_view(4)} == {"z-suzhou", "base-sz-med"}


def test_targets_are_told_by_their_status() -> None:
    story, rows = stories()["targets-2022"], catalog().targets.set_index("id")
    chapters = dict(zip(("all", "met", "near", "none"), story.chapters, strict=True))
    selected = {
        name: {parse_view(step.view)[0].selected for step in chapter.steps} - {""}
        for name, chapter in chapters.items()
    }
    assert selected["met"] == set(rows.index[rows["status"] == "met"])
    assert selected["near"] == set(rows.index[rows["status"] == "near"])
    assert selected["none"] <= set(rows.index[rows["status"] == "none"])


def test_a_step_about_an_indicator_has_values_to_show() -> None:
    levels = {"city": "city-", "zone": "z-"}
    for story in stories().values():
        for step in story.steps:
            view, _ = parse_view(step.view)
            if view.lens != "indicator":
                continue
            found = catalog().observations
            found = found[(found["indicator_id"] == view.indicator) & (found["year"] == int(view.year))]
            assert found["place_id"].str.startswith(levels[view.level]).any()


def test_only_the_places_named_have_a_value_of_that_year() -> None:
    found = catalog().observations
    found = found[found["period"] == ""]

    def places(indicator: str, year: int) -> set[str]:
        return set(found["place_id"][(found["indicator_id"] == indicator) & (found["year"] == year)])

    zones = set(catalog().zones["id"]) | set(catalog().sites["id"]) | set(catalog().districts["id"])
    towns = set(catalog().cities["id"])
    assert places("i-rd-intensity", 2021) & zones == {"z-jiangyin", "z-wuxi"}
    assert places("i-hnte-count", 2022) & towns == {"city-suzhou", "city-nanjing"}
    assert places("i-invention-patents-per-10k", 2022) & zones == {"z-sip"}
    assert places("i-tech-contract-value", 2023) & towns == {"city-suzhou"}


# ---- made of the data -----------------------------------------------------------------------------


def test_every_industry_with_items_has_its_story() -> None:
    wanted = set().union(*(one.industries for one in members(catalog())))
    assert {story["industry"] for story in made()} == wanted
    assert all(story["made"] is True for story in made())
    assert len({story["id"] for story in made()}) == len(made())


def test_what_is_made_keeps_to_the_form() -> None:
    for story in made():
        checked = check_bytes(json.dumps(story).encode(), catalog(), is_json=True)
        assert checked.plain() == {name: story[name] for name in ("id", "title", "about", "chapters")}


def made_steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for story in made():
        for chapter in story["chapters"]:
            yield from ((story["industry"], step) for step in chapter["steps"])


def test_no_made_picture_is_empty() -> None:
    for _, step in made_steps():
        view, _ = parse_view(step["view"])
        assert view.selected or shown(catalog(), view)
        assert view.camera is None


def test_the_number_in_a_title_is_what_its_picture_shows() -> None:
    told_numbers = 0
    for industry, step in made_steps():
        view, _ = parse_view(step["view"])
        for lang in ("zh", "en"):
            found = re.findall(r"\d+", step["title"][lang])
            if view.kind and found:
                assert [int(number) for number in found] == [len(shown(catalog(), view))], (industry, step)
                told_numbers += 1
    assert told_numbers > 100


def test_what_is_highlighted_is_shown_and_placed() -> None:
    on_map = {row["id"] for name in ("zones", "sites") for row in _placed_rows(name)}
    for _, step in made_steps():
        if one := step.get("highlight"):
            view, _ = parse_view(step["view"])
            assert one in {member.id for member in shown(catalog(), view)} & on_map


def _placed_rows(table: str) -> list[dict[str, Any]]:
    frame = getattr(catalog(), table)
    return [{"id": one} for one in frame["id"][frame["lon"].notna()]]


def test_the_first_and_the_last_step_count_all_items() -> None:
    for story in made():
        industry = story["industry"]
        first, last = story["chapters"][0]["steps"][0], story["chapters"][-1]["steps"][-1]
        total, unknown = of_industry(industry), of_industry(industry, city="")
        en = first["text"]["en"].split(" below it. ")[-1].split("Part of ")[-1]
        counted = [int(number) for number in re.findall(r"\d+", en.split(". ")[-1])]
        assert counted[0] == total, first
        if 0 < unknown < total:
            assert (counted[1], counted[-1]) == (total - unknown, unknown)
        ends = [int(number) for number in re.findall(r"\d+", last["text"]["en"])]
        assert sum(ends) == total


def test_no_made_sentence_uses_the_wrong_number() -> None:
    plurals = re.compile(
        r"\b(?<![\d.])1 (items|cities|stages|terms|laboratories|clusters|parks|zones|incubators)\b"
        r"|(?<!\d)(?!1 )\d+ (item|city|stage|term|laboratory|cluster|park|zone|incubator)\b"
    )
    for story in made():
        assert not plurals.search(story["about"]["en"]), story["about"]
    for _, step in made_steps():
        for part in ("title", "text"):
            assert not plurals.search(step[part]["en"]), step[part]


def test_words_fit_the_stage_without_being_cut() -> None:
    for _, step in made_steps():
        for lang in ("zh", "en"):
            assert 0 < len(step["text"][lang]) <= MOST["text"][lang]
            assert "{" not in step["text"][lang] and "see the panel" not in step["text"][lang]
