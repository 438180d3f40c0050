"""Layout, callbacks and scripts agree on their names."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from geodata.view import KEYS, SEVERAL, parse_view
from layouts import ids

ASSETS = Path(__file__).parents[2] / "assets"
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.js"))}
EVERY_SCRIPT = "\n".join(SCRIPTS.values())
LAYOUT_IDS = {value for name, value in vars(ids).items() if name.isupper()}

Json = dict[str, Any]


@pytest.fixture(scope="module")
def callbacks(client: FlaskClient) -> list[Json]:
    content: list[Json] = client.get("/_dash-dependencies").get_json()
    return content


def attribute(parts: list[Json], name: str) -> set[str]:
    return {str(props[name]) for props in parts if name in props}


def test_ids_are_unique(parts: list[Json]) -> None:
    counts = Counter(props["id"] for props in parts if "id" in props)
    assert not [name for name, count in counts.items() if count > 1]


def test_every_listed_id_is_in_the_layout(parts: list[Json]) -> None:
    assert attribute(parts, "id") == LAYOUT_IDS


def test_every_id_a_callback_names_is_in_the_layout(parts: list[Json], callbacks: list[Json]) -> None:
    outputs = {one.rsplit(".", 1)[0] for call in callbacks for one in call["output"].strip(".").split("...")}
    read = {one["id"] for call in callbacks for one in (*call["inputs"], *call["state"])}
    assert callbacks and outputs | read <= attribute(parts, "id")


def test_every_id_a_script_looks_up_is_in_the_layout_or_drawn_by_a_script() -> None:
    wanted = set(re.findall(r'getElementById\("([^"]+)"\)', EVERY_SCRIPT))
    drawn = set(re.findall(r'\bid: "([^"]+)"', EVERY_SCRIPT))
    assert wanted and wanted <= LAYOUT_IDS | drawn


def test_every_clientside_function_is_in_the_assets(callbacks: list[Json]) -> None:
    for call in callbacks:
        function = call["clientside_function"]
        if not function:
            continue
        namespace, name = function["namespace"], function["function_name"]
        assert re.search(rf"dash_clientside\b.*\b{namespace}: \{{[^}}]*\b{name}\b", EVERY_SCRIPT)


def test_only_what_is_about_indicators_asks_the_server(callbacks: list[Json]) -> None:
    asking = [call for call in callbacks if not call["clientside_function"]]
    assert asking and all(ids.VIEW_STORE in {one["id"] for one in call["inputs"]} for call in asking)


def test_every_act_of_a_control_exists(parts: list[Json]) -> None:
    bodies = re.findall(r"const acts = \{(.*?)\n  \};", EVERY_SCRIPT, re.DOTALL)
    assert bodies
    known = {
        name for body in bodies for name in re.findall(r'(?:^    |, )"?([\w-]+)"?: \(', body, re.MULTILINE)
    }
    asked = attribute(parts, "data-act") | set(re.findall(r'"data-act": "([^"]+)"', EVERY_SCRIPT))
    assert asked <= known


def test_every_control_sets_what_a_view_has(parts: list[Json]) -> None:
    for pairs in attribute(parts, "data-set"):
        for pair in pairs.split(","):
            key, value = pair.split(":")
            assert key in KEYS
            # Nothing after the colon is the default.
            assert value == "" or parse_view(f"{key}={value.replace('|', ',')}")[1] == ()
    assert attribute(parts, "data-clear") <= set(SEVERAL)


def test_every_choice_names_what_the_release_has(client: FlaskClient, parts: list[Json], home: str) -> None:
    address = re.search(r'data-atlas="([^"]+)"', home)
    assert address
    payload = json.loads(client.get(address[1]).data)["payload"]
    known = {
        "city": {row["id"] for row in payload["cities"]},
        "industry": {row["id"] for row in payload["industries"] if "parent" not in row},
    }
    toggles = [choice.split(":") for choice in attribute(parts, "data-toggle")]
    for field, ids_of in known.items():
        assert {value for name, value in toggles if name == field} == ids_of
    assert attribute(parts, "data-layer") == {*payload["kinds"], "zone"}


def test_every_count_stands_for_a_choice_or_a_precision(parts: list[Json]) -> None:
    counted = attribute(parts, "data-count")
    pressed = attribute(parts, "data-toggle") | {f"kind:{kind}" for kind in attribute(parts, "data-layer")}
    assert {one for one in counted if not one.startswith("precision:")} == pressed


def test_every_button_has_a_type_and_a_name(layout: Json) -> None:
    def words(node: Any) -> str:
        if isinstance(node, dict):
            return words(node["props"].get("children")) + str(node["props"].get("aria-label", ""))
        return "".join(map(words, node)) if isinstance(node, list) else str(node or "")

    def buttons(node: Any) -> list[Json]:
        if isinstance(node, list):
            return [found for one in node for found in buttons(one)]
        if not isinstance(node, dict):
            return []
        own = [node] if node["type"] == "Button" else []
        return own + buttons(node["props"].get("children"))

    found = buttons(layout)
    assert found
    for button in found:
        assert button["props"].get("type") == "button"
        assert words(button).strip(), button["props"]
