"""The map without WebGL: one page that fetches nothing, shows the View and takes names for names."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from geodata.catalog import Catalog
from geodata.view import parse_view
from layouts.fallback import leaflet_page, plain, shown_sites

HOSTILE = "</script><script>alert(1)</script>${alert(2)}`\\\"'<img src=x onerror=alert(3)>"


@pytest.fixture(scope="module")
def leaflet(client: FlaskClient) -> str:
    return client.get("/leaflet").get_data(as_text=True)


def signs(written: str) -> int:
    return len(re.findall(r"data-select=", written))


def test_it_links_no_resource(leaflet: str) -> None:
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)=["\']?(?:https?:)?//', leaflet)
    assert not re.findall(r"url\(\s*['\"]?https?:", leaflet)
    assert "L.tileLayer(" not in leaflet.replace("L.tileLayer=", "")


def test_it_holds_leaflet_itself(leaflet: str) -> None:
    assert "leaflet-container" in leaflet and "L.map(" in leaflet


def test_it_shows_the_city_of_the_view(client: FlaskClient, leaflet: str) -> None:
    one = client.get("/leaflet?city=city-zhenjiang").get_data(as_text=True)
    assert 0 < signs(one) < signs(leaflet)


def test_it_shows_no_sign_when_every_layer_is_off(client: FlaskClient) -> None:
    assert signs(client.get("/leaflet?kind=none").get_data(as_text=True)) == 0


def test_it_looks_where_the_view_looks(client: FlaskClient) -> None:
    page = client.get("/leaflet?camera=120.5000,31.3000,11.00").get_data(as_text=True)
    # Leaflet's world is 256 px at zoom 0, MapLibre's 512.
    assert re.search(r"center: \[31\.3, 120\.5\]", page) and re.search(r'"zoom": 12\b', page)


def test_it_marks_what_is_selected(client: FlaskClient) -> None:
    assert "chosen" in re.sub(
        r"(?s)<style>.*?</style>", "", client.get("/leaflet?selected=lab-pml").get_data(as_text=True)
    )


def test_a_malformed_view_is_drawn_as_the_default_one(client: FlaskClient, leaflet: str) -> None:
    answer = client.get("/leaflet?camera=x&city=%3Cb%3E&selected=%27;alert(1)")
    assert answer.status_code == 200
    assert signs(answer.get_data(as_text=True)) == signs(leaflet)


@pytest.mark.parametrize(
    "query", ["", "city=city-suzhou", "kind=lab,park", "claim=external", "industry=ind-biomedicine"]
)
def test_it_counts_as_the_browser_counts(shipped: Catalog, query: str) -> None:
    view, _ = parse_view(query)
    shown = shown_sites(shipped, view)
    assert set(shown["location_precision"]) <= {"site", "street", "district", "city"}
    assert len(shown) > 0


def test_words_cannot_become_markup_or_script() -> None:
    escaped = plain(HOSTILE)
    assert not set("<>\"'`$\\{}") & set(escaped)


def test_plain_words_stay_readable() -> None:
    assert plain("南京江北新区 A&B") == "南京江北新区 A&amp;B"


def test_a_hostile_name_stays_a_name(tiny_catalog: Catalog) -> None:
    sites = tiny_catalog.sites.copy()
    sites["name_zh"] = HOSTILE
    hostile = object.__new__(Catalog)
    hostile.__dict__.update(tiny_catalog.__dict__ | {"sites": sites})
    page = leaflet_page(hostile, parse_view("")[0])
    assert "alert(1)</script>" not in page and "${alert(2)}" not in page and "<img src=x" not in page
