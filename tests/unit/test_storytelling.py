"""Stories: what is sound is read and written alike; what is not names line, field, rule and way out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.__main__ import main
from geodata.catalog import Catalog
from geodata.ground import SCENERY
from geodata.problems import Problem
from geodata.story_form import Story
from geodata.story_text import MAX_BYTES
from geodata.storytelling import (
    StoryError,
    check_bytes,
    check_story,
    load_stories,
    stories_folder,
    story_files,
    story_yaml,
)
from tests.tiny_catalogue import TinyCatalogue, write_tiny

GOOD = """\
# what a person may write
id: labs-first
title: {zh: 先看实验室, en: Laboratories first}
about: {zh: 一座城市, en: One city}
chapters:
  - title:
      zh: 南京
      en: Nanjing
    steps:
      - view: ""
        title: {zh: 全域, en: The region}
        text: {zh: 两座城市。, en: Two cities.}
      - view: city=city-nanjing&kind=lab
        title: {zh: 实验室, en: Laboratories}
        text: {zh: '一项: 紫金山', en: "One: Purple Mountain"}
        notes:
          zh: |
            第一行
            第二行
          en: Short
        seconds: 12
        highlight: lab-purple
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return write_tiny(tmp_path_factory.mktemp("small")).load()


def problems(text: str | bytes, catalog: Catalog, is_json: bool = False) -> tuple[Problem, ...]:
    with pytest.raises(StoryError) as told:
        if isinstance(text, str) and not is_json:
            check_story(text, catalog)
        else:
            check_bytes(text.encode() if isinstance(text, str) else text, catalog, is_json=is_json)
    found: tuple[Problem, ...] = told.value.problems
    return found


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


# ---- sound ----------------------------------------------------------------------------------------


def test_a_sound_story_is_read(small: Catalog) -> None:
    story = check_story(GOOD, small)
    assert [step.view for step in story.steps] == ["", "city=city-nanjing&kind=lab"]
    assert story.chapters[0].title.zh == "南京"
    step = story.steps[1]
    assert (step.seconds, step.highlight) == (12, "lab-purple")
    assert step.notes and step.notes.zh == "第一行\n第二行"
    assert story.steps[0].notes is None


def test_it_is_the_same_when_it_is_written_and_read_again(small: Catalog) -> None:
    story = check_story(GOOD, small)
    text = story_yaml(story)
    assert check_story(text, small) == story
    assert story_yaml(check_story(text, small)) == text


def test_what_is_written_can_be_edited(small: Catalog) -> None:
    text = story_yaml(check_story(GOOD, small))
    assert text.startswith("id: labs-first\ntitle:\n  zh: 先看实验室\n  en: Laboratories first\n")
    assert "\n  - title:\n      zh: 南京\n" in text
    assert "\n      - view: city=city-nanjing&kind=lab\n" in text
    assert "\n          zh: |-\n            第一行\n            第二行\n" in text
    assert "\\u" not in text and "!!" not in text


def test_a_byte_order_mark_and_windows_lines_do_no_harm(small: Catalog) -> None:
    assert check_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), small) == check_story(
        GOOD, small
    )


def test_the_same_story_as_json(small: Catalog) -> None:
    story = check_story(GOOD, small)
    sent = story.plain() | {"made": True, "industry": "ind-nano"}
    assert check_bytes(json.dumps(sent).encode(), small, is_json=True) == story


def test_what_is_plain_has_no_empty_keys(small: Catalog) -> None:
    first, second = check_story(GOOD, small).plain()["chapters"][0]["steps"]
    assert set(first) == {"view", "title", "text"}
    assert set(second) == {"view", "title", "text", "notes", "seconds", "highlight"}


@pytest.mark.parametrize("left_empty", ["notes:", "notes: ~", "seconds:", "highlight: null"])
def test_what_is_optional_may_be_left_empty(small: Catalog, left_empty: str) -> None:
    text = GOOD.replace(
        "      - view: city=", f"        {left_empty}\n      - view: city="
    )  # belongs to the step before
    assert check_story(text, small).steps[0] == check_story(GOOD, small).steps[0]


