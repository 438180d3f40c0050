"""Filters: one choice changes everything on the screen at once, and asks the server nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.browser.release import Release, marked, placed
from tests.browser.room import CITIES, Room, at, near

Open = Callable[..., Room]
INDUSTRY = "ind-biomedicine"


def numbers(words: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", words)]


def rows(room: Room) -> int:
    """Return how many rows the list shows."""
    room.wait("() => document.querySelector('#table-body .ag-row, #table-body .ag-overlay-no-rows-center')")
    return int(room.page.evaluate("() => window.dash_ag_grid.getApi('table-grid').getDisplayedRowCount()"))


def test_an_industry_changes_the_marks(opened: Open, release: Release) -> None:
    room = opened().choose(f"industry:{INDUSTRY}").painted(f"industry={INDUSTRY}")
    assert room.marked() == marked(release.of_industry(INDUSTRY))


def test_an_industry_changes_the_counts_of_the_rail(opened: Open, release: Release) -> None:
    room = opened().choose(f"industry:{INDUSTRY}").painted(f"industry={INDUSTRY}")
    items = release.of_industry(INDUSTRY)
    kinds, cities = Counter(item["kind"] for item in items), Counter(item.get("city") for item in items)
    assert {kind: room.count(f"kind:{kind}") for kind in release.layers} == {
        k: kinds[k] for k in release.layers
    }
    for city in release.payload["cities"]:
        assert room.count(f"city:{city['id']}") == cities[city["id"]]


def test_an_industry_changes_the_headline(opened: Open, release: Release) -> None:
    room = opened().choose(f"industry:{INDUSTRY}").painted(f"industry={INDUSTRY}")
    items = release.of_industry(INDUSTRY)
    room.wait("() => document.querySelector('#headline .sentence strong').textContent === '生物医药'")
    said = numbers(room.get("#headline .sentence span").inner_text())
    assert said[:2] == [len(items), len(placed(items))]


def test_an_industry_changes_the_panel(opened: Open, release: Release) -> None:
    query = f"industry={INDUSTRY}&lens=industry"
    room = opened("lens=industry")
    room.get(f'#panel [data-toggle="industry:{INDUSTRY}"]').click()
    room.painted(query)
    room.wait("() => document.getElementById('panel-title').textContent === '生物医药'")
    listed = room.page.eval_on_selector_all(
        "#panel [data-select]", "(rows) => rows.map((row) => row.dataset.select)"
    )
    assert {item["id"] for item in release.of_industry(INDUSTRY)} <= set(listed)


def test_an_industry_changes_the_list(opened: Open, release: Release) -> None:
    room = opened("list=sites").choose(f"industry:{INDUSTRY}").painted(f"industry={INDUSTRY}&list=sites")
    count = len(release.of_industry(INDUSTRY))
    room.wait("(n) => window.dash_ag_grid.getApi('table-grid').getDisplayedRowCount() === n", count)
    assert numbers(room.get("#table-summary").inner_text())[0] == count


def test_an_industry_is_said_in_words(opened: Open, release: Release) -> None:
    room = opened().choose(f"industry:{INDUSTRY}").painted(f"industry={INDUSTRY}")
    count = len(release.of_industry(INDUSTRY))
    room.wait("(n) => document.getElementById('live').textContent.includes(`显示 ${n} 项`)", count)
    assert room.get("#live").get_attribute("aria-live") == "polite"


def test_a_major_opens_its_terms(opened: Open, release: Release) -> None:
    major = next(parent for parent in release.parents.values() if parent)
    term = next(one for one, parent in release.parents.items() if parent == major)
    room = opened()
    chip = room.get(f'.rail [data-toggle="industry:{term}"]')
    assert not chip.is_visible()
    room.choose(f"industry:{major}").painted(f"industry={major}")
    chip.click()
    room.painted(f"industry={term}")
    assert room.marked() == marked(release.of_industry(term))


def test_filters_ask_the_server_nothing(opened: Open) -> None:
    room = opened().quiet()
    room.choose(f"industry:{INDUSTRY}").painted(f"industry={INDUSTRY}")
    room.choose("city:city-suzhou").painted(f"city=city-suzhou&industry={INDUSTRY}")
    room.get('[data-layer="cluster"]').click()
    room.wait("() => document.getElementById('map').dataset.view.includes('kind=')")
    room.choose("claim:stated").still()
    room.get('[data-act="clear-filters"]').first.click()
    room.painted("")
    assert room.requests == []


@pytest.mark.parametrize(
    "query", ["", f"industry={INDUSTRY}", "city=city-nanjing,city-wuxi", "claim=external"]
)
def test_counts_agree_everywhere(opened: Open, release: Release, query: str) -> None:
    room = opened(query)
    total, on_map = numbers(room.get('[data-hint="layers"]').inner_text())
    assert total == sum(room.count(f"kind:{kind}") for kind in release.layers)
    precise = {name: room.count(f"precision:{name}") for name in ("street", "district", "city", "none")}
    assert total == sum(precise.values())
    assert on_map == total - precise["none"]
    assert on_map == room.marked().total() + room.count("kind:zone")
    room.get('.header [data-tab="list"]').click()
    assert rows(room) == total


def test_several_filters_work_together(opened: Open, release: Release) -> None:
    room = opened("city=city-suzhou&claim=stated&industry=ind-biomedicine&kind=cluster,industrial_base")
    wanted = [
        item
        for item in release.of_industry("ind-biomedicine")
        if item.get("city") == "city-suzhou" and item["kind"] in ("cluster", "industrial_base")
    ]
    assert wanted and room.marked() == marked(wanted)


def test_several_cities_and_industries_add_up(opened: Open, release: Release) -> None:
    room = opened().choose("city:city-nanjing").painted("city=city-nanjing")
    room.choose("city:city-wuxi").painted("city=city-nanjing,city-wuxi")
    room.choose("industry:ind-ic").painted("city=city-nanjing,city-wuxi&industry=ind-ic")
    room.choose("industry:ind-ai").painted("city=city-nanjing,city-wuxi&industry=ind-ai,ind-ic")
    ids = {item["id"] for one in ("ind-ai", "ind-ic") for item in release.of_industry(one)}
    wanted = [
        item
        for item in release.items
        if item["id"] in ids and item.get("city") in ("city-nanjing", "city-wuxi")
    ]
    assert room.marked() == marked(wanted)


def test_each_choice_is_a_chip_that_takes_it_back(opened: Open) -> None:
    room = opened("city=city-suzhou&industry=ind-ic")
    room.wait("() => document.querySelectorAll('#chips [data-toggle]').length === 2")
    room.get('#chips [data-toggle="city:city-suzhou"]').click()
    room.painted("industry=ind-ic")
    room.wait("() => document.querySelectorAll('#chips [data-toggle]').length === 1")


def test_one_tap_clears_every_filter(opened: Open, release: Release) -> None:
    room = opened("city=city-suzhou&claim=stated&industry=ind-ic&kind=park")
    room.get('#chips [data-act="clear-filters"]').click()
    room.painted("")
    assert room.marked() == marked(release.items)
    room.wait("() => !document.querySelector('#chips button')")


def test_one_tap_clears_one_group(opened: Open) -> None:
    room = opened("city=city-suzhou&industry=ind-ic")
    room.get('.rail [data-clear="city"]').click()
    room.painted("industry=ind-ic")
    assert room.get('.rail [data-clear="city"]').is_disabled()


def test_an_empty_result_explains_itself(opened: Open) -> None:
    room = opened("city=city-zhenjiang&industry=ind-ai&kind=finance")
    card = room.get("#empty .empty-card")
    card.wait_for()
    assert "人工智能" in card.inner_text() and "镇江" in card.inner_text()
    assert room.marked() == Counter()


def test_an_empty_result_offers_the_way_back(opened: Open) -> None:
    room = opened("city=city-zhenjiang&industry=ind-ai&kind=finance")
    room.get("#empty .empty-card").wait_for()
    ways = room.get('#empty [data-clear="kind"]')
    promised = numbers(ways.inner_text())[-1]
    ways.click()
    room.painted("city=city-zhenjiang&industry=ind-ai")
    assert numbers(room.get('[data-hint="layers"]').inner_text())[0] == promised
    if promised:
        assert room.get("#empty .empty-card").count() == 0


def test_no_layer_at_all_is_an_empty_result_with_a_way_back(opened: Open, release: Release) -> None:
    room = opened("kind=none")
    room.get("#empty .empty-card").wait_for()
    room.get('#empty [data-act="clear-filters"]').click()
    room.painted("")
    assert room.marked() == marked(release.items)


def test_a_city_choice_looks_at_the_city(opened: Open) -> None:
    room = opened()
    far = room.page.evaluate("() => atlas.map.native().getZoom()")
    room.choose("city:city-zhenjiang").painted("city=city-zhenjiang")
    room.wait("(far) => atlas.map.native().getZoom() > far + 0.5", far).still()
    x, y = room.point(119.45, 32.0)
    stage = room.get("#map").bounding_box()
    assert (
        stage
        and stage["x"] < x < stage["x"] + stage["width"]
        and stage["y"] < y < stage["y"] + stage["height"]
    )


def test_a_city_choice_veils_the_others(opened: Open, release: Release) -> None:
    room = opened("camera=120.0000,31.6000,7.50&city=city-zhenjiang")
    chosen, other = (
        room.calm_point("land", CITIES, of=release.outlines[city])
        for city in ("city-zhenjiang", "city-suzhou")
    )
    picture = room.picture()
    assert near(at(picture, *chosen), room.colour("--tint-zj"))
    assert near(at(picture, *other), room.colour("--land"), 8)
    assert not near(at(picture, *other), room.colour("--tint-sz"), 4)
