"""The release as the browser fetches it: each file at an address that carries the hash of what it holds."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callbacks.static_files import Files, as_json
from geodata.catalog import Catalog
from geodata.indicator_payload import indicator_payload
from geodata.payload import ground_geojson, payload
from geodata.plan_payload import plan_payload
from geodata.plan_reading import read_plan
from geodata.storytelling import STORIES_DIR
from layouts.attract import slides_payload
from layouts.stories_payload import stories_payload
from layouts.text import LANGUAGES, browser_words


@dataclass(frozen=True)
class DataFiles:
    """What the release is written from; `plan` is the text of the plan, None where none is given.

    The prefix changes with the files in `stories`, the folder of the written stories.
    """

    catalog: Catalog
    prefix: str
    plan: str | None = None
    stories: Path = STORIES_DIR

    @property
    def plan_mark(self) -> str:
        """Return what tells this text from another in a name, "" where none is given."""
        return "" if self.plan is None else f"-{hashlib.sha256(self.plan.encode()).hexdigest()[:12]}"

    @property
    def plan_address(self) -> str:
        """Return the address of the text, "" where none is given."""
        return "" if self.plan is None else f"{self.prefix}/plan{self.plan_mark}.json"

    @property
    def stories_address(self) -> str:
        """Return the address of the stories."""
        return f"{self.prefix}/stories.json"

    @property
    def slides_address(self) -> str:
        """Return the address of the kiosk's attract loop."""
        return f"{self.prefix}/slides.json"

    def scales(self, folder: Path) -> dict[str, Any]:
        """Return the classes of the indicators as they were written under `folder` for the browser."""
        written = folder / self.prefix.lstrip("/") / "indicators.json"
        return {"classes": json.loads(written.read_text(encoding="utf-8"))["classes"]}

    def files(self) -> Files:
        """Return catalogue and words, indicators, the ground, the stories and, where it is given, the plan.

        Raises StoryError when a written story is not sound.
        """
        catalogue = {
            "payload": payload(self.catalog),
            "words": {language: browser_words(language) for language in LANGUAGES},
        }
        found = {
            f"{self.prefix}/atlas.json": as_json(catalogue),
            f"{self.prefix}/indicators.json": as_json(indicator_payload(self.catalog)),
            f"{self.prefix}/ground.geojson": as_json(ground_geojson(self.catalog)),
            self.slides_address: as_json(slides_payload(self.catalog)),
            self.stories_address: as_json(stories_payload(self.catalog, self.stories)),
        }
        if self.plan is not None:
            found[self.plan_address] = as_json(plan_payload(read_plan(self.catalog, self.plan)))
        return found
