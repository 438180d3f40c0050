"""Static files: what the page names is there, compressed, kept for ever, and small enough."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FIRST_VISIT_BYTES = 2_000_000
SECOND_VISIT_BYTES = 60_000
COMPRESSED = {".js", ".css", ".json", ".geojson", ".svg"}
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@cache
def named(home: str) -> tuple[str, ...]:
    found = re.findall(r'(?:src|href|data-atlas|data-grid|data-grid-locale)="(/[^"]+)"', home)
    return tuple(dict.fromkeys(found))


DEPENDENCIES = "/_dash-dependencies"


@pytest.fixture(scope="module")
def addresses(client: FlaskClient, home: str) -> list[str]:
    """Everything that the page, its style sheets and its layout name."""
    layout = client.get("/_dash-layout").get_data(as_text=True)
    return [*named(home), *dict.fromkeys(re.findall(r'"(/release/[^"]+)"', layout))]


def fetch(client: FlaskClient, address: str) -> TestResponse:
    return client.get(address, headers=BROWSER)


def test_every_address_in_the_page_answers(client: FlaskClient, addresses: list[str]) -> None:
    assert len(addresses) > 30
    assert not {
        address: answer.status_code
        for address in addresses
        if (answer := fetch(client, address)).status_code != 200
    }


def test_every_file_comes_as_brotli(client: FlaskClient, addresses: list[str]) -> None:
    plain = []
    for address in addresses:
        answer, twin = fetch(client, address), client.get(address, headers={"Accept-Encoding": "identity"})
        is_text = Path(address.split("?")[0]).suffix in COMPRESSED
        if is_text and len(twin.data) > 1000 and answer.headers.get("Content-Encoding") != "br":
            plain.append(address)
        if answer.headers.get("Content-Encoding") == "br":
            assert brotli.decompress(answer.data) == twin.data
    assert not plain


def test_a_browser_without_brotli_gets_gzip(client: FlaskClient, home: str) -> None:
    script = next(address for address in named(home) if "plotly.min.js" in address)
    assert client.get(script, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_every_file_may_be_kept_for_ever(client: FlaskClient, addresses: list[str]) -> None:
    # Dash's own addresses carry no version: these are asked for again, and answered briefly.
    versioned = [one for one in addresses if "/async-" not in one and not one.startswith("/_dash-l")]
    rules = {
        one: fetch(client, one).headers.get("Cache-Control", "") for one in versioned if one != DEPENDENCIES
    }
    assert not {
        address for address, rule in rules.items() if "immutable" not in rule or "31536000" not in rule
    }


def test_the_page_itself_is_asked_for_every_time(client: FlaskClient) -> None:
    for address in ("/", "/_dash-layout", "/_dash-dependencies", "/healthz"):
        assert "immutable" not in fetch(client, address).headers.get("Cache-Control", "")


def test_the_first_visit_is_small(client: FlaskClient, home: str, addresses: list[str]) -> None:
    later = re.findall(r'data-grid(?:-locale)?="([^"]+)"', home)
    script = next(address for address in addresses if "/dash/dcc/dash_core_components." in address)
    version = script.rsplit("dash_core_components.", 1)[1]
    chunk = script.replace(
        f"dash_core_components.{version}", f"async-graph.{version.replace('.min.js', '.js')}"
    )
    wanted = ["/", "/_dash-layout", "/_dash-dependencies", chunk, *addresses]
    sizes = {address: len(fetch(client, address).data) for address in wanted if address not in later}
    assert fetch(client, chunk).status_code == 200
    largest = sorted(sizes.items(), key=lambda one: -one[1])[:6]
    assert sum(sizes.values()) <= FIRST_VISIT_BYTES, largest


def test_the_second_visit_is_tiny(client: FlaskClient) -> None:
    again = ("/", "/_dash-layout", "/_dash-dependencies")
    assert sum(len(fetch(client, address).data) for address in again) <= SECOND_VISIT_BYTES


def test_the_grid_is_not_part_of_the_first_picture(home: str) -> None:
    assert not re.search(r'<script src="[^"]*(ag_grid|dash_table)', home)
    assert re.search(r'data-grid="/_dash-component-suites/dash_ag_grid/[^"]+\.js"', home)


def test_no_script_names_a_map_server_or_a_font_server(client: FlaskClient, home: str) -> None:
    for address in named(home):
        if "/assets/" in address and "/vendor/" not in address:
            text = fetch_plain(client, address)
            assert not set(re.findall(r"https?://(?!www\.w3\.org)[\w.-]+", text)), address


def fetch_plain(client: FlaskClient, address: str) -> str:
    return client.get(address, headers={"Accept-Encoding": "identity"}).data.decode("utf-8")
