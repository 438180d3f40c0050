"""The hall's screen as a visitor finds it: large tiles, fingers only, nothing left of who was here before."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from layouts.text import text
from tests.browser.fingers import Fingers
from tests.browser.release import Release
from tests.browser.room import Room, turned
from tests.browser.test_accessible import serious

Open = Callable[..., Room]
PORTRAIT, LANDSCAPE, WALL = (1080, 1920), (1920, 1080), (3840, 2160)
# What a visitor meets, and what stands on the screen then.
STATES = {
    "room=kiosk": ".tiles",
    "room=kiosk&shelf=cities": ".at-cities .kiosk-card",
    "room=kiosk&shelf=zones": ".at-zones .kiosk-card",
    "room=kiosk&shelf=industries": ".at-industries .kiosk-card",
    "kind=lab&room=kiosk&shelf=items": ".at-items .kiosk-card",
    "room=kiosk&shelf=stories": ".at-stories .kiosk-card",
    "room=kiosk&selected=z-sip": "#panel .strategic",
    "room=kiosk&selected=city-suzhou": "#panel .formula",
    "industry=ind-ic&lens=industry&room=kiosk": "#panel .chain",
    "indicator=i-rd-expenditure&lens=indicator&room=kiosk&year=2022": ".figure-row",
    "lens=target&room=kiosk": ".at-figures .kiosk-card",
    "room=kiosk&step=3&story=five-nine-many": ".at-telling",
    "room=kiosk&selected=city-suzhou&shelf=attract&step=2&theme=dark": ".attract-figure",
}
SCROLLED = (
    "() => [scrollX, scrollY, visualViewport.scale, document.scrollingElement.scrollWidth > innerWidth]"
)


def kiosk(sized: Open, frame: tuple[int, int] = PORTRAIT, query: str = "room=kiosk", **more: object) -> Room:
    return sized(*frame, query, has_touch=True, **more)


def tap(room: Room, part: str) -> Room:
    room.get(f"{part} >> visible=true").first.tap()
    return room


@pytest.mark.parametrize(("frame", "looks"), [(PORTRAIT, ""), (LANDSCAPE, "lang=en"), (WALL, "")])
def test_everything_is_large_inside_its_frame_and_for_everybody(
    sized: Open, frame: tuple[int, int], looks: str
) -> None:
    room, wrong = kiosk(sized, frame), {}
    scale = room.page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16")
    assert scale == pytest.approx(frame[0] / PORTRAIT[0] if frame[0] < frame[1] else frame[0] / LANDSCAPE[0])
    few = list(STATES)[: 3 if frame == WALL else None]
    for query in few:
        room.page.keyboard.press("Shift")  # somebody is here: neither countdown nor attract loop
        view = query if "attract" in query else turned(query, looks)
        room.turn(view, f"{STATES[query]} >> visible=true").still()
        faults = [
            *room.probe("small", 56 * scale),
            *room.probe("hardToRead", scale),
            *room.probe("outside"),
            *(serious(room.page) if frame == PORTRAIT else []),
        ]
        if looks and "attract" not in query and "industry" not in query:
            faults += room.probe("chinese")
        if faults or room.page.evaluate(SCROLLED) != [0, 0, 1, False]:
            wrong[view] = faults
    assert not wrong


def test_any_park_is_three_touches_away(sized: Open, release: Release) -> None:
    room = kiosk(sized)
    items = release.payload["items"]
    sites = {one["id"] for one in items if one["kind"] in release.payload["kinds"] and one["kind"] != "zone"}
    tap(room, '.carriers [data-set="shelf:items"]').get(".at-items .kiosk-card").first.wait_for()
    assert set(room.listed("#kiosk")) == sites
    tap(room, '#kiosk-bar [data-act="kiosk-home"]').get(".tiles").wait_for()
    tap(room, '.tile[data-set="shelf:zones"]').get(".at-zones .kiosk-card").first.wait_for()
    assert set(room.listed("#kiosk")) == {one["id"] for one in items if one["kind"] == "zone"}
    tap(room, '#kiosk [data-select="z-sip"]').painted("room=kiosk&selected=z-sip&shelf=zones")
    room.get("#panel .strategic").wait_for()
    # Back by the way one came, then home: a language once chosen stays.
    tap(room, '#kiosk-bar [data-set="lang:en"]').says(".panel-head h2", "Suzhou Industrial Park (SIP)")
    tap(room, '#kiosk-bar [data-act="kiosk-back"]').painted("lang=en&room=kiosk&shelf=zones")
    tap(room, '#kiosk-bar [data-act="kiosk-back"]').painted("lang=en&room=kiosk")
    assert room.get('#kiosk-bar [data-act="kiosk-back"]').is_disabled()
    assert [room.get(f'#kiosk-bar [data-on="lang:{lang}"]').inner_text() for lang in ("zh", "en")] == [
        "中文",
        "English",
    ]
    # A ring on the map is a city.
    tap(room, '.mark[data-mark="city-wuxi"]').painted("lang=en&room=kiosk&selected=city-wuxi")


def test_letters_find_what_they_begin(sized: Open) -> None:
    room = kiosk(sized)
    tap(room, '[data-act="keypad-open"]')
    for letter in "szgyyq":
        tap(room, f'[data-key="{letter}"]')
    room.says("#keypad .typed", "SZGYYQ")
    review, sheet = room.get(".furniture .review").bounding_box(), room.get("#keypad").bounding_box()
    assert review and sheet and review["y"] + review["height"] <= sheet["y"]
    assert serious(room.page) == [] and room.probe("outside") == []
    tap(room, '#keypad [data-item="z-sip"]').painted("room=kiosk&selected=z-sip")
    assert room.get("#keypad").is_hidden()
    tap(room, '[data-act="keypad-open"]')
    for letter in "purpl":
        tap(room, f'[data-key="{letter}"]')
    tap(room, '#keypad [data-item="lab-pml"]').painted("room=kiosk&selected=lab-pml")


def test_the_room_leads_nowhere_else(sized: Open) -> None:
    room = kiosk(sized)
    for query, part in STATES.items():
        room.page.keyboard.press("Shift")
        room.turn(query, f"{part} >> visible=true")
        assert room.get('a[href]:not([data-act="home"]) >> visible=true').count() == 0, query
        for act in ("share-open", "present", "theme", "share", "find"):
            assert room.get(f'[data-act="{act}"] >> visible=true').count() == 0, (query, act)
    room.turn("room=kiosk&selected=lab-pml", "#panel .facts >> visible=true")
    depth = room.page.evaluate("() => history.length")
    tap(room, '#kiosk-bar [data-act="kiosk-home"]').painted("room=kiosk")
    assert room.page.evaluate("() => history.length") == depth
    for key in ("Control+p", "F5", "Alt+ArrowLeft", "Control+s", "F12"):
        room.page.keyboard.press(key)
    assert room.view == "room=kiosk"
    # Only the essentials as text: no address outside is configured.
    tap(room, '#kiosk-bar [data-act="take-away"]')
    code = room.get(".over-card img")
    room.wait("() => document.querySelector('.over-card img')?.naturalWidth > 0")
    assert "text" in parse_qs(urlsplit(code.get_attribute("src") or "").query, keep_blank_values=True)
    assert serious(room.page) == []
    tap(room, '.over-card [data-act="take-away"]').get(".over-card").wait_for(state="detached")


def test_fingers_press_on_release_and_never_move_the_page(sized: Open) -> None:
    room = kiosk(sized)
    fingers, tile = Fingers(room.page), room.get('.tile[data-set="shelf:cities"]').bounding_box()
    assert tile
    on, off = (tile["x"] + 40, tile["y"] + 40), (tile["x"] + 40, tile["y"] - 200)
    fingers.down(on)
    room.page.wait_for_selector(".tile[data-pressed]")
    assert room.view == "room=kiosk"
    fingers.move(off)
    room.page.wait_for_selector(".tile[data-pressed]", state="detached")
    fingers.up()
    assert room.still().view == "room=kiosk"
    # Two fingers on the map bring it nearer, on the page they do nothing.
    stage = room.get("#map").bounding_box()
    assert stage
    middle = (stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
    before = room.camera()
    fingers.pinch(middle, 60, 240)
    room.wait("() => document.getElementById('map').dataset.view.startsWith('camera=')")
    assert room.still().camera()[2] > before[2]
    fingers.pinch((tile["x"] + 120, tile["y"] + 120), 30, 110)
    fingers.drag((3, 1500), (500, 1500))
    for _ in range(2):
        fingers.tap(middle)
    assert room.still().page.evaluate(SCROLLED) == [0, 0, 1, False]
    refused = """(kind) => !document.querySelector('#kiosk')
      .dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))"""
    for kind in ("contextmenu", "selectstart", "dragstart"):
        assert room.page.evaluate(refused, kind), kind
    assert room.page.evaluate("() => getComputedStyle(document.body).userSelect") == "none"


def test_seated_all_there_is_to_touch_is_in_the_lower_half(sized: Open) -> None:
    room = kiosk(sized)
    tap(room, '[data-act="seated"]').still()
    assert min(room.probe("tops")) > PORTRAIT[1] * 0.44
    room.turn("room=kiosk&selected=z-sip", "#panel .strategic >> visible=true").still()
    assert min(room.probe("tops")) > PORTRAIT[1] * 0.44
    assert room.probe("outside") == []


def test_nobody_there_first_a_countdown_then_everything_as_before(sized: Open, hall: str) -> None:
    room = kiosk(sized, address=hall)
    home = room.still().picture()
    tap(room, '[data-act="keypad-open"]')
    tap(room, '[data-key="s"]')
    tap(room, '#kiosk-bar [data-act="kiosk-back"]')
    tap(room, '#kiosk-bar [data-set="lang:en"]')
    tap(room, '[data-act="seated"]')
    room.turn("industry=ind-ic&lang=en&lens=industry&room=kiosk&theme=dark").page.evaluate(
        "() => { localStorage.setItem('left', 'behind'); document.getElementById('panel').scrollTop = 300; }"
    )
    room.get(".countdown").wait_for()
    assert serious(room.page) == []
    # Any touch cancels, and presses nothing that lies under it.
    view = room.view
    Fingers(room.page).tap((300, 1850))
    room.get(".countdown").wait_for(state="detached")
    assert room.still().view == view
    room.get(".countdown").wait_for()
    room.page.wait_for_selector('#map[data-view="room=kiosk"]', state="attached")
    assert (room.root("lang"), room.root("data-theme"), room.root("data-seated")) == ("zh-CN", "light", "")
    assert room.page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    assert room.page.evaluate("() => document.getElementById('panel').scrollTop") == 0
    assert room.still().picture().tobytes() == home.tobytes()


def test_a_story_that_plays_is_not_taken_away(sized: Open, hall: str) -> None:
    room = kiosk(sized, query="room=kiosk&shelf=stories", address=hall)
    room.page.clock.install()
    tap(room, '[data-story="five-nine-many"]')
    room.get(".at-telling").wait_for()
    assert room.page.evaluate("() => atlas.story.isPlaying()")
    room.page.clock.fast_forward(8_000)
    assert room.get(".countdown").count() == 0
    tap(room, '[data-act="play"]')
    room.page.clock.fast_forward(8_000)
    room.get(".countdown").wait_for()


def test_the_attract_loop_says_what_the_data_say_and_opens_it(sized: Open, hall: str) -> None:
    room = kiosk(sized, address=hall)
    slides = room.page.evaluate("() => fetch(document.documentElement.dataset.slides).then((a) => a.json())")
    slides = slides["slides"]
    room.page.clock.install()
    room.page.clock.fast_forward(16_000)
    room.page.wait_for_selector("[data-attract=on]")
    for n, slide in enumerate(slides, 1):
        room.wait("(n) => atlas.now().step === String(n)", n).says(".attract-title", slide["title"]["zh"])
        room.get(".attract-start b").get_by_text(text("kiosk.touch", "zh")).wait_for()
        assert room.page.evaluate("() => document.querySelectorAll('.attract-row').length") == len(
            slide["rows"]
        )
        room.page.clock.fast_forward(slide["seconds"] * 1000 + 500)
    # Round and round; a touch on a slide opens its very subject, the start words the tiles.
    room.wait("() => atlas.now().step === '1'")
    for n in range(len(slides)):
        room.page.evaluate("(n) => { for (let i = 0; i < n; i++) atlas.attract.next(); }", n)
        opened = slides[int(room.page.evaluate("() => atlas.now().step")) - 1]
        tap(room, ".attract-title").painted(turned(opened["view"], "room=kiosk"))
        room.page.evaluate("() => atlas.attract.start()")
        room.page.wait_for_selector("[data-attract=on]")
    tap(room, ".attract-start").painted("room=kiosk")
