"""The first picture, by its pixels: what is land is drawn as land, and the same View is the same picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.release import Release, marked
from tests.browser.room import CITIES, Room, at, differing, near

Open = Callable[..., Room]

CITY = ("land", CITIES)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_land_water_and_cities_have_the_colours_of_the_theme(
    opened: Open, release: Release, theme: str
) -> None:
    room = opened("" if theme == "light" else f"theme={theme}")
    spots = {"--land": room.calm_point("land"), "--water": room.calm_point("water")}
    for city in release.payload["cities"]:
        spots[f"--tint-{city['code']}"] = room.calm_point(*CITY, of=release.outlines[city["id"]])
    picture = room.picture()
    wrong = {
        name: (spot, seen, room.colour(name))
        for name, spot in spots.items()
        if not near(seen := at(picture, *spot), room.colour(name))
    }
    assert not wrong


def test_the_five_cities_can_be_told_apart(opened: Open, release: Release) -> None:
    room = opened()
    picture = room.picture()
    assert (
        len(
            {
                at(picture, *room.calm_point(*CITY, of=release.outlines[city["id"]]))
                for city in release.payload["cities"]
            }
        )
        == 5
    )


def test_the_edge_of_a_city_is_its_brighter_hue(opened: Open, release: Release) -> None:
    # The band lies over the tint, never fully.
    room = opened("camera=120.2000,31.6000,8.00")
    spot = room.calm_point("bands", *CITY, of=release.outlines["city-wuxi"])
    seen, hue, tint = at(room.picture(), *spot), room.colour("--city-wx"), room.colour("--tint-wx")
    share = [(seen[i] - tint[i]) / (hue[i] - tint[i]) for i in range(3)]
    assert all(0.15 < one < 0.6 for one in share)


def test_a_known_site_is_a_disc_in_the_colour_of_its_kind(opened: Open, release: Release) -> None:
    item = release.item("park-dushulake")
    room = opened(f"camera={item['lon']:.4f},{item['lat']:.4f},12.00")
    disc = room.mark(item["place"]).locator(".mark-disc").bounding_box()
    assert disc
    x, y = disc["x"] + disc["width"] / 2, disc["y"] + disc["height"] / 2
    assert near(at(room.picture(), x - disc["width"] * 0.42, y), room.colour("--kind-park"))
    true_x, true_y = room.point(item["lon"], item["lat"])
    assert abs(x - true_x) + abs(y - true_y) < 8


def test_every_placed_site_stands_on_the_first_picture(opened: Open, release: Release) -> None:
    assert opened().marked() == marked(release.items)


def test_no_marks_touch_each_other(opened: Open) -> None:
    boxes = opened().probe("circles")
    near_ones = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 < a[2] + b[2]
    ]
    assert not near_ones


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("camera", ["", "119.9000,31.6000,6.40", "120.6500,31.3000,10.00"])
def test_names_never_cover_each_other_or_a_card(opened: Open, lang: str, camera: str) -> None:
    parts = [f"camera={camera}" if camera else "", "lang=en" if lang == "en" else ""]
    room = opened("&".join(filter(None, parts)))
    assert room.probe("covered") == []


def test_a_reload_is_the_same_picture(opened: Open) -> None:
    query = "city=city-suzhou&industry=ind-biomedicine&kind=cluster,industrial_base,park&theme=dark"
    room = opened(query)
    before = room.picture()
    room.page.reload()
    room.painted(query)
    assert differing(before, room.picture()) <= 20


def test_a_layer_off_and_on_leaves_no_trace(opened: Open) -> None:
    room = opened()
    room.page.mouse.move(640, 20)
    before = room.picture("#map")
    room.get('[data-layer="park"]').click()
    room.wait("() => document.getElementById('map').dataset.view.startsWith('kind=')")
    assert room.get('.mark [data-kind="park"]').count() == 0
    room.get('[data-layer="park"]').click()
    room.painted("")
    room.page.mouse.move(640, 20)
    assert differing(before, room.still().picture("#map"), by=0) == 0


def test_marks_stand_in_the_same_order_after_a_filter(opened: Open) -> None:
    # What lies over what, and what a screen reader says first, must not depend on what was pressed before.
    room = opened()
    order = "(marks) => marks.map((mark) => mark.dataset.mark)"
    before = room.page.eval_on_selector_all(".mark", order)
    room.choose("industry:ind-ic").painted("industry=ind-ic")
    room.choose("industry:ind-ic").painted("")
    assert room.page.eval_on_selector_all(".mark", order) == before


def test_the_zone_layer_takes_its_areas_along(opened: Open) -> None:
    room = opened("camera=119.8157,31.3664,10.00")
    with_zones = room.picture("#map")
    room.get('[data-layer="zone"]').click()
    room.wait("() => document.getElementById('map').dataset.view.includes('kind=')").still()
    assert room.get(".label-zone").count() == 0
    assert differing(with_zones, room.picture("#map")) > 500


def test_the_scale_bar_is_true(opened: Open) -> None:
    room = opened("camera=120.3000,31.5000,9.00")
    words = room.get(".scale-text").inner_text()
    width = room.get(".scale-bar").bounding_box()
    assert width and words.endswith(" km")
    metres_per_pixel = 40075016.686 * 0.8526 / (512 * 2**9)  # cos 31.5°
    assert width["width"] * metres_per_pixel == pytest.approx(float(words[:-3]) * 1000, rel=0.05)


def test_the_furniture_stands_at_the_lower_left(opened: Open, release: Release) -> None:
    room = opened()
    said = room.get(".furniture").inner_text()
    assert "内部示意图·未经地图审核" in said and release.payload["release"]["date"] in said
    box, stage = room.get(".furniture").bounding_box(), room.get("#map").bounding_box()
    assert box and stage
    assert box["x"] - stage["x"] < 60 and stage["y"] + stage["height"] - box["y"] - box["height"] < 60
