"""QR codes: read again by OpenCV, they hold the very View; level M, quiet zone 4."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest

from geodata.catalog import Catalog
from geodata.known import known
from geodata.settings import Settings
from geodata.view import View, parse_address, parse_view
from layouts.qr import LEAST_PIXELS, QUIET_MODULES, TooLongError, qr_svg, view_address
from layouts.take_away import view_text

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = [
    "",
    "lang=en",
    "city=city-nanjing,city-suzhou&industry=ind-biomedicine&kind=lab,park&lens=industry",
    "camera=118.8162,31.8715,12.50&lens=indicator&indicator=i-unicorn-count.city-list&level=zone&year=2021",
]


def bitmap(svg: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return the code drawn at four pixels a module: segno writes it as strokes from left to right."""
    root = ElementTree.fromstring(svg)
    side = int(root.attrib["viewBox"].split()[2])
    modules = np.full((side, side), 255, np.uint8)
    (stroke,) = [path for path in root.iter(f"{SVG}path") if "stroke" in path.attrib]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", stroke.attrib["d"]):
        values = [float(value) for value in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            modules[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return np.kron(modules, np.ones((4, 4), np.uint8))


@pytest.mark.parametrize("query", VIEWS)
def test_a_code_is_read_as_the_same_view(query: str) -> None:
    view, _ = parse_view(query)
    address = view_address("https://atlas.example.org/sunan", view)
    said, corners, _ = cv2.QRCodeDetector().detectAndDecode(bitmap(qr_svg(address)))
    assert said == address and corners is not None
    assert parse_view(said.partition("?")[2])[0] == view


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", [View(selected="lab-pml"), View(selected="base-cz-pv"), View()])
def test_text_is_read_as_it_was_written(shipped: Catalog, view: View, lang: str) -> None:
    told = view_text(known(shipped), replace(view, lang=lang), Settings())
    said, corners, _ = cv2.QRCodeDetector().detectAndDecode(bitmap(qr_svg(told)))
    assert said == told and corners is not None


@pytest.mark.parametrize("told", ["Nanjing · 1", "南京大学", "南京市"])
def test_text_is_utf_8_whatever_else_would_hold_it(told: str) -> None:
    # Latin-1 holds the first, Shift JIS the second: phones would take them for something else.
    drawn = bitmap(qr_svg(told))
    assert cv2.QRCodeDetector().detectAndDecode(drawn)[0].encode() == told.encode()


def test_a_room_has_a_path_of_its_own() -> None:
    view, _ = parse_view("room=present&story=overview&step=2&lang=en")
    address = view_address("https://example.org", view)
    assert address == "https://example.org/present?lang=en&step=2&story=overview"
    path, _, query = address.removeprefix("https://example.org").partition("?")
    assert parse_address(path, query)[0] == view


def test_it_has_a_quiet_zone_and_is_large() -> None:
    root = ElementTree.fromstring(qr_svg("https://example.org/"))
    drawn = bitmap(qr_svg("https://example.org/"))
    edge = QUIET_MODULES * 4
    assert (drawn[:edge] == 255).all() and (drawn[:, :edge] == 255).all() and drawn[edge, edge] == 0
    assert LEAST_PIXELS <= int(root.attrib["width"]) == int(root.attrib["height"])


def test_its_level_is_m() -> None:
    # The two bits of the level stand in the format right of the lower left finder, masked by 10: M is 00.
    code = bitmap(qr_svg("https://example.org/?city=city-suzhou"))[::4, ::4][4:-4, 4:-4]
    assert [int(code[8, x] == 0) for x in (0, 1)] == [1, 0]


def test_markup_in_an_address_stays_an_address() -> None:
    svg = qr_svg('https://example.org/"><script>alert(1)</script>')
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_what_has_no_room_is_refused() -> None:
    with pytest.raises(TooLongError):
        qr_svg("x" * 2400)
    assert qr_svg("https://example.org/?" + "a" * 2000)
