"""The panel of a zone: its strategic industry, whether it is of the nine, what stands in it, its peers."""

from __future__ import annotations

from collections.abc import Callable

from layouts.text import text
from tests.browser.release import Item, Release, marked
from tests.browser.room import Room

Open = Callable[..., Room]
PARKS = {"park", "intl_park", "incubator", "industrial_base", "cluster"}
PLATFORMS = {"lab", "innovation_centre", "service_platform", "finance"}
ON_ITS_GROUND = {"in_zone", "same_ground", "core_of"}
SECTIONS = """() => {
  const rows = (list) => [...list.querySelectorAll('[data-select]')].map((row) => row.dataset.select);
  const title = (list) => list.querySelector('h3').firstChild.textContent;
  const lists = [...document.querySelectorAll('#panel .panel-list')];
  return Object.fromEntries(lists.map((list) => [title(list), rows(list)]));
}"""


def zones(release: Release) -> list[Item]:
    return [item for item in release.items if item["kind"] == "zone"]


def own(release: Release, zone: str, kinds: set[str]) -> set[str]:
    return {item["id"] for item in release.items if item.get("zone") == zone and item["kind"] in kinds}


def lit_by(release: Release, zone: str) -> list[Item]:
    """Return what the catalogue says stands in a zone, by its row or by a relation."""
    ties = release.payload["relations"]
    tied = {tie["from"] for tie in ties if tie["to"] == zone and tie["what"] in ON_ITS_GROUND}
    return [item for item in release.items if item.get("zone") == zone or item["id"] in tied]


def shows(room: Room, release: Release, zone: str) -> None:
    """Hold panel and map of an open zone against the release."""
    item = release.item(zone)
    room.painted(f"selected={zone}").says("#panel-title", item["name"]["zh"])
    names = {row["id"]: row["name"]["zh"] for row in release.payload["industries"]}
    named = names[item["strategic"]] if item.get("strategic") else text("panel.strategic.none", "zh")
    assert room.get("#panel .strategic-name").inner_text() == named
    assert room.get("#panel .tier").inner_text() == text("zone.nine" if item["nine"] else "zone.beyond", "zh")
    lists = {name.strip(): rows for name, rows in room.page.evaluate(SECTIONS).items()}
    assert set(lists.get(text("panel.inside.parks", "zh"), [])) == own(release, zone, PARKS)
    assert set(lists.get(text("panel.inside.platforms", "zh"), [])) == own(release, zone, PLATFORMS)
    others = [one for one in zones(release) if one["id"] != zone]
    for name, is_nine in (("nine", True), ("beyond", False)):
        peers = {one["id"] for one in others if one["nine"] == is_nine}
        assert set(lists[text(f"panel.peers.{name}", "zh")]) == peers
    # What stands in the zone is lit, and it alone.
    assert room.lit() == marked(lit_by(release, zone))
    assert len(room.marked()) > len(room.lit())


def test_every_zone_has_its_panel_and_its_map(opened: Open, release: Release) -> None:
    # All round by “next”: with and without a strategic industry, of the nine and beyond, empty and full.
    order = [zone["id"] for zone in zones(release)]
    start = order.index("z-wuxi")
    room = opened("selected=z-wuxi")
    shows(room, release, "z-wuxi")
    assert room.get("#panel .strategic-name").inner_text() == "物联网"
    assert room.get("#panel .tier").inner_text() == "九区之一"
    for zone in order[start + 1 :] + order[: start + 1]:
        room.get("#panel .steps button").last.click()
        shows(room, release, zone)
    room.get("#panel .steps button").first.click()
    shows(room, release, order[start - 1])


def test_peers_and_the_strategic_industry_lead_on(opened: Open) -> None:
    room = opened("selected=z-wuxi")
    room.get('#panel [data-select="z-changshu"]').click()
    room.painted("selected=z-changshu").says("#panel-title", "常熟高新区")
    assert room.get("#panel .tier").inner_text() == "九区之外"
    assert room.get("#panel .strategic-name").inner_text() == "方案未点名"
    room.page.go_back()
    room.painted("selected=z-wuxi").says("#panel-title", "无锡高新区")
    room.get("#panel .strategic-name").click()
    room.painted("industry=ind-iot&lens=industry")
    room.page.go_back()
    room.painted("selected=z-wuxi").says("#panel-title", "无锡高新区")
    room.page.keyboard.press("Escape")
    room.painted("")
    assert room.get(".mark.dim").count() == 0


def test_what_has_stepped_back_still_opens(opened: Open) -> None:
    room = opened("selected=z-wuxi")
    assert "dim" in str(room.mark("at-city-suzhou").get_attribute("class"))
    room.mark("at-city-suzhou").click()
    room.painted("selected=at-city-suzhou")
    assert room.get(".mark.dim").count() == 0
