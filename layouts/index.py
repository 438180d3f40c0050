"""The HTML page around the app: language, theme and room are true from the first byte; no foreign link."""

import html
import json
import re
from dataclasses import dataclass

from geodata.view import View
from layouts.text import text

LANG_TAGS = {"zh": "zh-CN", "en": "en"}
# Loaded when first needed (the grid) or never (dash_table).
GRAPH_CHUNK = "/_dash-component-suites/dash/dcc/async-graph.js"  # fetched by dcc when it meets a graph
LATER = re.compile(r'<script src="([^"]*/dash_ag_grid/[^"]*)"></script>\s*')
NEVER = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>\s*')


@dataclass(frozen=True)
class Addresses:
    """Where this release's files are: the data, the indicators, the grid's words and the assets."""

    data: str
    indicators: str
    plan: str  # "" where the operator has given no text
    stories: str
    ground: str
    grid_locale: str
    assets: str
    slides: str
    page: str  # what tells this page from one of another release or version
    kiosk: str  # JSON: what the operator has set for the hall


def discreet_config(config: str) -> str:
    """Return Dash's config element without the build of Python and the address Dash would ask for news."""
    element, body, end = re.fullmatch(r"(?s)(\s*<script[^>]*>)(.*)(</script>\s*)", config).groups()  # type: ignore[union-attr]
    content = json.loads(body) | {"python_version": "", "dash_version_url": "", "disable_version_check": True}
    return f"{element}{json.dumps(content)}{end}"


@dataclass(frozen=True)
class Parts:
    """What Dash wants in the page, as HTML."""

    css: str
    scripts: str
    config: str
    renderer: str


def index_html(view: View, addresses: Addresses, parts: Parts) -> str:
    """Return the page for a View."""
    later = LATER.search(parts.scripts)
    grid = later.group(1) if later else ""
    scripts = NEVER.sub("", LATER.sub("", parts.scripts))
    title, loading = text("app.title", view.lang), text("loading", view.lang)
    return f"""<!DOCTYPE html>
<html lang="{LANG_TAGS[view.lang]}" data-lang="{view.lang}" data-theme="{view.theme}" data-room="{view.room}"
 data-panel="closed" data-list="" data-atlas="{addresses.data}" data-grid="{html.escape(grid)}"
 data-indicators="{addresses.indicators}" data-plan="{addresses.plan}"
 data-stories="{addresses.stories}" data-lens="{view.lens}"
 data-grid-locale="{addresses.grid_locale}" data-slides="{addresses.slides}" data-page="{addresses.page}"
 data-kiosk="{html.escape(addresses.kiosk)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{addresses.assets}/logo.svg">
<link rel="preload" href="{addresses.data}" as="fetch" crossorigin="anonymous">
<link rel="preload" href="{addresses.ground}" as="fetch" crossorigin="anonymous">
<link rel="preload" href="{GRAPH_CHUNK}" as="script">
<link rel="preload" href="/_dash-layout" as="fetch" crossorigin="anonymous">
<link rel="preload" href="/_dash-dependencies" as="fetch" crossorigin="anonymous">
{parts.css}
</head>
<body>
<div id="react-entry-point"><div class="loading"><b>{title}</b><span>{loading}</span></div></div>
<noscript>{text("noscript", view.lang)}</noscript>
<footer>{discreet_config(parts.config)}{scripts}{parts.renderer}</footer>
</body>
</html>"""


def plain_page(kind: str, language: str, assets: str, **values: str) -> str:
    """Return the friendly page with the way home: `missing` address, `error`, or a room that is `closed`.

    A closed room speaks both languages, the reader's first: whoever stands before it has no other page.
    """
    title = text(f"{kind}.title", language)
    spoken = [language, *(one for one in LANG_TAGS if one != language)] if kind == "closed" else [language]
    said = "\n".join(
        f'<b lang="{LANG_TAGS[one]}">{text(f"{kind}.title", one)}</b>'
        f'<span lang="{LANG_TAGS[one]}">{text(f"{kind}.text", one, **values)}</span>'
        for one in spoken
    )
    return f"""<!DOCTYPE html>
<html lang="{LANG_TAGS[language]}" data-lang="{language}" data-theme="light" data-room="browse">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="icon" href="{assets}/logo.svg">
<link rel="stylesheet" href="{assets}/theme.css"><link rel="stylesheet" href="{assets}/page.css"></head>
<body><main class="loading">{said}
<a class="button primary" href="/?lang={language}">{text("missing.home", language)}</a></main></body>
</html>"""
