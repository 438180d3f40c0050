"""Stories: ordered Views with words. Their check against a release, their file, the folder they come in.

`check_story(story_yaml(story), catalog) == story`. Files that ship and files that users keep have one form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from geodata.catalog import Catalog
from geodata.loading import CATALOGUE_DIR
from geodata.problems import CatalogueError, Problem
from geodata.story_form import Story
from geodata.story_problems import CROWDED, NAMED_OTHERWISE, RESERVED, UNREADABLE, words_of
from geodata.story_text import Read, as_yaml, read_bytes, shown
from geodata.story_views import UNKNOWN_THING, Names, names, view_problems

STORIES_DIR = CATALOGUE_DIR.parent / "stories"
SUFFIXES = (".yaml", ".yml")
# Ids of the stories that the atlas makes itself: of an industry's data, and in the reader's browser.
MADE, OWN = "industry-", "own"
MARKS = ("made", "industry")
UPLOAD = "story.yaml"  # what problems of a story without a file are filed under
MAX_STEPS = 60


class StoryError(CatalogueError):
    """A story is not sound. The message lists every problem found, one a line."""


def check_story(text: str, catalog: Catalog, file: str = UPLOAD) -> Story:
    """Return the story that a YAML text tells. Raises StoryError with every problem of it."""
    return check_bytes(text.encode("utf-8", "surrogatepass"), catalog, file)


def check_bytes(data: bytes, catalog: Catalog, file: str = UPLOAD, is_json: bool = False) -> Story:
    """Return the story that a file of YAML, or the same as JSON, tells. Raises StoryError."""
    read = read_bytes(data, file, is_json)
    if is_json and isinstance(read.content, dict):
        # What the release adds to the stories it makes is no part of a story that is kept.
        own = {name: value for name, value in read.content.items() if name not in MARKS}
        read = replace(read, content=own)
    return _checked(read, names(catalog), file)


def story_yaml(story: Story) -> str:
    """Return the file of a story: the same story when it is read again."""
    return as_yaml(story.plain())


def stories_folder(catalogue: Path) -> Path:
    """Return where the stories of a catalogue stand: beside it."""
    return catalogue.absolute().parent / STORIES_DIR.name


def story_files(folder: Path) -> list[Path]:
    """Return the files of a folder of stories in their order, none where there is no such folder."""
    return sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES and path.name[0] not in ".~")


def load_stories(catalog: Catalog, folder: Path = STORIES_DIR) -> tuple[Story, ...]:
    """Return the stories of a folder, by file name. Raises StoryError with the problems of all of them."""
    known = names(catalog)
    stories: list[Story] = []
    problems: list[Problem] = []
    for path in story_files(folder):
        try:
            stories.append(_load(path, known))
        except StoryError as error:
            problems += error.problems
    if problems:
        raise StoryError(problems)
    return tuple(stories)


def _load(path: Path, known: Names) -> Story:
    try:
        data = path.read_bytes()
    except OSError:
        raise StoryError([Problem(path.name, None, "", "", UNREADABLE)]) from None
    read = read_bytes(data, path.name)
    story = _checked(read, known, path.name)
    if path.name != f"{story.id}{SUFFIXES[0]}":
        words = NAMED_OTHERWISE.filled(name=f"{story.id}{SUFFIXES[0]}")
        raise StoryError([Problem(path.name, read.line(("id",)), "id", story.id, words)])
    if story.id.startswith(MADE) or story.id == OWN:
        raise StoryError([Problem(path.name, read.line(("id",)), "id", story.id, RESERVED)])
    return story


def _checked(read: Read, known: Names, file: str) -> Story:
    """Return the story that was read. Raises StoryError with the problems of its form and of its Views."""
    problems = list(read.problems)
    if problems and read.content is None:
        raise StoryError(problems)
    story = None
    try:
        story = Story.model_validate(read.content)
    except ValidationError as error:
        problems += _of_form(error, read, file)
    problems += _of_views(read, known, file)
    if problems or story is None:
        raise StoryError(problems)
    return story


def _of_form(error: ValidationError, read: Read, file: str) -> Iterator[Problem]:
    for found in error.errors(include_url=False):
        if found["type"] == "too_short" and found["input"]:
            continue  # pydantic counts the sound entries only; the others are told where they stand
        path = found["loc"]
        value = found["input"] if isinstance(found["input"], str | int | float) else ""
        column = shown(path) or "id, title, about, chapters"
        words = words_of(found["type"], found["input"], found.get("ctx", {}))
        yield Problem(file, read.line(path), column, str(value), words)


def _of_views(read: Read, known: Names, file: str) -> Iterator[Problem]:
    """Yield what is wrong with the pictures; a step that is no mapping is told by its form."""
    steps = list(_steps(read.content))
    if len(steps) > MAX_STEPS:
        path = steps[MAX_STEPS][0]
        words = CROWDED.filled(found=str(len(steps)), most=str(MAX_STEPS))
        yield Problem(file, read.line(path), shown(path), "", words)
    for path, step in steps[:MAX_STEPS]:
        view, highlight = step.get("view"), step.get("highlight")
        if isinstance(view, str):
            at = (*path, "view")
            for value, words in view_problems(view, known):
                yield Problem(file, read.line(at), shown(at), value, words)
        if isinstance(highlight, str) and highlight not in known.things:
            at = (*path, "highlight")
            yield Problem(file, read.line(at), shown(at), highlight, UNKNOWN_THING)


def _steps(content: object) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield what stands where steps should stand, with its path."""
    chapters = content.get("chapters") if isinstance(content, dict) else None
    for i, chapter in enumerate(chapters if isinstance(chapters, list) else ()):
        steps = chapter.get("steps") if isinstance(chapter, dict) else None
        for j, step in enumerate(steps if isinstance(steps, list) else ()):
            if isinstance(step, dict):
                yield ("chapters", i, "steps", j), step
