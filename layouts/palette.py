"""The colours of assets/theme.css, for what is drawn outside the page: one place for every colour."""

import re
from functools import cache
from pathlib import Path

THEME_CSS = Path(__file__).parents[1] / "assets" / "theme.css"
BLOCK = re.compile(r'\[data-theme="(\w+)"\] \{(.*?)\n\}', re.DOTALL)
STEP = re.compile(r"--q(\d): (#[0-9a-fA-F]{6});")
# Which of the five sequential steps stand for so many classes; assets/indicators.js has the same.
STEPS = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-fA-F]{3,8});")


@cache
def palette(theme: str) -> dict[str, str]:
    """Return the colours of a theme by name, without the dashes: `water`, `tint-nj`, `kind-lab`.

    Raises KeyError for a theme that theme.css does not have.
    """
    blocks = dict(BLOCK.findall(THEME_CSS.read_text(encoding="utf-8")))
    return dict(COLOUR.findall(blocks[theme]))


@cache
def shades(count: int) -> tuple[str, ...]:
    """Return the colours of so many classes, from light to dark."""
    found = dict(STEP.findall(THEME_CSS.read_text(encoding="utf-8")))
    return tuple(found[str(step)] for step in STEPS[count])
