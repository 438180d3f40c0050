"""Every story of the release as the browser gets it: those written first, then one made of each industry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geodata.catalog import Catalog
from geodata.storytelling import STORIES_DIR, load_stories
from layouts.industry_story import industry_stories


def stories_payload(catalog: Catalog, folder: Path = STORIES_DIR) -> dict[str, Any]:
    """Return the stories of a folder and the made ones, as plain JSON. Raises StoryError."""
    written = [story.plain() for story in load_stories(catalog, folder)]
    return {"stories": [*written, *industry_stories(catalog)]}
