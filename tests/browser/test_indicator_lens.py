"""The indicator and target lenses say what the data say, and the map asks the server for nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geodata.catalog import Catalog
from geodata.indicators import observed, value_at
from tests.browser.room import Room
from tests.browser.test_accessible import serious

Open = Callable[..., Room]
SPENT = "i-rd-expenditure"
CALLBACK = "/_dash-update-component"
STATE = "(id) => atlas.map.native().getFeatureState({ source: 'ground', id })"


def signs(room: Room) -> dict[str, str]:
    """Return the text that stands at each place in the indicator lens."""
    return dict(
        room.page.evaluate(
            "() => [...document.querySelectorAll('.mark')].map((mark) =>"
            " [mark.dataset.mark, mark.querySelector('.value-text')?.textContent ?? ''])"
        )
    )


def plain(text: str) -> str:
    return text.replace("\u202f", "")


@pytest.mark.parametrize("year", [2021, 2022])
def test_the_map_says_what_the_data_say(opened: Open, shipped: Catalog, year: int) -> None:
    room = opened(f"indicator={SPENT}&lens=indicator&year={year}")
    room.page.wait_for_selector(".value-text")
    seen = observed(shipped.observations)
    known = {city: value_at(seen, SPENT, city, year) for city in shipped.cities["id"]}
    told = {place: plain(text) for place, text in signs(room).items()}
    assert told == {city: f"{value.value:g}" for city, value in known.items() if value}


def test_a_city_without_data_is_hatched_and_says_so(opened: Open) -> None:
    room = opened(f"indicator={SPENT}&lens=indicator&year=2022")
    room.page.wait_for_selector(".value-text")
    assert room.page.evaluate(STATE, "city-zhenjiang")["hatched"] is True
    assert not room.page.evaluate(STATE, "city-suzhou").get("hatched")
    assert "无数据" in str(room.get(".overlay .labels").first.text_content())
    assert "city-zhenjiang" not in signs(room)


def test_an_amount_by_area_is_shaded(opened: Open) -> None:
    room = opened(f"indicator={SPENT}&lens=indicator&per=km2&year=2021")
    room.page.wait_for_selector(".value-text")
    shades = {city: room.page.evaluate(STATE, city)["shade"] for city in signs(room)}
    assert len(shades) == 5 and all(shade.startswith("#") for shade in shades.values())
    assert shades["city-suzhou"] != shades["city-zhenjiang"]


def test_open_values_stay_open(opened: Open) -> None:
    room = opened("indicator=i-hnte-count&lens=indicator&year=2022")
    room.page.wait_for_selector(".value-text")
    assert plain(signs(room)["city-nanjing"]) == ">8800"


def test_another_year_or_indicator_asks_only_for_the_charts(opened: Open) -> None:
    room = opened(f"indicator={SPENT}&lens=indicator&year=2021")
    room.page.wait_for_selector("#ranking-head:not(:empty)")
    room.quiet()
    room.get('[data-indicator="i-gdp"]').click()
    room.painted("indicator=i-gdp&lens=indicator")
    room.page.locator(".year", has_text="2022").click()
    room.painted("indicator=i-gdp&lens=indicator&year=2022")
    assert set(room.requests) <= {CALLBACK}


def test_the_panel_tells_ranking_trend_and_source(opened: Open) -> None:
    room = opened(f"indicator={SPENT}&lens=indicator&year=2022")
    panel = room.get("#indicator-panel")
    panel.get_by_text("苏州961.4亿元居首").first.wait_for()
    room.page.wait_for_selector("#ranking-graph .main-svg")
    assert panel.locator("a[href^='/download/indicators.csv']").count() > 0
    assert "镇江" in panel.inner_text() and "无数据" in room.get("#ranking-graph").inner_html()


def test_the_years_play_and_stop(opened: Open) -> None:
    room = opened(f"indicator={SPENT}&lens=indicator&year=2021")
    room.get(".step").nth(1).click()
    room.wait("() => document.querySelector('#map').dataset.view.includes('year=2022')")
    room.get(".step").nth(1).click()
    assert room.get(".step").nth(1).get_attribute("aria-pressed") == "false"


def test_targets_say_met_or_not_published(opened: Open) -> None:
    room = opened("lens=target")
    room.page.wait_for_selector("#targets-graph .main-svg")
    drawn = room.get("#targets-graph").inner_html()
    assert "未公布" in drawn and "2019 年已达到" in drawn
    room.get("#target-panel summary").first.click()
    assert room.get("#targets-twin tbody tr").count() == 18


def test_an_area_has_its_figures_in_its_panel(opened: Open) -> None:
    room = opened("selected=city-suzhou")
    room.get("#area-indicators").get_by_text("R&D经费支出").first.wait_for()
    assert "1055" in plain(room.get("#area-indicators").inner_text())


def test_comparison_is_a_view(opened: Open) -> None:
    room = opened("compare=city-nanjing,city-suzhou&list=compare")
    room.get("#compare-body table").wait_for()
    heads = room.get("#compare-body thead").inner_text()
    assert "南京" in heads and "苏州" in heads and "无锡" not in heads


def test_coverage_opens_what_it_counts(opened: Open) -> None:
    room = opened("list=coverage")
    room.get("#coverage-body table").wait_for()
    room.get('#coverage-body [data-set*="i-rd-expenditure"]').first.click()
    room.wait("() => document.querySelector('#map').dataset.view.includes('lens=indicator')")


@pytest.mark.parametrize(
    ("query", "part"),
    [
        (f"indicator={SPENT}&lens=indicator&year=2022", "#ranking-head:not(:empty)"),
        (f"indicator={SPENT}&lang=en&lens=indicator&per=km2&theme=dark", "#ranking-head:not(:empty)"),
        ("lens=target", "#targets-head:not(:empty)"),
        ("compare=city-nanjing,city-suzhou&list=compare", "#compare-body table"),
        ("list=coverage&theme=contrast", "#coverage-body table"),
    ],
)
def test_nothing_serious_for_accessibility(opened: Open, query: str, part: str) -> None:
    room = opened(query)
    room.page.wait_for_selector(part)
    assert serious(room.still().page) == []
