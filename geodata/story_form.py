"""The form of a story: its fields, how long each may be, and what may not be written in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

# How many characters fit: a line over a step, a name in the bar, two lines on the stage, a presenter's notes.
MOST: Mapping[str, Mapping[str, int]] = {
    "title": {"zh": 24, "en": 80},
    "heading": {"zh": 12, "en": 40},
    "text": {"zh": 60, "en": 160},
    "notes": {"zh": 600, "en": 1800},
}
FEWEST_SECONDS, MOST_SECONDS = 3, 600
KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# Control characters, halves of characters, and line ends that only some programs see.
UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}


def _clean(words: str) -> str:
    if any(unicodedata.category(char) in UNWRITABLE for char in words.replace("\n", "")):
        raise PydanticCustomError("control", "control characters")
    return words


def _one_line(words: str) -> str:
    if "\n" in words:
        raise PydanticCustomError("lines", "several lines")
    return _clean(words)


def _whole(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("seconds", "not a whole number")


Line = AfterValidator(_one_line)
Paragraphs = AfterValidator(_clean)
Id = Annotated[str, Field(max_length=60, pattern=KEBAB)]
Seconds = Annotated[int, BeforeValidator(_whole), Field(ge=FEWEST_SECONDS, le=MOST_SECONDS)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Title(_Part):
    """What stands over a step or a story: one line on the stage."""

    zh: Annotated[str, Field(min_length=1, max_length=MOST["title"]["zh"]), Line]
    en: Annotated[str, Field(min_length=1, max_length=MOST["title"]["en"]), Line]


class Heading(_Part):
    """The name of a chapter: it stands small, beside others."""

    zh: Annotated[str, Field(min_length=1, max_length=MOST["heading"]["zh"]), Line]
    en: Annotated[str, Field(min_length=1, max_length=MOST["heading"]["en"]), Line]


class Sentence(_Part):
    """What is said: two lines on the stage."""

    zh: Annotated[str, Field(min_length=1, max_length=MOST["text"]["zh"]), Line]
    en: Annotated[str, Field(min_length=1, max_length=MOST["text"]["en"]), Line]


class Notes(_Part):
    """What only the presenter sees."""

    zh: Annotated[str, Field(min_length=1, max_length=MOST["notes"]["zh"]), Paragraphs]
    en: Annotated[str, Field(min_length=1, max_length=MOST["notes"]["en"]), Paragraphs]


class Step(_Part):
    """One picture with its words. `highlight` is the id of what stands out in it."""

    view: Annotated[str, Line]
    title: Title
    text: Sentence
    notes: Notes | None = None
    seconds: Seconds | None = None
    highlight: Annotated[str, Line] | None = None


class Chapter(_Part):
    """Steps under one heading."""

    title: Heading
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Story(_Part):
    """An ordered list of Views with words. `about` is the line in the list of stories."""

    id: Id
    title: Title
    about: Sentence
    chapters: Annotated[tuple[Chapter, ...], Field(min_length=1)]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of all chapters, in order."""
        return tuple(step for chapter in self.chapters for step in chapter.steps)

    def plain(self) -> dict[str, Any]:
        """Return the story as plain JSON; what a step does not have leaves no key."""
        content: dict[str, Any] = self.model_dump(mode="json", exclude_none=True)
        return content
