"""The server's part of the matrix page, asked as the browser asks: a View in; reading, chart, table out."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from dash import Dash, dcc, html
from flask.testing import FlaskClient

from callbacks import industries
from geodata.catalog import Catalog
from layouts import ids
from tests.server.conftest import Reader

Json = dict[str, Any]


@pytest.fixture(scope="module")
def desk(shipped: Catalog) -> FlaskClient:
    app = Dash(__name__)
    app.layout = html.Div([dcc.Store(id=ids.VIEW_STORE), html.Div(id=ids.MATRIX_CHART)])
    industries.register(app, shipped)
    return Reader(app.server, app.server.response_class)


def ask(desk: FlaskClient, query: object) -> list[Json] | None:
    body = {
        "output": f"{ids.MATRIX_CHART}.children",
        "outputs": {"id": ids.MATRIX_CHART, "property": "children"},
        "inputs": [{"id": ids.VIEW_STORE, "property": "data", "value": query}],
        "changedPropIds": [f"{ids.VIEW_STORE}.data"],
    }
    answer = desk.post("/_dash-update-component", json=body)
    assert answer.status_code in {200, 204}, answer.get_data(as_text=True)
    if answer.status_code == 204:
        return None
    parts: list[Json] = answer.get_json()["response"][ids.MATRIX_CHART]["children"]
    return parts


def words(node: Any) -> str:
    if isinstance(node, dict):
        return words(node.get("props", {}).get("children"))
    return "".join(map(words, node)) if isinstance(node, list) else "" if node is None else str(node)


def figure(parts: list[Json]) -> Json:
    graph: Json = parts[2]["props"]["children"]["props"]
    assert graph["config"]["staticPlot"] is True and graph["config"]["displayModeBar"] is False
    found: Json = graph["figure"]
    return found


def test_the_page_of_the_matrix_has_its_chart(desk: FlaskClient) -> None:
    parts = ask(desk, "list=matrix")
    assert parts
    (trace,) = figure(parts)["data"]
    assert trace["type"] == "sankey" and sum(trace["link"]["value"]) > 100
    assert "产业 → 城市" in words(parts) and "城市未载" in words(parts)


def test_a_chosen_industry_is_shown_by_kind(desk: FlaskClient) -> None:
    parts = ask(desk, "list=matrix&industry=ind-biomedicine&lang=en")
    assert parts
    assert "Kinds → cities" in words(parts) and "Biomedicine:" in words(parts)
    assert figure(parts)["data"][0]["node"]["customdata"][0] == "lab"


def test_filters_are_respected(desk: FlaskClient) -> None:
    parts = ask(desk, "list=matrix&kind=lab&city=city-suzhou")
    assert parts
    assert figure(parts)["data"][0]["node"]["customdata"][-1] == "city-suzhou"
    none = ask(desk, "list=matrix&kind=none")
    assert none and "没有可归入产业的条目" in words(none)


@pytest.mark.parametrize("query", ["", "lens=industry", "list=sites", "list=coverage", None, 7, "x" * 4000])
def test_it_is_drawn_only_while_its_page_is_open(desk: FlaskClient, query: object) -> None:
    assert ask(desk, query) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "query",
    [
        "industry=no-such-industry&city=nowhere",
        "kind=no_such_kind",
        "claim=sure",
        "selected=nobody&theme=contrast",
        "industry=ind-graphene,ind-materials,ind-ai&claim=unconfirmed",
    ],
)
def test_a_view_made_by_hand_never_fails(desk: FlaskClient, query: str, lang: str) -> None:
    assert ask(desk, f"list=matrix&{query}&lang={lang}")


def test_every_part_stands_in_the_page_of_the_atlas(parts: list[Json]) -> None:
    found = {props["id"]: props for props in parts if "id" in props}
    for name in (ids.MATRIX, ids.MATRIX_PAGE, ids.MATRIX_BODY, ids.MATRIX_CHART):
        assert name in found
    assert {props.get("data-scope") for props in parts} >= {"matrix"}


def test_it_is_made_fast_enough(desk: FlaskClient) -> None:
    ask(desk, "list=matrix")
    start = time.perf_counter()
    answers = [ask(desk, f"list=matrix&industry={one}") for one in ("ind-ic", "ind-ai", "ind-materials")]
    assert (time.perf_counter() - start) / len(answers) < 0.6, "60 ms on a quiet machine"
    assert len(json.dumps(answers[0])) < 40_000
