"""Where in the plan a line of its text stands: the one parser of chapters, sections, points and cities."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from geodata.plan_folding import ZERO_WIDTH, half_width, normalised

PREFACE = "引言"
_WITHOUT_MARKS = str.maketrans("", "", ZERO_WIDTH)
_ANNEX = "附件"
_OVERVIEW = "附件·总述"
_CHAPTER = re.compile(r"([一二三四五六七八九十]+)、")
_SECTION = re.compile(r"(\([一二三四五六七八九十]+\))")
_POINT = re.compile(r"(\d)[﹒.．]")
_CITY = re.compile(r"(\w{2}市)(?=[\s:：。]|$)")

# What a line begins with: the first sentence of a clause is its heading, of a city only its name.
Opening = Literal["", "clause", "city"]


@dataclass(frozen=True)
class Line:
    """A line that says something, without the space around it; `ref` is its clause as in `ref_zh`."""

    ref: str
    text: str
    opening: Opening = ""


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of the plan, each with its clause: composed (NFC) and without zero-width marks."""
    chapter = section = ref = PREFACE
    plain = unicodedata.normalize("NFC", text).translate(_WITHOUT_MARKS)
    for line in filter(None, map(str.strip, plain.splitlines())):
        opening: Opening = "clause"
        if chapter == _ANNEX:
            city = _CITY.match(line)
            opening = "city" if city else ""
            ref = f"{_ANNEX}·{city[1]}" if city else _OVERVIEW if ref == _ANNEX else ref
        elif line.startswith(_ANNEX):
            chapter = ref = _ANNEX
        elif heading := _CHAPTER.match(line):
            chapter = section = ref = heading[1]
        elif heading := _SECTION.match(half_width(line)):
            section = ref = chapter + heading[1]
        elif heading := _POINT.match(line):
            ref = section + heading[1]
        else:
            opening = ""
        yield Line(ref, line, opening)


def sections(text: str) -> dict[str, str]:
    """Return the normalised text under each clause, named as in `ref_zh`."""
    found: dict[str, list[str]] = {}
    for line in lines(text):
        found.setdefault(line.ref, []).append(normalised(line.text))
    return {ref: "".join(texts) for ref, texts in found.items()}
