"""The stand-alone map, opened from a file with every request blocked: it works and asks for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from geodata.catalog import Catalog
from geodata.known import known
from geodata.settings import Settings
from geodata.view import parse_view
from layouts.standalone import standalone_page

Opened = Callable[..., Page]


@pytest.fixture
def asked() -> list[str]:
    """What the file asked for beside itself."""
    return []


@pytest.fixture
def opened(
    browser: Browser,
    shipped: Catalog,
    asked: list[str],
    tmp_path: Path,
    browser_context_args: dict[str, Any],
) -> Iterator[Opened]:
    about = known(shipped)
    path = tmp_path / "map.html"
    contexts = []

    def block(route: Route) -> None:
        if route.request.url == path.as_uri():
            route.continue_()
            return
        asked.append(route.request.url)
        route.abort()

    def at(query: str = "", **more: Any) -> Page:
        path.write_text(standalone_page(about, parse_view(query)[0], Settings()), encoding="utf-8")
        context = browser.new_context(**{**browser_context_args, **more})
        contexts.append(context)
        context.route("**/*", block)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        assert faults == []
        return page

    yield at
    for context in contexts:
        context.close()
    assert asked == []


def total(page: Page) -> int:
    """Return how many items the marks say they stand for."""
    return sum(int(one.get_attribute("data-count") or 0) for one in page.locator("[data-place]").all())


def test_the_marks_stand_for_what_is_placed(opened: Opened, shipped: Catalog) -> None:
    page = opened()
    assert total(page) == int(shipped.sites["lon"].notna().sum())
    assert page.locator(".label-city").count() == 5
    assert page.locator("path.leaflet-interactive").count() == 12  # the zones
    assert "内部示意图·未经地图审核" in page.locator("#furniture").inner_text()
    page.locator("#unplaced summary").first.click()
    assert page.locator("#unplaced li").count() == int(shipped.sites["lon"].isna().sum())


def test_a_group_opens_and_its_items_say_what_is_known(opened: Opened) -> None:
    page = opened()
    page.locator('[data-place="at-city-nanjing"]').click()
    popup = page.locator(".popup")
    popup.wait_for()
    count = int(page.locator('[data-place="at-city-nanjing"]').get_attribute("data-count") or 0)
    assert popup.locator("details").count() == count > 1
    popup.locator("summary").first.click()
    facts = popup.locator(".facts").first.inner_text()
    for said in ("仅知城市", "方案 ", "方案载明", "苏南国家自主创新示范区"):
        assert said in facts
    page.keyboard.press("Escape")
    popup.wait_for(state="detached")


def test_a_mark_opens_by_keyboard(opened: Opened) -> None:
    page = opened("kind=corridor,lab&city=city-suzhou")
    mark = page.locator(".leaflet-marker-icon[tabindex]").first
    mark.focus()
    page.keyboard.press("Enter")
    page.locator(".popup").wait_for()


def test_layers_switch_marks_and_counts(opened: Opened) -> None:
    page = opened()
    before = total(page)
    labs = page.locator('label:has([data-layer="lab"])')
    count = int(labs.locator(".count").inner_text())
    page.uncheck('[data-layer="lab"]')
    assert page.locator("#shown").inner_text() == f"{168 - count} / 168"
    assert total(page) < before
    page.uncheck('[data-layer="zone"]')
    assert page.locator("path.leaflet-interactive").count() == 0
    page.get_by_text("全部关闭").click()
    assert total(page) == 0 and page.locator("[data-layer]:checked").count() == 0
    page.get_by_text("全部显示").click()
    assert total(page) == before


def test_the_layers_of_the_view_are_on(opened: Opened) -> None:
    page = opened("city=city-suzhou&kind=lab,park")
    on = [one.get_attribute("data-layer") for one in page.locator("[data-layer]:checked").all()]
    assert on == ["lab", "park"] and page.locator("#shown").inner_text() == "6 / 38"


def test_the_language_switches_in_place(opened: Opened) -> None:
    page = opened("selected=lab-pml")
    assert page.locator(".popup details[open]").count() == 1
    page.click('[data-set-lang="en"]')
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").inner_text() == "Purple Mountain Laboratories"
    assert "Internal sketch" in page.locator("#furniture").inner_text()
    assert page.locator(".label-city", has_text="Nanjing").count() == 1
    # What was open stays open, in the other language.
    assert "Jiangning District" in page.locator(".popup h3").inner_text()
    left = page.locator("#rail, #furniture").all_inner_texts()
    chinese = {one for words in left for one in words if "\u4e00" <= one <= "\u9fff"}
    signs = set("".join(page.locator("#rail .disc").all_inner_texts()))
    assert chinese <= signs | set("中文")


def test_an_indicator_shows_its_values(opened: Opened) -> None:
    page = opened("indicator=i-rd-expenditure&lens=indicator&year=2022")
    assert page.locator('[data-value="city-suzhou"]').inner_text().split() == ["苏州", "961.4"]
    assert page.locator('[data-value="city-zhenjiang"]').inner_text().split() == ["镇江", "无数据"]
    assert page.locator("[data-place]").count() == 0


def test_nothing_overlaps_and_nothing_is_cut(opened: Opened) -> None:
    for width, height in ((1280, 800), (1920, 1080), (390, 844)):
        page = opened("", viewport={"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.scrollHeight") <= height
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('.stage .furniture, .label, .sign')].map((node) => {
              const r = node.getBoundingClientRect();
              return {name: node.className + node.textContent,
                      x0: r.left, x1: r.right, y0: r.top, y1: r.bottom,
                      label: node.matches('.label')};
            })"""
        )
        labels = [one for one in boxes if one["label"] and one["x1"] > one["x0"] > 0]
        assert labels
        for label in labels:
            for other in boxes:
                apart = (
                    label["x1"] <= other["x0"] + 1
                    or other["x1"] <= label["x0"] + 1
                    or label["y1"] <= other["y0"] + 1
                    or other["y1"] <= label["y0"] + 1
                )
                assert other is label or apart, (width, label["name"], other["name"])


def test_it_can_be_used_by_everybody(opened: Opened) -> None:
    page = opened()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    assert [(one["id"], [node["html"][:80] for node in one["nodes"][:3]]) for one in found] == []
