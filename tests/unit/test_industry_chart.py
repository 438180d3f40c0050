"""How industries spread over the cities: what is counted, what is drawn, what is said."""

from __future__ import annotations

import json
import math
from collections import Counter
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from dash.development.base_component import Component

from geodata.catalog import Catalog
from geodata.industries import CHAIN, KINDS, NOWHERE, Flows, flows, majors
from geodata.payload import payload
from geodata.tables import SITE_KINDS
from geodata.view import View, parse_view
from layouts.chart_style import TEXT_PX
from layouts.industry_chart import faded, flow_figure, flow_reading, flow_table, industry_chart
from layouts.palette import palette
from tests.tiny_catalogue import TinyCatalogue

THEMES = ("light", "dark", "contrast")


def view_of(query: str) -> View:
    return parse_view(query)[0]


def flows_of(catalog: Catalog, query: str = "") -> Flows:
    return flows(catalog, view_of(query))


def figure_of(catalog: Catalog, query: str = "") -> go.Figure:
    return flow_figure(catalog, flows_of(catalog, query), view_of(query))


def reading_of(catalog: Catalog, query: str = "") -> str:
    return flow_reading(catalog, flows_of(catalog, query), view_of(query))


def words(node: Any) -> str:
    if isinstance(node, Component):
        return words(getattr(node, "children", None))
    return "|".join(map(words, node)) if isinstance(node, list | tuple) else str("" if node is None else node)


# ---- what is counted


def test_every_kind_has_its_place_in_the_chain_or_after_it() -> None:
    assert KINDS[: len(CHAIN)] == CHAIN
    assert sorted(KINDS) == sorted((*SITE_KINDS, "zone"))


def test_majors_go_to_cities_until_an_industry_is_chosen(tiny_catalog: Catalog) -> None:
    found = flows_of(tiny_catalog)
    # A term and the major above it are one membership.
    assert found.counts == {("ind-it", "city-nanjing"): 1, ("ind-nano", "city-suzhou"): 2}
    assert (found.sources, found.cities) == (("ind-it", "ind-nano"), ("city-nanjing", "city-suzhou"))
    assert (found.items, found.sum, found.is_by_kind) == (3, 3, False)


def test_kinds_go_to_cities_in_the_order_of_the_chain(tiny_catalog: Catalog) -> None:
    found = flows_of(tiny_catalog, "industry=ind-nano")
    assert found.sources == ("industrial_base", "zone") and found.cities == ("city-suzhou",)
    assert (found.of_source("zone"), found.of_city("city-suzhou"), found.is_by_kind) == (1, 2, True)


def test_a_term_finds_only_what_names_it(tiny_catalog: Catalog) -> None:
    assert flows_of(tiny_catalog, "industry=ind-network").sources == ("lab",)


@pytest.mark.parametrize(
    ("query", "sum_"),
    [
        ("city=city-suzhou", 2),
        ("kind=zone", 1),
        ("kind=zone,lab", 2),
        ("kind=none", 0),
        ("claim=external", 3),
        ("claim=derived", 0),
        ("city=city-nanjing&industry=ind-nano", 0),
        # What the catalogue does not have is no choice, as in the browser.
        ("city=city-atlantis&industry=ind-alchemy", 3),
    ],
)
def test_every_filter_counts(tiny_catalog: Catalog, query: str, sum_: int) -> None:
    assert flows_of(tiny_catalog, query).sum == sum_


def test_an_item_of_two_majors_counts_in_both(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "base-nano", industries="ind-nano|ind-network")
    found = flows_of(tiny.load())
    assert (found.items, found.sum) == (3, 4)


@pytest.fixture
def cityless(tiny: TinyCatalogue) -> Catalog:
    nowhere = {"city_id": "", "city_claim": "", "zone_id": "", "lon": "", "lat": "", "location_claim": ""}
    nowhere |= {"location_precision": "none", "location_source_id": ""}
    tiny.edit("sites", "base-nano", **nowhere)
    return tiny.load()


def test_what_has_no_city_is_a_node_of_its_own_and_the_last(cityless: Catalog) -> None:
    found = flows_of(cityless)
    assert found.cities[-1] == NOWHERE and found.of_city(NOWHERE) == 1
    assert figure_of(cityless).data[0].node.color[-1] == palette("light")["ink-3"]
    assert "1 项城市未载" in reading_of(cityless)


