"""The plan's text beside the map: a sentence lights its things, and a thing finds its sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from geodata.catalog import Catalog
from geodata.plan_payload import plan_payload
from geodata.plan_reading import read_plan
from layouts.text import text
from tests.browser.release import Release, marked
from tests.browser.room import Room
from tests.browser.sample_plan import OTHER, SAMPLE

Open = Callable[..., Room]
CHAPTER = "lens=plan&passage=c-3"
SENTENCE, NAMED = "c-3-1.2", ["lab-pml", "lab-ceni"]
FAR, FAR_ITEM = "c-5-4.2", "inc-zhujiang"
IN_SIGHT = """(id) => {
  const box = (part) => document.querySelector(part)?.getBoundingClientRect();
  const r = box(`[data-sentence="${id}"].lit`), frame = box('#panel'), foot = box('.plan-names');
  if (!r) return false;
  const bottom = Math.min(frame.bottom, foot?.top ?? Infinity);
  return r.top >= frame.top && r.bottom <= bottom + 1;
}"""
# Where “show in the plan” leads each stated item, from each of its clauses and from none.
TARGETS = """async () => {
  await atlas.plan.load();
  const stated = atlas.data.items.filter((item) => item.claim === 'stated' && item.clauses.length);
  const target = (item) => (ref) => [item.id, ref ?? '', atlas.plan.found(item.id, ref)[0] ?? ''];
  return stated.flatMap((item) => [undefined, ...item.clauses].map(target(item)));
}"""


@pytest.fixture(scope="module")
def sample(shipped: Catalog) -> dict[str, Any]:
    """The sample as the browser gets it."""
    return plan_payload(read_plan(shipped, SAMPLE))


def sentence(passage: str) -> str:
    return f'[data-sentence="{passage}"]'


def mark(passage: str) -> str:
    return f"{sentence(passage)} .sentence-mark"


def places(release: Release, ids: list[str]) -> Any:
    return marked([release.item(one) for one in ids])


def is_lit(room: Room, release: Release, ids: list[str]) -> None:
    room.wait("() => document.querySelector('.mark.dim')")
    assert room.lit() == places(release, ids)


def test_a_sentence_under_the_mouse_lights_its_things_and_leaves_the_view(
    read: Open, release: Release
) -> None:
    room = read(CHAPTER)
    room.page.wait_for_selector(sentence(SENTENCE))
    room.get("#panel-title").hover()
    before = room.lit()
    for passage, ids in ((SENTENCE, NAMED), ("c-3-1.3", ["lab-gusu"]), ("c-3-4.2", ["fin-shahu"])):
        room.get(mark(passage)).hover()
        room.wait(
            "(n) => document.querySelectorAll('.mark:not(.dim)').length === n", len(places(release, ids))
        )
        is_lit(room, release, ids)
        assert (room.query, room.view) == (CHAPTER, CHAPTER)
    room.get(sentence("c-3-1.4")).hover()  # names nothing
    room.wait("(n) => document.querySelectorAll('.mark:not(.dim)').length === n", len(before))
    assert room.lit() == before


def test_a_sentence_is_pressed_by_mouse_and_by_key(read: Open, release: Release) -> None:
    room = read(CHAPTER)
    room.get(mark(SENTENCE)).click()
    room.painted(f"lens=plan&passage={SENTENCE}")
    room.page.wait_for_selector(f"{sentence(SENTENCE)}.lit")
    assert room.get(mark(SENTENCE)).get_attribute("aria-pressed") == "true"
    is_lit(room, release, NAMED)
    assert room.listed("#panel .plan-names") == NAMED
    # Again: back to its clause, which lights all that is filed under it.
    room.get(mark(SENTENCE)).click()
    room.painted("lens=plan&passage=c-3-1")
    room.get(mark("c-3-1.3")).focus()
    room.page.keyboard.press("Enter")
    room.painted("lens=plan&passage=c-3-1.3")
    is_lit(room, release, ["lab-gusu"])
    # What is known to no place is listed, and neither lights nor dims anything on the map.
    room.get(mark("c-3-1.5")).click()
    room.painted("lens=plan&passage=c-3-1.5")
    assert room.listed("#panel .plan-names") == ["lab-gasturbine"]
    assert room.get(".mark.dim").count() == 0


def test_a_sentence_is_tapped(sized: Open, planned: Callable[[str | None], str]) -> None:
    room = sized(390, 844, CHAPTER, address=planned(SAMPLE), has_touch=True, is_mobile=True)
    room.get(mark(SENTENCE)).tap()
    room.painted(f"lens=plan&passage={SENTENCE}")
    room.page.wait_for_selector(f"{sentence(SENTENCE)}.lit")
    room.wait("() => document.querySelector('.mark.dim')")
    room.get("#panel .plan-names [data-select='lab-pml']").tap()
    room.painted(f"lens=plan&passage={SENTENCE}&selected=lab-pml")


def test_a_name_opens_its_item_and_the_item_finds_its_sentence(read: Open, release: Release) -> None:
    room = read(CHAPTER)
    room.get(f"{sentence('c-3-1.3')} a[data-select='lab-gusu']").click()
    room.painted(f"{CHAPTER}&selected=lab-gusu").says("#panel-title", release.item("lab-gusu")["name"]["zh"])
    room.get("#panel .panel-actions [data-act='in-plan']").click()
    room.painted("lens=plan&passage=c-3-1.3").wait(IN_SIGHT, "c-3-1.3")
    # From an item far down in another chapter, and from outside the reader.
    room.turn(f"selected={FAR_ITEM}").says("#panel-title", release.item(FAR_ITEM)["name"]["zh"])
    room.get("#panel .panel-actions [data-act='in-plan']").click()
    room.painted(f"lens=plan&passage={FAR}").wait(IN_SIGHT, FAR)
    is_lit(room, release, [FAR_ITEM])
    assert room.page.evaluate("() => document.getElementById('panel').scrollTop") > 0
    # The clause in the facts does the same.
    room.turn("selected=z-wuxi").says("#panel-title", "无锡高新区")
    room.get("#panel .facts [data-act='in-plan']").first.click()
    room.painted("lens=plan&passage=c-5-3.2").wait(IN_SIGHT, "c-5-3.2")
    # An industry in a sentence leads to its lens.
    room.get(f"{sentence('c-5-3.2')} a.industry").click()
    room.painted("industry=ind-iot&lens=industry")


def test_an_item_named_in_a_heading_is_shown_there(read: Open) -> None:
    room = read("selected=city-nanjing").says("#panel-title", "南京市")
    room.get("#panel .panel-actions [data-act='in-plan']").click()
    room.wait("() => location.search.startsWith('?lens=plan&passage=c-annex-nanjing')").painted(room.query)
    room.wait("() => document.querySelector('.plan-text .lit')")


def test_chapters_coverage_and_what_is_missing(read: Open, sample: dict[str, Any]) -> None:
    room = read("lens=system").quiet()
    room.get('#panel [data-set="lens:plan"]').click()
    room.painted("lens=plan").page.wait_for_selector(".plan-text")
    for chapter, words in (("c-annex", "样稿写到"), ("c-5", "放在最前"), ("c-0", "为试读而写")):
        room.get(f'.chapters [data-set="passage:{chapter}"]').click()
        room.painted(f"lens=plan&passage={chapter}")
        room.wait("(words) => document.querySelector('.plan-text').textContent.includes(words)", words)
        current = room.get('.chapters [aria-current="true"]')
        assert current.count() == 1 and current.get_attribute("data-set") == f"passage:{chapter}"
    room.get('.chapters [data-set="passage:c-1"]').click()
    room.painted("lens=plan&passage=c-1")
    room.wait("() => !document.querySelector('.plan-text')")
    assert text("plan.chapter.empty", "zh") in room.get("#panel").inner_text()
    sums, said = sample["coverage"], room.get(".plan-coverage").inner_text()
    sentences = {key: sums[key] for key in ("sentences", "with", "without")}
    assert text("plan.coverage.sentences", "zh", **sentences) in said
    assert text("plan.coverage.items", "zh", items=sums["items"], found=sums["found"]) in said
    assert room.listed(".plan-coverage") == sums["missing"]
    # The text was asked for when it was first needed, once, and nothing else.
    assert len(room.requests) == 1 and "/plan-" in room.requests[0]


def test_in_english_the_plan_stays_chinese_and_the_names_are_english(read: Open, release: Release) -> None:
    room = read(f"lang=en&lens=plan&passage={SENTENCE}")
    lit = room.get(f"{sentence(SENTENCE)}.lit")
    lit.wait_for()
    assert "网络通信与安全紫金山实验室" in lit.inner_text()
    languages = room.page.eval_on_selector_all(
        ".plan-text p", "(nodes) => nodes.map((node) => node.closest('[lang]').lang)"
    )
    assert set(languages) == {"zh-CN"}
    named = room.get(".plan-names .row-name").all_inner_texts()
    assert named == [release.item(one)["name"]["en"] for one in NAMED]
    assert room.probe("chinese") == []


def test_without_a_text_the_clauses_stand_there_and_say_how_to_add_it(read: Open, release: Release) -> None:
    room = read("lens=plan", None)
    room.page.wait_for_selector(".clause-list")
    assert room.get(".plan-absent").inner_text() == text("plan.absent", "zh")
    assert "PLAN_FILE" in room.get(".plan-absent").inner_text()
    room.get('.chapters [data-set="passage:c-3"]').click()
    room.painted(CHAPTER).wait("() => document.querySelector('.clause-list [data-set=\"passage:c-3-1\"]')")
    clauses = {row["ref"]["zh"]: row for row in release.payload["clauses"]}
    chapter = {"passage:" + row["id"] for ref, row in clauses.items() if ref.startswith("三")}
    rows = room.page.eval_on_selector_all(
        ".clause-list button", "(rows) => rows.map((row) => row.dataset.set)"
    )
    assert set(rows) == chapter
    room.get('.clause-list [data-set="passage:c-3-4"]').click()
    room.painted("lens=plan&passage=c-3-4")
    funds = [item["id"] for item in release.items if "三(四)" in item["clauses"]]
    is_lit(room, release, funds)
    assert set(funds) <= set(room.listed(".plan-names"))
    # Its clause is shown from the panel of an item.
    room.turn("selected=fin-hexi").says("#panel-title", release.item("fin-hexi")["name"]["zh"])
    room.get("#panel .panel-actions [data-act='in-plan']").click()
    room.painted("lens=plan&passage=c-3-4")
    room.turn("lang=en&lens=plan")
    room.wait(
        "(words) => document.querySelector('.plan-absent')?.textContent === words", text("plan.absent", "en")
    )


def test_a_text_that_does_not_fit_says_so_and_the_rest_works(read: Open, release: Release) -> None:
    room = read("lens=plan", OTHER)
    room.page.wait_for_selector(".plan-absent")
    assert room.get(".plan-absent").inner_text() == text("plan.misfit", "zh")
    assert room.get(".plan-coverage").is_visible()
    room.turn("lens=plan&passage=c-3-4", '.clause-list [aria-pressed="true"]')
    is_lit(room, release, [item["id"] for item in release.items if "三(四)" in item["clauses"]])
    room.turn("selected=city-wuxi").says("#panel-title", "无锡市")
    room.turn("lens=system", ".system").turn("")
    assert room.lit() == marked(release.items)


def test_back_and_forward_and_the_address_give_each_state_again(read: Open) -> None:
    states = {
        "selected=city-wuxi": ".formula",
        "selected=z-sip": ".strategic",
        "industry=ind-biomedicine&lens=industry": ".chain",
        "lens=system": ".system",
        "lens=system&selected=action-parks": ".facts",
        f"lens=plan&passage={SENTENCE}": ".plan-sentence.lit",
        "list=matrix": "#matrix-body table",
    }
    room = read()

    def picture() -> tuple[Any, ...]:
        words = "(node) => node.innerText"
        return (
            room.page.eval_on_selector("#panel-body", words) if room.get("#panel").is_visible() else "",
            room.page.eval_on_selector("#matrix-body", words)
            if room.get("#matrix-body").is_visible()
            else "",
            room.marked(),
            room.lit(),
            [round(part, 2) for part in room.camera()],
        )

    seen = {}
    for query, part in states.items():
        room.turn(query, part).still()
        seen[query] = picture()
    queries = list(states)
    for query in reversed(queries[:-1]):
        room.page.go_back()
        room.painted(query).page.wait_for_selector(states[query])
        assert picture() == seen[query], query
    for query in queries[1:4]:
        room.page.go_forward()
        room.painted(query).page.wait_for_selector(states[query])
        assert picture() == seen[query], query
    for query in queries[4:6]:  # the others are opened by their addresses elsewhere
        room.open(query).page.wait_for_selector(states[query])
        room.still()
        assert picture() == seen[query], query


@pytest.mark.skipif(
    not os.environ.get("PLAN_FILE"), reason="PLAN_FILE is not set: the plan's text is not part of the product"
)
def test_every_stated_item_has_its_place_in_the_real_plan(opened: Open) -> None:
    room = opened("lens=plan")
    room.page.wait_for_selector(".plan-text")
    targets: list[tuple[str, str, str]] = room.page.evaluate(TARGETS)
    assert len(targets) > 400
    there: set[str] = set()
    chapters = room.page.eval_on_selector_all(
        ".chapters [data-set]", "(all) => all.map((one) => one.dataset.set)"
    )
    for chapter in chapters:
        room.turn(f"lens=plan&{chapter.replace(':', '=')}", '.chapters [aria-current="true"]')
        there |= set(
            room.page.eval_on_selector_all(
                "[data-sentence]", "(all) => all.map((node) => node.dataset.sentence)"
            )
        )
    assert [target for target in targets if target[2] not in there] == []
    assert room.get(".plan-coverage [data-select]").count() == 0
