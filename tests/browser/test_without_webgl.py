"""Without WebGL: Leaflet shows the same View, and the app says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, FrameLocator

from tests.browser.conftest import Watch
from tests.browser.release import Release, marked
from tests.browser.room import Room

Plain = Callable[[str], Room]


@pytest.fixture(scope="module")
def plain_browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    arguments = [*browser_type_launch_args["args"][:3], "--disable-3d-apis"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    yield browser
    browser.close()


@pytest.fixture
def plain(
    plain_browser: Browser,
    base_url: str,
    watch: Watch,
    served: list[str],
    browser_context_args: dict[str, Any],
) -> Iterator[Plain]:
    context = plain_browser.new_context(**browser_context_args)
    page = context.new_page()
    watch.over(page)
    # Chromium itself reports that a page asked for WebGL in vain.
    watch.forgiven = lambda fault: "WebGL" in fault

    def at(query: str) -> Room:
        room = Room(page, base_url, served)
        page.goto(f"{base_url}/?{query}")
        page.wait_for_selector(f'#map[data-view="{query}"]', state="attached")
        return room

    yield at
    context.close()


def leaflet(room: Room) -> FrameLocator:
    return room.page.frame_locator("#map-fallback iframe")


def signs(room: Room) -> int:
    return leaflet(room).locator("[data-select]").count()


def test_it_says_why(plain: Plain) -> None:
    room = plain("")
    assert "WebGL" in room.get(".fallback-why").inner_text()
    assert room.get(".map-graph canvas").count() == 0


def test_it_shows_the_signs_of_the_view(plain: Plain, release: Release) -> None:
    assert signs(plain("")) == len(marked(release.items))


def test_it_follows_the_filters(plain: Plain, release: Release) -> None:
    room = plain("").choose("industry:ind-biomedicine")
    room.page.wait_for_selector('#map[data-view="industry=ind-biomedicine"]', state="attached")
    assert signs(room) == len(marked(release.of_industry("ind-biomedicine")))
    counts = Counter(item["kind"] for item in release.of_industry("ind-biomedicine"))
    assert room.count("kind:cluster") == counts["cluster"]


def test_a_sign_opens_its_site(plain: Plain, release: Release) -> None:
    room = plain("city=city-suzhou&kind=finance")
    sign = leaflet(room).locator("[data-select]").first
    wanted = str(sign.get_attribute("data-select"))
    sign.click()
    room.wait("(id) => location.search.includes(`selected=${id}`)", wanted)
    room.get("#panel-title").wait_for()


def test_it_speaks_english_too(plain: Plain) -> None:
    room = plain("lang=en")
    assert "WebGL" in room.get(".fallback-why").inner_text()
    assert not any("\u4e00" <= c <= "\u9fff" for c in room.get(".fallback-why").inner_text())


def test_the_list_and_the_search_work_as_ever(plain: Plain) -> None:
    room = plain("").search("zjssys")
    room.page.keyboard.press("Enter")
    room.wait("() => location.search.includes('selected=lab-pml')")


def test_the_review_line_stays(plain: Plain) -> None:
    assert plain("").get(".furniture .review").is_visible()
