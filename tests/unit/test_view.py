"""The View and its text form: the same cases as the browser's copy, and the round trip by property."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.view import CAMERA_LIMITS, CHOICES, KEYS, View, camera_at, format_view, parse_view

CASES = json.loads((Path(__file__).parents[1] / "cases" / "view.json").read_text(encoding="utf-8"))

ids = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
several = st.sets(ids, max_size=8).map(lambda chosen: tuple(sorted(chosen)))
low, high = CAMERA_LIMITS
cameras = st.builds(
    camera_at, st.floats(low.lon, high.lon), st.floats(low.lat, high.lat), st.floats(low.zoom, high.zoom)
)
views = st.builds(
    View,
    **{key: st.sampled_from(options) for key, options in CHOICES.items()},
    city=several,
    kind=several,
    industry=several,
    claim=several,
    compare=several,
    indicator=st.one_of(st.just(""), ids),
    year=st.one_of(st.just(""), st.integers(1900, 2099).map(str)),
    selected=st.one_of(st.just(""), ids),
    camera=st.one_of(st.none(), cameras),
)


@pytest.mark.parametrize("case", CASES, ids=[case["query"] or "(empty)" for case in CASES])
def test_cases_shared_with_the_browser(case: dict) -> None:
    view, dropped = parse_view(case["query"])
    assert format_view(view) == case["canonical"]
    assert list(dropped) == case["dropped"]


@given(views)
def test_round_trip(view: View) -> None:
    assert parse_view(format_view(view)) == (view, ())


@given(views)
def test_canonical_form_is_sorted_short_and_leaves_defaults_out(view: View) -> None:
    keys = [part.split("=")[0] for part in format_view(view).split("&") if part]
    assert keys == sorted(keys)
    assert all(getattr(view, key) != getattr(View(), key) for key in keys)


@given(st.text(max_size=300))
def test_any_text_opens_the_atlas(query: str) -> None:
    view, _ = parse_view(query)
    assert parse_view(format_view(view)) == (view, ())


def test_an_endless_query_is_dropped_whole() -> None:
    assert parse_view("city=" + "a" * 3000) == (View(), ("…",))


def test_every_field_has_a_key() -> None:
    assert set(KEYS) == set(View.__dataclass_fields__)
