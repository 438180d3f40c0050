"""The frames to hold: phone, desk, wall and portrait; nothing beyond the edge, nothing too small to touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watch
from tests.browser.room import IN_THE_PLAN, Room, turned
from tests.browser.sample_plan import SAMPLE

Sized = Callable[..., Room]
FRAMES = [(390, 844), (1280, 800), (1920, 1080), (1080, 1920), (3840, 2160)]
QUERIES = ["", "lang=en", "lang=en&selected=city-suzhou", "list=sites"]
# Software GL takes its time over a wall of pixels.
STATES = [(*frame, query) for frame in FRAMES for query in (QUERIES if frame[0] < 3840 else QUERIES[1:3])]
CITIES = ((118.4, 31.9), (121.2, 31.4), (119.5, 32.2), (120.6, 30.85))
TOUCH_PX = 44


@pytest.mark.parametrize(("width", "height", "query"), STATES)
def test_nothing_lies_outside_or_is_cut(sized: Sized, width: int, height: int, query: str) -> None:
    room = sized(width, height, query)
    assert (room.probe("outside"), room.probe("cut")) == ([], [])


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_nothing_lies_outside_or_is_cut_from_city_to_plan(
    sized: Sized, planned: Callable[[str | None], str], width: int, height: int
) -> None:
    # The longer words are English; a wall takes its time.
    looks = "" if width == 1920 else "lang=en"
    queries = list(IN_THE_PLAN) if width < 3840 else list(IN_THE_PLAN)[::2]
    room, found = sized(width, height, turned("", looks), address=planned(SAMPLE)), {}
    for query in queries:
        room.turn(turned(query, looks), IN_THE_PLAN[query]).still()
        found[query] = [fault for name in ("outside", "cut", "covered") for fault in room.probe(name)]
    assert not any(found.values()), found


@pytest.mark.parametrize(("width", "height"), FRAMES)
def test_the_map_has_room_and_the_cities_are_in_it(sized: Sized, width: int, height: int) -> None:
    room = sized(width, height)
    stage = room.get("#map").bounding_box()
    assert stage and stage["width"] * stage["height"] > 0.3 * width * height
    for lon, lat in CITIES:
        x, y = room.point(lon, lat)
        assert stage["x"] < x < stage["x"] + stage["width"] and stage["y"] < y < stage["y"] + stage["height"]


@pytest.fixture
def phone(sized: Sized) -> Callable[[str], Room]:
    return lambda query="": sized(390, 844, query, has_touch=True, is_mobile=True)


@pytest.mark.parametrize(
    "query", ["", "city=city-suzhou&lang=en", "selected=lab-pml", "lens=industry", "list=sites"]
)
def test_everything_on_a_phone_is_large_enough_to_touch(phone: Callable[[str], Room], query: str) -> None:
    assert phone(query).probe("small", TOUCH_PX) == []


def test_the_sheet_of_a_phone_has_three_stops(phone: Callable[[str], Room]) -> None:
    room = phone("")
    heights = {}
    for _ in range(3):
        stop = str(room.get("#rail").get_attribute("data-stop"))
        box = room.still().get("#rail").bounding_box()
        assert box
        heights[stop] = box["height"]
        room.get(".grip").tap()
        room.wait("(stop) => document.getElementById('rail').dataset.stop !== stop", stop)
    assert heights["grip"] < heights["half"] < heights["full"] < 844 - 60


def test_the_sheet_of_a_phone_can_be_dragged(phone: Callable[[str], Room]) -> None:
    room = phone("")
    grip = room.get(".grip").bounding_box()
    assert grip
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + 10
    room.page.mouse.move(x, y)
    room.page.mouse.down()
    room.page.mouse.move(x, y - 200, steps=5)
    room.page.mouse.up()
    room.wait("() => document.getElementById('rail').dataset.stop === 'full'")


def test_the_tabs_of_a_phone_are_at_the_bottom(phone: Callable[[str], Room]) -> None:
    room = phone("")
    tabs = room.get(".bottom-tabs").bounding_box()
    assert tabs and tabs["y"] + tabs["height"] == pytest.approx(844, abs=1)
    room.get('.bottom-tabs [data-tab="industry"]').tap()
    room.painted("lens=industry")
    assert room.get('.bottom-tabs [data-tab="industry"]').get_attribute("aria-current") == "page"
    room.get('.bottom-tabs [data-tab="list"]').tap()
    room.painted("lens=industry&list=sites")
    room.get('.bottom-tabs [data-tab="overview"]').tap()
    room.painted("")


def test_a_mark_on_a_phone_opens_a_panel_that_can_be_closed(phone: Callable[[str], Room]) -> None:
    room = phone("")
    room.mark("city-nanjing").tap()
    room.painted("selected=city-nanjing")
    close = room.get("#panel .close")
    close.wait_for()
    close.tap()
    room.painted("")


def test_search_on_a_phone_opens_by_its_button(phone: Callable[[str], Room]) -> None:
    room = phone("")
    room.get('[data-act="find"]').tap()
    room.get(".search input").wait_for()
    room.page.keyboard.type("zjssys")
    room.get(".hit").first.tap()
    room.wait("() => location.search.includes('selected=lab-pml')")


def test_type_on_a_wall_is_twice_as_large(page: Page, base_url: str, watch: Watch) -> None:
    watch.forgiven = lambda fault: "404" in fault
    page.goto(f"{base_url}/nope")  # the same style sheets, without the map
    sizes = []
    for width, height in ((1920, 1080), (3840, 2160)):
        page.set_viewport_size({"width": width, "height": height})
        sizes.append(page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)"))
    assert sizes[1] == 2 * sizes[0]
