"""The matrix: its places on the page, its short names in the payload, its constants in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from geodata.catalog import Catalog
from geodata.industries import CHAIN, majors
from geodata.payload import payload
from geodata.tables import SHORT_EN, SHORT_ZH
from layouts import ids
from layouts.matrix import matrix_page, matrix_strip
from layouts.palette import COLOUR

ASSETS = Path(__file__).parents[2] / "assets"


def test_the_strip_is_named_and_empty_until_the_browser_fills_it() -> None:
    strip = matrix_strip()
    assert strip.id == ids.MATRIX and "Industry × city" in getattr(strip, "aria-label")
    assert getattr(strip, "children", None) is None


def test_the_page_holds_the_matrix_and_the_chart_below_it() -> None:
    page = matrix_page()
    assert [part.id for part in page.children] == [ids.MATRIX_BODY, ids.MATRIX_CHART]
    assert page.hidden is True


def test_majors_have_short_names_and_terms_have_none(tiny_catalog: Catalog) -> None:
    rows = {row["id"]: row for row in payload(tiny_catalog)["industries"]}
    assert rows["ind-it"]["short"] == {"zh": "新一代信息", "en": "Next IT"}
    assert "short" not in rows["ind-network"]


def test_short_names_fit_the_head_of_a_column_and_differ(shipped: Catalog) -> None:
    rows = {row["id"]: row for row in payload(shipped)["industries"]}
    short = [rows[major]["short"] for major in majors(shipped)]
    assert all(len(name["zh"]) <= SHORT_ZH and len(name["en"]) <= SHORT_EN for name in short)
    assert len({name["zh"] for name in short}) == len({name["en"] for name in short}) == len(short)


def test_the_browser_has_the_same_chain() -> None:
    script = (ASSETS / "matrix.js").read_text(encoding="utf-8")
    chain = re.search(r"const CHAIN = \[([^\]]+)\]", script)
    assert chain and tuple(re.findall(r'"(\w+)"', chain[1])) == CHAIN


def test_ink_can_be_read_on_every_shade() -> None:
    css = (ASSETS / "matrix.css").read_text(encoding="utf-8")
    theme_css = (ASSETS / "theme.css").read_text(encoding="utf-8")
    for theme, least in (("light", 4.5), ("dark", 4.5), ("contrast", 7.0)):
        shades = re.findall(rf'\[data-theme="{theme}"\] \{{([^}}]*--m1[^}}]*)\}}', css + theme_css)
        (ink,) = re.findall(rf'\[data-theme="{theme}"\] \{{.*?--ink: (#\w+);', theme_css, re.DOTALL)[:1]
        found = dict(COLOUR.findall(shades[0]))
        assert set(found) == {f"m{i}" for i in range(6)}
        assert all(contrast(ink, shade) >= least for shade in found.values())


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
