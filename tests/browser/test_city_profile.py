"""The profile of a city: what the plan's annex says of it, its own map, and the way from city to city."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from layouts.text import text
from tests.browser.release import Item, Release, marked
from tests.browser.room import Room

Open = Callable[..., Room]
CALLBACK = "/_dash-update-component"
SUZHOU, ZHENJIANG = "city-suzhou", "city-zhenjiang"
FACTS = """() => [...document.querySelectorAll('#panel-body .facts .fact')].map((fact) =>
  [fact.querySelector('dt').textContent, [...fact.querySelectorAll('.tag')].map((tag) => tag.textContent)])"""


def held(release: Release, city: str) -> list[Item]:
    return [item for item in release.items if item.get("city") == city]


def aspects(release: Release, city: str) -> dict[str, set[str]]:
    """Return what the annex says of a city, by the heading it stands under; the formula stands apart."""
    found: dict[str, set[str]] = {}
    for line in release.payload["profiles"][city]:
        if line["aspect"] != "formula":
            found.setdefault(text(f"aspect.{line['aspect']}", "zh"), set()).add(line["label"]["zh"])
    return found


def shows(room: Room, release: Release, city: str) -> None:
    """Hold panel, map and camera of an open profile against the release."""
    item = release.item(city)
    room.painted(f"selected={city}").says("#panel-title", item["name"]["zh"])
    assert room.get("#panel .formula").inner_text().startswith(item["formula"]["zh"])
    assert room.get("#panel .formula-note").inner_text() == text("profile.formula.note", "zh")
    said = {name: set(labels) for name, labels in room.page.evaluate(FACTS) if labels}
    assert said == aspects(release, city)
    leading = {text("aspect.industry_leading", "zh"), text("aspect.industry_forward", "zh")}
    assert leading & set(said) == (leading if city == ZHENJIANG else set())
    # Nothing of another city is on the map, and all that the city has a place for.
    assert room.lit() == room.marked() == marked(held(release, city))
    looks_at(room, release, city)


def looks_at(room: Room, release: Release, city: str) -> None:
    """Hold that the camera has the whole city in the part of the map that is free."""
    west, south, east, north = next(c["bbox"] for c in release.payload["cities"] if c["id"] == city)
    stage, panel = room.get("#map").bounding_box(), room.get("#panel").bounding_box()
    assert stage and panel
    right = min(stage["x"] + stage["width"], panel["x"])
    for x, y in (room.point(west, north), room.point(east, south)):
        assert stage["x"] <= x <= right and stage["y"] <= y <= stage["y"] + stage["height"]
    left, bottom = room.point(west, south)
    wide, high = room.point(east, north)[0] - left, bottom - room.point(east, north)[1]
    assert max(wide / (right - stage["x"]), high / stage["height"]) > 0.6


def test_the_profiles_go_round_and_change_map_and_panel(opened: Open, release: Release) -> None:
    cities = [city["id"] for city in release.payload["cities"]]
    start = cities.index(SUZHOU)
    room = opened(f"selected={SUZHOU}")
    shows(room, release, SUZHOU)
    for city in cities[start + 1 :] + cities[: start + 1]:
        room.get("#panel .steps button").last.click()
        shows(room, release, city)
    room.get("#panel .steps button").first.click()
    shows(room, release, cities[start - 1])
    # Each step was a View of its own.
    room.page.go_back()
    room.painted(f"selected={SUZHOU}").says("#panel-title", "苏州市")


def test_the_name_on_the_map_opens_the_profile_and_closing_brings_back_the_whole(
    opened: Open, release: Release
) -> None:
    room = opened()
    whole = room.camera()
    room.quiet().get(f'.label-city[data-mark="{SUZHOU}"]').click()
    shows(room, release, SUZHOU)
    room.page.wait_for_selector("#area-indicators:not(.stale) *")
    # Only its figures come from the server, and nothing of the map.
    assert set(room.requests) <= {CALLBACK}
    room.get("#panel .close").click()
    room.painted("")
    room.wait("(zoom) => Math.abs(atlas.map.native().getZoom() - zoom) < 0.01", whole[2]).still()
    assert room.camera() == pytest.approx(whole, abs=0.01)
    assert room.get("#panel").is_hidden()
    assert room.marked() == marked(release.items)


def test_enter_on_a_city_opens_the_profile_and_escape_leads_back(opened: Open, release: Release) -> None:
    room = opened("camera=119.9000,31.6000,6.00")
    room.mark(ZHENJIANG).focus()
    room.page.keyboard.press("Enter")
    shows(room, release, ZHENJIANG)
    # From city to city by key as well; the title is what is read next.
    room.get("#panel .steps button").last.focus()
    room.page.keyboard.press("Enter")
    room.painted("selected=city-nanjing").says("#panel-title", "南京市")
    room.wait("() => document.activeElement.id === 'panel-title'")
    room.page.keyboard.press("Escape")
    room.painted("")
    assert room.get("#panel").is_hidden()


def test_what_a_profile_names_leads_on(opened: Open) -> None:
    room = opened(f"selected={ZHENJIANG}")
    room.get("#panel .facts").get_by_role("button", name="团山睿谷").click()
    room.painted("selected=park-tuanshan")
    room.page.go_back()
    room.painted(f"selected={ZHENJIANG}").says("#panel-title", "镇江市")
    room.get("#panel .facts").get_by_role("button", name="智慧电气").click()
    room.painted("industry=ind-smart-electric&lens=industry")


def test_a_profile_in_english_has_every_word(opened: Open, release: Release) -> None:
    room = opened(f"lang=en&selected={ZHENJIANG}")
    room.says("#panel-title", release.item(ZHENJIANG)["name"]["en"])
    said = room.get("#panel").inner_text()
    wanted = [
        release.item(ZHENJIANG)["formula"]["en"],
        text("profile.formula.note", "en"),
        text("aspect.industry_leading", "en"),
        *(line["label"]["en"] for line in release.payload["profiles"][ZHENJIANG]),
    ]
    assert [words for words in wanted if words not in said] == []
    assert room.probe("chinese") == []
