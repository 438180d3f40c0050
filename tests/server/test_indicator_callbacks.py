"""The server's part of indicators, asked as the browser asks: a View in, panels and figures out."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from dash import Dash, dcc, html
from flask.testing import FlaskClient

from callbacks import indicators
from geodata.catalog import Catalog
from geodata.known import known
from geodata.view import parse_view
from layouts import ids
from layouts.indicator_panel import indicator_panel
from layouts.target_panel import target_panel
from tests.server.conftest import Reader

Json = dict[str, Any]
STRANGE = (
    "indicator=no-such.thing&year=2999",
    "indicator=i-rd-expenditure.no-such-basis&compare=nobody,z-sip",
    "indicator=i-state-key-labs",
    "selected=nobody",
    "indicator=i-gdp&level=zone&per=km2&compare=province-jiangsu,district-320412",
)


@pytest.fixture(scope="module")
def room(shipped: Catalog) -> tuple[Dash, FlaskClient]:
    app = Dash(__name__)
    bodies = [html.Div(id=name) for name in (ids.AREA_INDICATORS, ids.COMPARE_BODY, ids.COVERAGE_BODY)]
    app.layout = html.Div([dcc.Store(id=ids.VIEW_STORE), indicator_panel(), target_panel(), *bodies])
    indicators.register(app, known(shipped))
    return app, Reader(app.server, app.server.response_class)


def ask(room: tuple[Dash, FlaskClient], part: str, query: object, order: str = "gap") -> Json | None:
    _, client = room
    call = next(call for call in client.get("/_dash-dependencies").get_json() if part in call["output"])
    values = {ids.VIEW_STORE: query, ids.TARGET_ORDER: order}
    outputs = [
        dict(zip(("id", "property"), one.split("."), strict=True))
        for one in call["output"].strip(".").split("...")
    ]
    body = {
        "output": call["output"],
        "outputs": outputs if call["output"].startswith("..") else outputs[0],
        "inputs": [one | {"value": values[one["id"]]} for one in call["inputs"]],
        "changedPropIds": [f"{ids.VIEW_STORE}.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code in {200, 204}, answer.get_data(as_text=True)
    content: Json | None = answer.get_json()["response"] if answer.status_code == 200 else None
    return content


def words(node: Any) -> str:
    if isinstance(node, dict):
        return words(node.get("props", {}).get("children"))
    return "".join(map(words, node)) if isinstance(node, list) else "" if node is None else str(node)


def controls(node: Any) -> list[Json]:
    if isinstance(node, list):
        return [found for one in node for found in controls(one)]
    if not isinstance(node, dict):
        return []
    own = [node["props"]] if node.get("type") in {"Button", "A"} else []
    return own + controls(node.get("props", {}).get("children"))


def test_the_panel_says_and_draws_the_same(room: tuple[Dash, FlaskClient]) -> None:
    found = ask(room, ids.RANKING_GRAPH, "lens=indicator&indicator=i-rd-expenditure&year=2022")
    assert found
    assert "2022年苏南R&D经费支出2548.4亿元，苏州961.4亿元居首" in words(
        found[ids.INDICATOR_HEAD]["children"]
    )
    bars = {
        trace["ids"][0]: trace["x"]
        for trace in found[ids.RANKING_GRAPH]["figure"]["data"]
        if trace["name"] == "value"
    }
    assert bars["city-suzhou"] == [961.4] and "city-zhenjiang" not in bars
    table = words(found[ids.RANKING_TWIN]["children"])
    assert "961.4 亿元" in table and "镇江–无数据" in table
    assert words(found[ids.RANKING_NOTE]["children"]) == "苏南 2548.4江苏 3835.4"
    assert found[ids.TARGET_SECTION]["hidden"] is True


def test_a_related_target_is_shown(room: tuple[Dash, FlaskClient]) -> None:
    found = ask(room, ids.RANKING_GRAPH, "lens=indicator&indicator=i-rd-intensity")
    assert found and found[ids.TARGET_SECTION]["hidden"] is False
    assert "2019 年已达到" in words(found[ids.TARGET_HEAD]["children"])


def test_the_targets_have_two_orders(room: tuple[Dash, FlaskClient]) -> None:
    def names(order: str) -> list[str]:
        found = ask(room, ids.TARGETS_GRAPH, "lens=target", order)
        assert found
        return [
            one["data-select"]
            for one in controls(found[ids.TARGETS_TWIN]["children"])
            if "data-select" in one
        ]

    assert names("gap")[0] == "t-patent" and names("chapter")[0] == "t-rd" == names("nonsense")[2]
    assert len(names("gap")) == len(set(names("gap"))) == 18


def test_an_area_has_its_values_with_year_rank_freshness_and_source(room: tuple[Dash, FlaskClient]) -> None:
    found = ask(room, ids.AREA_INDICATORS, "selected=z-sip")
    assert found
    told = words(found[ids.AREA_INDICATORS]["children"])
    for piece in (
        "4002.4 亿元",
        "2024 年",
        "较2022年 +13.8%",
        "有数据的2区中第 1（共9区）",
        "待更新",
        "外部来源",
    ):
        assert piece in told
    assert ask(room, ids.AREA_INDICATORS, "selected=lab-pml") == {ids.AREA_INDICATORS: {"children": []}}


def test_compared_values_of_other_years_are_marked(room: tuple[Dash, FlaskClient]) -> None:
    found = ask(room, ids.COMPARE_BODY, "list=compare&compare=city-suzhou,city-wuxi")
    assert found
    told = words(found[ids.COMPARE_BODY]["children"])
    assert "苏州、无锡有" in told and "注意：2021 年前三季度" in told
    fewer = ask(room, ids.COMPARE_BODY, "list=compare&compare=city-suzhou")
    assert fewer
    offers = {
        one["data-toggle"] for one in controls(fewer[ids.COMPARE_BODY]["children"]) if "data-toggle" in one
    }
    assert {"compare:city-suzhou", "compare:city-wuxi"} <= offers


def test_every_cell_of_the_matrix_says_what_it_is(room: tuple[Dash, FlaskClient], shipped: Catalog) -> None:
    found = ask(room, ids.COVERAGE_BODY, "list=coverage")
    assert found
    cells = [one for one in controls(found[ids.COVERAGE_BODY]["children"]) if "data-set" in one]
    pairs = set(zip(shipped.observations["place_id"], shipped.observations["indicator_id"], strict=True))
    assert len(cells) == len(pairs)
    assert all(re.search(r"\d{4}", one["aria-label"]) and one["title"] for one in cells)


def test_controls_set_what_a_view_has(room: tuple[Dash, FlaskClient]) -> None:
    found = [
        ask(room, ids.AREA_INDICATORS, "selected=z-sip"),
        ask(room, ids.COVERAGE_BODY, "list=coverage"),
        ask(room, ids.COMPARE_BODY, "list=compare&compare=z-sip,z-suzhou"),
        ask(room, ids.RANKING_GRAPH, "lens=indicator"),
    ]
    patches = [
        one["data-set"]
        for answer in found
        for part in (answer or {}).values()
        for one in controls(part.get("children"))
        if "data-set" in one
    ]
    assert patches
    for patch in patches:
        pairs = "&".join(pair.replace(":", "=") for pair in patch.split(",") if not pair.endswith(":"))
        assert parse_view(pairs)[1] == (), patch


@pytest.mark.parametrize("query", STRANGE)
@pytest.mark.parametrize("about", ["lens=indicator", "lens=target", "list=compare", "list=coverage"])
def test_a_view_made_by_hand_never_fails(room: tuple[Dash, FlaskClient], query: str, about: str) -> None:
    for part in (
        ids.RANKING_GRAPH,
        ids.TARGETS_GRAPH,
        ids.AREA_INDICATORS,
        ids.COMPARE_BODY,
        ids.COVERAGE_BODY,
    ):
        for lang in ("zh", "en"):
            ask(room, part, f"{about}&{query}&lang={lang}")


@pytest.mark.parametrize("query", [None, 7, {"a": 1}, ["x"], "x" * 4000])
def test_what_is_no_query_is_the_default_view(room: tuple[Dash, FlaskClient], query: object) -> None:
    assert ask(room, ids.RANKING_GRAPH, query) is None
    assert ask(room, ids.AREA_INDICATORS, query) == {ids.AREA_INDICATORS: {"children": []}}


def test_links_lead_only_where_they_may(room: tuple[Dash, FlaskClient], shipped: Catalog) -> None:
    allowed = set(shipped.sources["url"][shipped.sources["linkable"]])
    found = [
        ask(room, ids.AREA_INDICATORS, f"selected={place}") for place in ("city-suzhou", "z-sip", "city-wuxi")
    ]
    links = [
        one
        for answer in found
        for part in (answer or {}).values()
        for one in controls(part["children"])
        if "href" in one
    ]
    assert links
    for link in links:
        assert link["href"] in allowed and link["rel"] == "noopener noreferrer"


def test_a_panel_is_made_fast_enough(room: tuple[Dash, FlaskClient]) -> None:
    ask(room, ids.RANKING_GRAPH, "lens=indicator&indicator=i-gdp")
    start = time.perf_counter()
    answers = [
        ask(room, ids.RANKING_GRAPH, f"lens=indicator&indicator=i-gdp&level=zone&year={year}")
        for year in (2022, 2023, 2024)
    ]
    assert (time.perf_counter() - start) / len(answers) < 1.0, "300 ms on a quiet machine"
    assert len(json.dumps(answers[0])) < 120_000
