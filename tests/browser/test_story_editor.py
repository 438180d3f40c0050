"""A story made by browsing: views become steps, are given words and an order, saved, loaded and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.catalog import Catalog
from geodata.story_form import Story
from geodata.storytelling import StoryError, check_story
from layouts.text import text
from tests.browser.conftest import Watch
from tests.browser.room import Room, staged, turned
from tests.browser.test_accessible import serious

Open = Callable[..., Room]

FIRST, SECOND = "city=city-suzhou", "industry=ind-ic&lens=industry"
OWN = "() => atlas.story.own()"
# Of each problem that is shown: its field and where it stands.
PROBLEMS = """() => [...document.querySelectorAll('.editor-problems li')].map((one) => [
  one.querySelector('code')?.textContent ?? '', one.querySelector('b').firstChild.textContent])"""


def field(part: str, name: str, lang: str = "") -> str:
    return f'[id="editor-{part}.{name}{f".{lang}" if lang else ""}"]'


def step(n: int, chapter: int = 0) -> str:
    return f"chapters[{chapter}].steps[{n}]"


def says(room: Room, words: str, part: str = "notice") -> Room:
    return room.wait(
        "([part, words]) => document.querySelector(part).textContent === words",
        [f"#{part}" if part == "notice" else part, words],
    )


def add_by_sharing(room: Room, n: int) -> Room:
    """Add the view on the screen from the share dialog, which closes."""
    room.get('.header [data-act="share-open"]').click()
    room.get('.share [data-act="add-view"]').click()
    says(room, text("editor.did.add", "zh", n=n))
    room.get(".share").wait_for(state="detached")
    return room


def made(room: Room) -> Room:
    """Make a story of two steps while browsing and open the editor."""
    add_by_sharing(room, 1)
    add_by_sharing(room.turn(SECOND), 2)
    room.get('.header [data-act="share-open"]').click()
    room.get('.share [data-act="edit-story"]').click()
    room.get("#editor .editor-step").first.wait_for()
    assert room.page.evaluate("() => document.activeElement.id") == "editor-title"
    return room


def saved(room: Room) -> bytes:
    with room.page.expect_download() as given:
        room.get('#editor [data-act="editor-save"]').click()
    assert given.value.suggested_filename.endswith(".yaml")
    return Path(given.value.path()).read_bytes()


def load(room: Room, name: str, content: bytes) -> Room:
    file = {"name": name, "mimeType": "application/yaml", "buffer": content}
    room.get("#editor-file").set_input_files([file])  # type: ignore[list-item]
    return room


def views(story: Story) -> list[str]:
    return [one.view for one in story.steps]


def names(room: Room) -> list[str]:
    return room.get("#editor .editor-step .editor-name b").all_inner_texts()


def is_told(room: Room, story: Story) -> None:
    """It goes through on the stage like any other, and outlives the page."""
    told, said = staged({**story.plain(), "id": "own"}), story.steps
    room.painted(told[0]).says("#words h1", said[0].title.zh)
    room.page.keyboard.press("PageDown")
    room.painted(told[1]).says("#words h1", said[1].title.zh).says(".stage-place", f"2 / {len(said)}")
    assert said[1].text.zh in room.get("#words").inner_text()
    room.page.reload()
    room.painted(told[1]).says("#words h1", said[1].title.zh)
    room.page.keyboard.press("End")
    room.painted(told[-1])


def test_a_story_is_made_while_browsing_saved_loaded_and_told(opened: Open, shipped: Catalog) -> None:
    room = made(opened(FIRST))
    suggested = names(room)
    assert len(suggested) == 2 and all(suggested)
    # Words and time of the first step.
    room.get('#editor [data-part="step:0"]').click()
    long = room.get(field(step(0), "title", "zh"))
    long.fill("一" * 30)
    assert text("editor.long", "zh", count=30, most=24) in room.get("#editor .editor-form").inner_text()
    assert long.get_attribute("aria-invalid") == "true"
    words = {"zh": ("苏州一瞥", "先看苏州。"), "en": ("A glance at Suzhou", "Suzhou first.")}
    for lang, (title, sentence) in words.items():
        room.get(field(step(0), "title", lang)).fill(title)
        room.get(field(step(0), "text", lang)).fill(sentence)
    room.get(field(step(0), "seconds")).fill("2")
    said = text("editor.seconds.range", "zh", least=3, most=600)
    assert said in room.get("#editor .editor-form").inner_text()
    room.get(field(step(0), "seconds")).fill("25")
    assert names(room) == [words["zh"][0], suggested[1]]
    # The order; the focus goes along. A change can be taken back.
    down = room.get('#editor [data-n="0"] [data-act="editor-down"]')
    down.focus()
    room.page.keyboard.press("Enter")
    room.wait("() => document.activeElement.closest('[data-n]')?.dataset.n === '1'")
    assert names(room) == [suggested[1], words["zh"][0]]
    room.get('#editor [data-act="editor-undo"]').click()
    assert names(room) == [words["zh"][0], suggested[1]]
    room.get('#editor [data-n="1"] [data-act="editor-up"]').click()
    assert names(room) == [suggested[1], words["zh"][0]]
    # Browsing goes on beside the editor, and a third view is added from it.
    room.get("#editor [data-act='editor-fold']").click()
    room.get('.rail [data-toggle="city:city-wuxi"]').click()
    room.wait("() => location.search.includes('city-wuxi')")
    third = room.query
    room.get('#editor [data-act="add-view"]').click()
    room.get('#editor [data-act="editor-unfold"]').click()
    assert len(names(room)) == 3
    # The file says all of it, and means the same when it comes back.
    content = saved(room)
    story = check_story(content.decode(), shipped)
    assert views(story) == [SECOND, FIRST, third]
    assert (story.steps[1].title.zh, story.steps[1].text.en, story.steps[1].seconds) == (
        *(words["zh"][0], words["en"][1], 25),
    )
    kept = room.page.evaluate(OWN)
    room.get('#editor [data-act="editor-clear"]').click()
    room.get(".editor-begin").wait_for()
    assert room.page.evaluate(OWN) is None
    load(room, "mine.yaml", content)
    says(room, text("editor.did.load", "zh", name="mine.yaml", count=3), ".editor-said")
    assert room.page.evaluate(OWN) == kept
    assert saved(room) == content
    room.get('#editor [data-act="editor-present"]').click()
    is_told(room, story)


def test_a_bad_file_names_every_line_and_field_and_changes_nothing(
    opened: Open, shipped: Catalog, watch: Watch
) -> None:
    watch.forgiven = lambda fault: "422" in fault and "/stories/check" in fault
    room = made(opened(FIRST))
    content = saved(room).decode()
    bad = content.replace("view: city=city-suzhou", "view: city=city-atlantis&room=present", 1)
    bad = bad.replace("    steps:\n", "    colour: red\n    steps:\n", 1)
    bad = bad.replace("about:\n  zh: ", f"about:\n  zh: {'长' * 90}", 1) + "        seconds: 1\n"
    with pytest.raises(StoryError) as told:
        check_story(bad, shipped)
    kept, rows = room.page.evaluate(OWN), names(room)
    load(room, "bad.yaml", bad.encode())
    room.get(".editor-problems li").first.wait_for()
    found = room.page.evaluate(PROBLEMS)
    wanted = [(one.column, one.row) for one in told.value.problems]
    assert len(wanted) >= 5 and [column for column, _ in found] == [column for column, _ in wanted]
    for (_, where), (column, row) in zip(found, wanted, strict=True):
        assert row and column and text("editor.line", "zh", line=row) in where
    count = text("editor.wrong.load", "zh", name="bad.yaml", count=len(wanted))
    assert room.get("#editor-wrong").inner_text() == count
    assert (room.page.evaluate(OWN), names(room)) == (kept, rows)
    # What is no story at all is refused just so.
    load(room, "torn.yaml", b"id: [broken\n")
    room.wait("() => document.getElementById('editor-wrong')?.textContent.includes('torn.yaml')")
    assert [where for _, where in room.page.evaluate(PROBLEMS)] == [text("editor.line", "zh", line=2)]
    load(room, "large.yaml", b"#" * 300_000)
    room.wait("() => document.getElementById('editor-wrong')?.textContent.includes('large.yaml')")
    assert (room.page.evaluate(OWN), names(room)) == (kept, rows)
    room.get('#editor [data-act="editor-heard"]').click()
    room.get(".editor-problems").wait_for(state="detached")
    assert saved(room).decode() == content


@pytest.mark.parametrize("looks", ["", "lang=en&theme=dark"])
def test_everybody_can_use_the_editor(opened: Open, watch: Watch, looks: str) -> None:
    watch.forgiven = lambda fault: "422" in fault and "/stories/check" in fault
    room, found = opened(turned(FIRST, looks)), {}
    button = room.get('.header [data-act="share-open"]')
    button.click()
    room.get('.share [data-act="edit-story"]').click()
    room.get(".editor-begin").wait_for()
    found["empty"] = [] if looks else serious(room.page)
    room.get('#editor [data-act="add-view"]').click()
    room.get("#editor .editor-form").wait_for()
    load(room, "bad.yaml", b"id: x\ntitle: y\n").get(".editor-problems li").first.wait_for()
    found["a step and the problems of a file"] = [*serious(room.page), *room.probe("outside")]
    assert not any(found.values()), found
    assert room.probe("chinese") == [] or not looks
    # Escape closes it and leads back to where it was opened.
    room.get("#editor-title").focus()
    room.page.keyboard.press("Escape")
    room.get("#editor .editor-top").wait_for(state="detached")
    assert button.evaluate("(node) => node === document.activeElement")
    assert room.get(".rail").is_visible()