@pytest.mark.parametrize(
    "word", ["no", "on", "2022", "1e3", "null-and-void", "2022-01-01", "0x10", "=", "<<"]
)
def test_words_stay_words(small: Catalog, word: str) -> None:
    story = check_story(GOOD.replace("en: The region", f"en: {word}"), small)
    assert story.steps[0].title.en == word
    assert check_story(story_yaml(story), small) == story


@pytest.mark.parametrize(
    "view",
    [
        "claim=external,stated",
        "industry=ind-nano&lens=industry",
        "kind=industrial_base,lab,zone",
        "kind=none",
        "indicator=i-rd&lens=indicator&year=2021",
        "indicator=i-rank.evaluation-year&lens=indicator&level=zone",
        "compare=city-nanjing,city-suzhou,province-jiangsu&list=compare",
        "lens=plan&passage=c-3-1.12",
        "lens=system&selected=body-council",
        "lens=target&selected=t-rd",
        "selected=z-sip",
        "selected=at-118.7-31.9",
        "camera=118.8000,32.0000,9.50&selected=city-nanjing",
        "list=sites",
    ],
)
def test_a_step_may_show_whatever_the_atlas_can(small: Catalog, view: str) -> None:
    text = GOOD.replace('view: ""', f"view: {view}")
    assert check_story(text, small).steps[0].view == view


# ---- wrong: each file names line and field ----------------------------------------------------------


STEP = "chapters[0].steps[0]"
NEXT = "chapters[0].steps[1]"