def test_the_counts_are_those_of_the_payload(shipped: Catalog) -> None:
    sent = payload(shipped)
    parents = {row["id"]: row.get("parent", row["id"]) for row in sent["industries"]}
    expected: Counter[tuple[str, str]] = Counter()
    for item in sent["items"]:
        if item["kind"] in KINDS:
            own = {parents[one] for one in item.get("industries", [])}
            expected.update((major, item.get("city", "")) for major in own)
    assert flows_of(shipped).counts == expected


# ---- what is drawn


def test_bands_are_the_counts_and_have_the_hue_of_their_city(tiny_catalog: Catalog) -> None:
    for theme in THEMES:
        trace = figure_of(tiny_catalog, f"theme={theme}").data[0]
        nodes = trace.node.customdata
        ends = zip(trace.link.source, trace.link.target, strict=True)
        drawn = {(nodes[a], nodes[b]): n for (a, b), n in zip(ends, trace.link.value, strict=True)}
        assert drawn == flows_of(tiny_catalog).counts
        colours = palette(theme)
        assert trace.node.color == (*[colours["ink-2"]] * 2, colours["city-nj"], colours["city-sz"])
        assert [colour.rsplit(",", 1)[0] for colour in trace.link.color] == [
            faded(colours[f"city-{code}"], 1).rsplit(",", 1)[0] for code in ("nj", "sz")
        ]


def test_kinds_keep_their_colour_and_their_character(tiny_catalog: Catalog) -> None:
    figure = figure_of(tiny_catalog, "industry=ind-nano&theme=dark")
    colours = palette("dark")
    assert figure.data[0].node.color[:2] == (colours["kind-industrial_base"], colours["zone-disc"])
    said = [note.text for note in figure.layout.annotations]
    assert (
        colours["kind-industrial_base-text"] in said[0] and "基" in said[0] and "产业基地 <b>1</b>" in said[0]
    )
    assert "区" in said[1] and said[2] == "<b>2</b> 苏州"


def every_query() -> list[str]:
    found = [f"theme={theme}&lang={lang}" for theme in THEMES for lang in ("zh", "en")]
    return [*found, "claim=unconfirmed", "kind=lab,zone", "city=city-suzhou,city-zhenjiang&lang=en"]


@pytest.fixture(scope="module")
def pictures(shipped: Catalog) -> list[tuple[Flows, go.Figure]]:
    chosen = [f"industry={one}&lang={lang}" for one in majors(shipped) for lang in ("zh", "en")]
    return [(flows_of(shipped, query), figure_of(shipped, query)) for query in (*every_query(), *chosen)]


def test_a_name_and_a_number_stand_beside_each_node_and_none_touches_another(
    pictures: list[tuple[Flows, go.Figure]],
) -> None:
    for found, figure in pictures:
        notes, layout = figure.layout.annotations, figure.layout
        assert len(notes) == len(found.sources) + len(found.cities)
        inner_px = layout.height - layout.margin.t - layout.margin.b
        for x in (0, 1):
            at = [(1 - note.y) * inner_px for note in notes if note.x == x]
            assert all(lower - upper >= TEXT_PX * 1.15 for upper, lower in pairwise(at))
            assert at[0] >= -1 and at[-1] <= inner_px + 1


def test_names_stand_where_the_nodes_are_drawn(pictures: list[tuple[Flows, go.Figure]]) -> None:
    for _, figure in pictures:
        node = figure.data[0].node
        assert [1 - note.y for note in figure.layout.annotations] == pytest.approx(list(node.y))
        assert figure.data[0].arrangement == "fixed" and node.sort == figure.data[0].link.sort == "input"


def test_plotly_has_no_reason_to_move_a_node(pictures: list[tuple[Flows, go.Figure]]) -> None:
    """It takes the broadest scale at which the fullest column and its gaps fit; ours is the same."""
    for found, figure in pictures:
        inner_px = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
        pad = figure.data[0].node.pad
        columns = ((found.sources, found.of_source), (found.cities, found.of_city))
        most = max(len(ids) for ids, _ in columns)
        assert most == 1 or pad <= 2 / 3 * inner_px / (most - 1)
        scale = (inner_px - (most - 1) * pad) / found.sum
        heights = {one: scale * of(one) for ids, of in columns for one in ids}
        edges: dict[float, list[tuple[float, float]]] = {}
        node = figure.data[0].node
        for one, x, y in zip(node.customdata, node.x, node.y, strict=True):
            middle = y * inner_px
            edges.setdefault(x, []).append((middle - heights[one] / 2, middle + heights[one] / 2))
        for column in edges.values():
            assert all(lower[0] - upper[1] >= -1 for upper, lower in pairwise(column))
            assert column[0][0] >= -1 and column[-1][1] <= inner_px + 1


