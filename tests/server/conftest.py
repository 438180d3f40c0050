"""The app without a network: one client, and its page, layout and callbacks as the browser gets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import Atlas

Json = dict[str, Any]


class Reader(FlaskClient):
    """A client that reads every answer to its end, so that no file stays open."""

    def open(self, *given: Any, **more: Any) -> TestResponse:
        return super().open(*given, **more | {"buffered": True})


@pytest.fixture(scope="session")
def client(atlas: Atlas) -> FlaskClient:
    return Reader(atlas.server, atlas.server.response_class)


@pytest.fixture(scope="session")
def home(client: FlaskClient) -> str:
    return client.get("/").get_data(as_text=True)


@pytest.fixture(scope="session")
def layout(client: FlaskClient) -> Json:
    content: Json = client.get("/_dash-layout").get_json()
    return content


@pytest.fixture(scope="session")
def parts(layout: Json) -> list[Json]:
    """The properties of every component of the layout."""
    return list(walk(layout))


def walk(node: Any) -> Iterator[Json]:
    if isinstance(node, list):
        for one in node:
            yield from walk(one)
    elif isinstance(node, dict) and "props" in node:
        yield node["props"]
        yield from walk(node["props"].get("children"))
        yield from walk(node["props"].get("data"))  # a store may hold parts that are mounted later
    elif isinstance(node, dict):
        yield from walk(list(node.values()))