BROKEN: dict[str, tuple[str, str, str, str, str]] = {
    # what: (this, is replaced by this, the problem stands at these words, field, a word of the rule)
    "no id": ("id: labs-first\n", "", "title: {zh: 先", "id", "missing"),
    "id with capitals": ("id: labs-first", "id: Labs", "id: Labs", "id", "small letters"),
    "id too long": ("labs-first", "a" * 61, "id: aaa", "id", "at most 60"),
    "id empty": ("labs-first", "", "id:", "id", "empty"),
    "unknown field": ("about:", "author: me\nabout:", "author", "author", "no such field"),
    "unknown field of a step": ("seconds:", "second:", "second:", f"{NEXT}.second", "no such field"),
    "unknown language": (
        "en: The region}",
        "en: The region, de: Region}",
        "zh: 全域",
        f"{STEP}.title.de",
        "no such field",
    ),
    "no English": (", en: The region", "", "title: {zh: 全域", f"{STEP}.title.en", "missing"),
    "no Chinese": ("zh: 两座城市。, ", "", "text: {en: Two", f"{STEP}.text.zh", "missing"),
    "English left empty": ("en: Two cities.", "en: ", "text: {zh: 两", f"{STEP}.text.en", "empty"),
    "English of blanks": ("en: Two cities.", "en: '  '", "text: {zh: 两", f"{STEP}.text.en", "empty"),
    "no title": (
        "        title: {zh: 全域, en: The region}\n",
        "",
        '- view: ""',
        f"{STEP}.title",
        "missing",
    ),
    "no view": ('view: ""\n        title', "title", "- title: {zh: 全", f"{STEP}.view", "missing"),
    "view left empty": ('view: ""', "view:", "- view:\n", f"{STEP}.view", "empty"),
    "title too long": (
        "zh: 全域",
        f"zh: {'长' * 25}",
        "title: {zh: 长",
        f"{STEP}.title.zh",
        "25 characters, at most 24",
    ),
    "text too long": (
        "zh: 两座城市。",
        f"zh: {'长' * 61}",
        "text: {zh: 长",
        f"{STEP}.text.zh",
        "61 characters, at most 60",
    ),
    "English text too long": (
        "Two cities.",
        "x" * 161,
        "text: {zh: 两",
        f"{STEP}.text.en",
        "at most 160",
    ),
    "chapter too long": (
        "zh: 南京\n",
        f"zh: {'章' * 13}\n",
        "zh: 章",
        "chapters[0].title.zh",
        "at most 12",
    ),
    "text of two lines": (
        "en: Two cities.",
        'en: "Two\\ncities"',
        "text: {zh: 两",
        f"{STEP}.text.en",
        "one line",
    ),
    "control character": (
        "en: The region",
        'en: "a\\x07b"',
        "title: {zh: 全域",
        f"{STEP}.title.en",
        "control",
    ),
    "half a character": (
        "en: The region",
        'en: "\\ud800"',
        "title: {zh: 全域",
        f"{STEP}.title.en",
        "control",
    ),
    "words without languages": (
        "title: {zh: 全域, en: The region}",
        "title: 全域",
        "title: 全域",
        f"{STEP}.title",
        "names with values",
    ),
    "a list for a word": (
        "en: The region}",
        "en: [a]}",
        "title: {zh: 全域",
        f"{STEP}.title.en",
        "must be text",
    ),
    "two seconds": ("seconds: 12", "seconds: 2", "seconds: 2", f"{NEXT}.seconds", "3 to 600"),
    "too many seconds": ("seconds: 12", "seconds: 601", "seconds: 601", f"{NEXT}.seconds", "3 to 600"),
    "half seconds": ("seconds: 12", "seconds: 12.5", "seconds: 12.5", f"{NEXT}.seconds", "3 to 600"),
    "seconds in words": ("seconds: 12", "seconds: twelve", "seconds: t", f"{NEXT}.seconds", "3 to 600"),
    "unknown highlight": ("lab-purple", "lab-nobody", "highlight:", f"{NEXT}.highlight", "no such thing"),
    "highlight of an industry": ("lab-purple", "ind-it", "highlight:", f"{NEXT}.highlight", "no such thing"),
    "unknown key of a view": (
        'view: ""',
        "view: zoo=1",
        "view: zoo",
        f"{STEP}.view",
        "a View has no zoo",
    ),
    "malformed key": (
        'view: ""',
        "view: lens=globe",
        "view: lens",
        f"{STEP}.view",
        "the value of lens is wrong",
    ),
    "key twice": (
        'view: ""',
        "view: lens=plan&lens=plan",
        "view: lens",
        f"{STEP}.view",
        "it stands twice",
    ),
    "not in order": (
        'view: ""',
        "view: kind=lab&city=city-nanjing",
        "view: kind",
        f"{STEP}.view",
        "write city=city-nanjing&kind=lab",
    ),
    "a default written out": ('view: ""', "view: lens=overview", "view: lens", f"{STEP}.view", 'write ""'),
    "question mark": ('view: ""', 'view: "?lens=plan"', 'view: "?', f"{STEP}.view", "write lens=plan"),
    "escaped": (
        'view: ""',
        "view: kind=lab%2Czone",
        "view: kind",
        f"{STEP}.view",
        "write kind=lab,zone",
    ),
    "view too long": ('view: ""', f"view: city={'a' * 2000}", "view: city", f"{STEP}.view", "at most 2000"),
    "none beside a layer": (
        'view: ""',
        "view: kind=lab,none",
        "view: kind",
        f"{STEP}.view",
        "stands alone",
    ),
    **{
        f"{key} of the screen": (
            'view: ""',
            f"view: {key}={value}",
            f"view: {key}",
            f"{STEP}.view",
            f"{key} is decided by the screen",
        )
        for key, value in {
            "room": "present",
            "lang": "en",
            "theme": "dark",
            "story": "labs-first",
            "step": "2",
        }.items()
    },
    **{
        f"unknown {key}": (
            'view: ""',
            f"view: {rest}{key}={value}",
            f"view: {rest}{key}",
            f"{STEP}.view",
            f"{key}: this release has no such thing",
        )
        for rest, key, value in (
            ("", "city", "city-atlantis"),
            ("", "claim", "sworn"),
            ("", "compare", "lab-purple"),
            ("", "industry", "ind-gold"),
            ("", "indicator", "i-luck"),
            ("", "indicator", "i-rd.provincial-list"),
            ("", "kind", "castle"),
            ("lens=plan&", "passage", "c-9"),
            ("lens=plan&", "passage", "c-3.x"),
            ("lens=plan&", "passage", "c-3.0"),
            ("", "selected", "nobody"),
            ("", "selected", "ind-nano"),
            ("", "year", "1999"),
            ("indicator=i-rd&lens=indicator&", "year", "2019"),
        )
    },
    "same name twice": (
        "about: {zh",
        "title: {zh: 再, en: Again}\nabout: {zh",
        "title: {zh: 再",
        "title",
        "stands twice",
    ),
    "same name twice in a step": (
        "        seconds: 12",
        "        seconds: 12\n        seconds: 13",
        "seconds: 13",
        f"{NEXT}.seconds",
        "stands twice",
    ),
    "a name that is a list": ("about:", "? [a, b]\n: c\nabout:", "? [a, b]", "", "a name must be text"),
    "anchor": ("id: labs-first", "id: &a labs-first", "id: &a", "", "no anchors"),
    "tag": ("id: labs-first", "id: !!str labs-first", "id: !!str", "", "no tags"),
    "python tag": (
        "id: labs-first",
        "id: !!python/object/apply:os.system [ls]",
        "id: !!python",
        "",
        "no tags",
    ),
    "second story": ("# what", "# what", "---\nid: b", "", "one story a file"),
    "tab": ("        seconds: 12", "\tseconds: 12", "\tseconds: 12", "", "not well-formed YAML (column 1:"),
    "colon in words": ("en: One city}", "en: One: city: x]}", "about:", "", "not well-formed YAML"),
    "quote left open": (
        'en: "One: Purple Mountain"}',
        'en: "One}',
        "text: {zh: '一项",
        "",
        "not well-formed YAML",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_names_line_and_field(small: Catalog, name: str) -> None:
    old, new, at, field, rule = BROKEN[name]
    text = GOOD.replace(old, new, 1)
    if name == "second story":
        text += "---\nid: b\n"
    assert text != GOOD
    found = problems(text, small)
    fits = [one for one in found if one.column == field and rule in str(one)]
    assert fits, "\n".join(map(str, found))
    if "not well-formed" in rule:
        assert all(one.row for one in fits)
    else:
        assert {one.row for one in fits} == {line_of(text, at)}
    assert all(one.file == "story.yaml" for one in found)


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_says_rule_and_way_out_in_both_languages(small: Catalog, name: str) -> None:
    old, new, *_ = BROKEN[name]
    text = GOOD.replace(old, new, 1) + ("---\nid: b\n" if name == "second story" else "")
    for one in problems(text, small):
        words = one.words
        assert words.rule_zh and words.way_zh and words.rule_en and words.way_en
        assert re.search("[\u4e00-\u9fff]", words.rule_zh) and not re.search("[\u4e00-\u9fff]", words.way_en)
        assert "{" not in words.way_en and "\n" not in str(one)


def test_all_problems_are_told_at_once(small: Catalog) -> None:
    text = (
        GOOD.replace("en: The region", "en:")
        .replace("seconds: 12", "seconds: 1")
        .replace("kind=lab", "kind=castle")
        .replace("lab-purple", "lab-nobody")
        .replace("about: {zh: 一座城市, en: One city}", "about: {zh: 一座城市}")
    )
    assert {(one.row, one.column) for one in problems(text, small)} == {
        (4, "about.en"),
        (11, f"{STEP}.title.en"),
        (13, f"{NEXT}.view"),
        (21, f"{NEXT}.seconds"),
        (22, f"{NEXT}.highlight"),
    }


def test_steps_and_chapters_must_be_there(small: Catalog) -> None:
    head = GOOD[: GOOD.index("chapters:")]
    for rest, field in {
        "": "chapters",
        "chapters: []\n": "chapters",
        "chapters: none yet\n": "chapters",
        "chapters:\n  - title: {zh: 一, en: One}\n    steps: []\n": "chapters[0].steps",
        "chapters:\n  - title: {zh: 一, en: One}\n": "chapters[0].steps",
        "chapters:\n  - one\n": "chapters[0]",
        "chapters:\n  - title: {zh: 一, en: One}\n    steps: [x]\n": "chapters[0].steps[0]",
    }.items():
        (one,) = problems(head + rest, small)
        assert one.column == field and one.row


def test_sixty_steps_are_the_most(small: Catalog) -> None:
    step = "      - view: ''\n        title: {zh: 一, en: One}\n        text: {zh: 一, en: One}\n"
    head = GOOD[: GOOD.index("      - view")]
    assert len(check_story(head + step * 60, small).steps) == 60
    (one,) = problems(head + step * 61, small)
    assert one.column == "chapters[0].steps[60]"
    assert one.row == (head + step * 60).count("\n") + 1
    assert "61 steps, at most 60" in str(one)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "the file is empty"),
        ("# nothing but a remark\n", "the file is empty"),
        ("just words", "names with values belong here"),
        ("- a\n- b\n", "names with values belong here"),
        ("[" * 3000, "nested too deep"),
        ("a:\n" + "".join(" " * n + "- a:\n" for n in range(1, 60, 2)), "nested too deep"),
        ("x: [" + "1," * 30_000 + "]", "too much in it"),
        ("\x00", "not well-formed YAML (column 1: special characters"),
        ("id: x\nabout: \x07y", "not well-formed YAML (column 8: special characters"),
        ("%YAML 3.0\n---\nid: x", "not well-formed YAML"),
        (" " * (MAX_BYTES + 1), "at most 200000"),
    ],
)
def test_what_is_no_story_at_all_is_told(small: Catalog, text: str, rule: str) -> None:
    assert rule in str(problems(text, small)[0])


