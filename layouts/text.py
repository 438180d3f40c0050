"""Words on the screen: keyed, in every language, side by side so that the browser switches in place."""

import json
from functools import cache
from pathlib import Path

from dash import html
from dash.development.base_component import Component

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent / "languages"


@cache
def words(language: str) -> dict[str, str]:
    """Return every word of a language by key. Raises FileNotFoundError for a language that is not kept."""
    text: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return text


def browser_words(language: str) -> dict[str, str]:
    """Return the words that the browser shows; the pages of the stewards come ready from the server."""
    return {key: word for key, word in words(language).items() if not key.startswith("steward.")}


def text(key: str, language: str, **values: object) -> str:
    """Return one word or sentence; `{name}` placeholders are filled from `values`. Raises KeyError."""
    return words(language)[key].format(**values)


def both(key: str, **values: object) -> list[Component]:
    """Return the same words in both languages; theme.css shows the one whose language is on."""
    return names(*(text(key, language, **values) for language in LANGUAGES))


def names(zh: str, en: str) -> list[Component]:
    """Return a name in both languages; theme.css shows the one whose language is on."""
    return [html.Span(zh, lang="zh", className="zh"), html.Span(en, lang="en", className="en")]
