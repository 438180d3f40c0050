"""Language and theme: switched in place, nothing asked, nothing lost; and the address says which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.release import Release
from tests.browser.room import Room

Open = Callable[..., Room]
VIEW = "camera=120.7000,31.3000,10.00&city=city-suzhou&industry=ind-biomedicine"
SELECTED = f"{VIEW}&selected=z-sip"


def test_the_language_switches_in_place(opened: Open, release: Release) -> None:
    room = opened(SELECTED).quiet()
    marks, looking = room.marked(), room.camera()
    room.get('.header [data-set="lang:en"]').click()
    room.painted(f"{VIEW}&lang=en&selected=z-sip")
    assert (room.root("lang"), room.root("data-lang")) == ("en", "en")
    room.says("#panel-title", release.item("z-sip")["name"]["en"])
    assert (room.marked(), room.camera()) == (marks, pytest.approx(looking))
    # The figures of an area are drawn by the server, in the language and theme of the View.
    assert set(room.requests) <= {"/_dash-update-component"}


def test_the_language_switches_back(opened: Open) -> None:
    room = opened("lang=en")
    room.get('.header [data-set="lang:zh"]').click()
    room.painted("")
    assert room.root("lang") == "zh-CN"
    assert "苏南创新图谱" in room.page.title()


@pytest.mark.parametrize(
    "query",
    [
        "lang=en",
        "lang=en&lens=industry",
        "lang=en&selected=city-suzhou",
        "lang=en&selected=z-sip",
        "lang=en&selected=t-rd",
    ],
)
def test_no_chinese_is_left_in_english(opened: Open, query: str) -> None:
    # But for signs of kinds, the other name of an item and the language switch.
    assert opened(query).probe("chinese") == []


def test_the_theme_goes_round_in_place(opened: Open) -> None:
    room = opened(SELECTED).quiet()
    looking, marks, light = room.camera(), room.marked(), room.colour("--paper")
    for theme, query in (
        ("dark", f"{SELECTED}&theme=dark"),
        ("contrast", f"{SELECTED}&theme=contrast"),
        ("light", SELECTED),
    ):
        room.get('[data-act="theme"]').click()
        room.painted(query)
        assert room.root("data-theme") == theme
        assert room.camera() == pytest.approx(looking) and room.marked() == marks
    assert room.colour("--paper") == light
    # The figures of an area are drawn by the server, in the language and theme of the View.
    assert set(room.requests) <= {"/_dash-update-component"}


def test_the_map_takes_the_new_colours(opened: Open) -> None:
    room = opened()
    room.get('[data-act="theme"]').click()
    room.painted("theme=dark")
    drawn = room.page.evaluate("() => atlas.map.native().getPaintProperty('sea', 'background-color')")
    assert drawn == room.page.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--water').trim()"
    )


def test_home_keeps_language_and_theme(opened: Open) -> None:
    room = opened("city=city-wuxi&lang=en&selected=city-wuxi&theme=dark")
    room.get(".brand").click()
    room.painted("lang=en&theme=dark")


def test_motion_is_left_out_for_those_who_ask(opened: Open) -> None:
    room = opened()
    room.choose("city:city-zhenjiang")
    room.wait("() => location.search === '?city=city-zhenjiang'")
    room.page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done)))")
    assert not room.page.evaluate("() => atlas.map.native().isMoving()")
