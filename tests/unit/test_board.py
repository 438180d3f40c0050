"""The placed page: everything inside its margins, nothing over anything else, whatever the View says."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from geodata.catalog import Catalog
from geodata.known import Known, known
from geodata.settings import Settings
from geodata.view import parse_view
from layouts.board import A4, SLIDE, Board, Box, Page, Step, board
from layouts.caption import caption
from layouts.exhibit import exhibits

VIEWS = [
    *("", "lang=en", "city=city-suzhou", "lang=en&lens=industry", "industry=ind-biomedicine&lens=industry"),
    *("indicator=i-rd-expenditure&lens=indicator", "indicator=i-gdp&lang=en&lens=indicator&level=zone"),
    *(
        "lens=target",
        "lang=en&lens=target",
        "selected=lab-pml",
        "lang=en&selected=z-suzhou",
        "selected=city-suzhou",
    ),
    *("list=coverage", "lang=en&list=plan", "kind=none", "lang=en&selected=at-city-nanjing"),
    *("lang=en&list=matrix", "list=matrix", "lens=plan&passage=c-3-1", "lang=en&lens=system"),
    *("compare=city-nanjing,city-suzhou,city-wuxi,city-zhenjiang&lang=en&list=compare",),
]
PICTURES = {"wide": (2560, 1520), "square": (2000, 2000), "tall": (780, 1688), "none": None}


@pytest.fixture(scope="module")
def about(shipped: Catalog) -> Known:
    return known(shipped)


def placed(about: Known, query: str, page: Page, picture: str, **words: str) -> Board:
    view = parse_view(query)[0]
    told = exhibits(about, view, date(2026, 11, 25))
    said = caption(about, view, Settings(), date(2026, 11, 25))
    return board(page, Step(said, told, PICTURES[picture], number="3 / 10", **words))


def boxes(found: Board) -> list[tuple[str, Box]]:
    parts = [(f"{one.role} {one.said[:12]}", one.box) for one in found.words]
    parts += [("map", found.picture)] if found.picture else []
    parts += [("table", one.box) for one in found.tables] + [("chart", one.box) for one in found.charts]
    return parts + [(f"sign {one.entry.words}", one.box) for one in found.signs]


def overlap(a: Box, b: Box) -> bool:
    # A hair is rounding.
    return (
        a.x + 0.5 < b.x + b.width
        and b.x + 0.5 < a.x + a.width
        and a.y + 0.5 < b.y + b.height
        and b.y + 0.5 < a.y + a.height
    )


def sound(found: Board, page: Page) -> None:
    parts = boxes(found)
    for name, box in parts:
        inside = box.x >= page.margin - 1 and box.x + box.width <= page.width - page.margin + 1
        assert inside and box.y >= 0 and box.y + box.height <= page.height, (name, box)
        assert box.height > 0 and box.width > 0, (name, box)
    for (name, one), (other, two) in combinations(parts, 2):
        assert not overlap(one, two), (name, one, other, two)


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("page", [SLIDE, A4], ids=["slide", "a4"])
@pytest.mark.parametrize("query", VIEWS)
def test_nothing_is_cut_and_nothing_overlaps(about: Known, query: str, page: Page, picture: str) -> None:
    found = placed(about, query, page, picture)
    sound(found, page)
    roles = {one.role for one in found.words}
    assert {"title", "review", "foot", "kicker", "number"} <= roles
    assert (found.picture is None) == ("missing" in roles) == (picture == "none")


@pytest.mark.parametrize("page", [SLIDE, A4], ids=["slide", "a4"])
def test_long_words_of_a_step_have_room(about: Known, page: Page) -> None:
    words = {"title": "苏南五市一体化" * 20, "text": "一体化建设重大科技支撑平台，" * 60 + "\n第二段。"}
    found = placed(about, "lens=target", page, "wide", **words)
    sound(found, page)
    assert found.picture and found.picture.height > page.height * 0.2


def test_the_picture_is_not_distorted(about: Known) -> None:
    for name, size in PICTURES.items():
        if size:
            box = placed(about, "", SLIDE, name).picture
            assert box and box.width / box.height == pytest.approx(size[0] / size[1])


def test_the_map_is_the_largest_part(about: Known) -> None:
    for query in ("", "city=city-suzhou", "lang=en&lens=industry"):
        found = placed(about, query, SLIDE, "wide")
        assert found.picture and found.picture.width > SLIDE.width * 0.5


def test_all_targets_stand_on_one_slide(about: Known) -> None:
    for lang in ("zh", "en"):
        for page in (SLIDE, A4):
            (table,) = placed(about, f"lang={lang}&lens=target", page, "wide").tables
            assert len(table.grid.rows) == 18


def test_rows_without_room_are_counted(about: Known) -> None:
    found = placed(about, "lens=target", SLIDE, "wide", title="长" * 200, text="说明，" * 300)
    shown = sum(len(table.grid.rows) for table in found.tables)
    said = [one.said for one in found.words if one.role == "remark"]
    assert shown == 18 or f"未列的行：{18 - shown}" in said


def test_a_step_keeps_its_own_words(about: Known) -> None:
    found = placed(about, "city=city-suzhou", SLIDE, "wide", title="苏州的布局", text="四核多区两中心")
    by_role = {one.role: one.said for one in found.words}
    assert (by_role["title"], by_role["note"]) == ("苏州的布局", "四核多区两中心")
    only = placed(about, "city=city-suzhou", SLIDE, "wide", title="苏州的布局")
    assert "note" not in {one.role for one in only.words}


def test_the_kinds_are_explained_once(about: Known) -> None:
    with_table = placed(about, "", SLIDE, "wide")
    assert not [sign for sign in with_table.signs if sign.entry.sign == "disc"]
    assert [
        sign for sign in placed(about, "selected=lab-pml", SLIDE, "wide").signs if sign.entry.sign == "disc"
    ]