def test_a_bomb_of_anchors_is_refused_line_by_line(small: Catalog) -> None:
    bomb = "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert [(one.row, one.value) for one in problems(bomb, small)] == [
        (1, "&a"),
        (2, "&b"),
        (2, "*a"),
        (3, "&c"),
        (3, "*b"),
    ]


def test_another_encoding_is_told_with_its_line(small: Catalog) -> None:
    (one,) = problems(b"id: x\ntitle: " + "苏南".encode("gb18030"), small)
    assert one.row == 2 and "save it as UTF-8" in str(one)


def test_json_names_the_field(small: Catalog) -> None:
    sent: dict[str, Any] = check_story(GOOD, small).plain()
    sent["chapters"][0]["steps"][1]["seconds"] = True
    sent["chapters"][0]["steps"][0]["view"] = 7
    found = {(one.row, one.column) for one in problems(json.dumps(sent), small, is_json=True)}
    assert found == {(None, f"{NEXT}.seconds"), (None, f"{STEP}.view")}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "not well-formed JSON (column 2)"),
        ("", "not well-formed JSON"),
        ('{"id": "a", "id": "b"}', "stands twice"),
        ("[" * 100_000, "nested too deep"),
        ('{"id": ' + "9" * 5000 + "}", "too much in it"),
        ('{"id": NaN}', "must be text"),
        ("null", "names with values belong here"),
        ('{"id": "\\ud800"}', "control characters"),
        ('{"\\ud800": 1}', "control characters"),
    ],
)
def test_json_that_is_no_story_is_told(small: Catalog, text: str, rule: str) -> None:
    assert rule in "\n".join(map(str, problems(text, small, is_json=True)))


