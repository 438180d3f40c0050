"""The industry lens: the chain from laboratory to cluster in panel and map, and what is missing in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layouts.text import text
from tests.browser.release import Release
from tests.browser.room import Room

Open = Callable[..., Room]
INDUSTRY = "ind-biomedicine"
LENS = f"industry={INDUSTRY}&lens=industry"
CHAIN = ["lab", "innovation_centre", "incubator", "industrial_base", "cluster"]
# Each stage as the panel has it: its kind, whether it says that it is missing, what it holds.
STAGES = """() => [...document.querySelectorAll('.chain .stage')].map((stage) => [
  stage.querySelector('h4').firstChild.textContent, Boolean(stage.querySelector('.missing')),
  [...stage.querySelectorAll('[data-select]')].map((row) => row.dataset.select)])"""
# Each arrow: whether it passes over a missing stage, and how far off the rim of a mark its ends are.
ARROWS = """() => {
  const at = ({ left, top, width, height }) => [left + width / 2, top + height / 2, width / 2];
  const halos = [...document.querySelectorAll('.mark:not(.dim) .mark-halo')];
  const marks = halos.map((halo) => at(halo.getBoundingClientRect()));
  const off = (path, length) => {
    const p = path.getPointAtLength(length).matrixTransform(path.getScreenCTM());
    return Math.min(...marks.map(([x, y, r]) => Math.abs(Math.hypot(p.x - x, p.y - y) - r)));
  };
  return [...document.querySelectorAll('.link')].map((link) => {
    const path = link.querySelector('.link-line');
    const ends = [off(path, 0), off(path, path.getTotalLength())];
    return { gap: link.classList.contains('gap'), head: path.getAttribute('marker-end'), ends };
  });
}"""
NOTES = """() => Object.fromEntries([...document.querySelectorAll('.label-city')].map((label) =>
  [label.dataset.mark, label.querySelector('.label-note')?.textContent ?? '']))"""


def is_of(release: Release, industry: str, ids: list[str] | None) -> bool:
    return any(industry in (one, release.parents[one]) for one in ids or [])


def positioned(release: Release, industry: str) -> set[str]:
    """Return the cities whose annex names an industry, or a term below it."""
    profiles = release.payload["profiles"]
    return {
        city
        for city, lines in profiles.items()
        for line in lines
        if line.get("ref") in release.parents and is_of(release, industry, [line["ref"]])
    }


def gaps(release: Release, industry: str) -> list[str]:
    """Return the stages of which nothing stands on the map."""
    on_the_map = {item["kind"] for item in release.of_industry(industry) if item.get("place")}
    return [kind for kind in CHAIN if kind not in on_the_map]


def names(release: Release, cities: list[str]) -> str:
    short = {city["id"]: city["short"]["zh"] for city in release.payload["cities"]}
    return "、".join(short[city] for city in short if city in cities)


def reading(release: Release, industry: str) -> list[str]:
    """Return the sentences of the reading that name what is missing."""
    held = {
        city["id"]: {item["kind"] for item in release.of_industry(industry) if item.get("city") == city["id"]}
        for city in release.payload["cities"]
    }
    base, lab = "industrial_base", "lab"
    named = positioned(release, industry)
    cities = {
        "chain.base-no-lab": [city for city, kinds in held.items() if base in kinds and lab not in kinds],
        "chain.lab-no-base": [city for city, kinds in held.items() if lab in kinds and base not in kinds],
        "chain.position-only": [city for city in held if city in named and not held[city] & set(CHAIN)],
    }
    stages = "、".join(text(f"kind.{kind}.short", "zh") for kind in gaps(release, industry))
    said = [text("chain.gaps", "zh", stages=stages) if stages else text("chain.whole", "zh")]
    return said + [text(key, "zh", cities=names(release, own)) for key, own in cities.items() if own]


def holds(room: Room, release: Release, industry: str) -> None:
    """Hold panel and map of a chosen industry against the release."""
    room.says(
        "#panel-title", next(r["name"]["zh"] for r in release.payload["industries"] if r["id"] == industry)
    )
    stages: list[tuple[str, bool, list[str]]] = room.page.evaluate(STAGES)
    assert [name for name, _, _ in stages] == [text(f"kind.{kind}", "zh") for kind in CHAIN]
    missing = gaps(release, industry)
    assert [kind for kind, (_, is_gap, _) in zip(CHAIN, stages, strict=True) if is_gap] == missing
    for kind, (_, _, rows) in zip(CHAIN, stages, strict=True):
        assert set(rows) == {item["id"] for item in release.of_industry(industry) if item["kind"] == kind}
    said = room.get("#panel .lead").first.inner_text()
    assert [sentence for sentence in reading(release, industry) if sentence not in said] == []
    arrows: list[dict[str, Any]] = room.page.evaluate(ARROWS)
    drawn = [i for i, kind in enumerate(CHAIN) if kind not in missing]
    assert bool(arrows) == (len(drawn) > 1)
    assert all(arrow["head"] and max(arrow["ends"]) < 12 for arrow in arrows), arrows
    # A stage that is missing between two others is an empty sign on a broken line, and named.
    within = [kind for i, kind in enumerate(CHAIN) if kind in missing and drawn and drawn[0] < i < drawn[-1]]
    assert any(arrow["gap"] for arrow in arrows) == bool(within)
    assert room.get(".link-missing").count() == len(within)
    gap_names = "".join(room.get(".label-gap").all_text_contents())
    for kind in within:
        words = text("chain.missing", "zh", kind=text(f"kind.{kind}.short", "zh"))
        assert words in gap_names, words
    # Each city says whether its annex names the industry.
    notes, named = room.page.evaluate(NOTES), positioned(release, industry)
    silent, stated = text("industry.city.silent", "zh"), text("industry.city.stated", "zh")
    assert {city: note.split("，")[0] for city, note in notes.items()} == {
        city["id"]: stated if city["id"] in named else silent for city in release.payload["cities"]
    }


def test_an_industry_is_a_chain_in_panel_and_map_and_asks_nothing(opened: Open, release: Release) -> None:
    room = opened().quiet()
    room.get('.header [data-tab="industry"]').click()
    room.painted("lens=industry")
    room.get(f'#panel [data-toggle="industry:{INDUSTRY}"]').click()
    room.painted(LENS)
    holds(room, release, INDUSTRY)
    assert gaps(release, INDUSTRY) == ["innovation_centre"]
    assert room.get(".chain .stage.gap .missing").inner_text() == "缺环"
    assert "缺环：创新中心" in str(room.get(".label-gap").text_content())
    # Others, by the chips of the rail: one whole or almost, one with little.
    for industry in ("ind-iot", "ind-marine"):
        room.turn(f"industry={industry}&lens=industry")
        holds(room, release, industry)
    assert room.requests == []


def test_programmes_and_targets_of_an_industry_are_listed(opened: Open, release: Release) -> None:
    room = opened(LENS).says("#panel-title", "生物医药")
    kinds, items = {*release.layers, "city"}, {item["id"]: item for item in release.payload["items"]}
    planned = {
        item["id"]
        for item in items.values()
        if item["kind"] not in kinds and is_of(release, INDUSTRY, item.get("industries"))
    }
    above = set(planned)
    while parents := {items[one]["parent"] for one in above if items[one].get("parent")} - above:
        above |= parents
    ties = release.payload["relations"]
    targets = {tie["to"] for tie in ties if tie["what"] == "serves_target" and tie["from"] in above}
    part = "#panel .panel-list:has(h3:has-text('{}'))"
    assert set(room.listed(part.format(text("industry.plan", "zh")))) == planned != set()
    assert set(room.listed(part.format(text("industry.targets", "zh")))) == targets != set()
    # The cities whose annex names it lead to their profiles.
    annex = room.listed(part.format(text("industry.annex", "zh")))
    assert set(annex) == positioned(release, INDUSTRY)


def test_the_tag_of_a_site_leads_to_the_lens_of_just_that_industry(opened: Open, release: Release) -> None:
    site, industry = release.item("lab-nanox"), "ind-nano-vacuum"
    before = "city=city-suzhou&industry=ind-materials&selected=lab-nanox"
    room = opened(before).says("#panel-title", site["name"]["zh"])
    room.get(f'#panel [data-set*="industry:{industry}"]').click()
    room.painted(f"city=city-suzhou&industry={industry}&lens=industry").says("#panel-title", "纳米真空互联")
    room.page.go_back()
    room.painted(before).says("#panel-title", site["name"]["zh"])


def test_what_the_chain_names_opens_and_the_way_back_is_the_chain(opened: Open) -> None:
    room = opened(LENS).says("#panel-title", "生物医药")
    room.get('.stage-item[data-select="base-nj-biopharma"]').click()
    room.painted(f"{LENS}&selected=base-nj-biopharma")
    assert room.get(".link").count() == 0  # the chain steps back for what is open
    room.page.keyboard.press("Escape")
    room.painted(LENS).says("#panel-title", "生物医药")
    assert room.get(".link").count() > 1
    room.page.keyboard.press("Escape")
    room.painted(f"industry={INDUSTRY}")
