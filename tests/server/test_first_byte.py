"""The page as it leaves the server: true from the first byte whatever the address says, nothing foreign."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

ROOT_TAG = re.compile(r"<html[^>]*>")


def root_tag(client: FlaskClient, query: str) -> str:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 200
    found = ROOT_TAG.search(answer.get_data(as_text=True))
    assert found
    return found[0]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_language_theme_and_room_are_true(client: FlaskClient, lang: str, tag: str, theme: str) -> None:
    opened = root_tag(client, f"lang={lang}&theme={theme}")
    for attribute in (f'lang="{tag}"', f'data-lang="{lang}"', f'data-theme="{theme}"', 'data-room="browse"'):
        assert attribute in opened


@pytest.mark.parametrize(("lang", "title"), [("zh", "苏南创新图谱"), ("en", "Sunan Innovation Atlas")])
def test_the_title_is_in_the_readers_language(client: FlaskClient, lang: str, title: str) -> None:
    assert f"<title>{title}</title>" in client.get(f"/?lang={lang}").get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    [
        *("lang=fr", "theme=%22%3E%3Cscript%3E", "room=%00", "&&&===", "%", "%ff%fe=%ff", "lang=zh&lang=en"),
        *("camera=1,2,3", "selected=" + "x" * 5000, "a" * 9000, "city=" + ",".join(map(str, range(999)))),
    ],
)
def test_a_malformed_query_still_opens_the_atlas(client: FlaskClient, query: str) -> None:
    opened = root_tag(client, query)
    assert 'data-lang="zh"' in opened and 'data-theme="light"' in opened and "<script" not in opened


def test_what_the_address_says_is_never_written_into_the_page(client: FlaskClient, home: str) -> None:
    hostile = client.get("/?selected=%22onload=alert(1)&room=%3Cb%3E&zzz=%3Cimg%3E").get_data(as_text=True)
    once = re.compile(r'"end_id": "[^"]*"')  # Dash makes it anew for every page
    assert once.sub("", hostile) == once.sub("", home)


def test_the_page_names_no_foreign_host(home: str) -> None:
    # Names of XML namespaces are no addresses.
    hosts = set(re.findall(r"(?:https?:)?//([\w.-]+\.[a-z]{2,})", home)) - {"www.w3.org"}
    assert not hosts


def test_the_layout_names_no_foreign_host(client: FlaskClient) -> None:
    text = client.get("/_dash-layout").get_data(as_text=True)
    assert not set(re.findall(r"https?://[^\s\"]+", text))


def test_the_python_behind_it_is_not_told(client: FlaskClient, home: str) -> None:
    assert '"python_version": ""' in home
    assert not re.search(r"python[/ ]?3|GCC|\b3\.1\d\.\d", home, re.IGNORECASE)
    assert not any("python" in value.lower() for value in client.get("/").headers.values())


def test_the_debugging_tools_of_dash_are_off(home: str) -> None:
    assert '"ui": false' in home and '"props_check": false' in home
    assert "hot_reload" not in home
