"""Search: in every spelling, by hand and by key, and Enter flies there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.release import Release
from tests.browser.room import Room

Open = Callable[..., Room]
PURPLE = "lab-pml"
SPELLINGS = {
    "chinese": "网络通信与安全紫金山",
    "pinyin": "zijinshanshiyanshi",
    "initials": "zjssys",
    "english": "purple mountain",
    "alias": "紫金山实验室",
}


@pytest.mark.parametrize("words", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_the_first_hit_by_enter_is_selected_and_flown_to(opened: Open, release: Release, words: str) -> None:
    room = opened().search(words)
    room.page.keyboard.press("Enter")
    room.wait(f"() => location.search.includes('selected={PURPLE}') && location.search.includes('camera=')")
    room.painted(room.query)
    assert room.get("#panel-title").inner_text() == release.item(PURPLE)["name"]["zh"]
    x, y = room.point(release.item(PURPLE)["lon"], release.item(PURPLE)["lat"])
    stage, panel = room.get("#map").bounding_box(), room.get("#panel").bounding_box()
    assert stage and panel
    assert stage["x"] < x < panel["x"] and stage["y"] < y < stage["y"] + stage["height"]


def test_slash_goes_to_the_field_and_is_not_typed(opened: Open) -> None:
    room = opened()
    room.page.keyboard.press("/")
    focused = room.page.evaluate("() => document.activeElement.getAttribute('role')")
    assert focused == "combobox"
    assert room.get(".search input").input_value() == ""


def test_the_arrows_go_through_the_hits(opened: Open) -> None:
    room = opened().search("suzhou")
    hits = room.get(".hit")
    assert hits.count() > 2
    second = hits.nth(1).locator(".hit-name").inner_text()
    room.page.keyboard.press("ArrowDown")
    assert hits.nth(1).get_attribute("aria-selected") == "true"
    active = room.get(".search input").get_attribute("aria-activedescendant")
    assert active and room.get(f"#{active}").inner_text().startswith(hits.nth(1).inner_text()[:3])
    room.page.keyboard.press("Enter")
    room.wait("() => location.search.includes('selected=')")
    room.wait("(name) => document.getElementById('panel-title')?.textContent === name", second)


def test_a_hit_can_be_pressed(opened: Open) -> None:
    room = opened().search("紫金山")
    room.get(".hit").first.click()
    room.wait("() => location.search.includes('selected=')")
    assert room.get(".hits").is_hidden()


def test_escape_leaves_the_search_as_it_was(opened: Open) -> None:
    room = opened().search("suzhou")
    room.page.keyboard.press("Escape")
    assert room.get(".hits").first.is_hidden()
    assert room.get(".search input").input_value() == ""
    assert room.query == ""


def test_an_industry_found_becomes_the_filter(opened: Open) -> None:
    room = opened().search("生物医药")
    room.page.locator(".hit", has=room.page.locator('[data-kind="industry"]')).first.click()
    room.painted("industry=ind-biomedicine&lens=industry")


def test_what_has_no_place_is_found_too(opened: Open, release: Release) -> None:
    item = next(one for one in release.items if not one.get("precision") and not one.get("city"))
    room = opened().search(item["name"]["zh"])
    room.page.keyboard.press("Enter")
    room.wait("(id) => location.search.includes(`selected=${id}`)", item["id"])
    room.wait("(name) => document.getElementById('panel-title')?.textContent === name", item["name"]["zh"])


def test_nothing_found_is_said(opened: Open) -> None:
    room = opened()
    room.page.keyboard.press("/")
    room.page.keyboard.type("qqqqzzzz")
    none = room.get(".hits.none")
    none.wait_for()
    assert "qqqqzzzz" in none.inner_text()
    room.page.keyboard.press("Enter")
    assert room.query == ""


def test_markup_typed_into_the_search_is_text(opened: Open, page: Page) -> None:
    room = opened()
    page.keyboard.press("/")
    page.keyboard.type("<img src=x onerror=alert(1)>")
    room.get(".hits.none").wait_for()
    assert page.locator(".search img").count() == 0


def test_searching_asks_the_server_nothing(opened: Open) -> None:
    room = opened().quiet().search("zjssys")
    room.page.keyboard.press("Enter")
    room.wait("() => location.search.includes('camera=')").still()
    assert room.requests == []
