"""Stories that readers bring or take away: each is proved and answered at once, and nothing is stored."""

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

from dash import Dash
from flask import Flask, Response, abort, jsonify, request

from callbacks.routes import reader_language
from geodata.catalog import Catalog
from geodata.problems import Problem
from geodata.story_form import Story
from geodata.story_text import MAX_BYTES, too_big
from geodata.storytelling import UPLOAD, StoryError, check_bytes, story_yaml
from layouts.text import text

AT_A_TIME = 2
WAIT_S = 3.0
# More than this nobody reads; the rest shows when these are put right.
MOST_PROBLEMS = 100
MOST_VALUE_CHARS = 60
YAML = "application/yaml; charset=utf-8"


def register(app: Dash, catalog: Catalog) -> None:
    """Add the two addresses: one proves a story, one turns it into the file that is kept."""
    proving = BoundedSemaphore(AT_A_TIME)
    server: Flask = app.server

    def answered(respond: Callable[[Story], Response], is_json: bool) -> Response:
        if not proving.acquire(timeout=WAIT_S):
            abort(503, description="busy")
        try:
            answer = respond(check_bytes(asked(), catalog, is_json=is_json))
        except StoryError as wrong:
            answer = jsonify(problems=said(wrong.problems, reader_language()))
            answer.status_code = 422
        finally:
            proving.release()
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @server.post("/stories/check")
    def check_story() -> Response:
        is_json = request.mimetype == "application/json"
        return answered(lambda story: jsonify(story=story.plain()), is_json)

    @server.post("/stories/file")
    def story_file() -> Response:
        return answered(attachment, is_json=True)


def asked() -> bytes:
    """Return the story that came with the request. Raises StoryError without reading what is too big."""
    length = request.content_length or 0
    if length > MAX_BYTES:
        raise StoryError([too_big(length, UPLOAD)])
    return request.stream.read(MAX_BYTES + 1)


def attachment(story: Story) -> Response:
    """Return the file of a story."""
    answer = Response(story_yaml(story), content_type=YAML)
    answer.headers["Content-Disposition"] = f'attachment; filename="sunan-story-{story.id}.yaml"'
    return answer


def said(problems: Iterable[Problem], lang: str) -> list[dict[str, Any]]:
    """Return problems as the page shows them; `said` is the whole line in the reader's language."""
    return [_said(problem, lang) for problem in list(problems)[:MOST_PROBLEMS]]


def _said(problem: Problem, lang: str) -> dict[str, Any]:
    value = problem.value[:MOST_VALUE_CHARS]
    words = {
        "zh": f"{problem.words.rule_zh}；{problem.words.way_zh}。",
        "en": f"{problem.words.rule_en}: {problem.words.way_en}.",
    }
    line = text("stories.line", lang, line=problem.row) if problem.row else ""
    where = [part for part in (line, problem.column, f"“{value}”" if value else "") if part]
    whole = text("list.colon", lang).join(filter(None, (text("list.comma", lang).join(where), words[lang])))
    return {"line": problem.row, "field": problem.column, "value": value, "words": words, "said": whole}
