"""The list: the table twin of the map, in step with filters and selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.release import Release
from tests.browser.room import Room

Open = Callable[..., Room]


API = "window.dash_ag_grid.getApi('table-grid')"


def grid(room: Room, body: str) -> Any:
    """Return what a function body finds with the grid's `api`."""
    room.get(".ag-row").first.wait_for()
    return room.page.evaluate(f"() => ((api) => {body})({API})")


def counting(room: Room, condition: str, argument: Any = None) -> None:
    """Wait until the number `n` of the rows shown fulfils a condition."""
    room.wait(f"(given) => ((n) => {condition})({API}?.getDisplayedRowCount())", argument)


def shown(room: Room) -> list[str]:
    ids: list[str] = grid(
        room,
        "{ const ids = []; api.forEachNodeAfterFilterAndSort(({ data }) => ids.push(data.id)); return ids; }",
    )
    return ids


def test_it_holds_every_item_with_and_without_a_place(opened: Open, release: Release) -> None:
    assert sorted(shown(opened("list=sites"))) == sorted(item["id"] for item in release.items)


def test_it_holds_the_targets_and_the_plan(opened: Open, release: Release) -> None:
    room = opened("list=targets")
    assert len(shown(room)) == 18
    room.get('[data-set="list:plan"]').click()
    room.painted("list=plan")
    rest = {
        item["id"]
        for item in release.payload["items"]
        if item["kind"] not in {*release.layers, "city", "target"}
    }
    counting(room, "n === given", len(rest))
    assert set(shown(room)) == rest


def test_pressing_a_row_selects_it(opened: Open, release: Release) -> None:
    room = opened("list=sites")
    room.get('.ag-row[row-id="lab-pml"]').click()
    room.painted("list=sites&selected=lab-pml")
    room.says("#panel-title", release.item("lab-pml")["name"]["zh"])


def is_marked(room: Room, item: str) -> None:
    row = f".ag-row.ag-row-selected[row-id='{item}']"
    room.wait("(row) => document.querySelector(row)", row).still()
    assert room.get(".ag-row.ag-row-selected").count() == 1


def test_a_pressed_row_stays_marked(opened: Open) -> None:
    room = opened("list=sites")
    room.get('.ag-row[row-id="lab-pml"]').click()
    room.painted("list=sites&selected=lab-pml")
    is_marked(room, "lab-pml")


def test_what_is_selected_elsewhere_is_marked_and_in_sight(opened: Open) -> None:
    room = opened("list=sites")
    last = shown(room)[-1]
    room.page.evaluate("(id) => atlas.change({ selected: id })", last)
    is_marked(room, last)
    assert room.get(f'.ag-row[row-id="{last}"]').first.is_visible()


def test_a_link_to_a_selection_marks_its_row(opened: Open) -> None:
    room = opened("list=sites&selected=lab-pml")
    room.get(".ag-row.ag-row-selected").first.wait_for()
    assert room.get(".ag-row.ag-row-selected").first.get_attribute("row-id") == "lab-pml"


def test_a_heading_sorts(opened: Open) -> None:
    room = opened("list=sites")
    before = shown(room)
    room.get('.ag-header-cell[col-id="kind"] .ag-header-cell-label').click()
    room.get('.ag-header-cell[col-id="kind"][aria-sort="ascending"]').wait_for()
    after = shown(room)
    assert after != before and sorted(after) == sorted(before)


def test_a_field_under_a_heading_filters(opened: Open) -> None:
    room = opened("list=sites")
    field = room.get('.ag-header-row [aria-colindex="1"] .ag-floating-filter-input input').first
    field.fill("紫金山")
    counting(room, "n > 0 && n < 5")
    assert "lab-pml" in shown(room)


def test_it_follows_the_filters_of_the_rail(opened: Open, release: Release) -> None:
    room = opened("list=sites").choose("city:city-zhenjiang").painted("city=city-zhenjiang&list=sites")
    wanted = {item["id"] for item in release.items if item.get("city") == "city-zhenjiang"}
    counting(room, "n === given", len(wanted))
    assert set(shown(room)) == wanted


def test_it_changes_its_language_in_place(opened: Open, release: Release) -> None:
    room = opened("list=sites")
    room.get(".ag-row").first.wait_for()
    room.get('.header [data-set="lang:en"]').click()
    room.painted("lang=en&list=sites")
    name = release.item("lab-pml")["name"]["en"]
    room.wait(
        "(name) => document.querySelector('.ag-row[row-id=\"lab-pml\"]')?.textContent.includes(name)", name
    )


def test_an_empty_list_says_so(opened: Open) -> None:
    room = opened("city=city-zhenjiang&industry=ind-ai&kind=finance&list=sites")
    room.wait("() => document.getElementById('table-body').innerText.includes('没有符合的条目')")


def test_the_way_back_leads_to_the_map(opened: Open) -> None:
    room = opened("city=city-wuxi&list=sites")
    room.get('.table [data-set="list:"]').click()
    room.painted("city=city-wuxi")
    assert room.get("#table").is_hidden()


@pytest.mark.parametrize("scope", ["sites", "targets", "plan"])
def test_every_cell_has_words(opened: Open, scope: str) -> None:
    room = opened(f"list={scope}")
    rows = grid(room, "{ const rows = []; api.forEachNode(({ data }) => rows.push(data)); return rows; }")
    fields = ("name", "kind", "claim", "goal", "status")
    empty = [(row["id"], field) for row in rows for field in fields if row.get(field, "·") in ("", None)]
    assert empty == []


def test_its_columns_are_headed_in_the_readers_language(opened: Open) -> None:
    room = opened("lang=en&list=sites")
    room.get(".ag-row").first.wait_for()
    heads = room.page.eval_on_selector_all(
        ".ag-header-cell-text", "(nodes) => nodes.map((node) => node.textContent)"
    )
    assert heads and not [head for head in heads if any("\u4e00" <= c <= "\u9fff" for c in head)]