# ---- the folder ---------------------------------------------------------------------------------------


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_a_folder_is_read_by_file_name(tmp_path: Path, small: Catalog) -> None:
    write(tmp_path, "labs-first.yaml", GOOD)
    write(tmp_path, "a-story.yaml", GOOD.replace("labs-first", "a-story"))
    write(tmp_path, "notes.txt", "not a story")
    write(tmp_path, ".hidden.yaml", "not a story")
    assert [story.id for story in load_stories(small, tmp_path)] == ["a-story", "labs-first"]
    assert len(story_files(tmp_path)) == 2


def test_no_folder_no_stories(tmp_path: Path, small: Catalog) -> None:
    assert load_stories(small, tmp_path / "nowhere") == ()


def test_stories_stand_beside_their_catalogue() -> None:
    assert stories_folder(Path("/data/catalogue")) == Path("/data/stories")


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("other.yaml", GOOD, "name the file labs-first.yaml"),
        ("labs-first.yml", GOOD, "name the file labs-first.yaml"),
        ("industry-it.yaml", GOOD.replace("labs-first", "industry-it"), "choose another id"),
        ("own.yaml", GOOD.replace("labs-first", "own"), "choose another id"),
    ],
)
def test_a_file_is_named_by_its_story(
    tmp_path: Path, small: Catalog, name: str, text: str, rule: str
) -> None:
    write(tmp_path, name, text)
    with pytest.raises(StoryError) as told:
        load_stories(small, tmp_path)
    (one,) = told.value.problems
    assert (one.file, one.row, one.column) == (name, 2, "id") and rule in str(one)


