"""Selecting: a mark, a city, a zone, a group, a link, a step back: the View, the map and the panel agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.release import Release, marked
from tests.browser.room import CITIES, Room

Open = Callable[..., Room]
LONE = "park-dushulake"  # alone at its place, known by street
ZONE = "z-yixing"
GROUP = "at-city-suzhou"  # what is known by its city only


def test_a_mark_opens_its_site(opened: Open, release: Release) -> None:
    room = opened("camera=120.7370,31.2768,12.00")
    room.mark(release.item(LONE)["place"]).click()
    room.painted(f"camera=120.7370,31.2768,12.00&selected={LONE}")
    room.says("#panel-title", release.item(LONE)["name"]["zh"])
    assert room.get(".mark.chosen").count() == 1
    assert room.root("data-panel") == "open"


def test_the_panel_says_what_is_known_and_on_what_ground(opened: Open, release: Release) -> None:
    item = release.item(LONE)
    room = opened(f"selected={LONE}")
    room.says("#panel-title", item["name"]["zh"])
    said = room.get("#panel").inner_text()
    assert item["name"]["en"] in said
    for words in (
        "园区",
        "苏州",
        "街道级",
        "方案载明",
        item["clauses"][0],
        "相关",
        "定位",
        "复制链接",
    ):
        assert words in said, words


@pytest.mark.parametrize("city", ["city-changzhou", "city-nanjing"])
def test_pressing_a_city_opens_its_profile(opened: Open, release: Release, city: str) -> None:
    room = opened()
    room.page.mouse.click(*room.calm_point("land", CITIES, of=release.outlines[city]))
    room.painted(f"selected={city}")
    item = release.item(city)
    room.says("#panel-title", item["name"]["zh"])
    assert item["formula"]["zh"] in room.get("#panel").inner_text()


def test_pressing_a_zone_opens_the_zone_not_its_city(opened: Open, release: Release) -> None:
    room = opened("camera=119.8157,31.3664,11.00")
    spot = room.probe("zonePoint", ZONE)
    room.page.mouse.click(*spot)
    room.wait(f"() => location.search.includes('selected={ZONE}')")
    room.says("#panel-title", release.item(ZONE)["name"]["zh"])
    assert "示意" in room.get("#panel").inner_text()


def test_pressing_nothing_closes_the_panel(opened: Open) -> None:
    room = opened(f"camera=120.4500,32.3500,9.00&selected={LONE}")
    room.page.mouse.click(*room.calm_point("land"))
    room.painted("camera=120.4500,32.3500,9.00")
    assert room.get("#panel").is_hidden()


def test_a_group_opens_as_a_list(opened: Open, release: Release) -> None:
    held = [item for item in release.items if item.get("place") == GROUP]
    room = opened()
    room.mark(GROUP).click()
    room.painted(f"selected={GROUP}")
    room.wait("(n) => document.querySelectorAll('#panel [data-select]').length === n", len(held))
    room.get("#panel [data-select]").first.click()
    room.wait(
        "(ids) => ids.some((id) => location.search.endsWith(`selected=${id}`))", [item["id"] for item in held]
    )


def test_nothing_placed_is_unreachable(opened: Open, release: Release) -> None:
    # Each place with sites has a mark, and pressing any of them opens all it holds.
    room = opened()
    for place, count in marked(release.items).items():
        room.mark(place).dispatch_event("click")
        if count > 1:
            room.painted(f"selected={place}")
            room.wait("(n) => document.querySelectorAll('#panel [data-select]').length === n", count)
        else:
            (item,) = (one for one in release.items if one.get("place") == place)
            room.painted(f"selected={item['id']}")


def test_marks_from_afar_open_too(opened: Open) -> None:
    room = opened("camera=119.9000,31.6000,6.00")
    room.mark("city-suzhou").click()
    room.wait("() => location.search.includes('selected=city-suzhou')")
    room.says("#panel-title", "苏州市")


def test_a_row_of_the_panel_leads_on(opened: Open) -> None:
    room = opened("selected=city-wuxi")
    room.says("#panel-title", "无锡市")
    row = room.get("#panel .panel-list [data-select]").first
    wanted = str(row.get_attribute("data-select"))
    row.click()
    room.painted(f"selected={wanted}")


def test_zoom_here_puts_the_camera_into_the_address(opened: Open, release: Release) -> None:
    room = opened(f"selected={LONE}")
    room.get('#panel [data-act="zoom-here"]').click()
    room.wait("() => location.search.includes('camera=')")
    room.painted(room.query)
    x, y = room.point(release.item(LONE)["lon"], release.item(LONE)["lat"])
    stage, panel = room.get("#map").bounding_box(), room.get("#panel").bounding_box()
    assert stage and panel and stage["x"] < x < panel["x"] and stage["y"] < y < stage["y"] + stage["height"]


def test_copy_link_copies_the_view(opened: Open) -> None:
    room = opened(f"selected={LONE}&theme=dark")
    room.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    room.get('#panel [data-act="share"]').click()
    room.get("#notice").wait_for()
    assert room.page.evaluate("() => navigator.clipboard.readText()") == room.page.url


def test_a_link_with_every_part_opens_just_that(opened: Open, release: Release) -> None:
    query = (
        "camera=120.7000,31.3000,10.00&city=city-suzhou&claim=stated&industry=ind-nano&kind=industrial_base,lab,zone"
        "&lang=en&lens=industry&selected=lab-nanox&theme=dark"
    )
    room = opened(query)
    assert room.query == query
    assert (room.root("lang"), room.root("data-theme"), room.root("data-room")) == ("en", "dark", "browse")
    room.says("#panel-title", release.item("lab-nanox")["name"]["en"])
    assert room.camera() == pytest.approx([120.7, 31.3, 10.0], abs=0.01)
    for choice in ("city:city-suzhou", "industry:ind-nano", "claim:stated"):
        assert room.get(f'.rail [data-toggle="{choice}"]').get_attribute("aria-pressed") == "true"
    assert room.get('[data-layer="park"]').get_attribute("aria-checked") == "false"


def test_back_and_forward_step_through_the_views(opened: Open) -> None:
    room = opened().choose("city:city-wuxi").painted("city=city-wuxi")
    room.choose("industry:ind-iot").painted("city=city-wuxi&industry=ind-iot")
    marks = room.marked()
    room.page.go_back()
    room.painted("city=city-wuxi")
    assert room.get('.rail [data-toggle="industry:ind-iot"]').get_attribute("aria-pressed") == "false"
    room.page.go_back()
    room.painted("")
    room.page.go_forward()
    room.painted("city=city-wuxi")
    room.page.go_forward()
    room.painted("city=city-wuxi&industry=ind-iot")
    assert room.marked() == marks


def test_moving_the_map_is_no_step_back(opened: Open) -> None:
    room = opened().choose("city:city-wuxi").painted("city=city-wuxi")
    room.get('[data-act="zoom-in"]').click()
    room.wait("() => location.search.includes('camera=')")
    room.painted(room.query)
    room.page.go_back()
    room.painted("")


def test_dragging_the_map_is_in_the_address(opened: Open) -> None:
    room = opened()
    x, y = room.calm_point("land")
    room.page.mouse.move(x, y)
    room.page.mouse.down()
    room.page.mouse.move(x + 60, y + 10, steps=4)
    room.page.mouse.up()
    room.wait("() => location.search.includes('camera=')")
    room.painted(room.query)
    assert room.get("#panel").is_hidden()


def test_dragging_on_a_mark_moves_the_map_and_opens_nothing(opened: Open, release: Release) -> None:
    room = opened("camera=120.7370,31.2768,12.00")
    box = room.mark(release.item(LONE)["place"]).bounding_box()
    assert box
    room.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    room.page.mouse.down()
    room.page.mouse.move(box["x"] + 80, box["y"] + 60, steps=5)
    room.page.mouse.up()
    room.wait("() => !location.search.includes('camera=120.7370,31.2768')")
    assert "selected" not in room.query


def test_selecting_asks_the_server_nothing(opened: Open) -> None:
    room = opened().quiet()
    room.mark(GROUP).click()
    room.painted(f"selected={GROUP}")
    room.page.keyboard.press("Escape")
    room.painted("")
    assert room.requests == []
