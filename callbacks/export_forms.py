"""What a visitor sends to be made into slides or pages: read, bounded and proved before anything is drawn."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Request, g

from geodata.view import MAX_QUERY_CHARS, View, parse_view

MAX_BODY_BYTES = 60_000_000
MAX_FIELDS_BYTES = 2_000_000
MAX_PARTS = 100
MOST_SLIDES = 40
MOST_PIXELS, LONGEST_SIDE = 16_000_000, 8192
LONGEST = {"query": MAX_QUERY_CHARS, "title": 200, "text": 1000, "notes": 5000}
PAPERS = ("a4", "a3")
# What neither XML nor a font has a place for: control characters, lone surrogates, non-characters.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


class RefusalError(Exception):
    """A request that gets no file: the key of the reason, the HTTP status, what the words need."""

    def __init__(self, key: str, status: int, **values: object) -> None:
        super().__init__(key)
        self.key, self.status, self.values = key, status, values


@dataclass(frozen=True)
class Asked:
    """One slide or page as asked for. `size` is that of the picture in pixels."""

    view: View
    title: str = ""
    text: str = ""
    notes: str = ""
    picture: bytes | None = None
    size: tuple[int, int] | None = None


def read_form(request: Request) -> list[Asked]:
    """Return the slides of a multipart form. Raises RefusalError, or RequestEntityTooLarge for its size."""
    request.max_content_length = MAX_BODY_BYTES
    request.max_form_memory_size = MAX_FIELDS_BYTES
    request.max_form_parts = MAX_PARTS
    if "slides" not in request.form:
        raise RefusalError("slides-missing", 400)
    slides = _listed(request.form["slides"])
    # What is refused is refused in the language of what was asked for.
    g.export_language = parse_view(str(slides[0].get("query") or ""))[0].lang
    if len(slides) > MOST_SLIDES:
        raise RefusalError("slides-too-many", 400, most=MOST_SLIDES)
    return [_asked(one, i, request) for i, one in enumerate(slides)]


def read_paper(request: Request) -> str:
    """Return the size of paper. Raises RefusalError for one that is not kept."""
    paper = request.form.get("paper", PAPERS[0]).lower()
    if paper not in PAPERS:
        raise RefusalError("paper-unknown", 400, papers=", ".join(PAPERS))
    return paper


def _listed(words: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        raise RefusalError("slides-invalid", 400) from None
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise RefusalError("slides-invalid", 400)
    return found


def _asked(one: Mapping[str, Any], number: int, request: Request) -> Asked:
    words = {}
    for name, most in LONGEST.items():
        value = one.get(name) or ""
        if not isinstance(value, str):
            raise RefusalError("slides-invalid", 400)
        if len(value) > most:
            raise RefusalError("words-too-long", 400, number=number + 1, field=name, most=most)
        words[name] = UNPRINTABLE.sub("", value.replace("\r\n", "\n")).strip()
    view, _ = parse_view(words["query"])
    title = " ".join(words["title"].split())
    sent = request.files.get(f"picture-{number}")
    content = sent.read() if sent else b""
    if not content:
        return Asked(view, title, words["text"], words["notes"])
    size = _proved(content, number)
    return Asked(view, title, words["text"], words["notes"], content, size)


def _proved(content: bytes, number: int) -> tuple[int, int]:
    """Return the size of a PNG picture that can be read to its end. Raises RefusalError for anything else."""
    from PIL import Image  # noqa: PLC0415  only who exports a picture needs it

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            size = picture.size
            is_bounded = size[0] * size[1] <= MOST_PIXELS and max(size) <= LONGEST_SIDE
            if is_bounded:
                picture.load()
    except Exception:  # whatever a broken picture makes a decoder raise
        raise RefusalError("picture-broken", 400, number=number + 1) from None
    if not is_bounded:
        raise RefusalError("picture-too-large", 413, number=number + 1, most=MOST_PIXELS // 1_000_000)
    return size
