"""The stage: a story is told by keys alone, left for a question, and taken up at the exact step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from layouts.text import text
from tests.browser.release import Release
from tests.browser.room import FRAMES, Room, address, differing, staged, turned
from tests.browser.test_accessible import serious
from tests.browser.test_frames import FRAMES as SIZES

Open = Callable[..., Room]
Story = dict[str, Any]
Stories = dict[str, Story]

TOLD, MADE, LONG_NAMES = "five-nine-many", "industry-biomedicine", "one-zone-one-industry"
# Every View that the map shows from now on, in their order.
RECORD = """() => {
  const map = document.getElementById('map');
  window.shown = [map.dataset.view];
  const note = () => { if (map.dataset.view !== shown.at(-1)) shown.push(map.dataset.view); };
  new MutationObserver(note).observe(map, { attributeFilter: ['data-view'] });
}"""
# The map is as large as its stage: plotly and dcc keep sizes of their own.
FILLS = """() => {
  const stage = document.getElementById('map'), map = atlas.map.native().getContainer();
  return map.clientWidth === stage.clientWidth && map.clientHeight === stage.clientHeight;
}"""
FULL_SCREEN = """() => {
  window.asked = 0;
  document.documentElement.requestFullscreen = async () => { asked += 1; };
}"""
FOCUS = """(part) => {
  if (part === 'body') return document.activeElement.blur() ?? true;
  const node = document.querySelector(part);
  node?.focus();
  return document.activeElement === node;
}"""
BROWSING = (".header", ".bottom-tabs", ".zoom-buttons", ".headline", ".active-chips", ".rail", ".panel")
BROWSING += ("#table", "#matrix", ".search", ".skip")


@pytest.fixture
def told(stories: Stories) -> list[str]:
    """The Views of the story that is told here."""
    return staged(stories[TOLD])


def press(room: Room, *keys: str) -> Room:
    for key in keys:
        room.page.keyboard.press(key)
    return room


def drawn(room: Room, query: str) -> Room:
    """Wait until a View is drawn and its words stand beside it."""
    room.page.wait_for_selector(f'#map[data-view="{query}"]', state="attached")
    room.page.evaluate(FRAMES)
    return room


def words(story: Story) -> list[dict[str, str]]:
    return [step["title"] for chapter in story["chapters"] for step in chapter["steps"]]


def visible(room: Room, *parts: str) -> list[str]:
    return [part for part in parts if room.get(f"{part} >> visible=true").count()]


def test_a_story_is_chosen_and_its_first_step_stands_beside_the_map(
    opened: Open, stories: Stories, release: Release, told: list[str]
) -> None:
    room = opened("room=present")
    room.get(".story-card").first.wait_for()
    assert (room.root("data-room"), room.root("lang")) == ("present", "zh-CN")
    offered = "(nodes) => nodes.map((node) => node.dataset.story)"
    written = [name for name, story in stories.items() if not story.get("made")]
    made = [name for name, one in stories.items() if one.get("made") and not release.parents[one["industry"]]]
    assert room.page.eval_on_selector_all(".story-card", offered) == written
    assert room.page.eval_on_selector_all(".story-chips .chip", offered) == made
    assert (visible(room, *BROWSING), room.probe("stage")) == ([], [])
    story, titles = stories[TOLD], words(stories[TOLD])
    room.get(f'[data-story="{TOLD}"]').click()
    drawn(room, told[0]).says("#words h1", titles[0]["zh"])
    room.says(".stage-place", f"1 / {len(told)}")
    chapters = room.get(".chapter-name").all_inner_texts()
    assert chapters == [chapter["title"]["zh"] for chapter in story["chapters"]]
    assert story["chapters"][0]["steps"][0]["text"]["zh"] in room.get("#words").inner_text()
    assert (visible(room, *BROWSING), room.probe("stage")) == ([], [])
    # A step is pressed in the list of chapters.
    room.get('#steps [data-step="7"]').click()
    drawn(room, told[6]).says("#words h1", titles[6]["zh"]).says(".stage-place", f"7 / {len(told)}")
    assert room.get(".chapter-bar .on .chapter-name").inner_text() == chapters[2]
    assert room.get('#steps [aria-current="step"]').get_attribute("data-step") == "7"
    assert "内部示意图·未经地图审核" in room.get(".furniture").inner_text()


def test_the_story_made_of_an_industry_goes_forward_and_back_through_the_same_views(
    opened: Open, stories: Stories, release: Release
) -> None:
    story = stories[MADE]
    views, titles = staged(story), words(story)
    industry = next(row for row in release.payload["industries"] if row["id"] == story["industry"])
    room = opened("room=present")
    room.get(f'.chip[data-story="{MADE}"]').click()
    drawn(room, views[0]).says("#words h1", industry["name"]["zh"])
    assert story["chapters"][0]["steps"][0]["text"]["zh"] in room.get("#words").inner_text()
    room.page.evaluate(RECORD)
    for n, query in enumerate(views[1:], 2):
        drawn(press(room, "PageDown"), query).says("#words h1", titles[n - 1]["zh"])
        room.says(".stage-place", f"{n} / {len(views)}")
    assert industry["name"]["zh"] in room.get("#words").inner_text()
    drawn(press(room, "PageDown"), views[-1])  # the end is the end
    for query in reversed(views[:-1]):
        drawn(press(room, "PageUp"), query)
    drawn(press(room, "PageUp"), views[0])
    assert room.page.evaluate("() => shown") == [*views, *reversed(views[:-1])]
    assert all(f"industry={industry['id']}" in one for one in views if "lens=industry" in one)


def test_the_keys_step_wherever_the_focus_is(opened: Open, told: list[str]) -> None:
    room, end = opened(told[0]), len(told)
    room.get(".stage-place").wait_for()
    keys = [("ArrowRight", 2), ("ArrowDown", 3), ("Space", 4), ("PageDown", 5), ("ArrowLeft", 4)]
    keys += [("ArrowUp", 3), ("PageUp", 2), ("End", end), ("Home", 1)]
    for part in ("body", "#steps [data-step='9']", ".mark", ".maplibregl-canvas"):
        for key, n in keys:
            # The marks of a city stand there when the map has come to it.
            room.page.wait_for_selector(part, state="attached")
            assert room.page.evaluate(FOCUS, part), part
            press(room, key)
            assert room.page.evaluate("() => atlas.view.format(atlas.now())") == told[n - 1], (part, key)
        drawn(room, told[0])


def test_what_a_clicker_and_a_keyboard_can_ask_for(opened: Open, told: list[str]) -> None:
    room = opened(told[0])
    room.get(".stage-place").wait_for()
    light = room.picture()
    # Black, and back again; also with the next step.
    for key in ("b", "B", "."):
        press(room, key).wait("() => document.documentElement.dataset.black === 'yes'")
        assert room.picture().getextrema() == ((0, 0), (0, 0), (0, 0))
        press(room, key).wait("() => document.documentElement.dataset.black !== 'yes'")
    assert differing(light, room.picture()) <= 20
    drawn(press(room, "b", "PageDown"), told[1])
    assert room.root("data-black") == ""
    # The whole screen is asked for; F5, which clickers send for it, does not load the page again.
    room.page.evaluate(FULL_SCREEN)
    press(room, "f", "F5", "F")
    assert room.page.evaluate("() => asked") == 3
    for width, height in ((1600, 900), (1280, 800)):
        room.page.set_viewport_size({"width": width, "height": height})
        room.still().picture()  # what comes late has come
        room.wait(FILLS)
    # The keys, and the filters beside the map.
    press(room, "?").get(".stage-help").wait_for()
    assert room.get(".stage-help dt").count() == room.get(".stage-help dd").count() >= 12
    press(room, "?").get(".stage-help").wait_for(state="detached")
    press(room, "l").get(".rail").wait_for()
    assert visible(room, *BROWSING) == [".rail"]
    assert room.probe("stage") == []
    press(room, "l").get(".rail").wait_for(state="hidden")
    # What is typed is typed.
    field = "() => document.body.append(Object.assign(document.createElement('input'), { id: 'typed' }))"
    room.page.evaluate(field)
    typed = "b.lrpcn f?+-="
    room.get("#typed").press_sequentially(typed)
    assert room.get("#typed").input_value() == typed
    assert (room.view, room.root("data-black"), room.page.evaluate("() => asked")) == (told[1], "", 3)
    assert visible(room, ".rail", ".stage-help") == []


def test_escape_closes_what_is_open_then_takes_up_the_script_then_leaves(
    opened: Open, told: list[str]
) -> None:
    room = opened(told[2])
    room.get(".stage-place").wait_for()
    press(room, "l").get('.rail [data-toggle="industry:ind-ic"]').click()
    left = told[2].replace("room=", "industry=ind-ic&room=", 1)
    drawn(room, left)
    press(room, "?").get(".stage-help").wait_for()
    press(room, "b").wait("() => document.documentElement.dataset.black === 'yes'")
    press(room, "Escape").wait("() => document.documentElement.dataset.black !== 'yes'")
    assert (visible(room, ".stage-help", ".rail"), room.view) == ([".stage-help", ".rail"], left)
    press(room, "Escape").get(".stage-help").wait_for(state="detached")
    assert (visible(room, ".rail"), room.view) == ([".rail"], left)
    press(room, "Escape").get(".rail").wait_for(state="hidden")
    assert room.view == left
    drawn(press(room, "Escape"), told[2])
    assert room.root("data-room") == "present"
    # What is seen is seen on; the map takes the room that the words leave.
    press(room, "Escape").painted("selected=city-wuxi")
    assert room.root("data-room") == "browse"
    assert visible(room, ".header", ".rail", ".panel", "#words", "#steps") == [".header", ".rail", ".panel"]
    room.wait(FILLS)


def test_the_script_is_left_and_taken_up_at_the_exact_step(opened: Open, told: list[str]) -> None:
    room = opened(told[2])
    room.get(".stage-place").wait_for()
    script = room.still().picture()
    # A filter, something on the map, nearer.
    press(room, "l").get('.rail [data-toggle="industry:ind-ic"]').click()
    room.wait("() => document.getElementById('map').dataset.view.includes('industry=ind-ic')")
    press(room, "l").get(".mark >> visible=true").first.click()
    room.wait("() => !location.search.includes('selected=city-')")
    press(room, "+").wait("() => document.getElementById('map').dataset.view.startsWith('camera=')")
    room.get('#steps [data-act="restore"]').wait_for()
    assert "step=3" in room.still().view and room.probe("stage") == []
    # The next press goes on from the step that was left, and brings exactly its View.
    drawn(press(room, "PageDown"), told[3])
    assert room.root("data-script") == ""
    # The step that was left is as it was; what lies under the mouse is lit.
    room.page.mouse.move(9, 9)
    drawn(press(room, "PageUp"), told[2]).still()
    assert differing(script, room.picture()) <= 20
    # Moved by hand, and R.
    stage = room.get("#map").bounding_box()
    assert stage
    room.page.mouse.move(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
    room.page.mouse.wheel(0, -300)
    room.wait("() => document.getElementById('map').dataset.view.startsWith('camera=')")
    room.says(".stage-chapter", text("present.left", "zh"))
    room.page.mouse.move(9, 9)
    drawn(press(room, "r"), told[2]).still()
    assert differing(script, room.picture()) <= 20


def test_nothing_moves_unless_asked(room: Room, stories: Stories, told: list[str]) -> None:
    steps = [step for chapter in stories[TOLD]["chapters"] for step in chapter["steps"]]
    titles = words(stories[TOLD])
    clock = room.page.clock
    clock.install()
    room.open(told[0]).says("#words h1", titles[0]["zh"])
    room.page.evaluate(RECORD)
    before = room.camera()
    clock.fast_forward(600_000)
    room.page.evaluate(FRAMES)
    assert (room.page.evaluate("() => shown"), room.camera()) == ([told[0]], before)
    # P plays, each step for its own time; P again stops.
    play = room.get('[data-act="play"][aria-pressed="true"]')
    press(room, "p")
    play.wait_for()
    for n in (0, 1, 2):
        room.says("#words h1", titles[n]["zh"])
        seconds = steps[n].get("seconds", 12)
        # The clock goes on by itself as well: the rest of it leaves a slow machine its time.
        clock.fast_forward(seconds * 250)
        room.page.evaluate(FRAMES)
        assert room.view == told[n], f"step {n + 1} lasts {seconds} s"
        clock.fast_forward(seconds * 750)
        drawn(room, told[n + 1])
    press(room, "p")
    play.wait_for(state="detached")
    clock.fast_forward(600_000)
    room.page.evaluate(FRAMES)
    assert room.page.evaluate("() => shown") == told[:4]
    # It ends with the story.
    drawn(press(room, "End", "p"), told[-1])
    play.wait_for()
    clock.fast_forward(12_000)
    play.wait_for(state="detached")
    assert room.view == told[-1]


def test_links_open_a_step_and_the_browsers_own_back_goes_through(room: Room, told: list[str]) -> None:
    room.page.goto(f"{room.address}/present?story={TOLD}&step=4")
    drawn(room, told[3]).says(".stage-place", f"4 / {len(told)}")
    for n in (4, 5):
        drawn(press(room, "PageDown"), told[n])
    for n in (4, 3):
        room.page.go_back()
        drawn(room, told[n]).says(".stage-place", f"{n + 1} / {len(told)}")
    room.page.go_forward()
    drawn(room, told[4])
    # A link to what was shown instead of the script shows that, and the way back to it.
    room.open(f"industry=ind-ic&lang=en&room=present&step=3&story={TOLD}")
    room.says(".stage-chapter", text("present.left", "en"))
    drawn(press(room, "r"), turned(told[2], "lang=en"))
    # A story that is not there leads to those that are.
    room.turn("room=present&step=3&story=gone", ".story-card")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_on_the_stage_lies_outside_is_cut_or_covers_the_map(
    sized: Open, stories: Stories, told: list[str], width: int, height: int
) -> None:
    # The longer words are English; a wall takes its time.
    looks = "lang=en" if width != 1920 else ""
    states = {
        told[2]: ".stage-figure",
        f"industry=ind-ic&room=present&selected=z-sip&step=3&story={TOLD}": "#panel-title",
        staged(stories[LONG_NAMES])[0]: ".stage-figure",
        staged(stories["targets-2022"])[4]: ".stage-number",
    }
    queries = list(states)[: {3840: 1, 1920: 1, 1080: 3}.get(width)]
    room, found = sized(width, height, turned(queries[0], looks)), {}
    for query in queries:
        room.turn(turned(query, looks), f"{states[query]} >> visible=true").still()
        found[query] = [fault for name in ("outside", "covered", "stage") for fault in room.probe(name)]
    assert not any(found.values()), found


@pytest.mark.parametrize("looks", ["", "lang=en&theme=dark"])
def test_everybody_can_use_the_stage(opened: Open, told: list[str], looks: str) -> None:
    room, found = opened(turned(told[1], looks)), {}
    room.get(".stage-figure").wait_for()
    press(room, "l", "?").get(".stage-help").wait_for()
    found["a step, the filters and the keys"] = serious(room.page)
    if not looks:
        press(room, "Escape", "Escape")
        left = f"industry=ind-ic&room=present&selected=z-sip&step=3&story={TOLD}"
        found["off the script"] = serious(room.turn(left, "#panel-title >> visible=true").page)
        found["choosing"] = serious(room.turn("room=present", ".story-card").page)
    assert not any(found.values()), found
    assert room.probe("chinese") == [] or not looks


def test_the_address_of_a_room_is_its_path() -> None:
    assert address("room=present&step=2&story=a") == "/present?step=2&story=a"
    assert (address(""), address("room=presenter"), address("lang=en")) == ("/", "/presenter", "/?lang=en")
