"""What leaves the room by the share dialog: the link and its code, the picture, files, a whole story."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
from PIL import Image
from playwright.sync_api import Locator
from shapely import Point

from layouts.text import text
from tests.browser.conftest import Watch
from tests.browser.release import Release
from tests.browser.room import CITIES, Room, at, near, staged
from tests.browser.test_accessible import serious

Open = Callable[..., Room]
Stories = dict[str, dict[str, Any]]

SHORT = "industry-energy-internet"
QUERY = "city=city-suzhou"
BAND_PX = 88  # what stands over the map in a picture that is handed out
IN_DIALOG = "() => Boolean(document.activeElement.closest('.share'))"


def shared(room: Room) -> Room:
    """Open the dialog by its button."""
    room.get('[data-act="share-open"] >> visible=true').click()
    room.get("#share-title").wait_for()
    return room


def way(room: Room, label: str, act: str = "") -> Locator:
    """Return a button of the dialog by what stands on it."""
    button = room.get(f'.share-way[data-act="{act}"]' if act else ".share-way")
    return button.filter(has=room.page.locator("b", has_text=re.compile(f"^{re.escape(label)}$")))


def taken(room: Room, button: Locator) -> tuple[str, bytes]:
    """Press a button and return the name and the content of the file it gives."""
    with room.page.expect_download() as file:
        button.click()
    return file.value.suggested_filename, Path(file.value.path()).read_bytes()


def given(room: Room) -> list[str]:
    """Return the names of the files that the page gives from now on."""
    names: list[str] = []
    room.page.on("download", lambda file: names.append(file.suggested_filename))
    return names


def says(room: Room, words: str) -> Room:
    return room.wait("(words) => document.getElementById('notice').textContent === words", words)


def test_the_dialog_is_worked_by_key_and_gives_the_link_and_its_code(opened: Open) -> None:
    room = opened(QUERY)
    button = room.get('.header [data-act="share-open"]')
    button.focus()
    room.page.keyboard.press("Enter")
    room.wait("() => document.activeElement.id === 'share-title'")
    # Tab goes round inside and misses nothing.
    stops = room.get(".share button:not(:disabled), .share input").count()
    reached = set()
    for key in [*["Tab"] * (stops + 1), *["Shift+Tab"] * 3]:
        room.page.keyboard.press(key)
        assert room.page.evaluate(IN_DIALOG), key
        reached.add(room.page.evaluate("() => document.activeElement.outerHTML"))
    assert len(reached) == stops
    # What the link says, the code says.
    link = room.get(".share-link input").input_value()
    assert link == room.page.url == f"{room.address}/?{QUERY}"
    code = room.get(".share-code img")
    room.wait("() => document.querySelector('.share-code img').naturalWidth >= 240")
    drawn = room.page.evaluate(
        "(address) => fetch(address).then((it) => it.text())", code.get_attribute("src")
    )
    assert f"<title>{link}</title>" in drawn
    room.get('.share [data-act="share"]').click()
    says(room, text("share.copied", "zh"))
    # Escape leads back to where one was, and changes nothing else.
    room.page.keyboard.press("Escape")
    room.get(".share").wait_for(state="detached")
    assert button.evaluate("(node) => node === document.activeElement") and room.view == QUERY
    shared(room).get('.share [data-act="share-close"]').click()
    room.get(".share").wait_for(state="detached")


def test_the_picture_is_the_map_on_the_screen_under_its_title(opened: Open, release: Release) -> None:
    room = opened()
    stage = room.get("#map").bounding_box()
    assert stage
    # Spots of land, of water and of two cities: where they are does not change with the theme.
    spots = {"--land": room.calm_point("land"), "--water": room.calm_point("water")}
    calm = room.probe("calmPoints", ["land", CITIES])
    for city in [one for one in release.payload["cities"] if one["code"] in ("nj", "sz")]:
        outline = release.outlines[city["id"]]
        spot = next((x, y) for x, y, lon, lat in calm if outline.contains(Point(lon, lat)))
        spots[f"--tint-{city['code']}"] = spot
    for looks in ("", "theme=dark"):
        room.turn(looks)
        name, content = taken(shared(room), way(room, "PNG"))
        about = release.payload["release"]
        assert name == f"sunan-atlas-{about['date']}-{about['id']}.png"
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        scale = picture.width / stage["width"]
        assert picture.width >= 1920 and scale >= 2
        wrong = {}
        for colour, (x, y) in spots.items():
            seen = at(picture, (x - stage["x"]) * scale, (y - stage["y"] + BAND_PX) * scale)
            if not near(seen, room.colour(colour)):
                wrong[colour] = (seen, room.colour(colour))
        assert not wrong
        # The title above and the source below, in ink on paper; the review line on the map.
        paper, ink = room.colour("--paper"), room.colour("--ink")
        top = picture.crop((0, 0, picture.width, round(BAND_PX * scale)))
        foot = picture.crop((0, round((BAND_PX + stage["height"]) * scale), *picture.size))
        for band in (top, foot):
            assert near(at(band, 3, 3), paper) and near(at(band, band.width - 4, band.height - 4), paper)
            assert any(near(pixel, ink, 40) for _, pixel in band.getcolors(1 << 24) or [])
        review = room.get(".furniture .review").bounding_box()
        assert review
        left, upper = (review["x"] - stage["x"]) * scale, (review["y"] - stage["y"] + BAND_PX) * scale
        line = (left, upper, left + review["width"] * scale, upper + review["height"] * scale)
        written = picture.crop(tuple(map(round, line)))  # type: ignore[arg-type]
        assert any(near(pixel, ink, 40) for _, pixel in written.getcolors(1 << 24) or [])
        room.page.keyboard.press("Escape")
        room.get(".share").wait_for(state="detached")
        room.painted(looks)


def test_files_are_what_they_say(opened: Open, release: Release) -> None:
    room = shared(opened(QUERY))
    begins = {"XLSX": b"PK\x03\x04", "CSV": b"\xef\xbb\xbf", "GeoPackage": b"SQLite format 3\x00"}
    begins |= {"HTML": b"<!DOCTYPE html>", "PPTX": b"PK\x03\x04", "PDF A3": b"%PDF-"}
    files = {label: taken(room, way(room, label)) for label in [*begins, "GeoJSON"]}
    for label, (name, content) in files.items():
        assert content.lower().startswith(begins.get(label, b"{").lower()), label
        assert re.fullmatch(r"sunan-atlas-\S+\.(xlsx|csv|gpkg|html|pptx|pdf|geojson)", name)
    of_suzhou = [item for item in release.items if item.get("city") == "city-suzhou"]
    assert len(json.loads(files["GeoJSON"][1])["features"]) == len(of_suzhou)
    slides = pptx.Presentation(io.BytesIO(files["PPTX"][1])).slides
    assert len(slides) == 1 and "苏州" in on_slide(slides[0])
    assert any(shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE for shape in slides[0].shapes)
    width, height = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", files["PDF A3"][1])[0]
    assert (round(float(width)), round(float(height))) == (1191, 842)
    # All instead of what is shown.
    room.get('.share [data-scope="all"]').click()
    everything = json.loads(taken(room, way(room, "GeoJSON"))[1])["features"]
    assert len(everything) == len(release.items) > len(of_suzhou)
    assert room.get(".share").is_visible() and room.view == QUERY


def on_slide(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_file_that_is_not_made_says_why_and_leaves_nothing(opened: Open, watch: Watch) -> None:
    watch.forgiven = lambda fault: "/download/items." in fault
    room = shared(opened(QUERY))
    files = given(room)
    busy = {"error": "busy", "message": "请稍候再试"}
    room.page.route("**/download/items.csv*", lambda route: route.abort())
    room.page.route("**/download/items.xlsx*", lambda route: route.fulfill(status=503, json=busy))
    way(room, "CSV").click()
    says(room, text("share.failed.work", "zh", what="CSV"))
    way(room, "XLSX").click()
    says(room, busy["message"])
    assert way(room, "XLSX").is_enabled() and files == []
    # A long answer says that it is awaited, and can be stopped.
    held = []
    room.page.route("**/download/items.geojson*", lambda route: held.append(route.request.url))
    way(room, "GeoJSON").click()
    room.get('.share-progress [data-act="share-stop"]').click()
    says(room, text("share.stopped", "zh"))
    assert len(held) == 1 and way(room, "GeoJSON").is_enabled() and files == []


def test_a_whole_story_leaves_the_stage_as_slides_and_can_be_stopped(opened: Open, stories: Stories) -> None:
    story, views = stories[SHORT], staged(stories[SHORT])
    titles = [step["title"]["zh"] for chapter in story["chapters"] for step in chapter["steps"]]
    room = opened(views[1])
    room.get(".stage-place").wait_for()
    files = given(room)
    before = room.page.evaluate("() => [location.href, history.length]")
    whole = text("share.whole", "zh", kind="PPTX")
    way(shared(room), whole).click()
    room.get(".share-progress progress").wait_for()
    assert room.get(".share-progress progress").get_attribute("max") == str(len(views))
    room.get('[data-act="share-stop"]').click()
    says(room, text("share.stopped", "zh"))
    room.painted(views[1])
    assert room.page.evaluate("() => [location.href, history.length]") == before and files == []
    name, content = taken(room, way(room, whole))
    slides = pptx.Presentation(io.BytesIO(content)).slides
    assert name.endswith(".pptx") and len(slides) == len(views)
    for slide, title in zip(slides, titles, strict=True):
        assert title in on_slide(slide)
    room.painted(views[1])
    assert room.page.evaluate("() => [location.href, history.length]") == before
    # Escape closes the dialog and no more.
    room.page.keyboard.press("Escape")
    room.get(".share").wait_for(state="detached")
    assert room.root("data-room") == "present"


def test_everybody_can_use_the_dialog_in_the_dark(opened: Open) -> None:
    room = shared(opened("lang=en&theme=dark"))
    assert (serious(room.page), room.probe("outside"), room.probe("chinese")) == ([], [], [])


def test_everybody_can_use_the_dialog_on_a_phone(sized: Open) -> None:
    room = shared(sized(390, 844, "lang=en", has_touch=True, is_mobile=True))
    hidden = room.page.evaluate("() => document.querySelector('.share').getBoundingClientRect().top < 0")
    assert (room.probe("outside"), hidden, serious(room.page)) == ([], False, [])
    small = [one for one in room.probe("small", 44) if "share" in one or "button" in one.split("“")[0]]
    assert small == []
