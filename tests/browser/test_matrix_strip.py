"""The matrix “industry × city”: a strip under the map and a page of the list; its cells are Views."""

from __future__ import annotations

from collections.abc import Callable

from geodata.catalog import Catalog
from geodata.industries import flows
from geodata.view import parse_view
from layouts.industry_chart import flow_reading
from tests.browser.release import Release
from tests.browser.room import Room

Open = Callable[..., Room]
INDUSTRY, SUZHOU = "ind-biomedicine", "city-suzhou"
# The number in each cell, by city and industry; nothing where the cell has none.
CELLS = """(part) => [...document.querySelectorAll(`${part} .matrix-cell:has(b)`)].map((cell) => {
  const [, industry, city] = /industry:([^,]+),city:(.*)$/.exec(cell.dataset.set);
  return [city, industry, Number(cell.querySelector('.matrix-total b').textContent)];
})"""


def counts(release: Release) -> dict[tuple[str, str], int]:
    """Return how many items a city has in each major; "" is the city the plan does not give."""
    majors = [one for one, parent in release.parents.items() if not parent]
    cities = ["", *(city["id"] for city in release.payload["cities"])]
    found = {
        (city, industry): sum(item.get("city", "") == city for item in release.of_industry(industry))
        for city in cities
        for industry in majors
    }
    return {at: count for at, count in found.items() if count}


def numbers(room: Room, part: str) -> dict[tuple[str, str], int]:
    return {(city, industry): n for city, industry, n in room.page.evaluate(CELLS, part)}


def cell(part: str, industry: str, city: str) -> str:
    return f'{part} .matrix-cell[data-set$="industry:{industry},city:{city}"]'


def shown(room: Room) -> int:
    """Return how many items the rail says are shown."""
    return int(room.get('[data-hint="layers"]').inner_text().split(" ")[0])


def focused(room: Room) -> str:
    return str(room.page.evaluate("() => document.activeElement.dataset.at ?? ''"))


def test_the_strip_is_there_where_it_has_room(opened: Open) -> None:
    room = opened("lens=industry")
    strip = room.get("#matrix")
    for width, height, has_room in (
        *((1280, 800, True), (1920, 1080, True)),
        *((1080, 1920, False), (390, 844, False), (1280, 800, True)),
    ):
        room.page.set_viewport_size({"width": width, "height": height})
        state = "on" if has_room else "off"
        room.wait("(state) => document.documentElement.dataset.strip === state", state)
        strip.wait_for(state="visible" if has_room else "hidden")
        if has_room:
            stage = room.get("#map").bounding_box()
            box = strip.bounding_box()
            assert stage and box and box["y"] >= stage["y"] + stage["height"] - 1
            assert stage["height"] > 0.4 * height
    for other in ("", "lens=system", "lens=industry&list=sites"):
        room.turn(other)
        strip.wait_for(state="hidden")


def test_a_cell_is_a_view_and_its_number_what_is_shown(opened: Open, release: Release) -> None:
    room = opened("lens=industry")
    strip = room.get("#matrix table")
    strip.wait_for()
    assert numbers(room, "#matrix") == counts(release)
    for city, industry in ((SUZHOU, INDUSTRY), ("city-wuxi", "ind-iot"), ("city-zhenjiang", "ind-marine")):
        button = room.get(cell("#matrix", industry, city))
        wanted = int(button.locator(".matrix-total b").inner_text())
        button.click()
        room.painted(f"city={city}&industry={industry}&lens=industry")
        assert shown(room) == wanted
        room.wait(
            "(part) => document.querySelector(part).ariaPressed === 'true'", cell("#matrix", industry, city)
        )
        # Its column is framed, head and all, and no other.
        framed = room.page.eval_on_selector_all(
            "#matrix .on [data-set*='industry:']",
            "(nodes) => nodes.map((node) => /industry:([^,]+)/.exec(node.dataset.set)[1])",
        )
        assert set(framed) == {industry}
    # A head is the industry in every city, a city's name its profile.
    room.get(f'#matrix thead [data-set*="industry:{INDUSTRY},"]').click()
    room.painted(f"industry={INDUSTRY}&lens=industry")
    assert shown(room) == len(release.of_industry(INDUSTRY))
    room.get(f'#matrix tbody [data-select="{SUZHOU}"]').click()
    room.painted(f"industry={INDUSTRY}&lens=industry&selected={SUZHOU}").says("#panel-title", "苏州市")
    # Where the annex only positions a city, its profile says what is meant: there is nothing to filter to.
    room.get(f'#matrix .matrix-cell[data-set$="industry:{INDUSTRY},selected:city-wuxi"]').click()
    room.painted(f"industry={INDUSTRY}&lens=industry&selected=city-wuxi").says("#panel-title", "无锡市")


def test_the_arrows_go_through_the_cells_and_enter_presses(opened: Open) -> None:
    room = opened("lens=industry")
    room.get("#matrix table").wait_for()
    assert room.get('#matrix [data-at][tabindex="0"]').count() == 1
    room.get('#matrix [data-at="1,1"]').focus()
    for key, at in (
        *(("ArrowDown", "2,1"), ("ArrowUp", "1,1"), ("ArrowRight", "1,2"), ("ArrowLeft", "1,1")),
        *(("Home", "1,0"), ("End", "1,15"), ("ArrowUp", "0,15"), ("Home", "0,1"), ("ArrowDown", "1,1")),
    ):
        room.page.keyboard.press(key)
        assert focused(room) == at, key
    # A gap is passed over: Changzhou has nothing of biomedicine.
    room.get('#matrix [data-at="2,1"]').focus()
    room.page.keyboard.press("ArrowDown")
    assert focused(room) == "4,1"
    assert room.get('#matrix [data-at][tabindex="0"]').count() == 1
    room.page.keyboard.press("Enter")
    room.painted(f"city={SUZHOU}&industry={INDUSTRY}&lens=industry")
    assert focused(room) == "4,1"
    # One stop of Tab: the next one is out of the grid.
    room.page.keyboard.press("Tab")
    assert focused(room) == ""


def test_the_page_has_the_matrix_and_the_chart_with_reading_and_table(
    opened: Open, release: Release, shipped: Catalog
) -> None:
    query = f"industry={INDUSTRY}&list=matrix"
    room = opened(query)
    room.page.wait_for_selector("#matrix-chart .main-svg")
    assert numbers(room, "#matrix-body") == counts(release)
    view, _ = parse_view(query)
    flowing, chart = flows(shipped, view), room.get("#matrix-chart")
    reading = flow_reading(shipped, flowing, view)
    assert chart.locator(".caption").inner_text() == reading
    assert chart.get_by_role("img", name=reading).is_visible()
    assert chart.locator(".sankey-node").count() == len(flowing.sources) + len(flowing.cities)
    chart.locator("summary").click()
    assert chart.locator("table tbody tr").first.is_visible()
    assert chart.locator("table tbody tr").count() >= len(flowing.sources)
    framed = room.get("#matrix-body th.on button")
    assert framed.count() == 1 and "生物医药" in framed.inner_text()
    # A cell leads from the page to the map.
    room.get(cell("#matrix-body", INDUSTRY, SUZHOU)).click()
    room.painted(f"city={SUZHOU}&industry={INDUSTRY}&lens=industry")
    assert room.get("#matrix-page").is_hidden()
    assert shown(room) == counts(release)[SUZHOU, INDUSTRY]
    room.page.go_back()
    room.painted(query)
    room.get("#matrix-body table").wait_for()
