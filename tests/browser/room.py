"""The browse room as a test sees it: where things are on the screen, what is painted, what the counts say."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geodata.view import format_view, parse_view

Colour = tuple[int, int, int]

STILL = """() => {
  const map = window.atlas?.map?.native?.();
  return !map || (map.loaded() && !map.isMoving());
}"""
# Two frames: what the last change asked for is on the screen.
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
# The layer of the map in which the five cities have their hues.
CITIES = "plotly-trace-layer-cities-fill"
# Views of the plan's things, and what stands on the screen in each.
IN_THE_PLAN = {
    "selected=city-zhenjiang": ".formula",
    "selected=z-sip": ".strategic",
    "industry=ind-biomedicine&lens=industry": ".chain",
    "lens=system": ".system",
    "lens=system&selected=action-parks": "#panel .row",
    "lens=plan&passage=c-3-1.2": ".plan-sentence.lit",
    "industry=ind-biomedicine&list=matrix": "#matrix-chart .main-svg",
}
PROBE = Path(__file__).with_name("probe.js")


class Room:
    """A page on the atlas."""

    def __init__(self, page: Page, address: str, requests: list[str]) -> None:
        self.page, self.address, self.requests = page, address, requests
        page.add_init_script(path=PROBE)

    # ---- opening and waiting

    def open(self, query: str = "") -> Room:
        self.page.goto(f"{self.address}{address(query)}")
        return self.painted(query)

    def painted(self, query: str) -> Room:
        """Wait until the picture of a View stands and nothing moves."""
        self.page.wait_for_selector(f'#map[data-view="{query}"]', state="attached")
        return self.still()

    def turn(self, query: str, part: str = "") -> Room:
        """Change the View in place, as a press would, and wait until it is painted and a part is there."""
        self.page.evaluate("(query) => atlas.change(atlas.view.parse(query).view)", query)
        self.painted(query)
        if part:
            self.page.wait_for_selector(part)
        return self

    def still(self) -> Room:
        self.page.wait_for_function(STILL)
        self.page.evaluate(FRAMES)
        self.page.wait_for_function(STILL)
        return self

    def wait(self, condition: str, argument: Any = None) -> Room:
        self.page.wait_for_function(condition, arg=argument)
        return self

    def probe(self, name: str, argument: Any = None) -> Any:
        """Ask probe.js."""
        return self.page.evaluate(f"(given) => probe.{name}(given)", argument)

    def quiet(self) -> Room:
        """Forget the requests so far."""
        self.requests.clear()
        return self

    # ---- what is there

    @property
    def view(self) -> str:
        return str(self.page.locator("#map").get_attribute("data-view"))

    @property
    def query(self) -> str:
        return str(self.page.evaluate("() => location.search.slice(1)"))

    def root(self, attribute: str) -> str:
        return str(self.page.locator("html").get_attribute(attribute))

    def get(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def count(self, choice: str) -> int:
        return int(self.get(f'[data-count="{choice}"]').inner_text())

    def marked(self) -> Counter[str]:
        """Return how many items the mark of each place says it stands for."""
        return Counter(self.probe("marked"))

    def lit(self) -> Counter[str]:
        """Return the same of the marks that have not stepped back."""
        dim = self.page.eval_on_selector_all(".mark.dim", "(marks) => marks.map((mark) => mark.dataset.mark)")
        return Counter({place: count for place, count in self.marked().items() if place not in dim})

    def listed(self, part: str) -> list[str]:
        """Return the ids of the rows in a part, in their order."""
        found: list[str] = self.page.eval_on_selector_all(
            f"{part} [data-select]", "(rows) => rows.map((row) => row.dataset.select)"
        )
        return found

    def camera(self) -> list[float]:
        looking: list[float] = self.probe("camera")
        return looking

    def colour(self, name: str) -> Colour:
        """Return a custom property of the theme as RGB."""
        red, green, blue = self.probe("colour", name)
        return red, green, blue

    # ---- where it is

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place is on the screen."""
        x, y = self.probe("place", [lon, lat])
        return x, y

    def mark(self, place: str) -> Locator:
        return self.get(f'.mark[data-mark="{place}"]')

    def calm_point(self, *layers: str, of: BaseGeometry | None = None) -> tuple[float, float]:
        """Return a spot where the ground is these layers only, with nothing over it, inside an outline."""
        for x, y, lon, lat in self.probe("calmPoints", layers):
            if of is None or of.contains(Point(lon, lat)):
                return x, y
        raise AssertionError(f"nowhere only {layers}")

    # ---- pixels

    def picture(self, selector: str = "") -> Image.Image:
        """Return what is on the screen, the stage or a part of it."""
        taken = self.get(selector).screenshot() if selector else self.page.screenshot()
        return Image.open(io.BytesIO(taken)).convert("RGB")

    def says(self, selector: str, words: str) -> Room:
        """Wait until a part says these words, whole."""
        condition = "([part, words]) => document.querySelector(part)?.textContent.trim() === words"
        return self.wait(condition, [selector, words])

    # ---- doing

    def search(self, words: str) -> Room:
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.page.wait_for_selector(".hits:not([hidden])")
        return self

    def choose(self, toggle: str) -> Room:
        self.get(f'.rail [data-toggle="{toggle}"]').click()
        return self


def address(query: str) -> str:
    """Return the address of a View below the server's: a room has a path of its own."""
    view = parse_view(query)[0]
    rest = format_view(replace(view, room="browse"))
    return f"/{'' if view.room == 'browse' else view.room}{'?' if rest else ''}{rest}"


def staged(story: dict[str, Any], room: str = "present") -> list[str]:
    """Return the Views of a story's steps as the stage or the presenter's window shows them."""
    told = {"room": room, "story": story["id"]}
    views = [parse_view(step["view"])[0] for chapter in story["chapters"] for step in chapter["steps"]]
    return [format_view(replace(view, **told, step=str(n))) for n, view in enumerate(views, 1)]


def turned(query: str, looks: str) -> str:
    """Return the query of a View with a language and theme of its own."""
    return format_view(parse_view(f"{query}&{looks}".strip("&"))[0])


def at(picture: Image.Image, x: float, y: float) -> Colour:
    red, green, blue = picture.getpixel((round(x), round(y)))[:3]  # type: ignore[index]
    return red, green, blue


def near(one: Colour, other: Colour, most: int = 6) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= most


def differing(one: Image.Image, other: Image.Image, by: int = 8) -> int:
    """Return how many pixels differ by more than what a redraw may."""
    assert one.size == other.size
    bands = ImageChops.difference(one, other).split()
    worst = bands[0]
    for band in bands[1:]:
        worst = ImageChops.lighter(worst, band)
    return sum(worst.histogram()[by + 1 :])