def test_the_problems_of_all_files_are_told(tmp_path: Path, small: Catalog) -> None:
    write(tmp_path, "labs-first.yaml", GOOD.replace("seconds: 12", "seconds: 1"))
    write(tmp_path, "b.yaml", "id: [")
    (tmp_path / "c.yaml").mkdir()
    with pytest.raises(StoryError) as told:
        load_stories(small, tmp_path)
    assert [one.file for one in told.value.problems] == ["b.yaml", "c.yaml", "labs-first.yaml"]


# ---- properties -----------------------------------------------------------------------------------------

QUIET = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
CHARS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])


def words(zh: int, en: int, lines: bool = False) -> st.SearchStrategy[dict[str, str]]:
    allowed = CHARS | st.just("\n") if lines else CHARS

    def some(most: int) -> st.SearchStrategy[str]:
        return st.text(allowed, min_size=1, max_size=most).map(str.strip).filter(bool)

    return st.fixed_dictionaries({"zh": some(zh), "en": some(en)})


STEPS = st.fixed_dictionaries(
    {
        "view": st.sampled_from(["", "kind=lab", "selected=z-sip"]),
        "title": words(24, 40),
        "text": words(60, 80),
    },
    optional={
        "notes": words(80, 80, lines=True),
        "seconds": st.integers(3, 600),
        "highlight": st.just("z-sip"),
    },
)
STORIES = st.fixed_dictionaries(
    {
        "id": st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda text: len(text) < 61),
        "title": words(24, 40),
        "about": words(60, 80),
        "chapters": st.lists(
            st.fixed_dictionaries({"title": words(12, 20), "steps": st.lists(STEPS, min_size=1, max_size=3)}),
            min_size=1,
            max_size=2,
        ),
    }
)


@QUIET
@given(content=STORIES)
def test_any_story_survives_its_file(small: Catalog, content: dict[str, Any]) -> None:
    story = Story.model_validate(content)
    assert check_story(story_yaml(story), small) == story


@QUIET
@given(text=st.text(st.sampled_from("abid:-[]{}&*!|>'\"#%?, \n\t\r0é苏\u2028\x07\ud800"), max_size=120))
def test_no_text_is_too_strange(small: Catalog, text: str) -> None:
    assert problems(text, small)


@QUIET
@given(
    at=st.integers(0, len(GOOD)),
    cut=st.integers(0, 20),
    put=st.sampled_from(["", " ", "\n", ": ", "- ", "'"]),
)
def test_a_slip_anywhere_is_told_or_harmless(small: Catalog, at: int, cut: int, put: str) -> None:
    text = GOOD[:at] + put + GOOD[at + cut :]
    try:
        check_story(text, small)
    except StoryError as wrong:
        assert all(one.row for one in wrong.problems)


# ---- the command ----------------------------------------------------------------------------------


@pytest.fixture
def options(tiny: TinyCatalogue) -> list[str]:
    for name in SCENERY:
        (tiny.ground / f"{name}.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    return ["--catalogue", str(tiny.folder), "--ground", str(tiny.ground)]


def test_the_check_counts_the_stories(
    tiny: TinyCatalogue, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(tiny.folder.parent / "stories", "labs-first.yaml", GOOD)
    assert main(["check", *options]) == 0
    assert "讲稿 Stories by steps: labs-first 2" in capsys.readouterr().out


def test_the_check_fails_on_a_bad_story(
    tiny: TinyCatalogue, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(tiny.folder.parent / "stories", "labs-first.yaml", GOOD.replace("lab-purple", "lab-nobody"))
    assert main(["check", *options]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    line = line_of(GOOD, "highlight")
    assert f"labs-first.yaml, 第 {line} 行/line {line}, {NEXT}.highlight = “lab-nobody”" in told.err
