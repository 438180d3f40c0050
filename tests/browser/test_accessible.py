"""Accessibility: axe finds nothing serious or critical in any state of the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Watch
from tests.browser.room import IN_THE_PLAN, Room, turned

Open = Callable[..., Room]
RULES = {"runOnly": ["wcag2a", "wcag2aa"]}
STATES = {
    "home": "",
    "english": "lang=en",
    "dark": "theme=dark",
    "contrast": "theme=contrast",
    "industry": "lens=industry",
    "one industry": "industry=ind-biomedicine&lens=industry",
    "filtered": "city=city-suzhou&claim=stated&industry=ind-ic&kind=park",
    "site": "selected=lab-pml",
    "site dark": "selected=lab-pml&theme=dark",
    "city": "selected=city-suzhou",
    "zone": "selected=z-sip",
    "target": "selected=t-rd",
    "group": "selected=at-city-suzhou",
    "afar": "camera=119.9000,31.6000,6.00",
    "empty": "city=city-zhenjiang&industry=ind-ai&kind=finance",
    "all off": "kind=none",
}


def serious(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['impact']} {fault['id']}: {node['target']} {node['html'][:120]}\n{node['failureSummary']}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def test_nothing_serious(opened: Open) -> None:
    room, found = opened(), {}
    for name, query in STATES.items():
        found[name] = serious(room.turn(query).page)
    assert not any(found.values()), found


@pytest.mark.parametrize("looks", ["", "lang=en&theme=dark"])
def test_nothing_serious_from_city_to_plan(read: Open, looks: str) -> None:
    room, found = read(turned("", looks)), {}
    for query, part in IN_THE_PLAN.items():
        found[query] = serious(room.turn(turned(query, looks), part).still().page)
    assert not any(found.values()), found


@pytest.mark.parametrize("looks", ["theme=dark", "lang=en"])
def test_nothing_serious_without_the_plans_text(read: Open, looks: str) -> None:
    room = read(turned("lens=plan&passage=c-3-4", looks), None)
    room.page.wait_for_selector(".clause-list")
    assert serious(room.page) == []


@pytest.mark.parametrize("query", ["list=sites", "lang=en&list=targets", "list=plan&theme=dark"])
def test_nothing_serious_in_the_list(opened: Open, query: str) -> None:
    room = opened(query)
    room.get(".ag-row").first.wait_for()
    assert serious(room.page) == []


def test_nothing_serious_while_searching(opened: Open) -> None:
    assert serious(opened().search("suzhou").page) == []


def test_nothing_serious_when_nothing_is_found(opened: Open) -> None:
    room = opened()
    room.page.keyboard.press("/")
    room.page.keyboard.type("qqqzzz")
    room.get(".hits.none").wait_for()
    assert serious(room.page) == []


def test_nothing_serious_under_a_notice(room: Room) -> None:
    room.page.goto(f"{room.address}/?nonsense=1")
    room.get("#notice").wait_for()
    assert serious(room.page) == []


@pytest.mark.parametrize("query", ["", "selected=lab-pml", "lang=en&lens=industry"])
def test_nothing_serious_on_a_phone(sized: Open, query: str) -> None:
    assert serious(sized(390, 844, query, has_touch=True, is_mobile=True).page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_serious_on_the_page_for_unknown_addresses(
    page: Page, base_url: str, watch: Watch, language: str
) -> None:
    watch.forgiven = lambda fault: "404" in fault
    page.goto(f"{base_url}/nope?lang={language}")
    assert serious(page) == []
