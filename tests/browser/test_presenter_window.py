"""The presenter's window: it and the stage lead each other, and no server has a part in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from layouts.text import text
from tests.browser.conftest import Watch
from tests.browser.room import FRAMES, Room, staged, turned
from tests.browser.test_accessible import serious

Open = Callable[..., Room]
Stories = dict[str, dict[str, Any]]

TOLD = "five-nine-many"
IS_BLACK = "() => document.documentElement.dataset.black === 'yes'"
IS_LIGHT = "() => document.documentElement.dataset.black !== 'yes'"


@pytest.fixture
def told(stories: Stories) -> list[dict[str, Any]]:
    """The steps of the story that is told here."""
    return [step for chapter in stories[TOLD]["chapters"] for step in chapter["steps"]]


@pytest.fixture
def beside(context: BrowserContext, base_url: str, served: list[str], watch: Watch) -> Callable[..., Room]:
    """Take another window of the same browser, a new one unless it is given."""

    def window(page: Page | None = None) -> Room:
        page = page or context.new_page()
        watch.over(page)
        return Room(page, base_url, served)

    return window


def drawn(room: Room, query: str) -> Room:
    """Wait until a View is drawn and its words stand beside it."""
    room.page.wait_for_selector(f'#map[data-view="{query}"]', state="attached")
    room.page.evaluate(FRAMES)
    return room


def section(room: Room, word: str) -> str:
    """Return what stands below a heading of the window."""
    heading = room.page.locator("h2", has_text=re.compile(f"^{text(word, 'zh')}$"))
    return room.get("#words section").filter(has=heading).inner_text()


def test_the_window_and_the_stage_lead_each_other(
    opened: Open, beside: Callable[..., Room], stories: Stories, told: list[dict[str, Any]]
) -> None:
    on_stage, at_hand = staged(stories[TOLD]), staged(stories[TOLD], "presenter")
    stage = opened(on_stage[0])
    stage.get(".stage-place").wait_for()
    with stage.page.expect_popup() as opening:
        stage.page.keyboard.press("n")
    window = drawn(beside(opening.value), at_hand[0])
    # What is shown now, what to say to it, what comes next, and the time.
    window.get("#presenter-clock").wait_for()
    assert window.root("data-room") == "presenter"
    for n in (0, 1):
        drawn(window, at_hand[n]).says(".stage-place", f"{n + 1} / {len(told)}")
        assert told[n]["title"]["zh"] in section(window, "present.now")
        assert told[n]["text"]["zh"] in section(window, "present.now")
        assert told[n]["notes"]["zh"] in section(window, "present.notes")
        assert told[n + 1]["title"]["zh"] in section(window, "present.next")
        if n == 0:
            window.quiet().get('#words [data-act="forward"]').click()
            drawn(stage, on_stage[1]).says("#words h1", told[1]["title"]["zh"])
    assert told[1]["notes"]["zh"] not in stage.get("#words").inner_text()
    # Forward there, back here.
    stage.page.keyboard.press("PageDown")
    drawn(stage, on_stage[2])
    drawn(window, at_hand[2])
    assert section(window, "present.notes").endswith(text("present.notes.none", "zh"))
    window.page.keyboard.press("PageUp")
    drawn(window, at_hand[1])
    drawn(stage, on_stage[1])
    # The stage goes dark and the window does not.
    window.get('#words [data-act="black"]').click()
    stage.wait(IS_BLACK)
    assert stage.picture().getextrema() == ((0, 0), (0, 0), (0, 0))
    assert max(low for low, _ in window.picture().getextrema()) < max(
        high for _, high in window.picture().getextrema()
    )
    stage.page.keyboard.press("b")
    stage.wait(IS_LIGHT)
    window.wait(IS_LIGHT)
    window.page.keyboard.press(".")
    stage.wait(IS_BLACK)
    window.get('#words [data-act="forward"]').click()
    drawn(stage, on_stage[2]).wait(IS_LIGHT)
    # What is filtered here is filtered there; the step is taken up again from here.
    window.get('.rail [data-toggle="industry:ind-ic"]').click()
    left = "industry=ind-ic&room={}&selected=city-wuxi&step=3&story=" + TOLD
    drawn(window, left.format("presenter")).says(".presenter-left", text("present.left", "zh"))
    drawn(stage, left.format("present")).get('#steps [data-act="restore"]').wait_for()
    window.get('#words [data-act="restore"]').click()
    drawn(stage, on_stage[2])
    drawn(window, at_hand[2])
    assert window.get(".presenter-left").count() == 0
    assert stage.requests == []


def test_a_window_opened_by_its_address_finds_the_stage(
    opened: Open, beside: Callable[..., Room], stories: Stories, told: list[dict[str, Any]]
) -> None:
    # The stage speaks English in the dark; the window keeps its own language and light.
    on_stage, at_hand = staged(stories[TOLD]), staged(stories[TOLD], "presenter")
    stage = opened(turned(on_stage[4], "lang=en&theme=dark"))
    stage.get(".stage-place").wait_for()
    browsing = beside().open("city=city-wuxi")
    window = beside()
    window.page.clock.install()
    window.page.goto(f"{window.address}/presenter?story={TOLD}&step=1")
    drawn(window, at_hand[4]).says("#words h3", told[4]["title"]["zh"])
    assert stage.view == turned(on_stage[4], "lang=en&theme=dark")
    window.get('#words [data-act="forward"]').click()
    drawn(stage, turned(on_stage[5], "lang=en&theme=dark")).says("#words h1", told[5]["title"]["en"])
    drawn(window, at_hand[5])
    # Whoever browses in a third window is left in peace.
    assert browsing.view == "city=city-wuxi"
    # The clock goes on, and can be set back.
    window.get('[data-act="restart-clock"]').click()
    window.says("#presenter-elapsed", "0:00")
    window.page.clock.fast_forward(65_000)
    window.wait("() => /^1:0[5-9]$/.test(document.getElementById('presenter-elapsed').textContent)")
    window.wait("() => /^\\d\\d:\\d\\d$/.test(document.getElementById('presenter-clock').textContent)")
    window.get('[data-act="restart-clock"]').click()
    window.says("#presenter-elapsed", "0:00")
    # Without a stage it goes on by itself.
    stage.page.close()
    window.page.keyboard.press("PageDown")
    drawn(window, at_hand[6])


@pytest.mark.parametrize("looks", ["", "lang=en&theme=dark"])
def test_the_window_is_whole_and_everybody_can_use_it(opened: Open, stories: Stories, looks: str) -> None:
    views, found = staged(stories[TOLD], "presenter"), {}
    room = opened(turned("room=presenter", looks))
    room.get(".story-card").first.wait_for()
    found["choosing"] = [*serious(room.page), *room.probe("outside")]
    room.get(f'[data-story="{TOLD}"]').click()
    drawn(room, turned(views[0], looks))
    left = f"industry=ind-ic&room=presenter&selected=z-sip&step=3&story={TOLD}"
    for query in (views[1], left):
        room.turn(turned(query, looks), "#presenter-clock").says(
            "#words h2", text("present.now", "en" if "lang=en" in looks else "zh")
        )
        found[query] = [*room.probe("outside"), *room.probe("covered")]
        found[query] += [fault for fault in room.probe("stage") if not fault.startswith("rail")]
    found["off the script"] = serious(room.page)
    assert not any(found.values()), found