def test_pictures_are_finite_and_small(pictures: list[tuple[Flows, go.Figure]]) -> None:
    for _, figure in pictures:
        content = figure.to_json()
        assert len(content) < 20_000 and "NaN" not in content and "Infinity" not in content
        assert math.isfinite(figure.layout.height) and figure.layout.height < 900
        assert not json.loads(content)["layout"]["template"]


def test_both_sides_leave_room_for_bands_on_a_phone(pictures: list[tuple[Flows, go.Figure]]) -> None:
    assert max(figure.layout.margin.l + figure.layout.margin.r for _, figure in pictures) < 260


def test_names_from_the_data_are_only_words(tiny: TinyCatalogue) -> None:
    tiny.edit("industries", "ind-nano", short_zh="<b>$纳")
    tiny.edit("cities", "city-suzhou", short_zh="<i>苏$")
    said = " ".join(note.text for note in figure_of(tiny.load()).layout.annotations)
    assert "&lt;b&gt;&#36;纳" in said and "&lt;i&gt;苏&#36;" in said


# ---- what is said


def test_the_reading_says_how_many_where_most_and_what_has_no_city(tiny_catalog: Catalog) -> None:
    assert reading_of(tiny_catalog) == (
        "3 项按名称归入 2 类产业；产业以纳米技术最多（2）；城市以苏州最多（2）。"
    )
    assert reading_of(tiny_catalog, "lang=en") == (
        "3 items fall by name into 2 industries; most by industry: Nanotechnology (2); "
        "most by city: Suzhou (2)."
    )
    assert (
        reading_of(tiny_catalog, "industry=ind-nano")
        == "纳米技术：2 项，2 类；类别以产业基地、高新区最多（各 1）。"
    )


def test_the_reading_says_when_items_count_twice(tiny: TinyCatalogue) -> None:
    tiny.edit("sites", "base-nano", industries="ind-nano|ind-network")
    assert "一项可属多类，共 4 项次" in reading_of(tiny.load())


def test_a_superlative_of_many_is_left_out(shipped: Catalog) -> None:
    assert "最多" not in reading_of(shipped, "kind=innovation_centre&city=city-zhenjiang&industry=ind-marine")


def test_where_nothing_is_left_there_is_a_sentence_and_no_chart(tiny_catalog: Catalog) -> None:
    for lang, told in (("zh", "没有可归入产业的条目"), ("en", "nothing falls into an industry")):
        parts = industry_chart(tiny_catalog, view_of(f"kind=none&lang={lang}"))
        assert told in words(parts) and len(parts) == 2


def test_the_chart_is_told_to_those_who_cannot_see_it(tiny_catalog: Catalog) -> None:
    _, caption, picture, details = industry_chart(tiny_catalog, view_of(""))
    assert picture.role == "img" and getattr(picture, "aria-label") == caption.children
    assert details.className == "twin"


def test_the_table_has_the_counts_and_their_sums(cityless: Catalog) -> None:
    table = flow_table(cityless, flows_of(cityless), view_of(""))
    rows = [words(row).split("|") for part in table.children.children[1:] for row in _rows(part)]
    assert rows == [
        ["产业", "南京", "苏州", "城市未载", "合计"],
        ["新一代信息", "1", "–", "–", "1"],
        ["纳米技术", "–", "1", "1", "2"],
        ["合计", "1", "1", "1", "3"],
    ]


def _rows(part: Component) -> list[Component]:
    return part.children if isinstance(part.children, list) else [part.children]


def test_the_table_has_full_names_in_both_languages(shipped: Catalog) -> None:
    for lang in ("zh", "en"):
        said = words(flow_table(shipped, flows_of(shipped), view_of(f"lang={lang}")))
        for major in shipped.industries[shipped.industries["parent_id"] == ""][f"name_{lang}"]:
            assert major in said
