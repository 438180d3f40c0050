"""The organisation as a panel: a tree a screen reader can read, and entries that light what they concern."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.release import Release, marked
from tests.browser.room import Room

Open = Callable[..., Room]
CONCERNED = "(id) => atlas.system.concerned(atlas.index.items.get(id), atlas.data)"
LIT_AREA = "(id) => atlas.map.native().getFeatureState({ source: 'ground', id }).chosen === true"
ORGANISATION = """
- list "组织结构，上级在前，下级在后":
  - listitem:
    - button /省苏南自创区建设工作领导小组/
    - list:
      - listitem:
        - button /苏南自创区理事会/
        - list:
          - listitem:
            - button /理事会秘书处/
          - listitem:
            - button /苏南自创区专家咨询委员会/
          - listitem:
            - button /苏南自创区管理服务中心/
"""
OUTLINE = """
- heading "组织与实施体系" [level=2]
- region "四个一":
  - heading "四个一" [level=3]
  - list
- region "组织机构":
  - heading "组织机构" [level=3]
  - list
- region "支撑平台":
  - heading "支撑平台" [level=3]
  - list
- region "攻关项目":
  - heading "攻关项目" [level=3]
  - list
- region "六大行动计划":
  - heading "六大行动计划" [level=3]
  - list
- region "保障措施":
  - heading "保障措施" [level=3]
  - list
"""


def of(release: Release, kind: str) -> list[str]:
    return [item["id"] for item in release.payload["items"] if item["kind"] == kind]


def served(release: Release, entry: str) -> set[str]:
    ties = release.payload["relations"]
    return {tie["to"] for tie in ties if tie["what"] == "serves_target" and tie["from"] == entry}


def test_the_system_is_read_as_a_tree(opened: Open, release: Release) -> None:
    room = opened().quiet()
    room.get('.header [data-tab="system"]').click()
    room.painted("lens=system")
    expect(room.get("#panel")).to_match_aria_snapshot(OUTLINE)
    expect(room.get("#panel .org")).to_match_aria_snapshot(ORGANISATION)
    for part, kind in (
        *(("pillars", "pillar"), ("bodies", "body"), ("platforms", "platform"), ("projects", "project")),
        *(("actions", "action_plan"), ("safeguards", "safeguard")),
    ):
        listed = room.listed(f".system-{part}")
        assert set(of(release, kind)) <= set(listed), part
    assert [len(of(release, kind)) for kind in ("pillar", "body", "action_plan")] == [4, 5, 6]
    for action in of(release, "action_plan"):
        entry = f'.system-actions .system-entry:has(> [data-select="{action}"])'
        more = room.get(f"{entry} summary")
        more.click()
        targets = room.listed(f"{entry} .system-goals")
        assert set(targets) == served(release, action), action
        for target in targets:
            assert room.get(f'{entry} [data-select="{target}"]').is_visible()
    assert room.requests == []


def test_an_entry_lights_what_it_concerns_and_leads_back(opened: Open, release: Release) -> None:
    room = opened("lens=system")
    room.page.wait_for_selector(".system")
    everything = room.lit()
    for entry in ("platform-facilities", "project-transfer", "action-parks", "action-open", "body-council"):
        row = f'.system [data-select="{entry}"]'
        room.get(row).click()
        room.painted(f"lens=system&selected={entry}")
        room.says("#panel-title", release.item(entry)["name"]["zh"])
        concerned = [release.item(one) for one in room.page.evaluate(CONCERNED, entry)]
        if not concerned:  # a body is about the whole region
            assert entry == "body-council"
            assert room.get(".mark.dim").count() == 0
        else:
            assert room.lit() == marked([one for one in concerned if one["kind"] in release.layers])
            assert room.get(".mark.dim").count() > 0
        areas = [one["id"] for one in concerned if one["kind"] in ("zone", "city")]
        assert [one for one in areas if not room.page.evaluate(LIT_AREA, one)] == []
        assert {one["id"] for one in concerned} <= set(room.listed("#panel"))
        if entry == "action-parks":
            room.get("#panel .close").click()
        else:
            room.page.keyboard.press("Escape")
        room.painted("lens=system").says("#panel-title", "组织与实施体系")
        # Back where one was: what was pressed has the focus, and is in sight.
        room.wait("(row) => document.activeElement === document.querySelector(row)", row)
        assert room.lit() == everything
    room.page.keyboard.press("Escape")
    room.painted("")


def test_what_was_opened_is_open_on_the_way_back(opened: Open, release: Release) -> None:
    room = opened("lens=system")
    target, *_ = sorted(served(release, "action-firms"))
    entry = '.system-entry:has(> [data-select="action-firms"])'
    room.get(f"{entry} summary").click()
    room.get(f'{entry} [data-select="{target}"]').click()
    room.painted(f"lens=system&selected={target}").says("#panel-title", release.item(target)["name"]["zh"])
    room.page.go_back()
    room.painted("lens=system").says("#panel-title", "组织与实施体系")
    assert room.get(f'{entry} [data-select="{target}"]').is_visible()
    room.get('#panel [data-set="lens:plan"]').click()
    room.painted("lens=plan")
    room.get('#panel [data-set="lens:system,passage:"]').click()
    room.painted("lens=system")


def test_a_chain_of_entries_is_walked_by_key_and_back(opened: Open, release: Release) -> None:
    room = opened("lens=system")
    room.get('.org [data-select="body-lead-group"]').focus()
    room.page.keyboard.press("Enter")
    room.painted("lens=system&selected=body-lead-group")
    room.wait("() => document.activeElement.id === 'panel-title'")
    room.get('#panel [data-select="body-council"]').focus()
    room.page.keyboard.press("Enter")
    room.painted("lens=system&selected=body-council").says(
        "#panel-title", release.item("body-council")["name"]["zh"]
    )
    room.page.go_back()
    room.painted("lens=system&selected=body-lead-group")
    room.page.go_back()
    room.painted("lens=system").says("#panel-title", "组织与实施体系")
