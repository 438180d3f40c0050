"""Every room works under the content security policy: nothing is refused, nothing foreign is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watch

PAINTED = re.compile(".*")
Strict = Callable[[str], Page]


@pytest.fixture
def strict(
    browser: Browser, base_url: str, watch: Watch, browser_context_args: dict[str, Any]
) -> Iterator[Strict]:
    """Open a page under the policy, as a visitor's browser does; the watch sees what is refused."""
    context = browser.new_context(**{**browser_context_args, "bypass_csp": False})
    page = context.new_page()
    watch.over(page)

    def at(path: str) -> Page:
        page.goto(f"{base_url}{path}")
        return page

    yield at
    context.close()


@pytest.mark.parametrize("path", ["/", "/?theme=dark&lang=en&lens=industry", "/present", "/kiosk"])
def test_a_room_is_painted(strict: Strict, path: str) -> None:
    expect(strict(path).locator("#map")).to_have_attribute("data-view", PAINTED, timeout=60_000)


def test_the_map_reads_its_shapes_in_a_worker(strict: Strict) -> None:
    page = strict("/")
    expect(page.locator("#map")).to_have_attribute("data-view", PAINTED, timeout=60_000)
    assert page.workers, "the map draws with workers made from a blob"


def test_the_servers_panels_come(strict: Strict) -> None:
    page = strict("/?lens=indicator&selected=city-suzhou")
    expect(page.locator("#map")).to_have_attribute("data-view", PAINTED, timeout=60_000)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_attached(timeout=60_000)


def test_the_policy_does_refuse_what_is_not_ours(strict: Strict, watch: Watch) -> None:
    page = strict("/")
    watch.forgiven = lambda fault: "Content Security Policy" in fault
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(
            """() => { const script = document.createElement("script");
            script.textContent = "window.stranger = true"; document.head.append(script); }"""
        )
    assert page.evaluate("window.stranger") is None
