"""Addresses and names nobody meant: a quiet notice, never an error; names are names, whatever is in them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Watch
from tests.browser.room import Room

Open = Callable[..., Room]
HOSTILE = '<img src=x onerror="window.taken=1"><b>粗</b>${1}`\'"'


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("nonsense=1", ""),
        ("lang=fr&city=city-wuxi", "city=city-wuxi"),
        ("city=city-atlantis,city-wuxi", "city=city-wuxi"),
        ("selected=lab-nowhere", ""),
        ("camera=9,9,99&industry=ind-gone", ""),
        ("kind=castle", ""),
        ("%ff=%00&&==&theme=%3Cscript%3E", ""),
        ("selected=__proto__&city=constructor", ""),
    ],
)
def test_unknown_parts_are_dropped_with_a_quiet_notice(room: Room, query: str, kept: str) -> None:
    room.page.goto(f"{room.address}/?{query}", wait_until="commit")
    notice = room.get("#notice")
    notice.wait_for()
    assert "已略去" in notice.inner_text()
    assert notice.get_attribute("role") == "status"
    room.painted(kept)


def test_the_notice_goes_by_itself(room: Room) -> None:
    room.page.clock.install()
    room.page.goto(f"{room.address}/?nonsense=1")
    room.get("#notice").wait_for()
    room.page.clock.fast_forward(20_000)
    room.get("#notice").wait_for(state="hidden")


def test_a_known_address_is_greeted_by_no_notice(opened: Open) -> None:
    assert opened("city=city-wuxi&lang=en").get("#notice").is_hidden()


def test_a_very_long_address_opens_the_atlas(room: Room) -> None:
    room.page.goto(f"{room.address}/?city={'city-wuxi,' * 400}", wait_until="commit")
    room.get("#notice").wait_for()
    room.painted("")


def test_an_unknown_path_leads_home(page: Page, base_url: str, watch: Watch) -> None:
    watch.forgiven = lambda fault: "404" in fault  # Chromium writes the 404 of the page itself to the console
    answer = page.goto(f"{base_url}/nope?lang=en")
    assert answer and answer.status == 404
    page.get_by_role("link").click()
    page.wait_for_selector('#map[data-view="lang=en"]', state="attached")


def hostile_names(route: Route) -> None:
    answer = route.fetch()
    content = json.loads(answer.body())
    for item in content["payload"]["items"]:
        item["name"] = {"zh": HOSTILE + item["name"]["zh"], "en": HOSTILE + item["name"]["en"]}
        for field in ("note", "address", "stage"):
            if field in item:
                item[field] = {"zh": HOSTILE, "en": HOSTILE}
        item["aliases"] = [HOSTILE]
    for place in content["payload"]["places"]:
        place["name"] = {"zh": HOSTILE, "en": HOSTILE}
    route.fulfill(response=answer, body=json.dumps(content), headers={"content-type": "application/json"})


@pytest.mark.parametrize(
    "query",
    [
        "selected=lab-pml",
        "selected=at-city-suzhou",
        "list=sites",
        "selected=city-suzhou",
        "selected=t-rd",
        "lang=en&lens=industry",
    ],
)
def test_names_with_markup_are_shown_as_text(opened: Open, page: Page, query: str) -> None:
    page.route("**/atlas.json", hostile_names)
    room = opened(query)
    room.search("粗")
    if query == "list=sites":
        room.get(".ag-row").first.wait_for()
    assert "<b>粗</b>" in page.inner_text("body")
    assert page.locator("img[src='x']").count() == 0
    assert page.evaluate("() => window.taken") is None
    assert page.title().count("<b>") == (0 if "lens" in query or "list" in query else 1)


def test_a_second_visit_fetches_next_to_nothing(opened: Open, page: Page) -> None:
    room = opened()
    room.quiet()
    page.goto("about:blank")
    room.open()
    sent = room.probe("sent")
    assert sum(size for _, size in sent) <= 60_000, [one for one in sent if one[1]]
    # The chunk has no version in its address: the browser may ask whether it is still the same.
    allowed = {"/", "/_dash-layout", "/_dash-dependencies", "/_dash-component-suites/dash/dcc/async-graph.js"}
    assert set(room.requests) <= allowed


def test_the_first_visit_is_within_its_bytes(opened: Open) -> None:
    assert 200_000 < sum(size for _, size in opened().probe("sent")) <= 2_000_000
