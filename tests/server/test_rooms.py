"""Each room has an address, and the page says which one it is from the first byte."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from geodata.view import ROOMS, View, parse_address


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_answers_at_its_own_address(client: FlaskClient, room: str) -> None:
    answer = client.get("/" if room == View().room else f"/{room}?theme=dark&lang=en")
    assert answer.status_code == 200
    assert f'data-room="{room}"' in answer.get_data(as_text=True)


def test_what_is_no_room_is_not_found(client: FlaskClient) -> None:
    assert client.get("/elsewhere").status_code == 404
    assert client.get("/present/more").status_code == 404


def test_the_room_of_an_address_goes_before_that_of_its_query() -> None:
    assert parse_address("/present", "room=browse&step=3") == (View(room="present", step="3"), ())
    assert parse_address("/", "room=presenter")[0].room == "presenter"
