"""Without a mouse: every part is reached, its place is seen, and Escape leads back."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.room import Room

Open = Callable[..., Room]


def tab_to(room: Room, part: str, most: int = 90) -> None:
    for _ in range(most):
        room.page.keyboard.press("Tab")
        if room.probe("focusPart") == part:
            return
    raise AssertionError(f"{part} is not reached by Tab")


def focused_mark(room: Room) -> str:
    return str(room.page.evaluate("() => document.activeElement.dataset.mark"))


def test_the_first_stop_leads_to_the_list(opened: Open) -> None:
    room = opened()
    room.page.keyboard.press("Tab")
    assert room.page.evaluate("() => document.activeElement.className") == "skip"
    assert room.page.evaluate("() => document.activeElement.getBoundingClientRect().top >= 0")
    room.page.keyboard.press("Enter")
    room.painted("list=sites")


def test_a_filter_is_pressed_by_key(opened: Open) -> None:
    room = opened()
    tab_to(room, "rail")
    room.get('.rail [data-toggle="city:city-nanjing"]').focus()
    room.page.keyboard.press("Space")
    room.painted("city=city-nanjing")
    room.page.keyboard.press("Enter")
    room.painted("")


def test_the_marks_are_one_stop_and_the_arrows_go_through_them(opened: Open) -> None:
    room = opened()
    tab_to(room, "marks")
    assert room.get('.mark[tabindex="0"]').count() == 1
    first = focused_mark(room)
    room.page.keyboard.press("ArrowRight")
    second = focused_mark(room)
    room.page.keyboard.press("ArrowRight")
    assert len({first, second, focused_mark(room)}) == 3
    room.page.keyboard.press("ArrowLeft")
    assert focused_mark(room) == second
    assert room.get('.mark[tabindex="0"]').count() == 1


def test_every_mark_has_a_name(opened: Open) -> None:
    room = opened()
    names = room.page.eval_on_selector_all(".mark", "(marks) => marks.map((mark) => mark.ariaLabel)")
    assert names and all(names) and len(set(names)) == len(names)


def test_the_focused_mark_is_seen(opened: Open) -> None:
    room = opened()
    tab_to(room, "marks")
    halo = "getComputedStyle(document.activeElement.querySelector('.mark-halo'))"
    ring = room.page.evaluate(f"() => [{halo}.stroke, {halo}.strokeWidth]")
    assert ring[0] != "none" and float(ring[1].removesuffix("px")) >= 2


def test_enter_opens_a_mark_and_escape_closes_it(opened: Open) -> None:
    room = opened()
    tab_to(room, "marks")
    mark = focused_mark(room)
    room.page.keyboard.press("Enter")
    room.wait("() => location.search.includes('selected=')")
    room.get("#panel-title").wait_for()
    room.page.keyboard.press("Escape")
    room.painted("")
    assert room.get("#panel").is_hidden()
    assert focused_mark(room) == mark


def test_the_panel_comes_next_after_a_mark_is_opened(opened: Open) -> None:
    room = opened()
    tab_to(room, "marks")
    room.page.keyboard.press("Enter")
    room.get("#panel-title").wait_for()
    tab_to(room, "panel", most=8)


def test_the_industry_lens_closes_by_escape(opened: Open) -> None:
    room = opened("lens=industry")
    room.page.keyboard.press("Escape")
    room.painted("")


def test_the_map_itself_is_moved_by_the_arrows(opened: Open) -> None:
    room = opened()
    room.get(".maplibregl-canvas").focus()
    room.page.keyboard.press("ArrowRight")
    room.wait("() => location.search.includes('camera=')")


def test_the_list_is_worked_by_key(opened: Open) -> None:
    room = opened("list=sites")
    room.get(".ag-row").first.wait_for()
    room.get('.ag-row[row-index="0"] .ag-cell').first.focus()
    room.page.keyboard.press("ArrowDown")
    room.page.keyboard.press("Enter")
    wanted = room.get('.ag-row[row-index="1"]').first.get_attribute("row-id")
    room.painted(f"list=sites&selected={wanted}")
    # What was opened is read next; Escape leads back into the list.
    room.wait("() => document.activeElement.id === 'panel-title'")
    room.page.keyboard.press("Escape")
    room.painted("list=sites")
    room.wait("() => document.activeElement.closest('#table')")


def test_slash_inside_a_field_is_a_letter(opened: Open) -> None:
    room = opened("list=sites")
    field = room.get(".ag-floating-filter-input input").first
    field.click()
    room.page.keyboard.type("a/b")
    assert field.input_value() == "a/b"


def test_every_stop_of_tab_is_seen(opened: Open) -> None:
    room = opened()
    hidden = []
    for _ in range(24):
        room.page.keyboard.press("Tab")
        if unseen := room.probe("focusUnseen"):
            hidden.append(unseen)
    assert not hidden
