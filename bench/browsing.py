"""The browser, and what must be known of each page to wait for its picture and to press an industry."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from bench.dataset import Choice, Payload, points
from bench.leaflet_dash import LEAFLET_ZOOM
from geodata.view import View, format_view
from layouts.map_view import HOME

PAGES = ("plain", "leaflet", "atlas")
PROBE = Path(__file__).parent / "probe.js"
SCREEN = {"width": 1440, "height": 900}
SOFTWARE_GL = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
CLICK_PATIENCE_MS, FIRST_PATIENCE_MS = 30_000, 60_000
AWAIT = """([what, patience]) => Promise.race([
  window.bench[what], new Promise((_, no) => setTimeout(no, patience, new Error(`no ${what}`)))])"""


@dataclass(frozen=True)
class Probes:
    """What the probe looks for: a site's place for the first picture, and the industries to press."""

    site: tuple[float, float]
    choices: tuple[Choice, Choice]


def probes(content: Payload, choices: tuple[Choice, Choice]) -> Probes:
    """Return the probes of a payload."""
    first = points(content)[0]
    return Probes((first.lon, first.lat), choices)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run headless Chromium with software GL."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(SOFTWARE_GL))
        try:
            yield browser
        finally:
            browser.close()


def new_visitor(browser: Browser) -> BrowserContext:
    """Return a visitor with an empty cache."""
    return browser.new_context(viewport=SCREEN, locale="zh-CN", reduced_motion="no-preference")  # type: ignore[arg-type]


def open_page(visitor: BrowserContext, page: str, url: str, probe: Probes) -> tuple[Page, float]:
    """Open a page; return it with the ms from navigation to the first picture with all sites."""
    opened = visitor.new_page()
    script = PROBE.read_text(encoding="utf-8")
    opened.add_init_script(f"{script}\nwindow.bench.first({page!r}, {_about(probe.site, '')});")
    opened.goto(url, wait_until="commit")
    try:
        return opened, float(opened.evaluate(AWAIT, ["first", FIRST_PATIENCE_MS]))
    except Error as fault:
        raise RuntimeError(f"{page}: {fault.message.splitlines()[0]}") from fault


def press_industry(opened: Page, page: str, choice: Choice, turn_on: bool) -> dict[str, float]:
    """Press an industry, or "all" again; return the ms from the press until it shows and until still."""
    query = format_view(View(industry=(choice.industry,) if turn_on else ()))
    opened.evaluate(f"() => window.bench.arm({page!r}, {_about(choice.probe, query)})")
    opened.locator(_control(page, choice.industry if turn_on or page == "atlas" else "")).click()
    measured: dict[str, float] = opened.evaluate(AWAIT, ["click", CLICK_PATIENCE_MS])
    return measured


def _control(page: str, industry: str) -> str:
    if page == "atlas":
        return f'#rail [data-toggle="industry:{industry}"]'
    return f'#industry input[value="{industry}"]'


def _about(place: tuple[float, float], query: str) -> str:
    camera: dict[str, Any] = {"lon": HOME["lon"], "lat": HOME["lat"], "zoom": LEAFLET_ZOOM}
    return f"{{place: {list(place)}, query: {query!r}, camera: {camera}}}"
