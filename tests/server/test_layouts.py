"""Layout builders: what they return, looked at as components and figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component

from geodata.catalog import Catalog
from geodata.settings import Settings
from layouts.filters import rail
from layouts.furniture import furniture
from layouts.header import header
from layouts.index import discreet_config, plain_page
from layouts.map_view import GRAPH_CONFIG, map_figure
from layouts.text import both, text

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="module")
def figure(shipped: Catalog) -> dict[str, Any]:
    """The figure as the browser reads it."""
    content: dict[str, Any] = json.loads(map_figure(shipped, "/release/x").to_json())
    return content


def words(component: Any) -> str:
    if isinstance(component, Component):
        return words(getattr(component, "children", None))
    return "".join(map(words, component)) if isinstance(component, list | tuple) else str(component or "")


def inner(content: Any) -> Iterator[Any]:
    yield content
    for part in (
        content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    ):
        yield from inner(part)


def test_no_empty_object_stands_in_the_style(figure: dict[str, Any]) -> None:
    # Plotly drops an empty object and takes every later update for a new style.
    assert {} not in list(inner(figure["layout"]["map"]["style"]))


def test_the_style_asks_nobody_for_tiles_letters_or_pictures(figure: dict[str, Any]) -> None:
    style = figure["layout"]["map"]["style"]
    assert not {"glyphs", "sprite"} & set(style)
    assert {source["type"] for source in style["sources"].values()} == {"geojson"}
    assert all(source["data"].startswith("/release/x/") for source in style["sources"].values())
    assert not [layer for layer in style["layers"] if layer["type"] == "symbol"]


def test_every_layer_draws_a_source_that_exists(figure: dict[str, Any]) -> None:
    style = figure["layout"]["map"]["style"]
    assert {layer["source"] for layer in style["layers"] if "source" in layer} == set(style["sources"])
    names = [layer["id"] for layer in style["layers"]]
    assert len(names) == len(set(names))


def test_no_colour_stands_in_python(figure: dict[str, Any]) -> None:
    theme = "".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.css"))
    for layer in figure["layout"]["map"]["style"]["layers"]:
        for recipe in layer.get("metadata", {}).values():
            for name in re.findall(r"--[\w-]+", recipe):
                assert f"{name}:" in theme
        assert not re.search(r"#[0-9a-f]{3,6}\b", json.dumps(layer["paint"]))


def test_each_city_has_its_own_hue(shipped: Catalog, figure: dict[str, Any]) -> None:
    (cities,) = figure["data"]
    assert cities["locations"] == shipped.cities["id"].tolist()
    assert sorted(cities["z"]) == [0, 1, 2, 3, 4]


def test_nothing_is_told_by_hovering_alone(figure: dict[str, Any]) -> None:
    assert {trace["hoverinfo"] for trace in figure["data"]} == {"none"}
    assert "hovertemplate" not in json.dumps(figure)


def test_the_figure_is_small(figure: dict[str, Any]) -> None:
    # Outlines are fetched by the browser from their own addresses, never sent inside.
    assert len(json.dumps(figure)) < 20_000


def test_plotly_offers_nothing_that_leaves_the_room() -> None:
    assert GRAPH_CONFIG["displayModeBar"] is False and GRAPH_CONFIG["plotlyServerURL"] == ""


def test_the_header_names_languages_in_themselves() -> None:
    assert "中文" in words(header()) and "English" in words(header())


def test_the_rail_holds_every_filter_in_both_languages(shipped: Catalog) -> None:
    said = words(rail(shipped))
    for name in ("cities", "layers", "industries", "claims", "precision"):
        for language in ("zh", "en"):
            assert text(f"filters.{name}", language) in said
    for city in shipped.cities.itertuples():
        assert city.short_zh in said and city.short_en in said


def test_the_map_says_it_is_an_internal_sketch(shipped: Catalog) -> None:
    said = words(furniture(shipped, Settings()))
    assert "内部示意图·未经地图审核" in said and "审图号" not in said
    assert shipped.date in said and shipped.release in said


def test_the_review_number_stands_there_once_it_is_configured(shipped: Catalog) -> None:
    reviewed = Settings(map_review_number="GS(2024)0001号", boundary_source="天地图", boundary_date="2024-01")
    said = words(furniture(shipped, reviewed))
    assert "审图号：GS(2024)0001号" in said and "内部示意图" not in said and "天地图" in said


def test_a_number_without_source_and_date_is_not_enough(shipped: Catalog) -> None:
    assert "内部示意图" in words(furniture(shipped, Settings(map_review_number="GS(2024)0001号")))


def test_words_come_in_both_languages_side_by_side() -> None:
    zh, en = both("tab.list")
    assert (zh.lang, en.lang) == ("zh", "en")
    assert (zh.className, en.className) == ("zh", "en")


def test_the_config_keeps_everything_but_the_version() -> None:
    given = (
        '<script id="_dash-config" type="application/json">{"a": 1, "python_version": "3.11.2 GCC"}</script>'
    )
    kept = discreet_config(given)
    assert '"a": 1' in kept and "GCC" not in kept and kept.startswith('<script id="_dash-config"')


@pytest.mark.parametrize("kind", ["missing", "error"])
def test_a_plain_page_has_a_way_home(kind: str) -> None:
    page = plain_page(kind, "en", "/assets/x")
    assert '<html lang="en"' in page and 'href="/?lang=en"' in page and "<script" not in page
